//! What a target can measure in a simulation.
//!
//! A published figure is compared with what its maker would have recorded: crossings are those of the
//! border count, deaths those of media and partners, shares of survivors those of surveys.

use super::harm::DEATHS;
use super::record::surveyed;
use super::view::ratio;
use crate::engine::RunSpec;
use crate::observe::deaths::Source;
use crate::observe::exchange::{Sale, WEEK};
use crate::observe::route::Told;
use crate::observe::survey::Asked;
use crate::observe::tally::Answer;
use crate::observe::{Histogram, ProtectionStage, Tally};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::measure::{Measure, Period, Plain, Route, Who};
use crate::world::vocabulary::Harm;

impl Measure {
    /// Its value in a replication; none if the window does not hold it or nobody was there to count.
    pub fn value(&self, world: &World, spec: &RunSpec, tally: &Tally) -> Option<f64> {
        match self {
            Measure::Plain(plain) => plain.value(world, tally),
            Measure::Route(route, state) => tally.route.share(*state, told(*route)),
            Measure::Crossings(period) => {
                let people = counted(tally, &period.months(spec)?, Who::All);
                Some(people / spec.scale)
            }
            Measure::Share(nationality, period) => {
                let months = period.months(spec)?;
                let people = counted(tally, &months, Who::Only(*nationality));
                ratio(people, counted(tally, &months, Who::All))
            }
            Measure::Monthly(who, periods) => {
                monthly(spec, tally, *who, periods).map(|people| people / spec.scale)
            }
            Measure::Ratio(who, above, below) => ratio(
                monthly(spec, tally, *who, above)?,
                monthly(spec, tally, *who, below)?,
            ),
            Measure::Treated(period) => {
                let months = period.months(spec)?.into_iter();
                let people: u64 = months.map(|month| tally.record.treated.get([month])).sum();
                Some(people as f64 / spec.scale)
            }
            Measure::RecordedDeaths(period) => {
                let months = period.months(spec)?;
                let deaths = crossing_classes(world).flat_map(|class| {
                    months
                        .iter()
                        .map(move |&month| [Some(month), Some(class + 1)])
                });
                let deaths: u64 = deaths
                    .map(|[month, place]| [month, place, None, Some(Source::Media as usize)])
                    .map(|cell| tally.record.deaths.sum(cell))
                    .sum();
                ratio(1000.0 * deaths as f64, counted(tally, &months, Who::All))
            }
            Measure::SawBody(period) => {
                let months = period.months(spec)?;
                let sum = |of: &dyn Fn(usize) -> u64| months.iter().map(|&it| of(it)).sum::<u64>();
                let seen = sum(&|month| tally.record.saw_body.sum([Some(month), None]));
                let crossed = sum(&|month| tally.survey.get([month, Answer::Crossed as usize]));
                ratio(seen as f64, crossed as f64)
            }
            Measure::Applications(state, period) => {
                Some(applied(tally, *state, &period.months(spec)?) / spec.scale)
            }
            Measure::ApplicationRate(state, period) => {
                let months = period.months(spec)?;
                let people = applied(tally, *state, &months);
                ratio(1000.0 * people, counted(tally, &months, Who::All))
            }
            Measure::TierPrice(class, tier, period) => {
                tier_price(spec, tally, *class, *tier, *period)
            }
        }
    }
}

impl Plain {
    fn value(self, world: &World, tally: &Tally) -> Option<f64> {
        let days = |parts: &[usize]| {
            let mut days = Histogram::new(0.5, 80);
            for &part in parts {
                days.merge(&tally.crossing_histograms[part]);
            }
            days.quantile(0.5)
        };
        let survivors = |part, whole| ratio(answered(tally, part), answered(tally, whole));
        match self {
            Plain::Minors => survivors(Answer::Minors, Answer::Crossed),
            Plain::Unaccompanied => survivors(Answer::Unaccompanied, Answer::Minors),
            Plain::Abuse => surveyed(tally, Asked::Abuse, Asked::All),
            Plain::Injury => surveyed(tally, Asked::Injury, Asked::All),
            Plain::WomenGbv => surveyed(tally, Asked::WomenGbv, Asked::Women),
            Plain::Drowning => drowning(world, tally),
            Plain::DryDays => days(&[0]),
            Plain::RainyDays => days(&[2]),
            Plain::GuidedDays => days(&[1, 3]),
            Plain::Informed => informed(world, tally),
        }
    }
}

