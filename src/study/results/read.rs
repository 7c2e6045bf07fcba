//! `study.json`, `points.csv` and `sweep.csv` to [`Results`], with every fault at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{Factor, Kind, Outcome, Point, Results, outcome, runs};
use crate::study::design::Design;
use crate::study::sensitivity::stability::Level;
use crate::study::sweep::REPLICATIONS;

/// Name of the table of indicators at each point.
pub const SWEEP_NAME: &str = "sweep.csv";
/// Tables from which results are read.
pub const TABLES: [&str; 3] = ["points.csv", SWEEP_NAME, runs::NAME];
/// Relative difference under which a number of a table is a listed value.
const SAME: f64 = 1e-7;
/// Faults that are told at most.
const MOST_FAULTS: usize = 20;

#[derive(Deserialize)]
struct StatedStudy {
    name: String,
    design: Design,
    factors: Vec<StatedFactor>,
    policies: Vec<String>,
    indicators: Vec<StatedIndicator>,
    seed: u64,
    scale: f64,
    replications: u32,
    common_random_numbers: bool,
    #[serde(default)]
    outputs: Vec<String>,
}

#[derive(Deserialize)]
struct StatedFactor {
    name: String,
    kind: Kind,
    low: Option<f64>,
    high: Option<f64>,
    values: Option<Vec<Value>>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    grade: Option<String>,
    #[serde(default)]
    status: Option<String>,
}

#[derive(Deserialize)]
struct StatedIndicator {
    code: String,
    denominator: String,
}

/// Everything that is wrong, one fault a line.
#[derive(Debug, Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, fault: String) {
        self.0.push(fault);
    }

    fn message(&self) -> String {
        let mut lines: Vec<&str> = self
            .0
            .iter()
            .take(MOST_FAULTS)
            .map(String::as_str)
            .collect();
        let more = format!(
            "and {} faults more",
            self.0.len().saturating_sub(MOST_FAULTS)
        );
        if self.0.len() > MOST_FAULTS {
            lines.push(&more);
        }
        lines.join("\n")
    }
}

/// Reads the results of a finished study.
///
/// # Errors
/// What is wrong with the files, one fault a line.
pub fn read(folder: &Path) -> Result<Results, String> {
    let stated = study(folder)?;
    let mut faults = Faults::default();
    let factors: Vec<Factor> = stated.factors.into_iter().map(factor).collect();
    let outcomes: Vec<Outcome> = stated
        .indicators
        .iter()
        .filter_map(|it| {
            let found = outcome(&it.code, &it.denominator);
            if found.is_none() {
                let StatedIndicator { code, denominator } = it;
                faults.add(format!(
                    "study.json: indicators: no indicator {code} by {denominator} in this version"
                ));
            }
            found
        })
        .collect();
    let mut results = Results {
        id: String::new(),
        name: stated.name,
        design: stated.design,
        factors,
        policies: stated.policies,
        outcomes,
        seed: stated.seed,
        scale: stated.scale,
        replications: stated.replications,
        shares_luck: stated.common_random_numbers,
        points: Vec::new(),
        levels: Vec::new(),
        runs: None,
    };
    read_points(folder, &mut results, &mut faults);
    if faults.0.is_empty() {
        read_levels(folder, &mut results, &mut faults);
    }
    let keeps_runs = stated.outputs.iter().any(|it| it == REPLICATIONS);
    if faults.0.is_empty() && (keeps_runs || folder.join(runs::NAME).exists()) {
        match runs::read(folder, &results) {
            Ok(read) => results.runs = Some(read),
            Err(fault) => faults.add(fault),
        }
    }
    if faults.0.is_empty() {
        Ok(results)
    } else {
        Err(faults.message())
    }
}

