//! The files that sum up replications: `summary.csv`, `contrasts.csv` and `cost_effectiveness.csv`.

use std::path::Path;

use super::OutputError;
use super::csv::columns;
use super::table::Cell::{Maybe, Number, Text};
use super::table::{Table, Written};
use crate::study::compare::Comparison;
use crate::study::{Outcome, Summary};

/// Columns of `summary.csv`.
pub const SUMMARY: &str = "scenario_id,indicator,denominator,group_dim,group,state,mean,sd,q025,\
    q25,q50,q75,q975,mcse,n_runs";
/// Columns of `contrasts.csv`. `stability_q1` is empty unless all that is not known is varied: it takes
/// every decision rule.
pub const CONTRASTS: &str = "scenario_a,scenario_b,indicator,denominator,group_dim,group,state,\
    diff_mean,diff_q025,diff_q975,p_sign,mcse,paired_n,stability_q1";

/// Columns of `cost_effectiveness.csv`: what the second scenario costs the public and brings beside the
/// first, per 1,000 first departures, where as many leave under both as under the first, and (`_b`) as under
/// the second. `usd_per_person` is empty where one of the two dominates or there is no verdict; `share` is
/// that of the replications with the verdict of the means.
pub const COST_EFFECTIVENESS: &str = "scenario_a,scenario_b,effect,usd_mean,usd_q025,usd_q975,\
    usd_mean_b,usd_q025_b,usd_q975_b,effect_mean,effect_q025,effect_q975,\
    usd_per_person,usd_per_person_b,verdict,share,paired_n,resolved";

/// Writes `summary.csv`.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_summary(folder: &Path, outcomes: &[(&str, &Outcome)]) -> Result<Written, OutputError> {
    let mut table = Table::create(folder, "summary.csv", &columns(SUMMARY))?;
    for (scenario, outcome) in outcomes {
        table.lead(&[(*scenario).to_owned()]);
        for series in &outcome.series {
            let key = &series.key;
            let summary = Summary::of(series.values.iter().copied().flatten());
            let quantile = |position: usize| Maybe(summary.map(|it| it.quantiles[position]));
            table.row(&[
                Text(key.code),
                Text(key.denominator.name()),
                Text(key.group_dim),
                Text(&key.group),
                Text(&key.state),
                Maybe(summary.map(|it| it.mean)),
                Maybe(summary.and_then(|it| it.sd)),
                quantile(0),
                quantile(1),
                quantile(2),
                quantile(3),
                quantile(4),
                Maybe(summary.and_then(|it| it.mcse)),
                Number(summary.map_or(0.0, |it| it.runs as f64)),
            ])?;
        }
    }
    table.finish()
}

/// The contrasts of two scenarios, second minus first.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// Identifier of the first scenario.
    pub first: &'a str,
    /// Identifier of the second scenario.
    pub second: &'a str,
    /// What differs.
    pub comparison: &'a Comparison,
}

/// Writes `contrasts.csv`.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_contrasts(folder: &Path, pairs: &[Pair<'_>]) -> Result<Written, OutputError> {
    let mut table = Table::create(folder, "contrasts.csv", &columns(CONTRASTS))?;
    for pair in pairs {
        table.lead(&[pair.first.to_owned(), pair.second.to_owned()]);
        for contrast in &pair.comparison.contrasts {
            let key = &contrast.key;
            let difference = contrast.difference;
            table.row(&[
                Text(key.code),
                Text(key.denominator.name()),
                Text(key.group_dim),
                Text(&key.group),
                Text(&key.state),
                Maybe(difference.map(|it| it.mean)),
                Maybe(difference.map(|it| it.interval().0)),
                Maybe(difference.map(|it| it.interval().1)),
                Maybe(contrast.p_sign),
                Maybe(difference.and_then(|it| it.mcse)),
                Number(difference.map_or(0.0, |it| it.runs as f64)),
                Maybe(contrast.stability.and_then(|it| it.q1)),
            ])?;
        }
    }
    table.finish()
}

/// Writes `cost_effectiveness.csv`.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_cost_effectiveness(folder: &Path, pairs: &[Pair<'_>]) -> Result<Written, OutputError> {
    let columns = columns(COST_EFFECTIVENESS);
    let mut table = Table::create(folder, "cost_effectiveness.csv", &columns)?;
    for pair in pairs {
        table.lead(&[pair.first.to_owned(), pair.second.to_owned()]);
        for line in &pair.comparison.money {
            let mut cells = vec![Text(line.effect.name())];
            for summary in [&line.usd[0], &line.usd[1], &line.people] {
                let (low, high) = summary.interval();
                cells.extend([Number(summary.mean), Number(low), Number(high)]);
            }
            let each = line.usd_per_person();
            cells.extend([0, 1].map(|flow| Maybe(each.map(|it| it[flow]))));
            cells.extend([
                Text(line.verdict.name()),
                Number(line.share),
                Number(line.people.runs as f64),
                Text(if line.unresolved() { "false" } else { "true" }),
            ]);
            table.row(&cells)?;
        }
    }
    table.finish()
}
