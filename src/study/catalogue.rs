//! The indicators: codes, names, meanings, denominators.

macro_rules! denominators {
    ($($what:literal $variant:ident $name:literal $words:literal;)*) => {
        /// What an indicator is divided by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Denominator {
            $(#[doc = $what] $variant,)*
        }

        impl Denominator {
            /// Every denominator.
            pub const ALL: &[Denominator] = &[$(Denominator::$variant,)*];

            /// The word written in output.
            pub fn name(self) -> &'static str {
                match self {
                    $(Denominator::$variant => $name,)*
                }
            }

            /// The words for people.
            pub fn words(self) -> &'static str {
                match self {
                    $(Denominator::$variant => $words,)*
                }
            }
        }
    };
}

denominators! {
    "Nothing: people, or person-days, at real scale." Count "count" "people";
    "1,000 first departures." Per1000Departures "per_1000_departures" "per 1,000 who left";
    "1,000 person-days on the way, spent over the stretches as under the reference policy."
        Per1000PersonDays "per_1000_person_days"
        "per 1,000 person-days, spent as under the reference policy";
    "1,000 crossings of the bottleneck."
        Per1000Crossings "per_1000_crossings" "per 1,000 crossings of the bottleneck";
    "1,000 arrivals at the end of the journey."
        Per1000Arrivals "per_1000_arrivals" "per 1,000 arrivals";
    "1,000 people in need of protection."
        Per1000InNeed "per_1000_in_need" "per 1,000 in need of protection";
    "The whole of which it is a part." Share "share" "share";
    "People who reached the step before; the share is of those who reached both."
        ShareOfPrevious "share_of_previous" "share of those at the step before";
    "Nothing: it is a length of time." Days "days" "days";
    "First departures, in USD." UsdPerDeparture "usd_per_departure" "USD per person who leaves";
    "Nothing: it is a price, or an amount of money at real scale." Usd "usd" "USD";
    "Nothing: it is a score from 0 to 1." Score "score" "score from 0 to 1";
    "Nothing: it is an index from -1 to 1." Index "index" "index from -1 to 1";
}

/// Families of numbers that an indicator hangs on, by the beginning of their names.
type Roots = &'static [&'static str];

const HARM: (Roots, bool) = (&["hazard."], true);
const ABANDON: (Roots, bool) = (&["abandonment.", "health."], true);
const PROTECT: (Roots, bool) = (&["protection."], true);
const RIGHTS: (Roots, bool) = (&["enforcement.", "protection."], true);
const NEED: (Roots, bool) = (&["people."], false);
const CHOICE: (Roots, bool) = (&["choice.", "departure."], false);
const MONEY: (Roots, bool) = (&["choice.", "money."], false);
const LOSS: (Roots, bool) = (&["hazard.", "money."], true);
const PAID: (Roots, bool) = (&["choice.", "hazard.", "money."], true);
const ONWARD: (Roots, bool) = (&["choice.", "settle."], true);
const STATUS: (Roots, bool) = (&["protection.", "settle."], true);
const OBSERVE: (Roots, bool) = (&["observation."], true);
const TRUST: (Roots, bool) = (&["trust."], true);
const SERVICES: (Roots, bool) = (&["services.", "trust."], true);
const TRANSPORT: (Roots, bool) = (&["transport.", "class."], true);
const COSTS: (Roots, bool) = (&["cost."], true);
const MARKET: (Roots, bool) = (&["market."], true);

/// What an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Code used in files.
    pub code: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Exact meaning.
    pub what: &'static str,
    /// What it is divided by.
    pub denominators: &'static [Denominator],
    /// Beginnings of the names of the numbers it chiefly hangs on.
    pub roots: Roots,
    /// Whether those are the numbers of a rule of its own, rather than of how people choose, which
    /// every indicator hangs on.
    pub own_rule: bool,
}

