//! `points.csv`, `sweep.csv` and `replications.csv`.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::description::Description;
use super::journal::Lines;
use super::{JOURNAL, StudyError, unread};
use crate::output::OutputError;
use crate::output::number::plain;
use crate::output::table::Cell::{Maybe, Number, Text};
use crate::output::table::{Table, Written};
use crate::study::Summary;
use crate::study::results::SWEEP_NAME;
use crate::study::sweep::{Kepts, Study, Value};

/// Name of the table of points.
pub(super) const POINTS_NAME: &str = "points.csv";
/// Columns of `points.csv`; `<factor>` stands for one column for each factor.
pub const POINTS: &str = "point_id,block,row,<factor>";
/// Columns of `sweep.csv`.
pub const SWEEP: &str = "sweep_id,point_id,policy,<factor>,indicator,denominator,mean,mcse,n_runs";
/// Columns of `replications.csv`.
pub const REPLICATIONS: &str = "sweep_id,point_id,policy,replication,indicator,denominator,value";

/// The columns in a list, with those of the factors in their place.
fn columns<'a>(list: &'a str, description: &'a Description) -> Vec<&'a str> {
    list.split(',')
        .flat_map(|column| match column {
            "<factor>" => description
                .factors
                .iter()
                .map(|it| it.name.as_str())
                .collect(),
            column => vec![column],
        })
        .collect()
}

/// Writes `points.csv`.
pub(super) fn write_points(folder: &Path, study: &Study) -> Result<(), OutputError> {
    let names: Vec<&str> = POINTS.split(',').filter(|it| *it != "<factor>").collect();
    let factors = study.factors.iter().map(|it| it.name.as_str());
    let header: Vec<&str> = names.into_iter().chain(factors).collect();
    let mut table = Table::create(folder, POINTS_NAME, &header)?;
    for (id, point) in study.points.iter().enumerate() {
        let values: Vec<String> = point.values.iter().map(|it| cell(*it)).collect();
        let mut cells = vec![
            Number(id as f64),
            Text(&point.block),
            Number(point.row as f64),
        ];
        cells.extend(values.iter().map(|it| Text(it)));
        table.row(&cells)?;
    }
    table.finish()?;
    Ok(())
}

/// Whether a table has the points of a study, each once and in order; what is wrong otherwise.
pub(super) fn check_points(table: &str, study: &Description) -> Result<(), String> {
    let mut points = csv::Reader::from_reader(table.as_bytes());
    if !points
        .headers()
        .is_ok_and(|it| it.iter().eq(columns(POINTS, study)))
    {
        return Err("its first line does not name the columns of this study".to_owned());
    }
    let mut rows = 0;
    for point in points.records() {
        let point = point.map_err(|it| it.to_string())?;
        if point[0] != *rows.to_string() {
            return Err(format!(
                "\"{}\" stands where point {rows} should",
                &point[0]
            ));
        }
        rows += 1;
    }
    if rows == study.points {
        return Ok(());
    }
    Err(format!(
        "{rows} points where the study has {}; make it again with `corredor sweep` and --resume",
        study.points
    ))
}

fn cell(value: Value) -> String {
    match value {
        Value::Number(number) if number.abs() > 0.0 => plain(number),
        Value::Number(_) => "0".to_owned(),
        Value::Rule(rule) => rule.name().to_owned(),
        Value::Draw(row) => row.to_string(),
    }
}

/// Writes the tables of results from the journal of a whole study, point by point.
pub(super) fn write(folder: &Path, study: &Description) -> Result<Vec<Written>, StudyError> {
    let path = folder.join(JOURNAL);
    let read = |source| unread(&path, source);
    let torn = || StudyError::damaged(&path, "a run is missing");
    let file = File::open(&path).map_err(read)?;
    let mut lines = Lines::new(BufReader::with_capacity(1 << 18, file));
    lines.header().map_err(read)?.ok_or_else(torn)?;
    let mut results = Results::create(folder, study)?;
    let points_path = folder.join(POINTS_NAME);
    let points = csv::Reader::from_path(&points_path);
    let mut points = points.map_err(|it| unread(&points_path, it.into()))?;
    let extent = study.extent();
    for (id, point) in points.records().enumerate() {
        let point = point.map_err(|it| unread(&points_path, it.into()))?;
        let first = id as u64 * extent.of_point();
        let mut runs: Vec<Kepts> = Vec::with_capacity(extent.of_point() as usize);
        for run in first..first + extent.of_point() {
            let values = lines.run(run).map_err(read)?.ok_or_else(torn)?;
            if values.len() != study.indicators.len() {
                return Err(torn());
            }
            runs.push(values);
        }
        results.point(id, &point, &runs)?;
    }
    Ok(results.finish()?)
}

struct Results<'a> {
    study: &'a Description,
    sweep: Table,
    replications: Option<Table>,
}

impl<'a> Results<'a> {
    fn create(folder: &Path, study: &'a Description) -> Result<Self, OutputError> {
        let replications = || {
            let columns = columns(REPLICATIONS, study);
            Table::create(folder, "replications.csv", &columns)
        };
        Ok(Self {
            study,
            sweep: Table::create(folder, SWEEP_NAME, &columns(SWEEP, study))?,
            replications: study.keeps_replications().then(replications).transpose()?,
        })
    }

    /// Takes in the runs of a point, which stand by replication, then policy.
    fn point(
        &mut self,
        id: usize,
        point: &csv::StringRecord,
        runs: &[Kepts],
    ) -> Result<(), OutputError> {
        let policies = self.study.policies.len();
        let factors = columns(POINTS, self.study).len() - self.study.factors.len();
        for (position, policy) in self.study.policies.iter().enumerate() {
            let of_policy = || runs.iter().skip(position).step_by(policies);
            let key = [self.study.sweep_id.clone(), id.to_string(), policy.clone()];
            let values = point.iter().skip(factors).map(str::to_owned);
            let lead: Vec<String> = key.iter().cloned().chain(values).collect();
            self.sweep.lead(&lead);
            for (column, kept) in self.study.indicators.iter().enumerate() {
                let summary = Summary::of(of_policy().filter_map(|it| it[column]));
                self.sweep.row(&[
                    Text(&kept.code),
                    Text(&kept.denominator),
                    Maybe(summary.map(|it| it.mean)),
                    Maybe(summary.and_then(|it| it.mcse)),
                    Number(summary.map_or(0.0, |it| it.runs as f64)),
                ])?;
            }
            let Some(table) = &mut self.replications else {
                continue;
            };
            table.lead(&key);
            for (replication, values) in of_policy().enumerate() {
                for (kept, value) in self.study.indicators.iter().zip(values) {
                    table.row(&[
                        Number(replication as f64),
                        Text(&kept.code),
                        Text(&kept.denominator),
                        Maybe(*value),
                    ])?;
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<Written>, OutputError> {
        let mut files = vec![self.sweep.finish()?];
        if let Some(table) = self.replications {
            files.push(table.finish()?);
        }
        Ok(files)
    }
}
