//! The identifiers that a table defines, in sorted order, with the lines they stand on.

use super::fault::Log;
use super::field::Field;
use super::table::{Row, Table};

/// Sorted identifiers. A position in them is the compact identifier of the item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    what: &'static str,
    entries: Vec<(String, u64)>,
    whole: bool,
    first_is_apart: bool,
}

impl Names {
    /// The identifiers in `column`. With `unique`, one that comes again is a fault; without, a
    /// row adds to the item of the first. `reserved` words have a meaning of their own.
    pub(super) fn collect(
        what: &'static str,
        table: &Table,
        column: &'static str,
        unique: bool,
        reserved: &[&str],
        log: &mut Log,
    ) -> Self {
        Self::gather(what, table, column, unique, log, |field, log| {
            if reserved.contains(&field.text.as_ref()) {
                log.add(field.fault(format!("reserved: no {what} can be called so")));
                return None;
            }
            field.identifier(log).map(str::to_owned)
        })
    }

    /// The keys in `column`, which come once each and may be any text without `;`.
    pub(super) fn keys(
        what: &'static str,
        table: &Table,
        column: &'static str,
        log: &mut Log,
    ) -> Self {
        Self::gather(what, table, column, true, log, |field, log| {
            let key = field.filled(log)?;
            if key.contains(';') || key.trim() != key {
                let fault = field.fault("not a key");
                log.add(fault.allowed("a text without ; and without space at its ends"));
                return None;
            }
            Some(key.to_owned())
        })
    }

    fn gather(
        what: &'static str,
        table: &Table,
        column: &'static str,
        unique: bool,
        log: &mut Log,
        read: impl Fn(&Field, &mut Log) -> Option<String>,
    ) -> Self {
        let mut found: Vec<(String, u64)> = Vec::new();
        let mut whole = table.is_whole() && table.has(column);
        for row in table.rows() {
            let Some(field) = row.field(column) else {
                break;
            };
            match read(&field, log) {
                Some(id) => found.push((id, row.line)),
                None => whole = false,
            }
        }
        found.sort();
        let mut entries: Vec<(String, u64)> = Vec::with_capacity(found.len());
        for (id, line) in found {
            match entries.last() {
                Some((last, first)) if *last == id => {
                    if unique {
                        let problem = format!("duplicate {what}; the first is on line {first}");
                        log.add(table.fault(line, column, &id, problem));
                        whole = false;
                    }
                }
                _ => entries.push((id, line)),
            }
        }
        Self {
            what,
            entries,
            whole,
            first_is_apart: false,
        }
    }

    /// These and those of another table of the same.
    pub(super) fn and(mut self, others: Self) -> Self {
        self.entries.extend(others.entries);
        self.entries.sort();
        self.entries.dedup_by(|a, b| a.0 == b.0);
        self.whole &= others.whole;
        self
    }

    /// Puts `id`, which no row may define, before all others.
    pub(super) fn put_first(&mut self, id: &str) {
        self.entries.insert(0, (id.to_owned(), 0));
        self.first_is_apart = true;
    }

    /// The names in `ids`, which stand in sorted order.
    pub(crate) fn of<'a>(what: &'static str, ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            what,
            entries: ids.into_iter().map(|id| (id.to_owned(), 0)).collect(),
            whole: true,
            first_is_apart: false,
        }
    }

    /// What the names are names of.
    pub(super) fn what(&self) -> &'static str {
        self.what
    }

    /// Whether every identifier of the table could be read, so that others are unknown.
    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(id, _)| id.as_str())
    }

    pub(super) fn get(&self, position: usize) -> &str {
        &self.entries[position].0
    }

    /// The first line of the item at `position`.
    pub(super) fn line(&self, position: usize) -> u64 {
        self.entries[position].1
    }

    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        let apart = usize::from(self.first_is_apart);
        if apart == 1 && self.entries[0].0 == id {
            return Some(0);
        }
        let sorted = &self.entries[apart..];
        let found = sorted.binary_search_by(|(entry, _)| entry.as_str().cmp(id));
        found.ok().map(|position| position + apart)
    }

    /// The rows of `table` that speak of each item, by position.
    pub(super) fn group<'t>(&self, table: &'t Table, column: &'static str) -> Vec<Vec<Row<'t>>> {
        let mut groups: Vec<Vec<Row<'t>>> = (0..self.len()).map(|_| Vec::new()).collect();
        for row in table.rows() {
            let position = row
                .field(column)
                .and_then(|field| self.position(&field.text));
            if let Some(position) = position {
                groups[position].push(row);
            }
        }
        groups
    }

    /// For a table of one row per item: that row, by position; the first if there are several.
    pub(super) fn rows<'t>(&self, table: &'t Table, column: &'static str) -> Vec<Row<'t>> {
        let groups = self.group(table, column).into_iter();
        groups.filter_map(|rows| rows.into_iter().next()).collect()
    }
}
