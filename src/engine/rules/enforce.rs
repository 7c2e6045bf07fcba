//! Enforcement: interdiction on the way, pushback, detention, screening and removal.
//!
//! Source: levers of the policy; removals are limited by a daily capacity. Limit: nothing here
//! scores people or nationalities; chances depend on the link, its visibility and the policy.

/// Rate of interdiction per day on a link, from its chance per day in full view and the part of the
/// link that the state sees.
pub fn interdiction_rate(per_day_in_view: f64, visibility: f64) -> f64 {
    -libm::log1p(-per_day_in_view.min(0.999_999)) * visibility
}

/// What happens to a party that a state has intercepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Pushed back without a procedure.
    PushedBack,
    /// To be removed; `assessed` says whether a screening found its need, if it has one.
    Removal {
        /// Whether the need was found.
        assessed: bool,
    },
    /// Let go; `assessed` says whether a screening found its need.
    Released {
        /// Whether the need was found.
        assessed: bool,
    },
}

/// Chances that decide the outcome.
#[derive(Clone, Copy, Debug)]
pub struct Procedure {
    /// Of pushback.
    pub pushback: f64,
    /// Of a screening before removal.
    pub screening: f64,
    /// That a screening finds a need.
    pub found: f64,
    /// That a found need stops the removal.
    pub guard: f64,
    /// That a remedy stops a removal in spite of a need.
    pub remedy: f64,
}

/// Decides what happens to an intercepted party from four uniform numbers. Whether a removal can
/// be carried out is for the caller to see.
pub fn outcome(need: bool, procedure: &Procedure, u: [f64; 4]) -> Outcome {
    if u[0] < procedure.pushback {
        return Outcome::PushedBack;
    }
    let assessed = need && u[1] < procedure.screening && u[2] < procedure.found;
    // What the guard does not stop a remedy may: the two share a draw, end to end.
    let guard = if assessed { procedure.guard } else { 0.0 };
    let stopped = guard + (1.0 - guard) * procedure.remedy;
    if need && u[3] < stopped {
        Outcome::Released { assessed }
    } else {
        Outcome::Removal { assessed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Draws, Purpose, unit};

    #[test]
    fn interdiction_grows_with_time_in_view() {
        let chance = |rate: f64, days: f64| 1.0 - (-rate * days).exp();
        let in_view = interdiction_rate(0.1, 1.0);
        assert!((chance(in_view, 1.0) - 0.1).abs() < 1e-12);
        assert!((chance(in_view, 2.0) - 0.19).abs() < 1e-12);
        assert!(chance(interdiction_rate(0.1, 0.5), 1.0) < 0.1);
        assert!(interdiction_rate(0.0, 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn outcomes_occur_with_their_chances() {
        let procedure = Procedure {
            pushback: 0.1,
            screening: 0.5,
            found: 0.8,
            guard: 0.9,
            remedy: 0.0,
        };
        let draws = Draws::new(6, 0);
        let n = 100_000u64;
        let (mut pushed, mut released) = (0u32, 0u32);
        for entity in 0..n {
            let words = draws.block(entity, 0, Purpose::Enforcement, 2);
            match outcome(true, &procedure, words.map(unit)) {
                Outcome::PushedBack => pushed += 1,
                Outcome::Released { assessed } => {
                    assert!(assessed);
                    released += 1;
                }
                Outcome::Removal { .. } => {}
            }
        }
        assert!((f64::from(pushed) / n as f64 - 0.1).abs() < 0.004);
        assert!((f64::from(released) / n as f64 - 0.9 * 0.5 * 0.8 * 0.9).abs() < 0.006);
        let without_need = outcome(false, &procedure, [0.5, 0.0, 0.0, 0.0]);
        assert_eq!(without_need, Outcome::Removal { assessed: false });
    }
}
