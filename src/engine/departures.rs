//! Who leaves when: the departure hazards of a replication, and how they answer to policy and news.

use rand_distr::{Distribution, Gamma};

use super::RunSpec;
use super::choice::{self, ChoiceTables, Situation};
use super::conditions::Conditions;
use super::event::Observer;
use super::information::{Information, WEEK, mean_on_the_way};
use super::laws::depart::{self, DepartureClock, Expectation, Pull};
use super::laws::party::mean_size;
use super::market::Market;
use super::mechanism::Mechanism;
use super::queue::Queue;
use super::regime::PolicyRegime;
use super::state::Sim;
use crate::ids::OriginId;
use crate::rng::named::FRAILTY;
use crate::rng::{Draws, cohort_key};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::policy::Lever;
use crate::world::vocabulary::{Demographic, Parameter};

/// Days of a month in which arrivals are counted, and candidates by which they are divided.
const MONTH: f64 = 30.0;
const PER: f64 = 1e6;

/// Candidates of one origin who joined its stock in one year, or were there from the start.
struct Cohort {
    key: u32,
    clock: DepartureClock,
}

/// The departures of a replication.
pub(super) struct Departures {
    cohorts: Vec<Vec<Cohort>>,
    /// Daily hazards from drivers alone, by origin and month of the window.
    drivers: Vec<Vec<f64>>,
    /// People whom they make leave a day, at real scale.
    people: Vec<Vec<f64>>,
    /// People a day whom a community expects among its arrivals by these, had all arrived.
    implied: Vec<f64>,
    /// Multiplier of the hazard, by origin; brought up to date once a week.
    multipliers: Vec<f64>,
    /// What moving from home is worth under the reference, by origin.
    reference: Vec<f64>,
    stocks: Vec<f64>,
    /// Candidates who join a stock in a year, in parties.
    inflow: Vec<f64>,
    /// Investment in root causes above the reference, with its delay.
    root_causes: Vec<f64>,
}

impl Departures {
    /// The drivers of every origin and month, and the worth of the journey under the reference.
    pub fn new<O: Observer>(sim: &Sim<O>, spec: &RunSpec, calendar: &Calendar) -> Self {
        let world = sim.world;
        let conditions = &sim.regime.conditions;
        let parameter = |which| conditions.parameter(world, which);
        let level = parameter(Parameter::LevelAfterWindow);
        let whole = Calendar::new(world.start, world.end);
        let mut made = Self {
            cohorts: Vec::new(),
            drivers: Vec::new(),
            people: Vec::new(),
            implied: Vec::new(),
            multipliers: vec![1.0; world.origins.len()],
            reference: worth_under_reference(sim, spec),
            stocks: Vec::new(),
            inflow: Vec::new(),
            root_causes: vec![0.0; world.origins.len()],
        };
        for origin in &world.origins {
            let nationality = &world.nationalities[origin.nationality.index()];
            let size = mean_size(nationality, &conditions.setting);
            let stock = conditions.get(origin.stock);
            let candidates = stock / size * sim.scale;
            let joining = candidates * parameter(Parameter::StockInflow);
            made.stocks.push(stock);
            made.inflow.push(joining);
            made.cohorts.push(vec![Cohort {
                key: origin.key,
                clock: DepartureClock::new(&sim.draws, origin.key, candidates),
            }]);
            let mut left = candidates;
            let mut by_month = Vec::with_capacity(calendar.months().len());
            let mut people = Vec::with_capacity(calendar.months().len());
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
                people.push(persons * later / days_in_month);
                let daily = persons * later / days_in_month / size * sim.scale;
                if day > 0 && month.month() == 1 {
                    left += joining;
                }
                by_month.push(depart::daily_hazard(daily, left));
                while day < calendar.days() && calendar.date(day).first_of_month() == *month {
                    left -= daily;
                    day += 1;
                }
            }
            made.drivers.push(by_month);
            made.implied.push(people.first().copied().unwrap_or(0.0));
            made.people.push(people);
        }
        made
    }

    /// Lets the parties leave whose time has come.
    pub fn release<O: Observer>(&mut self, sim: &mut Sim<O>, calendar: &Calendar) {
        let day = sim.today.day;
        if day.is_multiple_of(WEEK) || sim.solved_today || sim.information.is_heard(day) {
            self.weigh(sim);
        }
        let date = calendar.date(day);
        if day > 0 && date.month() == 1 && date.day() == 1 {
            self.let_join(sim.draws, sim.world, i32::from(date.year()));
        }
        for index in 0..self.cohorts.len() {
            let hazard = self.drivers[index][sim.today.month] * self.multipliers[index];
            if hazard.is_nan() || hazard <= 0.0 {
                continue;
            }
            for at in 0..self.cohorts[index].len() {
                self.cohorts[index][at].clock.advance(hazard);
                let key = self.cohorts[index][at].key;
                while let Some((candidate, part)) =
                    self.cohorts[index][at].clock.next(&sim.draws, hazard)
                {
                    sim.depart(OriginId::from(index), key, candidate, part);
                }
            }
        }
    }

    /// New candidates join every stock.
    fn let_join(&mut self, draws: Draws, world: &World, year: i32) {
        for (index, origin) in world.origins.iter().enumerate() {
            let key = cohort_key(origin.key, year as u32);
            self.cohorts[index].push(Cohort {
                key,
                clock: DepartureClock::new(&draws, key, self.inflow[index]),
            });
        }
    }

    /// Brings the multipliers up to date.
    fn weigh<O: Observer>(&mut self, sim: &Sim<O>) {
        let world = sim.world;
        let conditions = &sim.regime.conditions;
        let parameter = |which| conditions.parameter(world, which);
        let services = parameter(Parameter::ServicesPull)
            * [Lever::Shelter, Lever::WashMedical]
                .map(|lever| {
                    mean_on_the_way(world, conditions, lever) - conditions.reference(lever)
                })
                .iter()
                .sum::<f64>();
        let shape = parameter(Parameter::DepartureFrailty);
        let frail = conditions.works(Mechanism::Frailty) && Gamma::new(shape, 1.0 / shape).is_ok();
        let part_in = |days: f64| WEEK as f64 / days.max(WEEK as f64);
        let delay = part_in(parameter(Parameter::RootCausesDays));
        let journey_days = parameter(Parameter::LeadDays);
        let late = part_in(journey_days + parameter(Parameter::LagExperienced));
        let expectation = Expectation {
            wait_and_see: parameter(Parameter::WaitAndSee),
            hurry: parameter(Parameter::Hurry),
            hold_back: parameter(Parameter::HoldBack),
            journey_days,
        };
        for (index, origin) in world.origins.iter().enumerate() {
            let id = OriginId::from(index);
            let state = world.locations[origin.residence.index()].state;
            let invested = conditions.above_reference(state, Lever::RootCauseInvestment);
            if sim.today.day.is_multiple_of(WEEK) {
                self.root_causes[index] += delay * (invested - self.root_causes[index]);
            }
            let worth = if conditions.works(Mechanism::Response) {
                let now = worth(world, conditions, &sim.tables, id);
                sim.regime.numbers.departure_response * (now - self.reference[index])
            } else {
                0.0
            };
            let access = expectation.pull(
                sim.information.pool(id).fall(),
                sim.information.coming_loss(world, id, sim.today.day),
            );
            if sim.today.day.is_multiple_of(WEEK) {
                let leaving = self.people[index][sim.today.month];
                self.implied[index] += late * (leaving - self.implied[index]);
            }
            let peers = if conditions.works(Mechanism::Peers) {
                let per_month = MONTH / (self.stocks[index] / PER).max(f64::MIN_POSITIVE);
                let arriving = parameter(Parameter::PeerArrivals) * self.implied[index];
                depart::peers(
                    sim.information.weekly_arrivals(id) / WEEK as f64 * per_month,
                    arriving * per_month,
                    parameter(Parameter::PeerHalf),
                    parameter(Parameter::PeerEffect),
                )
            } else {
                0.0
            };
            let pull = Pull {
                worth,
                access,
                peers,
                shocks: conditions.in_force.departures[origin.nationality.index()],
                services,
                root_causes: -parameter(Parameter::RootCauses) * self.root_causes[index],
            };
            let frailty = match Gamma::new(shape, 1.0 / shape) {
                Ok(law) if frail => {
                    let week = (sim.today.day / WEEK) as u16;
                    law.sample(&mut FRAILTY.words(&sim.draws, u64::from(origin.key), week))
                }
                _ => 1.0,
            };
            self.multipliers[index] = pull.multiplier() * frailty;
        }
    }
}

