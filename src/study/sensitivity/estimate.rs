//! An estimate with its interval, and resampling.

use crate::rng::named::BOOTSTRAP;
use crate::rng::{Draws, unit};
use crate::study::summary::quantile;

/// Resamples of a bootstrap.
pub const RESAMPLES: usize = 500;
/// Ends of an interval that holds 95 of 100.
const ENDS: [f64; 2] = [0.025, 0.975];

/// An estimate with the interval that holds it in 95 of 100 resamples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate from all that was seen.
    pub value: f64,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
}

impl Estimate {
    /// An estimate and its values in resamples; without any, the interval is the estimate.
    pub fn of(value: f64, mut resampled: Vec<f64>) -> Self {
        resampled.retain(|it| it.is_finite());
        resampled.sort_by(f64::total_cmp);
        let [low, high] = ENDS.map(|level| {
            if resampled.is_empty() {
                value
            } else {
                quantile(&resampled, level)
            }
        });
        Self { value, low, high }
    }

    /// Whether the interval leaves zero out.
    pub fn is_not_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// Positions drawn with replacement, `size` for each of [`RESAMPLES`] resamples: a function of the
/// seed alone.
pub fn resamples(size: usize, seed: u64) -> impl Iterator<Item = Vec<usize>> {
    let draws = Draws::new(seed, 0);
    (0..RESAMPLES).map(move |resample| {
        let mut positions = Vec::with_capacity(size + 3);
        for block in 0..size.div_ceil(4) {
            let entity = (resample as u64) << 32 | block as u64;
            let words = BOOTSTRAP.block_once(&draws, entity);
            positions.extend(words.map(|word| (unit(word) * size as f64) as usize));
        }
        positions.truncate(size);
        positions
    })
}

/// Mean and variance, the variance over `divisor` less than the number of values.
pub fn moments(values: impl Iterator<Item = f64> + Clone, divisor: usize) -> (f64, f64) {
    let count = values.clone().count();
    let mean = values.clone().sum::<f64>() / count as f64;
    let squares: f64 = values.map(|it| (it - mean) * (it - mean)).sum();
    (mean, squares / count.saturating_sub(divisor) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resamples_take_every_position_and_a_mean_has_its_known_error() {
        let values: Vec<f64> = (0..200).map(|it| f64::from(it % 10)).collect();
        let means: Vec<f64> = resamples(values.len(), 3)
            .map(|at| at.iter().map(|&at| values[at]).sum::<f64>() / at.len() as f64)
            .collect();
        let estimate = Estimate::of(4.5, means);
        // The standard error is sqrt(8.25 / 200) = 0.203.
        assert!((estimate.high - estimate.low - 2.0 * 1.96 * 0.203).abs() < 0.08);
        assert!(estimate.is_not_zero());
        let mut seen = vec![false; 50];
        resamples(50, 1)
            .flatten()
            .for_each(|position| seen[position] = true);
        assert!(seen.into_iter().all(|it| it));
    }
}
