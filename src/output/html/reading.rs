//! Reads the tables and the manifest of a folder of results.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::results::{Difference, Level, Manifest, Passed, Results, Route, Scenario};
use crate::output::context::Context;
use crate::output::{OutputError, manifest};
use crate::study::sensitivity::stability::HOLDS;

/// Tables that are read.
pub(super) const TABLES: [&str; 6] = [
    "summary.csv",
    "contrasts.csv",
    "cost_effectiveness.csv",
    "months_summary.csv",
    "links_summary.csv",
    "routes_summary.csv",
];

impl Results {
    /// Reads a folder of results.
    ///
    /// # Errors
    /// [`OutputError`] if a file is missing or is not what a run writes.
    pub fn read(folder: &Path) -> Result<Self, OutputError> {
        let manifest = read_manifest(&folder.join(manifest::NAME))?;
        let mut scenarios: Vec<Scenario> = manifest
            .policies
            .iter()
            .map(|policy| Scenario {
                id: format!("{}/{}", manifest.corridor.name, policy.name),
                ..Scenario::default()
            })
            .collect();
        read_summary(folder, &mut scenarios)?;
        let mut worth = Vec::new();
        if scenarios.len() > 1 {
            read_contrasts(folder, manifest.uncertainty.is_some(), &mut scenarios)?;
            worth = rows(&folder.join("cost_effectiveness.csv"))?;
        }
        let months = read_months(folder, &mut scenarios)?;
        read_links(folder, &manifest.context, &months, &mut scenarios)?;
        read_routes(folder, &mut scenarios)?;
        Ok(Self {
            manifest,
            months,
            scenarios,
            worth,
        })
    }
}

pub(super) fn wrong(path: &Path, message: &dyn ToString) -> OutputError {
    OutputError::NotResults {
        path: path.to_owned(),
        message: message.to_string(),
    }
}

fn read_manifest(path: &Path) -> Result<Manifest, OutputError> {
    let text = fs::read_to_string(path).map_err(|source| wrong(path, &source))?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|source| wrong(path, &source))?;
    let places = manifest.context.places.len();
    for link in &manifest.context.links {
        if link.from >= places || link.to >= places {
            let message = format!(
                "context.links: {}: leads to a place that is not listed",
                link.id
            );
            return Err(wrong(path, &message));
        }
    }
    if manifest.policies.is_empty() {
        return Err(wrong(path, &"policies: there is none"));
    }
    Ok(manifest)
}

/// A finite number.
pub(super) fn finite<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let value = f64::deserialize(from)?;
    let finite = Some(value).filter(|it| it.is_finite());
    finite.ok_or_else(|| serde::de::Error::custom("not a finite number"))
}

/// A finite number, or none in an empty cell.
pub(super) fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    match Option::<f64>::deserialize(from)? {
        Some(value) if !value.is_finite() => Err(serde::de::Error::custom("not a finite number")),
        value => Ok(value),
    }
}

/// The rows of a table.
pub(super) fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, OutputError> {
    let mut reader = ::csv::Reader::from_path(path).map_err(|source| wrong(path, &source))?;
    let rows: Result<Vec<T>, ::csv::Error> = reader.deserialize().collect();
    rows.map_err(|source| wrong(path, &source))
}

#[derive(Deserialize)]
struct SummaryRow {
    scenario_id: String,
    indicator: String,
    denominator: String,
    group_dim: String,
    group: String,
    state: String,
    #[serde(deserialize_with = "maybe")]
    mean: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    q975: Option<f64>,
    n_runs: usize,
}

fn read_summary(folder: &Path, scenarios: &mut [Scenario]) -> Result<(), OutputError> {
    let path = folder.join("summary.csv");
    for row in rows::<SummaryRow>(&path)? {
        let scenario = scenarios.iter_mut().find(|it| it.id == row.scenario_id);
        if row.state != "all" {
            continue;
        }
        let level = Level::of([row.mean, row.q025, row.q975], row.n_runs);
        if let (Some(scenario), Some(level)) = (scenario, level) {
            let key = [row.indicator, row.denominator, row.group_dim, row.group];
            scenario.levels.insert(key, level);
        }
    }
    if let Some(empty) = scenarios.iter().find(|it| it.levels.is_empty()) {
        return Err(wrong(&path, &format!("no rows of {}", empty.id)));
    }
    Ok(())
}

#[derive(Deserialize)]
struct ContrastRow {
    scenario_b: String,
    indicator: String,
    denominator: String,
    group_dim: String,
    group: String,
    state: String,
    #[serde(deserialize_with = "maybe")]
    diff_mean: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    diff_q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    diff_q975: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    p_sign: Option<f64>,
    paired_n: usize,
    #[serde(deserialize_with = "maybe")]
    stability_q1: Option<f64>,
}