/// What moving from the residence of an origin is expected to be worth, over all its people.
fn worth(world: &World, conditions: &Conditions, tables: &ChoiceTables, id: OriginId) -> f64 {
    let origin = &world.origins[id.index()];
    let people = &world.nationalities[origin.nationality.index()];
    let need: f64 = conditions.needs(people).iter().sum();
    let kin = conditions.get(people.quantity(Demographic::Kin));
    let mut mean = 0.0;
    for tier in 0..choice::TIERS {
        for (needs, need_share) in [(false, 1.0 - need), (true, need)] {
            for (has_kin, kin_share) in [(false, 1.0 - kin), (true, kin)] {
                let class = choice::class_of(id, tier, needs, has_kin);
                let value = tables.move_value(class, origin.residence);
                mean += value * need_share * kin_share / choice::TIERS as f64;
            }
        }
    }
    mean
}

/// What moving is worth under the reference, by origin: with the same numbers drawn, in the dry
/// season, without queues, where people believe what is true.
fn worth_under_reference<O: Observer>(sim: &Sim<O>, spec: &RunSpec) -> Vec<f64> {
    let world = sim.world;
    let Some(reference) = world.policy(&world.reference) else {
        return vec![0.0; world.origins.len()];
    };
    let setting = &sim.regime.conditions.setting;
    let regime = PolicyRegime::new(
        world,
        sim.routes,
        reference,
        setting,
        spec,
        (0, spec.from),
        None,
    );
    let mut tables = ChoiceTables::new(world, sim.routes);
    let calm = Situation {
        rainy: false,
        queue_days: vec![0.0; world.links.len()],
        claim_days: super::build::claim_queues(world, &regime, 1.0)
            .iter()
            .map(|queue| queue.as_ref().map_or(0.0, Queue::expected_days))
            .collect(),
        crowd: vec![0.0; world.arcs()],
        closures: regime.conditions.closures().to_vec(),
        pools: Information::truthful(world, &regime.conditions)
            .pools()
            .to_vec(),
        market: Market::new(world, &regime.conditions),
    };
    tables.solve(world, sim.routes, &regime, &calm, spec.rule.decide());
    (0..world.origins.len())
        .map(|index| worth(world, &regime.conditions, &tables, OriginId::from(index)))
        .collect()
}