const COUNT: &[Denominator] = &[Denominator::Count];
const RATES: &[Denominator] = &[
    Denominator::Per1000Departures,
    Denominator::Per1000PersonDays,
    Denominator::Count,
];
const ALL_RATES: &[Denominator] = &[
    Denominator::Per1000Departures,
    Denominator::Per1000PersonDays,
    Denominator::Count,
    Denominator::Per1000Crossings,
    Denominator::Per1000Arrivals,
];
const PER_DEPARTURE: &[Denominator] = &[Denominator::Per1000Departures, Denominator::Count];
const SHARE: &[Denominator] = &[Denominator::Share];
const DAYS: &[Denominator] = &[Denominator::Days];
const USD: &[Denominator] = &[Denominator::UsdPerDeparture];
const PRICE: &[Denominator] = &[Denominator::Usd];
const REVENUE: &[Denominator] = &[Denominator::UsdPerDeparture, Denominator::Usd];
const SCORE: &[Denominator] = &[Denominator::Score];
const INDEX: &[Denominator] = &[Denominator::Index];
const PER_1000: &[Denominator] = &[Denominator::Per1000Departures];
const FUNNEL: &[Denominator] = &[
    Denominator::Per1000InNeed,
    Denominator::ShareOfPrevious,
    Denominator::Count,
];
const IN_NEED: &[Denominator] = &[Denominator::Per1000InNeed, Denominator::Count];

macro_rules! catalogue {
    ($($code:literal, $name:literal, $denominators:ident, $roots:ident, $what:literal;)*) => {
        /// Every indicator, in the order of output.
        pub const ALL: &[Definition] = &[
            $(Definition {
                code: $code,
                name: $name,
                what: $what,
                denominators: $denominators,
                roots: $roots.0,
                own_rule: $roots.1,
            },)*
        ];
    };
}

