//! A CSV file as rows of named cells.

use std::borrow::Cow;
use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;

use super::fault::{Fault, Log};
use super::field::Field;
use super::names::Names;
use super::nearest::nearest;
use super::text::Lines;
use crate::units::Unit;

/// The rows of a file. A file that could not be read has none and is not whole.
#[derive(Debug)]
pub(super) struct Table {
    file: &'static str,
    columns: BTreeMap<&'static str, usize>,
    rows: Vec<(u64, StringRecord)>,
    whole: bool,
}

impl Table {
    /// A table in place of a file that could not be read.
    pub(super) fn absent(file: &'static str) -> Self {
        Self {
            file,
            columns: BTreeMap::new(),
            rows: Vec::new(),
            whole: false,
        }
    }

    /// The table in `text`, whose header must name all of `columns`, may name some of `optional`, and
    /// nothing else; both are lists joined by commas.
    pub(super) fn parse(
        file: &'static str,
        text: &str,
        columns: &'static str,
        optional: &'static str,
        log: &mut Log,
    ) -> Self {
        let mut table = Self::absent(file);
        let mut records = records(file, text, log);
        table.whole = records.whole;
        if records.rows.is_empty() {
            return table;
        }
        let (line, header) = records.rows.remove(0);
        table.read_header(line, &header, columns, optional, log);
        for (line, record) in records.rows {
            if record.len() == header.len() {
                table.rows.push((line, record));
            } else {
                let problem = format!("{} cells in the row", record.len());
                let allowed = format!("{}, one for each column of the header", header.len());
                log.add(table.fault(line, "", "", problem).allowed(allowed));
                table.whole = false;
            }
        }
        table
    }

    fn read_header(
        &mut self,
        line: u64,
        header: &StringRecord,
        columns: &'static str,
        optional: &'static str,
        log: &mut Log,
    ) {
        let legal = || columns.split(',').chain(optional.split(','));
        let mut meant = Vec::new();
        for (index, name) in header.iter().enumerate() {
            match legal().find(|column| *column == name && !name.is_empty()) {
                Some(column) if self.columns.contains_key(column) => {
                    log.add(self.fault(line, name, "", "duplicate column"));
                }
                Some(column) => {
                    self.columns.insert(column, index);
                }
                None => {
                    let absent =
                        legal().filter(|column| !header.iter().any(|cell| cell == *column));
                    let near = nearest(name, absent).or_else(|| nearest(name, legal()));
                    meant.extend(near);
                    let mut fault = self.fault(line, name, "", "unknown column");
                    fault.nearest = near.map(str::to_owned);
                    log.add(fault);
                }
            }
        }
        for column in columns.split(',') {
            if !self.columns.contains_key(column) && !meant.contains(&column) {
                log.add(self.fault(line, column, "", "missing column"));
            }
        }
    }

    /// A fault in a line of this table.
    pub(super) fn fault(
        &self,
        line: u64,
        key: &str,
        value: &str,
        problem: impl Into<String>,
    ) -> Fault {
        Fault::new(self.file, Some(line), key, value, problem)
    }

    /// Whether every row of the file was read; cells may still be wrong.
    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }
}

struct Records {
    rows: Vec<(u64, StringRecord)>,
    whole: bool,
}

/// The records of `text` with the lines they start on.
fn records(file: &str, text: &str, log: &mut Log) -> Records {
    let lines = Lines::new(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut found = Records {
        rows: Vec::new(),
        whole: true,
    };
    let mut record = StringRecord::new();
    loop {
        let start = reader.position().byte() as usize;
        match reader.read_record(&mut record) {
            Ok(false) => return found,
            Ok(true) => {}
            Err(error) => {
                let line = lines.line(start);
                log.add(Fault::new(file, Some(line), "", "", error.to_string()));
                found.whole = false;
                return found;
            }
        }
        let end = (reader.position().byte() as usize).min(text.len());
        let raw = text.get(start..end).unwrap_or_default();
        let blank = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let line = lines.line(start + blank);
        if raw.matches('"').count() % 2 == 0 {
            found.rows.push((line, record.clone()));
        } else {
            let problem = "a quotation mark without its other half";
            log.add(
                Fault::new(file, Some(line), "", "", problem)
                    .allowed("cells in quotation marks, with those inside doubled"),
            );
            found.whole = false;
            if found.rows.is_empty() {
                return found;
            }
        }
    }
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    table: &'t Table,
    pub(super) line: u64,
    cells: &'t StringRecord,
}

impl<'t> Row<'t> {
    /// The cell in `column`; none if the file lacks the column, which is a fault of its header.
    pub(super) fn field(&self, column: &'static str) -> Option<Field<'t>> {
        let cell = self.cells.get(*self.table.columns.get(column)?)?;
        Some(Field {
            file: self.table.file,
            line: Some(self.line),
            key: Cow::Borrowed(column),
            text: Cow::Borrowed(cell),
        })
    }

    /// Adds a fault of the cell in `column`, if the file has the column.
    pub(super) fn refuse(
        &self,
        log: &mut Log,
        column: &'static str,
        problem: impl Into<String>,
        allowed: impl Into<String>,
    ) {
        if let Some(field) = self.field(column) {
            field.refuse(log, problem, allowed);
        }
    }

    /// One of a few words in `column`.
    pub(super) fn choice<T>(
        &self,
        log: &mut Log,
        column: &'static str,
        what: &str,
        choices: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Option<T> {
        self.field(column)?.choice(log, what, choices)
    }

    /// The text in `column`, empty if there is none.
    pub(super) fn text(&self, column: &'static str) -> String {
        self.field(column)
            .map(|field| field.text.into_owned())
            .unwrap_or_default()
    }

    pub(super) fn filled(&self, log: &mut Log, column: &'static str) -> Option<String> {
        self.field(column)?.filled(log).map(str::to_owned)
    }

    pub(super) fn legal(&self, log: &mut Log, column: &'static str, unit: Unit) -> Option<f64> {
        self.field(column)?.legal(log, unit)
    }

    pub(super) fn flag(&self, log: &mut Log, column: &'static str) -> Option<bool> {
        self.field(column)?.flag(log)
    }

    pub(super) fn known(
        &self,
        log: &mut Log,
        column: &'static str,
        names: &Names,
    ) -> Option<usize> {
        self.field(column)?.known(log, names)
    }

    /// The name in `column`, if the file has the column and the cell is not empty.
    pub(super) fn known_if_any(
        &self,
        log: &mut Log,
        column: &'static str,
        names: &Names,
    ) -> Result<Option<usize>, Refused> {
        let field = self.field(column).ok_or(Refused)?;
        if field.text.is_empty() {
            return Ok(None);
        }
        field.known(log, names).map(Some).ok_or(Refused)
    }

    /// The day in `column`, if the cell is not empty.
    pub(super) fn date_if_any(
        &self,
        log: &mut Log,
        column: &'static str,
    ) -> Result<Option<Date>, Refused> {
        let field = self.field(column).ok_or(Refused)?;
        if field.text.is_empty() {
            return Ok(None);
        }
        field.date(log).map(Some).ok_or(Refused)
    }
}

/// A cell that may be empty holds something wrong, of which there is a fault already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused;
