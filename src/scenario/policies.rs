//! `policies/*.toml`: dials, levers and gates of a package of measures.

use super::document::{Document, Entry, Section};
use super::fault::Log;
use super::field::Field;
use super::items::Items;
use super::names::Names;
use super::reading::Reading;
use super::rules::open_or_closed;
use crate::ids::StateId;
use crate::world::World;
use crate::world::network::Gate;
use crate::world::policy::{Dial, Lever, LeverRow, LeverSetting, Policy};

/// What policies may name.
pub(super) struct Terms<'a> {
    pub(super) states: Names,
    pub(super) gates: Names,
    /// For each gate, whether it is open under the reference.
    pub(super) open: Vec<bool>,
    pub(super) levers: Names,
    /// By the order of the names; none if the lever's row could not be read.
    pub(super) rows: Vec<Option<&'a LeverRow>>,
}

impl<'a> Terms<'a> {
    /// The terms of a corridor that is being read.
    pub(super) fn of_tables(
        states: &Names,
        gates: &Items<Gate>,
        levers: &'a Items<LeverRow>,
    ) -> Self {
        let open = |gate: &Option<Gate>| gate.as_ref().is_none_or(|gate| gate.reference_open);
        Self {
            states: states.clone(),
            gates: gates.names.clone(),
            open: gates.items.iter().map(open).collect(),
            levers: levers.names.clone(),
            rows: levers.items.iter().map(Option::as_ref).collect(),
        }
    }

    /// The terms of a finished world.
    pub(super) fn of_world(world: &'a World) -> Self {
        let mut rows: Vec<&LeverRow> = world.levers.iter().collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            states: Names::of(
                "state",
                world.states.iter().map(|state| state.code.as_str()),
            ),
            gates: Names::of("gate", world.gates.iter().map(|gate| gate.id.as_str())),
            open: world.gates.iter().map(|gate| gate.reference_open).collect(),
            levers: Names::of("lever", rows.iter().map(|row| row.name.as_str())),
            rows: rows.into_iter().map(Some).collect(),
        }
    }

    /// The setting of the lever `name` at the number in `field`, everywhere or in one state. A lever
    /// that a rule reads but that the table lacks is a fault of the table.
    pub(super) fn setting(
        &self,
        name: &str,
        field: &Field,
        state: Option<StateId>,
        log: &mut Log,
    ) -> Option<LeverSetting> {
        let Some(position) = self.levers.position(name) else {
            if self.levers.is_whole() && Lever::from_name(name).is_none() {
                let mut fault = field.fault("unknown lever");
                fault.value.clear();
                log.add_near(fault, name, self.levers.iter());
            }
            return None;
        };
        let row = self.rows[position]?;
        let value = field.between(log, row.min, row.max, "");
        let Some(lever) = row.modelled else {
            let mut fault = field.fault("not yet modelled: no rule reads this lever");
            fault.value.clear();
            log.add(fault);
            return None;
        };
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
        })
    }
}

/// Reads every policy of the corridor, sorted by name.
pub(super) fn read(reading: &mut Reading, terms: &Terms) -> Vec<Policy> {
    let paths: Vec<&str> = reading.policies().collect();
    let mut policies = Vec::with_capacity(paths.len());
    for path in paths {
        let Some(document) = reading.document(path) else {
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
    root.check_keys(
        &["title", "description"],
        &["dials", "levers", "states", "gates"],
        log,
    );
    let mut policy = Policy {
        name,
        title: root.filled("title", log).unwrap_or_default(),
        description: root.filled("description", log).unwrap_or_default(),
        dials: [None; 2],
        settings: Vec::new(),
        gates: terms.open.clone(),
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

fn read_gate(entry: &Entry, terms: &Terms, gates: &mut [bool], log: &mut Log) {
    let open = entry
        .text(log)
        .and_then(|field| open_or_closed(&field, log));
    match (terms.gates.position(entry.key), open) {
        (Some(gate), Some(open)) => gates[gate] = open,
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
        section.check_keys(&["value"], &["reason"], log);
        let reason = section.filled_if_any("reason", log);
        let field = section.number("value", log).map(|field| Field {
            key: entry.field().key,
            ..field
        });
        let setting = terms.setting(entry.key, &field?, state, log)?;
        Some(LeverSetting { reason, ..setting })
    });
    settings.collect()
}
