//! What parties do at places: choose, wait, queue, run out of money, go back.

use super::choice::{OTHERS, Other};
use super::conditions::Passage;
use super::dossier::paper;
use super::observer::{GivingUp, Observer, Stay};
use super::people::{Activity, Party, Standing, flag};
use super::rules::choose_route::pick;
use super::rules::money::days_to_earn;
use super::state::{Next, Sim};
use crate::ids::{ArcId, CapacityId, LocationId};
use crate::rng::{Purpose, exponential, unit};

/// Days of waiting after which people count as having given up (definition of indicator A6).
const LONG_WAIT_DAYS: f32 = 90.0;
/// Every alternative other than a link, as a set of barred options.
const ALL_OTHERS: u64 = (1 << OTHERS) - 1;

/// What a party settled on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Decision {
    Take(ArcId),
    Do(Other),
    /// The way on costs more than the party has: the lowest fare per person it met.
    CannotPay(f32),
    /// Nothing is open.
    Nothing,
}

/// Why a party does not take a link that it would.
#[derive(Clone, Copy, Debug, PartialEq)]
enum HeldUp {
    /// Those who control the way do not let it pass.
    NotLetPass,
    /// A restriction, a closure or a visa rule keeps it from the link.
    Kept,
}

impl<O: Observer> Sim<'_, O> {
    /// The first link of a journey; none if no way is open or can be paid.
    pub(super) fn first_choice(&mut self, id: usize) -> Option<ArcId> {
        let place = self.parties[id].location();
        match self.choose(id, place, ALL_OTHERS) {
            Decision::Take(arc) => Some(arc),
            _ => None,
        }
    }

    /// A party at a place decides what to do next.
    pub(super) fn decide(&mut self, id: usize, time: f32) -> Next {
        let party = &mut self.parties[id];
        let place = party.location();
        party.activity = Activity::Deciding;
        if party.has(flag::HOMEWARD) {
            return self.go_back(id, place, time);
        }
        let mut barred = 0u64;
        if party.has(flag::CLAIMED) {
            barred |= 1 << Other::Claim as usize;
        }
        if party.has(flag::MOVING_ON) {
            // Whoever has just given up settling does not settle again at once.
            party.put(flag::MOVING_ON, false);
            barred |= 1 << Other::Settle as usize;
        }
        if party.has(flag::MONEY_GIVEN_UP) {
            party.put(flag::MONEY_GIVEN_UP, false);
            barred |= !ALL_OTHERS | 1 << Other::Wait as usize;
        }
        match self.choose(id, place, barred) {
            Decision::Take(arc) => self.take(id, arc, time),
            Decision::Do(Other::Settle) if self.residence(id) != place => self.settle(id, time),
            Decision::Do(Other::Claim) => self.claim(id, time),
            Decision::Do(Other::TurnBack | Other::Settle) => self.turn_back(id, place, time),
            Decision::CannotPay(fare) => self.strand(id, place, fare, time),
            Decision::Do(Other::Wait) | Decision::Nothing => self.wait(id, time),
        }
    }

    /// Draws among the alternatives of a place until one is open to the party.
    fn choose(&mut self, id: usize, place: LocationId, barred: u64) -> Decision {
        let first = self.hop_words(id)[0];
        let leanings = self.leanings(id);
        let party = self.parties[id];
        let class = usize::from(party.class);
        self.tables.prepare(self.routes, class, place);
        let (money, size) = (party.money, f32::from(party.size));
        let (epoch, arcs) = (self.epoch, self.routes.onward.of(place));
        let mut words = self
            .draws
            .words(party.entity, 0, Purpose::Choice, party.hop);
        let mut barred = barred;
        let mut kept = None;
        let mut lacked = f32::INFINITY;
        let mut u = unit(first);
        let decision = loop {
            let table = self.tables.at(self.routes, class, place);
            let Some(option) = pick(table, u, barred, leanings) else {
                break if lacked < f32::INFINITY {
                    Decision::CannotPay(lacked)
                } else {
                    Decision::Nothing
                };
            };
            if let Some(&other) = Other::ALL.get(option) {
                // Those who would go on but cannot pay look for money rather than wait, and before
                // they give up if they can pay for nothing.
                if lacked < f32::INFINITY
                    && (other == Other::Wait || !self.can_pay_some_way(id, place))
                {
                    break Decision::CannotPay(lacked);
                }
                // Where every way has refused the party for good, waiting opens none.
                if other == Other::Wait && pick(table, u, barred | ALL_OTHERS, leanings).is_none() {
                    barred |= 1 << option;
                    u = words.unit();
                    continue;
                }
                break Decision::Do(other);
            }
            let arc = arcs[option - OTHERS];
            let passage = epoch.conditions.passage(party.nationality(), arc.link());
            let held_up = if epoch.terrain.arc(arc).obstructed {
                self.hold_up(&party, arc, passage)
            } else {
                (passage != Passage::Open).then_some(HeldUp::Kept)
            };
            match held_up {
                Some(HeldUp::NotLetPass) => {}
                Some(HeldUp::Kept) => kept = kept.or(Some(arc)),
                None => {
                    self.keep_transport_word(id, arc);
                    let price = self.price(id, arc);
                    if price * size <= money || self.has_credit(id, arc) {
                        break Decision::Take(arc);
                    }
                    lacked = lacked.min(price);
                }
            }
            barred |= 1 << option.min(63);
            u = words.unit();
        };
        // Who finds no way at home does not leave, and avoids nothing.
        let stays_home =
            barred & ALL_OTHERS == ALL_OTHERS && !matches!(decision, Decision::Take(_));
        if let Some(arc) = kept
            && !stays_home
        {
            self.note_kept_from(id, arc);
        }
        decision
    }

    /// Whether those who control the way, a restriction, a closure or a visa rule keep a party from
    /// a link.
    fn hold_up(&self, party: &Party, arc: ArcId, passage: Passage) -> Option<HeldUp> {
        let link = arc.link();
        let access = self.epoch.conditions.access(link);
        if access < 1.0 && self.luck_at_class(party.entity, 2, arc) >= access {
            return Some(HeldUp::NotLetPass);
        }
        if passage != Passage::Open {
            return Some(HeldUp::Kept);
        }
        let closure = self.epoch.conditions.closure(link);
        if closure > 0.0 && self.luck_at_class(party.entity, 3, arc) < closure {
            return Some(HeldUp::Kept);
        }
        // Visa rules meet a party once: its draw is the same at every link and under every policy.
        let visa = self.epoch.conditions.visa_block(party.nationality(), link);
        let word = || self.draws.block(party.entity, 1, Purpose::Attributes, 0)[0];
        (visa > 0.0 && unit(word()) < f64::from(visa)).then_some(HeldUp::Kept)
    }

    /// The luck of a party at the entrance of the class of a link: one draw for the whole journey,
    /// the same under every policy. `which` tells access (2) from closure (3).
    fn luck_at_class(&self, entity: u64, which: u8, arc: ArcId) -> f32 {
        let class = self.world.links[arc.link().index()].class;
        let words = self
            .draws
            .block(entity, which, Purpose::Attributes, class.0 as u16);
        unit(words[0]) as f32
    }

    fn can_pay_some_way(&self, id: usize, place: LocationId) -> bool {
        let party = &self.parties[id];
        self.routes.onward.of(place).iter().any(|arc| {
            self.epoch
                .conditions
                .is_open(party.nationality(), arc.link())
                && self.price(id, *arc) * f32::from(party.size) <= party.money
        })
    }

    fn note_kept_from(&mut self, id: usize, arc: ArcId) {
        if self.parties[id].has(flag::AVOIDING) {
            return;
        }
        self.parties[id].put(flag::AVOIDING, true);
        self.parties[id].avoiding_since = self.today.day as u16;
        let members = self.members(id);
        self.observer
            .kept_from_link(self.today, arc, &self.people[members]);
    }

    pub(super) fn residence(&self, id: usize) -> LocationId {
        self.world.origins[self.parties[id].origin().index()].residence
    }

    fn wait(&mut self, id: usize, time: f32) -> Next {
        let party = &mut self.parties[id];
        party.activity = Activity::Waiting;
        let word = self.draws.block(party.entity, 4, Purpose::Clock, party.hop)[0];
        self.stand(id, Standing::Waiting);
        Next::At(time + ((self.epoch.numbers.wait_days * exponential(word)) as f32).max(1.0 / 24.0))
    }

    /// A stay ends; the party decides again.
    pub(super) fn stay_over(&mut self, id: usize, since: f32, time: f32, why: Stay) -> Next {
        let place = self.parties[id].location();
        if why == Stay::Choice {
            self.parties[id].waited += time - since;
        }
        let delay = self.pass_time(id, place, time - since, why);
        if self.parties[id].size == 0 {
            return self.end(id);
        }
        // What follows is a hop of its own: it must not meet the draws of the stay again.
        self.parties[id].hop = self.parties[id].hop.wrapping_add(1);
        let time = time + delay;
        self.parties[id].clock = time;
        if self.parties[id].waited > LONG_WAIT_DAYS && !self.parties[id].has(flag::WAITED_LONG) {
            self.parties[id].put(flag::WAITED_LONG, true);
            let nationality = self.parties[id].nationality();
            let members = self.members(id);
            let how = GivingUp::WaitedLong;
            self.observer
                .gave_up(self.today, place, nationality, &self.people[members], how);
        }
        self.stand(id, Standing::Travelling);
        self.decide(id, time)
    }

    fn earners(&self, id: usize) -> usize {
        let adults = self.people[self.members(id)]
            .iter()
            .filter(|person| !person.age.is_minor())
            .count();
        adults.max(1)
    }

    /// A party without the fare looks for money: until it has earned it, or gives that up.
    fn strand(&mut self, id: usize, place: LocationId, fare: f32, time: f32) -> Next {
        let party = &self.parties[id];
        let size = f32::from(party.size);
        let homeward = party.has(flag::HOMEWARD);
        let word = self.draws.block(party.entity, 5, Purpose::Clock, party.hop)[0];
        let patience = self.epoch.numbers.stranded_patience * exponential(word);
        let state = &self.epoch.states[self.state_of(place).index()];
        let earners = self.earners(id);
        let short = (fare * size - party.money).max(0.0);
        let needed =
            days_to_earn(short, earners, state.earning).max(self.epoch.numbers.stranded_minimum);
        let days = needed.min(patience.max(self.epoch.numbers.stranded_minimum));
        if needed > days && !homeward {
            self.parties[id].put(flag::MONEY_GIVEN_UP, true);
        }
        self.parties[id].activity = Activity::Stranded;
        self.stand(id, Standing::Stranded);
        Next::At(time + days as f32)
    }

    pub(super) fn look_for_money(&mut self, id: usize, since: f32, time: f32) -> Next {
        let place = self.parties[id].location();
        let state = &self.epoch.states[self.state_of(place).index()];
        let income = state.earning as f32 * self.earners(id) as f32 * (time - since);
        self.parties[id].money += income;
        self.stay_over(id, since, time, Stay::Stranded)
    }

    pub(super) fn join_queue(
        &mut self,
        id: usize,
        arc: ArcId,
        capacity: CapacityId,
        time: f32,
    ) -> Next {
        let party = &mut self.parties[id];
        party.at = arc.0;
        party.stages = capacity.0 as u8;
        party.activity = Activity::Queueing;
        let entry = party.entry(id);
        let size = party.size;
        let word = self.draws.block(party.entity, 6, Purpose::Clock, party.hop)[0];
        self.queues[capacity.index()].join(entry, size);
        self.stand(id, Standing::Waiting);
        let patience = self.epoch.numbers.queue_patience * exponential(word);
        self.parties[id].until = time + patience as f32;
        self.enter(
            id,
            (time + patience as f32).max(self.today.day as f32 + 1.0),
        );
        Next::Held
    }

    /// A party's turn has come.
    pub(super) fn leave_queue(&mut self, id: usize, capacity: CapacityId) {
        let size = self.parties[id].size;
        let queue = &mut self.queues[capacity.index()];
        queue.serve(size);
        queue.leave(size);
        let arc = self.arc_of(id);
        let time = self.today.day as f32;
        let since = self.parties[id].clock;
        let place = self.epoch.terrain.arc(arc).from;
        self.parties[id].hop = self.parties[id].hop.wrapping_add(1);
        self.parties[id].clock = time.max(since);
        let delay = self.pass_time(id, place, time - since, Stay::Queue);
        if self.parties[id].size == 0 {
            self.end(id);
            return;
        }
        self.parties[id].hop = self.parties[id].hop.wrapping_add(1);
        let time = time.max(since) + delay;
        self.parties[id].clock = time;
        let fare = self.price(id, arc) * f32::from(self.parties[id].size);
        let open = self
            .epoch
            .conditions
            .is_open(self.parties[id].nationality(), arc.link());
        let can_pay = fare <= self.parties[id].money || self.has_credit(id, arc);
        let next = if !open || !can_pay {
            // Robbed or worn down while waiting, or the way was closed: the turn is lost.
            self.parties[id].at = place.0;
            self.stand(id, Standing::Travelling);
            self.decide(id, time)
        } else {
            self.set_out(id, arc, time)
        };
        match next {
            Next::At(next) => {
                self.parties[id].until = next;
                self.enter(id, next);
            }
            Next::Held => {}
        }
    }

    /// The patience of a party in a queue ends: it leaves the queue and decides again. If it
    /// chooses the same link it stands at the back.
    pub(super) fn lose_patience(&mut self, id: usize, since: f32, time: f32) -> Next {
        let arc = self.arc_of(id);
        let place = self.epoch.terrain.arc(arc).from;
        let queue = usize::from(self.parties[id].stages);
        if queue == self.world.capacities.len() {
            let dossier = &mut self.dossiers[id];
            dossier.put(paper::APPOINTMENT, false);
            dossier.put(paper::NO_APPOINTMENT, true);
        }
        let size = self.parties[id].size;
        self.queues[queue].leave(size);
        self.parties[id].at = place.0;
        self.stay_over(id, since, time, Stay::Queue)
    }

    fn turn_back(&mut self, id: usize, place: LocationId, time: f32) -> Next {
        let nationality = self.parties[id].nationality();
        let members = self.members(id);
        let how = GivingUp::TurnedBack;
        self.observer
            .gave_up(self.today, place, nationality, &self.people[members], how);
        self.parties[id].put(flag::HOMEWARD, true);
        self.parties[id].put(flag::CROSSING | flag::AVOIDING, false);
        self.go_back(id, place, time)
    }

    fn go_back(&mut self, id: usize, place: LocationId, time: f32) -> Next {
        let origin = self.parties[id].origin().index();
        if self.residence(id) == place {
            return self.come_home(id, Standing::Returned, time);
        }
        match self.epoch.ways_back.of_origin[origin].next[place.index()] {
            None => self.settle(id, time),
            Some(arc) => {
                let fare = self.price(id, arc);
                if fare * f32::from(self.parties[id].size) > self.parties[id].money {
                    self.strand(id, place, fare, time)
                } else {
                    self.stand(id, Standing::Travelling);
                    self.set_out(id, arc, time)
                }
            }
        }
    }
}
