//! What policies set, in words.

use std::collections::BTreeSet;

use super::describe::sources;
use crate::ids::StateId;
use crate::output::number::plain;
use crate::world::World;
use crate::world::policy::{LeverRow, LeverSetting, Policy};
use crate::world::schedule::{Change, Magnitude, Target};

/// What a policy says of a lever, one fact a line: its value everywhere and where that comes from,
/// the states in which it differs, and the dated changes that move it.
pub fn of_lever(world: &World, policy: &Policy, row: &LeverRow) -> Vec<String> {
    let own = || policy.settings.iter().filter(|it| it.lever == row.lever);
    let everywhere = own().rev().find(|it| it.state.is_none());
    let mut said = vec![everywhere.map_or_else(
        || {
            let value = plain(row.at_dials(policy.dials));
            match row
                .dial
                .and_then(|dial| Some((dial, policy.dials[dial as usize]?)))
            {
                Some((dial, at)) => format!("{value} ({} {})", dial.name(), plain(at)),
                None => format!("{value} (the reference)"),
            }
        },
        |it| setting(world, it),
    )];
    said.extend(
        own()
            .filter(|it| it.state.is_some())
            .map(|it| setting(world, it)),
    );
    let held = everywhere.is_some_and(|it| it.held);
    let moved = policy
        .dated(world)
        .into_iter()
        .filter(|it| match it.target {
            Target::Lever(lever) => lever == row.lever && !held,
            Target::Dial(dial) => row.dial == Some(dial) && everywhere.is_none(),
            _ => false,
        });
    said.extend(moved.map(|it| format!("{} [{}]", change(world, it), it.id)));
    said
}

/// A setting of a lever: where, its value, why and from which document.
fn setting(world: &World, it: &LeverSetting) -> String {
    let place = state(world, it.state.map(StateId::index));
    let held = if it.held { ", whatever the date" } else { "" };
    let reason = if it.reason.is_empty() {
        String::new()
    } else {
        format!(" ({})", it.reason)
    };
    let source = if it.source.is_empty() {
        String::new()
    } else {
        format!(" [{}]", it.source)
    };
    format!("{}{place}{held}{reason}{source}", plain(it.value))
}

fn state(world: &World, position: Option<usize>) -> String {
    position.map_or(String::new(), |it| format!(" in {}", world.states[it].code))
}

/// The documents that settings come from, one a line.
pub fn documents<'a>(world: &World, settings: impl Iterator<Item = &'a LeverSetting>) -> String {
    let keys: BTreeSet<&str> = settings.map(|it| it.source.as_str()).collect();
    let keys: Vec<&str> = keys.into_iter().collect();
    sources(world, &keys.join(";"))
}

/// What a change sets.
pub fn target(world: &World, change: &Change) -> String {
    match change.target {
        Target::Lever(lever) => lever.name().to_owned(),
        Target::Dial(dial) => format!("the dial {}", dial.name()),
        Target::Gate(gate) => format!("the gate {}", world.gates[gate.index()].id),
        Target::Capacity(capacity) => {
            format!("the capacity {}", world.capacities[capacity.index()].id)
        }
        Target::Departures => "departures".to_owned(),
    }
}

/// How large a change is, with its range.
pub fn size(world: &World, change: &Change) -> String {
    let value = match change.value {
        Magnitude::Set(value) => plain(value),
        Magnitude::Registered(id) => {
            let it = world.register.get(id);
            format!(
                "{} ({} to {})",
                plain(it.value),
                plain(it.low),
                plain(it.high)
            )
        }
    };
    match change.target {
        Target::Capacity(_) => format!("times {value}"),
        Target::Departures => format!("{value} log points"),
        _ => value,
    }
}

/// For whom a change holds: codes of nationalities, or everyone.
pub fn whom(world: &World, change: &Change) -> String {
    let Some(reached) = &change.nationalities else {
        return "everyone".to_owned();
    };
    let nationalities = world.nationalities.iter().zip(reached);
    let codes: Vec<&str> = nationalities
        .filter(|(_, reached)| **reached)
        .map(|(it, _)| it.code.as_str())
        .collect();
    codes.join(", ")
}

/// A change in one line: its size, where and for whom, and when.
pub fn change(world: &World, it: &Change) -> String {
    let place = state(world, it.state.map(StateId::index));
    let whom = match it.nationalities {
        Some(_) => format!(" for {}", whom(world, it)),
        None => String::new(),
    };
    let until = it
        .expiry
        .map_or(String::new(), |date| format!(" until {date}"));
    format!(
        "{}{place}{whom} from {}{until}",
        size(world, it),
        it.effective
    )
}
