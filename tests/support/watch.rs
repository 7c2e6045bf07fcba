//! An observer for tests of mechanisms: what happened, day by day and in all.

#![allow(
    dead_code,
    clippy::panic,
    reason = "every test file uses a part of it, and a test that cannot go on must fail"
)]

use std::collections::BTreeMap;

use corredor::engine::ledger::Ledger;
use corredor::engine::market::Market;
use corredor::engine::observer::{
    AbandonmentEnd, GivingUp, Moment, Observer, Payment, Place, ProtectionStage, Right, Service,
    Stay,
};
use corredor::engine::people::{Instrument, Person, Standing};
use corredor::engine::queue::Queue;
use corredor::engine::{RunSpec, simulate};
use corredor::ids::{ArcId, ClassId, LocationId, NationalityId, StateId};
use corredor::world::World;
use corredor::world::policy::{Lever, Policy};
use corredor::world::vocabulary::Harm;

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
    fn tell(&mut self, at: Moment, what: u64, words: impl IntoIterator<Item = u64>) {
        if self.days.len() <= at.day {
            self.days.resize(at.day + 1, 0);
        }
        let mut print = self.days[at.day] ^ what;
        for word in words {
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

fn address(person: &Person) -> u64 {
    person.entity.wrapping_add(u64::from(person.member) << 56)
}

impl Observer for Watch {
    fn departed(&mut self, at: Moment, nationality: NationalityId, people: &[Person], again: bool) {
        self.tell(at, 1, people.iter().map(address));
        if again {
            self.left_again += people.len() as f64;
        } else {
            self.departed[nationality.index()][at.day] += people.len() as f64;
        }
    }

    fn could_not_leave(&mut self, _: Moment, _: NationalityId, size: usize) {
        self.could_not_leave += size as f64;
    }

    fn stage(&mut self, at: Moment, arc: ArcId, _: NationalityId, people: &[Person], days: f32) {
        let words = [u64::from(arc.0), u64::from(days.to_bits())];
        self.tell(at, 2, people.iter().map(address).chain(words));
    }

    fn stay(
        &mut self,
        at: Moment,
        place: LocationId,
        _: NationalityId,
        people: &[Person],
        days: f32,
        why: Stay,
    ) {
        let words = [u64::from(place.0), u64::from(days.to_bits())];
        self.tell(at, 3 + why as u64, people.iter().map(address).chain(words));
        if why == Stay::Choice {
            self.waited += f64::from(days) * people.len() as f64;
        }
    }

    fn harmed(&mut self, at: Moment, _: Place, _: NationalityId, person: &Person, harm: Harm) {
        self.tell(at, 10, [address(person), harm as u64]);
        self.harms += 1.0;
    }

    fn abandonment_ended(
        &mut self,
        at: Moment,
        _: Place,
        _: NationalityId,
        person: &Person,
        end: AbandonmentEnd,
    ) {
        self.tell(at, 11, [address(person), end as u64]);
        if end == AbandonmentEnd::Rescued {
            self.rescued += 1.0;
        }
    }

    fn gave_up(
        &mut self,
        at: Moment,
        _: LocationId,
        _: NationalityId,
        people: &[Person],
        how: GivingUp,
    ) {
        self.tell(at, 12 + how as u64, people.iter().map(address));
        self.gave_up[how as usize] += people.len() as f64;
    }

    fn protection(
        &mut self,
        at: Moment,
        _: StateId,
        _: NationalityId,
        person: &Person,
        stage: ProtectionStage,
    ) {
        self.tell(at, 20, [address(person), stage as u64]);
        self.stages[stage as usize] += 1.0;
    }

    fn right(&mut self, at: Moment, _: StateId, _: NationalityId, person: &Person, kind: Right) {
        self.tell(at, 21, [address(person), kind as u64]);
        self.rights[kind as usize] += 1.0;
    }

    fn arrived(
        &mut self,
        at: Moment,
        _: LocationId,
        _: NationalityId,
        people: &[Person],
        _: f32,
        access: bool,
    ) {
        self.tell(at, 22 + u64::from(access), people.iter().map(address));
        self.arrived[usize::from(access)] += people.len() as f64;
    }

    fn paid(&mut self, at: Moment, _: NationalityId, usd: f32, what: Payment) {
        self.tell(at, 30, [u64::from(usd.to_bits()), what as u64]);
        self.paid[what as usize] += f64::from(usd);
    }

    fn borrowed(&mut self, at: Moment, _: NationalityId, usd: f32) {
        self.tell(at, 31, [u64::from(usd.to_bits())]);
        self.borrowed += f64::from(usd);
    }

    fn bought(&mut self, at: Moment, _: ClassId, tier: usize, size: usize, usd: f32, toll: f32) {
        self.tell(at, 32, [tier as u64, u64::from(usd.to_bits())]);
        for (sum, more) in
            self.bought
                .iter_mut()
                .zip([size as f64, f64::from(usd), f64::from(toll)])
        {
            *sum += more;
        }
    }

    fn registered(
        &mut self,
        _: Moment,
        _: StateId,
        _: NationalityId,
        people: &[Person],
        registered: bool,
        avoided: bool,
        trust: f32,
    ) {
        let size = people.len() as f64;
        let part = |yes: bool| if yes { size } else { 0.0 };
        let more = [
            size,
            part(registered),
            part(avoided),
            size * f64::from(trust),
        ];
        for (sum, more) in self.received.iter_mut().zip(more) {
            *sum += more;
        }
    }

    fn served(
        &mut self,
        at: Moment,
        _: StateId,
        _: NationalityId,
        person: &Person,
        service: Service,
        served: bool,
    ) {
        self.tell(
            at,
            40 + u64::from(served),
            [address(person), service as u64],
        );
        self.served[service as usize][usize::from(served)] += 1.0;
    }

    fn regular(&mut self, at: Moment, _: NationalityId, people: &[Person], what: Instrument) {
        self.tell(at, 42, people.iter().map(address));
        self.regular[what as usize] += people.len() as f64;
    }

    fn granted(
        &mut self,
        at: Moment,
        state: StateId,
        _: NationalityId,
        person: &Person,
        what: Instrument,
    ) {
        self.tell(at, 43, [address(person), what as u64]);
        self.granted[what as usize] += 1.0;
        self.granted_in.entry(state.0).or_default()[what as usize] += 1.0;
    }

    fn remedied(&mut self, at: Moment, _: StateId, people: &[Person]) {
        self.tell(at, 44, people.iter().map(address));
        self.remedied += people.len() as f64;
    }

    fn moved_on(&mut self, at: Moment, _: NationalityId, people: &[Person]) {
        self.tell(at, 45, people.iter().map(address));
        self.moved_on += people.len() as f64;
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
