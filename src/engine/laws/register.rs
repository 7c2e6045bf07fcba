//! Registration, trust and the use of services.
//!
//! The same registration can be read for security or for rights: what is shared with enforcement
//! costs trust and raises interdiction; behind a firewall it helps to identify, refer and trace.
//! People who do not trust keep away from registers and services.
//!
//! Source: coverage from the one country that takes everybody's data on arrival; every effect is
//! assumed (`trust.*`, `enforcement.register_sharing`). Limit: a party has one trust, in all states.

use super::seek_protection::with_odds;

/// Chance that a need is identified: by trained staff, or by way of a register that is kept for it.
pub fn identified(by_staff: f64, firewall: f64) -> f64 {
    1.0 - (1.0 - by_staff) * (1.0 - by_staff * firewall)
}

/// Share of people who use a service of this coverage where trust adds `trust` to the log odds.
pub fn used(coverage: f64, trust: f64) -> f64 {
    with_odds(coverage, libm::exp(trust))
}

/// Multiplier of interdiction of registered people, for the firewall of the register they are in.
pub fn interdiction(firewall: f64, sharing: f64) -> f64 {
    libm::exp(sharing * (1.0 - firewall))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_behind_a_firewall_helps_and_one_that_is_shared_exposes() {
        assert!((identified(0.25, 0.0) - 0.25).abs() < 1e-12);
        assert!(identified(0.25, 1.0) > 0.4);
        assert!((interdiction(1.0, 0.5) - 1.0).abs() < 1e-12);
        assert!(interdiction(0.0, 0.5) > 1.6);
    }

    #[test]
    fn trust_moves_the_use_of_services_but_never_beyond_everybody() {
        assert!((used(0.5, 0.0) - 0.5).abs() < 1e-12);
        assert!(used(0.5, 0.5) > 0.6 && used(0.5, -0.5) < 0.4);
        assert!(used(1.0, 3.0) <= 1.0 && used(0.0, 3.0) < 1e-12);
    }
}
