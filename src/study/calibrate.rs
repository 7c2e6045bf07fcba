//! Fitting the drivers of departures, so that crossings have the observed level and mix where no dated
//! shock is at work.
//!
//! They are fitted under the policy that follows the corridor's timeline, so that the model makes
//! the shocks of announcements; months in which one is still fresh are left out, and a straight line of
//! logarithms leads over them, so that no such shock is counted twice. Only counts of the calibration
//! window are used. The outcome is an input: that the simulation meets the level afterwards shows that
//! the input was set as meant, and nothing else.

use std::collections::BTreeMap;

use crate::engine::event::{Event, Moment, Observer, Who};
use crate::engine::information::news;
use crate::engine::ledger::LedgerError;
use crate::engine::{RunSpec, simulate};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::policy::Policy;

/// Longest delay between departure and crossing that is told apart, in months.
const LAGS: usize = 12;
/// Largest change of a month's departures in one round.
const LARGEST_STEP: f64 = 4.0;
/// Months whose mean is held after the window.
const HELD_MONTHS: usize = 12;
/// Months after an announcement that say nothing of drivers.
const FRESH_MONTHS: usize = 4;
/// Width, in months, of the kernel by which gains are smooth: a month tells a little of its neighbours.
const SMOOTH_MONTHS: f64 = 0.4;
/// Part of a month's people that has to cross in months that say something of drivers for it to be fitted.
const HEARD_PART: f64 = 0.5;
/// Part of a gain that is taken in a round: arrivals draw others after them, so that a whole one goes
/// too far.
const DAMPED: f64 = 0.3;
/// Departures of a month that count as some, when logarithms are taken.
const SOME: f64 = 0.5;

/// Crossings of one nationality in the window.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedLevel {
    /// Nationality code.
    pub nationality: String,
    /// People observed.
    pub observed: f64,
    /// People simulated before the last change of departures.
    pub simulated: f64,
}

/// Why departures could not be fitted.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// The corridor has no observed counts by nationality.
    #[error("the corridor has no observed crossings by nationality to fit departures to")]
    NothingObserved,
    /// The corridor's reference policy is missing.
    #[error("the corridor has no policy named {0}, its reference")]
    NoReference(String),
    /// A replication failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Delays and counts of one replication.
struct Crossings {
    departed: BTreeMap<u64, u16>,
    origin_of_key: BTreeMap<u32, usize>,
    lags: Vec<[f64; LAGS]>,
    counts: Vec<Vec<f64>>,
}

impl Observer for Crossings {
    fn event(&mut self, at: Moment, who: Who, event: Event) {
        match (event, who.people.first()) {
            (Event::Departed { again: false }, Some(person)) => {
                self.departed.insert(person.entity, at.month as u16);
            }
            (Event::Crossed { .. }, _) => {
                self.counts[who.nationality.index()][at.month] += who.people.len() as f64;
                for person in who.people {
                    let origin = self.origin_of_key.get(&((person.entity >> 32) as u32));
                    let departed = self.departed.get(&person.entity);
                    if let (Some(&origin), Some(&month)) = (origin, departed) {
                        let lag = at.month - usize::from(month).min(at.month);
                        self.lags[origin][lag.min(LAGS - 1)] += 1.0;
                    }
                }
            }
            _ => {}
        }
    }
}

