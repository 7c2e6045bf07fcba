//! Settling: when people who settled without a status are given one.
//!
//! Source: lever `regularisation_rate`, a share per month; onward movement is assumed (`settle.*`).
//! Limit: work and kin of people who settled are not told apart.

/// Mean days of a month.
const DAYS_PER_MONTH: f64 = 365.25 / 12.0;

/// Rate per day of being given a status, from the share given one per month.
pub fn status_per_day(monthly_share: f64) -> f64 {
    -libm::log1p(-monthly_share.clamp(0.0, 0.999_999)) / DAYS_PER_MONTH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Draws, Purpose, exponential};

    #[test]
    fn the_monthly_share_is_met() {
        let draws = Draws::new(9, 0);
        let n = 40_000u64;
        let given = (0..n)
            .filter(|&entity| {
                let word = draws.block(entity, 0, Purpose::Clock, 0)[0];
                exponential(word) / status_per_day(0.05) <= DAYS_PER_MONTH
            })
            .count();
        assert!((given as f64 / n as f64 - 0.05).abs() < 0.005);
        assert!(status_per_day(0.0).abs() < f64::EPSILON);
    }
}
