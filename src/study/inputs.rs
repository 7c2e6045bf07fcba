//! The input check: what a simulation gives beside the published figures that a corridor names.
//!
//! It says whether inputs are read as they were meant. It is no test of what the model foretells:
//! most of these figures were used to set its inputs.

use jiff::civil::{Date, date};

use super::RunSpec;
use super::summary::Summary;
use super::values::{DEATHS, answered};
use crate::observe::tally::Answer;
use crate::observe::{Histogram, ProtectionStage, Tally};
use crate::world::calendar::Calendar;
use crate::world::vocabulary::Harm;
use crate::world::{Target, World};

/// A target names a measure that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "target {target}: unknown measure `{measure}`; the measures are minors_share, \
     unaccompanied_share_of_minors, any_abuse_share, any_injury_share, gbv_women_share, \
     drowning_share, crossing_days_dry_median, crossing_days_rainy_median, \
     crossing_days_guided_median, informed_share, crossings_PERIOD and \
     share_NATIONALITY_PERIOD, where PERIOD is a year (2023), half (2023h1) or month (2023m05)"
)]
pub struct UnknownMeasure {
    /// The target.
    pub target: String,
    /// The name it gives.
    pub measure: String,
}

/// A run of whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period {
    first: Date,
    last: Date,
}

impl Period {
    fn parse(text: &str) -> Option<Self> {
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
}

/// A measure of a simulation that a target can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// A part of the survivors of a crossing over another part of them.
    Survey(Answer, Answer),
    /// Drowning among deaths on links of the bottleneck.
    Drowning,
    /// Median days of the crossings that these histograms hold: dry and rainy on foot (nobody leads
    /// the last link), or guided (somebody does, a boat crew included) in any season.
    CrossingDays(&'static [usize]),
    /// People informed in the states where crossings are recorded, over crossers in need.
    Informed,
    /// People who crossed in a period.
    Crossings(Period),
    /// Share of a nationality among them.
    Share(usize, Period),
}

impl Measure {
    fn parse(world: &World, name: &str) -> Option<Self> {
        Some(match name {
            "minors_share" => Measure::Survey(Answer::Minors, Answer::Crossed),
            "unaccompanied_share_of_minors" => {
                Measure::Survey(Answer::Unaccompanied, Answer::Minors)
            }
            "any_abuse_share" => Measure::Survey(Answer::AnyAbuse, Answer::Crossed),
            "any_injury_share" => Measure::Survey(Answer::AnyInjury, Answer::Crossed),
            "gbv_women_share" => Measure::Survey(Answer::WomenGbv, Answer::Women),
            "drowning_share" => Measure::Drowning,
            "crossing_days_dry_median" => Measure::CrossingDays(&[0]),
            "crossing_days_rainy_median" => Measure::CrossingDays(&[2]),
            "crossing_days_guided_median" => Measure::CrossingDays(&[1, 3]),
            "informed_share" => Measure::Informed,
            _ => {
                if let Some(period) = name.strip_prefix("crossings_") {
                    Measure::Crossings(Period::parse(period)?)
                } else {
                    let (code, period) = name.strip_prefix("share_")?.rsplit_once('_')?;
                    let nationality = world.nationalities.iter().position(|it| it.code == code)?;
                    Measure::Share(nationality, Period::parse(period)?)
                }
            }
        })
    }

