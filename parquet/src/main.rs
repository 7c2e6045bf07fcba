//! The command `corredor-parquet`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use corredor_parquet::{Error, convert};

/// Writes a copy in Parquet beside every table of folders of results, with the columns, types, units
/// and meanings that their datapackage.json states.
#[derive(Parser)]
#[command(name = "corredor-parquet", version, about)]
struct Cli {
    /// Folders that `corredor` wrote
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Say nothing but errors
    #[arg(long)]
    quiet: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut code = 0;
    for folder in &cli.folders {
        match convert(folder) {
            Ok(tables) if cli.quiet => drop(tables),
            Ok(tables) => eprintln!("{}: {} copies in Parquet", folder.display(), tables.len()),
            Err(error) => {
                eprintln!("error: {error}");
                code = code.max(if matches!(error, Error::Write { .. }) {
                    1
                } else {
                    2
                });
            }
        }
    }
    ExitCode::from(code)
}
