//! Access to protection, and rights: values of indicators from a tally.

use super::catalogue::Denominator;
use super::values::{List, ratio, with};
use crate::observe::{Group, Histogram, Need, ProtectionStage, Right, StayReason};

const FUNNEL: [(&str, ProtectionStage, ProtectionStage); 9] = [
    ("P1", ProtectionStage::Informed, ProtectionStage::InNeed),
    ("P2", ProtectionStage::Identified, ProtectionStage::Informed),
    (
        "P3",
        ProtectionStage::Registered,
        ProtectionStage::Identified,
    ),
    ("P4", ProtectionStage::Applied, ProtectionStage::Registered),
    ("P5", ProtectionStage::Queued, ProtectionStage::Applied),
    ("P6", ProtectionStage::Withdrawn, ProtectionStage::Queued),
    ("P7", ProtectionStage::Decided, ProtectionStage::Applied),
    ("P8", ProtectionStage::Granted, ProtectionStage::Decided),
    ("P9", ProtectionStage::Effective, ProtectionStage::Granted),
];

impl List<'_> {
    pub(super) fn protection(&mut self) {
        for group in self.groups.clone() {
            let reached = |stage: ProtectionStage| {
                self.tally
                    .group_protection_first
                    .sum(with(&group, stage as usize)) as f64
            };
            let in_need = reached(ProtectionStage::InNeed);
            let steps = FUNNEL.map(|(code, stage, before)| (code, reached(stage), reached(before)));
            let effective = reached(ProtectionStage::Effective);
            let with_access = Need::ALL.into_iter().filter(|need| need.is_some());
            let arrived: u64 = with_access
                .map(|need| {
                    self.tally
                        .arrivals
                        .sum([None, Some(need as usize), Some(1)])
                })
                .sum();
            self.per_departure("P0", &group, in_need);
            for (code, people, before) in steps {
                self.put(
                    code,
                    Denominator::Per1000InNeed,
                    &group,
                    ratio(1000.0 * people, in_need),
                );
                // A grant may need no decision; those by decision are not told apart by group.
                let share = match (code, group.dimension) {
                    ("P8", "all") => Some(self.granted_of_decided(None)),
                    ("P8", _) => None,
                    _ => Some(ratio(people, before)),
                };
                if let Some(share) = share {
                    self.put(code, Denominator::ShareOfPrevious, &group, share);
                }
                self.put(code, Denominator::Count, &group, Some(people / self.scale));
            }
            self.put(
                "P10",
                Denominator::Share,
                &group,
                ratio(in_need - effective, in_need),
            );
            if group.dimension == "all" {
                self.of_those_in_need("PD", &group, arrived as f64, in_need);
                self.instruments(&group);
                let mut waits = Histogram::new(5.0, 365);
                for state in &self.tally.decision_waits {
                    waits.merge(state);
                }
                self.put("P5w", Denominator::Days, &group, waits.mean());
                self.put("P5p", Denominator::Days, &group, waits.quantile(0.9));
            }
        }
    }

    /// Grants by decision over decisions, each time, of people in need: in one state, or in all.
    fn granted_of_decided(&self, state: Option<usize>) -> Option<f64> {
        let each_time = |stage: ProtectionStage| self.tally.reached_each_time(state, stage);
        let granted = each_time(ProtectionStage::Granted);
        let undecided = self.tally.solutions.without_decision(state);
        ratio(
            granted.saturating_sub(undecided) as f64,
            each_time(ProtectionStage::Decided) as f64,
        )
    }

    pub(super) fn of_those_in_need(
        &mut self,
        code: &'static str,
        group: &Group,
        people: f64,
        in_need: f64,
    ) {
        self.put(
            code,
            Denominator::Per1000InNeed,
            group,
            ratio(1000.0 * people, in_need),
        );
        self.put(code, Denominator::Count, group, Some(people / self.scale));
    }

    fn instruments(&mut self, everyone: &Group) {
        let with_need = |need: Need, stage: ProtectionStage| {
            self.tally
                .protection_first
                .sum([None, None, Some(need as usize), Some(stage as usize)]) as f64
        };
        let needs = [
            ("P0a", Need::Convention1951),
            ("P0b", Need::Cartagena),
            ("P0c", Need::Disaster),
            ("P0d", Need::Trafficking),
        ]
        .map(|(code, need)| (code, with_need(need, ProtectionStage::InNeed)));
        let grants =
            [("P8a", Need::Convention1951), ("P8b", Need::Cartagena)].map(|(code, need)| {
                (
                    code,
                    with_need(need, ProtectionStage::Granted),
                    with_need(need, ProtectionStage::InNeed),
                )
            });
        for (code, people) in needs {
            self.put(
                code,
                Denominator::Count,
                everyone,
                Some(people / self.scale),
            );
        }
        for (code, people, in_need) in grants {
            self.of_those_in_need(code, everyone, people, in_need);
        }
    }

    pub(super) fn protection_by_state(&mut self) {
        for state in 0..self.world.states.len() {
            let reached =
                |stage: ProtectionStage| self.tally.reached(None, Some(state), stage) as f64;
            for (code, stage, _) in FUNNEL {
                if code == "P8" {
                    let share = self.granted_of_decided(Some(state));
                    self.put_state(code, Denominator::ShareOfPrevious, state, share);
                }
                let people = reached(stage);
                self.put_state(code, Denominator::Count, state, Some(people / self.scale));
            }
            let waits = &self.tally.decision_waits[state];
            let (mean, long) = (waits.mean(), waits.quantile(0.9));
            self.put_state("P5w", Denominator::Days, state, mean);
            self.put_state("P5p", Denominator::Days, state, long);
        }
    }

    pub(super) fn rights(&mut self) {
        let acts = [
            ("N3", Right::PushedBack),
            ("N5", Right::Interdicted),
            ("N6", Right::Detained),
            ("N7", Right::Bused),
        ];
        for group in self.groups.clone() {
            let in_need =
                self.tally
                    .group_protection_first
                    .sum(with(&group, ProtectionStage::InNeed as usize)) as f64;
            for (code, kind) in [("N1", Right::Refoulement), ("N2", Right::ChainRefoulement)] {
                let people = self.tally.group_rights.sum(with(&group, kind as usize)) as f64;
                self.of_those_in_need(code, &group, people, in_need);
            }
            for (code, kind) in acts {
                let people = self.tally.group_rights.sum(with(&group, kind as usize)) as f64;
                self.per_departure(code, &group, people);
            }
            let days = self
                .tally
                .group_stays
                .sum(with(&group, StayReason::Detained as usize));
            self.per_departure("N4", &group, days);
        }
        let children = self.tally.detained_children.total();
        self.per_departure("N4c", &Group::all(), children);
        for state in 0..self.world.states.len() {
            let act = |kind: Right| {
                self.tally
                    .rights
                    .sum([None, Some(state), Some(kind as usize)]) as f64
            };
            let counts = [
                ("N1", act(Right::Refoulement)),
                ("N2", act(Right::ChainRefoulement)),
                ("N3", act(Right::PushedBack)),
                (
                    "N4",
                    self.tally
                        .stays
                        .sum([None, Some(state), Some(StayReason::Detained as usize)]),
                ),
                ("N4c", self.tally.detained_children.sum([None, Some(state)])),
                ("N5", act(Right::Interdicted)),
            ];
            for (code, amount) in counts {
                self.put_state(code, Denominator::Count, state, Some(amount / self.scale));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::people::Instrument;
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
        let mut list = List::new(&world, &tally, 1.0);
        list.protection();
        list.protection_by_state();
        let shares: Vec<(&str, Option<f64>)> = list
            .values
            .iter()
            .filter(|it| it.key.code == "P8" && it.key.denominator == Denominator::ShareOfPrevious)
            .map(|it| (it.key.state.as_str(), it.value))
            .collect();
        let of = |state: &str| shares.iter().find(|it| it.0 == state).and_then(|it| it.1);
        assert_eq!(shares.len(), 1 + world.states.len());
        assert_eq!(of("all"), Some(0.5));
        assert_eq!(of(&world.states[1].code), Some(0.5));
        assert_eq!(of(&world.states[0].code), None);
    }
}