fn study(folder: &Path) -> Result<StatedStudy, String> {
    let path = folder.join("study.json");
    let text = fs::read_to_string(&path).map_err(|error| {
        format!(
            "{}: {error}; give the folder of a study that `corredor sweep` has finished",
            path.display()
        )
    })?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn factor(stated: StatedFactor) -> Factor {
    let values: Vec<String> = stated
        .values
        .unwrap_or_default()
        .iter()
        .map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect();
    let numbers: Vec<f64> = values.iter().filter_map(|it| it.parse().ok()).collect();
    let listed = (numbers.len() == values.len() && !numbers.is_empty()).then(|| {
        let end = |pick: fn(f64, f64) -> f64| numbers.iter().copied().reduce(pick);
        end(f64::min).zip(end(f64::max))
    });
    Factor {
        name: stated.name,
        kind: stated.kind,
        ends: stated.low.zip(stated.high).or(listed.flatten()),
        values,
        unit: stated.unit.unwrap_or_default(),
        grade: stated.grade.unwrap_or_default(),
        status: stated.status.unwrap_or_default(),
    }
}

/// A table by column.
struct Sheet {
    name: &'static str,
    columns: BTreeMap<String, usize>,
    rows: Vec<csv::StringRecord>,
}

impl Sheet {
    fn open(folder: &Path, name: &'static str, faults: &mut Faults) -> Option<Self> {
        let read = || -> Result<Self, csv::Error> {
            let mut reader = csv::Reader::from_path(folder.join(name))?;
            let names = reader.headers()?.iter().map(str::to_owned).zip(0..);
            let columns = names.collect();
            let rows = reader.records().collect::<Result<_, _>>()?;
            Ok(Self {
                name,
                columns,
                rows,
            })
        };
        read()
            .map_err(|error| faults.add(format!("{name}: {error}")))
            .ok()
    }

    /// Positions of columns; a missing one is a fault.
    fn places<const N: usize>(&self, names: [&str; N], faults: &mut Faults) -> Option<[usize; N]> {
        let found = names.map(|name| {
            let place = self.columns.get(name).copied();
            if place.is_none() {
                faults.add(format!("{}: there is no column {name}", self.name));
            }
            place
        });
        found
            .iter()
            .all(Option::is_some)
            .then(|| found.map(Option::unwrap_or_default))
    }

    /// A fault of a cell; rows are counted from the line under the header.
    fn fault(&self, row: usize, column: &str, cell: &str, allowed: &str) -> String {
        let line = row + 2;
        format!("{}:{line}: {column}: \"{cell}\": {allowed}", self.name)
    }
}

fn read_points(folder: &Path, results: &mut Results, faults: &mut Faults) {
    let Some(sheet) = Sheet::open(folder, "points.csv", faults) else {
        return;
    };
    let Some([id, block, row_of]) = sheet.places(["point_id", "block", "row"], faults) else {
        return;
    };
    let names: Vec<&str> = results.factors.iter().map(|it| it.name.as_str()).collect();
    let places: Vec<usize> = names
        .iter()
        .filter_map(|name| Some(sheet.places([name], faults)?[0]))
        .collect();
    if places.len() < names.len() {
        return;
    }
    for (row, record) in sheet.rows.iter().enumerate() {
        let at = results.factors.iter().zip(&places).map(|(factor, &place)| {
            let cell = &record[place];
            value(factor, cell).unwrap_or_else(|| {
                let allowed = if factor.is_ordered() {
                    "give a number".to_owned()
                } else {
                    format!("give one of {}", factor.values.join(", "))
                };
                faults.add(sheet.fault(row, &factor.name, cell, &allowed));
                f64::NAN
            })
        });
        let at: Vec<f64> = at.collect();
        let number: Option<usize> = record[row_of].parse().ok();
        if number.is_none() {
            faults.add(sheet.fault(row, "row", &record[row_of], "give a whole number"));
        }
        results.points.push(Point {
            id: record[id].to_owned(),
            block: record[block].to_owned(),
            row: number.unwrap_or_default(),
            at,
        });
    }
}

/// The number in a cell, or the position of the listed value.
fn value(factor: &Factor, cell: &str) -> Option<f64> {
    let number: Option<f64> = cell.parse().ok().filter(|it: &f64| it.is_finite());
    if factor.is_ordered() {
        return number;
    }
    let same = |listed: &String| {
        let alike = |a: f64, b: f64| (a - b).abs() <= SAME * a.abs().max(b.abs());
        listed == cell
            || number
                .zip(listed.parse().ok())
                .is_some_and(|(a, b)| alike(a, b))
    };
    if factor.values.is_empty() {
        return number;
    }
    factor.values.iter().position(same).map(|it| it as f64)
}

fn read_levels(folder: &Path, results: &mut Results, faults: &mut Faults) {
    let Some(sheet) = Sheet::open(folder, SWEEP_NAME, faults) else {
        return;
    };
    let names = [
        "sweep_id",
        "point_id",
        "policy",
        "indicator",
        "denominator",
        "mean",
        "mcse",
        "n_runs",
    ];
    let Some([id, point, policy, code, denominator, mean, mcse, runs]) =
        sheet.places(names, faults)
    else {
        return;
    };
    let points: BTreeMap<&str, usize> = results
        .points
        .iter()
        .map(|it| it.id.as_str())
        .zip(0..)
        .collect();
    let mut levels = vec![
        vec![vec![None; results.points.len()]; results.outcomes.len()];
        results.policies.len()
    ];
    let mut seen = vec![
        vec![vec![false; results.points.len()]; results.outcomes.len()];
        results.policies.len()
    ];
    for (row, record) in sheet.rows.iter().enumerate() {
        let place = points.get(&record[point]).copied();
        if place.is_none() {
            faults.add(sheet.fault(
                row,
                "point_id",
                &record[point],
                "no such point in points.csv",
            ));
        }
        let seat = seat(
            results,
            &record[policy],
            &record[code],
            &record[denominator],
        );
        let (Some(place), Ok((of_policy, of_outcome))) = (place, &seat) else {
            if let Err((column, cell)) = seat {
                faults.add(sheet.fault(row, column, cell, "not in study.json"));
            }
            continue;
        };
        let (of_policy, of_outcome) = (*of_policy, *of_outcome);
        if std::mem::replace(&mut seen[of_policy][of_outcome][place], true) {
            faults.add(sheet.fault(row, "indicator", &record[code], "this row stands twice"));
        }
        let number = |column: &str, place: usize, faults: &mut Faults| -> Option<f64> {
            let cell = &record[place];
            let number = cell.parse().ok().filter(|it: &f64| it.is_finite());
            if number.is_none() && !cell.is_empty() {
                faults.add(sheet.fault(row, column, cell, "give a number, or nothing"));
            }
            number
        };
        let mean = number("mean", mean, faults);
        let mcse = number("mcse", mcse, faults);
        let runs = number("n_runs", runs, faults).unwrap_or_default();
        levels[of_policy][of_outcome][place] = mean.map(|mean| Level {
            mean,
            mcse,
            runs: runs as usize,
        });
    }
    let missing = seen
        .iter()
        .flatten()
        .flatten()
        .filter(|seen| !**seen)
        .count();
    if missing > 0 {
        faults.add(format!(
            "{SWEEP_NAME}: {missing} rows are missing; finish the study with `corredor sweep --resume`, or merge \
             its shards"
        ));
    }
    if let Some(first) = sheet.rows.first() {
        first[id].clone_into(&mut results.id);
    }
    results.levels = levels;
}

/// Positions of policy and outcome, or the column and cell that the study does not know.
pub(super) fn seat<'a>(
    results: &Results,
    policy: &'a str,
    code: &'a str,
    denominator: &'a str,
) -> Result<(usize, usize), (&'static str, &'a str)> {
    let of_policy = results.policies.iter().position(|it| it == policy);
    let of_policy = of_policy.ok_or(("policy", policy))?;
    let known = |it: &&Outcome| it.definition.code == code;
    if !results.outcomes.iter().any(|it| known(&it)) {
        return Err(("indicator", code));
    }
    let mut outcomes = results.outcomes.iter();
    let of_outcome = outcomes.position(|it| known(&it) && it.denominator.name() == denominator);
    Ok((of_policy, of_outcome.ok_or(("denominator", denominator))?))
}
