//! `check`: every fault of a corridor, or of a file of a policy or a question, at once.

use std::path::Path;

use super::args::SomeCorridorArgs;
use super::failure::Failure;
use super::world;
use crate::scenario::{self, Log};
use crate::study::evidence::face;
use crate::world::World;
use crate::world::question::QuestionFile;

/// Checks a corridor's folder, or a file of a policy or a question of a corridor.
pub fn check(path: &Path, corridor: &SomeCorridorArgs) -> Result<String, Failure> {
    if path.is_dir() {
        corridor.not_needed("the check of a corridor's own folder")?;
        let world = world::load(path)?;
        let questions = face::read(&world)?;
        for note in &world.notes {
            super::tell(format_args!("note: {note}"));
        }
        if let Some(note) = left_to_defaults(&world.defaults) {
            super::tell(format_args!("note: {note}"));
        }
        return Ok(format!(
            "{}: no faults; {} places, {} links, {} nationalities, {} policies, {} questions, {} numbers\n",
            path.display(),
            world.locations.len(),
            world.links.len(),
            world.nationalities.len(),
            world.policies.len(),
            questions.len(),
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
    if path.parent().is_some_and(|it| it.ends_with("face")) {
        return question(path, &world);
    }
    let policy = scenario::load_policy(&world, path)?;
    Ok(format!(
        "{}: no faults; policy {} of {}\n",
        path.display(),
        policy.name,
        world.name
    ))
}

/// What of levers and parameters the folder leaves to the defaults, if anything.
fn left_to_defaults(names: &[&str]) -> Option<String> {
    /// Most names that are listed.
    const LISTED: usize = 10;
    let (listed, others) = names.split_at(LISTED.min(names.len()));
    let more = match others.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!listed.is_empty()).then(|| {
        let listed = listed.join(", ");
        format!("the folder leaves these levers and parameters to the defaults: {listed}{more}")
    })
}

/// Checks a file of a question, which is known by its folder.
fn question(path: &Path, world: &World) -> Result<String, Failure> {
    let shown = path.display().to_string();
    let bytes = scenario::read_single(path)?;
    let mut log = Log::default();
    let text = scenario::decode(&shown, &bytes, &mut log).map(str::to_owned);
    log.into_result()?;
    let file = QuestionFile {
        path: shown.clone(),
        text: text.unwrap_or_default(),
    };
    face::read_file(world, &file)?;
    Ok(format!(
        "{shown}: no faults; question {} of {}\n",
        file.name(),
        world.name
    ))
}