/// Changes the drivers of departures of `world` in `rounds` simulations of the policy that follows its
/// timeline, or else of its reference, by a Richardson-Lucy update: each month's departures are
/// scaled by the ratios of observed to simulated crossings in the months in which its people cross, as
/// far as no announcement is fresh in these. Each round has luck of its own, so that none is fitted. The
/// first departs from the mean of the window; of the departures that were there, only the shares of
/// residences in a nationality are kept. A line of logarithms leads over months in which an announcement
/// is fresh or whose people mostly cross in such, level at the ends. Months after the window hold the
/// mean of its last twelve. Nationalities in `keep` are left as they are.
///
/// # Errors
/// [`CalibrationError`] when nothing was observed, there is no reference, or a ledger fails.
pub fn fit_departures(
    world: &mut World,
    spec: &RunSpec,
    rounds: u32,
    keep: &[String],
) -> Result<Vec<FittedLevel>, CalibrationError> {
    let policy = world
        .fitted_policy()
        .cloned()
        .ok_or_else(|| CalibrationError::NoReference(world.reference.clone()))?;
    let calendar = Calendar::new(world.start, world.end);
    let window = calendar
        .months()
        .iter()
        .filter(|month| **month <= world.window_end)
        .count();
    let observed = observed_by_month(world, &calendar, window);
    let fresh = fresh_months(world, &policy, &calendar, window);
    let fitted: Vec<bool> = world
        .nationalities
        .iter()
        .zip(&observed)
        .map(|(nationality, counts)| {
            counts.iter().sum::<f64>() > 0.0 && !keep.contains(&nationality.code)
        })
        .collect();
    if !fitted.contains(&true) {
        return Err(CalibrationError::NothingObserved);
    }
    let spec = RunSpec {
        from: world.start,
        to: calendar.months()[window - 1].last_of_month(),
        fixed_parameters: true,
        ..spec.clone()
    };
    for origin in &mut world.origins {
        if fitted[origin.nationality.index()] {
            level(&mut origin.departures, window);
        }
    }
    let mut levels = Vec::new();
    for round in 0..rounds {
        let mut seen = Crossings {
            departed: BTreeMap::new(),
            origin_of_key: (0..)
                .zip(&world.origins)
                .map(|(i, origin)| (origin.key, i))
                .collect(),
            lags: vec![few_lags(); world.origins.len()],
            counts: vec![vec![0.0; calendar.months().len()]; world.nationalities.len()],
        };
        simulate(world, &policy, &spec, round, &mut seen)?;
        levels.clear();
        for (index, nationality) in world.nationalities.iter().enumerate() {
            let simulated = seen.counts[index][..window].iter().sum::<f64>() / spec.scale;
            let total = observed[index].iter().sum::<f64>();
            if total > 0.0 {
                let nationality = nationality.code.clone();
                levels.push(FittedLevel {
                    nationality,
                    observed: total,
                    simulated,
                });
            }
        }
        for (index, origin) in world.origins.iter_mut().enumerate() {
            let nationality = origin.nationality.index();
            if fitted[nationality] {
                let ratios: Vec<Option<f64>> = (0..window)
                    .map(|month| {
                        let simulated = seen.counts[nationality][month] / spec.scale;
                        (!fresh[nationality][month]).then(|| {
                            (observed[nationality][month].max(SOME) / simulated.max(SOME))
                                .clamp(1.0 / LARGEST_STEP, LARGEST_STEP)
                        })
                    })
                    .collect();
                rescale(&mut origin.departures, &ratios, &seen.lags[index]);
            }
        }
    }
    Ok(levels)
}

/// Delays where hardly anybody has crossed: within the month or in the next.
fn few_lags() -> [f64; LAGS] {
    let mut lags = [0.0; LAGS];
    lags[..2].fill(1.0);
    lags
}

/// For each nationality and month of the window, whether an announcement that concerns it is fresh.
fn fresh_months(
    world: &World,
    policy: &Policy,
    calendar: &Calendar,
    window: usize,
) -> Vec<Vec<bool>> {
    let mut fresh = vec![vec![false; window]; world.nationalities.len()];
    for (day, nationality) in news(world, policy, &world.register.fixed(), calendar) {
        let first = calendar.month_of(day);
        let months = &mut fresh[nationality.index()];
        for month in months.iter_mut().skip(first).take(FRESH_MONTHS + 1) {
            *month = true;
        }
    }
    fresh
}

fn observed_by_month(world: &World, calendar: &Calendar, window: usize) -> Vec<Vec<f64>> {
    world
        .nationalities
        .iter()
        .map(|nationality| {
            calendar.months()[..window]
                .iter()
                .map(|month| {
                    world
                        .observed
                        .iter()
                        .filter(|row| row.month == *month && row.nationality == nationality.code)
                        .map(|row| row.persons)
                        .sum()
                })
                .collect()
        })
        .collect()
}

/// Gives every month of the window its mean.
fn level(departures: &mut [f64], window: usize) {
    let months = &mut departures[..window];
    let mean = months.iter().sum::<f64>() / months.len().max(1) as f64;
    months.fill(mean.max(SOME));
}

/// Values over months, smoothed by a kernel over those that are known.
fn smooth(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let at = |month: usize| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (other, value) in values.iter().enumerate() {
            if let Some(value) = value {
                let away = (month.abs_diff(other) as f64) / SMOOTH_MONTHS;
                let weight = libm::exp(-0.5 * away * away);
                sum += weight * value;
                weights += weight;
            }
        }
        sum / weights
    };
    (0..values.len())
        .map(|month| values[month].map(|_| at(month)))
        .collect()
}

/// Leads departures over the months that are not heard: along a straight line of logarithms between the
/// nearest that are, level before the first and after the last.
fn bridge(departures: &mut [f64], heard: &[bool]) {
    let known: Vec<usize> = (0..heard.len()).filter(|month| heard[*month]).collect();
    let logs: Vec<f64> = departures.iter().map(|it| libm::log(*it)).collect();
    for month in (0..heard.len()).filter(|month| !heard[*month]) {
        let after = known.partition_point(|it| *it < month);
        let before = after.checked_sub(1).map(|it| known[it]);
        departures[month] = match (before, known.get(after)) {
            (Some(before), Some(&after)) => {
                let part = (month - before) as f64 / (after - before) as f64;
                libm::exp(logs[before] + part * (logs[after] - logs[before]))
            }
            (Some(only), None) | (None, Some(&only)) => departures[only],
            (None, None) => departures[month],
        };
    }
}

