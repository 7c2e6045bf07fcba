//! The command line.

fn main() -> std::process::ExitCode {
    corredor::cli::main()
}
