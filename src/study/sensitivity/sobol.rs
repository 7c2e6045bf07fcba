//! Sobol indices: which share of the variance of an outcome a factor is answerable for, alone (first
//! order), with one other (second) and in all (total).
//!
//! First order by the estimator of Saltelli et al. (2010, table 2 b), total order by that of Jansen
//! (1999, table 2 f), second order as the closed index of a pair less both first orders (Saltelli
//! 2002). Outcomes are centred first and divided by the variance of A and B together, which is what
//! `SALib` does, so that both give the same figures on the same data.
//!
//! Limits: factors must be independent, as all designs here are; indices near zero may be estimated
//! below it; noise of replications is part of the variance and shows as a total order of every factor.

use super::estimate::{Estimate, moments, resamples};

/// An outcome at the points of two crossed samples, row by row.
#[derive(Clone, Debug, Default)]
pub struct Crossed {
    /// At the points of A.
    pub a: Vec<f64>,
    /// At those of B.
    pub b: Vec<f64>,
    /// For each factor, at those of A with its column of B.
    pub ab: Vec<Vec<f64>>,
    /// For each factor, at those of B with its column of A; empty if pairs are not told apart.
    pub ba: Vec<Vec<f64>>,
}

/// Indices of every factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// First order by factor.
    pub first: Vec<Estimate>,
    /// Total order by factor.
    pub total: Vec<Estimate>,
    /// Second order of pairs, by the positions of their factors.
    pub second: Vec<(usize, usize, Estimate)>,
}

struct Rows<'a> {
    of: &'a Crossed,
    taken: &'a [usize],
    variance: f64,
}

impl Rows<'_> {
    fn new<'a>(of: &'a Crossed, rows: &'a [usize]) -> Rows<'a> {
        let both = rows
            .iter()
            .map(|&row| of.a[row])
            .chain(rows.iter().map(|&row| of.b[row]));
        let variance = moments(both, 0).1;
        Rows {
            of,
            taken: rows,
            variance,
        }
    }

    fn mean(&self, term: impl Fn(usize) -> f64) -> f64 {
        let sum: f64 = self.taken.iter().map(|&row| term(row)).sum();
        sum / self.taken.len() as f64 / self.variance
    }

    fn first(&self, factor: usize) -> f64 {
        let (of, ab) = (self.of, &self.of.ab[factor]);
        self.mean(|row| of.b[row] * (ab[row] - of.a[row]))
    }

    fn total(&self, factor: usize) -> f64 {
        let (of, ab) = (self.of, &self.of.ab[factor]);
        self.mean(|row| {
            let change = of.a[row] - ab[row];
            0.5 * change * change
        })
    }

    fn second(&self, one: usize, other: usize) -> f64 {
        let of = self.of;
        let closed = self.mean(|row| of.ba[one][row] * of.ab[other][row] - of.a[row] * of.b[row]);
        closed - self.first(one) - self.first(other)
    }
}

/// Indices with bootstrap intervals over rows; none where the outcome does not vary or there are
/// fewer than two rows.
pub fn indices(outcome: &Crossed, seed: u64) -> Option<Indices> {
    let centred = centre(outcome);
    let factors = centred.ab.len();
    let pairs: Vec<(usize, usize)> = (0..centred.ba.len())
        .flat_map(|one| (one + 1..factors).map(move |other| (one, other)))
        .collect();
    let all: Vec<usize> = (0..centred.a.len()).collect();
    let whole = Rows::new(&centred, &all);
    if all.len() < 2 || whole.variance <= 0.0 {
        return None;
    }
    let values = |rows: &Rows<'_>| -> Vec<f64> {
        let first = (0..factors).map(|factor| rows.first(factor));
        let total = (0..factors).map(|factor| rows.total(factor));
        let second = pairs.iter().map(|&(one, other)| rows.second(one, other));
        first.chain(total).chain(second).collect()
    };
    let mut resampled = vec![Vec::new(); 2 * factors + pairs.len()];
    for rows in resamples(all.len(), seed) {
        for (list, value) in resampled
            .iter_mut()
            .zip(values(&Rows::new(&centred, &rows)))
        {
            list.push(value);
        }
    }
    let mut estimates: Vec<Estimate> = values(&whole)
        .into_iter()
        .zip(resampled)
        .map(|(value, resampled)| Estimate::of(value, resampled))
        .collect();
    let second = estimates.split_off(2 * factors);
    let total = estimates.split_off(factors);
    let second = pairs.into_iter().zip(second);
    Some(Indices {
        first: estimates,
        total,
        second: second.map(|((one, other), it)| (one, other, it)).collect(),
    })
}