/// Scales departures by the ratios of the months in which their people cross, where these are known
/// for most of a month's people and for the month itself; leads over other months, and holds the mean of
/// the last months of the window after it.
fn rescale(departures: &mut [f64], ratios: &[Option<f64>], lags: &[f64; LAGS]) {
    let window = ratios.len();
    let all = lags.iter().sum::<f64>();
    let gains: Vec<Option<f64>> = (0..window)
        .map(|month| {
            ratios[month]?;
            let (mut gain, mut weight) = (0.0, 0.0);
            for (ratio, lag) in ratios[month..].iter().zip(lags) {
                if let Some(ratio) = ratio {
                    gain += lag * libm::log(*ratio);
                    weight += lag;
                }
            }
            (weight > 0.0 && weight >= HEARD_PART * all).then(|| gain / weight)
        })
        .collect();
    for (departures, gain) in departures.iter_mut().zip(smooth(&gains)) {
        *departures = departures.max(SOME) * libm::exp(DAMPED * gain.unwrap_or(0.0));
    }
    let heard: Vec<bool> = gains.iter().map(Option::is_some).collect();
    bridge(departures, &heard);
    let held = window.saturating_sub(HELD_MONTHS)..window.min(departures.len());
    let mean = departures[held.clone()].iter().sum::<f64>() / held.len().max(1) as f64;
    for later in departures.iter_mut().skip(window) {
        *later = mean;
    }
}

/// The departures of a world as the rows of `departures.csv`.
///
/// # Errors
/// An error of the writer.
pub fn write_departures(world: &World, out: impl std::io::Write) -> Result<(), csv::Error> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "nationality",
        "residence",
        "month",
        "persons",
        "status",
        "source",
    ])?;
    let calendar = Calendar::new(world.start, world.end);
    for origin in &world.origins {
        let nationality = &world.nationalities[origin.nationality.index()].code;
        let residence = &world.locations[origin.residence.index()].id;
        for (month, persons) in calendar.months().iter().zip(&origin.departures) {
            if *persons < 0.05 {
                continue;
            }
            let status = if *month <= world.window_end {
                "calibrated"
            } else {
                "assumption"
            };
            let source = if *month <= world.window_end {
                "corredor"
            } else {
                "assumption"
            };
            table.write_record([
                nationality,
                residence,
                &month.strftime("%Y-%m").to_string(),
                &format!("{persons:.1}"),
                status,
                source,
            ])?;
        }
    }
    table.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departures_follow_the_months_in_which_people_cross() {
        let mut lags = [0.0; LAGS];
        lags[1] = 1.0;
        let mut departures = vec![100.0; 14];
        let mut ratios = vec![Some(2.0); 13];
        ratios[6] = None;
        rescale(&mut departures, &ratios, &lags);
        let risen = 100.0 * 2f64.powf(DAMPED);
        assert!(
            departures.iter().all(|it| (it - risen).abs() < 1e-9),
            "those of the months that are left out too, and after the window: {departures:?}"
        );
    }

    #[test]
    fn a_line_leads_over_fresh_months_whatever_was_there() {
        let mut lags = [0.0; LAGS];
        lags[0] = 1.0;
        let rising = |month: i32| 100.0 * 1.25f64.powi(month);
        let mut departures: Vec<f64> = (0..12).map(rising).collect();
        let mut ratios = vec![Some(1.0); 12];
        for month in 6..10 {
            departures[month] = 1.0;
            ratios[month] = None;
        }
        rescale(&mut departures, &ratios, &lags);
        for (month, departures) in (0..).zip(&departures) {
            assert!((departures / rising(month) - 1.0).abs() < 1e-9, "{month}");
        }
    }

    #[test]
    fn after_the_last_month_that_is_heard_departures_stay_level() {
        let mut departures = vec![100.0, 200.0, 1.0, 1000.0];
        bridge(&mut departures, &[true, true, false, false]);
        assert_eq!(departures, [100.0, 200.0, 200.0, 200.0]);
        bridge(&mut departures, &[false, false, false, true]);
        assert_eq!(departures, [200.0; 4]);
    }

    #[test]
    fn a_month_whose_people_cross_while_an_announcement_is_fresh_is_not_fitted() {
        let mut lags = [0.0; LAGS];
        lags[0] = 0.4;
        lags[1] = 0.6;
        let mut departures = vec![100.0; 9];
        let mut ratios = vec![Some(1.0); 9];
        ratios[3] = Some(4.0);
        ratios[4] = None;
        rescale(&mut departures, &ratios, &lags);
        assert!(departures[2] > 120.0, "{departures:?}");
        assert!(
            departures[3] < departures[2] && departures[4] < departures[3],
            "{departures:?}"
        );
        let falls = [2, 3, 4].map(|month: usize| departures[month + 1] / departures[month]);
        assert!(
            falls.iter().all(|fall| (fall - falls[0]).abs() < 1e-9),
            "a line leads over both months: {departures:?}"
        );
    }

    #[test]
    fn gains_are_smooth_within_a_month_and_keep_a_jump() {
        let mut values: Vec<Option<f64>> = [0.0; 6].into_iter().map(Some).collect();
        values.extend([Some(1.0); 6]);
        let kept = smooth(&values);
        assert!(
            kept[5].unwrap() < 0.15 && kept[6].unwrap() > 0.85,
            "{kept:?}"
        );
    }
}
