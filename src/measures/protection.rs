//! Access to protection, its instruments, and refoulement.

use super::Denominator;
use super::catalogue::indicators;
use super::view::{View, ratio};
use crate::engine::people::Instrument;
use crate::observe::funnel::before;
use crate::observe::{Grid, Histogram, Need, ProtectionStage, Right};

indicators! {
    PROTECTION
    "P0" "In need of protection" [None Printed]: PER_DEPARTURE, NEED, Groups, |it, by| it.per(by, it.in_need()),
        "People in need of protection on departure: refugees under the 1951 Convention or Cartagena, displaced by disaster, or trafficked";
    "P0a" "In need under the 1951 Convention": COUNT, NEED, Everyone, |it, by| it.per(by, it.with_need(Need::Convention1951, ProtectionStage::InNeed)),
        "People who meet the definition of the 1951 Convention";
    "P0b" "In need under Cartagena only": COUNT, NEED, Everyone, |it, by| it.per(by, it.with_need(Need::Cartagena, ProtectionStage::InNeed)),
        "People who meet only the expanded definition of Cartagena";
    "P0c" "In need after disaster": COUNT, NEED, Everyone, |it, by| it.per(by, it.with_need(Need::Disaster, ProtectionStage::InNeed)),
        "People displaced by disaster who meet neither definition";
    "P0d" "Survivors in need": COUNT, NEED, Everyone, |it, by| it.per(by, it.with_need(Need::Trafficking, ProtectionStage::InNeed)),
        "Survivors of trafficking or gender-based violence who meet neither definition";
    "P1" "Informed of rights" [Need Compared] (More): FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Informed),
        "People in need informed of their rights at least once";
    "P2" "Need identified" [Need Compared] (More): FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Identified),
        "People in need whose need is identified at least once";
    "P3" "Claim registered" [Need Compared] (More): FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Registered),
        "People in need whose claim is registered at least once";
    "P4" "Claim lodged" [Need Compared] (More): FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Applied),
        "People in need who lodge a claim at least once";
    "P5" "Queued for a decision": FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Queued),
        "People in need who begin to wait for a decision, each time";
    "P5w" "Mean wait for a decision": DAYS, PROTECT, States, |it, _| it.waits().mean(),
        "Mean days until claims were decided";
    "P5p" "Long wait for a decision": DAYS, PROTECT, States, |it, _| it.waits().quantile(0.9),
        "Days until nine in ten of the claims decided were decided";
    "P6" "Claim withdrawn": FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Withdrawn),
        "People in need whose claim is withdrawn before a decision, each time";
    "P7" "Claim decided" [Need Compared] (More): FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Decided),
        "People in need whose claim is decided at least once";
    "P8" "Protection granted" [Need Compared] (More): FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Granted),
        "People in need granted protection at least once, by a decision or, without one, by a humanitarian visa or resettlement";
    "P8a" "Granted, 1951 Convention need" (More): IN_NEED, PROTECT, Everyone, |it, by| it.granted(by, Need::Convention1951),
        "People with a 1951 Convention need who are granted protection, of those with that need";
    "P8b" "Granted, Cartagena need" (More): IN_NEED, PROTECT, Everyone, |it, by| it.granted(by, Need::Cartagena),
        "People with only a Cartagena need who are granted protection, of those with that need";
    "P8d" "Decisions that grant": SHARE, PROTECT, States, |it, _| it.granted_of_decided(),
        "Grants by decision over decisions on claims of people in need, each time";
    "P8_1951" "Refugee status, 1951": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::Convention1951),
        "People whose refugee status under the 1951 Convention becomes effective";
    "P8_cartagena" "Refugee status, Cartagena": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::Cartagena),
        "People whose refugee status under the expanded definition becomes effective";
    "P8_complementary" "Complementary status": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::Complementary),
        "People given complementary or temporary protection";
    "P8_disaster" "Disaster protection": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::Disaster),
        "People protected in disaster displacement";
    "P8_trafficking" "Protection after trafficking": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::Trafficking),
        "Survivors of trafficking who are protected as such";
    "P8_visa" "Humanitarian visas taken up": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::HumanitarianVisa),
        "People who travel on a humanitarian visa";
    "P8_resettlement" "Resettled": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::Resettlement),
        "People resettled";
    "P8_labour" "Labour mobility places taken up": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::LabourMobility),
        "People who take up a place for workers";
    "P8_admission" "Admitted under a programme": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.under(by, Instrument::Admission),
        "People who are admitted to the destination under a programme and arrive there";
    "P8_regularised" "Regularised": PER_DEPARTURE, ONWARD, Everyone, |it, by| it.under(by, Instrument::Regularisation),
        "People given a status where they had settled without one, each time";
    "P9" "Effective protection" [Need Chief] (More): FUNNEL, PROTECT, GroupsAndStates, |it, by| it.step(by, ProtectionStage::Effective),
        "People in need whose protection status becomes effective, at any time in the window";
    "P10" "Protection gap" (Less): SHARE, PROTECT, Groups, |it, _| it.gap(),
        "Share of people in need who do not come to hold an effective status on the way; arrivals where protection can be claimed are not part of it";
    "PD" "Arrive able to claim" [Need Analysed] (More): IN_NEED, PROTECT, Everyone, |it, by| it.per(by, it.arrived_with_access()),
        "People in need who arrive at the end of the journey with access to a claim there";
    "P11" "Displacement of asylum": SHARE, PROTECT, Everyone, |it, _| it.tally.solutions.displaced(),
        "Of the statuses given to people whose need asylum answers, the share that is complementary";
    "P12" "Refusals overturned": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.per(by, it.tally.solutions.remedied.total() as f64),
        "People whose refusal a remedy overturned";
    "N1" "Refoulement" [Need Chief] (Less): IN_NEED, RIGHTS, GroupsAndStates, |it, by| it.act(by, Right::Refoulement),
        "Removals and pushbacks of people in need whose need nobody assessed or that was set aside";
    "N2" "Chain refoulement" [None Occurring] (Less): IN_NEED, RIGHTS, GroupsAndStates, |it, by| it.act(by, Right::ChainRefoulement),
        "People in need removed to a state that is not theirs and removed again by it";
}

