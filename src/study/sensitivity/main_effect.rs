//! Main effects: the mean of an outcome along one factor, over all that the others do.

use super::estimate::moments;

/// Equal parts that the points are put in along a continuous factor.
pub const PARTS: usize = 5;

/// Points at which a factor has one value, or one of five parts of its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Lowest and highest value in it.
    pub ends: (f64, f64),
    /// Points.
    pub points: usize,
    /// Mean outcome.
    pub mean: f64,
    /// Standard error of the mean, as if points were drawn at random; none for one point.
    pub error: Option<f64>,
}

/// The mean outcome along a factor.
#[derive(Clone, Debug, PartialEq)]
pub struct MainEffect {
    /// Levels by rising value.
    pub levels: Vec<Level>,
    /// Share of the variance that lies between levels, less what chance puts there (epsilon
    /// squared, Kelley 1935); at or under 0 if nothing does. None where each level has one point.
    pub share: Option<f64>,
}

/// The main effect of a factor with these values on an outcome: by value if there are [`PARTS`] or
/// fewer, else in equal parts by rank. None with fewer than two levels.
pub fn main_effect(values: &[f64], outcome: &[f64]) -> Option<MainEffect> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let same = |a: &usize, b: &usize| values[*a].total_cmp(&values[*b]).is_eq();
    let distinct = order.chunk_by(same).count();
    let groups: Vec<Vec<usize>> = if distinct <= PARTS {
        order.chunk_by(same).map(<[usize]>::to_vec).collect()
    } else {
        parts(&order, values)
    };
    if groups.len() < 2 {
        return None;
    }
    let mut within = 0.0;
    let levels: Vec<Level> = groups
        .iter()
        .map(|group| {
            let of = group.iter().map(|&at| outcome[at]);
            let (mean, variance) = moments(of, 1);
            let points = group.len();
            within += if points > 1 {
                variance * (points - 1) as f64
            } else {
                0.0
            };
            Level {
                ends: (values[group[0]], values[group[points - 1]]),
                points,
                mean,
                error: (points > 1).then(|| (variance / points as f64).sqrt()),
            }
        })
        .collect();
    let (mean, _) = moments(outcome.iter().copied(), 0);
    let total: f64 = outcome.iter().map(|it| (it - mean) * (it - mean)).sum();
    let inside = outcome.len() - levels.len();
    let share = (inside > 0 && total > 0.0).then(|| {
        let chance = (levels.len() - 1) as f64 * within / inside as f64;
        (total - within - chance) / total
    });
    Some(MainEffect { levels, share })
}

/// Points in equal parts by rank; equal values stay together.
fn parts(order: &[usize], values: &[f64]) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for (rank, &at) in order.iter().enumerate() {
        let tied = rank > 0 && values[order[rank - 1]].total_cmp(&values[at]).is_eq();
        let begins = rank * PARTS / order.len() >= parts.len();
        match parts.last_mut() {
            Some(part) if tied || !begins => part.push(at),
            _ => parts.push(vec![at]),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::sobol;

    #[test]
    fn listed_values_have_a_mean_each() {
        let effect = main_effect(&[1.0, 0.0, 1.0, 0.0], &[5.0, 2.0, 7.0, 4.0]).unwrap();
        let means: Vec<f64> = effect.levels.iter().map(|it| it.mean).collect();
        assert_eq!(means, [3.0, 6.0]);
        assert!((effect.levels[0].error.unwrap() - 1.0).abs() < 1e-12);
        // Between 9 of 13; chance puts 4 / 2 there.
        assert!((effect.share.unwrap() - 7.0 / 13.0).abs() < 1e-12);
        assert!(main_effect(&[1.0, 1.0], &[5.0, 2.0]).is_none());
    }

    #[test]
    fn parts_are_equal_and_follow_the_factor() {
        let points = sobol(500, 2, 3);
        let values: Vec<f64> = points.iter().map(|it| it[0]).collect();
        let outcome: Vec<f64> = points.iter().map(|it| 10.0 * it[0] + it[1]).collect();
        let effect = main_effect(&values, &outcome).unwrap();
        assert!(effect.levels.iter().all(|it| it.points == 100));
        assert!(
            effect
                .levels
                .windows(2)
                .all(|it| (it[1].mean - it[0].mean - 2.0).abs() < 0.1)
        );
        assert!(effect.share.unwrap() > 0.9);
        let other: Vec<f64> = points.iter().map(|it| it[1]).collect();
        let nothing = main_effect(&values, &other).unwrap();
        assert!(nothing.share.unwrap().abs() < 0.02);
    }

    #[test]
    fn one_point_a_level_leaves_the_share_open() {
        let effect = main_effect(&[0.0, 0.5, 1.0], &[1.0, 2.0, 4.0]).unwrap();
        assert_eq!((effect.levels.len(), effect.share), (3, None));
    }
}
