//! The catalogue of indicators: one row each, in the file of its family.

use super::denominator::Denominator::{
    self, Count, Days, Index, Per1000Arrivals, Per1000Crossings, Per1000Departures, Per1000InNeed,
    Per1000PersonDays, Score, Share, ShareOfPrevious, Usd, UsdPerDeparture,
};
use super::view::View;
use super::{equity, flow, harm, left_behind, money, protection, record, rights};
use crate::observe::Group;
use crate::world::World;
use crate::world::register::{Grade, Quantity};

/// Declares a family of indicators. A row: code, name; where it is shown, if anywhere but in tables
/// (theme, how widely, other denominators by which it is shown); which values are better, if it is
/// scored; denominators, the first of which is shown; numbers it rests on; whom it covers; its value;
/// its exact meaning.
macro_rules! indicators {
    (@scored) => { None };
    (@scored $scored:ident) => { Some($crate::measures::catalogue::Scored::$scored) };
    (@shown) => { ($crate::measures::Theme::None, $crate::measures::Shown::Tables, &[]) };
    (@shown $theme:ident $shown:ident) => { indicators!(@shown $theme $shown, &[]) };
    (@shown $theme:ident $shown:ident, $also:expr) => {
        ($crate::measures::Theme::$theme, $crate::measures::Shown::$shown, $also)
    };
    ($family:ident $($code:literal $name:literal $([$($shown:tt)*])? $(($scored:ident))?:
        $denominators:ident, $basis:ident, $covers:ident, $value:expr, $what:literal;)*) => {
        pub(super) const $family: &[$crate::measures::Definition] = {
            #[allow(clippy::wildcard_imports, reason = "the words of rows")]
            use $crate::measures::catalogue::words::*;
            &[$($crate::measures::Definition {
                code: $code,
                name: $name,
                what: $what,
                denominators: $denominators,
                basis: $basis,
                shown: indicators!(@shown $($($shown)*)?),
                scored: indicators!(@scored $($scored)?),
                covers: $crate::measures::catalogue::Covers::$covers,
                value: $value,
            },)*]
        };
    };
}
pub(super) use indicators;

/// Every family, in the order of output.
const FAMILIES: [&[Definition]; 9] = [
    harm::HARM,
    left_behind::LEFT_BEHIND,
    protection::PROTECTION,
    flow::FLOW,
    rights::RIGHTS,
    record::RECORD,
    equity::EQUITY,
    money::MONEY,
    flow::DEFLECTED,
];

/// What an indicator is.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Code used in files.
    pub code: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Exact meaning.
    pub what: &'static str,
    /// What it is divided by.
    pub denominators: &'static [Denominator],
    /// The numbers it chiefly rests on.
    pub basis: Basis,
    pub(super) shown: (Theme, Shown, &'static [(Denominator, Shown)]),
    pub(super) scored: Option<Scored>,
    pub(super) covers: Covers,
    pub(super) value: fn(&View<'_>, Denominator) -> Option<f64>,
}

impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Definition {}

/// Families of numbers by the beginning of their names.
#[derive(Clone, Copy, Debug)]
pub struct Basis {
    /// Beginnings of names.
    pub families: &'static [&'static str],
    /// Whether those are the numbers of a rule of its own, rather than of how people choose, on which
    /// every indicator rests.
    own_rule: bool,
}

/// What an indicator is about, for the panels of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// None of those below.
    None,
    /// Harm that is common.
    Harm,
    /// Harm that is rare.
    RareHarm,
    /// Deaths and disappearances.
    Deaths,
    /// Deaths as they are recorded.
    Recorded,
    /// Being left behind, in ways that are common.
    Behind,
    /// Being left behind, in ways that are rare.
    RareBehind,
    /// From need to protection.
    Need,
    /// Regular pathways.
    Pathway,
    /// Where journeys lead.
    Ends,
    /// Taking another link.
    Deflected,
    /// What people pay.
    People,
    /// What the public pays.
    Public,
    /// Who bears the most: it says little in few runs, so that only studies that keep it show it.
    Equity,
}

/// How widely an indicator is shown; each degree adds to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// In tables alone.
    Tables,
    /// In the figures of levels.
    Figures,
    /// In the printed table, unless it is zero everywhere; studies keep it unless asked for others.
    Occurring,
    /// In the printed table; studies keep it unless asked for others.
    Printed,
    /// In the figure of differences.
    Compared,
    /// In the sentences of the summary.
    Summarised,
    /// In the analysis of a study, unless asked for others.
    Analysed,
    /// What moves it is drawn.
    Chief,
}

