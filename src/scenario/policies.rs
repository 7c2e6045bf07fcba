//! `policies/*.toml`: dials, levers, gates and dated changes of a package of measures.

use super::changes::Pieces;
use super::corridor::Span;
use super::document::{Document, Entry, Section};
use super::fault::{Fault, Log};
use super::field::Field;
use super::names::Names;
use super::quantity::ASSUMPTION;
use super::reading::{Need, Reading};
use super::rules::open_or_closed;
use super::timeline;
use crate::ids::StateId;
use crate::world::World;
use crate::world::policy::{Dial, Lever, LeverRow, LeverSetting, Policy};
use crate::world::schedule::{Change, Magnitude};

/// What policies may name.
pub(crate) struct Terms<'a> {
    pub(crate) states: Names,
    pub(crate) gates: Names,
    pub(crate) levers: Vec<&'a LeverRow>,
    pub(crate) capacities: Names,
    pub(crate) nationalities: Names,
    pub(crate) sources: Names,
    /// Whether the corridor has a timeline.
    pub(crate) has_timeline: bool,
    /// The years from which dates may be taken, if they are known.
    pub(crate) span: Option<Span>,
}

impl<'a> Terms<'a> {
    /// The terms of a finished world.
    pub(crate) fn of_world(world: &'a World) -> Self {
        Self {
            states: Names::of(
                "state",
                world.states.iter().map(|state| state.code.as_str()),
            ),
            gates: Names::of("gate", world.gates.iter().map(|gate| gate.id.as_str())),
            capacities: Names::of("capacity", world.capacities.iter().map(|it| it.id.as_str())),
            nationalities: Names::of(
                "nationality",
                world.nationalities.iter().map(|it| it.code.as_str()),
            ),
            sources: Names::of("source", world.sources.iter().map(|it| it.key.as_str())),
            has_timeline: world.inputs.iter().any(|it| it.path == timeline::FILE),
            levers: world.levers.iter().collect(),
            span: Some(Span::around(world.start, world.end)),
        }
    }

    /// The row of the lever `name`; `fault` is told if there is no such lever. That a lever has no row
    /// is a fault of the table.
    pub(crate) fn lever(&self, name: &str, fault: Fault, log: &mut Log) -> Option<&'a LeverRow> {
        if Lever::from_name(name).is_none() {
            log.add_near(fault, name, Lever::ALL.map(Lever::name));
        }
        self.levers.iter().copied().find(|row| row.name() == name)
    }

    /// The setting of the lever `name` at the number in `field`, everywhere or in one state.
    pub(crate) fn setting(
        &self,
        name: &str,
        field: &Field,
        state: Option<StateId>,
        log: &mut Log,
    ) -> Option<LeverSetting> {
        let mut unknown = field.fault("unknown lever");
        unknown.value.clear();
        let row = self.lever(name, unknown, log)?;
        let value = field.between(log, row.min, row.max, "");
        let lever = row.lever;
        if state.is_some() && lever.is_corridor_wide() {
            let mut fault = field.fault("one number for the whole corridor: no state sets it");
            fault.value.clear();
            log.add(fault);
            return None;
        }
        Some(LeverSetting {
            lever,
            state,
            value: value?,
            reason: String::new(),
            source: String::new(),
            held: false,
        })
    }
}

/// Reads every policy of the corridor, sorted by name.
pub(super) fn read(reading: &mut Reading, terms: &Terms) -> Vec<Policy> {
    let paths: Vec<&str> = reading.policies().collect();
    let mut policies = Vec::with_capacity(paths.len());
    for path in paths {
        let Some(document) = reading.document(path, Need::File) else {
            continue;
        };
        policies.push(read_document(
            &document,
            name_of(path),
            terms,
            &mut reading.log,
        ));
    }
    policies.sort_by(|a, b| a.name.cmp(&b.name));
    policies
}

/// The name of the policy in the file at `path`.
pub(super) fn name_of(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".toml").unwrap_or(file).to_owned()
}

/// The policy in a document; what is at fault in it stays at the reference.
pub(super) fn read_document(
    document: &Document,
    name: String,
    terms: &Terms,
    log: &mut Log,
) -> Policy {
    let root = document.root();
    root.check_keys(&["title", "description"], &PARTS, log);
    Policy {
        name,
        title: root.filled("title", log).unwrap_or_default(),
        description: root.filled("description", log).unwrap_or_default(),
        ..read_parts(&root, terms, log)
    }
}

/// The keys of what a policy sets.
pub(crate) const PARTS: [&str; 6] = ["timeline", "dials", "levers", "states", "gates", "change"];

