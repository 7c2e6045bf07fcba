//! Being left behind, giving up, and care for families.

use super::Denominator;
use super::catalogue::indicators;
use super::view::View;
use crate::engine::observer::AbandonmentEnd;
use crate::observe::strata::{LEFT, STOPS};
use crate::observe::{Abandonment, GivingUp};

indicators! {
    LEFT_BEHIND
    "A1c" "Left at a contract's end" [Behind Summarised] (Less): ALL_RATES, ABANDON, Groups, |it, by| it.left(by, Abandonment::Contract),
        "People whose guide's contract ends in the middle of the way, each time";
    "A1" "Left by guide or crew" [RareBehind Chief] (Less): ALL_RATES, ABANDON, Groups, |it, by| it.left(by, Abandonment::Guide),
        "People whose guide or boat crew leaves them before the contract ends, each time";
    "A2" "Left by companions" [RareBehind Analysed] (Less): ALL_RATES, ABANDON, Groups, |it, by| it.left(by, Abandonment::Fellow),
        "Exhausted or injured people left behind by fellow travellers, each time";
    "A3" "Children separated" [RareBehind Summarised] (Less): ALL_RATES, ABANDON, Groups, |it, by| it.left(by, Abandonment::Child),
        "Children separated from their party, each time";
    "A4" "Exhaustion stops" [Behind Figures] (Less): ALL_RATES, ABANDON, Groups, |it, by| it.stops(by),
        "People whose party stops from exhaustion in the middle of a link, each time";
    "A5a" "Left behind, then rejoined" [RareBehind Figures]: PER_DEPARTURE, ABANDON, Groups, |it, by| it.ended(by, AbandonmentEnd::Rejoined),
        "People left behind who are taken in by others or reach a place";
    "A5b" "Left behind, then rescued" [RareBehind Figures]: PER_DEPARTURE, ABANDON, Groups, |it, by| it.ended(by, AbandonmentEnd::Rescued),
        "People left behind who are rescued";
    "A5c" "Left behind, then died or lost" [RareBehind Figures] (Less): PER_DEPARTURE, ABANDON, Groups, |it, by| it.ended(by, AbandonmentEnd::Died),
        "People left behind who die or disappear before they are taken in";
    "A6a" "Turned back": PER_DEPARTURE, CHOICE, Groups, |it, by| it.gave_up(by, GivingUp::TurnedBack),
        "People who turn back by choice";
    "A6b" "Settled on the way": PER_DEPARTURE, CHOICE, Groups, |it, by| it.gave_up(by, GivingUp::Settled),
        "People who settle on the way by choice";
    "A6c" "Waited over 90 days": PER_DEPARTURE, CHOICE, Groups, |it, by| it.gave_up(by, GivingUp::WaitedLong),
        "People who have waited over 90 days in all";
    "A7" "Children traced" (More): PER_DEPARTURE, SERVICES, Everyone, |it, by| it.per(by, it.tally.care.traced.total() as f64),
        "Separated children brought together with their family again";
    "B1" "Births on the way": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.per(by, it.tally.care.births.total() as f64),
        "Children born on the way";
    "B1u" "Births without papers": PER_DEPARTURE, PROTECT, Everyone, |it, by| it.per(by, it.tally.care.births.sum([None, None, Some(0)]) as f64),
        "Children born on the way whose birth is not documented";
}

impl View<'_> {
    fn left(&self, by: Denominator, kind: Abandonment) -> Option<f64> {
        let people = self.tally.group_abandoned.sum(self.with(kind as usize)) as f64;
        self.rate(by, people, &[LEFT + kind as usize])
    }

    fn stops(&self, by: Denominator) -> Option<f64> {
        let people = self.tally.group_exhausted.sum(self.group()) as f64;
        self.rate(by, people, &[STOPS])
    }

    fn ended(&self, by: Denominator, end: AbandonmentEnd) -> Option<f64> {
        let people = &self.tally.group_abandonment_ended;
        self.per(by, people.sum(self.with(end as usize)) as f64)
    }

    fn gave_up(&self, by: Denominator, how: GivingUp) -> Option<f64> {
        self.per(
            by,
            self.tally.group_gave_up.sum(self.with(how as usize)) as f64,
        )
    }
}