/// Which values of an indicator are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Smaller ones.
    Less,
    /// Larger ones.
    More,
}

/// Which values are better, and of which denominators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scored {
    /// Smaller rates.
    Less,
    /// Larger rates.
    More,
    /// Smaller totals: for each person it would be less where more leave.
    LessInAll,
}

/// Whom an indicator has values for, besides everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covers {
    Everyone,
    Nationalities,
    Groups,
    States,
    GroupsAndStates,
}

impl Covers {
    pub(super) fn group(self, group: &Group) -> bool {
        match self {
            Covers::Everyone | Covers::States => group.dimension == "all",
            Covers::Nationalities => group.gender.is_none() && group.age.is_none(),
            Covers::Groups | Covers::GroupsAndStates => true,
        }
    }

    pub(super) fn states(self) -> bool {
        matches!(self, Covers::States | Covers::GroupsAndStates)
    }
}

/// Denominators and numbers, by the words that rows use.
pub(super) mod words {
    use super::{
        Basis, Count, Days, Denominator, Index, Per1000Arrivals, Per1000Crossings,
        Per1000Departures, Per1000InNeed, Per1000PersonDays, Score, Share, ShareOfPrevious, Shown,
        Usd, UsdPerDeparture,
    };

    type Denominators = &'static [Denominator];

    pub const COUNT: Denominators = &[Count];
    pub const RATES: Denominators = &[Per1000Departures, Per1000PersonDays, Count];
    pub const ALL_RATES: Denominators = &[
        Per1000Departures,
        Per1000PersonDays,
        Count,
        Per1000Crossings,
        Per1000Arrivals,
    ];
    pub const PER_DEPARTURE: Denominators = &[Per1000Departures, Count];
    pub const SHARE: Denominators = &[Share];
    pub const DAYS: Denominators = &[Days];
    pub const USD: Denominators = &[UsdPerDeparture];
    pub const PRICE: Denominators = &[Usd];
    pub const REVENUE: Denominators = &[UsdPerDeparture, Usd];
    pub const SCORE: Denominators = &[Score];
    pub const INDEX: Denominators = &[Index];
    pub const PER_1000: Denominators = &[Per1000Departures];
    pub const FUNNEL: Denominators = &[Per1000InNeed, ShareOfPrevious, Count];
    pub const IN_NEED: Denominators = &[Per1000InNeed, Count];

    pub const BY_DAY: &[(Denominator, Shown)] = &[(Per1000PersonDays, Shown::Compared)];
    pub const BY_DAY_AND_CROSSING: &[(Denominator, Shown)] = &[
        (Per1000PersonDays, Shown::Analysed),
        (Per1000Crossings, Shown::Printed),
    ];

    /// The numbers of a rule of its own.
    const fn own(families: &'static [&'static str]) -> Basis {
        let own_rule = true;
        Basis { families, own_rule }
    }

    /// The numbers of what every indicator rests on.
    const fn shared(families: &'static [&'static str]) -> Basis {
        let own_rule = false;
        Basis { families, own_rule }
    }

    pub const HARM: Basis = own(&["hazard."]);
    pub const ABANDON: Basis = own(&["abandonment.", "health."]);
    pub const PROTECT: Basis = own(&["protection."]);
    pub const RIGHTS: Basis = own(&["enforcement.", "protection."]);
    pub const NEED: Basis = shared(&["people."]);
    pub const CHOICE: Basis = shared(&["choice.", "departure."]);
    pub const MONEY: Basis = shared(&["choice.", "money."]);
    pub const LOSS: Basis = own(&["hazard.", "money."]);
    pub const PAID: Basis = own(&["choice.", "hazard.", "money."]);
    pub const ONWARD: Basis = own(&["choice.", "settle."]);
    pub const STATUS: Basis = own(&["protection.", "settle."]);
    pub const OBSERVE: Basis = own(&["observation."]);
    pub const TRUST: Basis = own(&["trust."]);
    pub const SERVICES: Basis = own(&["services.", "trust."]);
    pub const TRANSPORT: Basis = own(&["transport.", "class."]);
    pub const COSTS: Basis = own(&["cost."]);
    pub const MARKET: Basis = own(&["market."]);
}

impl Definition {
    /// What it is about.
    pub fn theme(&self) -> Theme {
        self.shown.0
    }

