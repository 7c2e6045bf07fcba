//! `calibrate`: departures fitted to the observed crossings of the calibration window.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use super::args::CalibrateArgs;
use super::failure::Failure;
use super::world;
use crate::output::OutputError;
use crate::scenario::{Fault, Log};
use crate::study::RunSpec;
use crate::study::calibrate::{CalibrationError, fit_departures, write_departures};

/// Fits departures, writes `departures.csv` and says how far crossings were met.
pub fn calibrate(args: &CalibrateArgs) -> Result<String, Failure> {
    let mut world = world::open(&args.corridor)?;
    let mut log = Log::default();
    let codes = || world.nationalities.iter().map(|it| it.code.as_str());
    for code in &args.keep {
        if codes().all(|it| it != code) {
            let fault = Fault::new("--keep", None, "", code, "unknown nationality");
            let all = codes().collect::<Vec<_>>().join(", ");
            log.add_near(fault.allowed(all), code, codes());
        }
    }
    if let Some(fault) = unfit(&args.out, args.force) {
        log.add(fault);
    }
    let partial = partial(&args.out);
    if partial.exists() {
        let shown = partial.display().to_string();
        let fault = Fault::new(
            "--out",
            None,
            "",
            &shown,
            "is there, and would be written over",
        );
        log.add(fault.allowed("another name, or remove that file"));
    }
    log.into_result()?;
    try_out(&partial).map_err(|source| OutputError::io(&partial, source))?;
    let spec = RunSpec {
        scale: args.scale,
        seed: args.seed,
        fixed_parameters: true,
        ..RunSpec::of(&world)
    };
    let levels =
        fit_departures(&mut world, &spec, args.rounds, &args.keep).map_err(
            |error| match error {
                CalibrationError::Ledger(error) => Failure::failed(error),
                other => Failure::Input(other.to_string()),
            },
        )?;
    let file = fs::File::create(&partial).map_err(|it| OutputError::io(&partial, it))?;
    write_departures(&world, file).map_err(|it| OutputError::io(&partial, it))?;
    fs::rename(&partial, &args.out).map_err(|it| OutputError::io(&args.out, it))?;
    let mut text = format!(
        "Crossings up to {}, before the last of {} rounds:\n",
        world.window_end.strftime("%Y-%m"),
        args.rounds
    );
    for level in &levels {
        let _ = writeln!(
            text,
            "{}  observed {:>9.0}  simulated {:>9.0}",
            level.nationality, level.observed, level.simulated
        );
    }
    let _ = writeln!(text, "Fitted departures are in {}.", args.out.display());
    Ok(text)
}

/// Why no file can be written at `out`, if so.
fn unfit(out: &Path, force: bool) -> Option<Fault> {
    let folder = match out.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let (problem, allowed) = if out.is_dir() || out.file_name().is_none() {
        ("a folder", "the name of a file")
    } else if !folder.is_dir() {
        (
            "there is no such folder",
            "a file in a folder that is there",
        )
    } else if out.exists() && !force {
        (
            "there already",
            "another name, or --force to replace the file",
        )
    } else {
        return None;
    };
    let shown = out.display().to_string();
    Some(Fault::new("--out", None, "", &shown, problem).allowed(allowed))
}

/// Where the file is written until it is whole.
fn partial(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".tmp");
    name.into()
}

/// Finds out whether a file can be written.
fn try_out(path: &Path) -> std::io::Result<()> {
    OpenOptions::new().create_new(true).write(true).open(path)?;
    fs::remove_file(path)
}
