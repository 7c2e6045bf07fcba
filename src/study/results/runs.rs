//! `replications.csv`: the values of every replication, which a study may keep.

use std::collections::BTreeMap;
use std::path::Path;

use super::read::seat;
use super::{Results, Runs};

/// Name of the file.
pub(super) const NAME: &str = "replications.csv";
/// Its columns that are read.
const COLUMNS: [&str; 6] = [
    "point_id",
    "policy",
    "replication",
    "indicator",
    "denominator",
    "value",
];

/// The values by policy, outcome, point and replication. Row by row: the table is the largest of a
/// study.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub(super) fn read(folder: &Path, results: &Results) -> Result<Runs, String> {
    let failed = |error: csv::Error| format!("{NAME}: {error}");
    let mut reader = csv::Reader::from_path(folder.join(NAME)).map_err(failed)?;
    let header = reader.headers().map_err(failed)?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let found = header.iter().position(|it| it == column);
        *place = found.ok_or_else(|| format!("{NAME}: there is no column {column}"))?;
    }
    let points: BTreeMap<&str, usize> = results
        .points
        .iter()
        .map(|it| it.id.as_str())
        .zip(0..)
        .collect();
    let replications = results.replications as usize;
    let of_point = vec![None; replications];
    let of_outcome = vec![of_point; results.points.len()];
    let of_policy = vec![of_outcome; results.outcomes.len()];
    let mut values = vec![of_policy; results.policies.len()];
    let expected = results.policies.len() * results.outcomes.len() * points.len() * replications;
    let mut rows = 0;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(failed)? {
        let cells = places.map(|place| record.get(place).unwrap_or_default());
        let line = record.position().map_or(0, csv::Position::line);
        let [point, policy, replication, code, denominator, value] = cells;
        let seats = seat(results, policy, code, denominator).ok();
        let place = points.get(point).copied();
        let replication: Option<usize> = replication.parse().ok().filter(|it| *it < replications);
        let (Some((policy, outcome)), Some(place), Some(replication)) = (seats, place, replication)
        else {
            return Err(format!(
                "{NAME}:{line}: a row that belongs to no run of study.json"
            ));
        };
        let number: Option<f64> = value.parse().ok().filter(|it: &f64| it.is_finite());
        if number.is_none() && !value.is_empty() {
            return Err(format!(
                "{NAME}:{line}: value: \"{value}\": give a number, or nothing"
            ));
        }
        values[policy][outcome][place][replication] = number;
        rows += 1;
    }
    if rows == expected {
        Ok(values)
    } else {
        Err(format!(
            "{NAME}: {rows} rows where the study has {expected}"
        ))
    }
}
