//! Regret and satisficing: how policies fare over all points, without a weight on any.

use crate::measures::Better;
use crate::study::summary::quantile;

impl Better {
    /// The value as one of which less is better.
    fn as_loss(self, value: f64) -> f64 {
        match self {
            Better::Less => value,
            Better::More => -value,
        }
    }

    /// Whether a value is as good as a limit or better.
    pub fn meets(self, value: f64, limit: f64) -> bool {
        self.as_loss(value) <= self.as_loss(limit)
    }
}

/// How a policy fares beside the others on one indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Mean distance from the best policy of each point.
    pub mean: f64,
    /// Its quantile 0.9.
    pub q90: f64,
    /// Largest distance.
    pub largest: f64,
    /// Share of points in which no policy is better.
    pub best: f64,
    /// Share of points that meet the limit.
    pub satisfied: f64,
    /// Points.
    pub points: usize,
}

/// The regret of every policy, from values by policy, then point, all with a value: `paired` are
/// compared with each other, `own` with the limit. Empty without points.
pub fn regret(paired: &[Vec<f64>], own: &[Vec<f64>], better: Better, limit: f64) -> Vec<Regret> {
    let points = paired.first().map_or(0, Vec::len);
    if points == 0 {
        return Vec::new();
    }
    let losses = |point: usize| paired.iter().map(move |it| better.as_loss(it[point]));
    let least: Vec<f64> = (0..points)
        .map(|point| losses(point).fold(f64::INFINITY, f64::min))
        .collect();
    paired
        .iter()
        .zip(own)
        .map(|(values, own)| {
            let mut regrets: Vec<f64> = values
                .iter()
                .zip(&least)
                .map(|(&value, least)| better.as_loss(value) - least)
                .collect();
            regrets.sort_by(f64::total_cmp);
            let share = |count: usize| count as f64 / points as f64;
            Regret {
                mean: regrets.iter().sum::<f64>() / points as f64,
                q90: quantile(&regrets, 0.9),
                largest: regrets[points - 1],
                best: share(regrets.iter().filter(|&&it| it <= 0.0).count()),
                satisfied: share(own.iter().filter(|&&it| better.meets(it, limit)).count()),
                points,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regret_is_the_distance_from_the_best_of_each_point() {
        let values = [vec![1.0, 5.0, 2.0, 2.0], vec![3.0, 4.0, 2.0, 8.0]];
        let found = regret(&values, &values, Better::Less, 4.0);
        assert!((found[0].mean - 0.25).abs() < 1e-12 && (found[0].largest - 1.0).abs() < 1e-12);
        assert!((found[1].mean - 2.0).abs() < 1e-12 && (found[1].largest - 6.0).abs() < 1e-12);
        assert!((found[0].best - 0.75).abs() < 1e-12 && (found[1].best - 0.5).abs() < 1e-12);
        assert!((found[0].satisfied - 0.75).abs() < 1e-12);
        assert!((found[1].q90 - (2.0 + 0.7 * 4.0)).abs() < 1e-12);
        let found = regret(&values, &values, Better::More, 4.0);
        assert!((found[0].mean - 2.0).abs() < 1e-12 && (found[1].mean - 0.25).abs() < 1e-12);
        assert!((found[1].satisfied - 0.5).abs() < 1e-12);
        assert!(regret(&[vec![]], &[vec![]], Better::Less, 1.0).is_empty());
    }
}