catalogue! {
    "F1", "People who leave", COUNT, CHOICE, "People who leave for the first time";
    "F2", "Departures, repeated ones included", PER_DEPARTURE, CHOICE, "Departures, those after a return or removal included";
    "F3", "Bottleneck crossings", PER_DEPARTURE, CHOICE, "Crossings of the bottleneck completed, recorded on arrival at its far side";
    "F3o", "Crossings in the border count", PER_DEPARTURE, OBSERVE, "Crossings that the count at the far side of the bottleneck sees";
    "F4", "Arrivals", PER_DEPARTURE, CHOICE, "People who reach the end of the journey";
    "F5", "Deflected to another link", SHARE, CHOICE, "Share of those kept from a restricted link, or stopped on one by a closure, who take another one within 90 days; who then stays at home does not";
    "F5k", "Kept from a link, times", PER_DEPARTURE, CHOICE, "People kept from a restricted link that they would have taken, or stopped on one by a closure, at home or on the way, each time until they take a link; those who then do not leave are among them";
    "F6", "Waiting by choice", PER_DEPARTURE, CHOICE, "Person-days spent waiting by choice";
    "F6q", "Waiting in queues", PER_DEPARTURE, CHOICE, "Person-days spent in queues for a boat, bus, station or appointment, or waiting for a place in a regular pathway; waiting at the place of residence is not counted";
    "F6c", "Waiting for a decision", PER_DEPARTURE, PROTECT, "Person-days spent waiting for a decision on a claim";
    "F7", "Stranded without money", PER_DEPARTURE, MONEY, "Person-days spent without money to go on";
    "F8", "Could not leave", PER_DEPARTURE, CHOICE, "People of candidate parties that found no way open to them and stayed";
    "H1", "Extortion or robbery", ALL_RATES, HARM, "People who suffer extortion or robbery at least once; per person-day, each time";
    "H2", "Kidnapping", RATES, HARM, "People kidnapped at least once; per person-day, each time";
    "H3", "Disappearances", RATES, HARM, "People who disappear";
    "H4", "Deaths", ALL_RATES, HARM, "People who die, of any cause; disappearances are not included";
    "H4a", "Deaths by drowning", RATES, HARM, "People who drown";
    "H4b", "Deaths by violence", RATES, HARM, "People who are killed";
    "H4c", "Deaths by exposure or illness", RATES, HARM, "People who die of exposure or illness";
    "H4d", "Deaths by accident", RATES, HARM, "People who die in accidents";
    "H5", "Physical violence", RATES, HARM, "People who suffer physical violence at least once; per person-day, each time";
    "H6", "Gender-based violence", RATES, HARM, "People who suffer gender-based violence at least once; per person-day, each time";
    "H7", "Forced recruitment", RATES, HARM, "People forcibly recruited";
    "H8", "Exploitation", RATES, HARM, "People exploited at least once; per person-day, each time";
    "H9", "Trafficking", RATES, HARM, "People trafficked";
    "H10", "Other injury or illness", RATES, HARM, "People injured or ill at least once without danger to life, which is part of H11; per person-day, each time";
    "H11", "Serious harm", ALL_RATES, HARM, "People who suffer at least one of: physical violence, kidnapping, gender-based violence, trafficking, exploitation, forced recruitment, injury or illness that endangers life, death, disappearance. Robbery or extortion alone is H1, other injury or illness H10; per person-day, each time";
    "H11a", "Any abuse", RATES, HARM, "People who survive at least one harm inflicted by others, from extortion to trafficking; per person-day, each time";
    "H13", "Deaths recorded by media and partners", PER_DEPARTURE, OBSERVE, "Deaths recorded by media and partners by the end of the window; disappearances are not included";
    "H13f", "Deaths recorded by forensic services", PER_DEPARTURE, OBSERVE, "Deaths recorded by forensic services by the end of the window";
    "H14", "Share of deaths recorded", SHARE, OBSERVE, "Deaths recorded by media and partners over deaths";
    "A1", "Left by guide or crew", ALL_RATES, ABANDON, "People whose guide or boat crew leaves them before the contract ends, each time";
    "A1c", "Left at a contract's end", ALL_RATES, ABANDON, "People whose guide's contract ends in the middle of the way, each time";
    "A2", "Left by companions", ALL_RATES, ABANDON, "Exhausted or injured people left behind by fellow travellers, each time";
    "A3", "Children separated", ALL_RATES, ABANDON, "Children separated from their party, each time";
    "A4", "Exhaustion stops", ALL_RATES, ABANDON, "People whose party stops from exhaustion in the middle of a link, each time";
    "A5a", "Left behind, then rejoined", PER_DEPARTURE, ABANDON, "People left behind who are taken in by others or reach a place";
    "A5b", "Left behind, then rescued", PER_DEPARTURE, ABANDON, "People left behind who are rescued";
    "A5c", "Left behind, then died or lost", PER_DEPARTURE, ABANDON, "People left behind who die or disappear before they are taken in";
    "A6a", "Turned back", PER_DEPARTURE, CHOICE, "People who turn back by choice";
    "A6b", "Settled on the way", PER_DEPARTURE, CHOICE, "People who settle on the way by choice";
    "A6c", "Waited over 90 days", PER_DEPARTURE, CHOICE, "People who have waited over 90 days in all";
    "A7", "Children traced", PER_DEPARTURE, SERVICES, "Separated children brought together with their family again";
    "B1", "Births on the way", PER_DEPARTURE, PROTECT, "Children born on the way";
    "B1u", "Births without papers", PER_DEPARTURE, PROTECT, "Children born on the way whose birth is not documented";
    "P0", "In need of protection", PER_DEPARTURE, NEED, "People in need of protection on departure: refugees under the 1951 Convention or Cartagena, displaced by disaster, or trafficked";
    "P0a", "In need under the 1951 Convention", COUNT, NEED, "People who meet the definition of the 1951 Convention";
    "P0b", "In need under Cartagena only", COUNT, NEED, "People who meet only the expanded definition of Cartagena";
    "P0c", "In need after disaster", COUNT, NEED, "People displaced by disaster who meet neither definition";
    "P0d", "Survivors in need", COUNT, NEED, "Survivors of trafficking or gender-based violence who meet neither definition";
    "P1", "Informed of rights", FUNNEL, PROTECT, "People in need informed of their rights at least once";
    "P2", "Need identified", FUNNEL, PROTECT, "People in need whose need is identified at least once";
    "P3", "Claim registered", FUNNEL, PROTECT, "People in need whose claim is registered at least once";
    "P4", "Claim lodged", FUNNEL, PROTECT, "People in need who lodge a claim at least once";
    "P5", "Queued for a decision", FUNNEL, PROTECT, "People in need who begin to wait for a decision, each time";
    "P5w", "Mean wait for a decision", DAYS, PROTECT, "Mean days until claims were decided";
    "P5p", "Long wait for a decision", DAYS, PROTECT, "Days until nine in ten of the claims decided were decided";
    "P6", "Claim withdrawn", FUNNEL, PROTECT, "People in need whose claim is withdrawn before a decision, each time";
    "P7", "Claim decided", FUNNEL, PROTECT, "People in need whose claim is decided at least once";
    "P8", "Protection granted", FUNNEL, PROTECT, "People in need granted protection at least once, by a decision or, without one, by a humanitarian visa or resettlement";
    "P8a", "Granted, 1951 Convention need", IN_NEED, PROTECT, "People with a 1951 Convention need who are granted protection, of those with that need";
    "P8b", "Granted, Cartagena need", IN_NEED, PROTECT, "People with only a Cartagena need who are granted protection, of those with that need";
    "P8d", "Decisions that grant", SHARE, PROTECT, "Grants by decision over decisions on claims of people in need, each time";
    "P9", "Effective protection", FUNNEL, PROTECT, "People in need whose protection status becomes effective, at any time in the window";
    "P10", "Protection gap", SHARE, PROTECT, "Share of people in need who do not come to hold an effective status on the way; arrivals where protection can be claimed are not part of it";
    "PD", "Arrive able to claim", IN_NEED, PROTECT, "People in need who arrive at the end of the journey with access to a claim there";
    "P8_1951", "Refugee status, 1951", PER_DEPARTURE, PROTECT, "People whose refugee status under the 1951 Convention becomes effective";
    "P8_cartagena", "Refugee status, Cartagena", PER_DEPARTURE, PROTECT, "People whose refugee status under the expanded definition becomes effective";
    "P8_complementary", "Complementary status", PER_DEPARTURE, PROTECT, "People given complementary or temporary protection";
    "P8_disaster", "Disaster protection", PER_DEPARTURE, PROTECT, "People protected in disaster displacement";
    "P8_trafficking", "Protection after trafficking", PER_DEPARTURE, PROTECT, "Survivors of trafficking who are protected as such";
    "P8_visa", "Humanitarian visas taken up", PER_DEPARTURE, PROTECT, "People who travel on a humanitarian visa";
    "P8_resettlement", "Resettled", PER_DEPARTURE, PROTECT, "People resettled";
    "P8_labour", "Labour mobility places taken up", PER_DEPARTURE, PROTECT, "People who take up a place for workers";
    "P8_admission", "Admitted under a programme", PER_DEPARTURE, PROTECT, "People who are admitted to the destination under a programme and arrive there";
    "P8_regularised", "Regularised", PER_DEPARTURE, ONWARD, "People given a status where they had settled without one, each time";
    "P11", "Displacement of asylum", SHARE, PROTECT, "Of the statuses given to people whose need asylum answers, the share that is complementary";
    "P12", "Refusals overturned", PER_DEPARTURE, PROTECT, "People whose refusal a remedy overturned";
    "F1r", "Take a regular pathway", PER_DEPARTURE, PROTECT, "People who take a place in a regular pathway, at home or on the way";
    "F9", "Carried by safe transport", PER_DEPARTURE, TRANSPORT, "People who set out by safe transport, each time";
    "S5", "Harm on the way back", PER_DEPARTURE, HARM, "Serious harms suffered by people who turned back (A6a) before they are home, each time";
    "S7", "Move on after settling", PER_DEPARTURE, ONWARD, "People who take up their journey again after settling, each time";
    "N1", "Refoulement", IN_NEED, RIGHTS, "Removals and pushbacks of people in need whose need nobody assessed or that was set aside";
    "N2", "Chain refoulement", IN_NEED, RIGHTS, "People in need removed to a state that is not theirs and removed again by it";
    "N3", "Pushed back", PER_DEPARTURE, RIGHTS, "People pushed back without a procedure, or expelled at the border of the destination, each time";
    "N4", "Days in detention", PER_DEPARTURE, RIGHTS, "Person-days in detention";
    "N4c", "Days of children in detention", PER_DEPARTURE, RIGHTS, "Person-days in detention of people under 18";
    "N5", "Interdictions", PER_DEPARTURE, RIGHTS, "People interdicted by a state, each time";
    "N6", "People detained", PER_DEPARTURE, RIGHTS, "People detained, each time";
    "N7", "Moved back by force", PER_DEPARTURE, RIGHTS, "People moved back inside a state against their will, each time";
    "T1", "Trust", SCORE, TRUST, "Mean trust of people received by states, each time";
    "T2", "Avoidance", SHARE, TRUST, "Share of people received who keep away from registration that reaches them, each time";
    "T3", "Service use", SHARE, SERVICES, "Share of people received who get rest, food, water and medical care, each time";
    "T3s", "Survivors' service use", SHARE, SERVICES, "Share of survivors of gender-based violence received who are treated, each time that a state receives them";
    "T4", "Survivors treated", PER_DEPARTURE, SERVICES, "Survivors of gender-based violence treated, once for each state that receives them";
    "O1", "Saw a body", SHARE, OBSERVE, "Share of people who completed a crossing who saw at least one body on it";
    "O2", "Abuse, as surveyed", SHARE, OBSERVE, "Share of survivors of a crossing who report abuse in monthly surveys, months weighted by the border count";
    "O3", "Injury or illness, as surveyed", SHARE, OBSERVE, "Share of survivors of a crossing who report injury or illness, in the same surveys";
    "O4", "Gender-based violence, as surveyed", SHARE, OBSERVE, "Share of women among survivors of a crossing who report gender-based violence, in the same surveys";
    "O5", "Survivors counted by clinics", PER_DEPARTURE, OBSERVE, "Survivors of gender-based violence treated where crossings are recorded, as clinics count them while they are open";
    "S1", "Protected", PER_DEPARTURE, PROTECT, "People who hold an effective protection status when the window ends";
    "S2", "Settled without a status", PER_DEPARTURE, CHOICE, "People settled irregularly when the window ends";
    "S2r", "Settled with a status", PER_DEPARTURE, STATUS, "People settled regularly when the window ends";
    "S3", "Returned by choice", PER_DEPARTURE, CHOICE, "People back by their own choice when the window ends";
    "S4", "Removed", PER_DEPARTURE, RIGHTS, "People removed by a state, and not under way again, when the window ends";
    "S6", "Still on the way or waiting", PER_DEPARTURE, CHOICE, "People travelling, waiting, stranded or detained when the window ends; who waits at home for a boat, a bus or a place in a regular pathway is among them";
    "D1", "Days on the way, mean", DAYS, CHOICE, "Mean days from departure of those who arrive";
    "D1m", "Days on the way, median", DAYS, CHOICE, "Median days from departure of those who arrive";
    "M1", "Price of a package", PRICE, MARKET, "What a person pays for a guided link in the mean, each link";
    "M2", "Revenue of smugglers", REVENUE, MARKET, "What people pay or come to owe for guided links, tolls included";
    "M3", "Revenue from tolls", REVENUE, MARKET, "The part of it that goes to those who control the way by arms";
    "M4", "Debt", USD, MARKET, "What people borrow from guides, per person who leaves";
    "C1", "Public spend", REVENUE, COSTS, "What states and the fund spend, per person who leaves and in all";
    "C1p", "Public spend on people", REVENUE, COSTS, "Of public spend, what follows those who come: all but what runs by the day";
    "C1d", "Public spend by the day", REVENUE, COSTS, "Of public spend, what runs by the day whoever comes: forces on the route, civil presence, monitoring, root causes. Per person who leaves, it falls where more leave, which is no merit";
    "C1e", "Public spend on enforcement", USD, COSTS, "Interdiction, detention, removal and forces on the route, per person who leaves";
    "C1r", "Public spend on reception", USD, COSTS, "Reception and registration, per person who leaves";
    "C1s", "Public spend on services", USD, COSTS, "Services, safe transport, rescue, civil presence and legal aid, per person who leaves";
    "C1a", "Public spend on asylum", USD, COSTS, "Decisions on claims, per person who leaves";
    "C1o", "Public spend on solutions", USD, COSTS, "Pathways, integration, assisted return and root causes, per person who leaves";
    "C1m", "Public spend on monitoring", USD, COSTS, "Recording deaths, per person who leaves";
    "C1f", "Share of public spend pooled", SHARE, COSTS, "Part of public spend that the fund pays";
    "C3", "Public spend per person protected", PRICE, COSTS, "All public spend over the people in need who come to hold an effective status; an average, not what one more would cost";
    "R1", "Load", SHARE, COSTS, "Share of a state in the people received, the years they spend there and claims made";
    "R2", "Contribution", SHARE, COSTS, "Share of a state in what is contributed: mean of the shares of statuses given and of public money spent, mean over years";
    "R1g", "Inequality of load", SCORE, COSTS, "Gini coefficient of load over capacity between states, 0 (equal) to 1; states that can carry next to nothing here, as the destination, count with their capacity and keep it high: compare, do not read the level";
    "R3", "Responsibility-sharing index", SCORE, COSTS, "1 less half the distance between shares of contribution (statuses given and money spent) and of capacity (population and output), mean over years; states that can contribute next to nothing here, as the destination, count with their capacity, so that it stays far below 1: compare, do not read the level";
    "C4", "Cost to people", USD, PAID, "What people pay in all, per person who leaves";
    "C4a", "Fares and tolls", USD, MONEY, "Fares and tolls, per person who leaves";
    "C4b", "Living on the way", USD, MONEY, "Daily living, per person who leaves";
    "C4c", "Robbery and ransom", USD, LOSS, "Losses to robbery, extortion and ransom, per person who leaves";
    "C4d", "Fines", USD, MONEY, "Fines, per person who leaves";
    "E2", "Concentration of harm", INDEX, HARM, "Concentration index of people with serious harm by money on departure, fifths of each nationality: under 0 where the poorer bear more of it, over 0 where the richer do";
    "E3", "Serious harm of the worst off", PER_1000, HARM, "Highest rate of people with serious harm among groups of age, gender, diversity, company, money, nationality and language with at least a hundredth of all who leave; empty where that is under 50 simulated people, so that a mean over few of many replications is of those in which most left";
    "E4a", "Equity-weighted harm, weak aversion", PER_1000, HARM, "Rate of people with serious harm that, borne alike by all groups of age and gender, would weigh as much: their mean of order 1.5";
    "E4b", "Equity-weighted harm, middling aversion", PER_1000, HARM, "The same, mean of order 2";
    "E4c", "Equity-weighted harm, strong aversion", PER_1000, HARM, "The same, mean of order 3";
}

