//! `calibrate`: departures fitted to the observed crossings of the calibration window.

use std::fmt::Write as _;
use std::fs;

use super::args::CalibrateArgs;
use super::failure::Failure;
use super::world;
use crate::study::RunSpec;
use crate::study::calibrate::{CalibrationError, fit_departures, write_departures};

/// Fits departures, writes `departures.csv` and says how far crossings were met.
pub fn calibrate(args: &CalibrateArgs) -> Result<String, Failure> {
    let mut world = world::open(&args.corridor)?;
    if let Some(unknown) = args
        .keep
        .iter()
        .find(|code| world.nationalities.iter().all(|it| it.code != **code))
    {
        return Err(Failure::Input(format!(
            "--keep {unknown}: no nationality of {} has this code",
            world.name
        )));
    }
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
    let partial = args.out.with_extension("tmp");
    let file = fs::File::create(&partial).map_err(Failure::failed)?;
    write_departures(&world, file).map_err(Failure::failed)?;
    fs::rename(&partial, &args.out).map_err(Failure::failed)?;
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
