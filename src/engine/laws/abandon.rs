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

/// Hazard on a stage of `days`, `delay` days late, that a guide or crew leaves the party, where
/// interdiction stands `enforcement` above the reference.
pub fn by_guide(rates: &AbandonmentRates, days: f32, delay: f32, enforcement: f64) -> f64 {
    rates.guide * libm::exp(guide_log(rates, delay, enforcement)) * f64::from(days)
}

/// No less than [`by_guide`], without an exponential: `exp(x) <= 1 / (1 - x)` below 1. Most stages need
/// no more to know that nobody is left.
#[inline]
pub fn by_guide_at_most(rates: &AbandonmentRates, days: f32, delay: f32, enforcement: f64) -> f64 {
    let log = guide_log(rates, delay, enforcement);
    if log < 1.0 {
        rates.guide * f64::from(days) / (1.0 - log)
    } else {
        f64::INFINITY
    }
}

fn guide_log(rates: &AbandonmentRates, delay: f32, enforcement: f64) -> f64 {
    rates.guide_delay * f64::from(delay.max(0.0)) + rates.guide_enforcement * enforcement
}

/// Hazard on a stage of `days` that fellow travellers leave an exhausted or immobilised adult.
pub fn by_fellows(rates: &AbandonmentRates, days: f32, kin: bool) -> f64 {
    let log = if kin { -rates.fellow_kin } else { 0.0 };
    rates.fellow * libm::exp(log) * f64::from(days)
}

/// Hazard on a stage of `days` that a child is separated from its party.
pub fn of_child(rates: &AbandonmentRates, days: f32) -> f64 {
    rates.child * f64::from(days)
}

#[cfg(test)]
mod tests {
    use super::super::occurs;
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
        assert!((calm - 0.01).abs() < 1e-12);
        assert!(by_guide(&RATES, 1.0, 2.0, 0.0) > calm);
        for delay in [0.0, 0.5, 1.9, 2.0, 9.0] {
            for enforcement in [-3.0, 0.0, 0.4] {
                let most = by_guide_at_most(&RATES, 2.0, delay, enforcement);
                assert!(most >= by_guide(&RATES, 2.0, delay, enforcement));
            }
        }
        assert!(by_guide(&RATES, 1.0, 0.0, 0.5) > calm);
        assert!(by_fellows(&RATES, 1.0, true) < by_fellows(&RATES, 1.0, false));
        assert!(of_child(&RATES, 0.0).abs() < f64::EPSILON);
    }

    #[test]
    fn people_are_left_behind_as_often_as_the_hazard_says() {
        let draws = Draws::new(8, 0);
        let exposure = by_fellows(&RATES, 3.0, false);
        let n = 50_000u64;
        let hit = (0..n)
            .filter(|&entity| {
                occurs(
                    unit(draws.block(entity, 0, Purpose::Abandonment, 1)[0]),
                    exposure,
                )
            })
            .count();
        assert!((hit as f64 / n as f64 - (1.0 - (-0.3f64).exp())).abs() < 0.007);
    }
}
