//! `parameters.toml`: the numbers that the rules read.

use super::document::{Entry, Section};
use super::fault::{Fault, Log};
use super::names::Names;
use super::quantity::Stated;
use super::reading::Reading;
use crate::world::register::Quantity;
use crate::world::vocabulary::Parameter;

pub(super) const FILE: &str = "parameters.toml";
const KEYS: [&str; 7] = [
    "value", "range", "unit", "status", "grade", "source", "note",
];

/// Reads every parameter, in the order of the vocabulary; those at fault are left out.
pub(super) fn read(reading: &mut Reading) -> Vec<Quantity> {
    let Some(document) = reading.document(FILE) else {
        return Vec::new();
    };
    let Reading { log, sources, .. } = reading;
    let root = document.root();
    let mut found: Vec<Option<Quantity>> = vec![None; Parameter::ALL.len()];
    let mut met = vec![false; Parameter::ALL.len()];
    for group in root.entries() {
        let is_group = |which: &Parameter| {
            which
                .name()
                .split_once('.')
                .is_some_and(|(prefix, _)| prefix == group.key)
        };
        let Some(section) = group.section(log) else {
            continue;
        };
        if !Parameter::ALL.iter().any(is_group)
            && !section.entries().all(|entry| entry.is_section())
        {
            refuse(&group, group.key, &met, log);
            continue;
        }
        for entry in section.entries() {
            let name = format!("{}.{}", group.key, entry.key);
            let Some(which) = Parameter::from_name(&name) else {
                if let Some(meant) = refuse(&entry, &name, &met, log) {
                    met[meant as usize] = true;
                }
                continue;
            };
            met[which as usize] = true;
            if let Some(section) = entry.section(log) {
                found[which as usize] = read_one(&section, which, sources, log);
            }
        }
    }
    for (which, _) in Parameter::ALL.iter().zip(&met).filter(|(_, met)| !**met) {
        log.add(Fault::new(
            FILE,
            None,
            which.name(),
            "",
            "missing parameter",
        ));
    }
    found.into_iter().flatten().collect()
}

/// Adds the fault of a name that is no parameter, and says which one may have been meant.
fn refuse(entry: &Entry, name: &str, met: &[bool], log: &mut Log) -> Option<Parameter> {
    let absent = Parameter::ALL.iter().filter(|which| !met[**which as usize]);
    let mut fault = entry.as_key().fault("unknown parameter");
    if !log.is_full() {
        fault = fault.near(name, absent.map(|which| which.name()));
    }
    let meant = fault.nearest.as_deref().and_then(Parameter::from_name);
    log.add(fault);
    meant
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
        log.add(
            entry
                .as_key()
                .fault(problem)
                .allowed("a list of low and high"),
        );
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
            .map(|field| field.text.into_owned())
            .unwrap_or_default(),
    };
    stated.read_between(
        which.bounds(),
        which.name().to_owned(),
        which.unit(),
        which.what(),
        sources,
        log,
    )
}
