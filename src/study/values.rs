//! Flows, harm, abandonment and outcomes: values of indicators from a tally.

use super::catalogue::{self, Denominator};
use super::indicators::{Indicator, Key};
use crate::observe::strata::{LEFT, STOPS};
use crate::observe::tally::{ABUSE, Answer, SERIOUS};
use crate::observe::{Abandonment, GivingUp, Group, Payment, Standing, StayReason, Tally};
use crate::world::World;
use crate::world::vocabulary::Harm;

pub(super) fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

pub(super) fn open(group: &Group) -> [Option<usize>; 3] {
    [group.nationality, group.gender, group.age]
}

pub(super) fn with(group: &Group, last: usize) -> [Option<usize>; 4] {
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

/// Collects the values of one replication.
pub(super) struct List<'a> {
    pub(super) world: &'a World,
    pub(super) tally: &'a Tally,
    pub(super) scale: f64,
    pub(super) groups: Vec<Group>,
    pub(super) values: Vec<Indicator>,
}

impl<'a> List<'a> {
    pub(super) fn new(world: &'a World, tally: &'a Tally, scale: f64) -> Self {
        Self {
            world,
            tally,
            scale,
            groups: Group::list(world),
            values: Vec::new(),
        }
    }

    pub(super) fn put(
        &mut self,
        code: &'static str,
        denominator: Denominator,
        group: &Group,
        value: Option<f64>,
    ) {
        let key = Key {
            code,
            denominator,
            group_dim: group.dimension,
            group: group.name.clone(),
            state: "all".to_owned(),
        };
        self.values.push(Indicator { key, value });
    }

    pub(super) fn put_state(
        &mut self,
        code: &'static str,
        denominator: Denominator,
        state: usize,
        value: Option<f64>,
    ) {
        let key = Key {
            code,
            denominator,
            group_dim: "all",
            group: "all".to_owned(),
            state: self.world.states[state].code.clone(),
        };
        self.values.push(Indicator { key, value });
    }

    pub(super) fn departures(&self, group: &Group) -> f64 {
        let [nationality, gender, age] = open(group);
        self.tally.departures.sum([None, nationality, gender, age]) as f64
    }

    /// Per 1,000 departures, and as a count.
    pub(super) fn per_departure(&mut self, code: &'static str, group: &Group, amount: f64) {
        let departures = self.departures(group);
        self.put(
            code,
            Denominator::Per1000Departures,
            group,
            ratio(1000.0 * amount, departures),
        );
        self.put(code, Denominator::Count, group, Some(amount / self.scale));
    }

    pub(super) fn crossings(&self, group: &Group) -> f64 {
        let [nationality, gender, age] = open(group);
        let cell = [None, None, nationality, gender, age];
        self.tally.crossings.sum(cell) as f64
    }

    pub(super) fn arrivals(&self, group: &Group) -> f64 {
        let [nationality, gender, age] = open(group);
        let cell = [nationality, gender, age, None];
        self.tally.group_arrivals.sum(cell) as f64
    }

    /// Persons per 1,000 departures and as a count, `events` (their numbers among those of
    /// [`crate::observe::strata`]) per 1,000 person-days, standardised; and where the catalogue says
    /// so, persons per 1,000 crossings and arrivals.
    pub(super) fn rates(
        &mut self,
        code: &'static str,
        group: &Group,
        persons: f64,
        events: &[usize],
    ) {
        let weights = &self.world.exposure;
        let by_day = self.tally.strata.rate(weights, open(group), events);
        let per = |whole: f64| ratio(1000.0 * persons, whole);
        let denominators = catalogue::find(code).map_or(&[][..], |it| it.denominators);
        for &denominator in denominators {
            let value = match denominator {
                Denominator::Per1000Departures => per(self.departures(group)),
                Denominator::Per1000PersonDays => by_day,
                Denominator::Per1000Crossings => per(self.crossings(group)),
                Denominator::Per1000Arrivals => per(self.arrivals(group)),
                _ => Some(persons / self.scale),
            };
            self.put(code, denominator, group, value);
        }
    }

    pub(super) fn flows(&mut self) {
        for group in self.groups.clone() {
            let [nationality, gender, age] = open(&group);
            let first = self.departures(&group);
            let again = self
                .tally
                .departures_again
                .sum([None, nationality, gender, age]) as f64;
            self.put("F1", Denominator::Count, &group, Some(first / self.scale));
            self.per_departure("F2", &group, first + again);
            self.per_departure("F3", &group, self.crossings(&group));
            self.per_departure("F4", &group, self.arrivals(&group));
            let stays = [
                ("F6", StayReason::Choice),
                ("F6q", StayReason::Queue),
                ("F6c", StayReason::Claim),
                ("F7", StayReason::Stranded),
            ];
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
        self.per_departure("F5k", &Group::all(), kept);
        let deflected = self.tally.deflected.total() as f64;
        self.put(
            "F5",
            Denominator::Share,
            &Group::all(),
            ratio(deflected, kept),
        );
    }

    pub(super) fn harms(&mut self) {
        for group in self.groups.clone() {
            for (code, kinds) in HARMS {
                let people = &self.tally.group_harm_persons;
                let people = kinds.iter().map(|&kind| people.sum(with(&group, kind)));
                self.rates(code, &group, people.sum::<u64>() as f64, kinds);
            }
        }
    }

    pub(super) fn abandonment(&mut self) {
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
                self.rates(code, &group, people, &[LEFT + kind as usize]);
            }
            let stops = self.tally.group_exhausted.sum(open(&group)) as f64;
            self.rates("A4", &group, stops, &[STOPS]);
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

    pub(super) fn standings(&mut self) {
        let codes: [(&'static str, &[Standing]); 6] = [
            ("S1", &[Standing::Protected]),
            ("S2", &[Standing::SettledIrregular]),
            ("S2r", &[Standing::SettledRegular]),
            ("S3", &[Standing::Returned]),
            ("S4", &[Standing::Removed]),
            (
                "S6",
                &[
                    Standing::Travelling,
                    Standing::Waiting,
                    Standing::Stranded,
                    Standing::Detained,
                ],
            ),
        ];
        for group in self.everyone_and_nationalities() {
            for (code, standings) in codes {
                let people: i64 = standings
                    .iter()
                    .map(|&it| self.tally.at_end(group.nationality, it as usize))
                    .sum();
                self.per_departure(code, &group, people as f64);
            }
        }
    }

    pub(super) fn journey(&mut self) {
        let all = Group::all();
        self.put(
            "D1",
            Denominator::Days,
            &all,
            self.tally.arrival_days.mean(),
        );
        self.put(
            "D1m",
            Denominator::Days,
            &all,
            self.tally.arrival_days.quantile(0.5),
        );
        let kinds = [
            ("C4a", Payment::Fare),
            ("C4b", Payment::Living),
            ("C4c", Payment::Loss),
            ("C4d", Payment::Fine),
        ];
        for group in self.everyone_and_nationalities() {
            let departures = self.departures(&group);
            let all = self.tally.paid.sum([None, group.nationality, None]);
            self.put(
                "C4",
                Denominator::UsdPerDeparture,
                &group,
                ratio(all, departures),
            );
            for (code, what) in kinds {
                let usd = self
                    .tally
                    .paid
                    .sum([None, group.nationality, Some(what as usize)]);
                self.put(
                    code,
                    Denominator::UsdPerDeparture,
                    &group,
                    ratio(usd, departures),
                );
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
