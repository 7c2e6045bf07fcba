//! What parties do at places: choose, wait, queue, run out of money, go back.

use crate::engine::active_party::ActiveParty;
use crate::engine::choice::{OTHERS, Other};
use crate::engine::conditions::Passage;
use crate::engine::event::{Event, GivingUp, Observer, Payment, StayReason};
use crate::engine::laws::choose_route::pick;
use crate::engine::laws::money::days_to_earn;
use crate::engine::parties::{Activity, Party, flag};
use crate::engine::party_record::paper;
use crate::engine::people::Standing;
use crate::engine::state::{Next, Sim};
use crate::ids::{ArcId, CapacityId, LocationId};
use crate::rng::named::{Access, Block, CHOICE, ClosedLink, Queued, Stranded, Visa, Wait};
use crate::rng::{exponential, unit};

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

/// Ways that a party cannot take, by position among the alternatives of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Shut {
    /// Those who control the way do not let it pass.
    unknown: u64,
    /// A restriction or a visa rule keeps it from the link.
    kept: u64,
}

impl<O: Observer> Sim<'_, O> {
    /// The first link of a journey; none if no way is open or can be paid.
    pub fn first_choice(&mut self, who: &mut ActiveParty) -> Option<ArcId> {
        let place = who.party.location();
        match self.choose(who, place, ALL_OTHERS) {
            Decision::Take(arc) => Some(arc),
            _ => None,
        }
    }

    /// A party at a place decides what to do next.
    pub fn decide(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        let party = &mut who.party;
        let place = party.location();
        party.activity = Activity::Deciding;
        if party.has(flag::HOMEWARD) {
            return self.go_back(who, place, time);
        }
        if self.residence(who) == place && self.ask_for_place(who) {
            return self.wait_for_place(who, time);
        }
        let party = &mut who.party;
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
        match self.choose(who, place, barred) {
            Decision::Take(arc) => self.take(who, arc, time),
            Decision::Do(Other::Settle) if self.residence(who) != place => self.settle(who, time),
            Decision::Do(Other::Claim) => self.claim(who, time),
            Decision::Do(Other::TurnBack | Other::Settle) => self.turn_back(who, place, time),
            Decision::CannotPay(fare) => self.strand(who, place, fare, time),
            Decision::Do(Other::Wait) | Decision::Nothing => {
                self.wait_for(who, self.regime.numbers.wait_days, time)
            }
        }
    }

    /// Draws among the alternatives of a place until one is open to the party.
    fn choose(&mut self, who: &mut ActiveParty, place: LocationId, barred: u64) -> Decision {
        let first = who.hop(&self.draws).choice;
        let leanings = self.leanings(who);
        let party = who.party;
        let class = usize::from(party.class);
        self.tables.prepare(self.routes, class, place);
        let (money, size) = (party.money, f32::from(party.size));
        let (regime, arcs) = (self.regime, self.routes.onward.of(place));
        let mut words = CHOICE.words(&self.draws, party.entity, party.hop);
        let mut barred = barred;
        let mut lacked = f32::INFINITY;
        let mut u = unit(first);
        let plain = regime.is_plain(party.nationality(), place);
        if !plain {
            let shut = self.shut_to(&party, place);
            barred |= shut.unknown;
            if shut.kept != 0 {
                let table = self.tables.at(self.routes, class, place);
                let would = pick(table, words.unit(), barred, false, leanings);
                if let Some(option) = would.filter(|it| shut.kept >> (*it).min(63) & 1 == 1) {
                    self.note_kept_from(who, arcs[option - OTHERS]);
                }
                barred |= shut.kept;
            }
        }
        loop {
            let table = self.tables.at(self.routes, class, place);
            let Some(option) = pick(table, u, barred, plain, leanings) else {
                return if lacked < f32::INFINITY {
                    Decision::CannotPay(lacked)
                } else {
                    Decision::Nothing
                };
            };
            if let Some(&other) = Other::ALL.get(option) {
                // Those who would go on but cannot pay look for money rather than wait, and before
                // they give up if they can pay for nothing.
                if lacked < f32::INFINITY
                    && (other == Other::Wait || !self.can_pay_some_way(who, place, barred))
                {
                    return Decision::CannotPay(lacked);
                }
                return Decision::Do(other);
            }
            let arc = arcs[option - OTHERS];
            self.keep_transport_word(who, arc);
            let price = self.price(who, arc);
            if price * size <= money || self.has_credit(who, arc) {
                return Decision::Take(arc);
            }
            lacked = lacked.min(price);
            barred |= 1 << option.min(63);
            u = words.unit();
        }
    }

    /// The ways on from a place that are shut to a party. Access to a class of links is one luck for the
    /// whole journey, as it is part of whom a party knows; a visa is decided anew with every application.
    fn shut_to(&self, party: &Party, place: LocationId) -> Shut {
        let conditions = &self.regime.conditions;
        let nationality = party.nationality();
        let mut shut = Shut::default();
        for (at, arc) in self.routes.onward.of(place).iter().enumerate() {
            let (link, bit) = (arc.link(), 1 << (OTHERS + at).min(63));
            let access = conditions.access(link);
            if access < 1.0 && self.luck_at_class(party.entity, *arc) >= access {
                shut.unknown |= bit;
                continue;
            }
            let visa = f64::from(conditions.visa_block(nationality, link));
            if conditions.passage(nationality, link) != Passage::Open
                || visa > 0.0 && self.luck_of_visa(party, *arc) < visa
            {
                shut.kept |= bit;
            }
        }
        shut
    }

    /// The luck of a party in being let onto the class of a link, the same under every policy.
    pub fn luck_at_class(&self, entity: u64, arc: ArcId) -> f32 {
        let class = self.world.links[arc.link().index()].class;
        unit(Access::of(&self.draws, entity, class.0 as u16).luck) as f32
    }

    /// The luck of the present application of a party for the visa of the state that controls a link.
    fn luck_of_visa(&self, party: &Party, arc: ArcId) -> f64 {
        /// Applications that are told apart.
        const MOST: u16 = 63;
        let state = self.world.links[arc.link().index()].control;
        // Applications of different parties do not fall on the same days.
        let begun = (party.entity % 1000) as f64 / 1000.0;
        let round = self.today.day as f64 / self.regime.numbers.visa_days.max(1.0) + begun;
        let application = round as u16;
        let occasion = 1 + state.0 as u16 * (MOST + 1) + application.min(MOST);
        unit(Visa::of(&self.draws, party.entity, occasion).refused)
    }

    /// Whether an attempt at a link meets its closure, after a guide who evades is paid where he is worth
    /// his price.
    pub fn meets_closure(&mut self, who: &mut ActiveParty, arc: ArcId) -> bool {
        let mut stopped = f64::from(self.regime.conditions.closure(arc.link()));
        if stopped <= 0.0 || who.party.has(flag::HOMEWARD) {
            return false;
        }
        let attempts = self.regime.numbers.attempts;
        let price = attempts.evasion as f32 * f32::from(who.party.size);
        if attempts.pays_guide(stopped) && price <= who.party.money {
            self.charge(who, price, Payment::Fare);
            if self.regime.network.arc(arc).crossing {
                who.party.crossing_paid += attempts.evasion as f32;
            }
            stopped = attempts.stopped_with_guide(stopped);
        }
        let party = &who.party;
        unit(ClosedLink::of(&self.draws, party.entity, party.hop).stopped) < stopped
    }

    /// A party that a closure has stopped loses money and days, and then decides again.
    pub fn turn_away(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        self.note_kept_from(who, arc);
        let numbers = &self.regime.numbers;
        let lost = numbers.stopped_usd as f32 * f32::from(who.party.size);
        self.charge(who, lost, Payment::Fare);
        who.party.at = self.regime.network.arc(arc).from.0;
        self.wait_for(who, self.regime.numbers.stopped_days, time)
    }

    /// Whether a party can pay for one of the ways on that are not barred.
    fn can_pay_some_way(&self, who: &ActiveParty, place: LocationId, barred: u64) -> bool {
        let party = &who.party;
        let mut ways = self.routes.onward.of(place).iter().enumerate();
        ways.any(|(at, arc)| {
            barred >> (OTHERS + at).min(63) & 1 == 0
                && self.price(who, *arc) * f32::from(party.size) <= party.money
        })
    }

    fn note_kept_from(&mut self, who: &mut ActiveParty, arc: ArcId) {
        if who.party.has(flag::AVOIDING) {
            return;
        }
        who.party.put(flag::AVOIDING, true);
        who.party.avoiding_since = self.today.day as u16;
        who.record.avoided = arc;
        self.note(who, Event::KeptFromLink { arc });
    }

    pub fn residence(&self, who: &ActiveParty) -> LocationId {
        self.world.origins[who.party.origin().index()].residence
    }

    /// Waits for some days on average, and then decides again.
    fn wait_for(&mut self, who: &mut ActiveParty, days: f64, time: f32) -> Next {
        let party = &mut who.party;
        party.activity = Activity::Waiting;
        let word = Wait::of(&self.draws, party.entity, party.hop).days;
        self.set_standing(who, Standing::Waiting);
        Next::At(time + ((days * exponential(word)) as f32).max(1.0 / 24.0))
    }

    /// A stay ends; the party decides again.
    pub fn stay_over(
        &mut self,
        who: &mut ActiveParty,
        since: f32,
        time: f32,
        why: StayReason,
    ) -> Next {
        let place = who.party.location();
        if why == StayReason::Choice {
            who.party.waited += time - since;
        }
        let delay = self.pass_time(who, place, time - since, why);
        if who.party.size == 0 {
            return self.end(who);
        }
        // What follows is a hop of its own: it must not meet the draws of the stay again.
        who.party.hop = who.party.hop.wrapping_add(1);
        let time = time + delay;
        who.party.clock = time;
        if who.party.waited > LONG_WAIT_DAYS && !who.party.has(flag::WAITED_LONG) {
            who.party.put(flag::WAITED_LONG, true);
            let how = GivingUp::WaitedLong;
            self.note(who, Event::GaveUp { place, how });
        }
        self.set_standing(who, Standing::Travelling);
        self.decide(who, time)
    }

    fn earners(&self, who: &ActiveParty) -> usize {
        let adults = self.people[who.party.members()]
            .iter()
            .filter(|person| !person.age.is_minor())
            .count();
        adults.max(1)
    }

    /// A party without the fare looks for money: until it has earned it, or gives that up.
    fn strand(&mut self, who: &mut ActiveParty, place: LocationId, fare: f32, time: f32) -> Next {
        let party = &who.party;
        let size = f32::from(party.size);
        let homeward = party.has(flag::HOMEWARD);
        let word = Stranded::of(&self.draws, party.entity, party.hop).patience;
        let patience = self.regime.numbers.stranded_patience * exponential(word);
        let state = &self.regime.states[self.state_of(place).index()];
        let earners = self.earners(who);
        let short = (fare * size - party.money).max(0.0);
        let needed =
            days_to_earn(short, earners, state.earning).max(self.regime.numbers.stranded_minimum);
        let days = needed.min(patience.max(self.regime.numbers.stranded_minimum));
        if needed > days && !homeward {
            who.party.put(flag::MONEY_GIVEN_UP, true);
        }
        who.party.activity = Activity::Stranded;
        self.set_standing(who, Standing::Stranded);
        Next::At(time + days as f32)
    }

    pub fn look_for_money(&mut self, who: &mut ActiveParty, since: f32, time: f32) -> Next {
        let place = who.party.location();
        let state = &self.regime.states[self.state_of(place).index()];
        let income = state.earning as f32 * self.earners(who) as f32 * (time - since);
        who.party.money += income;
        self.stay_over(who, since, time, StayReason::Stranded)
    }

    pub fn join_queue(
        &mut self,
        who: &mut ActiveParty,
        arc: ArcId,
        capacity: CapacityId,
        time: f32,
    ) -> Next {
        let party = &mut who.party;
        party.at = arc.0;
        party.stages = capacity.0 as u8;
        party.activity = Activity::Queueing;
        let entry = party.entry(who.id);
        let size = party.size;
        let word = Queued::of(&self.draws, party.entity, party.hop).patience;
        self.queues[capacity.index()].join(entry, size);
        self.set_standing(who, Standing::Waiting);
        let patience = self.regime.numbers.queue_patience * exponential(word);
        self.enter(
            who,
            (time + patience as f32).max(self.today.day as f32 + 1.0),
        );
        Next::Held
    }

    /// A party's turn has come.
    pub fn leave_queue(&mut self, who: &mut ActiveParty, capacity: CapacityId) {
        let size = who.party.size;
        self.queues[capacity.index()].leave(size);
        let arc = who.party.arc();
        let time = self.today.day as f32;
        let since = who.party.clock;
        let place = self.regime.network.arc(arc).from;
        who.party.hop = who.party.hop.wrapping_add(1);
        who.party.clock = time.max(since);
        let delay = self.pass_time(who, place, time - since, StayReason::Queue);
        if who.party.size == 0 {
            self.end(who);
            return;
        }
        who.party.hop = who.party.hop.wrapping_add(1);
        let time = time.max(since) + delay;
        who.party.clock = time;
        let fare = self.price(who, arc) * f32::from(who.party.size);
        let open = self
            .regime
            .conditions
            .is_open(who.party.nationality(), arc.link());
        let can_pay = fare <= who.party.money || self.has_credit(who, arc);
        let next = if !open || !can_pay {
            // Robbed or worn down while waiting, or the way was closed: the turn is lost, and the
            // next may take it.
            who.party.at = place.0;
            self.set_standing(who, Standing::Travelling);
            self.decide(who, time)
        } else {
            self.queues[capacity.index()].serve(who.party.size);
            self.set_out(who, arc, time)
        };
        if let Next::At(next) = next {
            self.enter(who, next);
        }
    }

    /// The patience of a party in a queue ends: it leaves the queue and decides again. If it
    /// chooses the same link it stands at the back.
    pub fn lose_patience(&mut self, who: &mut ActiveParty, since: f32, time: f32) -> Next {
        let arc = who.party.arc();
        let place = self.regime.network.arc(arc).from;
        let queue = usize::from(who.party.stages);
        if queue == self.world.capacities.len() {
            let record = &mut who.record;
            record.put(paper::APPOINTMENT, false);
            record.put(paper::NO_APPOINTMENT, true);
        }
        let size = who.party.size;
        self.queues[queue].leave(size);
        who.party.at = place.0;
        self.stay_over(who, since, time, StayReason::Queue)
    }

    fn turn_back(&mut self, who: &mut ActiveParty, place: LocationId, time: f32) -> Next {
        let how = GivingUp::TurnedBack;
        self.note(who, Event::GaveUp { place, how });
        who.party.put(flag::HOMEWARD, true);
        who.party.put(flag::CROSSING | flag::AVOIDING, false);
        self.go_back(who, place, time)
    }

    fn go_back(&mut self, who: &mut ActiveParty, place: LocationId, time: f32) -> Next {
        let origin = who.party.origin().index();
        if self.residence(who) == place {
            return self.come_home(who, Standing::Returned, time);
        }
        match self.regime.ways_back.of_origin[origin].next[place.index()] {
            None => self.settle(who, time),
            Some(arc) => {
                let fare = self.price(who, arc);
                if fare * f32::from(who.party.size) > who.party.money {
                    self.strand(who, place, fare, time)
                } else {
                    self.set_standing(who, Standing::Travelling);
                    self.set_out(who, arc, time)
                }
            }
        }
    }
}
