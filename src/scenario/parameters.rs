//! `parameters.toml`: the numbers that the rules read. Those that a corridor leaves out are the defaults.

use super::document::{Entry, Section};
use super::fault::{Fault, Log};
use super::names::Names;
use super::quantity::Stated;
use super::reading::{Need, Reading};
use crate::world::register::Quantity;
use crate::world::vocabulary::Parameter;

pub(super) const FILE: &str = "parameters.toml";
const DEFAULTS: &str = "defaults/parameters.toml";
const KEYS: [&str; 7] = [
    "value", "range", "unit", "status", "grade", "source", "note",
];

/// Reads every parameter, in the order of the vocabulary: the corridor's own or that of the defaults.
pub(super) fn read(reading: &mut Reading) -> Vec<Quantity> {
    let mut found = vec![None; Parameter::ALL.len()];
    let shipped = read_file(reading, DEFAULTS, Need::File, &mut found);
    let own = read_file(reading, FILE, Need::Nothing, &mut found);
    for (which, (shipped, _)) in Parameter::ALL
        .iter()
        .zip(shipped.iter().zip(own))
        .filter(|(_, (_, own))| !own)
    {
        reading.defaults.push(which.name());
        if !shipped {
            let fault = Fault::new(DEFAULTS, None, which.name(), "", "missing parameter");
            reading.log.add(fault);
        }
    }
    found.into_iter().flatten().collect()
}

/// Puts the parameters of a file in their places in `found`, and says which ones it names.
fn read_file(
    reading: &mut Reading,
    file: &str,
    need: Need,
    found: &mut [Option<Quantity>],
) -> Vec<bool> {
    let mut named = vec![false; found.len()];
    let Some(document) = reading.document(file, need) else {
        return named;
    };
    let Reading { log, sources, .. } = reading;
    for group in document.root().entries() {
        let is_group = |which: &Parameter| {
            let (prefix, _) = which.name().split_once('.').unwrap_or_default();
            prefix == group.key
        };
        let Some(section) = group.section(log) else {
            continue;
        };
        if !Parameter::ALL.iter().any(is_group)
            && !section.entries().all(|entry| entry.is_section())
        {
            refuse(&group, group.key, log);
            continue;
        }
        for entry in section.entries() {
            let name = format!("{}.{}", group.key, entry.key);
            let Some(which) = Parameter::from_name(&name) else {
                refuse(&entry, &name, log);
                continue;
            };
            named[which as usize] = true;
            if let Some(section) = entry.section(log) {
                found[which as usize] = read_one(&section, which, sources, log);
            }
        }
    }
    named
}

/// Adds the fault of a name that is no parameter.
fn refuse(entry: &Entry, name: &str, log: &mut Log) {
    let fault = entry.as_key().fault("unknown parameter");
    log.add_near(fault, name, Parameter::ALL.iter().map(|which| which.name()));
}

fn read_one(
    section: &Section,
    which: Parameter,
    sources: &Names,
    log: &mut Log,
) -> Option<Quantity> {
    section.check_keys(&KEYS, &[], log);
    let range = section.entry("range").and_then(|entry| {
        let elements = entry.list(log)?;
        if let [low, high] = elements.as_slice() {
            return Some((low.number(log), high.number(log)));
        }
        let problem = format!("a list of {} elements", elements.len());
        entry
            .as_key()
            .refuse(log, problem, "a list of low and high");
        None
    });
    let (low, high) = range.unwrap_or_default();
    let stated = Stated {
        value: section.number("value", log),
        low,
        high,
        unit: section.text("unit", log),
        status: section.text("status", log),
        grade: section.text("grade", log),
        source: section.text("source", log),
        note: section
            .text("note", log)
            .map_or_else(String::new, |it| it.text.into()),
    };
    stated.read(
        which.bounds(),
        which.name().to_owned(),
        which.unit(),
        which.what(),
        sources,
        log,
    )
}