    /// How widely its values by a denominator are shown.
    pub fn shown(&self, by: Denominator) -> Shown {
        let (_, shown, also) = self.shown;
        if self.denominators.first() == Some(&by) {
            return shown;
        }
        let also = also.iter().find(|(it, _)| *it == by);
        also.map_or(Shown::Tables, |(_, shown)| *shown)
    }

    /// Which of its values by a denominator are better; none if they are not scored. Only rates of
    /// harm, being left behind, protection, rights, equity and cost are: a smaller flow is no benefit,
    /// and a total falls when fewer people leave.
    pub fn better(&self, by: Denominator) -> Option<Better> {
        match (self.scored?, matches!(by, Count | Usd)) {
            (Scored::Less, false) | (Scored::LessInAll, true) => Some(Better::Less),
            (Scored::More, false) => Some(Better::More),
            _ => None,
        }
    }

    /// Whether it counts a flow, which is never shown without harm and protection.
    pub fn is_flow(&self) -> bool {
        self.code.starts_with('F') && self.code != "F5"
    }

    /// The numbers of a corridor that it chiefly rests on.
    pub fn numbers<'a>(&self, world: &'a World) -> impl Iterator<Item = &'a Quantity> + use<'a> {
        let families = self.basis.families;
        let numbers = world.register.all().iter();
        numbers.filter(|it| families.iter().any(|family| it.name.starts_with(family)))
    }

    /// How many of these nobody has measured (grade D).
    pub fn assumed(&self, world: &World) -> usize {
        self.numbers(world)
            .filter(|it| it.grade == Grade::D)
            .count()
    }

    /// Whether it rests on a rule of its own with numbers that nobody has measured. Where the numbers
    /// of the corridor are not at hand, no such rule counts as measured.
    pub fn rests_on_assumptions(&self, world: Option<&World>) -> bool {
        self.basis.own_rule && world.is_none_or(|it| self.assumed(it) > 0)
    }
}

/// Every indicator, in the order of output.
pub fn all() -> impl Iterator<Item = &'static Definition> + Clone {
    FAMILIES.into_iter().flatten()
}

/// The indicator with this code.
pub fn find(code: &str) -> Option<&'static Definition> {
    all().find(|it| it.code == code)
}

/// An indicator by one of its denominators.
pub type Entry = (&'static Definition, Denominator);

/// The indicator with this code by the denominator of this name.
pub fn entry(code: &str, by: &str) -> Option<Entry> {
    entries().find(|it| it.0.code == code && it.1.name() == by)
}

/// Every indicator by every denominator.
fn entries() -> impl Iterator<Item = Entry> {
    all().flat_map(|it| it.denominators.iter().map(move |&by| (it, by)))
}

/// The indicators, by denominator, that are shown at least so widely, in the order of output.
pub fn shown(least: Shown) -> impl Iterator<Item = Entry> {
    entries().filter(move |(it, by)| it.shown(*by) >= least)
}

/// The rows of the printed table, which studies keep unless asked for others: by what they are divided
/// by, so that flows are between harm and protection.
pub fn printed() -> Vec<Entry> {
    let rows = shown(Shown::Occurring).filter(|(it, _)| it.theme() != Theme::Equity);
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(_, by)| *by);
    rows
}

/// The indicators of some themes that are shown so widely: by one denominator, or each by its first.
pub fn of_themes(
    themes: &[Theme],
    least: Shown,
    by: Option<Denominator>,
) -> impl Iterator<Item = Entry> {
    let is = move |it: &Entry| by.map_or(it.0.denominators.first() == Some(&it.1), |by| by == it.1);
    shown(least).filter(move |it| themes.contains(&it.0.theme()) && is(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        for (position, definition) in all().enumerate() {
            let mut before = all().take(position);
            assert!(
                before.all(|it| it.code != definition.code),
                "{}",
                definition.code
            );
        }
    }

    #[test]
    fn no_flow_interception_removal_or_total_is_scored() {
        for (definition, by) in entries() {
            let code = definition.code;
            let flow = code.starts_with(['F', 'M', 'R', 'O', 'D']);
            let other = ["S3", "S4", "N5", "A6a", "A6b", "H13", "H14"].contains(&code);
            if flow || other || by == Count {
                assert_eq!(definition.better(by), None, "{code}");
            }
        }
    }

    #[test]
    fn names_of_printed_rows_leave_room_for_numbers() {
        for (definition, _) in printed() {
            assert!(definition.name.len() <= 26, "{}", definition.name);
        }
    }
}
