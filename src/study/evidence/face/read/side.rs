//! What is simulated on one side of a question.

use super::super::question::{Asked, Side};
use super::{ASKED, Reader};
use crate::engine::Mechanism;
use crate::ids::QuantityId;
use crate::scenario::{Entry, Log, PARTS, Section, read_parts};
use crate::world::policy::Policy;

/// The key of the policy of a side.
const POLICY: &str = "policy";

impl Reader<'_> {
    /// A side; `stated` says whether the question names what is asked of both.
    pub(super) fn side(
        &mut self,
        section: &Section,
        stated: bool,
        asked: Option<&Asked>,
    ) -> Option<Side> {
        let parts = PARTS.iter().copied().filter(|key| *key != "timeline");
        let mut optional: Vec<&str> = parts.collect();
        optional.extend(["numbers", "times", "without"]);
        let required: &[&str] = if stated { &[POLICY] } else { &[POLICY, ASKED] };
        if stated {
            optional.push(ASKED);
        }
        section.check_keys(required, &optional, self.log);
        let policy = self.policy(section);
        let mut overrides = self.numbers(section);
        overrides.extend(self.times(section));
        let words = section.list("without", self.log).unwrap_or_default();
        let mechanisms = Mechanism::ALL.map(|it| (it.name(), it));
        let without = words.iter().filter_map(|entry| {
            let field = entry.text(self.log)?;
            field.choice(self.log, "mechanism", mechanisms)
        });
        let without = without.collect();
        let own = section.section(ASKED, self.log);
        let asked = match own {
            Some(own) => self.asked(&own),
            None => asked.cloned(),
        };
        Some(Side {
            policy: policy?,
            label: label(section, self.log),
            without,
            overrides,
            asked: asked?,
        })
    }

    /// The policy of a side: one of the corridor, with what the side sets beside it. Levers hold
    /// whatever dated changes say, and one set everywhere holds in every state.
    fn policy(&mut self, section: &Section) -> Option<Policy> {
        let own = read_parts(section, &self.terms, self.log);
        let field = section.text(POLICY, self.log)?;
        let Some(base) = self.world.policy(&field.text) else {
            let names = || self.world.policies.iter().map(|it| it.name.as_str());
            let fault = field.fault("unknown policy");
            let fault = fault.allowed(names().collect::<Vec<_>>().join(", "));
            self.log.add_near(fault, &field.text, names());
            return None;
        };
        let mut policy = base.clone();
        for (dial, set) in policy.dials.iter_mut().zip(own.dials) {
            *dial = set.or(*dial);
        }
        for (gate, set) in policy.gates.iter_mut().zip(own.gates) {
            *gate = set.or(*gate);
        }
        for mut setting in own.settings {
            setting.held = true;
            if setting.state.is_none() {
                policy.settings.retain(|it| it.lever != setting.lever);
            }
            policy.settings.push(setting);
        }
        policy.changes.extend(own.changes);
        Some(policy)
    }

    /// Numbers of the register that are set.
    fn numbers(&mut self, section: &Section) -> Vec<(QuantityId, f64)> {
        let mut set = Vec::new();
        for (name, entry) in inside(section, "numbers", self.log) {
            let Some(id) = self.world.register.find(&name) else {
                let names = self.world.register.all().iter();
                let fault = entry.as_key().fault("unknown number");
                self.log
                    .add_near(fault, &name, names.map(|it| it.name.as_str()));
                continue;
            };
            let (low, high) = self.world.register.get(id).bounds;
            let field = entry.number(self.log);
            let value = field.and_then(|it| it.between(self.log, low, high, ""));
            set.extend(value.map(|value| (id, value)));
        }
        set
    }

    /// Numbers of the register that are multiplied: one, or all whose names begin and end as what
    /// stands before and after a star.
    fn times(&mut self, section: &Section) -> Vec<(QuantityId, f64)> {
        let mut set = Vec::new();
        for (name, entry) in inside(section, "times", self.log) {
            let factor = entry
                .number(self.log)
                .and_then(|it| it.between(self.log, 0.0, 1e6, ""));
            let fits = |number: &str| match name.split_once('*') {
                Some((begin, end)) => {
                    number.len() >= begin.len() + end.len()
                        && number.starts_with(begin)
                        && number.ends_with(end)
                }
                None => number == name,
            };
            let all = self.world.register.all().iter().enumerate();
            let mut meant = all.filter(|(_, it)| fits(&it.name)).peekable();
            if meant.peek().is_none() {
                let names = self.world.register.all().iter();
                let fault = entry.as_key().fault("no number is called so");
                self.log
                    .add_near(fault, &name, names.map(|it| it.name.as_str()));
            }
            for (place, number) in meant {
                let (low, high) = number.bounds;
                let value = factor.map(|it| (number.value * it).clamp(low, high));
                set.extend(value.map(|it| (QuantityId::from(place), it)));
            }
        }
        set
    }
}

/// Entries of a table in a section with their whole names, whether written with quotation marks or
/// as tables in tables.
fn inside<'d>(section: &Section<'d>, key: &str, log: &mut Log) -> Vec<(String, Entry<'d>)> {
    let table = section.section(key, log);
    table.map_or(Vec::new(), |it| flat(&it, "", log))
}

fn flat<'d>(section: &Section<'d>, before: &str, log: &mut Log) -> Vec<(String, Entry<'d>)> {
    let mut list = Vec::new();
    for entry in section.entries() {
        let name = format!("{before}{}", entry.key);
        match entry.is_section().then(|| entry.section(log)).flatten() {
            Some(table) => list.extend(flat(&table, &format!("{name}."), log)),
            None => list.push((name, entry)),
        }
    }
    list
}

/// A side in words: its policy, and what it sets beside it.
fn label(section: &Section, log: &mut Log) -> String {
    let mut parts = Vec::new();
    for entry in section.entries() {
        match entry.key {
            POLICY => parts.insert(0, entry.field().text.into_owned()),
            ASKED => {}
            "without" => {
                let words = entry.list(log).unwrap_or_default();
                let words: Vec<_> = words
                    .iter()
                    .map(|it| it.field().text.into_owned())
                    .collect();
                parts.push(format!("without {}", words.join(", ")));
            }
            "change" => {
                let changes = entry.list(log).unwrap_or_default();
                let changes = changes.iter().filter_map(|it| it.section(log));
                parts.extend(changes.map(|it| dated(&it)).collect::<Vec<_>>());
            }
            key => {
                let sign = if key == "times" { " times " } else { " = " };
                for (name, entry) in inside(section, key, log) {
                    parts.push(format!("`{name}`{sign}{}", entry.field().text));
                }
            }
        }
    }
    parts.join("; ")
}

/// A dated change in words.
fn dated(change: &Section) -> String {
    let text = |key: &str| change.entry(key).map(|it| it.field().text.into_owned());
    let get = |key: &str| text(key).unwrap_or_default();
    let mut words = format!(
        "`{}` = {} from {}",
        get("name"),
        get("value"),
        get("effective")
    );
    for (key, before) in [
        ("expiry", "to"),
        ("announced", "announced"),
        ("told", "told as"),
        ("state", "in"),
        ("nationalities", "for"),
    ] {
        if let Some(value) = text(key) {
            words = format!("{words} {before} {value}");
        }
    }
    words
}
