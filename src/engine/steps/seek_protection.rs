//! The way to protection at places: claims, decisions, remedies, and what follows across borders.

use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Event, Observer, ProtectionStage, StayReason};
use crate::engine::parties::{Activity, flag};
use crate::engine::party_record::paper;
use crate::engine::people::{Instrument, Need, Standing, mark};
use crate::engine::state::{Next, Sim};
use crate::ids::StateId;
use crate::rng::named::{Appeal, Block, CaseFile, Claim, Decision};
use crate::rng::{exponential, unit};
use crate::world::policy::Lever;

impl<O: Observer> Sim<'_, O> {
    /// Tells the observer that every member in need reaches a stage, and marks them.
    pub fn note_stage(
        &mut self,
        who: &ActiveParty,
        state: StateId,
        stage: ProtectionStage,
        marks: u16,
    ) {
        for member in who.party.members() {
            if self.people[member].need.is_some() {
                self.note_member(who, member, Event::Protection { state, stage });
                self.people[member].marks |= marks;
            }
        }
    }

    /// A party claims protection where it is.
    pub fn claim(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        let place = who.party.location();
        let state = self.state_of(place);
        let party = &who.party;
        let (entity, hop, size) = (party.entity, party.hop, party.size);
        let luck = Claim::of(&self.draws, entity, hop);
        who.party.put(flag::CLAIMED, true);
        let nationality = who.party.nationality();
        let standards = self
            .fund
            .standards(self.world, &self.regime.conditions, state);
        let papers = if who.record.has(paper::UNDOCUMENTED) {
            self.regime.numbers.documents_effect
        } else {
            1.0
        };
        let access = standards
            * papers
            * self
                .regime
                .conditions
                .lever_of(nationality, state, Lever::AsylumAccess);
        if unit(luck.registered) >= access {
            who.record.put(paper::NOT_TAKEN, true);
            return Next::At(time);
        }
        self.fund.note_load(state, f64::from(size));
        let aided = self.regime.states[state.index()].aided;
        self.note_stage(who, state, ProtectionStage::Registered, mark::REGISTERED);
        if unit(luck.lodged) >= self.regime.numbers.lodge_share {
            who.record.put(paper::NOT_TAKEN, true);
            return Next::At(time);
        }
        who.party.put(flag::AIDED, unit(luck.aided) < aided);
        self.note_stage(who, state, ProtectionStage::Applied, mark::APPLIED);
        let Some(queue) = self.claims[state.index()].as_mut() else {
            return Next::At(time);
        };
        queue.join(who.party.entry(who.id), size);
        self.note_stage(who, state, ProtectionStage::Queued, 0);
        self.set_standing(who, Standing::Waiting);
        who.party.activity = Activity::Claiming;
        let patience =
            exponential(luck.patience) / self.regime.numbers.withdrawal.max(f64::MIN_POSITIVE);
        let until = (time + patience as f32).max(self.today.day as f32 + 1.0);
        self.enter(who, until);
        Next::Held
    }

    /// A party withdraws its claim and decides again.
    pub fn withdraw_claim(&mut self, who: &mut ActiveParty, since: f32, time: f32) -> Next {
        let place = who.party.location();
        let state = self.state_of(place);
        let size = who.party.size;
        if let Some(queue) = self.claims[state.index()].as_mut() {
            queue.leave(size);
        }
        self.note_stage(who, state, ProtectionStage::Withdrawn, 0);
        let delay = self.pass_time(who, place, time - since, StayReason::Claim);
        if who.party.size == 0 {
            return self.end(who);
        }
        self.set_standing(who, Standing::Travelling);
        self.decide(who, time + delay)
    }

    /// A claim whose turn has come is decided.
    pub fn decide_claim(&mut self, who: &mut ActiveParty, state: StateId) {
        let size = who.party.size;
        if let Some(queue) = self.claims[state.index()].as_mut() {
            queue.serve(size);
            queue.leave(size);
        }
        let since = who.party.clock;
        let time = (self.today.day as f32).max(since);
        let place = who.party.location();
        let odds = self.odds_of_grant(who, state);
        let need = self.need_of(who);
        let grants = self.regime.states[state.index()].grants;
        who.party.hop = who.party.hop.wrapping_add(1);
        let party = &who.party;
        let luck = Decision::of(&self.draws, party.entity, party.hop);
        who.party.clock = time;
        let time = time + self.pass_time(who, place, time - since, StayReason::Claim);
        if who.party.size == 0 {
            self.end(who);
            return;
        }
        let decided = Event::Decided {
            state,
            size: usize::from(size),
            days: time - since,
        };
        self.note(who, decided);
        self.note_stage(who, state, ProtectionStage::Decided, mark::DECIDED);
        who.record.put(paper::CASE_FILE, true);
        let decided = grants.decide(need, odds, [luck.first, luck.second, luck.third].map(unit));
        let granted = decided.or_else(|| self.appeal(who, state, need));
        if let Some(instrument) = granted {
            self.note_stage(who, state, ProtectionStage::Granted, mark::GRANTED);
            if unit(luck.effective) < self.regime.numbers.effective_share {
                self.note_stage(who, state, ProtectionStage::Effective, mark::EFFECTIVE);
                self.grant_status(who, instrument);
                self.set_standing(who, Standing::Protected);
                self.end(who);
                return;
            }
        }
        self.set_standing(who, Standing::Travelling);
        who.party.activity = Activity::Deciding;
        self.enter(who, time);
    }

    /// What multiplies the odds of a grant: legal aid, a case file that has followed the person,
    /// money tied to standards.
    fn odds_of_grant(&self, who: &ActiveParty, state: StateId) -> f64 {
        let numbers = &self.regime.numbers;
        let aid = if who.party.has(flag::AIDED) {
            numbers.legal_aid_odds
        } else {
            1.0
        };
        let file = if who.record.has(paper::CASE_FILE) {
            numbers.case_file_odds
        } else {
            1.0
        };
        aid * file
            * self
                .fund
                .standards(self.world, &self.regime.conditions, state)
    }

    /// A refusal is taken to a remedy, once per state; what the need would have been granted, if it
    /// succeeds.
    fn appeal(&mut self, who: &mut ActiveParty, state: StateId, need: Need) -> Option<Instrument> {
        if !need.is_some() || who.record.has(paper::APPEALED) {
            return None;
        }
        who.record.put(paper::APPEALED, true);
        let party = &who.party;
        let word = Appeal::of(&self.draws, party.entity, party.hop).won;
        if unit(word) >= self.regime.states[state.index()].remedies {
            return None;
        }
        self.note(who, Event::Remedied { state });
        Some(Instrument::of_need(need))
    }

    /// A party crosses a border: what was known of it there follows where states coordinate.
    pub fn cross_border(&self, who: &mut ActiveParty) {
        let party = &who.party;
        let luck = CaseFile::of(&self.draws, party.entity, party.hop);
        let follows = unit(luck.follows) < self.regime.numbers.kappa;
        who.party.put(flag::CLAIMED, false);
        let record = &mut who.record;
        record.put(paper::APPEALED, false);
        if !follows {
            who.party.put(flag::INFORMED | flag::AIDED, false);
            record.registered_in = 0;
            record.put(paper::CASE_FILE, false);
        }
    }
}
