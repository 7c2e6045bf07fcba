//! `timeline.csv`: what happened, as dated changes.

use super::changes::{Aim, Pieces};
use super::fault::Log;
use super::names::Names;
use super::policies::Terms;
use super::quantity::{Stated, check_provenance};
use super::reading::{Need, Reading};
use super::table::Row;
use crate::world::register::Quantity;
use crate::world::schedule::{Change, Magnitude};

pub(super) const FILE: &str = "timeline.csv";

/// Reads the changes, sorted by the day on which they take effect and by name.
pub(super) fn read(reading: &mut Reading, terms: &Terms) -> Vec<Change> {
    let columns = [
        "id",
        "kind",
        "name",
        "value",
        "low",
        "high",
        "told",
        "state",
        "nationalities",
        "announced",
        "effective",
        "ramp_days",
        "expiry",
        "status",
        "grade",
        "source",
        "note",
    ];
    let table = reading.table(FILE, &columns, Need::Nothing);
    Names::collect("change", &table, "id", true, &[], &mut reading.log);
    let rows = table.rows();
    let changes = rows.filter_map(|row| read_row(reading, &row, terms));
    let mut changes: Vec<Change> = changes.collect();
    changes.sort_by(|a, b| (a.effective, &a.id).cmp(&(b.effective, &b.id)));
    changes
}

fn read_row(reading: &mut Reading, row: &Row, terms: &Terms) -> Option<Change> {
    let Reading {
        log,
        sources,
        ledger,
        ..
    } = reading;
    let id = row.text("id");
    let filled = |column| row.field(column).filter(|field| !field.text.is_empty());
    let pieces = Pieces {
        kind: row.field("kind"),
        name: row.field("name"),
        told: filled("told"),
        state: filled("state"),
        nationalities: row.field("nationalities"),
        announced: filled("announced"),
        effective: row.field("effective"),
        ramp_days: row.field("ramp_days"),
        expiry: filled("expiry"),
    };
    let aim = pieces.aim(terms, log);
    let value = if let Some(aim) = &aim {
        read_value(row, aim, &id, sources, log)
    } else {
        check_provenance(row, sources, log);
        None
    };
    let value = value.map(|quantity| Magnitude::Registered(ledger.add(quantity)));
    pieces.read(id, aim.as_ref(), value, row.text("note"), terms, log)
}

fn read_value(row: &Row, aim: &Aim, id: &str, sources: &Names, log: &mut Log) -> Option<Quantity> {
    let what = format!("What the change {id} sets {} to", row.text("name"));
    let name = format!("timeline.{id}");
    let stated = Stated::in_row(row);
    let quantity = stated.read_between(aim.bounds, name, aim.unit, &what, sources, log)?;
    let fields = [&stated.value, &stated.low, &stated.high].map(Option::as_ref);
    aim.check_range(fields, log);
    Some(quantity)
}
