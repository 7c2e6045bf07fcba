//! Being left behind, and being found: by guide or crew, by fellow travellers, by contract.

use super::travel::SLOWEST;
use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Abandonment, AbandonmentEnd, Event, Observer, Place};
use crate::engine::laws::{abandon, occurs};
use crate::engine::parties::{Activity, flag};
use crate::engine::party_record::paper;
use crate::engine::people::{Age, FULL_ENERGY, mark};
use crate::engine::state::Sim;
use crate::ids::{ArcId, ClassId};
use crate::rng::named::{Block, Contract, Guide, Parting, Passers};
use crate::rng::{split_entity, unit};

impl<O: Observer> Sim<'_, O> {
    /// Fellow travellers leave the exhausted behind; children are separated.
    pub fn part(&mut self, who: &mut ActiveParty, arc: ArcId, days: f32, time: f32) {
        let party = &who.party;
        if party.size < 2 {
            return;
        }
        let kin = party.has(flag::KIN);
        let hop = party.hop;
        let mut member = who.party.members().start;
        while member < who.party.members().end && who.party.size > 1 {
            let person = &self.people[member];
            let weak = person.has(mark::IMMOBILE)
                || f64::from(person.energy) < self.regime.numbers.exhausted_below;
            let (exposure, kind) = if person.age.is_minor() {
                (
                    abandon::of_child(&self.regime.numbers.abandonment, days),
                    Abandonment::Child,
                )
            } else if weak && self.others_can_go_on(who, member) {
                (
                    abandon::by_fellows(&self.regime.numbers.abandonment, days, kin),
                    Abandonment::Fellow,
                )
            } else {
                member += 1;
                continue;
            };
            let Parting { left } =
                Parting::of_member(&self.draws, person.entity, person.member, hop);
            if occurs(unit(left), exposure) {
                self.leave_behind(who, member, arc, kind, days, time);
            } else {
                member += 1;
            }
        }
    }

    /// Whether some other adult of the party is left to go on: nobody leaves children alone here.
    fn others_can_go_on(&self, who: &ActiveParty, member: usize) -> bool {
        who.party
            .members()
            .any(|other| other != member && !self.people[other].age.is_minor())
    }

    fn leave_behind(
        &mut self,
        who: &mut ActiveParty,
        member: usize,
        arc: ArcId,
        kind: Abandonment,
        days: f32,
        time: f32,
    ) {
        let person = self.people[member];
        let place = Place::Arc(arc);
        self.note_member(who, member, Event::Abandoned { place, kind });
        let size = f32::from(who.party.size);
        let share = who.party.money / size;
        who.party.money -= share;
        self.drop_member(who, member);
        let first = who.party.members().end;
        self.people[first].marks |= mark::ABANDONED_ONCE;
        let mut left = who.party;
        left.entity = split_entity(left.entity, person.entity, person.member);
        left.first = first as u32;
        left.size = 1;
        left.money = share;
        left.activity = Activity::OnLink;
        left.put(flag::KIN | flag::SMALL_CHILD, false);
        left.put(flag::ABANDONED | flag::EXHAUSTED, true);
        left.put(flag::UNACCOMPANIED, person.age.is_minor());
        left.put(flag::SMALL_CHILD, person.age == Age::Under6);
        let slower = days / self.regime.numbers.abandoned_pace.max(SLOWEST);
        let mut record = who.record;
        record.debt = 0.0;
        record.transport_class = 0;
        record.put(paper::SEPARATED, person.age.is_minor());
        let new = &mut self.add_party(left, record);
        self.counts.parties += 1;
        // The stage takes those left behind longer, and the rest of it is theirs alone.
        let rest = slower - days;
        let word = new.hop(&self.draws).harm;
        self.note(new, Event::Stage { arc, days: rest });
        self.person_days += f64::from(rest);
        let zone = self.regime.network.arc(arc).zone;
        self.expose(new, place, zone, rest, word);
        if new.party.size == 0 {
            self.end(new);
        } else {
            self.enter(new, (time + slower).max(self.today.day as f32 + 1.0));
        }
        self.commit(new);
    }

    /// Everybody in a party counts as left behind in one way, and is marked.
    pub fn note_abandoned(
        &mut self,
        who: &ActiveParty,
        place: Place,
        kind: Abandonment,
        marks: u16,
    ) {
        for member in who.party.members() {
            self.note_member(who, member, Event::Abandoned { place, kind });
            self.people[member].marks |= marks;
        }
    }

    /// Being left behind ends for everybody in a party, on a link.
    pub fn end_abandonment(&mut self, who: &ActiveParty, arc: ArcId, end: AbandonmentEnd) {
        let place = Place::Arc(arc);
        for member in who.party.members() {
            self.note_member(who, member, Event::AbandonmentEnded { place, end });
        }
    }

    /// The guide or boat crew leaves its clients.
    pub fn lose_guide(&mut self, who: &mut ActiveParty, arc: ArcId, days: f32, delay: f32) {
        if who.party.has(flag::ABANDONED) {
            return;
        }
        let enforcement = self.regime.network.arc(arc).enforcement;
        let rates = &self.regime.numbers.abandonment;
        let factor = self.guide_factor(who, arc);
        let party = &who.party;
        let word = Guide::of(&self.draws, party.entity, party.hop).leaves;
        let most = abandon::by_guide_at_most(rates, days, delay, enforcement) * factor;
        if unit(word) >= most {
            return;
        }
        let exposure = abandon::by_guide(rates, days, delay, enforcement) * factor;
        if !occurs(unit(word), exposure) {
            return;
        }
        self.note_abandoned(
            who,
            Place::Arc(arc),
            Abandonment::Guide,
            mark::ABANDONED_ONCE,
        );
        who.party.put(flag::ABANDONED, true);
        debug_assert!(self.regime.network.arc(arc).guided);
    }

    /// How much more or less often guides and crews leave this party: the package it bought, and how
    /// few they are who sell any.
    fn guide_factor(&self, who: &ActiveParty, arc: ArcId) -> f64 {
        let class = ClassId(u32::from(self.regime.network.arc(arc).class));
        let trade = self.market.on(class);
        trade.abandonment * self.package(who, class).map_or(1.0, |it| it.abandonment)
    }

    /// The contract of a party's guide ends where it has arrived.
    pub fn end_contract(&mut self, who: &ActiveParty, arc: ArcId) {
        let party = &who.party;
        let Contract { ends } = Contract::of(&self.draws, party.entity, party.hop);
        if unit(ends) < self.regime.numbers.contract_share {
            self.note_abandoned(
                who,
                Place::Arc(arc),
                Abandonment::Contract,
                mark::CONTRACT_ONCE,
            );
        }
    }

    /// People left behind may be taken in by others who pass, or rescued.
    pub fn meet_others(&mut self, who: &mut ActiveParty, arc: ArcId) {
        let party = &who.party;
        let luck = Passers::of(&self.draws, party.entity, party.hop);
        let state = self.regime.network.arc(arc).control;
        let rescue = self.regime.numbers.rescue * self.regime.states[state.index()].rescue;
        let others_pass = self.traffic[1][arc.0 as usize] > 0;
        let taken_in = if others_pass {
            self.regime.numbers.taken_in
        } else {
            0.0
        };
        let end = if occurs(unit(luck.rescued), rescue) {
            AbandonmentEnd::Rescued
        } else if occurs(unit(luck.taken_in), taken_in) {
            AbandonmentEnd::Rejoined
        } else {
            return;
        };
        self.end_abandonment(who, arc, end);
        who.party.put(flag::ABANDONED, false);
        if end == AbandonmentEnd::Rescued {
            for member in who.party.members() {
                self.people[member].energy = FULL_ENERGY;
                self.people[member].marks &= !mark::IMMOBILE;
            }
            who.party.put(flag::EXHAUSTED, false);
        }
    }
}
