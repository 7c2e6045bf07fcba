//! The record, trust and services, the market: values of indicators from a tally.

use super::catalogue::Denominator;
use super::values::{DEATHS, List, open, ratio};
use crate::observe::care::Reception;
use crate::observe::deaths::Source;
use crate::observe::exchange::Sale;
use crate::observe::survey::Asked;
use crate::observe::{Group, Service, Tally};

impl List<'_> {
    pub(super) fn record(&mut self) {
        let record = &self.tally.record;
        let counted: Vec<f64> = self
            .groups
            .iter()
            .map(|group| {
                let [nationality, gender, age] = open(group);
                record.crossings.sum([None, None, nationality, gender, age]) as f64
            })
            .collect();
        let deaths: u64 = DEATHS
            .iter()
            .map(|&kind| self.tally.harm_events.sum([None, None, Some(kind)]))
            .sum();
        let recorded =
            |source: Source| record.deaths.sum([None, None, None, Some(source as usize)]) as f64;
        let [media, forensic] = [Source::Media, Source::Forensic].map(recorded);
        let saw_body = ratio(
            record.saw_body.total() as f64,
            self.tally.crossings.total() as f64,
        );
        let treated = record.treated.total() as f64;
        let surveys = [
            ("O2", Asked::Abuse, Asked::All),
            ("O3", Asked::Injury, Asked::All),
            ("O4", Asked::WomenGbv, Asked::Women),
        ]
        .map(|(code, part, whole)| (code, surveyed(self.tally, part, whole)));
        for (group, crossings) in self.groups.clone().iter().zip(counted) {
            self.per_departure("F3o", group, crossings);
        }
        let all = Group::all();
        self.per_departure("H13", &all, media);
        self.per_departure("H13f", &all, forensic);
        self.put("H14", Denominator::Share, &all, ratio(media, deaths as f64));
        self.put("O1", Denominator::Share, &all, saw_body);
        self.per_departure("O5", &all, treated);
        for (code, share) in surveys {
            self.put(code, Denominator::Share, &all, share);
        }
    }

    pub(super) fn trust_and_services(&mut self) {
        let all = Group::all();
        let everywhere = trust(self.tally, None);
        let care = &self.tally.care;
        let treated = served(self.tally, None, Service::SurvivorCare);
        let counts = [
            ("A7", care.traced.total()),
            ("B1", care.births.total()),
            ("B1u", care.births.sum([None, None, Some(0)])),
            ("T4", treated[1]),
        ];
        for (code, people) in counts {
            self.per_departure(code, &all, people as f64);
        }
        for (code, denominator, value) in everywhere {
            self.put(code, denominator, &all, value);
        }
        for state in 0..self.world.states.len() {
            for (code, denominator, value) in trust(self.tally, Some(state)) {
                self.put_state(code, denominator, state, value);
            }
        }
    }

    pub(super) fn market(&mut self) {
        let all = Group::all();
        let departures = self.departures(&all);
        let sales = &self.tally.sales;
        let revenue = sales.total(Sale::Revenue);
        let toll = sales.total(Sale::Toll);
        let price = ratio(revenue, sales.total(Sale::Users));
        let debt = ratio(self.tally.borrowed.total(), departures);
        self.put("M1", Denominator::Usd, &all, price);
        for (code, usd) in [("M2", revenue), ("M3", toll)] {
            self.put(
                code,
                Denominator::UsdPerDeparture,
                &all,
                ratio(usd, departures),
            );
            self.put(code, Denominator::Usd, &all, Some(usd / self.scale));
        }
        self.put("M4", Denominator::UsdPerDeparture, &all, debt);
    }
}

/// People served and not served, in a state or everywhere: not served first.
fn served(tally: &Tally, state: Option<usize>, service: Service) -> [u64; 2] {
    [0, 1].map(|got| {
        tally
            .care
            .services
            .sum([None, state, Some(service as usize), Some(got)])
    })
}

/// Trust, avoidance and use of services, in a state or everywhere.
fn trust(tally: &Tally, state: Option<usize>) -> [(&'static str, Denominator, Option<f64>); 4] {
    let count = |what: Reception| tally.care.reception.sum([None, state, Some(what as usize)]);
    let received = count(Reception::Received);
    let used = |service: Service| {
        let [without, with] = served(tally, state, service);
        ratio(with as f64, (with + without) as f64)
    };
    [
        (
            "T1",
            Denominator::Score,
            ratio(count(Reception::Trust), received),
        ),
        (
            "T2",
            Denominator::Share,
            ratio(count(Reception::Avoided), received),
        ),
        ("T3", Denominator::Share, used(Service::Reception)),
        ("T3s", Denominator::Share, used(Service::SurvivorCare)),
    ]
}

/// The share that gives an answer in monthly surveys: a month weighs as its border count.
pub(super) fn surveyed(tally: &Tally, part: Asked, whole: Asked) -> Option<f64> {
    let record = &tally.record;
    let (mut sum, mut weights) = (0.0, 0.0);
    for month in 0..tally.months {
        let asked = record.survey.get([month, whole as usize]) as f64;
        if asked > 0.0 {
            let weight = record.crossings.sum([Some(month), None, None, None, None]) as f64;
            weights += weight;
            sum += weight * record.survey.get([month, part as usize]) as f64 / asked;
        }
    }
    ratio(sum, weights)
}
