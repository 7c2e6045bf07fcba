//! `check`: every fault of a corridor or of a policy file at once.

use std::path::Path;

use super::args::SomeCorridorArgs;
use super::failure::Failure;
use super::world;
use crate::scenario;

/// Checks a corridor's folder, or a policy file of a corridor.
pub fn check(path: &Path, corridor: &SomeCorridorArgs) -> Result<String, Failure> {
    if path.is_dir() {
        corridor.not_needed("the check of a corridor's own folder")?;
        let world = world::load(path)?;
        for note in &world.notes {
            super::tell(format_args!("note: {note}"));
        }
        return Ok(format!(
            "{}: no faults; {} places, {} links, {} nationalities, {} policies, {} numbers\n",
            path.display(),
            world.locations.len(),
            world.links.len(),
            world.nationalities.len(),
            world.policies.len(),
            world.register.all().len(),
        ));
    }
    if !path.exists() {
        return Err(Failure::Input(format!(
            "{}: there is no such folder or file; give a corridor's folder or a policy file",
            path.display()
        )));
    }
    let world = world::open(&corridor.needed())?;
    let policy = scenario::load_policy(&world, path)?;
    Ok(format!(
        "{}: no faults; policy {} of {}\n",
        path.display(),
        policy.name,
        world.name
    ))
}