    fn value(self, world: &World, spec: &RunSpec, tally: &Tally) -> Option<f64> {
        let ratio = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        match self {
            Measure::Survey(part, whole) => ratio(answered(tally, part), answered(tally, whole)),
            Measure::Drowning => {
                let deaths = |kinds: &[usize]| -> f64 {
                    let classes = world
                        .classes
                        .iter()
                        .enumerate()
                        .filter(|(_, class)| class.crossing);
                    classes
                        .flat_map(|(class, _)| {
                            kinds
                                .iter()
                                .map(move |&kind| [None, Some(class + 1), Some(kind)])
                        })
                        .map(|cell| tally.harm_events.sum(cell) as f64)
                        .sum()
                };
                ratio(deaths(&[Harm::Drowning as usize]), deaths(&DEATHS))
            }
            Measure::CrossingDays(parts) => {
                let mut days = Histogram::new(0.5, 80);
                for &part in parts {
                    days.merge(&tally.crossing_histograms[part]);
                }
                days.quantile(0.5)
            }
            Measure::Informed => {
                let recorded = |state: usize| {
                    world
                        .locations
                        .iter()
                        .any(|at| at.crossing_point && at.state.index() == state)
                };
                let informed: u64 = (0..world.states.len())
                    .filter(|&state| recorded(state))
                    .map(|state| {
                        tally.protection.sum([
                            None,
                            Some(state),
                            None,
                            Some(ProtectionStage::Informed as usize),
                        ])
                    })
                    .sum();
                ratio(informed as f64, answered(tally, Answer::InNeed))
            }
            Measure::Crossings(period) => {
                crossings(spec, tally, period, None).map(|people| people / spec.scale)
            }
            Measure::Share(nationality, period) => ratio(
                crossings(spec, tally, period, Some(nationality))?,
                crossings(spec, tally, period, None)?,
            ),
        }
    }
}

/// Simulated people who crossed in a period; none if the window does not hold all of it.
fn crossings(
    spec: &RunSpec,
    tally: &Tally,
    period: Period,
    nationality: Option<usize>,
) -> Option<f64> {
    if spec.from > period.first || spec.to < period.last.last_of_month() {
        return None;
    }
    let calendar = Calendar::new(spec.from, spec.to);
    let months = calendar.months().iter().enumerate();
    let people: u64 = months
        .filter(|(_, month)| (period.first..=period.last).contains(month))
        .map(|(month, _)| {
            tally
                .crossings
                .sum([Some(month), None, nationality, None, None])
        })
        .sum();
    Some(people as f64)
}

/// A line of the input check.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The published figure.
    pub target: &'a Target,
    /// What was simulated; none if the window does not hold it or nobody was there to ask.
    pub simulated: Option<Summary>,
}

impl Line<'_> {
    /// Whether the mean lies in the accepted range; none if nothing was simulated.
    pub fn pass(&self) -> Option<bool> {
        self.simulated
            .map(|it| (self.target.low..=self.target.high).contains(&it.mean))
    }
}

/// The measures that the targets of a corridor name, filled replication by replication.
#[derive(Clone, Debug)]
pub struct InputCheck<'a> {
    world: &'a World,
    spec: &'a RunSpec,
    measures: Vec<Measure>,
    values: Vec<Vec<f64>>,
}

impl<'a> InputCheck<'a> {
    /// An input check without replications.
    ///
    /// # Errors
    /// [`UnknownMeasure`] if a target names a measure that does not exist.
    pub fn new(world: &'a World, spec: &'a RunSpec) -> Result<Self, UnknownMeasure> {
        let measures = world
            .targets
            .iter()
            .map(|target| {
                Measure::parse(world, &target.measure).ok_or_else(|| UnknownMeasure {
                    target: target.id.clone(),
                    measure: target.measure.clone(),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let values = vec![Vec::new(); measures.len()];
        Ok(Self {
            world,
            spec,
            measures,
            values,
        })
    }

    /// Takes in a replication.
    pub fn add(&mut self, tally: &Tally) {
        for (measure, values) in self.measures.iter().zip(&mut self.values) {
            values.extend(measure.value(self.world, self.spec, tally));
        }
    }

    /// One line for each target.
    pub fn lines(&self) -> Vec<Line<'a>> {
        self.world
            .targets
            .iter()
            .zip(&self.values)
            .map(|(target, values)| Line {
                target,
                simulated: Summary::of(values.iter().copied()),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

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

    #[test]
    fn unknown_measures_are_refused_with_the_valid_ones() {
        let mut world = fixture::world();
        let spec = fixture::spec(&world, 1.0);
        assert!(InputCheck::new(&world, &spec).is_ok());
        world.targets[0].measure = "share_XXX_2023h1".to_owned();
        let message = InputCheck::new(&world, &spec).unwrap_err().to_string();
        assert!(
            message.contains("P9a") && message.contains("minors_share"),
            "{message}"
        );
    }

    #[test]
    fn a_period_outside_the_window_has_no_value() {
        let world = fixture::world();
        let spec = fixture::spec(&world, 0.5);
        let mut tally = Tally::new(&world, &spec);
        tally.crossings.add([1, 1, 1, 0, 3], 30);
        let value = |name: &str| {
            Measure::parse(&world, name)
                .unwrap()
                .value(&world, &spec, &tally)
        };
        assert_eq!(value("crossings_2023h1"), None);
        assert!((value("crossings_2023m02").unwrap() - 60.0).abs() < 1e-12);
        assert!((value("share_VEN_2023m02").unwrap() - 1.0).abs() < 1e-12);
    }
}
