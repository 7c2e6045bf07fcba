//! Regular pathways: who asks, who is given a place, and what becomes of it.

use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Event, Observer, ProtectionStage, StayReason};
use crate::engine::information::WEEK;
use crate::engine::laws::party::mean_size;
use crate::engine::parties::Activity;
use crate::engine::pathways::{Pathway, Places, QUOTAS, names};
use crate::engine::people::{Instrument, Standing, mark};
use crate::engine::state::{Next, Sim};
use crate::ids::{ArcId, LinkId, OriginId};
use crate::rng::named::{Admission, Block, PLACES};
use crate::rng::{cohort_key, exponential, unit};

/// Days for which places that nobody asked for are kept.
const KEPT_DAYS: f64 = 30.0;
/// Candidates looked at for one who is eligible, where a place is free.
const LOOKED_AT: f64 = 50.0;

impl<O: Observer> Sim<'_, O> {
    /// People a day for whom a pathway has places, unscaled.
    fn places_per_day(&self, pathway: &Pathway) -> f64 {
        let regime = self.regime;
        if !regime.numbers.pathways.open {
            return 0.0;
        }
        match &pathway.places {
            Places::Quota(which) => regime.numbers.pathways.places[*which],
            Places::Programme { gate, capacity, .. } => {
                let in_force = &regime.conditions.in_force;
                if gate.is_some_and(|gate| !in_force.gates[gate.index()]) {
                    return 0.0;
                }
                capacity.map_or(0.0, |id| {
                    regime
                        .conditions
                        .get(self.world.capacities[id.index()].per_day)
                        * in_force.capacities[id.index()]
                })
            }
        }
    }

    /// Half of a day's held places are there before people set out, half before those on the way ask, so that
    /// neither come first.
    pub fn hold_places(&mut self) {
        for index in 0..self.pathways.0.len() {
            let a_day = self.places_per_day(&self.pathways.0[index]) * self.scale;
            let held_part = self.regime.numbers.pathways.substitution;
            let pathway = &mut self.pathways.0[index];
            pathway.a_day = a_day;
            pathway.held_a_day = held_part * a_day;
            pathway.held += pathway.held_a_day / 2.0;
            if a_day <= 0.0 {
                // A pathway that closes keeps no place.
                pathway.held = pathway.held.min(0.0);
                for left in &mut pathway.free {
                    *left = left.min(0.0);
                }
            }
        }
    }

    /// A day's places: some are held for people who would set out, the others are taken by people who would
    /// not have.
    pub fn give_places(&mut self) {
        for index in 0..self.pathways.0.len() {
            let pathway = &mut self.pathways.0[index];
            let a_day = pathway.a_day;
            if a_day <= 0.0 {
                continue;
            }
            pathway.held += pathway.held_a_day / 2.0;
            let most = pathway.held_a_day * KEPT_DAYS;
            let over = (pathway.held - most).max(0.0);
            pathway.held -= over;
            let free = over + a_day - pathway.held_a_day;
            for origin in 0..self.world.origins.len() {
                let pathway = &mut self.pathways.0[index];
                let most = pathway.share[origin] * a_day * KEPT_DAYS + 1.0;
                let left = &mut pathway.free[origin];
                *left = (*left + pathway.share[origin] * free).min(most);
                self.fill_places(index, OriginId::from(origin));
            }
        }
    }

    /// The next candidates of an origin who would not have set out take the places that are free.
    fn fill_places(&mut self, index: usize, origin: OriginId) {
        let world = self.world;
        let own = &world.origins[origin.index()];
        let conditions = &self.regime.conditions;
        let people = &world.nationalities[own.nationality.index()];
        let candidates =
            conditions.get(own.stock) / mean_size(people, &conditions.setting) * self.scale;
        let key = cohort_key(own.key, u32::MAX - index as u32);
        let free = self.pathways.0[index].free[origin.index()].max(0.0);
        for _ in 0..(LOOKED_AT * (1.0 + free)) as u32 {
            let pathway = &mut self.pathways.0[index];
            let candidate = pathway.next[origin.index()];
            if pathway.free[origin.index()] <= 0.0 || f64::from(candidate) >= candidates {
                return;
            }
            pathway.next[origin.index()] += 1;
            let time = self.today.day as f32;
            let mut who = self.newcomer(origin, key, candidate, time);
            if self.is_eligible(&who, index) {
                self.pathways.0[index].free[origin.index()] -= f64::from(who.party.size);
                self.set_out_regularly(&mut who, index);
            } else {
                self.commit(&who);
                self.take_out(who.id);
            }
        }
    }

    /// Whether a pathway is for a party: its nationality, its need, where it lives, whom it knows.
    fn is_eligible(&self, who: &ActiveParty, index: usize) -> bool {
        let pathway = &self.pathways.0[index];
        if !names(self.world, &pathway.places, who.party.origin()) {
            return false;
        }
        match pathway.places {
            Places::Quota(which) => {
                let need = self.need_of(who).is_some();
                match QUOTAS[which] {
                    Instrument::HumanitarianVisa | Instrument::Resettlement => need,
                    _ => {
                        let mut members = self.people[who.party.members()].iter();
                        !need && members.any(|person| !person.age.is_minor())
                    }
                }
            }
            Places::Programme { .. } => true,
        }
    }

    /// A party at home, or on the way where that is open, asks for a place in a regular pathway; says
    /// whether it takes one.
    pub fn ask_for_place(&mut self, who: &mut ActiveParty) -> bool {
        let size = f64::from(who.party.size);
        let (entity, hop) = (who.party.entity, who.party.hop);
        let mut words = PLACES.words(&self.draws, entity, hop);
        for index in 0..self.pathways.0.len() {
            let pathway = &self.pathways.0[index];
            let luck = words.unit();
            // Scarce places are shared among all who ask, whoever asks first.
            let week = WEEK as f64 * pathway.held_a_day;
            if pathway.held <= 0.0 || week <= 0.0 {
                continue;
            }
            let left = (pathway.held / week).min(1.0);
            let known = match &pathway.places {
                Places::Quota(_) => true,
                Places::Programme { links, .. } => self.is_reached(who, links[0]),
            };
            if known
                && self.is_eligible(who, index)
                && luck < self.regime.numbers.pathways.uptake * left
            {
                self.pathways.0[index].held -= size;
                self.take_place_in(who, index);
                return true;
            }
        }
        false
    }

    /// Whether a party is one of those whom sponsors or referrals on a class of links reach.
    fn is_reached(&self, who: &ActiveParty, link: LinkId) -> bool {
        let access = self.regime.conditions.access(link);
        access >= 1.0 || self.luck_at_class(who.party.entity, ArcId::forward(link)) < access
    }

    fn take_place_in(&mut self, who: &mut ActiveParty, index: usize) {
        who.party.activity = Activity::Pathway;
        who.party.stages = index as u8;
        let instrument = self.instrument_of(index);
        self.note(who, Event::Regular { instrument });
    }

    fn instrument_of(&self, index: usize) -> Instrument {
        match self.pathways.0[index].places {
            Places::Quota(which) => QUOTAS[which],
            Places::Programme { .. } => Instrument::Admission,
        }
    }

    /// Somebody who would not have set out leaves by a regular pathway.
    fn set_out_regularly(&mut self, who: &mut ActiveParty, index: usize) {
        self.note_departure(who);
        self.take_place_in(who, index);
        let time = who.party.clock;
        if let Next::At(time) = self.wait_for_place(who, time) {
            self.enter(who, time);
        }
        self.commit(who);
    }

    /// A party waits until its place can be taken up.
    pub fn wait_for_place(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        self.set_standing(who, Standing::Waiting);
        let party = &who.party;
        let word = Admission::of(&self.draws, party.entity, party.hop).days;
        let days = match self.link_of_place(who) {
            Some(link) => {
                let usual = self.regime.links[link.index()].usual[0];
                usual * self.travel[link.index()].at(unit(word))
            }
            None => (self.regime.numbers.pathways.days * exponential(word)) as f32,
        };
        Next::At(time + days)
    }

    /// The link that stands for the programme in which a party has its place: from where it lives, or the
    /// first.
    fn link_of_place(&self, who: &ActiveParty) -> Option<LinkId> {
        match &self.pathways.0[usize::from(who.party.stages)].places {
            Places::Quota(_) => None,
            Places::Programme { links, .. } => {
                let here =
                    |link: &&LinkId| self.world.links[link.index()].from == who.party.location();
                links.iter().find(here).or(links.first()).copied()
            }
        }
    }

    /// The place is taken up.
    pub fn take_place(&mut self, who: &mut ActiveParty, since: f32, time: f32) -> Next {
        let place = who.party.location();
        self.pass_time(who, place, time - since, StayReason::Queue);
        if who.party.size == 0 {
            return self.end(who);
        }
        let instrument = self.instrument_of(usize::from(who.party.stages));
        if let Some(link) = self.link_of_place(who) {
            let to = self.world.links[link.index()].to;
            self.grant_status(who, instrument);
            who.party.at = to.0;
            return self.arrive_for_good(who, to, time, true);
        }
        let state = self.state_of(place);
        self.grant_status(who, instrument);
        if instrument.protects() {
            self.note_stage(who, state, ProtectionStage::Granted, mark::GRANTED);
            self.note_stage(who, state, ProtectionStage::Effective, mark::EFFECTIVE);
            self.set_standing(who, Standing::Protected);
        } else {
            self.set_standing(who, Standing::SettledRegular);
        }
        self.end(who)
    }

    /// Tells the observer under which instrument a party is given a status where it is.
    pub fn grant_status(&mut self, who: &ActiveParty, instrument: Instrument) {
        let state = self.state_of(who.party.location());
        for member in who.party.members() {
            self.note_member(who, member, Event::Granted { state, instrument });
        }
    }
}
