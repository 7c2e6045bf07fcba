//! Harm, by kind.

use super::Denominator;
use super::catalogue::indicators;
use super::view::View;
use crate::observe::tally::{ABUSE, SERIOUS};
use crate::world::vocabulary::Harm;

/// The four causes of death among the kinds of harm.
pub(crate) const DEATHS: [usize; 4] = [
    Harm::Drowning as usize,
    Harm::DeathViolence as usize,
    Harm::DeathExposure as usize,
    Harm::DeathAccident as usize,
];

indicators! {
    HARM
    "H11" "Serious harm" [Harm Chief, BY_DAY_AND_CROSSING] (Less): ALL_RATES, HARM, Groups, |it, by| it.harm(by, &[SERIOUS]),
        "People who suffer at least one of: physical violence, kidnapping, gender-based violence, trafficking, exploitation, forced recruitment, injury or illness that endangers life, death, disappearance. Robbery or extortion alone is H1, other injury or illness H10; per person-day, each time";
    "H1" "Extortion or robbery" [Harm Figures] (Less): ALL_RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::ExtortionRobbery as usize]),
        "People who suffer extortion or robbery at least once; per person-day, each time";
    "H10" "Other injury or illness" [Harm Figures] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::InjuryIllness as usize]),
        "People injured or ill at least once without danger to life, which is part of H11; per person-day, each time";
    "H5" "Physical violence" [Harm Figures] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::PhysicalViolence as usize]),
        "People who suffer physical violence at least once; per person-day, each time";
    "H2" "Kidnapping" [Harm Figures] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::Kidnapping as usize]),
        "People kidnapped at least once; per person-day, each time";
    "H6" "Gender-based violence" [Harm Figures] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::GenderBasedViolence as usize]),
        "People who suffer gender-based violence at least once; per person-day, each time";
    "H8" "Exploitation" [Harm Figures] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::Exploitation as usize]),
        "People exploited at least once; per person-day, each time";
    "H9" "Trafficking" [RareHarm Figures] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::Trafficking as usize]),
        "People trafficked";
    "H7" "Forced recruitment" [RareHarm Figures] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::ForcedRecruitment as usize]),
        "People forcibly recruited";
    "H11a" "Any abuse" (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[ABUSE]),
        "People who survive at least one harm inflicted by others, from extortion to trafficking; per person-day, each time";
    "H4" "Deaths" [Deaths Chief, BY_DAY] (Less): ALL_RATES, HARM, Groups, |it, by| it.harm(by, &DEATHS),
        "People who die, of any cause; disappearances are not included";
    "H4a" "Deaths by drowning" (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::Drowning as usize]),
        "People who drown";
    "H4b" "Deaths by violence" (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::DeathViolence as usize]),
        "People who are killed";
    "H4c" "Deaths by exposure or illness" (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::DeathExposure as usize]),
        "People who die of exposure or illness";
    "H4d" "Deaths by accident" (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::DeathAccident as usize]),
        "People who die in accidents";
    "H3" "Disappearances" [Deaths Summarised] (Less): RATES, HARM, Groups, |it, by| it.harm(by, &[Harm::Disappearance as usize]),
        "People who disappear";
    "S5" "Harm on the way back" (Less): PER_DEPARTURE, HARM, Everyone, |it, by| it.per(by, it.tally.solutions.harmed_on_way_back as f64),
        "Serious harms suffered by people who turned back (A6a) before they are home, each time";
}

impl View<'_> {
    /// People who suffer some kinds of harm.
    fn harm(&self, by: Denominator, kinds: &[usize]) -> Option<f64> {
        let people = &self.tally.group_harm_persons;
        let people = kinds.iter().map(|&kind| people.sum(self.with(kind)));
        self.rate(by, people.sum::<u64>() as f64, kinds)
    }
}
