//! `inputs`: the policy that departures are fitted under beside the published figures of the corridor.

use super::args::InputsArgs;
use super::failure::{Failure, Wrongs};
use super::progress::Progress;
use super::world;
use crate::output::text::{WIDTH, wrap};
use crate::output::{OutputError, report};
use crate::study::inputs::InputCheck;
use crate::study::replicate;

/// Simulates the policy that departures are fitted under and prints the input check.
pub fn inputs(args: &InputsArgs) -> Result<String, Failure> {
    let world = world::open(&args.window.corridor)?;
    let mut wrongs = Wrongs::default();
    let spec = world::spec(&args.window, &world, args.fixed_parameters, &mut wrongs);
    wrongs.told()?;
    let name = world
        .fitted_policy()
        .map_or(world.reference.as_str(), |policy| policy.name.as_str());
    let (policy, _) = world::policy(&world, name)?;
    let mut check = InputCheck::new(&world, &spec)?;
    let progress = Progress::new(args.replications as usize, args.window.quiet);
    let result = replicate(
        &world,
        &[policy],
        &spec,
        args.replications,
        world::threads(args.window.threads),
        &|| progress.tick(),
        &mut |finished| -> Result<(), OutputError> {
            check.add(&finished.tally);
            Ok(())
        },
    );
    progress.finish();
    result?;
    let numbers = if spec.fixed_parameters {
        "numbers at their values"
    } else {
        "numbers drawn"
    };
    let head = format!(
        "Input check of {}: policy {}, {} to {}, seed {}, scale {}, {} replications, {numbers}.",
        world.title, name, spec.from, spec.to, spec.seed, spec.scale, args.replications
    );
    let foot = "It says whether inputs are read as they were meant. It is no test of what the model \
                foretells: the role tells how each figure was used to set inputs. Simulated figures are means \
                over replications.";
    Ok(format!(
        "{}\n{}\n{}",
        wrap(&head, WIDTH, ""),
        report::input_check(&check.lines()),
        wrap(foot, WIDTH, "")
    ))
}