use Denominator::{
    Count, Days, Per1000Crossings, Per1000Departures, Per1000InNeed, Per1000PersonDays, Share,
    UsdPerDeparture,
};

/// The indicators that reports print and studies keep unless told otherwise.
pub const MAIN: &[(&str, Denominator)] = &[
    ("F1", Count),
    ("H11", Per1000Departures),
    ("H4", Per1000Departures),
    ("H3", Per1000Departures),
    ("A1c", Per1000Departures),
    ("A1", Per1000Departures),
    ("A2", Per1000Departures),
    ("A3", Per1000Departures),
    ("P0", Per1000Departures),
    ("F3", Per1000Departures),
    ("F1r", Per1000Departures),
    ("F4", Per1000Departures),
    ("S2r", Per1000Departures),
    ("S2", Per1000Departures),
    ("S3", Per1000Departures),
    ("S4", Per1000Departures),
    ("N3", Per1000Departures),
    ("F5k", Per1000Departures),
    ("P1", Per1000InNeed),
    ("P2", Per1000InNeed),
    ("P3", Per1000InNeed),
    ("P4", Per1000InNeed),
    ("P7", Per1000InNeed),
    ("P8", Per1000InNeed),
    ("P9", Per1000InNeed),
    ("PD", Per1000InNeed),
    ("N1", Per1000InNeed),
    ("N2", Per1000InNeed),
    ("H11", Per1000PersonDays),
    ("H4", Per1000PersonDays),
    ("H11", Per1000Crossings),
    ("D1", Days),
    ("C4", UsdPerDeparture),
    ("C1", UsdPerDeparture),
    ("C1p", UsdPerDeparture),
    ("F5", Share),
];

/// Codes of indicators that reports leave out where they are zero everywhere.
pub const RARE: &[&str] = &["N2"];

/// The indicator with this code.
pub fn find(code: &str) -> Option<&'static Definition> {
    ALL.iter().find(|definition| definition.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        for (position, definition) in ALL.iter().enumerate() {
            assert!(
                ALL[..position]
                    .iter()
                    .all(|other| other.code != definition.code),
                "{}",
                definition.code
            );
        }
    }
}
