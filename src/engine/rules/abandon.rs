//! Abandonment: being left behind by others. Four mechanisms, never added to one another nor to
//! giving up: the contract of a guide that ends on the way; guides and boat crews who leave before
//! that; fellow travellers who leave the exhausted or injured; children separated from their party.
//!
//! Source: the contract is documented; nobody has counted the other three, whose rates are
//! assumptions drawn from wide ranges (`abandonment.*`). Limit: no reputation of guides.

/// Numbers of the rule in one replication.
#[derive(Clone, Copy, Debug)]
pub struct AbandonmentRates {
    /// By guides or crews, per day.
    pub guide: f64,
    /// Log rise of it per unit of interdiction above the reference.
    pub guide_enforcement: f64,
    /// Log rise of it per day of delay.
    pub guide_delay: f64,
    /// By fellow travellers, per day of an exhausted or immobilised adult without kin.
    pub fellow: f64,
    /// Log fall of it among kin.
    pub fellow_kin: f64,
    /// Separation of a child, per day on foot.
    pub child: f64,
}

/// Probability of an event of rate `per_day` within `days`.
pub fn within(per_day: f64, days: f32) -> f64 {
    -libm::expm1(-per_day * f64::from(days))
}

/// Chance that a guide or crew leaves the party on a stage of `days`, `delay` days late, where
/// interdiction stands `enforcement` above the reference.
pub fn by_guide(rates: &AbandonmentRates, days: f32, delay: f32, enforcement: f64) -> f64 {
    let log = rates.guide_delay * f64::from(delay.max(0.0)) + rates.guide_enforcement * enforcement;
    within(rates.guide * libm::exp(log), days)
}

/// Chance that fellow travellers leave an exhausted or immobilised adult on a stage of `days`.
pub fn by_fellows(rates: &AbandonmentRates, days: f32, kin: bool) -> f64 {
    let log = if kin { -rates.fellow_kin } else { 0.0 };
    within(rates.fellow * libm::exp(log), days)
}

/// Chance that a child is separated from its party on a stage of `days`.
pub fn of_child(rates: &AbandonmentRates, days: f32) -> f64 {
    within(rates.child, days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Draws, Purpose, unit};

    const RATES: AbandonmentRates = AbandonmentRates {
        guide: 0.01,
        guide_enforcement: 1.0,
        guide_delay: 0.5,
        fellow: 0.1,
        fellow_kin: 1.5,
        child: 0.002,
    };

    #[test]
    fn each_mechanism_answers_to_its_own_causes() {
        let calm = by_guide(&RATES, 1.0, 0.0, 0.0);
        assert!((calm - 0.00995).abs() < 1e-5);
        assert!(by_guide(&RATES, 1.0, 2.0, 0.0) > calm);
        assert!(by_guide(&RATES, 1.0, 0.0, 0.5) > calm);
        assert!(by_fellows(&RATES, 1.0, true) < by_fellows(&RATES, 1.0, false));
        assert_eq!(of_child(&RATES, 0.0), 0.0);
    }

    #[test]
    fn the_chance_of_two_half_days_is_that_of_one_day() {
        let half = within(0.3, 0.5);
        assert!((1.0 - (1.0 - half) * (1.0 - half) - within(0.3, 1.0)).abs() < 1e-12);
        let draws = Draws::new(8, 0);
        let p = within(0.3, 1.0);
        let n = 50_000u64;
        let hit = (0..n)
            .filter(|&entity| unit(draws.block(entity, 0, Purpose::Abandonment, 1)[0]) < p)
            .count();
        assert!((hit as f64 / n as f64 - p).abs() < 0.007);
    }
}
