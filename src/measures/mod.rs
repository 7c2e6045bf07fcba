//! Indicators: what they are, and their values in a replication.

pub mod catalogue;
mod denominator;
mod equity;
mod flow;
mod harm;
mod left_behind;
mod money;
mod period;
mod protection;
mod record;
mod rights;
mod target;
mod view;

pub use catalogue::{Better, Definition, Shown, Theme};
pub use denominator::Denominator;
pub(crate) use harm::DEATHS;
pub(crate) use view::ratio;

use crate::observe::{Group, Tally};
use crate::world::World;
use view::View;

/// Which indicator a value belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Code.
    pub code: &'static str,
    /// What it is divided by.
    pub denominator: Denominator,
    /// What the group is formed by.
    pub group_dim: &'static str,
    /// The group.
    pub group: String,
    /// The state, or `all`.
    pub state: String,
}

impl Key {
    /// The definition of the indicator.
    pub fn definition(&self) -> Option<&'static Definition> {
        catalogue::find(self.code)
    }

    /// Whether it is this indicator by the denominator of this name, for everyone, everywhere.
    pub fn is(&self, code: &str, by: &str) -> bool {
        self.code == code && self.denominator.name() == by && self.is_total()
    }

    /// Whether the value is for everyone, everywhere.
    pub fn is_total(&self) -> bool {
        self.group_dim == "all" && self.state == "all"
    }
}

/// A value of an indicator in one replication; none where its denominator is zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Which indicator.
    pub key: Key,
    /// Its value.
    pub value: Option<f64>,
}

impl Definition {
    /// Its value for everyone, everywhere, by one of its denominators.
    pub fn value(&self, world: &World, tally: &Tally, scale: f64, by: Denominator) -> Option<f64> {
        (self.value)(&View::new(world, tally, scale), by)
    }
}

/// The indicators of a replication, always in the same order.
pub fn indicators(world: &World, tally: &Tally, scale: f64) -> Vec<Indicator> {
    let everyone = View::new(world, tally, scale);
    each(world, |definition, group, state, by| {
        let view = View {
            nationality: group.nationality,
            gender: group.gender,
            age: group.age,
            state,
            ..everyone
        };
        Indicator {
            key: key(world, definition, group, state, by),
            value: (definition.value)(&view, by),
        }
    })
}

/// The keys of the indicators of every replication, in the order of [`indicators`].
pub fn keys(world: &World) -> Vec<Key> {
    each(world, |definition, group, state, by| {
        key(world, definition, group, state, by)
    })
}

fn key(
    world: &World,
    definition: &Definition,
    group: &Group,
    state: Option<usize>,
    denominator: Denominator,
) -> Key {
    let state = state.map_or("all", |it| world.states[it].code.as_str());
    Key {
        code: definition.code,
        denominator,
        group_dim: group.dimension,
        group: group.name.clone(),
        state: state.to_owned(),
    }
}

/// Goes through every indicator, its groups, then states, and its denominators there.
fn each<T>(
    world: &World,
    make: impl Fn(&'static Definition, &Group, Option<usize>, Denominator) -> T,
) -> Vec<T> {
    let (groups, everyone) = (Group::list(world), Group::all());
    let mut found = Vec::new();
    for definition in catalogue::all() {
        let denominators = definition.denominators.iter().copied();
        for group in groups.iter().filter(|it| definition.covers.group(it)) {
            let values = denominators.clone();
            found.extend(values.map(|by| make(definition, group, None, by)));
        }
        let states = if definition.covers.states() {
            0..world.states.len()
        } else {
            0..0
        };
        for state in states {
            let values = denominators.clone().filter(|by| by.in_state());
            found.extend(values.map(|by| make(definition, &everyone, Some(state), by)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    #[test]
    fn every_defined_indicator_has_values_in_its_denominators_and_no_other() {
        let world = fixture::world();
        let spec = fixture::spec(&world, 0.5);
        let list = indicators(&world, &Tally::new(&world, &spec), spec.scale);
        for definition in catalogue::all() {
            for &denominator in definition.denominators {
                let (code, by) = (definition.code, denominator.name());
                let found = list.iter().filter(|it| it.key.is(code, by));
                assert_eq!(found.count(), 1, "{code} {by}");
            }
        }
        for indicator in &list {
            let definition = indicator.key.definition().unwrap();
            assert!(
                definition.denominators.contains(&indicator.key.denominator),
                "{:?}",
                indicator.key
            );
        }
    }
}