fn read_contrasts(
    folder: &Path,
    over_cells: bool,
    scenarios: &mut [Scenario],
) -> Result<(), OutputError> {
    for row in rows::<ContrastRow>(&folder.join("contrasts.csv"))? {
        let scenario = scenarios.iter_mut().find(|it| it.id == row.scenario_b);
        let level = Level::of([row.diff_mean, row.diff_q025, row.diff_q975], row.paired_n);
        if let (Some(scenario), Some(level), "all") = (scenario, level, row.state.as_str()) {
            let key = [row.indicator, row.denominator, row.group_dim, row.group];
            let (agree, least) = if over_cells {
                (row.stability_q1, HOLDS)
            } else {
                (row.p_sign, 0.0)
            };
            let difference = Difference {
                level,
                agree: agree.unwrap_or_default(),
                pairs: row.paired_n,
                least,
            };
            scenario.differences.insert(key, difference);
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct MonthRow {
    scenario_id: String,
    month: String,
    measure: String,
    #[serde(deserialize_with = "maybe")]
    mean: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    q975: Option<f64>,
    n_runs: usize,
}

fn read_months(folder: &Path, scenarios: &mut [Scenario]) -> Result<Vec<String>, OutputError> {
    let rows = rows::<MonthRow>(&folder.join("months_summary.csv"))?;
    let months: BTreeSet<&str> = rows.iter().map(|it| it.month.as_str()).collect();
    let months: Vec<String> = months.into_iter().map(str::to_owned).collect();
    for row in rows {
        let month = months.binary_search(&row.month);
        let scenario = scenarios.iter_mut().find(|it| it.id == row.scenario_id);
        if let (Ok(month), Some(scenario)) = (month, scenario) {
            let series = scenario.months.entry(row.measure);
            let series = series.or_insert_with(|| vec![None; months.len()]);
            series[month] = Level::of([row.mean, row.q025, row.q975], row.n_runs);
        }
    }
    Ok(months)
}

#[derive(Deserialize)]
struct LinkRow {
    scenario_id: String,
    month: String,
    link_id: String,
    #[serde(deserialize_with = "maybe")]
    passages: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    passages_q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    passages_q975: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    harmed_per_1000: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    harmed_q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    harmed_q975: Option<f64>,
    n_runs: usize,
}

fn read_links(
    folder: &Path,
    context: &Context,
    months: &[String],
    scenarios: &mut [Scenario],
) -> Result<(), OutputError> {
    let path = folder.join("links_summary.csv");
    let positions: BTreeMap<&str, usize> = context
        .links
        .iter()
        .enumerate()
        .map(|(position, link)| (link.id.as_str(), position))
        .collect();
    for scenario in &mut *scenarios {
        scenario.links = vec![vec![Passed::default(); months.len() + 1]; positions.len()];
    }
    for row in rows::<LinkRow>(&path)? {
        let month = if row.month == "all" {
            Ok(months.len())
        } else {
            months.binary_search(&row.month)
        };
        let (Ok(month), Some(&link)) = (month, positions.get(row.link_id.as_str())) else {
            let message = format!("{} {}: no such month or link", row.month, row.link_id);
            return Err(wrong(&path, &message));
        };
        let level = |values| Level::of(values, row.n_runs);
        if let Some(scenario) = scenarios.iter_mut().find(|it| it.id == row.scenario_id) {
            scenario.links[link][month] = Passed {
                people: level([row.passages, row.passages_q025, row.passages_q975]),
                harmed: level([row.harmed_per_1000, row.harmed_q025, row.harmed_q975]),
            };
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct RouteRow {
    scenario_id: String,
    link_class: String,
    measure: String,
    #[serde(deserialize_with = "maybe")]
    per_1000_departures: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    q975: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    harmed_per_1000: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    harmed_q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    harmed_q975: Option<f64>,
    n_runs: usize,
}

fn read_routes(folder: &Path, scenarios: &mut [Scenario]) -> Result<(), OutputError> {
    for row in rows::<RouteRow>(&folder.join("routes_summary.csv"))? {
        let level = |values| Level::of(values, row.n_runs);
        if let Some(scenario) = scenarios.iter_mut().find(|it| it.id == row.scenario_id) {
            scenario.routes.push(Route {
                class: row.link_class,
                measure: row.measure,
                passed: Passed {
                    people: level([row.per_1000_departures, row.q025, row.q975]),
                    harmed: level([row.harmed_per_1000, row.harmed_q025, row.harmed_q975]),
                },
            });
        }
    }
    Ok(())
}
