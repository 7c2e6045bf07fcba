//! `explain`: what a name means.

use super::args::CorridorArgs;
use super::describe::{dial, dials, differs_by, sources, value};
use super::failure::Failure;
use super::settings;
use super::world::{self, nearest};
use crate::engine::{Mechanism, Rule};
use crate::measures::{Definition, catalogue};
use crate::output::number::plain;
use crate::output::text::{WIDTH, wrap};
use crate::world::World;
use crate::world::network::Gate;
use crate::world::policy::{LeverRow, Policy};
use crate::world::register::Quantity;
use crate::world::schedule::{Change, Magnitude};

/// Explains every lever, number, indicator, policy, gate, dated change, mechanism and rule of this
/// name.
pub fn explain(name: &str, corridor: &CorridorArgs) -> Result<String, Failure> {
    let world = world::open(corridor)?;
    let named = named(&world);
    let found = named.iter().filter(|(it, _)| it.eq_ignore_ascii_case(name));
    let found: Vec<String> = found.map(|(_, explain)| explain()).collect();
    if found.is_empty() {
        let names = named.iter().map(|(it, _)| *it);
        return Err(Failure::Input(match nearest(name, names) {
            Some(near) => format!("nothing is called `{name}`; did you mean `{near}`?"),
            None => format!(
                "nothing is called `{name}`; `corredor list` shows policies, levers, indicators, parameters, mechanisms and rules"
            ),
        }));
    }
    Ok(found.join("\n"))
}

/// A name and what explains it.
type Named<'a> = (&'a str, Box<dyn Fn() -> String + 'a>);

/// Everything that has a name.
fn named(world: &World) -> Vec<Named<'_>> {
    fn of<'a, T: Copy + 'a>(
        world: &'a World,
        all: impl IntoIterator<Item = T> + 'a,
        name: fn(T) -> &'a str,
        explain: fn(&World, T) -> String,
    ) -> impl Iterator<Item = Named<'a>> {
        all.into_iter()
            .map(move |it| -> Named<'a> { (name(it), Box::new(move || explain(world, it))) })
    }
    let mut all: Vec<Named<'_>> = Vec::new();
    all.extend(of(world, &world.levers, LeverRow::name, lever));
    all.extend(of(world, world.register.all(), |it| &it.name, number));
    all.extend(of(world, catalogue::all(), |it| it.code, indicator));
    all.extend(of(world, catalogue::all(), |it| it.name, indicator));
    all.extend(of(world, &world.policies, |it| &it.name, policy));
    all.extend(of(world, &world.gates, |it| &it.id, gate));
    all.extend(of(world, changes(world), |it| &it.id, dated));
    all.extend(of(world, Mechanism::ALL, Mechanism::name, mechanism));
    all.extend(of(world, Rule::ALL, Rule::name, rule));
    all
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

/// Every dated change: those of the timeline, then those of policies.
fn changes(world: &World) -> impl Iterator<Item = &Change> {
    let own = world.policies.iter().flat_map(|policy| &policy.changes);
    world.timeline.iter().chain(own)
}

fn lever(world: &World, row: &LeverRow) -> String {
    let under: Vec<String> = world
        .policies
        .iter()
        .map(|policy| {
            let said = settings::of_lever(world, policy, row);
            format!("{}: {}", policy.name, said.join("; "))
        })
        .collect();
    let policies = world.policies.iter();
    let set = policies.flat_map(|policy| &policy.settings);
    let set = set.filter(|it| it.lever == row.lever);
    entry(
        &format!("{}: a lever ({})", row.name(), row.group),
        &[
            ("", row.note.clone()),
            ("unit", row.unit.clone()),
            ("range", format!("{} to {}", plain(row.min), plain(row.max))),
            ("reference", plain(row.reference)),
            ("from", origin(world, row.name())),
            ("dial", dial(row)),
            ("differs by", differs_by(row.lever.scope()).to_owned()),
            ("under each policy", below(&under)),
            ("sources", settings::documents(world, set)),
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
            ("from", origin(world, &quantity.name)),
        ],
    )
}

