//! `docs`: Markdown tables of the numbers of a corridor, and of what results mean.

use super::args::{CorridorArgs, Documented};
use super::failure::Failure;
use super::world;
use crate::output::dictionary;
use crate::output::number::plain;
use crate::output::text::markdown;
use crate::world::register::{Quantity, Status};

/// Prints a table of every number, of every one that nobody has measured, or of every column.
pub fn docs(what: Documented, corridor: &CorridorArgs) -> Result<String, Failure> {
    let world = world::open(corridor)?;
    let unmeasured =
        |it: &&Quantity| matches!(it.status, Status::Assumption | Status::UnverifiedRecall);
    let (heading, numbers): (&str, Vec<&Quantity>) = match what {
        Documented::Dictionary => return Ok(dictionary::page()),
        Documented::Parameters => ("Numbers", world.register.all().iter().collect()),
        Documented::Assumptions => (
            "Assumptions",
            world.register.all().iter().filter(unmeasured).collect(),
        ),
    };
    let rows: Vec<Vec<String>> = numbers
        .iter()
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
        "# {heading} of {}\n\nGenerated from the files of the corridor. Numbers of grade C and D are drawn from \
         their range in every replication.\n\n{} of {} numbers.\n\n{}",
        world.title,
        rows.len(),
        world.register.all().len(),
        markdown(&header, &rows)
    ))
}
