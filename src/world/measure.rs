//! The names of what a published figure measures.

use jiff::civil::{Date, date};

use super::World;

/// The names of measures, for people.
pub(crate) const MEASURES: &str = "minors_share, unaccompanied_share_of_minors, any_abuse_share, \
    any_injury_share, gbv_women_share, drowning_share, crossing_days_dry_median, \
    crossing_days_rainy_median, crossing_days_guided_median, informed_share, incident_before_STATE_share, \
    extorted_before_STATE_share, abused_within_STATE_share, crossings_PERIOD, \
    share_NATIONALITY_PERIOD, monthly_WHO_PERIODS, ratio_WHO_PERIODS_over_PERIODS, \
    treated_survivors_PERIOD, recorded_deaths_per_1000_crossings_PERIOD, \
    bodies_seen_share_PERIOD, applications_STATE_PERIOD, \
    applications_STATE_per_1000_crossings_PERIOD and tier_price_CLASS_TIER_PERIOD, where PERIOD \
    is a year (2023), half (2023h1) or month (2023m05), PERIODS are one or more joined by `+`, and WHO is `all`, a nationality, or `non-` and a \
    nationality";

/// What the names of measures may name.
pub(crate) struct Named<'a> {
    pub(crate) nationalities: Vec<&'a str>,
    pub(crate) states: Vec<&'a str>,
    /// Classes of links, each with its packages.
    pub(crate) classes: Vec<(&'a str, Vec<&'a str>)>,
}

impl<'a> Named<'a> {
    /// The names of a world.
    pub(crate) fn of_world(world: &'a World) -> Self {
        let packages = world.tiers.iter();
        let packages = packages.map(|tiers| tiers.iter().map(|tier| tier.name.as_str()).collect());
        let classes = world.classes.iter().map(|class| class.id.as_str());
        Self {
            nationalities: world
                .nationalities
                .iter()
                .map(|it| it.code.as_str())
                .collect(),
            states: world.states.iter().map(|it| it.code.as_str()).collect(),
            classes: classes.zip(packages).collect(),
        }
    }

    fn nationality(&self, code: &str) -> Option<usize> {
        self.nationalities.iter().position(|it| *it == code)
    }

    /// Names of measures like `given`, with its period where it has one.
    pub(crate) fn like(&self, given: &str, otherwise: Date) -> Vec<String> {
        /// Nobody meant a longer name, in bytes.
        const LONGEST: usize = 100;
        if given.len() > LONGEST {
            return Vec::new();
        }
        let last = given.rsplit_once('_').map_or("", |(_, last)| last);
        let ends = last.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let period = ends
            .map(|end| last[..end].trim_end_matches('+').to_owned())
            .find(|text| Period::parse_some(text).is_some())
            .unwrap_or_else(|| otherwise.year().to_string());
        let mut names: Vec<String> = PLAIN.iter().map(|(name, _)| (*name).to_owned()).collect();
        let dated = [
            "crossings",
            "treated_survivors",
            "recorded_deaths_per_1000_crossings",
            "bodies_seen_share",
            "monthly_all",
        ];
        names.extend(dated.map(|what| format!("{what}_{period}")));
        for code in &self.nationalities {
            for what in ["share_", "monthly_", "monthly_non-"] {
                names.push(format!("{what}{code}_{period}"));
            }
        }
        for code in &self.states {
            for per in ["", "_per_1000_crossings"] {
                names.push(format!("applications_{code}{per}_{period}"));
            }
            names.extend(ROUTE.map(|(what, _)| format!("{what}{code}{SHARE}")));
        }
        for (class, tiers) in &self.classes {
            let prices = tiers.iter();
            names.extend(prices.map(|tier| format!("tier_price_{class}_{tier}_{period}")));
        }
        names.retain(|name| Measure::parse(self, name).is_some());
        names
    }
}

/// Measures without a period.
const PLAIN: [(&str, Plain); 10] = [
    ("minors_share", Plain::Minors),
    ("unaccompanied_share_of_minors", Plain::Unaccompanied),
    ("any_abuse_share", Plain::Abuse),
    ("any_injury_share", Plain::Injury),
    ("gbv_women_share", Plain::WomenGbv),
    ("drowning_share", Plain::Drowning),
    ("crossing_days_dry_median", Plain::DryDays),
    ("crossing_days_rainy_median", Plain::RainyDays),
    ("crossing_days_guided_median", Plain::GuidedDays),
    ("informed_share", Plain::Informed),
];

/// Measures of the whole way by state, between this and [`SHARE`].
const ROUTE: [(&str, Route); 3] = [
    ("incident_before_", Route::IncidentBefore),
    ("extorted_before_", Route::ExtortedBefore),
    ("abused_within_", Route::AbusedWithin),
];
const SHARE: &str = "_share";

/// What survivors tell of the whole way, over the whole window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// People who enter a state whom others harmed before.
    IncidentBefore,
    /// People who enter a state who were extorted before.
    ExtortedBefore,
    /// People who leave a state for the next whom others harmed inside it.
    AbusedWithin,
}

/// A measure over the whole window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// Children among the survivors of a crossing.
    Minors,
    /// Unaccompanied children among them.
    Unaccompanied,
    /// Survivors whom surveys find abused.
    Abuse,
    /// Survivors whom surveys find injured.
    Injury,
    /// Women whom surveys find to have suffered gender-based violence.
    WomenGbv,
    /// Drowning among deaths on links of the bottleneck.
    Drowning,
    /// Median days of a dry crossing on foot: nobody leads the last link.
    DryDays,
    /// The same in the rains.
    RainyDays,
    /// Median days of a crossing that somebody leads, a boat crew included, in any season.
    GuidedDays,
    /// People informed in the states where crossings are recorded, over crossers in need.
    Informed,
}

