//! An observer for tests of mechanisms: what happened, day by day and in all.

#![allow(
    dead_code,
    clippy::panic,
    reason = "every test file uses a part of it, and a test that cannot go on must fail"
)]

use std::collections::BTreeMap;

use corredor::engine::event::{
    AbandonmentEnd, Event, GivingUp, Moment, Observer, Payment, ProtectionStage, Right, Service,
    StayReason, Who,
};
use corredor::engine::ledger::Ledger;
use corredor::engine::market::Market;
use corredor::engine::people::{Instrument, Person, Standing};
use corredor::engine::queue::Queue;
use corredor::engine::{RunSpec, simulate};
use corredor::ids::ClassId;
use corredor::world::World;
use corredor::world::policy::{Lever, Policy};

use crate::support;

/// What an observer of a replication saw; people are simulated people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watch {
    /// Fingerprint of everything told on each day.
    pub days: Vec<u64>,
    /// First departures by nationality and day.
    pub departed: Vec<Vec<f64>>,
    pub left_again: f64,
    pub arrived: [f64; 2],
    pub rights: [f64; Right::ALL.len()],
    pub stages: [f64; ProtectionStage::ALL.len()],
    pub granted: [f64; Instrument::ALL.len()],
    /// The same by the state in which people are.
    pub granted_in: BTreeMap<u32, [f64; Instrument::ALL.len()]>,
    /// People who would have left but found no way that they could take.
    pub could_not_leave: f64,
    pub regular: [f64; Instrument::ALL.len()],
    pub gave_up: [f64; GivingUp::ALL.len()],
    pub paid: [f64; Payment::ALL.len()],
    pub borrowed: f64,
    /// People who bought a package, what it cost and what of it went on as a toll.
    pub bought: [f64; 3],
    pub rescued: f64,
    pub served: [[f64; 2]; Service::ALL.len()],
    /// People received, registered, keeping away, and the sum of their trust.
    pub received: [f64; 4],
    pub remedied: f64,
    pub moved_on: f64,
    pub waited: f64,
    pub harms: f64,
    /// People at the end of each month by standing.
    pub standings: Vec<[i64; Standing::COUNT]>,
    /// Prices by class of links at the beginning of each week.
    pub prices: Vec<Vec<f64>>,
    pub tolls: Vec<Vec<f64>>,
    classes: usize,
}

impl Watch {
    fn tell(&mut self, at: Moment, people: &[Person], event: Event) {
        if self.days.len() <= at.day {
            self.days.resize(at.day + 1, 0);
        }
        let mut print = self.days[at.day];
        let event = format!("{event:?}");
        let event = event.bytes().map(u64::from);
        for word in people.iter().map(address).chain(event) {
            print = (print ^ word)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29);
        }
        self.days[at.day] = print.wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1;
    }

    /// First departures of a nationality from day `from` to before day `to`.
    pub fn departures(&self, nationality: usize, from: usize, to: usize) -> f64 {
        self.departed[nationality][from..to].iter().sum()
    }

    /// First departures in all.
    pub fn left(&self) -> f64 {
        self.departed.iter().flatten().sum()
    }

    pub fn right(&self, kind: Right) -> f64 {
        self.rights[kind as usize]
    }

    pub fn stage(&self, stage: ProtectionStage) -> f64 {
        self.stages[stage as usize]
    }

    pub fn granted(&self, instrument: Instrument) -> f64 {
        self.granted[instrument as usize]
    }

    pub fn regular(&self, instrument: Instrument) -> f64 {
        self.regular[instrument as usize]
    }

    /// Mean over months of the people in a standing.
    pub fn mean_standing(&self, standing: Standing) -> f64 {
        let sum: i64 = self.standings.iter().map(|it| it[standing as usize]).sum();
        sum as f64 / self.standings.len() as f64
    }

    /// The first day on which two replications differ; none if they never do.
    pub fn parts_from(&self, other: &Watch) -> Option<usize> {
        let days = self.days.len().max(other.days.len());
        (0..days).find(|&day| self.days.get(day) != other.days.get(day))
    }
}

