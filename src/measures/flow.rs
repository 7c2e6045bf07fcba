//! Departures, crossings, arrivals, waiting, where people are at the end, and deflection.

use super::Denominator;
use super::catalogue::indicators;
use super::view::{View, ratio};
use crate::observe::{Standing, Stay};

/// Standings of people whose journey is not at its end.
const UNDER_WAY: [Standing; 4] = [
    Standing::Travelling,
    Standing::Waiting,
    Standing::Stranded,
    Standing::Detained,
];

indicators! {
    FLOW
    "F1" "People who leave" [None Printed]: COUNT, CHOICE, Groups, |it, by| it.per(by, it.departures()),
        "People who leave for the first time";
    "F2" "Departures, repeated ones included": PER_DEPARTURE, CHOICE, Groups, |it, by| it.per(by, it.departures() + it.departures_again()),
        "Departures, those after a return or removal included";
    "F3" "Bottleneck crossings" [Ends Compared]: PER_DEPARTURE, CHOICE, Groups, |it, by| it.per(by, it.crossings()),
        "Crossings of the bottleneck completed, recorded on arrival at its far side";
    "F1r" "Take a regular pathway" [Pathway Summarised]: PER_DEPARTURE, PROTECT, Everyone, |it, by| it.per(by, it.tally.solutions.regular.total() as f64),
        "People who take a place in a regular pathway, at home or on the way";
    "F4" "Arrivals" [Ends Summarised]: PER_DEPARTURE, CHOICE, Groups, |it, by| it.per(by, it.arrivals()),
        "People who reach the end of the journey";
    "F6" "Waiting by choice": PER_DEPARTURE, CHOICE, Groups, |it, by| it.stay(by, Stay::Choice),
        "Person-days spent waiting by choice";
    "F6q" "Waiting in queues": PER_DEPARTURE, CHOICE, Groups, |it, by| it.stay(by, Stay::Queue),
        "Person-days spent in queues for a boat, bus, station or appointment, or waiting for a place in a regular pathway; waiting at the place of residence is not counted";
    "F6c" "Waiting for a decision": PER_DEPARTURE, PROTECT, Groups, |it, by| it.stay(by, Stay::Claim),
        "Person-days spent waiting for a decision on a claim";
    "F7" "Stranded without money": PER_DEPARTURE, MONEY, Groups, |it, by| it.stay(by, Stay::Stranded),
        "Person-days spent without money to go on";
    "F8" "Could not leave": PER_DEPARTURE, CHOICE, Nationalities, |it, by| it.per(by, it.tally.could_not_leave.sum([None, it.nationality]) as f64),
        "People of candidate parties that found no way open to them and stayed";
    "F9" "Carried by safe transport": PER_DEPARTURE, TRANSPORT, Everyone, |it, by| it.per(by, it.tally.solutions.carried.total() as f64),
        "People who set out by safe transport, each time";
    "S1" "Protected" (More): PER_DEPARTURE, PROTECT, Nationalities, |it, by| it.at_end(by, &[Standing::Protected]),
        "People who hold an effective protection status when the window ends";
    "S2r" "Settled with a status" [Ends Summarised]: PER_DEPARTURE, STATUS, Nationalities, |it, by| it.at_end(by, &[Standing::SettledRegular]),
        "People settled regularly when the window ends";
    "S2" "Settled without a status" [Ends Summarised]: PER_DEPARTURE, CHOICE, Nationalities, |it, by| it.at_end(by, &[Standing::SettledIrregular]),
        "People settled irregularly when the window ends";
    "S3" "Returned by choice" [Ends Summarised]: PER_DEPARTURE, CHOICE, Nationalities, |it, by| it.at_end(by, &[Standing::Returned]),
        "People back by their own choice when the window ends";
    "S4" "Removed" [Ends Summarised]: PER_DEPARTURE, RIGHTS, Nationalities, |it, by| it.at_end(by, &[Standing::Removed]),
        "People removed by a state, and not under way again, when the window ends";
    "S6" "Still on the way or waiting": PER_DEPARTURE, CHOICE, Nationalities, |it, by| it.at_end(by, &UNDER_WAY),
        "People travelling, waiting, stranded or detained when the window ends; who waits at home for a boat, a bus or a place in a regular pathway is among them";
    "S7" "Move on after settling": PER_DEPARTURE, ONWARD, Everyone, |it, by| it.per(by, it.tally.solutions.moved_on as f64),
        "People who take up their journey again after settling, each time";
    "D1" "Days on the way, mean" [None Printed]: DAYS, CHOICE, Everyone, |it, _| it.tally.arrival_days.mean(),
        "Mean days from departure of those who arrive";
    "D1m" "Days on the way, median": DAYS, CHOICE, Everyone, |it, _| it.tally.arrival_days.quantile(0.5),
        "Median days from departure of those who arrive";
}

indicators! {
    DEFLECTED
    "F5k" "Kept from a link, times" [None Printed]: PER_DEPARTURE, CHOICE, Everyone, |it, by| it.per(by, it.tally.kept_from_link.total() as f64),
        "People kept from a restricted link that they would have taken, or stopped on one by a closure, at home or on the way, each time until they take a link; those who then do not leave are among them";
    "F5" "Deflected to another link" [Deflected Analysed]: SHARE, CHOICE, Everyone, |it, _| ratio(it.tally.deflected.total() as f64, it.tally.kept_from_link.total() as f64),
        "Share of those kept from a restricted link, or stopped on one by a closure, who take another one within 90 days; who then stays at home does not";
}

impl View<'_> {
    pub(super) fn departures(&self) -> f64 {
        let [nationality, gender, age] = self.group();
        self.tally.departures.sum([None, nationality, gender, age]) as f64
    }

    fn departures_again(&self) -> f64 {
        let [nationality, gender, age] = self.group();
        let people = &self.tally.departures_again;
        people.sum([None, nationality, gender, age]) as f64
    }

    pub(super) fn crossings(&self) -> f64 {
        let [nationality, gender, age] = self.group();
        let people = &self.tally.crossings;
        people.sum([None, None, nationality, gender, age]) as f64
    }

    pub(super) fn arrivals(&self) -> f64 {
        let [nationality, gender, age] = self.group();
        let people = &self.tally.group_arrivals;
        people.sum([nationality, gender, age, None]) as f64
    }

    /// Person-days at places: of the group, or in the state.
    pub(super) fn stay(&self, by: Denominator, why: Stay) -> Option<f64> {
        let days = match self.state {
            None => self.tally.group_stays.sum(self.with(why as usize)),
            state => self.tally.stays.sum([None, state, Some(why as usize)]),
        };
        self.per(by, days)
    }

    fn at_end(&self, by: Denominator, standings: &[Standing]) -> Option<f64> {
        let standings = standings.iter();
        let people: i64 = standings
            .map(|&it| self.tally.at_end(self.nationality, it as usize))
            .sum();
        self.per(by, people as f64)
    }
}