/// What survivors must tell to be counted.
fn told(route: Route) -> Told {
    match route {
        Route::IncidentBefore => Told::IncidentBefore,
        Route::ExtortedBefore => Told::ExtortedBefore,
        Route::AbusedWithin => Told::AbusedWithin,
    }
}

/// The survivors of a crossing who gave an answer, over the whole window.
fn answered(tally: &Tally, answer: Answer) -> f64 {
    tally.survey.sum([None, Some(answer as usize)]) as f64
}

fn crossing_classes(world: &World) -> impl Iterator<Item = usize> {
    let classes = world.classes.iter().enumerate();
    classes
        .filter(|(_, class)| class.crossing)
        .map(|(index, _)| index)
}

fn drowning(world: &World, tally: &Tally) -> Option<f64> {
    let deaths = |kinds: &[usize]| -> f64 {
        crossing_classes(world)
            .flat_map(|class| {
                kinds
                    .iter()
                    .map(move |&kind| [None, Some(class + 1), Some(kind)])
            })
            .map(|cell| tally.harm_events.sum(cell) as f64)
            .sum()
    };
    ratio(deaths(&[Harm::Drowning as usize]), deaths(&DEATHS))
}

fn informed(world: &World, tally: &Tally) -> Option<f64> {
    let recorded = |state: usize| {
        world
            .locations
            .iter()
            .any(|at| at.crossing_point && at.state.index() == state)
    };
    let stage = ProtectionStage::Informed as usize;
    let informed: u64 = (0..world.states.len())
        .filter(|&state| recorded(state))
        .map(|state| tally.protection.sum([None, Some(state), None, Some(stage)]))
        .sum();
    ratio(informed as f64, answered(tally, Answer::InNeed))
}

/// Simulated people in need who lodge a claim in a state in some months.
fn applied(tally: &Tally, state: usize, months: &[usize]) -> f64 {
    let stage = Some(ProtectionStage::Applied as usize);
    let people = |month: &usize| {
        tally
            .protection
            .sum([Some(*month), Some(state), None, stage])
    };
    months.iter().map(people).sum::<u64>() as f64
}

/// Simulated people counted at the border in some months.
fn counted(tally: &Tally, months: &[usize], who: Who) -> f64 {
    let sum = |nationality: Option<usize>| -> f64 {
        months
            .iter()
            .map(|&month| [Some(month), None, nationality, None, None])
            .map(|cell| tally.record.crossings.sum(cell) as f64)
            .sum()
    };
    match who {
        Who::All => sum(None),
        Who::Only(nationality) => sum(Some(nationality)),
        Who::Without(nationality) => sum(None) - sum(Some(nationality)),
    }
}

/// Simulated people counted in a month in the mean of some periods.
fn monthly(spec: &RunSpec, tally: &Tally, who: Who, periods: &[Period]) -> Option<f64> {
    let mut months = Vec::new();
    for period in periods {
        months.extend(period.months(spec)?);
    }
    ratio(counted(tally, &months, who), months.len() as f64)
}