fn add<const N: usize>(sums: &mut [f64; N], more: [f64; N]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

fn address(person: &Person) -> u64 {
    person.entity.wrapping_add(u64::from(person.member) << 56)
}

impl Observer for Watch {
    fn event(&mut self, at: Moment, who: Who, event: Event) {
        let people = who.people.len() as f64;
        self.tell(at, who.people, event);
        match event {
            Event::Departed { again: true } => self.left_again += people,
            Event::Departed { again: false } => {
                self.departed[who.nationality.index()][at.day] += people;
            }
            Event::CouldNotLeave => self.could_not_leave += people,
            Event::Stay {
                days,
                why: StayReason::Choice,
                ..
            } => {
                self.waited += f64::from(days) * people;
            }
            Event::Harmed { .. } => self.harms += people,
            Event::AbandonmentEnded {
                end: AbandonmentEnd::Rescued,
                ..
            } => {
                self.rescued += people;
            }
            Event::GaveUp { how, .. } => self.gave_up[how as usize] += people,
            Event::Protection { stage, .. } => self.stages[stage as usize] += people,
            Event::Right { kind, .. } => self.rights[kind as usize] += people,
            Event::Arrived { access, .. } => self.arrived[usize::from(access)] += people,
            Event::Paid { usd, what } => self.paid[what as usize] += f64::from(usd),
            Event::Borrowed { usd } => self.borrowed += f64::from(usd),
            Event::Bought { usd, toll, .. } => {
                add(&mut self.bought, [people, f64::from(usd), f64::from(toll)]);
            }
            Event::Received {
                registered,
                avoided,
                trust,
                ..
            } => {
                let [registered, avoided] = [registered, avoided].map(f64::from);
                let parts = [1.0, registered, avoided, f64::from(trust)];
                add(&mut self.received, parts.map(|part| people * part));
            }
            Event::Served {
                service, served, ..
            } => self.served[service as usize][usize::from(served)] += people,
            Event::Regular { instrument } => self.regular[instrument as usize] += people,
            Event::Granted { state, instrument } => {
                self.granted[instrument as usize] += people;
                self.granted_in.entry(state.0).or_default()[instrument as usize] += people;
            }
            Event::Remedied { .. } => self.remedied += people,
            Event::MovedOn => self.moved_on += people,
            _ => {}
        }
    }

    fn week_began(&mut self, _: Moment, market: &Market, _: &[Queue], _: &[Option<Queue>]) {
        let trades = || (0..self.classes).map(|class| market.on(ClassId::from(class)));
        self.prices
            .push(trades().map(|trade| trade.price).collect());
        self.tolls.push(trades().map(|trade| trade.toll).collect());
    }

    fn month_ended(&mut self, _: Moment, ledger: &Ledger) {
        self.standings
            .push(Standing::ALL.map(|standing| ledger.total(standing)));
    }
}

/// One replication under a policy, seen by a watch.
pub fn watch(world: &World, policy: &Policy, spec: &RunSpec) -> Watch {
    let days = (0..)
        .map_while(|day| {
            let date = spec.from.saturating_add(jiff::Span::new().days(day));
            (date <= spec.to).then_some(())
        })
        .count();
    let mut watch = Watch {
        departed: vec![vec![0.0; days]; world.nationalities.len()],
        classes: world.classes.len(),
        ..Watch::default()
    };
    simulate(world, policy, spec, 0, &mut watch)
        .unwrap_or_else(|error| panic!("{}: {error}", policy.name));
    watch
}

/// Everybody, for two years.
pub fn spec(world: &World) -> RunSpec {
    support::spec(world, 1.0)
}

/// Sets a lever everywhere; dated changes may still move it.
pub fn set(policy: &mut Policy, lever: Lever, value: f64) {
    support::set_lever(policy, lever, value, false);
}

/// The reference with these levers everywhere.
pub fn with(world: &World, levers: &[(Lever, f64)]) -> Policy {
    let mut policy = support::reference(world);
    for &(lever, value) in levers {
        set(&mut policy, lever, value);
    }
    policy
}
