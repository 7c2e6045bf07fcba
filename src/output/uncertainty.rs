//! The files of a comparison over all that is not known: `draws.csv` and `cells.csv`.

use std::path::Path;

use super::OutputError;
use super::csv::columns;
use super::table::Cell::{Maybe, Number, Text};
use super::table::{Table, Written};
use crate::engine::Rule;
use crate::study::uncertainty::Plan;
use crate::study::{Outcome, Summary};
use crate::world::World;

/// Columns of `draws.csv`.
pub const DRAWS: &str = "draw_id,parameter,value,grade";
/// Columns of `cells.csv`.
pub const CELLS: &str = "scenario_id,draw_id,decision_rule,indicator,denominator,mean,mcse,n_runs";

/// How much of what is not known a comparison covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cover {
    /// Draws of numbers.
    pub draws: usize,
    /// Decision rules, each of which meets every draw.
    pub rules: usize,
    /// Replications of each policy in each draw under each rule.
    pub replications: u32,
    /// Whether a table of draws takes the place of some ranges.
    pub table_of_draws: bool,
}

/// Writes `draws.csv`: the numbers of every draw.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_draws(folder: &Path, world: &World, plan: &Plan) -> Result<Written, OutputError> {
    let mut table = Table::create(folder, "draws.csv", &columns(DRAWS))?;
    for (number, draw) in plan.draws.iter().enumerate() {
        table.lead(&[number.to_string()]);
        for (position, &(id, value)) in draw.iter().enumerate() {
            // The last entry of a number holds.
            if draw[position + 1..].iter().any(|later| later.0 == id) {
                continue;
            }
            let quantity = world.register.get(id);
            table.row(&[
                Text(&quantity.name),
                Number(value),
                Text(quantity.grade.letter()),
            ])?;
        }
    }
    table.finish()
}

/// Writes `cells.csv`: indicators for everyone everywhere, by policy, draw and rule.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_cells(
    folder: &Path,
    outcomes: &[(&str, &Outcome)],
    replications: u32,
) -> Result<Written, OutputError> {
    let mut table = Table::create(folder, "cells.csv", &columns(CELLS))?;
    for (scenario, outcome) in outcomes {
        for series in outcome.series.iter().filter(|it| it.key.is_total()) {
            let cells = series.values.chunks(replications as usize);
            for (cell, values) in cells.enumerate() {
                let (draw, rule) = (cell / Rule::ALL.len(), cell % Rule::ALL.len());
                table.lead(&[
                    (*scenario).to_owned(),
                    draw.to_string(),
                    Rule::ALL[rule].name().to_owned(),
                ]);
                let summary = Summary::of(values.iter().copied().flatten());
                table.row(&[
                    Text(series.key.code),
                    Text(series.key.denominator.name()),
                    Maybe(summary.map(|it| it.mean)),
                    Maybe(summary.and_then(|it| it.mcse)),
                    Number(summary.map_or(0.0, |it| it.runs as f64)),
                ])?;
            }
        }
    }
    table.finish()
}
