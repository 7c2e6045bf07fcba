//! What tells points where a conclusion holds from those where it does not (regional sensitivity
//! analysis, Hornberger and Spear 1981).

use crate::study::student::incomplete_beta;

/// Terms of Kolmogorov's series after which nothing is added.
const TERMS: i32 = 100;

/// Largest distance between the distributions of a factor in two groups of points, and the chance of
/// one so large if they were alike (two-sample Kolmogorov-Smirnov test, with the correction of
/// Stephens 1970). None if a group is empty.
pub fn distance(one: &[f64], other: &[f64]) -> Option<(f64, f64)> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    let (one, other) = (sorted(one), sorted(other));
    let below = |values: &[f64], at: f64| {
        values.partition_point(|it| *it <= at) as f64 / values.len() as f64
    };
    let all = one.iter().chain(&other);
    let largest = all
        .map(|&at| (below(&one, at) - below(&other, at)).abs())
        .fold(0.0, f64::max);
    let (n, m) = (one.len() as f64, other.len() as f64);
    let size = (n * m / (n + m)).sqrt();
    Some((largest, kolmogorov((size + 0.12 + 0.11 / size) * largest)))
}

fn kolmogorov(x: f64) -> f64 {
    if x < 0.2 {
        return 1.0;
    }
    let term = |j: i32| {
        let sign = if j % 2 == 1 { 1.0 } else { -1.0 };
        sign * libm::exp(-2.0 * f64::from(j * j) * x * x)
    };
    (2.0 * (1..=TERMS).map(term).sum::<f64>()).clamp(0.0, 1.0)
}

/// Chance that shares of holding differ as much between groups, each of so many points of which so
/// many hold, if all had the same (one-way analysis of variance, F test).
pub fn groups_differ(groups: &[(usize, usize)]) -> Option<f64> {
    let groups: Vec<(f64, f64)> = groups
        .iter()
        .filter(|(points, _)| *points > 0)
        .map(|&(points, holding)| (points as f64, holding as f64))
        .collect();
    let points: f64 = groups.iter().map(|it| it.0).sum();
    let all: f64 = groups.iter().map(|it| it.1).sum();
    let between = groups.len().checked_sub(1).filter(|&it| it > 0)? as f64;
    let within = points - groups.len() as f64;
    if within <= 0.0 {
        return None;
    }
    let squares: f64 = groups.iter().map(|(n, h)| h * h / n).sum();
    let (explained, rest) = (squares - all * all / points, all - squares);
    if explained <= 0.0 {
        return Some(1.0);
    }
    let f = (explained / between) / (rest / within);
    Some(incomplete_beta(
        within / 2.0,
        between / 2.0,
        within / (within + between * f),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_chances_are_those_of_tables() {
        let (found, p) = distance(&[1.0, 2.0, 3.0, 4.0], &[3.0, 4.0, 5.0, 6.0]).unwrap();
        assert!((found - 0.5).abs() < 1e-12 && p > 0.4);
        // Quantiles 0.95 and 0.99 of Kolmogorov's law.
        assert!((kolmogorov(1.3581) - 0.05).abs() < 1e-4);
        assert!((kolmogorov(1.6276) - 0.01).abs() < 1e-4);
        let low: Vec<f64> = (0..40).map(f64::from).collect();
        let high: Vec<f64> = (40..80).map(f64::from).collect();
        let (found, p) = distance(&low, &high).unwrap();
        assert!((found - 1.0).abs() < 1e-12 && p < 1e-9);
        assert!(distance(&[], &low).is_none());
    }

    #[test]
    fn groups_that_hold_alike_do_not_differ() {
        assert!(groups_differ(&[(20, 10), (20, 10)]).unwrap() > 0.99);
        assert!(groups_differ(&[(20, 19), (20, 3), (20, 18)]).unwrap() < 1e-6);
        // Two groups: the square of Student's t; means 0.75 and 0.25, t = 2.6926 with 22 degrees.
        let p = groups_differ(&[(12, 9), (12, 3)]).unwrap();
        assert!((p - 0.0133).abs() < 5e-4, "{p}");
        assert!(groups_differ(&[(5, 5)]).is_none());
    }
}
