//! What holds on links: `link_classes.csv`, `gates.csv` and `capacities.csv`.

use jiff::civil::Date;

use super::corridor::Span;
use super::fault::Log;
use super::field::Field;
use super::items::Items;
use super::names::Names;
use super::quantity::{check_provenance, read_item, read_row};
use super::reading::{Need, Reading};
use super::table::Row;
use crate::ids::QuantityId;
use crate::units::Unit;
use crate::world::network::{Capacity, Gate, GateKind, LinkClass};
use crate::world::vocabulary::ClassQuantity;

pub(super) const CLASSES: &str = "link_classes.csv";
pub(super) const GATES: &str = "gates.csv";
pub(super) const CAPACITIES: &str = "capacities.csv";
/// The word for every nationality.
pub(super) const ALL: &str = "all";
const ALL_BUT: &str = "all but ";

pub(super) fn read_classes(reading: &mut Reading, crossing: &[Field]) -> Items<LinkClass> {
    let columns = "class,quantity,value,low,high,unit,status,grade,source,note";
    let table = reading.table(CLASSES, columns, Need::Rows);
    let names = Names::collect("class", &table, "class", false, &[], &mut reading.log);
    for field in crossing {
        field.known(&mut reading.log, &names);
    }
    let mut items = Vec::with_capacity(names.len());
    for (position, rows) in names.group(&table, "class").iter().enumerate() {
        let id = names.get(position);
        let given = read_item::<ClassQuantity>(reading, &table, rows, &format!("class.{id}"));
        for name in given.missing {
            let problem = format!("no row for {name}");
            reading
                .log
                .add(table.fault(names.line(position), "quantity", id, problem));
        }
        let quantities: Option<Vec<QuantityId>> = given.quantities.into_iter().collect();
        items.push(quantities.map(|quantities| LinkClass {
            id: id.to_owned(),
            quantities,
            crossing: crossing.iter().any(|field| field.text == id),
        }));
    }
    Items { names, items }
}

pub(super) fn read_gates(
    reading: &mut Reading,
    nationalities: &Names,
    span: Option<Span>,
) -> Items<Gate> {
    let columns = "id,opens,closes,nationalities,kind,reference,status,source,note";
    let table = reading.table(GATES, columns, Need::File);
    Items::read(reading, &table, ("gate", "id"), &[], |reading, row| {
        check_provenance(reading, row);
        read_gate(row, nationalities, span, &mut reading.log)
    })
}

fn read_gate(row: &Row, nationalities: &Names, span: Option<Span>, log: &mut Log) -> Option<Gate> {
    let opens = row.date_if_any(log, "opens");
    let closes = row.date_if_any(log, "closes");
    for (column, date) in [("opens", opens), ("closes", closes)] {
        if let (Ok(Some(date)), Some(field)) = (date, row.field(column)) {
            Span::holds(span, &field, date, log);
        }
    }
    if let (Ok(Some(opens)), Ok(Some(closes))) = (opens, closes) {
        check_order(row, opens, closes, log);
    }
    let admits = row
        .field("nationalities")
        .and_then(|field| admits(&field, nationalities, log));
    let kinds = GateKind::ALL.map(|kind| (kind.name(), kind));
    let kind = row.choice(log, "kind", "kind of gate", kinds);
    let reference = row
        .field("reference")
        .and_then(|field| open_or_closed(&field, log));
    Some(Gate {
        id: row.text("id"),
        opens: opens.ok()?,
        closes: closes.ok()?,
        admits: admits?,
        kind: kind?,
        reference_open: reference?,
        what: row.text("note"),
    })
}

fn check_order(row: &Row, opens: Date, closes: Date, log: &mut Log) {
    if let Some(field) = row.field("closes")
        && closes <= opens
    {
        let fault = field.fault("the gate closes before it opens");
        log.add(fault.allowed(format!("after {opens}")));
    }
}

/// Whether a field says that a gate is open.
pub(super) fn open_or_closed(field: &Field, log: &mut Log) -> Option<bool> {
    let positions = [("open", true), ("closed", false)];
    field.choice(log, "position of a gate", positions)
}

/// For each nationality, whether the list in the field lets it pass.
pub(super) fn admits(field: &Field, nationalities: &Names, log: &mut Log) -> Option<Vec<bool>> {
    let text = field.filled(log)?;
    if text == ALL {
        return Some(vec![true; nationalities.len()]);
    }
    let (listed, exception) = match text.strip_prefix(ALL_BUT) {
        Some(listed) => (listed, true),
        None => (text, false),
    };
    let mut admits = vec![exception; nationalities.len()];
    let mut sound = true;
    for code in listed.split(';').map(str::trim) {
        if let Some(position) = nationalities.position(code) {
            admits[position] = !exception;
        } else {
            sound = false;
            if nationalities.is_whole() {
                let mut fault = field.fault("unknown nationality");
                if code != text {
                    fault.problem = format!("unknown nationality \"{}\"", code.escape_debug());
                }
                let fault = fault.allowed("all, a list such as A;B, or all but A;B");
                log.add_near(fault, code, nationalities.iter().chain([ALL]));
            }
        }
    }
    sound.then_some(admits)
}

pub(super) fn read_capacities(reading: &mut Reading) -> Items<Capacity> {
    let columns = "id,value,low,high,unit,status,grade,source,note";
    let table = reading.table(CAPACITIES, columns, Need::File);
    Items::read(reading, &table, ("capacity", "id"), &[], |reading, row| {
        let id = row.text("id");
        let what = format!("People per day that {id} lets through");
        let name = format!("capacity.{id}");
        Some(Capacity {
            per_day: read_row(reading, row, name, Unit::PersonsPerDay, &what)?,
            id,
            links: Vec::new(),
        })
    })
}
