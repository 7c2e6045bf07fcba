//! Settling: when people who settled without a status are given one.
//!
//! Source: lever `regularisation_rate`, a share per month. Limit: onward movement after settling
//! is not modelled yet.

/// Mean days of a month.
const DAYS_PER_MONTH: f64 = 365.25 / 12.0;

/// Days until a status is given, from a unit exponential draw and the share given one per month.
pub fn days_to_status(exponential: f64, monthly_share: f64) -> f64 {
    if monthly_share <= 0.0 {
        return f64::INFINITY;
    }
    let per_day = -libm::log1p(-monthly_share.min(0.999_999)) / DAYS_PER_MONTH;
    exponential / per_day
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
                days_to_status(exponential(word), 0.05) <= DAYS_PER_MONTH
            })
            .count();
        assert!((given as f64 / n as f64 - 0.05).abs() < 0.005);
        assert!(days_to_status(1.0, 0.0).is_infinite());
    }
}
