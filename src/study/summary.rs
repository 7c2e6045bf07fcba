//! What replications add up to: mean, spread, quantiles, Monte Carlo error.

/// A summary of the values of an indicator over replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Mean.
    pub mean: f64,
    /// Standard deviation between replications; none with fewer than two.
    pub sd: Option<f64>,
    /// Quantiles 0.025, 0.25, 0.5, 0.75 and 0.975.
    pub quantiles: [f64; 5],
    /// Monte Carlo standard error of the mean; none with fewer than two replications.
    pub mcse: Option<f64>,
    /// Replications with a value.
    pub runs: usize,
}

/// The quantiles of [`Summary`].
pub const LEVELS: [f64; 5] = [0.025, 0.25, 0.5, 0.75, 0.975];

impl Summary {
    /// Summarises values; none if there are none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        if values.is_empty() {
            return None;
        }
        let runs = values.len();
        let mean = values.iter().sum::<f64>() / runs as f64;
        let squares: f64 = values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum();
        let sd = (runs > 1).then(|| (squares / (runs as f64 - 1.0)).sqrt());
        values.sort_by(f64::total_cmp);
        Some(Self {
            mean,
            sd,
            quantiles: LEVELS.map(|level| quantile(&values, level)),
            mcse: sd.map(|sd| sd / (runs as f64).sqrt()),
            runs,
        })
    }

    /// The summary of the values times `factor`, which must be over 0.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            mean: self.mean * factor,
            sd: self.sd.map(|sd| sd * factor),
            quantiles: self.quantiles.map(|quantile| quantile * factor),
            mcse: self.mcse.map(|mcse| mcse * factor),
            runs: self.runs,
        }
    }

    /// The interval that is printed: quantiles 0.025 and 0.975.
    pub fn interval(&self) -> (f64, f64) {
        (self.quantiles[0], self.quantiles[4])
    }

    /// Whether the interval holds zero.
    pub fn holds_zero(&self) -> bool {
        let (low, high) = self.interval();
        low <= 0.0 && 0.0 <= high
    }
}

/// The quantile of sorted values by linear interpolation between order statistics (type 7 of
/// Hyndman and Fan, the default of R and `NumPy`). `sorted` must not be empty.
pub fn quantile(sorted: &[f64], level: f64) -> f64 {
    let position = level * (sorted.len() - 1) as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn quantiles_are_of_type_7() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert!(near(quantile(&values, 0.0), 1.0));
        assert!(near(quantile(&values, 0.5), 3.0));
        assert!(near(quantile(&values, 0.25), 1.75));
        assert!(near(quantile(&values, 0.975), 7.7));
        assert!(near(quantile(&values, 1.0), 8.0));
        assert!(near(quantile(&[5.0], 0.3), 5.0));
    }

    #[test]
    fn error_of_the_mean_needs_two_replications() {
        let one = Summary::of([3.0]).unwrap();
        assert_eq!((one.sd, one.mcse, one.runs), (None, None, 1));
        let two = Summary::of([1.0, 3.0]).unwrap();
        assert!(
            near(two.mean, 2.0)
                && near(two.sd.unwrap(), 2.0_f64.sqrt())
                && near(two.mcse.unwrap(), 1.0)
        );
        assert!(Summary::of([]).is_none());
    }
}
