//! Enforcement: closures, interdiction on the way, the border of the destination, pushback, detention,
//! screening and removal.
//!
//! A closure is a chance of being stopped in each attempt, not a verdict on a party: who is stopped
//! loses days and money and decides again. So a way is worth less by what failed attempts are expected
//! to cost, `c p / (1 - p)`, and one that stops everybody is worth nothing. A guide who evades the state
//! lowers the odds of being stopped for a price.
//!
//! Source: levers of the policy; `enforcement.*`, assumed; removals are limited by a daily capacity.
//! Limit: nothing here scores people or nationalities; chances depend on the link, its visibility and
//! the policy.

use crate::rng::named::Screening;
use crate::rng::unit;

/// Rate of interdiction per day on a link, from its chance per day in full view and the part of the
/// link that the state sees.
pub fn interdiction_rate(per_day_in_view: f64, visibility: f64) -> f64 {
    -libm::log1p(-per_day_in_view.min(0.999_999)) * visibility
}

/// Expected number of failed attempts before one succeeds, where each fails with this chance.
fn failures(chance: f64) -> f64 {
    if chance >= 1.0 {
        f64::INFINITY
    } else {
        chance.max(0.0) / (1.0 - chance)
    }
}

/// What attempts that fail cost, and what a guide who evades the state asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attempts {
    /// Money and felt time lost in one attempt that fails, USD per person.
    pub failed: f64,
    /// Price of a guide who evades, USD per person.
    pub evasion: f64,
    /// Odds of being stopped with that guide relative to without.
    pub odds: f64,
}

impl Attempts {
    /// What getting through is expected to cost by failed attempts alone, USD per person.
    pub fn cost(&self, stopped: f64) -> f64 {
        let failures = failures(stopped);
        if failures > 0.0 {
            self.failed * failures
        } else {
            0.0
        }
    }

    /// The same where a guide who evades may be paid for each attempt: the cheaper of the two.
    pub fn cost_of_closure(&self, stopped: f64) -> f64 {
        let alone = self.cost(stopped);
        let guided = self.evasion * (1.0 + self.odds * failures(stopped)) + self.odds * alone;
        if stopped > 0.0 {
            alone.min(guided)
        } else {
            0.0
        }
    }

    /// Whether such a guide is worth the price.
    pub fn pays_guide(&self, stopped: f64) -> bool {
        stopped < 1.0 && self.cost_of_closure(stopped) < self.cost(stopped)
    }

    /// Chance of being stopped with such a guide.
    pub fn stopped_with_guide(&self, stopped: f64) -> f64 {
        if stopped >= 1.0 {
            return 1.0;
        }
        let odds = self.odds * failures(stopped);
        odds / (1.0 + odds)
    }
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

/// Decides what happens to an intercepted party by its luck. Whether a removal can
/// be carried out is for the caller to see.
pub fn outcome(need: bool, procedure: &Procedure, luck: &Screening) -> Outcome {
    if unit(luck.pushback) < procedure.pushback {
        return Outcome::PushedBack;
    }
    let assessed =
        need && unit(luck.screening) < procedure.screening && unit(luck.found) < procedure.found;
    // What the guard does not stop a remedy may: the two share a draw, end to end.
    let guard = if assessed { procedure.guard } else { 0.0 };
    let stopped = guard + (1.0 - guard) * procedure.remedy;
    if need && unit(luck.stopped) < stopped {
        Outcome::Released { assessed }
    } else {
        Outcome::Removal { assessed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Draws;
    use crate::rng::named::Block;

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
    fn a_closure_costs_more_the_more_it_stops_and_is_never_cheaper_than_none() {
        let attempts = Attempts {
            failed: 100.0,
            evasion: 60.0,
            odds: 0.5,
        };
        assert!(attempts.cost_of_closure(0.0).abs() < f64::EPSILON);
        assert!((attempts.cost_of_closure(0.2) - 25.0).abs() < 1e-9);
        assert!(!attempts.pays_guide(0.2) && attempts.pays_guide(0.9));
        // Nine failures alone; with a guide half as many, each with his price, and his price again.
        assert!((attempts.cost_of_closure(0.9) - (450.0f64 + 60.0 * 5.5)).abs() < 1e-9);
        assert!((attempts.stopped_with_guide(0.5) - 1.0 / 3.0).abs() < 1e-12);
        let costs: Vec<f64> = (0..=100)
            .map(|percent| attempts.cost_of_closure(f64::from(percent) / 100.0))
            .collect();
        assert!(costs.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(costs[100].is_infinite() && !attempts.pays_guide(1.0));
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
            match outcome(true, &procedure, &Screening::of(&draws, entity, 2)) {
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
        let without_need = outcome(
            false,
            &procedure,
            &Screening::named([u32::MAX / 2, 0, 0, 0]),
        );
        assert_eq!(without_need, Outcome::Removal { assessed: false });
    }
}