impl View<'_> {
    /// People in need who reached a step: of the group, or in the state.
    pub(super) fn reached(&self, step: ProtectionStage) -> f64 {
        let people = match self.state {
            None => {
                let people = &self.tally.group_protection_first;
                people.sum(self.with(step as usize))
            }
            state => self.tally.reached(None, state, step),
        };
        people as f64
    }

    pub(super) fn in_need(&self) -> f64 {
        self.reached(ProtectionStage::InNeed)
    }

    fn step(&self, by: Denominator, step: ProtectionStage) -> Option<f64> {
        if by != Denominator::ShareOfPrevious {
            return self.per(by, self.reached(step));
        }
        let funnel = &self.tally.funnel;
        let people = |of: &Grid<u64, 4>, step| of.sum(self.with(step as usize)) as f64;
        ratio(
            people(&funnel.both, step),
            people(&funnel.reached, before(step)?),
        )
    }

    /// The share of people in need without an effective status.
    fn gap(&self) -> Option<f64> {
        let in_need = self.in_need();
        ratio(in_need - self.reached(ProtectionStage::Effective), in_need)
    }

    /// People with one need who reached a step.
    fn with_need(&self, need: Need, step: ProtectionStage) -> f64 {
        let people = &self.tally.protection_first;
        people.sum([None, None, Some(need as usize), Some(step as usize)]) as f64
    }

    /// People with one need who are granted protection, of those with it.
    fn granted(&self, by: Denominator, need: Need) -> Option<f64> {
        let people = self.with_need(need, ProtectionStage::Granted);
        match by {
            Denominator::Count => self.per(by, people),
            _ => ratio(
                1000.0 * people,
                self.with_need(need, ProtectionStage::InNeed),
            ),
        }
    }

    fn under(&self, by: Denominator, instrument: Instrument) -> Option<f64> {
        self.per(by, self.tally.solutions.under(instrument) as f64)
    }

    /// Grants by decision over decisions, each time, of people in need.
    fn granted_of_decided(&self) -> Option<f64> {
        let each_time = |step| self.tally.reached_each_time(self.state, step);
        let granted = each_time(ProtectionStage::Granted);
        let undecided = self.tally.solutions.without_decision(self.state);
        ratio(
            granted.saturating_sub(undecided) as f64,
            each_time(ProtectionStage::Decided) as f64,
        )
    }

    /// People in need who arrive where they can claim protection.
    fn arrived_with_access(&self) -> f64 {
        let needs = Need::ALL.into_iter().filter(|need| need.is_some());
        let arrived = needs.map(|need| {
            let arrivals = &self.tally.arrivals;
            arrivals.sum([None, Some(need as usize), Some(1)])
        });
        arrived.sum::<u64>() as f64
    }

    /// Days until claims were decided.
    fn waits(&self) -> Histogram {
        let mut waits = Histogram::new(5.0, 365);
        for (state, days) in self.tally.decision_waits.iter().enumerate() {
            if self.state.is_none_or(|it| it == state) {
                waits.merge(days);
            }
        }
        waits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::{Tally, fixture};

    #[test]
    fn the_share_granted_of_decided_leaves_out_what_needs_no_decision() {
        let world = fixture::world();
        let mut tally = Tally::new(&world, &fixture::spec(&world, 1.0));
        let need = Need::Cartagena as usize;
        let stages = [(ProtectionStage::Decided, 4), (ProtectionStage::Granted, 7)];
        for (stage, people) in stages {
            tally.protection.add([0, 1, need, stage as usize], people);
        }
        let places = [
            (need, Instrument::HumanitarianVisa, 4),
            (need, Instrument::Resettlement, 1),
            (need, Instrument::Cartagena, 2),
            (Need::None as usize, Instrument::Resettlement, 3),
            (Need::None as usize, Instrument::LabourMobility, 5),
        ];
        for (need, instrument, people) in places {
            let cell = [1, need, instrument as usize];
            tally.solutions.granted.add(cell, people);
        }
        let everyone = View::new(&world, &tally, 1.0);
        let of = |state| View { state, ..everyone }.granted_of_decided();
        assert_eq!(of(None), Some(0.5));
        assert_eq!(of(Some(1)), Some(0.5));
        assert_eq!(of(Some(0)), None);
    }
}
