//! Money: fares, daily living, losses, and what a party without money can earn.
//!
//! Source: fares of `links.csv`, living and earning of `states.csv`, losses `money.*`. Limit: no
//! debt and no remittances beyond earning on the way.

use crate::world::vocabulary::Harm;

/// Money a party loses to one harm of one member.
pub fn loss(harm: Harm, money: f32, robbery_share: f64, ransom: f64) -> f32 {
    match harm {
        Harm::ExtortionRobbery => money * robbery_share as f32,
        Harm::Kidnapping => money.min(ransom as f32),
        _ => 0.0,
    }
}

/// Days until a party that lacks `short` USD has earned it with `earners` at `per_day` USD each;
/// infinite if it cannot earn.
pub fn days_to_earn(short: f32, earners: usize, per_day: f64) -> f64 {
    let income = earners as f64 * per_day;
    if income <= 0.0 {
        f64::INFINITY
    } else {
        f64::from(short.max(0.0)) / income
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_never_exceed_what_a_party_has() {
        assert!((loss(Harm::ExtortionRobbery, 200.0, 0.4, 100.0) - 80.0).abs() < 1e-4);
        assert!((loss(Harm::Kidnapping, 60.0, 0.4, 100.0) - 60.0).abs() < 1e-4);
        assert!(loss(Harm::Drowning, 60.0, 0.4, 100.0).abs() < f32::EPSILON);
    }

    #[test]
    fn two_earners_need_half_the_time() {
        assert!((days_to_earn(60.0, 1, 6.0) - 10.0).abs() < 1e-9);
        assert!((days_to_earn(60.0, 2, 6.0) - 5.0).abs() < 1e-9);
        assert!(days_to_earn(60.0, 0, 6.0).is_infinite());
    }
}
