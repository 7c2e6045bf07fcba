//! The day loop.

use super::active_party::ActiveParty;
use super::build::{self, Start};
use super::calendar_queue::Entry;
use super::departures::Departures;
use super::event::{Moment, Observer, StayReason};
use super::information::WEEK;
use super::parties::Activity;
use super::queue::{Queue, most_kept};
use super::regime::PolicyRegime;
use super::state::{Next, Sim};
use super::{Counts, LedgerError, RunSpec};
use crate::ids::{CapacityId, StateId};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::policy::Policy;

/// Days after which people look around although nothing has happened.
const LOOK_AROUND: usize = 28;
/// Parties whose records are fetched together.
const TOGETHER: usize = 16;

/// Simulates one replication of a policy and tells `observer` what happens.
///
/// # Errors
/// [`LedgerError`] if the ledger does not close on some day.
pub fn simulate<O: Observer>(
    world: &World,
    policy: &Policy,
    spec: &RunSpec,
    replication: u32,
    observer: &mut O,
) -> Result<Counts, LedgerError> {
    let start = Start::new(world, policy, spec, replication);
    let calendar = &start.calendar;
    let mut sim = start.sim(policy, spec, observer);
    let mut departures = Departures::new(&sim, spec, calendar);
    let mut coming = start.regimes[1..].iter().peekable();
    sim.begin(calendar);

    for day in 0..calendar.days() {
        sim.turn_to(day, calendar);
        if let Some(next) = coming.next_if(|regime| regime.first_day == day) {
            sim.enter_regime(next);
        }
        sim.begin_day(spec);
        sim.serve_queues();
        sim.decide_claims();
        sim.hold_places();
        departures.release(&mut sim, calendar);
        sim.give_places();
        sim.act_today();
        if day + 1 == calendar.days() {
            sim.book_open_stays();
        }
        sim.ledger.close(day)?;
        if calendar.ends_month(day) {
            sim.end_month()?;
        }
    }
    sim.counts.person_days = sim.person_days as u64;
    sim.counts.peak_bytes += start.regimes.iter().map(PolicyRegime::bytes).sum::<usize>() as u64;
    Ok(sim.counts)
}

impl<'a, O: Observer> Sim<'a, O> {
    /// Turns to the first day and tells the observer what it begins with.
    fn begin(&mut self, calendar: &Calendar) {
        self.turn_to(0, calendar);
        self.observer.replication_began(self.draws);
        self.observer.regime_began(self.today, self.regime);
    }

    /// Other levers and gates come into force.
    fn enter_regime(&mut self, regime: &'a PolicyRegime) {
        self.regime = regime;
        self.news = true;
        self.set_capacities();
        self.observer.regime_began(self.today, regime);
    }

    /// Sets what queues serve a day by the levers in force and the fund.
    fn set_capacities(&mut self) {
        for (index, queue) in self.queues.iter_mut().enumerate() {
            queue.set_rate(
                build::capacity_per_day(self.world, self.regime, index),
                self.scale,
            );
        }
        for (state, queue) in self.claims.iter_mut().enumerate() {
            if let Some(queue) = queue {
                let id = StateId::from(state);
                let pooled = self.fund.capacity(self.world, &self.regime.conditions, id);
                if let Some(rate) = build::decisions_per_day(self.world, self.regime, id) {
                    queue.set_rate(rate * pooled, self.scale);
                }
            }
        }
    }

    /// At the end of a month everybody is counted, and the fund looks at what states carried.
    fn end_month(&mut self) -> Result<(), LedgerError> {
        self.recount()?;
        self.counts.peak_bytes = self.counts.peak_bytes.max(self.bytes());
        self.fund.look(self.world, &self.regime.conditions);
        self.set_capacities();
        self.observer.month_ended(self.today, &self.ledger);
        Ok(())
    }

    /// Sets the date and the season.
    fn turn_to(&mut self, day: usize, calendar: &Calendar) {
        let rainy = self
            .world
            .rainy_months
            .contains(&calendar.date(day).month());
        self.today = Moment {
            day,
            month: calendar.month_of(day),
            rainy,
        };
    }

    /// Brings capacities, beliefs, prices and choice tables up to date.
    fn begin_day(&mut self, spec: &RunSpec) {
        let Moment { day, rainy, .. } = self.today;
        self.reclaim_slots();
        self.traffic.swap(0, 1);
        self.traffic[0].fill(0);
        for queue in self
            .queues
            .iter_mut()
            .chain(self.claims.iter_mut().flatten())
        {
            queue.start_day();
        }
        let removals = self.regime.numbers.removals;
        let most = most_kept(removals, self.scale);
        self.removal_credit = (self.removal_credit + removals * self.scale).min(most);
        let conditions = &self.regime.conditions;
        let announced =
            self.information
                .advance(self.world, conditions, &self.draws, day, self.scale);
        if announced {
            self.information.announce_to(&mut self.situation.pools, day);
            self.news = true;
        }
        if day > 0 && day.is_multiple_of(WEEK) {
            self.market.meet(self.world, conditions);
            self.update_service_odds();
            self.news |= self.hear_of_closures();
        }
        if day.is_multiple_of(WEEK) {
            self.observer
                .week_began(self.today, &self.market, &self.queues, &self.claims);
            self.count_crowd();
        }
        let due =
            day.is_multiple_of(LOOK_AROUND) || (day.is_multiple_of(WEEK) && self.waits_changed());
        let due = due || rainy != self.situation.rainy;
        if due {
            self.look_around(rainy);
        }
        self.solved_today = self.news || due;
        if self.solved_today {
            self.news = false;
            self.tables.solve(
                self.world,
                self.routes,
                self.regime,
                &self.situation,
                spec.rule.decide(),
            );
        }
    }

