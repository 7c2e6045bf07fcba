//! Policies over all that is not known: draws of the numbers that data do not fix, each met under every
//! decision rule.
//!
//! Numbers of grade B, C and D lie in a scrambled Sobol sequence over their ranges, by the law from which
//! replications draw them; rows of a table of draws take their place where there is one. A draw has its
//! own luck and meets it under every rule and policy.
//!
//! Limit: numbers are drawn as if none told anything of another, unless a table says otherwise.

use std::convert::Infallible;
use std::path::Path;

use super::design::sobol;
use super::replicate::{Batch, Finished, StudyError, replicate_batches};
use super::sweep::Sheet;
use crate::engine::{Rule, RunSpec};
use crate::ids::QuantityId;
use crate::scenario::{Faults, Log, read_single};
use crate::world::World;
use crate::world::policy::Policy;
use crate::world::register::Grade;

/// The values of numbers in one draw.
pub type Draw = Vec<(QuantityId, f64)>;

/// Draws, and how often each is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The draws.
    pub draws: Vec<Draw>,
    /// Replications of each policy in each draw under each rule.
    pub replications: u32,
}

impl Plan {
    /// Cells: draws under rules.
    pub fn cells(&self) -> usize {
        self.draws.len() * Rule::ALL.len()
    }

    /// Replications of each policy.
    pub fn runs(&self) -> usize {
        self.cells() * self.replications as usize
    }
}

/// Numbers that are drawn: those of grade B, C and D with a range.
fn uncertain(world: &World) -> Vec<QuantityId> {
    let numbers = (0..).map(QuantityId::from).zip(world.register.all());
    numbers
        .filter(|(_, it)| it.grade != Grade::A && it.low < it.high)
        .map(|(id, _)| id)
        .collect()
}

/// `count` draws of every number of grade B, C and D over its range.
pub fn draws(world: &World, count: usize, seed: u64) -> Vec<Draw> {
    let numbers = uncertain(world);
    sobol(count, numbers.len(), seed)
        .into_iter()
        .map(|point| {
            let pairs = numbers.iter().zip(point);
            pairs
                .map(|(&id, at)| (id, world.register.get(id).at_quantile(at)))
                .collect()
        })
        .collect()
}

/// The same with the numbers of a table of draws, such as a posterior: a column for each number, a row
/// for each draw. Rows are taken evenly; fewer rows than draws are used several times.
///
/// # Errors
/// A file that cannot be read, and everything that is wrong in it.
pub fn draws_with(
    world: &World,
    count: usize,
    seed: u64,
    table: &Path,
) -> Result<Vec<Draw>, Faults> {
    let bytes = read_single(table)?;
    let mut log = Log::default();
    let sheet = Sheet::parse(&table.display().to_string(), &bytes, &mut log);
    let read = sheet.and_then(|sheet| sheet.draws(world, &mut log));
    log.into_result()?;
    let mut draws = draws(world, count, seed);
    if let Some((numbers, rows)) = read {
        for (position, draw) in draws.iter_mut().enumerate() {
            let row = if rows.len() < count {
                position % rows.len()
            } else {
                position * rows.len() / count
            };
            // The last entry of a number holds.
            draw.extend(numbers.iter().copied().zip(rows[row].iter().copied()));
        }
    }
    Ok(draws)
}

/// Simulates every policy in every draw under every rule. Replications of a policy are delivered by draw,
/// then rule, then replication.
///
/// # Errors
/// [`StudyError`] when a ledger does not close or threads cannot be started.
pub fn explore(
    world: &World,
    policies: &[Policy],
    spec: &RunSpec,
    plan: &Plan,
    threads: usize,
    progress: &(dyn Fn() + Sync),
    deliver: &mut (dyn FnMut(Finished) + Send),
) -> Result<(), StudyError<Infallible>> {
    let numbered = (0..).zip(&plan.draws);
    let batches: Vec<Batch> = numbered
        .flat_map(|(number, draw)| {
            Rule::ALL.map(|rule| Batch {
                spec: RunSpec {
                    rule,
                    overrides: draw.clone(),
                    ..spec.clone()
                },
                first: number * plan.replications,
            })
        })
        .collect();
    replicate_batches(
        world,
        policies,
        &batches,
        plan.replications,
        threads,
        progress,
        &mut |finished| {
            deliver(finished);
            Ok(())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    #[test]
    fn draws_fill_the_ranges_of_what_is_not_known_and_nothing_else() {
        let world = fixture::world();
        let numbers = uncertain(&world);
        assert!(!numbers.is_empty());
        let found = draws(&world, 16, 3);
        for (position, id) in numbers.iter().enumerate() {
            let number = world.register.get(*id);
            let below = found.iter().filter(|draw| {
                let (of, value) = draw[position];
                assert_eq!(of, *id);
                assert!(
                    (number.low..=number.high).contains(&value),
                    "{}",
                    number.name
                );
                value < number.value
            });
            let below = below.count();
            // Half of a Sobol sequence lies below the median; a median at an end has no half below.
            assert!(
                below == 8 || number.value <= number.low,
                "{}: {below}",
                number.name
            );
        }
    }

    #[test]
    fn a_table_takes_the_place_of_its_numbers() {
        let world = fixture::world();
        let id = uncertain(&world)[0];
        let number = world.register.get(id);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("posterior.csv");
        let text = format!("{}\n{}\n{}\n", number.name, number.low, number.high);
        std::fs::write(&path, text).unwrap();
        let found = draws_with(&world, 3, 1, &path).unwrap();
        let last: Vec<f64> = found
            .iter()
            .map(|draw| draw.iter().rev().find(|it| it.0 == id).unwrap().1)
            .collect();
        assert_eq!(last, [number.low, number.high, number.low]);
        std::fs::write(&path, "no.such_number\nx\n").unwrap();
        let faults = draws_with(&world, 3, 1, &path).unwrap_err().to_string();
        assert!(faults.contains("no.such_number"), "{faults}");
        std::fs::write(&path, "choice.harm_weight\n-1\n").unwrap();
        let faults = draws_with(&world, 3, 1, &path).unwrap_err().to_string();
        assert!(
            faults.ends_with("allowed: 0 to 1000000 (utils)"),
            "{faults}"
        );
    }
}
