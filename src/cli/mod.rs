//! The command line: parse, check, run, write.

mod analyse;
mod args;
mod calibrate;
mod check;
mod describe;
mod docs;
mod evidence;
mod explain;
mod failure;
mod inputs;
mod list;
mod merge;
mod progress;
mod report;
mod settings;
mod simulate;
mod sweep;
mod unfinished;
mod world;

use std::fmt::Display;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::scenario;
use args::{Cli, Command};
use failure::Failure;

/// Runs the command that the arguments of the process name. Results go to standard output, all
/// else to standard error; the exit code is 0, 1 if the command failed, 2 for bad usage or input.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match answer(cli.command).and_then(|text| print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell(format_args!("error: {failure}"));
            failure.exit_code()
        }
    }
}

/// Says something on standard error, to whoever still listens.
fn tell(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// The command, for help, completions and the manual.
pub fn command() -> clap::Command {
    Cli::command()
}

fn answer(asked: Command) -> Result<String, Failure> {
    match asked {
        Command::Run(args) => simulate::run(&args),
        Command::Compare(args) => simulate::compare(&args),
        Command::Sweep(args) => sweep::sweep(&args),
        Command::Merge(args) => merge::merge(&args),
        Command::Analyse(args) => analyse::analyse(&args),
        Command::Report(args) => report::report(&args),
        Command::List { what, corridor } => list::list(what, &corridor),
        Command::Explain { name, corridor } => explain::explain(&name, &corridor),
        Command::Check { path, corridor } => check::check(&path, &corridor),
        Command::Export { dir, corridor } => {
            let files = scenario::export(&corridor.corridor, &dir)?;
            Ok(format!(
                "{files} files of {} written to {}\n",
                corridor.corridor,
                dir.display()
            ))
        }
        Command::Calibrate(args) => calibrate::calibrate(&args),
        Command::Inputs(args) => inputs::inputs(&args),
        Command::Evidence(args) => evidence::evidence(&args),
        Command::Docs { what, corridor } => docs::docs(what, &corridor),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut command(), "corredor", &mut script);
            Ok(String::from_utf8_lossy(&script).into_owned())
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command())
                .render(&mut page)
                .map_err(Failure::failed)?;
            Ok(String::from_utf8_lossy(&page).into_owned())
        }
    }
}

/// The command as typed, as far as it is Unicode, for manifests.
fn command_line() -> Vec<String> {
    std::iter::once(env!("CARGO_PKG_NAME").to_owned())
        .chain(
            std::env::args_os()
                .skip(1)
                .map(|it| it.to_string_lossy().into_owned()),
        )
        .collect()
}

/// Writes to standard output. A reader that stops reading, such as `head`, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::failed(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_consistent() {
        super::command().debug_assert();
    }
}
