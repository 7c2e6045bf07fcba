//! The corridor, the window and the policies that arguments name.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use jiff::ToSpan as _;

use super::args::{CorridorArgs, WindowArgs};
use super::failure::{Failure, Wrongs};
use crate::engine::routes::stranded_origins;
use crate::output::OutputError;
use crate::output::manifest::{Hashed, sha256};
use crate::scenario::{self, Fault, Faults, Log};
use crate::study::{RunSpec, SHORTEST_WINDOW_DAYS};
use crate::world::World;
use crate::world::policy::Policy;
use crate::world::vocabulary::Parameter;

/// Opens the corridor: a built-in one by name, or a folder.
pub fn open(args: &CorridorArgs) -> Result<World, Failure> {
    Ok(named("--corridor", &args.corridor, Path::new(""))?)
}

/// The corridor of this name: a built-in one, or a folder, a relative one in `beside`. A fault of the
/// name stands at `place`.
pub fn named(place: &str, name: &str, beside: &Path) -> Result<World, Faults> {
    let mut names = scenario::embedded_names();
    if names.iter().any(|it| it == name) {
        return leading_on(scenario::embedded(name)?);
    }
    let folder = beside.join(name);
    if folder.is_dir() {
        return load(&folder);
    }
    let fault = Fault::new(place, None, "", name, "no such corridor")
        .allowed(format!("{}, or a folder", names.join(", ")));
    names.extend(folders_like(name, beside));
    Err(fault.near(name, names.iter().map(String::as_str)).into())
}

/// Folders of corridors that lie where the one of this name should, written as it is.
fn folders_like(name: &str, beside: &Path) -> Vec<String> {
    let around = Path::new(name).parent().unwrap_or(Path::new(""));
    let entries = fs::read_dir(Path::new(".").join(beside).join(around));
    let mut found: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter(|it| it.path().join("corridor.toml").is_file())
        .map(|it| around.join(it.file_name()).display().to_string())
        .collect();
    found.sort();
    found
}

/// Reads the folder of a corridor.
pub fn load(folder: &Path) -> Result<World, Faults> {
    leading_on(scenario::load(folder)?)
}

/// The world, if the stated directions of its links lead on from every residence.
fn leading_on(world: World) -> Result<World, Faults> {
    let day_value = world.value(&world.register.fixed(), Parameter::ValueOfTime);
    let mut log = Log::default();
    for residence in stranded_origins(&world, day_value) {
        let id = &world.locations[residence.index()].id;
        let problem = "the stated directions of links lead to no destination from here; turn the links that are \
                       stated against the way on";
        log.add(Fault::new(
            "populations.csv",
            None,
            "residence",
            id,
            problem,
        ));
    }
    log.into_result()?;
    Ok(world)
}

/// What to simulate; what is wrong with it beside the corridor's window is added to `wrongs`.
pub fn spec(
    args: &WindowArgs,
    world: &World,
    fixed_parameters: bool,
    wrongs: &mut Wrongs,
) -> RunSpec {
    let from = args.from.unwrap_or(world.start);
    let to = args.to.unwrap_or(world.end);
    let mut within = true;
    for (flag, date) in [("--from", from), ("--to", to)] {
        if date < world.start || date > world.end {
            within = false;
            wrongs.add(&format!(
                "{flag} {date}: outside the window of {}; give a date from {} to {}",
                world.name, world.start, world.end
            ));
        }
    }
    let both_given = args.from.is_some() && args.to.is_some();
    if from > to {
        if within || both_given {
            wrongs.add(&format!("--from {from} is after --to {to}; exchange them"));
        }
    } else if within
        && from.saturating_add(SHORTEST_WINDOW_DAYS.days()) > to.saturating_add(1.day())
    {
        wrongs.add(&format!(
            "--from {from} --to {to}: a window under {SHORTEST_WINDOW_DAYS} days is refused, since \
             nothing here is meant for operations; widen it"
        ));
    }
    RunSpec {
        from,
        to,
        scale: args.scale,
        seed: args.seed,
        fixed_parameters,
        overrides: Vec::new(),
        rule: args.rule.unwrap_or_default(),
        without: args.without.iter().copied().collect(),
    }
}

/// How many threads to use.
pub fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    )
}

/// A policy of the corridor by name, or from a file. A file comes with its hash.
pub fn policy(world: &World, name: &str) -> Result<(Policy, Option<Hashed>), Failure> {
    let path = Path::new(name);
    if path.extension().is_some_and(|it| it == "toml") {
        let policy = scenario::load_policy(world, path)?;
        return Ok((policy, Some(hashed(path)?)));
    }
    if let Some(policy) = world.policy(name) {
        return Ok((policy.clone(), None));
    }
    let names: Vec<&str> = world.policies.iter().map(|it| it.name.as_str()).collect();
    let hint = nearest(name, names.iter().copied())
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(Failure::Input(format!(
        "no policy `{name}` in {}{hint}; its policies: {}; a policy file must end in .toml",
        world.name,
        names.join(", ")
    )))
}

/// A file with its hash.
pub fn hashed(path: &Path) -> Result<Hashed, Failure> {
    let bytes = std::fs::read(path).map_err(|source| {
        Failure::failed(OutputError::Io {
            path: path.to_owned(),
            source,
        })
    })?;
    Ok(Hashed {
        path: path.display().to_string(),
        sha256: sha256(&bytes),
    })
}

/// The name most like another, if one is near.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    names
        .map(|candidate| {
            (
                strsim::jaro_winkler(&name, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|&(likeness, _)| likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let names = ["humanitarian", "securitised", "status_quo_2023"];
        assert_eq!(
            nearest("humanitarain", names.into_iter()),
            Some("humanitarian")
        );
        assert_eq!(
            nearest("Securitized", names.into_iter()),
            Some("securitised")
        );
        assert_eq!(nearest("zzz", names.into_iter()), None);
    }
}
