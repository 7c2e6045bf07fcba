//! `SOURCES.csv` and `states.csv`.

use std::collections::BTreeMap;

use super::fault::Log;
use super::items::Items;
use super::names::Names;
use super::quantity::read_item;
use super::reading::{Need, Reading};
use super::table::{Row, Table};
use crate::world::Source;
use crate::world::network::State;
use crate::world::vocabulary::StateQuantity;

pub(super) const SOURCES: &str = "SOURCES.csv";
const DEFAULTS: &str = "defaults/SOURCES.csv";
pub(super) const FILE: &str = "states.csv";
const ASYLUM: [StateQuantity; 4] = [
    StateQuantity::AsylumDecisions,
    StateQuantity::AsylumBacklog,
    StateQuantity::Grant1951,
    StateQuantity::GrantCartagena,
];

/// Reads the sources of the defaults and of the corridor, whose row replaces a default one, sorted by
/// key, and keeps the keys for what refers to them.
pub(super) fn read_sources(reading: &mut Reading) -> Vec<Source> {
    let mut sources = BTreeMap::new();
    for file in [DEFAULTS, SOURCES] {
        let table = reading.table(file, "key,publisher,title,location", Need::File);
        let log = &mut reading.log;
        let names = Names::keys("source", &table, "key", log);
        for row in names.rows(&table, "key") {
            let cells = ["publisher", "title", "location"].map(|column| row.filled(log, column));
            if let [Some(publisher), Some(title), Some(location)] = cells {
                let key = row.text("key");
                let source = Source {
                    key: key.clone(),
                    publisher,
                    title,
                    location,
                };
                sources.insert(key, source);
            }
        }
        reading.sources = names.and(std::mem::take(&mut reading.sources));
    }
    sources.into_values().collect()
}

pub(super) fn read(reading: &mut Reading) -> Items<State> {
    let columns = "state,name,quantity,value,low,high,unit,status,grade,source,note";
    let table = reading.table(FILE, columns, Need::Rows);
    let names = Names::collect("state", &table, "state", false, &[], &mut reading.log);
    let groups = names.group(&table, "state");
    let items = groups
        .iter()
        .enumerate()
        .map(|(position, rows)| {
            let code = names.get(position).to_owned();
            let name = shared_name(rows, &mut reading.log);
            let given = read_item::<StateQuantity>(reading, &table, rows, &format!("state.{code}"));
            report_missing(
                &table,
                &code,
                names.line(position),
                &given.missing,
                &mut reading.log,
            );
            Some(State {
                code,
                name: name?,
                quantities: given.quantities,
            })
        })
        .collect();
    Items { names, items }
}

/// The name that all rows of a state give it.
fn shared_name(rows: &[Row], log: &mut Log) -> Option<String> {
    let mut shared: Option<String> = None;
    for row in rows {
        let Some(name) = row.filled(log, "name") else {
            continue;
        };
        match &shared {
            None => shared = Some(name),
            Some(first) if *first != name => {
                let problem = "another name than in the state's first row";
                row.refuse(log, "name", problem, first);
            }
            Some(_) => {}
        }
    }
    shared
}

fn report_missing(table: &Table, code: &str, line: u64, missing: &[&str], log: &mut Log) {
    let asylum = ASYLUM.map(StateQuantity::name);
    let no_procedure = asylum.iter().all(|name| missing.contains(name));
    for name in missing
        .iter()
        .filter(|name| **name != StateQuantity::Claim.name())
        .filter(|name| !(no_procedure && asylum.contains(name)))
    {
        let mut fault = table.fault(line, "quantity", code, format!("no row for {name}"));
        if asylum.contains(name) {
            fault = fault.allowed(format!("all of {} or none of them", asylum.join(", ")));
        }
        log.add(fault);
    }
}
