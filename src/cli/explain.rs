//! `explain`: what a name means.

use super::args::CorridorArgs;
use super::describe::{dial, dials, sources, value};
use super::failure::Failure;
use super::world::{self, nearest};
use crate::output::number::plain;
use crate::output::report::assumed;
use crate::output::text::{WIDTH, wrap};
use crate::study::catalogue::{self, Definition};
use crate::world::World;
use crate::world::network::Gate;
use crate::world::policy::{LeverRow, Policy};
use crate::world::register::Quantity;

/// Explains every lever, number, indicator, policy and gate of this name.
pub fn explain(name: &str, corridor: &CorridorArgs) -> Result<String, Failure> {
    let world = world::open(corridor)?;
    let same = |other: &str| other.eq_ignore_ascii_case(name);
    let mut found = Vec::new();
    found.extend(world.levers.iter().filter(|it| same(&it.name)).map(lever));
    found.extend(
        world
            .register
            .all()
            .iter()
            .filter(|it| same(&it.name))
            .map(|it| number(&world, it)),
    );
    found.extend(
        catalogue::ALL
            .iter()
            .filter(|it| same(it.code) || same(it.name))
            .map(|it| indicator(&world, it)),
    );
    found.extend(
        world
            .policies
            .iter()
            .filter(|it| same(&it.name))
            .map(|it| policy(&world, it)),
    );
    found.extend(
        world
            .gates
            .iter()
            .filter(|it| same(&it.id))
            .map(|it| gate(&world, it)),
    );
    if found.is_empty() {
        return Err(Failure::Input(unknown(&world, name)));
    }
    Ok(found.join("\n"))
}

fn unknown(world: &World, name: &str) -> String {
    let names = world
        .levers
        .iter()
        .map(|it| it.name.as_str())
        .chain(world.register.all().iter().map(|it| it.name.as_str()))
        .chain(catalogue::ALL.iter().flat_map(|it| [it.code, it.name]))
        .chain(world.policies.iter().map(|it| it.name.as_str()))
        .chain(world.gates.iter().map(|it| it.id.as_str()));
    match nearest(name, names) {
        Some(near) => format!("nothing is called `{name}`; did you mean `{near}`?"),
        None => format!(
            "nothing is called `{name}`; `corredor list` shows policies, levers, indicators and parameters"
        ),
    }
}

/// A heading and its facts, each on lines of its own; facts without text are left out.
fn entry(heading: &str, facts: &[(&str, String)]) -> String {
    let mut text = format!("{heading}\n");
    for (label, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let lead = if label.is_empty() {
            String::new()
        } else {
            format!("{label}: ")
        };
        for (line, part) in fact.lines().enumerate() {
            let part = if line == 0 {
                format!("{lead}{part}")
            } else {
                part.to_owned()
            };
            text.push_str(&wrap(&part, WIDTH, if line == 0 { "  " } else { "    " }));
        }
    }
    text
}

fn lever(row: &LeverRow) -> String {
    let effect = if row.modelled.is_some() {
        ""
    } else {
        "no rule reads it yet: it has no effect"
    };
    entry(
        &format!("{}: a lever ({})", row.name, row.group),
        &[
            ("", row.note.clone()),
            ("unit", row.unit.clone()),
            ("range", format!("{} to {}", plain(row.min), plain(row.max))),
            ("reference", plain(row.reference)),
            ("dial", dial(row)),
            ("effect", effect.to_owned()),
        ],
    )
}

fn number(world: &World, quantity: &Quantity) -> String {
    let drawn = if quantity.grade.is_drawn() {
        "drawn from its range in every replication, unless --fixed-parameters is given"
    } else {
        "used at its value"
    };
    entry(
        &format!("{}: a number of the corridor", quantity.name),
        &[
            ("", quantity.what.clone()),
            ("value (range) unit", value(quantity)),
            ("status", quantity.status.name().to_owned()),
            ("grade", format!("{}, {drawn}", quantity.grade.letter())),
            ("source", sources(world, &quantity.source)),
        ],
    )
}

fn indicator(world: &World, definition: &Definition) -> String {
    let denominators: Vec<&str> = definition.denominators.iter().map(|by| by.name()).collect();
    let families: Vec<String> = definition
        .roots
        .iter()
        .map(|root| format!("{root}*"))
        .collect();
    let count = assumed(world, definition.code);
    entry(
        &format!("{}: an indicator, {}", definition.code, definition.name),
        &[
            ("", definition.what.to_owned()),
            ("given as", denominators.join(", ")),
            (
                "hangs chiefly on",
                format!("{}; {count} of these are of grade D", families.join(", ")),
            ),
        ],
    )
}

fn policy(world: &World, policy: &Policy) -> String {
    let levers: Vec<String> = policy
        .settings
        .iter()
        .map(|it| {
            let state = it.state.map_or(String::new(), |id| {
                format!(" in {}", world.states[id.index()].code)
            });
            let reason = if it.reason.is_empty() {
                String::new()
            } else {
                format!(" ({})", it.reason)
            };
            format!("{}{state} = {}{reason}", it.lever.name(), plain(it.value))
        })
        .collect();
    let gates: Vec<String> = world
        .gates
        .iter()
        .zip(&policy.gates)
        .filter(|(gate, open)| gate.reference_open != **open)
        .map(|(gate, &open)| format!("{} {}", gate.id, if open { "open" } else { "closed" }))
        .collect();
    entry(
        &format!("{}: a policy, {}", policy.name, policy.title),
        &[
            ("", policy.description.clone()),
            ("dials", dials(policy)),
            ("levers set directly", levers.join("\n")),
            ("gates unlike the reference", gates.join(", ")),
        ],
    )
}

fn gate(world: &World, gate: &Gate) -> String {
    let date =
        |date: Option<jiff::civil::Date>| date.map_or(String::new(), |date| date.to_string());
    let admitted: Vec<&str> = world
        .nationalities
        .iter()
        .zip(&gate.admits)
        .filter(|(_, admits)| **admits)
        .map(|(it, _)| it.code.as_str())
        .collect();
    let admits = if admitted.len() == world.nationalities.len() {
        "all nationalities".to_owned()
    } else {
        admitted.join(", ")
    };
    let links: Vec<&str> = world
        .links
        .iter()
        .filter(|link| {
            link.gate
                .is_some_and(|id| world.gates[id.index()].id == gate.id)
        })
        .map(|link| link.id.as_str())
        .collect();
    entry(
        &format!("{}: a gate ({})", gate.id, gate.kind.name()),
        &[
            ("", gate.what.clone()),
            (
                "reference",
                if gate.reference_open {
                    "open"
                } else {
                    "closed"
                }
                .to_owned(),
            ),
            ("opened", date(gate.opens)),
            ("closed", date(gate.closes)),
            ("admits", admits),
            ("links", links.join(", ")),
        ],
    )
}
