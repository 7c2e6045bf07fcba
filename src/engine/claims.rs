//! The way to protection at places: information, identification, claims, decisions.

use super::calendar_queue::Entry;
use super::numbers::StateNumbers;
use super::observer::{Observer, ProtectionStage, Stay};
use super::people::{Activity, Standing, flag, mark};
use super::rules::seek_protection;
use super::state::{Next, Sim};
use crate::ids::{LocationId, StateId};
use crate::rng::{Purpose, exponential, unit};
use crate::world::policy::Lever;

impl<O: Observer> Sim<'_, O> {
    /// Tells the observer that every member in need reaches a stage, and marks them.
    pub(super) fn note_stage(
        &mut self,
        id: usize,
        state: StateId,
        stage: ProtectionStage,
        marks: u16,
    ) {
        let nationality = self.parties[id].nationality();
        for member in self.members(id) {
            let person = &mut self.people[member];
            if person.need.has_instrument() {
                self.observer
                    .protection(self.today, state, nationality, person, stage);
                person.marks |= marks;
            }
        }
    }

    /// A reception station or service informs and identifies, once per state.
    pub(super) fn receive(&mut self, id: usize, place: LocationId) {
        let state = self.state_of(place);
        let stamp = state.0 as u8 + 1;
        if self.parties[id].received_in == stamp {
            return;
        }
        self.parties[id].received_in = stamp;
        let party = &self.parties[id];
        let words = self
            .draws
            .block(party.entity, 1, Purpose::Protection, party.hop);
        let StateNumbers {
            informed,
            identified,
            ..
        } = self.state_numbers[state.index()];
        if unit(words[0]) < informed {
            self.parties[id].put(flag::INFORMED, true);
            self.note_stage(id, state, ProtectionStage::Informed, mark::INFORMED);
        }
        if unit(words[1]) < identified {
            self.note_stage(id, state, ProtectionStage::Identified, mark::IDENTIFIED);
        }
    }

    /// A party claims protection where it is.
    pub(super) fn claim(&mut self, id: usize, time: f32) -> Next {
        let place = self.parties[id].location();
        let state = self.state_of(place);
        let party = &self.parties[id];
        let (entity, hop, size) = (party.entity, party.hop, party.size);
        let words = self.draws.block(entity, 2, Purpose::Protection, hop);
        self.parties[id].put(flag::CLAIMED, true);
        if unit(words[0]) >= self.conditions.lever(state, Lever::AsylumAccess) {
            return Next::At(time);
        }
        let aided = self.state_numbers[state.index()].aided;
        self.note_stage(id, state, ProtectionStage::Registered, mark::REGISTERED);
        if unit(words[1]) >= self.numbers.lodge_share {
            return Next::At(time);
        }
        self.parties[id].put(flag::AIDED, unit(words[2]) < aided);
        self.note_stage(id, state, ProtectionStage::Applied, mark::APPLIED);
        let Some(queue) = self.claims[state.index()].as_mut() else {
            return Next::At(time);
        };
        queue.join(
            Entry {
                party: id as u32,
                hop,
            },
            size,
        );
        self.note_stage(id, state, ProtectionStage::Queued, 0);
        self.stand(id, Standing::Waiting);
        self.parties[id].activity = Activity::Claiming;
        let patience = exponential(words[3]) / self.numbers.withdrawal.max(f64::MIN_POSITIVE);
        let until = (time + patience as f32).max(self.today.day as f32 + 1.0);
        self.parties[id].until = until;
        self.enter(id, until);
        Next::Held
    }

    /// A party withdraws its claim and decides again.
    pub(super) fn withdraw_claim(&mut self, id: usize, since: f32, time: f32) -> Next {
        let place = self.parties[id].location();
        let state = self.state_of(place);
        let size = self.parties[id].size;
        if let Some(queue) = self.claims[state.index()].as_mut() {
            queue.leave(size);
        }
        self.note_stage(id, state, ProtectionStage::Withdrawn, 0);
        self.pass_time(id, place, time - since, Stay::Claim);
        self.stand(id, Standing::Travelling);
        self.decide(id, time)
    }

    /// A claim whose turn has come is decided.
    pub(super) fn decide_claim(&mut self, id: usize, state: StateId) {
        let size = self.parties[id].size;
        if let Some(queue) = self.claims[state.index()].as_mut() {
            queue.serve(size);
            queue.leave(size);
        }
        let since = self.parties[id].clock;
        let time = (self.today.day as f32).max(since);
        let place = self.parties[id].location();
        let need = self.need_of(id);
        let numbers = &self.state_numbers[state.index()];
        let odds = if self.parties[id].has(flag::AIDED) {
            self.numbers.legal_aid_odds
        } else {
            1.0
        };
        let chance = seek_protection::grant(
            need,
            numbers.grant_1951,
            numbers.grant_cartagena,
            self.conditions.lever(state, Lever::DefCartagena),
            odds,
        );
        self.parties[id].hop = self.parties[id].hop.wrapping_add(1);
        let party = &self.parties[id];
        let words = self
            .draws
            .block(party.entity, 3, Purpose::Protection, party.hop);
        self.parties[id].clock = time;
        self.pass_time(id, place, time - since, Stay::Claim);
        self.observer
            .decided(self.today, state, usize::from(size), time - since);
        self.note_stage(id, state, ProtectionStage::Decided, mark::DECIDED);
        if unit(words[0]) < chance {
            self.note_stage(id, state, ProtectionStage::Granted, mark::GRANTED);
            if unit(words[1]) < self.numbers.effective_share {
                self.note_stage(id, state, ProtectionStage::Effective, mark::EFFECTIVE);
                self.stand(id, Standing::Protected);
                self.end(id);
                return;
            }
        }
        self.stand(id, Standing::Travelling);
        self.parties[id].activity = Activity::Deciding;
        self.parties[id].until = time;
        self.enter(id, time);
    }
}
