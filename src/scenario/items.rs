//! What a table describes, item by item, in the order of the identifiers.

use super::names::Names;
use super::reading::Reading;
use super::table::{Row, Table};

/// The items of a table; an item that could not be read leaves its place empty.
#[derive(Debug)]
pub(super) struct Items<T> {
    pub(super) names: Names,
    pub(super) items: Vec<Option<T>>,
}

impl<T> Items<T> {
    /// One item for each row of `table`, whose identifiers in `column` are names of a `what`.
    pub(super) fn read(
        reading: &mut Reading,
        table: &Table,
        (what, column): (&'static str, &'static str),
        reserved: &[&str],
        mut read: impl FnMut(&mut Reading, &Row) -> Option<T>,
    ) -> Self {
        let names = Names::collect(what, table, column, true, reserved, &mut reading.log);
        let rows = names.rows(table, column);
        let items = rows.iter().map(|row| read(reading, row)).collect();
        Self { names, items }
    }

    /// All items, unless one of them could not be read.
    pub(super) fn complete(&self) -> Option<Vec<&T>> {
        if !self.names.is_whole() {
            return None;
        }
        self.items.iter().map(Option::as_ref).collect()
    }

    /// The items that could be read: all of them where there is no fault.
    pub(super) fn into_vec(self) -> Vec<T> {
        self.items.into_iter().flatten().collect()
    }
}