/// Whose crossings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    All,
    Only(usize),
    Without(usize),
}

impl Who {
    fn parse(named: &Named, name: &str) -> Option<Self> {
        let find = |code: &str| named.nationality(code);
        match name.strip_prefix("non-") {
            Some(code) => find(code).map(Who::Without),
            None if name == "all" => Some(Who::All),
            None => find(name).map(Who::Only),
        }
    }
}

/// A measure of a simulation that a target can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// One over the whole window.
    Plain(Plain),
    /// Share of survivors who tell something of the way to or through a state.
    Route(Route, usize),
    /// People counted at the border in a period.
    Crossings(Period),
    /// Share of a nationality among them.
    Share(usize, Period),
    /// People counted in a month in the mean of periods.
    Monthly(Who, Vec<Period>),
    /// The same over that of other periods.
    Ratio(Who, Vec<Period>, Vec<Period>),
    /// Survivors of gender-based violence whom clinics count.
    Treated(Period),
    /// Recorded deaths on links of the bottleneck per 1,000 people counted at the border.
    RecordedDeaths(Period),
    /// Share of people who completed a crossing who saw a body.
    SawBody(Period),
    /// People of those in need who lodge a claim in a state.
    Applications(usize, Period),
    /// The same per 1,000 counted at the border.
    ApplicationRate(usize, Period),
    /// Mean over weeks of the price of an offer.
    TierPrice(usize, usize, Period),
}

impl Measure {
    /// The measure of this name.
    pub(crate) fn parse(named: &Named, name: &str) -> Option<Self> {
        match PLAIN.iter().find(|(plain, _)| *plain == name) {
            Some((_, plain)) => Some(Measure::Plain(*plain)),
            None => Self::parse_route(named, name).or_else(|| Self::parse_dated(named, name)),
        }
    }

    fn parse_route(named: &Named, name: &str) -> Option<Self> {
        let rest = name.strip_suffix(SHARE)?;
        let found = ROUTE.iter().find_map(|(what, route)| {
            let code = rest.strip_prefix(what)?;
            Some((*route, code))
        });
        let (route, code) = found?;
        let state = named.states.iter().position(|it| *it == code)?;
        Some(Measure::Route(route, state))
    }

    /// Measures of a period, which ends their name.
    fn parse_dated(named: &Named, name: &str) -> Option<Self> {
        if let Some(rest) = name.strip_prefix("ratio_") {
            let (above, below) = rest.split_once("_over_")?;
            let (who, periods) = above.rsplit_once('_')?;
            return Some(Measure::Ratio(
                Who::parse(named, who)?,
                Period::parse_some(periods)?,
                Period::parse_some(below)?,
            ));
        }
        let (what, text) = name.rsplit_once('_')?;
        if let Some(who) = what.strip_prefix("monthly_") {
            let periods = Period::parse_some(text)?;
            return Some(Measure::Monthly(Who::parse(named, who)?, periods));
        }
        let period = Period::parse(text)?;
        Some(match what {
            "crossings" => Measure::Crossings(period),
            "treated_survivors" => Measure::Treated(period),
            "recorded_deaths_per_1000_crossings" => Measure::RecordedDeaths(period),
            "bodies_seen_share" => Measure::SawBody(period),
            _ => {
                if let Some(code) = what.strip_prefix("share_") {
                    Measure::Share(named.nationality(code)?, period)
                } else if let Some(offer) = what.strip_prefix("tier_price_") {
                    let (class, tier) = offer.rsplit_once('_')?;
                    let class = named.classes.iter().position(|(id, _)| *id == class)?;
                    let tier = named.classes[class].1.iter().position(|it| *it == tier)?;
                    Measure::TierPrice(class, tier, period)
                } else {
                    let code = what.strip_prefix("applications_")?;
                    let rate = code.strip_suffix("_per_1000_crossings");
                    let code = rate.unwrap_or(code);
                    let state = named.states.iter().position(|it| *it == code)?;
                    match rate {
                        Some(_) => Measure::ApplicationRate(state, period),
                        None => Measure::Applications(state, period),
                    }
                }
            }
        })
    }
}

/// A run of whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl Period {
    /// A year (`2023`), a half (`2023h1`) or a month (`2023m05`).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year: i16 = year
            .parse()
            .ok()
            .filter(|year| (1900..=2999).contains(year))?;
        let months = match (rest.get(..1), rest.get(1..)) {
            (None, _) => (1, 12),
            (Some("h"), Some("1")) => (1, 6),
            (Some("h"), Some("2")) => (7, 12),
            (Some("m"), Some(month)) => {
                let month: i8 = month
                    .parse()
                    .ok()
                    .filter(|month| (1..=12).contains(month))?;
                (month, month)
            }
            _ => return None,
        };
        Some(Self {
            first: date(year, months.0, 1),
            last: date(year, months.1, 1),
        })
    }

    /// Periods joined by `+`.
    pub(crate) fn parse_some(text: &str) -> Option<Vec<Self>> {
        text.split('+').map(Period::parse).collect()
    }

    /// First and last day.
    pub(crate) fn days(self) -> (Date, Date) {
        (self.first, self.last.last_of_month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_years_halves_and_months() {
        let months = |text: &str| Period::parse(text).map(|it| (it.first.month(), it.last.month()));
        assert_eq!(months("2023"), Some((1, 12)));
        assert_eq!(months("2023h2"), Some((7, 12)));
        assert_eq!(months("2023m05"), Some((5, 5)));
        for bad in ["", "23", "2023h3", "2023m13", "2023x1", "2023h"] {
            assert_eq!(months(bad), None, "{bad}");
        }
    }
}