fn tier_price(
    spec: &RunSpec,
    tally: &Tally,
    class: usize,
    tier: usize,
    period: Period,
) -> Option<f64> {
    let (first, last) = period.days();
    if spec.from > first || spec.to < last {
        return None;
    }
    let sales = &tally.sales;
    let mut offers = sales.offers.iter();
    let offer = offers.position(|it| it.class.index() == class && it.tier == tier)?;
    let calendar = Calendar::new(spec.from, spec.to);
    let [weeks, ..] = sales.weeks.size();
    let inside: Vec<usize> = (0..weeks)
        .filter(|week| (first..=last).contains(&calendar.date(week * WEEK)))
        .collect();
    let sum: f64 = inside
        .iter()
        .map(|&week| sales.weeks.get([week, offer, Sale::Price as usize]))
        .sum();
    ratio(sum, inside.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;
    use crate::world::measure::Named;

    #[test]
    fn a_period_outside_the_window_has_no_value() {
        let world = fixture::world();
        let spec = fixture::spec(&world, 0.5);
        let mut tally = Tally::new(&world, &spec);
        tally.record.crossings.add([1, 1, 1, 0, 3], 30);
        tally.record.crossings.add([2, 1, 0, 0, 3], 10);
        let value = |name: &str| {
            Measure::parse(&Named::of_world(&world), name)
                .unwrap()
                .value(&world, &spec, &tally)
        };
        assert_eq!(value("crossings_2023h1"), None);
        let close = |name: &str, expected: f64| {
            let value = value(name).unwrap();
            assert!((value - expected).abs() < 1e-12, "{name}: {value}");
        };
        close("crossings_2023m02", 60.0);
        close("share_VEN_2023m02", 1.0);
        close("monthly_all_2023m02+2023m03", 40.0);
        close("ratio_all_2023m03_over_2023m02", 1.0 / 3.0);
        close("ratio_non-VEN_2023m03_over_2023m02+2023m03", 2.0);
    }

    #[test]
    fn what_is_recorded_is_divided_by_the_border_count() {
        let world = fixture::world();
        let spec = fixture::spec(&world, 0.5);
        let mut tally = Tally::new(&world, &spec);
        tally.record.crossings.add([1, 1, 1, 0, 3], 500);
        tally
            .record
            .deaths
            .add([1, 2, 0, Source::Media as usize], 1);
        tally
            .record
            .deaths
            .add([1, 2, 0, Source::Forensic as usize], 7);
        tally
            .record
            .deaths
            .add([1, 1, 0, Source::Media as usize], 7);
        let applied = ProtectionStage::Applied as usize;
        tally.protection.add([1, 1, 1, applied], 2);
        let value = |name: &str| {
            let measure = Measure::parse(&Named::of_world(&world), name).unwrap();
            measure.value(&world, &spec, &tally).unwrap()
        };
        let deaths = value("recorded_deaths_per_1000_crossings_2023m02");
        assert!((deaths - 2.0).abs() < 1e-12, "{deaths}");
        let claims = value("applications_BBB_per_1000_crossings_2023m02");
        assert!((claims - 4.0).abs() < 1e-12, "{claims}");
        let people = value("applications_BBB_2023m02");
        assert!((people - 4.0).abs() < 1e-12, "{people}");
        let elsewhere = value("applications_AAA_2023m02");
        assert!(elsewhere.abs() < 1e-12, "{elsewhere}");
    }

    #[test]
    fn the_whole_way_is_asked_at_the_border_of_a_state() {
        let world = fixture::world();
        let spec = fixture::spec(&world, 0.5);
        let mut tally = Tally::new(&world, &spec);
        for (what, people) in [(Told::Entered, 4), (Told::ExtortedBefore, 1)] {
            tally.route.answers.add([1, what as usize], people);
        }
        let value = |name: &str| {
            let measure = Measure::parse(&Named::of_world(&world), name).unwrap();
            measure.value(&world, &spec, &tally)
        };
        let extorted = value("extorted_before_BBB_share").unwrap();
        assert!((extorted - 0.25).abs() < 1e-12, "{extorted}");
        assert_eq!(value("incident_before_BBB_share"), Some(0.0));
        assert_eq!(value("abused_within_BBB_share"), None);
    }

    #[test]
    fn measures_that_name_what_is_not_there_are_not_read() {
        let world = fixture::world();
        for name in [
            "monthly_XXX_2023m02",
            "monthly_all_2023m02+",
            "ratio_all_2023m02",
            "applications_ZZZ_per_1000_crossings_2023",
            "applications_ZZZ_2023",
            "tier_price_trail_gold_2023",
            "bodies_seen_share",
            "incident_before_ZZZ_share",
            "abused_within_BBB",
        ] {
            assert_eq!(
                Measure::parse(&Named::of_world(&world), name),
                None,
                "{name}"
            );
        }
    }
}
