//! Fitting departures so that crossings under the reference policy have the observed level and mix.
//!
//! Only counts of the calibration window are used. The outcome is an input: that the simulation
//! meets the counts afterwards shows that the input was set as meant, and nothing else.

use std::collections::BTreeMap;

use crate::engine::ledger::LedgerError;
use crate::engine::observer::{Moment, Observer};
use crate::engine::people::Person;
use crate::engine::{RunSpec, simulate};
use crate::ids::{ClassId, NationalityId};
use crate::world::World;
use crate::world::calendar::Calendar;

/// Longest delay between departure and crossing that is told apart, in months.
const LAGS: usize = 12;
/// Largest change of a month's departures in one round.
const LARGEST_STEP: f64 = 4.0;
/// Months whose mean is held after the window.
const HELD_MONTHS: usize = 12;

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
    fn departed(&mut self, at: Moment, _: NationalityId, people: &[Person], again: bool) {
        if let (false, Some(person)) = (again, people.first()) {
            self.departed.insert(person.entity, at.month as u16);
        }
    }

    fn crossed(
        &mut self,
        at: Moment,
        _: ClassId,
        nationality: NationalityId,
        people: &[Person],
        _: f32,
        _: f32,
        _: bool,
    ) {
        self.counts[nationality.index()][at.month] += people.len() as f64;
        for person in people {
            let origin = self.origin_of_key.get(&((person.entity >> 32) as u32));
            if let (Some(&origin), Some(&month)) = (origin, self.departed.get(&person.entity)) {
                let lag = at.month - usize::from(month).min(at.month);
                self.lags[origin][lag.min(LAGS - 1)] += 1.0;
            }
        }
    }
}

/// Changes the departures of `world` in `rounds` simulations of its reference policy, by the
/// Richardson-Lucy update: each month's departures are scaled by the ratios of observed to
/// simulated crossings in the months in which its people cross. Months after the window hold the
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
    let reference = world
        .policy(&world.reference)
        .cloned()
        .ok_or_else(|| CalibrationError::NoReference(world.reference.clone()))?;
    let calendar = Calendar::new(world.start, world.end);
    let window = calendar
        .months()
        .iter()
        .filter(|month| **month <= world.window_end)
        .count();
    let observed = observed_by_month(world, &calendar, window);
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
        to: world.end,
        fixed_parameters: true,
        ..spec.clone()
    };
    let mut levels = Vec::new();
    for _ in 0..rounds {
        let mut seen = Crossings {
            departed: BTreeMap::new(),
            origin_of_key: (0..)
                .zip(&world.origins)
                .map(|(i, origin)| (origin.key, i))
                .collect(),
            lags: vec![[0.0; LAGS]; world.origins.len()],
            counts: vec![vec![0.0; calendar.months().len()]; world.nationalities.len()],
        };
        simulate(world, &reference, &spec, 0, &mut seen)?;
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
                let ratios: Vec<f64> = (0..window)
                    .map(|month| {
                        let simulated = seen.counts[nationality][month] / spec.scale;
                        (observed[nationality][month] / simulated.max(1.0))
                            .clamp(1.0 / LARGEST_STEP, LARGEST_STEP)
                    })
                    .collect();
                rescale(&mut origin.departures, &ratios, &seen.lags[index]);
            }
        }
    }
    Ok(levels)
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

/// Scales departures by the ratios of the months in which their people cross, and holds the mean
/// of the last months of the window after it.
fn rescale(departures: &mut [f64], ratios: &[f64], lags: &[f64; LAGS]) {
    let window = ratios.len();
    for month in 0..window.min(departures.len()) {
        let within = &ratios[month..(month + LAGS).min(window)];
        let weight: f64 = lags[..within.len()].iter().sum();
        if weight > 0.0 {
            let gain: f64 = within
                .iter()
                .zip(lags)
                .map(|(ratio, lag)| ratio * lag)
                .sum();
            departures[month] *= gain / weight;
        }
    }
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
        lags[0] = 1.0;
        lags[1] = 1.0;
        let mut departures = vec![100.0; 4];
        rescale(&mut departures, &[1.0, 2.0, 4.0], &lags);
        assert_eq!(departures[..3], [150.0, 300.0, 400.0]);
        assert!((departures[3] - 850.0 / 3.0).abs() < 1e-9);
    }
}
