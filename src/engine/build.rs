//! What a replication starts with.

use super::calendar_queue::CalendarQueue;
use super::choice::{ChoiceTables, Situation};
use super::conditions::draw_setting;
use super::event::{Moment, Observer};
use super::fund::Fund;
use super::information::Information;
use super::laws::travel::TravelLaw;
use super::ledger::Ledger;
use super::market::Market;
use super::pathways::Pathways;
use super::queue::Queue;
use super::regime::PolicyRegime;
use super::routes::Routes;
use super::slots::Slots;
use super::state::Sim;
use super::usage::Usage;
use super::{Counts, RunSpec};
use crate::ids::{NationalityId, StateId};
use crate::rng::Draws;
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::policy::{Lever, Policy};
use crate::world::register::Setting;
use crate::world::vocabulary::{Parameter, StateQuantity};

/// What is known of a replication before its first day.
pub(super) struct Start<'a> {
    world: &'a World,
    draws: Draws,
    routes: Routes,
    /// The days of the window.
    pub calendar: Calendar,
    /// What holds under the policy, stretch after stretch.
    pub regimes: Vec<PolicyRegime>,
}

impl<'a> Start<'a> {
    /// Draws the numbers of a replication and resolves the policy for all its days.
    pub fn new(world: &'a World, policy: &Policy, spec: &RunSpec, replication: u32) -> Self {
        let draws = Draws::new(spec.seed, replication);
        let mut setting = if spec.fixed_parameters {
            world.register.fixed()
        } else {
            draw_setting(world, draws)
        };
        for &(id, value) in &spec.overrides {
            setting.set(id, value);
        }
        let day_value = world.parameter(Parameter::ValueOfTime);
        let routes = Routes::new(world, world.register.fixed().get(day_value));
        let calendar = Calendar::new(spec.from, spec.to);
        Self {
            world,
            draws,
            regimes: regimes(world, &routes, policy, &setting, spec, &calendar),
            routes,
            calendar,
        }
    }

    /// The state of the replication before its first day.
    pub fn sim<'b, O: Observer>(
        &'b self,
        policy: &Policy,
        spec: &RunSpec,
        observer: &'b mut O,
    ) -> Sim<'b, O> {
        let Self {
            world,
            draws,
            ref routes,
            ref calendar,
            ref regimes,
        } = *self;
        let regime = &regimes[0];
        let conditions = &regime.conditions;
        let market = Market::new(world, conditions);
        Sim {
            world,
            routes,
            regime,
            travel: world
                .links
                .iter()
                .map(|link| TravelLaw::new(link.days))
                .collect(),
            tables: ChoiceTables::new(world, routes),
            situation: Situation {
                rainy: false,
                queue_days: vec![0.0; world.links.len()],
                claim_days: vec![0.0; world.states.len()],
                crowd: vec![0.0; world.arcs()],
                closures: conditions.closures().to_vec(),
                pools: Vec::new(),
                market: market.clone(),
            },
            crowd: vec![0.0; world.arcs()],
            closures_told: conditions.closures().to_vec(),
            information: Information::new(world, policy, conditions, calendar),
            market: market.clone(),
            fund: Fund::new(world),
            received: vec![Usage::default(); world.states.len()],
            service_odds: vec![0.0; world.states.len()],
            news: true,
            solved_today: false,
            draws,
            scale: spec.scale,
            people: Vec::new(),
            parties: Vec::new(),
            slots: Slots::new(world.nationalities.len()),
            records: Vec::new(),
            calendar: CalendarQueue::new(calendar.days()),
            ledger: Ledger::new(world.nationalities.len()),
            queues: capacity_queues(world, regime, spec.scale),
            claims: claim_queues(world, regime, spec.scale),
            removal_credit: 0.0,
            pathways: Pathways::new(world, &conditions.setting, &draws),
            home_states: (0..world.nationalities.len())
                .map(|index| world.home_state(NationalityId::from(index)))
                .collect(),
            traffic: [vec![0; world.arcs()], vec![0; world.arcs()]],
            week: vec![0; world.arcs()],
            today: Moment {
                day: 0,
                month: 0,
                rainy: false,
            },
            observer,
            counts: Counts::default(),
            person_days: 0.0,
        }
    }
}

fn regimes(
    world: &World,
    routes: &Routes,
    policy: &Policy,
    setting: &Setting,
    spec: &RunSpec,
    calendar: &Calendar,
) -> Vec<PolicyRegime> {
    let mut regimes: Vec<PolicyRegime> = Vec::new();
    for day in policy.days_of_change(world, calendar) {
        let date = calendar.date(day);
        let before = regimes.last();
        let in_force = policy.in_force(world, setting, date);
        if before.is_some_and(|before| before.conditions.in_force == in_force) {
            continue;
        }
        let regime = PolicyRegime::new(world, routes, policy, setting, spec, (day, date), before);
        regimes.push(regime);
    }
    regimes
}

/// People per day that a capacity lets through; the one after the last is that of appointments.
pub(super) fn capacity_per_day(world: &World, regime: &PolicyRegime, index: usize) -> f64 {
    match world.capacities.get(index) {
        Some(capacity) => {
            regime.conditions.get(capacity.per_day) * regime.conditions.in_force.capacities[index]
        }
        None => regime.numbers.appointments,
    }
}

fn capacity_queues(world: &World, regime: &PolicyRegime, scale: f64) -> Vec<Queue> {
    (0..=world.capacities.len())
        .map(|index| Queue::scaled(capacity_per_day(world, regime, index), 0.0, scale))
        .collect()
}

/// Claims that a state decides a day, of people of this corridor.
pub(super) fn decisions_per_day(
    world: &World,
    regime: &PolicyRegime,
    state: StateId,
) -> Option<f64> {
    let conditions = &regime.conditions;
    let decisions = world.states[state.index()].quantity(StateQuantity::AsylumDecisions)?;
    Some(
        conditions.get(decisions)
            * conditions.lever(state, Lever::AsylumCapacity)
            * conditions.parameter(world, Parameter::DecisionShare),
    )
}

/// Queues of claims, by state.
pub(super) fn claim_queues(world: &World, regime: &PolicyRegime, scale: f64) -> Vec<Option<Queue>> {
    let share = regime.conditions.parameter(world, Parameter::DecisionShare);
    (0..world.states.len())
        .map(|index| {
            let backlog = world.states[index].quantity(StateQuantity::AsylumBacklog)?;
            Some(Queue::scaled(
                decisions_per_day(world, regime, StateId::from(index))?,
                regime.conditions.get(backlog) * share,
                scale,
            ))
        })
        .collect()
}
