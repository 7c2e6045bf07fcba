//! The indicators of a policy over its replications.

use crate::measures::{Denominator, Indicator, Key};
use crate::world::policy::Policy;

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
        let mut series = self.series.iter();
        series.find(|it| it.key.is(code, denominator.name()))
    }
}
