//! Access to protection, and rights: values of indicators from a tally.

use super::catalogue::Denominator;
use super::values::{List, ratio, with};
use crate::observe::{Group, Histogram, Need, ProtectionStage, Right, Stay};

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
                self.put(
                    code,
                    Denominator::ShareOfPrevious,
                    &group,
                    ratio(people, before),
                );
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
            let steps = FUNNEL.map(|(code, stage, before)| (code, reached(stage), reached(before)));
            for (code, people, before) in steps {
                if code == "P8" {
                    self.put_state(
                        code,
                        Denominator::ShareOfPrevious,
                        state,
                        ratio(people, before),
                    );
                }
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
                .sum(with(&group, Stay::Detained as usize));
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
                        .sum([None, Some(state), Some(Stay::Detained as usize)]),
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
