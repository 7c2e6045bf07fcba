//! From the tally of a replication to the values of its indicators.

use super::catalogue::{self, Definition, Denominator};
use crate::observe::tally::{ABUSE, Answer, KINDS, SERIOUS};
use crate::observe::{
    Abandonment, GivingUp, Group, Histogram, Need, Payment, ProtectionStage, Right, Standing, Stay, Tally,
};
use crate::world::World;
use crate::world::policy::Policy;
use crate::world::vocabulary::Harm;

/// Which indicator a value belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Code.
    pub code: &'static str,
    /// What it is divided by.
    pub denominator: Denominator,
    /// What the group is formed by.
    pub group_dim: &'static str,
    /// The group.
    pub group: String,
    /// The state, or `all`.
    pub state: String,
}

impl Key {
    /// The definition of the indicator.
    pub fn definition(&self) -> Option<&'static Definition> {
        catalogue::find(self.code)
    }

    /// Whether the value is for everyone, everywhere.
    pub fn is_total(&self) -> bool {
        self.group_dim == "all" && self.state == "all"
    }
}

/// A value of an indicator in one replication; none where its denominator is zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Which indicator.
    pub key: Key,
    /// Its value.
    pub value: Option<f64>,
}

/// The values of one indicator, by replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Which indicator.
    pub key: Key,
    /// Its value in each replication.
    pub values: Vec<Option<f64>>,
}

/// The indicators of one policy over all replications.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The policy.
    pub policy: Policy,
    /// The indicators.
    pub series: Vec<Series>,
}

impl Outcome {
    /// An outcome without replications.
    pub fn new(policy: Policy) -> Self {
        Self { policy, series: Vec::new() }
    }

    /// Adds the next replication. Every replication must come from the same world.
    pub fn add(&mut self, indicators: Vec<Indicator>) {
        if self.series.is_empty() {
            self.series = indicators
                .into_iter()
                .map(|Indicator { key, value }| Series { key, values: vec![value] })
                .collect();
        } else {
            for (series, indicator) in self.series.iter_mut().zip(indicators) {
                series.values.push(indicator.value);
            }
        }
    }

    /// The values of an indicator for everyone, everywhere.
    pub fn total(&self, code: &str, denominator: Denominator) -> Option<&Series> {
        self.series.iter().find(|series| {
            series.key.code == code && series.key.denominator == denominator && series.key.is_total()
        })
    }
}

/// The indicators of a replication, always in the same order.
pub fn indicators(world: &World, tally: &Tally, scale: f64) -> Vec<Indicator> {
    let mut list = List { world, tally, scale, groups: Group::list(world), values: Vec::new() };
    list.flows();
    list.harms();
    list.abandonment();
    list.protection();
    list.protection_by_state();
    list.rights();
    list.standings();
    list.journey();
    list.values
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn open(group: &Group) -> [Option<usize>; 3] {
    [group.nationality, group.gender, group.age]
}

fn with(group: &Group, last: usize) -> [Option<usize>; 4] {
    [group.nationality, group.gender, group.age, Some(last)]
}

/// The kinds of harm behind each code.
const HARMS: [(&str, &[usize]); 16] = [
    ("H1", &[Harm::ExtortionRobbery as usize]),
    ("H2", &[Harm::Kidnapping as usize]),
    ("H3", &[Harm::Disappearance as usize]),
    ("H4", &DEATHS),
    ("H4a", &[Harm::Drowning as usize]),
    ("H4b", &[Harm::DeathViolence as usize]),
    ("H4c", &[Harm::DeathExposure as usize]),
    ("H4d", &[Harm::DeathAccident as usize]),
    ("H5", &[Harm::PhysicalViolence as usize]),
    ("H6", &[Harm::GenderBasedViolence as usize]),
    ("H7", &[Harm::ForcedRecruitment as usize]),
    ("H8", &[Harm::Exploitation as usize]),
    ("H9", &[Harm::Trafficking as usize]),
    ("H10", &[Harm::InjuryIllness as usize]),
    ("H11", &[SERIOUS]),
    ("H11a", &[ABUSE]),
];

/// The four causes of death among the kinds of harm.
pub(super) const DEATHS: [usize; 4] = [
    Harm::Drowning as usize,
    Harm::DeathViolence as usize,
    Harm::DeathExposure as usize,
    Harm::DeathAccident as usize,
];

const FUNNEL: [(&str, ProtectionStage, ProtectionStage); 9] = [
    ("P1", ProtectionStage::Informed, ProtectionStage::InNeed),
    ("P2", ProtectionStage::Identified, ProtectionStage::Informed),
    ("P3", ProtectionStage::Registered, ProtectionStage::Identified),
    ("P4", ProtectionStage::Applied, ProtectionStage::Registered),
    ("P5", ProtectionStage::Queued, ProtectionStage::Applied),
    ("P6", ProtectionStage::Withdrawn, ProtectionStage::Queued),
    ("P7", ProtectionStage::Decided, ProtectionStage::Applied),
    ("P8", ProtectionStage::Granted, ProtectionStage::Decided),
    ("P9", ProtectionStage::Effective, ProtectionStage::Granted),
];

struct List<'a> {
    world: &'a World,
    tally: &'a Tally,
    scale: f64,
    groups: Vec<Group>,
    values: Vec<Indicator>,
}

