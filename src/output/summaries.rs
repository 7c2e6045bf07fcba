//! The files that sum up replications: `summary.csv` and `contrasts.csv`.

use std::path::Path;

use super::OutputError;
use super::csv::columns;
use super::table::Cell::{Empty, Maybe, Number, Text};
use super::table::{Table, Written};
use crate::study::{Contrast, Outcome, Summary};

/// Columns of `summary.csv`.
pub const SUMMARY: &str = "scenario_id,indicator,denominator,group_dim,group,state,mean,sd,q025,\
    q25,q50,q75,q975,mcse,n_runs";
/// Columns of `contrasts.csv`. `stability_q1` is empty: the share of all that is not known over
/// which a sign holds takes several decision rules, and there is one so far.
pub const CONTRASTS: &str = "scenario_a,scenario_b,indicator,denominator,group_dim,group,state,\
    diff_mean,diff_q025,diff_q975,p_sign,mcse,paired_n,stability_q1";

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
    /// The contrasts.
    pub contrasts: &'a [Contrast],
}

/// Writes `contrasts.csv`.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_contrasts(folder: &Path, pairs: &[Pair<'_>]) -> Result<Written, OutputError> {
    let mut table = Table::create(folder, "contrasts.csv", &columns(CONTRASTS))?;
    for pair in pairs {
        table.lead(&[pair.first.to_owned(), pair.second.to_owned()]);
        for contrast in pair.contrasts {
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
                Empty,
            ])?;
        }
    }
    table.finish()
}
