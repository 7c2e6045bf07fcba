//! Claims for protection, statuses, regular pathways.

use super::count;
use crate::engine::event::{Moment, ProtectionStage, Who};
use crate::engine::people::Instrument;
use crate::ids::StateId;
use crate::observe::cells::{cell, mark_of};
use crate::observe::tally::Tally;

impl Tally {
    pub(super) fn reach(&mut self, at: Moment, who: Who, state: StateId, stage: ProtectionStage) {
        for person in who.people {
            let need = person.need as usize;
            let counter = [at.month, state.index(), need, stage as usize];
            self.protection.add(counter, 1);
            if person.need.is_some() {
                self.funnel.reach(who.nationality, person, stage);
            }
            if stage == ProtectionStage::Queued {
                self.costs.claim(at.month, state);
            }
            if mark_of(stage).is_none_or(|mark| !person.has(mark)) {
                self.protection_first.add(counter, 1);
                self.equity.protect(who.nationality, person, stage);
                if person.need.is_some() {
                    self.group_protection_first
                        .add(cell(who.nationality, person, stage as usize), 1);
                }
            }
        }
    }

    pub(super) fn decide(&mut self, at: Moment, state: StateId, size: usize, days: f32) {
        self.costs.decide(at.month, state, size);
        self.decision_waits[state.index()].add(f64::from(days), size);
    }

    pub(super) fn grant(&mut self, at: Moment, who: Who, state: StateId, instrument: Instrument) {
        for person in who.people {
            self.costs.grant(at.month, state);
            self.solutions.grant(state, person, instrument);
        }
    }

    pub(super) fn give_place(&mut self, at: Moment, who: Who, instrument: Instrument) {
        self.costs.give_place(at.month, who.people.len());
        self.solutions
            .regular
            .add([instrument as usize], count(who));
    }
}