impl List<'_> {
    fn put(&mut self, code: &'static str, denominator: Denominator, group: &Group, value: Option<f64>) {
        let key = Key {
            code,
            denominator,
            group_dim: group.dimension,
            group: group.name.clone(),
            state: "all".to_owned(),
        };
        self.values.push(Indicator { key, value });
    }

    fn put_state(&mut self, code: &'static str, denominator: Denominator, state: usize, value: Option<f64>) {
        let key = Key {
            code,
            denominator,
            group_dim: "all",
            group: "all".to_owned(),
            state: self.world.states[state].code.clone(),
        };
        self.values.push(Indicator { key, value });
    }

    fn departures(&self, group: &Group) -> f64 {
        let [nationality, gender, age] = open(group);
        self.tally.departures.sum([None, nationality, gender, age]) as f64
    }

    /// Per 1,000 departures, and as a count.
    fn per_departure(&mut self, code: &'static str, group: &Group, amount: f64) {
        let departures = self.departures(group);
        self.put(code, Denominator::Per1000Departures, group, ratio(1000.0 * amount, departures));
        self.put(code, Denominator::Count, group, Some(amount / self.scale));
    }

    /// Persons per 1,000 departures, events per 1,000 person-days, and persons as a count.
    fn rates(&mut self, code: &'static str, group: &Group, persons: f64, events: f64) {
        let departures = self.departures(group);
        let days = self.tally.group_person_days.sum(open(group));
        self.put(code, Denominator::Per1000Departures, group, ratio(1000.0 * persons, departures));
        self.put(code, Denominator::Per1000PersonDays, group, ratio(1000.0 * events, days));
        self.put(code, Denominator::Count, group, Some(persons / self.scale));
    }

    fn flows(&mut self) {
        for group in self.groups.clone() {
            let [nationality, gender, age] = open(&group);
            let first = self.departures(&group);
            let again = self.tally.departures_again.sum([None, nationality, gender, age]) as f64;
            self.put("F1", Denominator::Count, &group, Some(first / self.scale));
            self.per_departure("F2", &group, first + again);
            let crossings = self.tally.crossings.sum([None, None, nationality, gender, age]) as f64;
            self.per_departure("F3", &group, crossings);
            let arrivals = self.tally.group_arrivals.sum([nationality, gender, age, None]) as f64;
            self.per_departure("F4", &group, arrivals);
            let stays = [("F6", Stay::Choice), ("F6q", Stay::Queue), ("F6c", Stay::Claim), ("F7", Stay::Stranded)];
            for (code, why) in stays {
                let days = self.tally.group_stays.sum(with(&group, why as usize));
                self.per_departure(code, &group, days);
            }
            if group.gender.is_none() && group.age.is_none() {
                let stayed = self.tally.could_not_leave.sum([None, nationality]) as f64;
                self.per_departure("F8", &group, stayed);
            }
        }
        let kept = self.tally.kept_from_link.total() as f64;
        let deflected = self.tally.deflected.total() as f64;
        self.put("F5", Denominator::Share, &Group::all(), ratio(deflected, kept));
    }

    fn harms(&mut self) {
        for group in self.groups.clone() {
            for (code, kinds) in HARMS {
                debug_assert!(kinds.iter().all(|&kind| kind < KINDS));
                let sum = |grid: &crate::observe::Grid<u64, 4>| -> f64 {
                    kinds.iter().map(|&kind| grid.sum(with(&group, kind)) as f64).sum()
                };
                let persons = sum(&self.tally.group_harm_persons);
                let events = sum(&self.tally.group_harm_events);
                self.rates(code, &group, persons, events);
            }
        }
    }

    fn abandonment(&mut self) {
        let kinds = [
            ("A1", Abandonment::Guide),
            ("A1c", Abandonment::Contract),
            ("A2", Abandonment::Fellow),
            ("A3", Abandonment::Child),
        ];
        let ways = [
            ("A6a", GivingUp::TurnedBack),
            ("A6b", GivingUp::Settled),
            ("A6c", GivingUp::WaitedLong),
        ];
        for group in self.groups.clone() {
            for (code, kind) in kinds {
                let people = self.tally.group_abandoned.sum(with(&group, kind as usize)) as f64;
                self.rates(code, &group, people, people);
            }
            let stops = self.tally.group_exhausted.sum(open(&group)) as f64;
            self.rates("A4", &group, stops, stops);
            for (end, code) in ["A5a", "A5b", "A5c"].into_iter().enumerate() {
                let people = self.tally.group_abandonment_ended.sum(with(&group, end)) as f64;
                self.per_departure(code, &group, people);
            }
            for (code, how) in ways {
                let people = self.tally.group_gave_up.sum(with(&group, how as usize)) as f64;
                self.per_departure(code, &group, people);
            }
        }
    }

    fn protection(&mut self) {
        for group in self.groups.clone() {
            let reached = |stage: ProtectionStage| {
                self.tally.group_protection_first.sum(with(&group, stage as usize)) as f64
            };
            let in_need = reached(ProtectionStage::InNeed);
            let steps = FUNNEL.map(|(code, stage, before)| (code, reached(stage), reached(before)));
            let effective = reached(ProtectionStage::Effective);
            let with_access = Need::ALL.into_iter().filter(|&need| need != Need::None);
            let arrived: u64 = with_access
                .map(|need| self.tally.arrivals.sum([None, Some(need as usize), Some(1)]))
                .sum();
            self.per_departure("P0", &group, in_need);
            for (code, people, before) in steps {
                self.put(code, Denominator::Per1000InNeed, &group, ratio(1000.0 * people, in_need));
                self.put(code, Denominator::ShareOfPrevious, &group, ratio(people, before));
                self.put(code, Denominator::Count, &group, Some(people / self.scale));
            }
            self.put("P10", Denominator::Share, &group, ratio(in_need - effective, in_need));
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

    fn of_those_in_need(&mut self, code: &'static str, group: &Group, people: f64, in_need: f64) {
        self.put(code, Denominator::Per1000InNeed, group, ratio(1000.0 * people, in_need));
        self.put(code, Denominator::Count, group, Some(people / self.scale));
    }

    fn instruments(&mut self, everyone: &Group) {
        let with_need = |need: Need, stage: ProtectionStage| {
            self.tally.protection_first.sum([None, None, Some(need as usize), Some(stage as usize)]) as f64
        };
        let needs = [
            ("P0a", Need::Convention1951),
            ("P0b", Need::Cartagena),
            ("P0c", Need::Disaster),
            ("P0d", Need::Trafficking),
        ]
        .map(|(code, need)| (code, with_need(need, ProtectionStage::InNeed)));
        let grants = [("P8a", Need::Convention1951), ("P8b", Need::Cartagena)].map(|(code, need)| {
            (code, with_need(need, ProtectionStage::Granted), with_need(need, ProtectionStage::InNeed))
        });
        for (code, people) in needs {
            self.put(code, Denominator::Count, everyone, Some(people / self.scale));
        }
        for (code, people, in_need) in grants {
            self.of_those_in_need(code, everyone, people, in_need);
        }
    }

    fn protection_by_state(&mut self) {
        for state in 0..self.world.states.len() {
            let reached = |stage: ProtectionStage| {
                self.tally.protection_first.sum([None, Some(state), None, Some(stage as usize)]) as f64
            };
            let steps = FUNNEL.map(|(code, stage, before)| (code, reached(stage), reached(before)));
            for (code, people, before) in steps {
                if code == "P8" {
                    self.put_state(code, Denominator::ShareOfPrevious, state, ratio(people, before));
                }
                self.put_state(code, Denominator::Count, state, Some(people / self.scale));
            }
            let waits = &self.tally.decision_waits[state];
            let (mean, long) = (waits.mean(), waits.quantile(0.9));
            self.put_state("P5w", Denominator::Days, state, mean);
            self.put_state("P5p", Denominator::Days, state, long);
        }
    }

    fn rights(&mut self) {
        let acts = [
            ("N3", Right::PushedBack),
            ("N5", Right::Interdicted),
            ("N6", Right::Detained),
            ("N7", Right::Bused),
        ];
        for group in self.groups.clone() {
            let in_need =
                self.tally.group_protection_first.sum(with(&group, ProtectionStage::InNeed as usize)) as f64;
            let refoulement = self.tally.group_rights.sum(with(&group, Right::Refoulement as usize)) as f64;
            self.of_those_in_need("N1", &group, refoulement, in_need);
            for (code, kind) in acts {
                let people = self.tally.group_rights.sum(with(&group, kind as usize)) as f64;
                self.per_departure(code, &group, people);
            }
            let days = self.tally.group_stays.sum(with(&group, Stay::Detained as usize));
            self.per_departure("N4", &group, days);
        }
        let children = self.tally.detained_children.total();
        self.per_departure("N4c", &Group::all(), children);
        for state in 0..self.world.states.len() {
            let act = |kind: Right| self.tally.rights.sum([None, Some(state), Some(kind as usize)]) as f64;
            let counts = [
                ("N1", act(Right::Refoulement)),
                ("N3", act(Right::PushedBack)),
                ("N4", self.tally.stays.sum([None, Some(state), Some(Stay::Detained as usize)])),
                ("N4c", self.tally.detained_children.sum([None, Some(state)])),
                ("N5", act(Right::Interdicted)),
            ];
            for (code, amount) in counts {
                self.put_state(code, Denominator::Count, state, Some(amount / self.scale));
            }
        }
    }

    fn standings(&mut self) {
        let codes: [(&'static str, &[Standing]); 6] = [
            ("S1", &[Standing::Protected]),
            ("S2", &[Standing::SettledIrregular]),
            ("S2r", &[Standing::SettledRegular]),
            ("S3", &[Standing::Returned]),
            ("S4", &[Standing::Removed]),
            ("S6", &[Standing::Travelling, Standing::Waiting, Standing::Stranded, Standing::Detained]),
        ];
        for group in self.everyone_and_nationalities() {
            for (code, standings) in codes {
                let people: i64 =
                    standings.iter().map(|&it| self.tally.at_end(group.nationality, it as usize)).sum();
                self.per_departure(code, &group, people as f64);
            }
        }
    }

    fn journey(&mut self) {
        let all = Group::all();
        self.put("D1", Denominator::Days, &all, self.tally.arrival_days.mean());
        self.put("D1m", Denominator::Days, &all, self.tally.arrival_days.quantile(0.5));
        let kinds = [
            ("C4a", Payment::Fare),
            ("C4b", Payment::Living),
            ("C4c", Payment::Loss),
            ("C4d", Payment::Fine),
        ];
        for group in self.everyone_and_nationalities() {
            let departures = self.departures(&group);
            let all = self.tally.paid.sum([group.nationality, None]);
            self.put("C4", Denominator::UsdPerDeparture, &group, ratio(all, departures));
            for (code, what) in kinds {
                let usd = self.tally.paid.sum([group.nationality, Some(what as usize)]);
                self.put(code, Denominator::UsdPerDeparture, &group, ratio(usd, departures));
            }
        }
    }

    fn everyone_and_nationalities(&self) -> Vec<Group> {
        let mut groups = vec![Group::all()];
        groups.extend(Group::by_nationality(self.world));
        groups
    }
}

/// The survivors of a crossing who gave an answer, over the whole window.
pub(super) fn answered(tally: &Tally, answer: Answer) -> f64 {
    tally.survey.sum([None, Some(answer as usize)]) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::RunSpec;
    use crate::observe::fixture;

    #[test]
    fn every_defined_indicator_has_values_in_its_denominators_and_no_other() {
        let world = fixture::world();
        let spec = RunSpec { from: world.start, to: world.end, scale: 0.5, seed: 1, fixed_parameters: true };
        let list = indicators(&world, &Tally::new(&world, &spec), spec.scale);
        for definition in catalogue::ALL {
            for &denominator in definition.denominators {
                let found = list.iter().filter(|it| {
                    it.key.code == definition.code && it.key.denominator == denominator && it.key.is_total()
                });
                assert_eq!(found.count(), 1, "{} {}", definition.code, denominator.name());
            }
        }
        for indicator in &list {
            let definition = indicator.key.definition().unwrap();
            assert!(definition.denominators.contains(&indicator.key.denominator), "{:?}", indicator.key);
        }
    }
}
