//! Who leaves when: the departure hazards of a replication, and how they answer to policy.

use super::choice::{self, ChoiceTables, Situation};
use super::conditions::Conditions;
use super::day::{claim_queues, usual_ways_back, ways_back};
use super::hazards::Hazards;
use super::observer::Observer;
use super::queue::Queue;
use super::rules::depart::{self, DepartureClock};
use super::rules::party::mean_size;
use super::state::Sim;
use crate::ids::OriginId;
use crate::world::calendar::Calendar;
use crate::world::policy::Policy;
use crate::world::vocabulary::{Demographic, Parameter};

/// The departures of a replication.
pub(super) struct Departures {
    clocks: Vec<DepartureClock>,
    /// Daily hazards by origin and month of the window.
    hazards: Vec<Vec<f64>>,
}

impl Departures {
    /// The hazards of every origin and month under the policy in force.
    pub fn new<O: Observer>(sim: &mut Sim<O>, policy: &Policy, calendar: &Calendar) -> Self {
        let world = sim.world;
        let as_reference = world
            .policy(&world.reference)
            .is_some_and(|reference| policy.acts_as(reference, &world.levers, world.states.len()));
        let gains = if as_reference {
            vec![0.0; world.origins.len()]
        } else {
            gains_over_reference(sim)
        };
        let level = sim.conditions.parameter(world, Parameter::LevelAfterWindow);
        let whole = Calendar::new(world.start, world.end);
        let mut clocks = Vec::new();
        let mut hazards = Vec::new();
        for (index, origin) in world.origins.iter().enumerate() {
            let people = &world.nationalities[origin.nationality.index()];
            let size = mean_size(people, &sim.conditions.setting);
            let candidates = sim.conditions.get(origin.stock) / size * sim.scale;
            clocks.push(DepartureClock::new(&sim.draws, origin.key, candidates));
            let factor = depart::response(gains[index], sim.numbers.departure_response);
            let mut left = candidates;
            let mut by_month = Vec::with_capacity(calendar.months().len());
            let mut day = 0;
            for month in calendar.months() {
                let place = whole.months().iter().position(|known| known == month);
                let persons = place
                    .and_then(|place| origin.departures.get(place))
                    .copied()
                    .unwrap_or(0.0);
                let later = if *month > world.window_end {
                    level
                } else {
                    1.0
                };
                let days_in_month = f64::from(month.days_in_month());
                let daily = persons * later / days_in_month / size * sim.scale;
                by_month.push(depart::daily_hazard(daily, left) * factor);
                while day < calendar.days() && calendar.date(day).first_of_month() == *month {
                    left -= daily;
                    day += 1;
                }
            }
            hazards.push(by_month);
        }
        Self { clocks, hazards }
    }

    /// Lets the parties leave whose time has come.
    pub fn release<O: Observer>(&mut self, sim: &mut Sim<O>) {
        for (index, clock) in self.clocks.iter_mut().enumerate() {
            let hazard = self.hazards[index][sim.today.month];
            if hazard <= 0.0 {
                continue;
            }
            clock.advance(hazard);
            while let Some((candidate, part)) = clock.next(&sim.draws, hazard) {
                sim.depart(OriginId::from(index), candidate, part);
            }
        }
    }
}

/// By origin, how much more moving is worth under the policy in force than under the reference,
/// in utils, with the same numbers drawn, in the dry season and without queues.
fn gains_over_reference<O: Observer>(sim: &mut Sim<O>) -> Vec<f64> {
    let world = sim.world;
    let Some(reference) = world.policy(&world.reference) else {
        return vec![0.0; world.origins.len()];
    };
    let calm = |conditions: &Conditions| Situation {
        rainy: false,
        queue_days: vec![0.0; world.links.len()],
        claim_days: claim_queues(world, conditions, 1.0)
            .iter()
            .map(|queue| queue.as_ref().map_or(0.0, Queue::expected_days))
            .collect(),
    };
    let before = Conditions::new(world, reference, sim.conditions.setting.clone());
    let day_value = before.parameter(world, Parameter::ValueOfTime);
    let before_ways = usual_ways_back(world, &ways_back(world, sim.routes, &before, day_value));
    let mut before_tables = ChoiceTables::new(world, sim.routes);
    let before_hazards = Hazards::new(world, &before);
    before_tables.solve(
        world,
        sim.routes,
        &before,
        &before_hazards,
        &before_ways,
        &calm(&before),
    );
    let mut now_tables = ChoiceTables::new(world, sim.routes);
    now_tables.solve(
        world,
        sim.routes,
        &sim.conditions,
        sim.hazards,
        &sim.usual_ways_back,
        &calm(&sim.conditions),
    );
    world
        .origins
        .iter()
        .map(|origin| {
            let people = &world.nationalities[origin.nationality.index()];
            let share = |which| sim.conditions.get(people.quantity(which));
            let need = share(Demographic::Need1951) + share(Demographic::NeedCartagena);
            let kin = share(Demographic::Kin);
            let mut gain = 0.0;
            for tier in 0..choice::TIERS {
                for (needs, need_share) in [(false, 1.0 - need), (true, need)] {
                    for (has_kin, kin_share) in [(false, 1.0 - kin), (true, kin)] {
                        let class = choice::class_of(origin.nationality, tier, needs, has_kin);
                        let value = |tables: &ChoiceTables| {
                            tables.move_value(class, origin.residence).max(-1e3)
                        };
                        let difference = value(&now_tables) - value(&before_tables);
                        gain += difference * need_share * kin_share / choice::TIERS as f64;
                    }
                }
            }
            gain
        })
        .collect()
}
