//! Samples that fill space.

use crate::rng::named::{HYPERCUBE, SCRAMBLE};
use crate::rng::{Draws, unit};

/// Dimensions of one Sobol sequence; factors beyond them belong to another one, scrambled and
/// shuffled on its own.
const DIMENSIONS: usize = sobol_burley::NUM_DIMENSIONS as usize;

/// The first `samples` (2^16 at most) points of a Sobol sequence with Owen's scrambling in base 2, in
/// the hashed form of Burley (2020, JCGT 9(4)), with the direction numbers of Joe and Kuo. A number of
/// samples that is a power of two puts one in each of as many equal slices of every factor. More than
/// 256 factors are padded: each further 256 are shuffled independently and fill their own space.
pub fn sobol(samples: usize, factors: usize, seed: u64) -> Vec<Vec<f64>> {
    let draws = Draws::new(seed, 0);
    let seeds: Vec<u32> = (0..factors.div_ceil(DIMENSIONS))
        .map(|part| SCRAMBLE.block_once(&draws, part as u64)[0])
        .collect();
    let coordinate = |sample: usize, factor: usize| {
        let (part, dimension) = (factor / DIMENSIONS, factor % DIMENSIONS);
        f64::from(sobol_burley::sample(
            sample as u32,
            dimension as u32,
            seeds[part],
        ))
    };
    (0..samples.min(super::MOST_SOBOL))
        .map(|sample| {
            (0..factors)
                .map(|factor| coordinate(sample, factor))
                .collect()
        })
        .collect()
}

/// A Latin hypercube (`McKay`, Beckman and Conover 1979): every factor has one sample, drawn uniformly,
/// in each of `samples` equal slices; slices of different factors are matched at random.
pub fn latin_hypercube(samples: usize, factors: usize, seed: u64) -> Vec<Vec<f64>> {
    let draws = Draws::new(seed, 0);
    let columns: Vec<Vec<f64>> = (0..factors)
        .map(|factor| {
            let words = |sample: usize| {
                let entity = (factor as u64) << 32 | sample as u64;
                HYPERCUBE.block_once(&draws, entity)
            };
            let mut order: Vec<usize> = (0..samples).collect();
            order.sort_by_key(|&sample| (words(sample)[0], words(sample)[1], sample));
            let mut column = vec![0.0; samples];
            for (slice, sample) in order.into_iter().enumerate() {
                column[sample] = (slice as f64 + unit(words(sample)[2])) / samples as f64;
            }
            column
        })
        .collect();
    (0..samples)
        .map(|sample| columns.iter().map(|column| column[sample]).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_in_each_slice(points: &[Vec<f64>], factor: usize) -> bool {
        let mut slices: Vec<usize> = points
            .iter()
            .map(|point| (point[factor] * points.len() as f64) as usize)
            .collect();
        slices.sort_unstable();
        slices.iter().copied().eq(0..points.len())
    }

    #[test]
    fn every_factor_has_one_sample_in_each_slice() {
        for points in [sobol(64, 300, 3), latin_hypercube(60, 5, 3)] {
            for factor in 0..points[0].len() {
                assert!(one_in_each_slice(&points, factor), "factor {factor}");
            }
        }
    }

    #[test]
    fn a_sobol_sequence_integrates_better_than_chance() {
        // The mean of a product over six factors is 1; luck alone would err by 0.04.
        let points = sobol(1024, 6, 11);
        let mean = points
            .iter()
            .map(|point| point.iter().map(|x| 0.5 + x).product::<f64>())
            .sum::<f64>()
            / 1024.0;
        assert!((mean - 1.0).abs() < 2e-3, "{mean}");
    }

    #[test]
    fn padded_factors_do_not_move_together() {
        let points = sobol(1024, 2 * DIMENSIONS, 4);
        let product: f64 = points
            .iter()
            .map(|point| (point[0] - 0.5) * (point[DIMENSIONS] - 0.5))
            .sum();
        let correlation = product / 1024.0 * 12.0;
        assert!(correlation.abs() < 0.12, "{correlation}");
    }
}
