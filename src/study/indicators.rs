//! From the tally of a replication to the values of its indicators.

use super::catalogue::{self, Definition, Denominator};
use super::values::List;
use crate::observe::Tally;
use crate::world::World;
use crate::world::policy::Policy;

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

/// The values of one indicator, by replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Which indicator.
    pub key: Key,
    /// Its value in each replication.
    pub values: Vec<Option<f64>>,
}

/// The indicators of one policy over all replications.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The policy.
    pub policy: Policy,
    /// The indicators.
    pub series: Vec<Series>,
}

impl Outcome {
    /// An outcome without replications.
    pub fn new(policy: Policy) -> Self {
        Self {
            policy,
            series: Vec::new(),
        }
    }

    /// Adds the next replication. Every replication must come from the same world.
    pub fn add(&mut self, indicators: Vec<Indicator>) {
        if self.series.is_empty() {
            self.series = indicators
                .into_iter()
                .map(|Indicator { key, value }| Series {
                    key,
                    values: vec![value],
                })
                .collect();
        } else {
            for (series, indicator) in self.series.iter_mut().zip(indicators) {
                series.values.push(indicator.value);
            }
        }
    }

    /// The values of an indicator for everyone, everywhere.
    pub fn total(&self, code: &str, denominator: Denominator) -> Option<&Series> {
        self.series.iter().find(|series| {
            series.key.code == code
                && series.key.denominator == denominator
                && series.key.is_total()
        })
    }
}

/// The indicators of a replication, always in the same order.
pub fn indicators(world: &World, tally: &Tally, scale: f64) -> Vec<Indicator> {
    let mut list = List::new(world, tally, scale);
    list.flows();
    list.harms();
    list.abandonment();
    list.protection();
    list.protection_by_state();
    list.solutions();
    list.spending();
    list.rights();
    list.standings();
    list.journey();
    list.record();
    list.trust_and_services();
    list.market();
    list.equity();
    list.values
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
        for definition in catalogue::ALL {
            for &denominator in definition.denominators {
                let found = list.iter().filter(|it| {
                    it.key.code == definition.code
                        && it.key.denominator == denominator
                        && it.key.is_total()
                });
                assert_eq!(
                    found.count(),
                    1,
                    "{} {}",
                    definition.code,
                    denominator.name()
                );
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
