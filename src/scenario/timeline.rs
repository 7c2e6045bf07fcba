//! `timeline.csv`: what happened, as dated changes.

use super::changes::{Aim, Pieces};
use super::names::Names;
use super::policies::Terms;
use super::quantity::{Stated, check_provenance};
use super::reading::{Need, Reading};
use super::table::Row;
use crate::ids::QuantityId;
use crate::world::schedule::{Change, Magnitude};

pub(super) const FILE: &str = "timeline.csv";
const COLUMNS: &str = "id,kind,name,value,low,high,told,state,nationalities,announced,effective,ramp_days,\
    expiry,status,grade,source,note";

/// Reads the changes, sorted by the day on which they take effect and by name.
pub(super) fn read(reading: &mut Reading, terms: &Terms) -> Vec<Change> {
    let table = reading.table(FILE, COLUMNS, Need::Nothing);
    Names::collect("change", &table, "id", true, &[], &mut reading.log);
    let rows = table.rows();
    let changes = rows.filter_map(|row| read_row(reading, &row, terms));
    let mut changes: Vec<Change> = changes.collect();
    changes.sort_by(|a, b| (a.effective, &a.id).cmp(&(b.effective, &b.id)));
    changes
}

fn read_row(reading: &mut Reading, row: &Row, terms: &Terms) -> Option<Change> {
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
    let aim = pieces.aim(terms, &mut reading.log);
    let value = if let Some(aim) = &aim {
        read_value(reading, row, aim, &id)
    } else {
        check_provenance(reading, row);
        None
    };
    let (value, note) = (value.map(Magnitude::Registered), row.text("note"));
    pieces.read(id, aim.as_ref(), value, note, terms, &mut reading.log)
}

fn read_value(reading: &mut Reading, row: &Row, aim: &Aim, id: &str) -> Option<QuantityId> {
    let what = format!("What the change {id} sets {} to", row.text("name"));
    let name = format!("timeline.{id}");
    let stated = Stated::in_row(row);
    let quantity = reading.number(&stated, aim.bounds, name, aim.unit, &what)?;
    let fields = [&stated.value, &stated.low, &stated.high].map(Option::as_ref);
    aim.check_range(fields, &mut reading.log);
    Some(quantity)
}
