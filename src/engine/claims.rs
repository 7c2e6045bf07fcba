//! The way to protection at places: claims, decisions, remedies, and what follows across borders.

use super::dossier::paper;
use super::observer::{Observer, ProtectionStage, Stay};
use super::people::{Activity, Instrument, Need, Standing, flag, mark};
use super::state::{Next, Sim};
use crate::ids::StateId;
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
            if person.need.is_some() {
                self.observer
                    .protection(self.today, state, nationality, person, stage);
                person.marks |= marks;
            }
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
        let nationality = self.parties[id].nationality();
        let standards = self
            .fund
            .standards(self.world, &self.epoch.conditions, state);
        let papers = if self.dossiers[id].has(paper::UNDOCUMENTED) {
            self.epoch.numbers.documents_effect
        } else {
            1.0
        };
        let access = standards
            * papers
            * self
                .epoch
                .conditions
                .lever_of(nationality, state, Lever::AsylumAccess);
        if unit(words[0]) >= access {
            return Next::At(time);
        }
        self.fund.note_load(state, f64::from(size));
        let aided = self.epoch.states[state.index()].aided;
        self.note_stage(id, state, ProtectionStage::Registered, mark::REGISTERED);
        if unit(words[1]) >= self.epoch.numbers.lodge_share {
            return Next::At(time);
        }
        self.parties[id].put(flag::AIDED, unit(words[2]) < aided);
        self.note_stage(id, state, ProtectionStage::Applied, mark::APPLIED);
        let Some(queue) = self.claims[state.index()].as_mut() else {
            return Next::At(time);
        };
        queue.join(self.parties[id].entry(id), size);
        self.note_stage(id, state, ProtectionStage::Queued, 0);
        self.stand(id, Standing::Waiting);
        self.parties[id].activity = Activity::Claiming;
        let patience = exponential(words[3]) / self.epoch.numbers.withdrawal.max(f64::MIN_POSITIVE);
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
        let odds = self.odds_of_grant(id, state);
        let need = self.need_of(id);
        let grants = self.epoch.states[state.index()].grants;
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
        self.dossiers[id].put(paper::CASE_FILE, true);
        let decided = grants.decide(need, odds, [words[0], words[2], words[3]].map(unit));
        let granted = decided.or_else(|| self.appeal(id, state, need));
        if let Some(instrument) = granted {
            self.note_stage(id, state, ProtectionStage::Granted, mark::GRANTED);
            if unit(words[1]) < self.epoch.numbers.effective_share {
                self.note_stage(id, state, ProtectionStage::Effective, mark::EFFECTIVE);
                self.grant_status(id, instrument);
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

    /// What multiplies the odds of a grant: legal aid, a case file that has followed the person,
    /// money tied to standards.
    fn odds_of_grant(&self, id: usize, state: StateId) -> f64 {
        let numbers = &self.epoch.numbers;
        let aid = if self.parties[id].has(flag::AIDED) {
            numbers.legal_aid_odds
        } else {
            1.0
        };
        let file = if self.dossiers[id].has(paper::CASE_FILE) {
            numbers.case_file_odds
        } else {
            1.0
        };
        aid * file
            * self
                .fund
                .standards(self.world, &self.epoch.conditions, state)
    }

    /// A refusal is taken to a remedy, once per state; what the need would have been granted, if it
    /// succeeds.
    fn appeal(&mut self, id: usize, state: StateId, need: Need) -> Option<Instrument> {
        if !need.is_some() || self.dossiers[id].has(paper::APPEALED) {
            return None;
        }
        self.dossiers[id].put(paper::APPEALED, true);
        let party = &self.parties[id];
        let word = self
            .draws
            .block(party.entity, 5, Purpose::Protection, party.hop)[0];
        if unit(word) >= self.epoch.states[state.index()].remedies {
            return None;
        }
        let members = self.members(id);
        self.observer
            .remedied(self.today, state, &self.people[members]);
        Some(Instrument::of_need(need))
    }

    /// A party crosses a border: what was known of it there follows where states coordinate.
    pub(super) fn cross_border(&mut self, id: usize) {
        let party = &self.parties[id];
        let word = self
            .draws
            .block(party.entity, 6, Purpose::Protection, party.hop)[0];
        let follows = unit(word) < self.epoch.numbers.kappa;
        let party = &mut self.parties[id];
        party.put(flag::CLAIMED, false);
        let dossier = &mut self.dossiers[id];
        dossier.put(paper::APPEALED, false);
        if !follows {
            party.put(flag::INFORMED | flag::AIDED, false);
            dossier.registered_in = 0;
            dossier.put(paper::CASE_FILE, false);
        }
    }
}
