//! What is recorded of crossings, deaths and harm, and what surveys find.

use super::catalogue::indicators;
use super::harm::DEATHS;
use super::view::{View, ratio};
use crate::observe::Tally;
use crate::observe::deaths::Source;
use crate::observe::survey::Asked;

indicators! {
    RECORD
    "F3o" "Crossings in the border count": PER_DEPARTURE, OBSERVE, Groups, |it, by| it.per(by, it.counted()),
        "Crossings that the count at the far side of the bottleneck sees";
    "H13" "Deaths recorded by media and partners" [Recorded Figures]: PER_DEPARTURE, OBSERVE, Everyone, |it, by| it.per(by, it.recorded(Source::Media)),
        "Deaths recorded by media and partners by the end of the window; disappearances are not included";
    "H13f" "Deaths recorded by forensic services" [Recorded Figures]: PER_DEPARTURE, OBSERVE, Everyone, |it, by| it.per(by, it.recorded(Source::Forensic)),
        "Deaths recorded by forensic services by the end of the window";
    "H14" "Share of deaths recorded": SHARE, OBSERVE, Everyone, |it, _| it.share_recorded(),
        "Deaths recorded by media and partners over deaths";
    "O1" "Saw a body": SHARE, OBSERVE, Everyone, |it, _| it.saw_body(),
        "Share of people who completed a crossing who saw at least one body on it";
    "O2" "Abuse, as surveyed": SHARE, OBSERVE, Everyone, |it, _| surveyed(it.tally, Asked::Abuse, Asked::All),
        "Share of survivors of a crossing who report abuse in monthly surveys, months weighted by the border count";
    "O3" "Injury or illness, as surveyed": SHARE, OBSERVE, Everyone, |it, _| surveyed(it.tally, Asked::Injury, Asked::All),
        "Share of survivors of a crossing who report injury or illness, in the same surveys";
    "O4" "Gender-based violence, as surveyed": SHARE, OBSERVE, Everyone, |it, _| surveyed(it.tally, Asked::WomenGbv, Asked::Women),
        "Share of women among survivors of a crossing who report gender-based violence, in the same surveys";
    "O5" "Survivors counted by clinics": PER_DEPARTURE, OBSERVE, Everyone, |it, by| it.per(by, it.tally.record.treated.total() as f64),
        "Survivors of gender-based violence treated where crossings are recorded, as clinics count them while they are open";
}

impl View<'_> {
    /// Crossings that the border count sees.
    fn counted(&self) -> f64 {
        let [nationality, gender, age] = self.group();
        let people = &self.tally.record.crossings;
        people.sum([None, None, nationality, gender, age]) as f64
    }

    fn recorded(&self, source: Source) -> f64 {
        let deaths = &self.tally.record.deaths;
        deaths.sum([None, None, None, Some(source as usize)]) as f64
    }

    fn share_recorded(&self) -> Option<f64> {
        let deaths = DEATHS.iter();
        let deaths = deaths.map(|&kind| self.tally.harm_events.sum([None, None, Some(kind)]));
        ratio(self.recorded(Source::Media), deaths.sum::<u64>() as f64)
    }

    fn saw_body(&self) -> Option<f64> {
        let seen = self.tally.record.saw_body.total();
        ratio(seen as f64, self.tally.crossings.total() as f64)
    }
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
