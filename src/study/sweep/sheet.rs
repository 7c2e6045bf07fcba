//! CSV tables that a study file names: points, and draws of numbers.

use std::borrow::Cow;

use crate::ids::QuantityId;
use crate::scenario::{Fault, Field, Log, decode};
use crate::world::World;

/// Rows of named cells.
pub struct Sheet {
    file: String,
    /// Names in the header.
    pub columns: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
}

impl Sheet {
    /// The table in `bytes`; none, with faults, if it is no table or has no row.
    pub fn parse(file: &str, bytes: &[u8], log: &mut Log) -> Option<Self> {
        let text = decode(file, bytes, log)?;
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut whole = true;
        let mut refuse = |error: &csv::Error, log: &mut Log| {
            let line = error.position().map(csv::Position::line);
            log.add(Fault::new(file, line, "", "", format!("not CSV: {error}")));
            whole = false;
        };
        let columns: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => {
                refuse(&error, log);
                Vec::new()
            }
        };
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => rows.push((record.position().map_or(0, csv::Position::line), record)),
                Err(error) => refuse(&error, log),
            }
        }
        for (position, column) in columns.iter().enumerate() {
            if column.is_empty() {
                let number = format!("column {}", position + 1);
                let fault = Fault::new(file, Some(1), &number, "", "its name is empty");
                log.add(fault.allowed("a name for each column, and no comma after the last"));
                whole = false;
            } else if columns[..position].contains(column) {
                log.add(Fault::new(
                    file,
                    Some(1),
                    column,
                    "",
                    "a column that comes twice",
                ));
                whole = false;
            }
        }
        if whole && rows.is_empty() {
            let fault = Fault::new(file, None, "", "", "no row below the header");
            log.add(fault.allowed("at least one row"));
            whole = false;
        }
        whole.then(|| Self {
            file: file.to_owned(),
            columns,
            rows,
        })
    }

    /// A fault of a column's name.
    pub fn column_fault(&self, column: &str, problem: &str) -> Fault {
        Fault::new(&self.file, Some(1), column, "", problem)
    }

    /// The position of a column; a fault if it is not there.
    pub fn column(&self, name: &str, log: &mut Log) -> Option<usize> {
        let position = self.columns.iter().position(|it| it == name);
        if position.is_none() {
            log.add(self.column_fault(name, "missing column"));
        }
        position
    }

    /// The cells of each row.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Field<'_>>> {
        self.rows.iter().map(|(line, record)| {
            let cells = record.iter().zip(&self.columns);
            cells
                .map(|(text, column)| Field {
                    file: &self.file,
                    line: Some(*line),
                    key: Cow::Borrowed(column.as_str()),
                    text: Cow::Borrowed(text),
                })
                .collect()
        })
    }

    /// Draws of numbers of the register, a column for each number and a row for each draw.
    pub fn draws(&self, world: &World, log: &mut Log) -> Option<(Vec<QuantityId>, Vec<Vec<f64>>)> {
        let drawn: Vec<Option<QuantityId>> = self
            .columns
            .iter()
            .map(|column| {
                let found = world.register.find(column);
                if found.is_none() {
                    let names = world.register.all().iter().map(|it| it.name.as_str());
                    log.add_near(
                        self.column_fault(column, "unknown parameter"),
                        column,
                        names,
                    );
                }
                found
            })
            .collect();
        let drawn: Vec<QuantityId> = drawn.into_iter().collect::<Option<_>>()?;
        let rows: Vec<Option<Vec<f64>>> = self
            .rows()
            .map(|cells| {
                let numbers: Vec<Option<f64>> = cells
                    .iter()
                    .zip(&drawn)
                    .map(|(cell, id)| {
                        let quantity = world.register.get(*id);
                        let (low, high) = quantity.bounds;
                        cell.between(log, low, high, quantity.unit.name())
                    })
                    .collect();
                numbers.into_iter().collect()
            })
            .collect();
        let rows: Vec<Vec<f64>> = rows.into_iter().collect::<Option<_>>()?;
        Some((drawn, rows))
    }
}
