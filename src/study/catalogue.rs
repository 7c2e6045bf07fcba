//! The indicators: codes, names, meanings, denominators.

/// What an indicator is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Denominator {
    /// Nothing: people, or person-days, at real scale.
    Count,
    /// 1,000 first departures.
    Per1000Departures,
    /// 1,000 person-days on the way, spent over the stretches as under the reference policy.
    Per1000PersonDays,
    /// 1,000 crossings of the bottleneck.
    Per1000Crossings,
    /// 1,000 arrivals at the end of the journey.
    Per1000Arrivals,
    /// 1,000 people in need of protection.
    Per1000InNeed,
    /// The whole of which it is a part.
    Share,
    /// Those who reached the step before; of grants, decisions.
    ShareOfPrevious,
    /// Nothing: it is a length of time.
    Days,
    /// First departures, in USD.
    UsdPerDeparture,
    /// Nothing: it is a price, or an amount of money at real scale.
    Usd,
    /// Nothing: it is a score from 0 to 1.
    Score,
    /// Nothing: it is an index from -1 to 1.
    Index,
}

impl Denominator {
    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Denominator::Count => "count",
            Denominator::Per1000Departures => "per_1000_departures",
            Denominator::Per1000PersonDays => "per_1000_person_days",
            Denominator::Per1000Crossings => "per_1000_crossings",
            Denominator::Per1000Arrivals => "per_1000_arrivals",
            Denominator::Per1000InNeed => "per_1000_in_need",
            Denominator::Share => "share",
            Denominator::ShareOfPrevious => "share_of_previous",
            Denominator::Days => "days",
            Denominator::UsdPerDeparture => "usd_per_departure",
            Denominator::Usd => "usd",
            Denominator::Score => "score",
            Denominator::Index => "index",
        }
    }
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
    "F1", "departures", COUNT, CHOICE, "People who leave for the first time";
    "F2", "attempts", PER_DEPARTURE, CHOICE, "Departures, those after a return or removal included";
    "F3", "crossings", PER_DEPARTURE, CHOICE, "Crossings of the bottleneck completed, recorded on arrival at its far side";
    "F3o", "crossings in the border count", PER_DEPARTURE, OBSERVE, "Crossings that the count at the far side of the bottleneck sees";
    "F4", "arrivals", PER_DEPARTURE, CHOICE, "People who reach the end of the journey";
    "F5", "deflection", SHARE, CHOICE, "Share of those kept from a restricted link, or stopped on one by a closure, who take another one within 90 days; who then stays at home does not";
    "F5k", "kept from a link", PER_DEPARTURE, CHOICE, "People kept from a restricted link that they would have taken, or stopped on one by a closure, at home or on the way, each time until they take a link; those who then do not leave are among them";
    "F6", "waiting by choice", PER_DEPARTURE, CHOICE, "Person-days spent waiting by choice";
    "F6q", "waiting in queues", PER_DEPARTURE, CHOICE, "Person-days spent in queues for a boat, bus, station or appointment, or waiting for a place in a regular pathway; waiting at the place of residence is not counted";
    "F6c", "waiting for a decision", PER_DEPARTURE, PROTECT, "Person-days spent waiting for a decision on a claim";
    "F7", "stranded", PER_DEPARTURE, MONEY, "Person-days spent without money to go on";
    "F8", "could not leave", PER_DEPARTURE, CHOICE, "People of candidate parties that found no way open to them and stayed";
    "H1", "extortion or robbery", ALL_RATES, HARM, "People who suffer extortion or robbery at least once; per person-day, each time";
    "H2", "kidnapping", RATES, HARM, "People kidnapped at least once; per person-day, each time";
    "H3", "disappearances", RATES, HARM, "People who disappear";
    "H4", "deaths", ALL_RATES, HARM, "People who die, of any cause; disappearances are not included";
    "H4a", "deaths by drowning", RATES, HARM, "People who drown";
    "H4b", "deaths by violence", RATES, HARM, "People who are killed";
    "H4c", "deaths by exposure or illness", RATES, HARM, "People who die of exposure or illness";
    "H4d", "deaths by accident", RATES, HARM, "People who die in accidents";
    "H5", "physical violence", RATES, HARM, "People who suffer physical violence at least once; per person-day, each time";
    "H6", "gender-based violence", RATES, HARM, "People who suffer gender-based violence at least once; per person-day, each time";
    "H7", "forced recruitment", RATES, HARM, "People forcibly recruited";
    "H8", "exploitation", RATES, HARM, "People exploited at least once; per person-day, each time";
    "H9", "trafficking", RATES, HARM, "People trafficked";
    "H10", "other injury or illness", RATES, HARM, "People injured or ill at least once without danger to life, which is part of H11; per person-day, each time";
    "H11", "serious harm", ALL_RATES, HARM, "People who suffer at least one of: physical violence, kidnapping, gender-based violence, trafficking, exploitation, forced recruitment, injury or illness that endangers life, death, disappearance. Robbery or extortion alone is H1, other injury or illness H10; per person-day, each time";
    "H11a", "any abuse", RATES, HARM, "People who survive at least one harm inflicted by others, from extortion to trafficking; per person-day, each time";
    "H13", "recorded deaths", PER_DEPARTURE, OBSERVE, "Deaths recorded by media and partners by the end of the window; disappearances are not included";
    "H13f", "deaths recorded by forensic services", PER_DEPARTURE, OBSERVE, "Deaths recorded by forensic services by the end of the window";
    "H14", "recording ratio", SHARE, OBSERVE, "Deaths recorded by media and partners over deaths";
    "A1", "left behind by guide or crew", ALL_RATES, ABANDON, "People whose guide or boat crew leaves them before the contract ends, each time";
    "A1c", "left where a contract ends", ALL_RATES, ABANDON, "People whose guide's contract ends in the middle of the way, each time";
    "A2", "left behind by companions", ALL_RATES, ABANDON, "Exhausted or injured people left behind by fellow travellers, each time";
    "A3", "children separated", ALL_RATES, ABANDON, "Children separated from their party, each time";
    "A4", "exhaustion stops", ALL_RATES, ABANDON, "People whose party stops from exhaustion in the middle of a link, each time";
    "A5a", "left behind, then rejoined", PER_DEPARTURE, ABANDON, "People left behind who are taken in by others or reach a place";
    "A5b", "left behind, then rescued", PER_DEPARTURE, ABANDON, "People left behind who are rescued";
    "A5c", "left behind, then died", PER_DEPARTURE, ABANDON, "People left behind who die or disappear before they are taken in";
    "A6a", "turned back", PER_DEPARTURE, CHOICE, "People who turn back by choice";
    "A6b", "settled on the way", PER_DEPARTURE, CHOICE, "People who settle on the way by choice";
    "A6c", "waited over 90 days", PER_DEPARTURE, CHOICE, "People who have waited over 90 days in all";
    "A7", "children traced", PER_DEPARTURE, SERVICES, "Separated children brought together with their family again";
    "B1", "births on the way", PER_DEPARTURE, PROTECT, "Children born on the way";
    "B1u", "births without papers", PER_DEPARTURE, PROTECT, "Children born on the way whose birth is not documented";
    "P0", "in need of protection", PER_DEPARTURE, NEED, "People in need of protection on departure: refugees under the 1951 Convention or Cartagena, displaced by disaster, or trafficked";
    "P0a", "in need under the 1951 Convention", COUNT, NEED, "People who meet the definition of the 1951 Convention";
    "P0b", "in need under Cartagena only", COUNT, NEED, "People who meet only the expanded definition of Cartagena";
    "P0c", "in need after disaster", COUNT, NEED, "People displaced by disaster who meet neither definition";
    "P0d", "survivors in need", COUNT, NEED, "Survivors of trafficking or gender-based violence who meet neither definition";
    "P1", "informed", FUNNEL, PROTECT, "People in need informed of their rights at least once";
    "P2", "identified", FUNNEL, PROTECT, "People in need whose need is identified at least once";
    "P3", "registered", FUNNEL, PROTECT, "People in need whose claim is registered at least once";
    "P4", "applied", FUNNEL, PROTECT, "People in need who lodge a claim at least once";
    "P5", "queued", FUNNEL, PROTECT, "People in need who begin to wait for a decision, each time";
    "P5w", "mean wait for a decision", DAYS, PROTECT, "Mean days until claims were decided";
    "P5p", "long wait for a decision", DAYS, PROTECT, "Days until nine in ten of the claims decided were decided";
    "P6", "withdrawn", FUNNEL, PROTECT, "People in need whose claim is withdrawn before a decision, each time";
    "P7", "decided", FUNNEL, PROTECT, "People in need whose claim is decided at least once";
    "P8", "granted", FUNNEL, PROTECT, "People in need granted protection at least once, by a decision or, without one, by a humanitarian visa or resettlement; as a share of the step before, grants by decision over decisions, each time, for everyone and by state only";
    "P8a", "granted, 1951 Convention need", IN_NEED, PROTECT, "People with a 1951 Convention need who are granted protection, of those with that need";
    "P8b", "granted, Cartagena need", IN_NEED, PROTECT, "People with only a Cartagena need who are granted protection, of those with that need";
    "P9", "effective protection", FUNNEL, PROTECT, "People in need whose protection status becomes effective, at any time in the window";
    "P10", "protection gap", SHARE, PROTECT, "Share of people in need who do not come to hold an effective status on the way; arrivals where protection can be claimed are not part of it";
    "PD", "arrive where they can claim", IN_NEED, PROTECT, "People in need who arrive at the end of the journey with access to a claim there";
    "P8_1951", "granted refugee status, 1951", PER_DEPARTURE, PROTECT, "People whose refugee status under the 1951 Convention becomes effective";
    "P8_cartagena", "granted refugee status, Cartagena", PER_DEPARTURE, PROTECT, "People whose refugee status under the expanded definition becomes effective";
    "P8_complementary", "granted complementary status", PER_DEPARTURE, PROTECT, "People given complementary or temporary protection";
    "P8_disaster", "granted disaster protection", PER_DEPARTURE, PROTECT, "People protected in disaster displacement";
    "P8_trafficking", "granted protection, trafficking", PER_DEPARTURE, PROTECT, "Survivors of trafficking who are protected as such";
    "P8_visa", "humanitarian visas taken up", PER_DEPARTURE, PROTECT, "People who travel on a humanitarian visa";
    "P8_resettlement", "resettled", PER_DEPARTURE, PROTECT, "People resettled";
    "P8_labour", "labour mobility places taken up", PER_DEPARTURE, PROTECT, "People who take up a place for workers";
    "P8_admission", "admitted under a programme", PER_DEPARTURE, PROTECT, "People who are admitted to the destination under a programme and arrive there";
    "P8_regularised", "regularised", PER_DEPARTURE, ONWARD, "People given a status where they had settled without one, each time";
    "P11", "displacement of asylum", SHARE, PROTECT, "Of the statuses given to people whose need asylum answers, the share that is complementary";
    "P12", "refusals overturned", PER_DEPARTURE, PROTECT, "People whose refusal a remedy overturned";
    "F1r", "take a regular pathway", PER_DEPARTURE, PROTECT, "People who take a place in a regular pathway, at home or on the way";
    "F9", "carried by safe transport", PER_DEPARTURE, TRANSPORT, "People who set out by safe transport, each time";
    "S5", "harm on the way back", PER_DEPARTURE, HARM, "Serious harms suffered by people who turned back (A6a) before they are home, each time";
    "S7", "move on after settling", PER_DEPARTURE, ONWARD, "People who take up their journey again after settling, each time";
    "N1", "refoulement", IN_NEED, RIGHTS, "Removals and pushbacks of people in need whose need nobody assessed or that was set aside";
    "N2", "chain refoulement", IN_NEED, RIGHTS, "People in need removed to a state that is not theirs and removed again by it";
    "N3", "pushbacks", PER_DEPARTURE, RIGHTS, "People pushed back without a procedure, or expelled at the border of the destination, each time";
    "N4", "detention", PER_DEPARTURE, RIGHTS, "Person-days in detention";
    "N4c", "detention of children", PER_DEPARTURE, RIGHTS, "Person-days in detention of people under 18";
    "N5", "interdictions", PER_DEPARTURE, RIGHTS, "People interdicted by a state, each time";
    "N6", "people detained", PER_DEPARTURE, RIGHTS, "People detained, each time";
    "N7", "moved back by force", PER_DEPARTURE, RIGHTS, "People moved back inside a state against their will, each time";
    "T1", "trust", SCORE, TRUST, "Mean trust of people received by states, each time";
    "T2", "avoidance", SHARE, TRUST, "Share of people received who keep away from registration that reaches them, each time";
    "T3", "service use", SHARE, SERVICES, "Share of people received who get rest, food, water and medical care, each time";
    "T3s", "survivors' service use", SHARE, SERVICES, "Share of survivors of gender-based violence received who are treated, each time that a state receives them";
    "T4", "survivors treated", PER_DEPARTURE, SERVICES, "Survivors of gender-based violence treated, once for each state that receives them";
    "O1", "saw a body", SHARE, OBSERVE, "Share of people who completed a crossing who saw at least one body on it";
    "O2", "abuse, as surveyed", SHARE, OBSERVE, "Share of survivors of a crossing who report abuse in monthly surveys, months weighted by the border count";
    "O3", "injury or illness, as surveyed", SHARE, OBSERVE, "Share of survivors of a crossing who report injury or illness, in the same surveys";
    "O4", "gender-based violence, as surveyed", SHARE, OBSERVE, "Share of women among survivors of a crossing who report gender-based violence, in the same surveys";
    "O5", "survivors counted by clinics", PER_DEPARTURE, OBSERVE, "Survivors of gender-based violence treated where crossings are recorded, as clinics count them while they are open";
    "S1", "protected", PER_DEPARTURE, PROTECT, "People who hold an effective protection status when the window ends";
    "S2", "settled without status", PER_DEPARTURE, CHOICE, "People settled irregularly when the window ends";
    "S2r", "settled with a status", PER_DEPARTURE, STATUS, "People settled regularly when the window ends";
    "S3", "returned", PER_DEPARTURE, CHOICE, "People back by their own choice when the window ends";
    "S4", "removed", PER_DEPARTURE, RIGHTS, "People removed by a state, and not under way again, when the window ends";
    "S6", "still on the way or waiting", PER_DEPARTURE, CHOICE, "People travelling, waiting, stranded or detained when the window ends; who waits at home for a boat, a bus or a place in a regular pathway is among them";
    "D1", "days on the way, mean", DAYS, CHOICE, "Mean days from departure of those who arrive";
    "D1m", "days on the way, median", DAYS, CHOICE, "Median days from departure of those who arrive";
    "M1", "price of a package", PRICE, MARKET, "What a person pays for a guided link in the mean, each link";
    "M2", "revenue of smugglers", REVENUE, MARKET, "What people pay or come to owe for guided links, tolls included";
    "M3", "revenue from tolls", REVENUE, MARKET, "The part of it that goes to those who control the way by arms";
    "M4", "debt", USD, MARKET, "What people borrow from guides, per person who leaves";
    "C1", "public spend", REVENUE, COSTS, "What states and the fund spend, per person who leaves and in all";
    "C1p", "public spend on people", REVENUE, COSTS, "Of public spend, what follows those who come: all but what runs by the day";
    "C1d", "public spend by the day", REVENUE, COSTS, "Of public spend, what runs by the day whoever comes: forces on the route, civil presence, monitoring, root causes. Per person who leaves, it falls where more leave, which is no merit";
    "C1e", "public spend on enforcement", USD, COSTS, "Interdiction, detention, removal and forces on the route, per person who leaves";
    "C1r", "public spend on reception", USD, COSTS, "Reception and registration, per person who leaves";
    "C1s", "public spend on services", USD, COSTS, "Services, safe transport, rescue, civil presence and legal aid, per person who leaves";
    "C1a", "public spend on asylum", USD, COSTS, "Decisions on claims, per person who leaves";
    "C1o", "public spend on solutions", USD, COSTS, "Pathways, integration, assisted return and root causes, per person who leaves";
    "C1m", "public spend on monitoring", USD, COSTS, "Recording deaths, per person who leaves";
    "C1f", "share of public spend pooled", SHARE, COSTS, "Part of public spend that the fund pays";
    "C3", "public spend per person protected", PRICE, COSTS, "All public spend over the people in need who come to hold an effective status; an average, not what one more would cost";
    "R1", "load", SHARE, COSTS, "Share of a state in the people received, the years they spend there and claims made";
    "R2", "contribution", SHARE, COSTS, "Share of a state in what is contributed: mean of the shares of statuses given and of public money spent, mean over years";
    "R1g", "inequality of load", SCORE, COSTS, "Gini coefficient of load over capacity between states, 0 (equal) to 1; states that can carry next to nothing here, as the destination, count with their capacity and keep it high: compare, do not read the level";
    "R3", "responsibility-sharing index", SCORE, COSTS, "1 less half the distance between shares of contribution (statuses given and money spent) and of capacity (population and output), mean over years; states that can contribute next to nothing here, as the destination, count with their capacity, so that it stays far below 1: compare, do not read the level";
    "C4", "cost to people", USD, PAID, "What people pay in all, per person who leaves";
    "C4a", "fares and tolls", USD, MONEY, "Fares and tolls, per person who leaves";
    "C4b", "living on the way", USD, MONEY, "Daily living, per person who leaves";
    "C4c", "robbery and ransom", USD, LOSS, "Losses to robbery, extortion and ransom, per person who leaves";
    "C4d", "fines", USD, MONEY, "Fines, per person who leaves";
    "E2", "concentration of harm", INDEX, HARM, "Concentration index of people with serious harm by money on departure, fifths of each nationality: under 0 where the poorer bear more of it, over 0 where the richer do";
    "E3", "harm of the worst off", PER_1000, HARM, "Highest rate of people with serious harm among groups of age, gender, diversity, company, money, nationality and language with at least a hundredth of all who leave; empty where that is under 50 simulated people, so that a mean over few of many replications is of those in which most left";
    "E4a", "equity-weighted harm, weak aversion", PER_1000, HARM, "Rate of people with serious harm that, borne alike by all groups of age and gender, would weigh as much: their mean of order 1.5";
    "E4b", "equity-weighted harm, middling aversion", PER_1000, HARM, "The same, mean of order 2";
    "E4c", "equity-weighted harm, strong aversion", PER_1000, HARM, "The same, mean of order 3";
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