/// The outcome less its mean over every point.
fn centre(outcome: &Crossed) -> Crossed {
    let parts = || {
        let crossed = outcome.ab.iter().chain(&outcome.ba).flatten();
        outcome.a.iter().chain(&outcome.b).chain(crossed)
    };
    let (mean, _) = moments(parts().copied(), 0);
    let less = |values: &[f64]| -> Vec<f64> { values.iter().map(|it| it - mean).collect() };
    let each = |lists: &[Vec<f64>]| lists.iter().map(|list| less(list)).collect();
    Crossed {
        a: less(&outcome.a),
        b: less(&outcome.b),
        ab: each(&outcome.ab),
        ba: each(&outcome.ba),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::{Design, coordinates};
    use crate::study::sensitivity::functions::{g_function, ishigami};

    fn of(function: impl Fn(&[f64]) -> f64, factors: usize, samples: usize) -> Indices {
        let design = Design::Saltelli {
            samples,
            second_order: true,
        };
        let mut outcome = Crossed {
            ab: vec![Vec::new(); factors],
            ba: vec![Vec::new(); factors],
            ..Crossed::default()
        };
        for point in coordinates(&design, &vec![None; factors], 4) {
            let value = function(&point.at);
            let factor =
                |prefix: &str| -> Option<usize> { point.block.strip_prefix(prefix)?.parse().ok() };
            if let Some(factor) = factor("AB") {
                outcome.ab[factor - 1].push(value);
            } else if let Some(factor) = factor("BA") {
                outcome.ba[factor - 1].push(value);
            } else if point.block == "A" {
                outcome.a.push(value);
            } else {
                outcome.b.push(value);
            }
        }
        indices(&outcome, 9).unwrap()
    }

    fn near(found: &[Estimate], expected: &[f64], within: f64) {
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found.value - expected).abs() < within,
                "{found:?}, expected {expected}"
            );
            assert!(
                found.low - within < *expected && *expected < found.high + within,
                "{found:?}"
            );
        }
    }

    #[test]
    fn the_ishigami_function_has_its_published_indices() {
        let found = of(ishigami, 3, 4096);
        near(&found.first, &[0.3139, 0.4424, 0.0], 0.01);
        near(&found.total, &[0.5576, 0.4424, 0.2437], 0.01);
        let pair = |one, other| {
            let found = found.second.iter().find(|it| (it.0, it.1) == (one, other));
            found.unwrap().2.value
        };
        assert!((pair(0, 2) - 0.2437).abs() < 0.02);
        assert!(pair(0, 1).abs() < 0.02 && pair(1, 2).abs() < 0.02);
    }

    #[test]
    fn the_g_function_has_its_analytic_indices() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0];
        let found = of(|x| g_function(x, &a), a.len(), 4096);
        // V_i = 1 / (3 (1 + a_i)^2); total: V_i times the product of 1 + V_j over the others.
        let parts: Vec<f64> = a
            .iter()
            .map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)))
            .collect();
        let product: f64 = parts.iter().map(|part| 1.0 + part).product();
        let first: Vec<f64> = parts.iter().map(|part| part / (product - 1.0)).collect();
        let total: Vec<f64> = parts
            .iter()
            .map(|part| part * product / (1.0 + part) / (product - 1.0))
            .collect();
        near(&found.first, &first, 0.01);
        near(&found.total, &total, 0.01);
    }

    #[test]
    fn an_outcome_that_does_not_vary_has_no_indices() {
        let flat = Crossed {
            a: vec![2.0; 8],
            b: vec![2.0; 8],
            ab: vec![vec![2.0; 8]],
            ba: Vec::new(),
        };
        assert!(indices(&flat, 1).is_none());
    }
}