    /// Lets parties go from the queues of boats, buses, stations and pathways, as capacity allows.
    fn serve_queues(&mut self) {
        for capacity in 0..self.queues.len() {
            while let Some(entry) = self.queues[capacity].serve_next() {
                if self.is_valid(entry, Activity::Queueing) {
                    let who = &mut self.checkout(entry.party as usize);
                    self.leave_queue(who, CapacityId::from(capacity));
                    self.commit(who);
                }
            }
        }
    }

    /// Decides the claims whose turn has come.
    fn decide_claims(&mut self) {
        for state in 0..self.claims.len() {
            while let Some(entry) = self.claims[state].as_mut().and_then(Queue::serve_next) {
                if self.is_valid(entry, Activity::Claiming) {
                    let who = &mut self.checkout(entry.party as usize);
                    self.decide_claim(who, StateId::from(state));
                    self.commit(who);
                }
            }
        }
    }

    fn is_valid(&self, entry: Entry, activity: Activity) -> bool {
        let party = &self.parties[entry.party as usize];
        party.is_meant_by(entry) && party.activity == activity
    }

    /// Everybody whose calendar names today acts until their next event lies beyond it.
    fn act_today(&mut self) {
        let bucket = self.calendar.take(self.today.day);
        for entries in bucket.chunks(TOGETHER) {
            self.fetch(entries);
            for &entry in entries {
                let party = &self.parties[entry.party as usize];
                if party.is_meant_by(entry) && party.activity != Activity::Ended {
                    let time = party.until.max(self.today.day as f32);
                    let who = &mut self.checkout(entry.party as usize);
                    self.run(who, time);
                    self.commit(who);
                }
            }
        }
    }

    /// Looks at the records of some parties and at their first members, and readies what they are
    /// about to choose by, all at once, so that it comes from memory together and not one after another.
    fn fetch(&mut self, entries: &[Entry]) {
        let mut first = [0; TOGETHER];
        let mut looked_at = 0;
        for (first, entry) in first.iter_mut().zip(entries) {
            let id = entry.party as usize;
            let party = &self.parties[id];
            *first = party.first;
            looked_at ^= u32::from(self.records[id].papers);
            // Most who arrive decide at once.
            if party.activity == Activity::OnLink && party.stages == 1 {
                let to = self.regime.network.arc(party.arc()).to;
                let class = usize::from(party.class);
                self.tables.prepare(self.routes, class, to);
            }
        }
        looked_at ^= first[..entries.len()]
            .iter()
            .filter_map(|&first| self.people.get(first as usize))
            .fold(0, |sum, person| sum ^ u32::from(person.energy));
        std::hint::black_box(looked_at);
    }

    /// Books the stays that are still under way when the window ends, up to its end.
    fn book_open_stays(&mut self) {
        let end = self.today.day as f32 + 1.0;
        for id in 0..self.parties.len() {
            let party = &self.parties[id];
            let (place, why) = match party.activity {
                Activity::Waiting => (party.location(), StayReason::Choice),
                Activity::Claiming => (party.location(), StayReason::Claim),
                Activity::Stranded => (party.location(), StayReason::Stranded),
                Activity::Queueing => {
                    (self.regime.network.arc(party.arc()).from, StayReason::Queue)
                }
                Activity::Pathway => (party.location(), StayReason::Queue),
                Activity::Detained => (
                    self.regime.network.arc(party.arc()).to,
                    StayReason::Detained,
                ),
                _ => continue,
            };
            let who = &mut self.checkout(id);
            who.party.hop = who.party.hop.wrapping_add(1);
            self.pass_time(who, place, end - who.party.clock, why);
            self.commit(who);
        }
    }

    /// Lets a party act from `time` on until its next event lies beyond today.
    pub(super) fn run(&mut self, who: &mut ActiveParty, time: f32) {
        let tomorrow = self.today.day as f32 + 1.0;
        let mut time = time;
        loop {
            self.counts.events += 1;
            who.party.hop = who.party.hop.wrapping_add(1);
            if who.party.size == 0 {
                self.end(who);
                return;
            }
            match self.act(who, time) {
                Next::Held => return,
                Next::At(next) if next < tomorrow => time = next,
                Next::At(next) => {
                    self.enter(who, next);
                    return;
                }
            }
        }
    }
}
