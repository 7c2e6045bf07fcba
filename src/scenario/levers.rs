//! `levers.csv`: what policy can set.

use super::fault::{Fault, Log};
use super::items::Items;
use super::names::Names;
use super::nearest::nearest;
use super::reading::{Need, Reading};
use super::table::Row;
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
    if names.is_whole() && names.len() > 0 {
        check_modelled(&names, log);
    }
    Items { names, items }
}

fn check_modelled(names: &Names, log: &mut Log) {
    for lever in Lever::ALL.map(Lever::name) {
        if names.position(lever).is_none() {
            let strangers = names.iter().filter(|name| Lever::from_name(name).is_none());
            let meant = nearest(lever, strangers).map(str::to_owned);
            let mut fault = Fault::new(
                FILE,
                None,
                "lever",
                lever,
                "missing lever, which a rule reads",
            );
            fault.line = meant
                .as_deref()
                .and_then(|name| names.position(name))
                .map(|at| names.line(at));
            if let Some(meant) = meant {
                fault.problem =
                    format!("missing lever, which a rule reads; this row has \"{meant}\"");
            }
            log.add(fault);
        }
    }
}

fn read_row(row: &Row, log: &mut Log) -> Option<LeverRow> {
    let group = row.filled(log, "group");
    let unit = row.filled(log, "unit");
    let dials = Dial::ALL.map(|dial| (dial.name(), Some(dial)));
    let dials = dials.into_iter().chain([(NO_DIAL, None)]);
    let dial = row
        .field("dial")
        .and_then(|field| field.choice(log, "dial", dials));
    let [min, max] =
        ["min", "max"].map(|column| row.field(column).and_then(|field| field.number(log)));
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
    let name = row.text("lever");
    Some(LeverRow {
        group: group?,
        unit: unit?,
        dial: dial?,
        at: at?,
        min: min?,
        max: max?,
        reference: reference?,
        note: row.text("note"),
        modelled: Lever::from_name(&name),
        name,
    })
}