/// That a lever or a number is a default, if it is.
fn origin(world: &World, name: &str) -> String {
    let said = "the defaults, as the corridor gives none";
    let default = world.defaults.iter().find(|it| **it == name);
    default.map_or_else(String::new, |_| said.to_owned())
}

fn indicator(world: &World, definition: &Definition) -> String {
    let denominators: Vec<&str> = definition.denominators.iter().map(|by| by.name()).collect();
    let families: Vec<String> = definition
        .basis
        .families
        .iter()
        .map(|root| format!("{root}*"))
        .collect();
    let count = definition.assumed(world);
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
    let levers: Vec<String> = world
        .levers
        .iter()
        .map(|row| {
            let said = settings::of_lever(world, policy, row);
            format!("{} = {}", row.name(), said.join("; "))
        })
        .collect();
    let gates: Vec<String> = world
        .gates
        .iter()
        .zip(&policy.gates)
        .map(|(gate, set)| {
            let open = |open| if open { "open" } else { "closed" };
            match set {
                Some(set) => format!("{} {}", gate.id, open(*set)),
                None if policy.timeline => format!("{} by its dates", gate.id),
                None => format!("{} {} (the reference)", gate.id, open(gate.reference_open)),
            }
        })
        .collect();
    let changes = policy.dated(world).into_iter().map(|change| {
        let (target, change_of) = (
            settings::target(world, change),
            settings::change(world, change),
        );
        format!("{}: {target} {change_of}", change.id)
    });
    let changes: Vec<String> = changes.collect();
    entry(
        &format!("{}: a policy, {}", policy.name, policy.title),
        &[
            ("", policy.description.clone()),
            ("dials", dials(policy)),
            ("levers", below(&levers)),
            ("gates", below(&gates)),
            ("dated changes", below(&changes)),
            (
                "sources",
                settings::documents(world, policy.settings.iter()),
            ),
        ],
    )
}

/// Lines below their label; nothing if there are none.
fn below(lines: &[String]) -> String {
    let lines = lines.join("\n");
    if lines.is_empty() {
        lines
    } else {
        format!("\n{lines}")
    }
}

fn dated(world: &World, change: &Change) -> String {
    let quantity = match change.value {
        Magnitude::Registered(id) => Some(world.register.get(id)),
        Magnitude::Set(_) => None,
    };
    let of_quantity = |fact: &dyn Fn(&Quantity) -> String| quantity.map_or(String::new(), fact);
    let days = |days: u32| match days {
        0 => String::new(),
        days => format!("after {days} days"),
    };
    let state = change.state.map(|it| &world.states[it.index()].code);
    entry(
        &format!("{}: a dated change", change.id),
        &[
            ("", change.note.clone()),
            ("sets", settings::target(world, change)),
            ("to", settings::size(world, change)),
            ("told to be", change.told.map_or(String::new(), plain)),
            ("where", state.map_or("everywhere".to_owned(), Clone::clone)),
            ("for", settings::whom(world, change)),
            ("announced", change.announced.to_string()),
            ("takes effect", change.effective.to_string()),
            ("in full", days(change.ramp_days)),
            (
                "until",
                change.expiry.map_or(String::new(), |date| date.to_string()),
            ),
            ("status", of_quantity(&|it| it.status.name().to_owned())),
            ("grade", of_quantity(&|it| it.grade.letter().to_owned())),
            ("source", of_quantity(&|it| sources(world, &it.source))),
        ],
    )
}

fn mechanism(_: &World, it: Mechanism) -> String {
    entry(
        &format!("{}: a mechanism", it.name()),
        &[
            ("", it.what().to_owned()),
            ("switch it off", format!("--without {}", it.name())),
        ],
    )
}

fn rule(_: &World, it: Rule) -> String {
    entry(
        &format!("{}: a decision rule", it.name()),
        &[
            ("", it.what().to_owned()),
            ("use it", format!("--rule {}", it.name())),
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
