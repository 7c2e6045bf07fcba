//! Factors: what a study varies, over which values, and how a value is put in force.

use crate::engine::{Rule, RunSpec};
use crate::ids::{QuantityId, StateId};
use crate::study::design::listed;
use crate::world::World;
use crate::world::policy::{Dial, Lever, LeverSetting, Policy};

/// Why a lever stands where it does.
const REASON: &str = "set by the study";

/// What a factor sets.
#[derive(Clone, Debug, PartialEq)]
pub enum Sets {
    /// A lever, everywhere or in one state, whatever dated changes say.
    Lever(Lever, Option<StateId>),
    /// A dial.
    Dial(Dial),
    /// A number of the register, in place of its value or draw.
    Parameter(QuantityId),
    /// How people decide.
    Rule,
    /// Numbers of the register together: a row of a table of draws.
    Posterior,
}

impl Sets {
    /// The word of the kind in files.
    pub fn kind(&self) -> &'static str {
        match self {
            Sets::Lever(..) => "lever",
            Sets::Dial(_) => "dial",
            Sets::Parameter(_) => "parameter",
            Sets::Rule => "rule",
            Sets::Posterior => "posterior",
        }
    }
}

/// The values that a factor takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Any number from low to high, all alike.
    Uniform(f64, f64),
    /// The range of a number of the register, by the law from which replications draw it: half below
    /// its value, half above.
    Register {
        /// Low end.
        low: f64,
        /// Stated value, the median.
        value: f64,
        /// High end.
        high: f64,
    },
    /// Listed numbers.
    Numbers(Vec<f64>),
    /// Listed rules.
    Rules(Vec<Rule>),
    /// Rows of a table of draws: values of [`Factor::drawn`].
    Draws(Vec<Vec<f64>>),
}

/// The value of a factor at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A rule.
    Rule(Rule),
    /// A row of a table of draws, from 0.
    Draw(usize),
}

impl Values {
    /// How many values are listed; none for a range.
    pub fn listed(&self) -> Option<usize> {
        match self {
            Values::Uniform(..) | Values::Register { .. } => None,
            Values::Numbers(list) => Some(list.len()),
            Values::Rules(list) => Some(list.len()),
            Values::Draws(list) => Some(list.len()),
        }
    }

    /// The value at a coordinate in [0, 1].
    pub fn at(&self, at: f64) -> Value {
        match self {
            Values::Uniform(low, high) => Value::Number(low + at * (high - low)),
            Values::Register { low, value, high } => Value::Number(if at < 0.5 {
                low + (value - low) * 2.0 * at
            } else {
                value + (high - value) * (2.0 * at - 1.0)
            }),
            Values::Numbers(list) => Value::Number(list[listed(at, list.len())]),
            Values::Rules(list) => Value::Rule(list[listed(at, list.len())]),
            Values::Draws(list) => Value::Draw(listed(at, list.len())),
        }
    }

    /// Lowest and highest number; none where values are no numbers.
    pub fn ends(&self) -> Option<(f64, f64)> {
        match self {
            Values::Uniform(low, high) | Values::Register { low, high, .. } => Some((*low, *high)),
            Values::Numbers(list) => Some(
                list.iter()
                    .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &it| {
                        (low.min(it), high.max(it))
                    }),
            ),
            Values::Rules(_) | Values::Draws(_) => None,
        }
    }
}

/// What a study varies.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Name of its column: the lever, `STATE.lever`, the dial, the number, `rule` or `posterior`.
    pub name: String,
    /// What it sets.
    pub sets: Sets,
    /// Its values.
    pub values: Values,
    /// Numbers that a row of a table of draws sets; empty for other kinds.
    pub drawn: Vec<QuantityId>,
}

impl Factor {
    /// Puts a value in force.
    pub fn apply(&self, value: Value, policy: &mut Policy, spec: &mut RunSpec) {
        match (&self.sets, value) {
            (Sets::Lever(lever, state), Value::Number(value)) => {
                policy.settings.push(LeverSetting {
                    lever: *lever,
                    state: *state,
                    value,
                    reason: REASON.to_owned(),
                    source: String::new(),
                    held: true,
                });
            }
            (Sets::Dial(dial), Value::Number(value)) => policy.dials[*dial as usize] = Some(value),
            (Sets::Parameter(id), Value::Number(value)) => spec.overrides.push((*id, value)),
            (_, Value::Rule(rule)) => spec.rule = rule,
            (_, Value::Draw(row)) => {
                if let Values::Draws(rows) = &self.values {
                    let drawn = self.drawn.iter().copied().zip(rows[row].iter().copied());
                    spec.overrides.extend(drawn);
                }
            }
            (Sets::Rule | Sets::Posterior, Value::Number(_)) => {}
        }
    }

    /// Unit of its numbers, in words; empty where they are none.
    pub fn unit<'a>(&self, world: &'a World) -> &'a str {
        match &self.sets {
            Sets::Lever(lever, _) => world
                .levers
                .iter()
                .find(|row| row.lever == *lever)
                .map_or("", |row| row.unit.as_str()),
            Sets::Dial(_) => "position of the dial, 0 to 1",
            Sets::Parameter(id) => world.register.get(*id).unit.name(),
            Sets::Rule | Sets::Posterior => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_range_is_met_as_replications_draw_it() {
        let values = Values::Register {
            low: 0.0,
            value: 1.0,
            high: 11.0,
        };
        let number = |at| match values.at(at) {
            Value::Number(number) => number,
            other => panic!("{other:?}"),
        };
        for (at, expected) in [
            (0.0, 0.0),
            (0.25, 0.5),
            (0.5, 1.0),
            (0.75, 6.0),
            (1.0, 11.0),
        ] {
            assert!((number(at) - expected).abs() < 1e-12, "{at}");
        }
        assert_eq!(values.ends(), Some((0.0, 11.0)));
    }

    #[test]
    fn listed_values_share_the_line() {
        let values = Values::Rules(vec![Rule::Prospect, Rule::Crowd]);
        assert_eq!(values.at(0.49), Value::Rule(Rule::Prospect));
        assert_eq!(values.at(1.0), Value::Rule(Rule::Crowd));
        assert_eq!((values.listed(), values.ends()), (Some(2), None));
    }
}
