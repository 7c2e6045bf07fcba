//! The responsibility-sharing fund: money pooled by states goes to those that carry more than their
//! share.
//!
//! Load is the people a state received and the claims made in it over a month; capacity is half its
//! share of population, half its share of output. Money goes by the gap between the two, the
//! published rule of the fund. Untied money buys decisions; money tied to standards buys better
//! registration and grants.
//!
//! Source: the rule is a choice; what money buys is assumed (`protection.fund_*`). Limit: money
//! takes a month; states pay whatever they pooled.

use super::conditions::Conditions;
use super::mechanism::Mechanism;
use crate::ids::{QuantityId, StateId};
use crate::world::World;
use crate::world::policy::Lever;
use crate::world::register::Setting;
use crate::world::vocabulary::{Parameter, StateQuantity};

/// What states carry and can carry.
#[derive(Clone, Debug)]
pub struct Fund {
    /// People received and claims made since the last look, by state.
    load: Vec<f64>,
    /// Load beyond the share, relative to it, by state: 0 to 1.
    gaps: Vec<f64>,
}

impl Fund {
    /// A fund that has seen nothing.
    pub fn new(world: &World) -> Self {
        Self {
            load: vec![0.0; world.states.len()],
            gaps: vec![0.0; world.states.len()],
        }
    }

    /// A state receives people or takes in their claim.
    pub fn note_load(&mut self, state: StateId, people: f64) {
        self.load[state.index()] += people;
    }

    /// Looks at what states carried since the last look.
    pub fn look(&mut self, world: &World, conditions: &Conditions) {
        let capacity = capacity_shares(&sizes(world), &conditions.setting);
        let all: f64 = self.load.iter().sum();
        for (state, load) in self.load.iter_mut().enumerate() {
            let share = if all > 0.0 { *load / all } else { 0.0 };
            let able = capacity[state];
            self.gaps[state] = if able > 0.0 {
                ((share - able) / able).clamp(0.0, 1.0)
            } else {
                0.0
            };
            *load = 0.0;
        }
    }

    fn pooled(&self, conditions: &Conditions, state: StateId) -> (f64, f64) {
        if !conditions.works(Mechanism::Fund) {
            return (0.0, 0.0);
        }
        let pooled = conditions.corridor_wide(Lever::ResponsibilityFund) * self.gaps[state.index()];
        let tied = conditions.corridor_wide(Lever::FundConditionality);
        (pooled * (1.0 - tied), pooled * tied)
    }

    /// Multiplier of the decisions of a state.
    pub fn capacity(&self, world: &World, conditions: &Conditions, state: StateId) -> f64 {
        let (untied, _) = self.pooled(conditions, state);
        1.0 + conditions.parameter(world, Parameter::FundCapacity) * untied
    }

    /// Multiplier of registration and of the odds of grants in a state.
    pub fn standards(&self, world: &World, conditions: &Conditions, state: StateId) -> f64 {
        let (_, tied) = self.pooled(conditions, state);
        1.0 + conditions.parameter(world, Parameter::FundStandards) * tied
    }
}

/// Share of every state in the capacity of all to carry: half population, half output. A state is given
/// by its population and its output per head.
pub fn capacity_shares(states: &[[Option<QuantityId>; 2]], setting: &Setting) -> Vec<f64> {
    let number = |id: Option<QuantityId>| id.map_or(0.0, |id| setting.get(id));
    let people: Vec<f64> = states.iter().map(|[people, _]| number(*people)).collect();
    let output: Vec<f64> = states
        .iter()
        .zip(&people)
        .map(|([_, output], people)| people * number(*output))
        .collect();
    let share = |list: &[f64], at: usize| {
        let all: f64 = list.iter().sum();
        if all > 0.0 { list[at] / all } else { 0.0 }
    };
    (0..states.len())
        .map(|at| f64::midpoint(share(&people, at), share(&output, at)))
        .collect()
}

/// Population and output per head of every state.
pub fn sizes(world: &World) -> Vec<[Option<QuantityId>; 2]> {
    world
        .states
        .iter()
        .map(|state| {
            [StateQuantity::Population, StateQuantity::Gdp].map(|which| state.quantity(which))
        })
        .collect()
}
