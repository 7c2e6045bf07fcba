//! `levers.csv`: what policy can set. Every lever has a row.

use super::fault::{Fault, Log};
use super::items::Items;
use super::names::Names;
use super::nearest::nearest;
use super::reading::{Need, Reading};
use super::table::{Row, Table};
use crate::world::policy::{Dial, Lever, LeverRow};

pub(super) const FILE: &str = "levers.csv";
const NO_DIAL: &str = "none";

/// Reads the levers, sorted by name.
pub(super) fn read(reading: &mut Reading) -> Items<LeverRow> {
    let columns = [
        "lever",
        "group",
        "unit",
        "dial",
        "at_0",
        "at_1",
        "min",
        "max",
        "reference",
        "note",
    ];
    let table = reading.table(FILE, &columns, Need::Rows);
    let log = &mut reading.log;
    let names = Names::collect("lever", &table, "lever", true, &[], log);
    let rows = names.rows(&table, "lever");
    let items = rows.iter().map(|row| read_row(row, log)).collect();
    check_names(&table, &names, log);
    Items { names, items }
}

/// Faults of names that are no lever, and of levers without a row.
fn check_names(table: &Table, names: &Names, log: &mut Log) {
    let absent: Vec<&str> = Lever::ALL
        .into_iter()
        .map(Lever::name)
        .filter(|lever| names.position(lever).is_none())
        .collect();
    let mut meant = Vec::new();
    let strangers = (0..names.len()).filter(|it| Lever::from_name(names.get(*it)).is_none());
    for position in strangers {
        let name = names.get(position);
        let mut fault = table.fault(names.line(position), "lever", name, "unknown lever");
        if !log.is_full() {
            let near = absent.iter().copied().filter(|it| !meant.contains(it));
            let near = nearest(name, near);
            meant.extend(near);
            fault.nearest = near.map(str::to_owned);
        }
        log.add(fault);
    }
    if names.is_whole() && names.len() > 0 {
        for lever in absent.iter().filter(|lever| !meant.contains(lever)) {
            log.add(Fault::new(FILE, None, "lever", lever, "missing lever"));
        }
    }
}

fn read_row(row: &Row, log: &mut Log) -> Option<LeverRow> {
    let lever = Lever::from_name(&row.text("lever"));
    let [group, unit] = ["group", "unit"].map(|column| row.field(column)?.line(log));
    let dials = Dial::ALL.map(|dial| (dial.name(), Some(dial)));
    let dials = dials.into_iter().chain([(NO_DIAL, None)]);
    let dial = row
        .field("dial")
        .and_then(|field| field.choice(log, "dial", dials));
    let [min, max] = ["min", "max"].map(|column| {
        let field = row.field(column)?;
        match lever {
            Some(lever) => {
                let (low, high) = lever.bounds();
                field.between(log, low, high, "")
            }
            None => field.number(log),
        }
    });
    if let (Some(min), Some(max)) = (min, max)
        && min > max
        && let Some(field) = row.field("min")
    {
        log.add(
            field
                .fault("the range is the wrong way round")
                .allowed(format!("at most {max}")),
        );
        return None;
    }
    let mut within = |column| {
        let field = row.field(column)?;
        match (min, max) {
            (Some(min), Some(max)) => field.between(log, min, max, ""),
            _ => field.number(log),
        }
    };
    let reference = within("reference");
    let at = match dial {
        Some(Some(_)) => {
            let ends = [within("at_0"), within("at_1")];
            if let [Some(at_0), Some(at_1)] = ends {
                Some([at_0, at_1])
            } else {
                None
            }
        }
        Some(None) => {
            for field in ["at_0", "at_1"]
                .iter()
                .filter_map(|column| row.field(column))
            {
                if !field.text.is_empty() {
                    log.add(
                        field
                            .fault("the lever follows no dial")
                            .allowed("an empty cell"),
                    );
                }
            }
            reference.map(|reference| [reference; 2])
        }
        None => None,
    };
    if lever.is_some_and(Lever::is_relative)
        && reference.is_some_and(|it| it <= 0.0)
        && let Some(field) = row.field("reference")
    {
        let high = max.map_or(String::new(), |max| format!(", at most {max}"));
        log.add(
            field
                .fault("effects of this lever are relative to its reference")
                .allowed(format!("more than 0{high}")),
        );
        return None;
    }
    Some(LeverRow {
        lever: lever?,
        group: group?,
        unit: unit?,
        dial: dial?,
        at: at?,
        min: min?,
        max: max?,
        reference: reference?,
        note: row.text("note"),
    })
}
