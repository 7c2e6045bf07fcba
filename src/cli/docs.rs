//! `docs`: Markdown tables of the numbers of a corridor, and of what results mean.

use super::args::{Documented, SomeCorridorArgs};
use super::failure::Failure;
use super::world;
use crate::output::dictionary;
use crate::output::number::plain;
use crate::output::text::markdown;
use crate::world::register::{Quantity, Status};

/// Prints a table of every number, of every one that nobody has measured, or of every column.
pub fn docs(what: Documented, corridor: &SomeCorridorArgs) -> Result<String, Failure> {
    let (heading, all) = match what {
        Documented::Dictionary => {
            corridor.not_needed("the dictionary")?;
            return Ok(dictionary::page());
        }
        Documented::Parameters => ("Numbers", true),
        Documented::Assumptions => ("Assumptions", false),
    };
    let world = world::open(&corridor.needed())?;
    let unmeasured =
        |it: &Quantity| matches!(it.status, Status::Assumption | Status::UnverifiedRecall);
    let numbers = world.register.all().iter();
    let rows: Vec<Vec<String>> = numbers
        .filter(|it| all || unmeasured(it))
        .map(|it| {
            vec![
                format!("`{}`", it.name),
                plain(it.value),
                format!("{} to {}", plain(it.low), plain(it.high)),
                it.unit.to_string(),
                it.status.name().to_owned(),
                it.grade.letter().to_owned(),
                it.source.clone(),
                it.what.clone(),
            ]
        })
        .collect();
    let header = [
        "name", "value", "range", "unit", "status", "grade", "source", "what",
    ];
    Ok(format!(
        "# {heading} of {}\n\nGenerated from the files of the corridor and the defaults. Numbers of grade C and D are drawn from \
         their range in every replication.\n\n{} of {} numbers.\n\n{}",
        world.title,
        rows.len(),
        world.register.all().len(),
        markdown(&header, &rows)
    ))
}