/// What a section sets, as a policy without a name.
pub(crate) fn read_parts(root: &Section, terms: &Terms, log: &mut Log) -> Policy {
    let mut policy = Policy {
        gates: vec![None; terms.gates.len()],
        ..Policy::default()
    };
    if let Some(dials) = root.section("dials", log) {
        dials.check_keys(&[], &Dial::ALL.map(Dial::name), log);
        for dial in Dial::ALL {
            let field = dials.number(dial.name(), log);
            policy.dials[dial as usize] = field.and_then(|field| field.between(log, 0.0, 1.0, ""));
        }
    }
    if let Some(levers) = root.section("levers", log) {
        policy
            .settings
            .extend(read_settings(&levers, None, terms, log));
    }
    if let Some(states) = root.section("states", log) {
        for entry in states.entries() {
            let state = read_state(&entry, terms, log);
            if let Some(levers) = entry.section(log) {
                policy
                    .settings
                    .extend(read_settings(&levers, state, terms, log));
            }
        }
    }
    if let Some(entry) = root.entry("timeline") {
        policy.timeline = entry.flag(log).unwrap_or(false);
        if policy.timeline && !terms.has_timeline {
            let allowed = format!("false, or the file {}", timeline::FILE);
            let problem = "the corridor has no timeline to follow";
            entry.field().refuse(log, problem, allowed);
        }
    }
    for entry in root.list("change", log).unwrap_or_default() {
        let change = entry.section(log);
        let change = change.and_then(|it| read_change(&it, &policy.changes, terms, log));
        policy.changes.extend(change);
    }
    policy
        .settings
        .sort_by_key(|setting| (setting.state, setting.lever));
    if let Some(gates) = root.section("gates", log) {
        for entry in gates.entries() {
            read_gate(&entry, terms, &mut policy.gates, log);
        }
    }
    policy
}

fn read_state(entry: &Entry, terms: &Terms, log: &mut Log) -> Option<StateId> {
    let state = terms.states.position(entry.key);
    if state.is_none() && terms.states.is_whole() {
        let fault = entry.as_key().fault("unknown state");
        log.add_near(fault, entry.key, terms.states.iter());
    }
    state.map(StateId::from)
}

fn read_gate(entry: &Entry, terms: &Terms, gates: &mut [Option<bool>], log: &mut Log) {
    let open = entry
        .text(log)
        .and_then(|field| open_or_closed(&field, log));
    match (terms.gates.position(entry.key), open) {
        (Some(gate), Some(open)) => gates[gate] = Some(open),
        (None, _) if terms.gates.is_whole() => {
            let fault = entry.as_key().fault("unknown gate");
            log.add_near(fault, entry.key, terms.gates.iter());
        }
        _ => {}
    }
}

fn read_settings(
    levers: &Section,
    state: Option<StateId>,
    terms: &Terms,
    log: &mut Log,
) -> Vec<LeverSetting> {
    let settings = levers.entries().filter_map(|entry| {
        if !entry.is_section() {
            return terms.setting(entry.key, &entry.number(log)?, state, log);
        }
        let section = entry.section(log)?;
        section.check_keys(&["value"], &["reason", "source", "held"], log);
        let reason = section.filled_if_any("reason", log);
        let source = read_source(&section, terms, log);
        let held = section
            .entry("held")
            .and_then(|entry| entry.flag(log))
            .unwrap_or(false);
        let field = section.number("value", log).map(|field| Field {
            key: entry.field().key,
            ..field
        });
        let setting = terms.setting(entry.key, &field?, state, log)?;
        Some(LeverSetting {
            reason,
            source,
            held,
            ..setting
        })
    });
    settings.collect()
}

/// The key of the document from which a setting comes.
fn read_source(section: &Section, terms: &Terms, log: &mut Log) -> String {
    let Some(field) = section.entry("source").and_then(|entry| entry.text(log)) else {
        return String::new();
    };
    if field.text != ASSUMPTION {
        field.known(log, &terms.sources);
    }
    field.text.into_owned()
}

/// A dated change of the policy's own, beside those before it.
fn read_change(
    section: &Section,
    before: &[Change],
    terms: &Terms,
    log: &mut Log,
) -> Option<Change> {
    section.check_keys(
        &["id", "kind", "name", "value", "effective"],
        &[
            "told",
            "state",
            "nationalities",
            "announced",
            "ramp_days",
            "expiry",
            "reason",
        ],
        log,
    );
    let id = section.text("id", log).and_then(|field| {
        if before.iter().any(|change| change.id == field.text) {
            log.add(field.fault("duplicate change"));
        }
        field.identifier(log).map(str::to_owned)
    });
    let pieces = Pieces {
        kind: section.text("kind", log),
        name: section.text("name", log),
        told: section.number("told", log),
        state: section.text("state", log),
        nationalities: section.text("nationalities", log),
        announced: section.date("announced", log),
        effective: section.date("effective", log),
        ramp_days: section.number("ramp_days", log),
        expiry: section.date("expiry", log),
    };
    let aim = pieces.aim(terms, log);
    let value = section.number("value", log);
    let value = aim
        .as_ref()
        .zip(value)
        .and_then(|(aim, field)| aim.legal(&field, log));
    let reason = section.filled_if_any("reason", log);
    let value = value.map(Magnitude::Set);
    pieces.read(id?, aim.as_ref(), value, reason, terms, log)
}
