//! Departure: when the next candidate party of an origin leaves.
//!
//! Each of the `n` candidate parties of an origin holds a unit-exponential threshold and leaves on
//! the day on which the cumulative departure hazard of the origin passes it. Only the order
//! statistics are generated, one spacing each (Rényi 1953), so the k-th party is the same person
//! under every policy, sooner, later or never, and those who never leave cost nothing.
//!
//! The hazard is what drivers alone would bring, times `exp` of what adds to it: the worth of the
//! journey beyond the reference, recent arrivals of the community, dated shocks.
//!
//! Source: `departures.csv`, fitted; `departure.*`. Limit: drivers are given, not explained.

use crate::rng::named::{Block, LastCandidate, Spacing};
use crate::rng::{Draws, exponential, party_entity, unit};

/// The departure clock of one origin.
#[derive(Clone, Debug)]
pub struct DepartureClock {
    key: u32,
    candidates: f64,
    next: u32,
    threshold: f64,
    cumulative: f64,
}

impl DepartureClock {
    /// A clock over `candidates` parties of the origin with this key; a part of a party is there
    /// with that probability.
    pub fn new(draws: &Draws, key: u32, candidates: f64) -> Self {
        let last = LastCandidate::once(draws, party_entity(key, 0));
        let there = unit(last.there) < candidates.fract();
        let mut clock = Self {
            key,
            candidates: candidates.floor() + f64::from(u8::from(there)),
            next: 0,
            threshold: 0.0,
            cumulative: 0.0,
        };
        clock.threshold = clock.spacing(draws);
        clock
    }

    fn spacing(&self, draws: &Draws) -> f64 {
        let left = self.candidates - f64::from(self.next);
        if left < 1.0 {
            return f64::INFINITY;
        }
        let word = Spacing::once(draws, party_entity(self.key, self.next)).spacing;
        exponential(word) / left
    }

    /// Raises the cumulative hazard by a day's worth.
    pub fn advance(&mut self, hazard: f64) {
        self.cumulative += hazard;
    }

    /// The next candidate whose threshold has been passed, with the part of the day's `hazard`
    /// that had run by then; none if no more leave today.
    pub fn next(&mut self, draws: &Draws, hazard: f64) -> Option<(u32, f32)> {
        let is_passed = self.threshold <= self.cumulative;
        if !is_passed || f64::from(self.next) >= self.candidates {
            return None;
        }
        let candidate = self.next;
        let part = 1.0 - (self.cumulative - self.threshold) / hazard.max(f64::MIN_POSITIVE);
        self.next += 1;
        self.threshold += self.spacing(draws);
        Some((candidate, part.clamp(0.0, 0.999) as f32))
    }
}

/// Hazard of a day on which `leaving` of the `left` candidates still there leave on average.
pub fn daily_hazard(leaving: f64, left: f64) -> f64 {
    if leaving <= 0.0 || left <= 0.0 {
        return 0.0;
    }
    -libm::log(1.0 - (leaving / left).min(0.999))
}

/// What moves the departure hazard of an origin from what drivers alone would bring, in log points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pull {
    /// From the worth of the journey beyond the reference.
    pub worth: f64,
    /// From a change of access that was lived or told of late, or that is known to come.
    pub access: f64,
    /// From recent arrivals of the community.
    pub peers: f64,
    /// From dated shocks.
    pub shocks: f64,
    /// From services on the way.
    pub services: f64,
    /// From investment in root causes.
    pub root_causes: f64,
}

impl Pull {
    /// Multiplier of the hazard; bounded so that no draw of numbers can empty the world in a day.
    pub fn multiplier(&self) -> f64 {
        const WIDEST: f64 = 8.0;
        let sum =
            self.worth + self.access + self.peers + self.shocks + self.services + self.root_causes;
        libm::exp(sum.clamp(-WIDEST, WIDEST))
    }
}

/// Effect of `arrivals` in a month per million candidates beyond those that are `implied` by drivers, each
/// of which saturates: half of `strength` at `half`.
pub fn peers(arrivals: f64, implied: f64, half: f64, strength: f64) -> f64 {
    let saturating = |arrivals: f64| {
        if arrivals <= 0.0 {
            0.0
        } else {
            1.0 / (1.0 + half / arrivals)
        }
    };
    strength * (saturating(arrivals) - saturating(implied))
}

/// What people make of access that changes.
#[derive(Clone, Copy, Debug)]
pub struct Expectation {
    /// Fall of departures per log point by which access is believed to have fallen of late.
    pub wait_and_see: f64,
    /// Rise before an announced loss, of those who can still be in time, per log point.
    pub hurry: f64,
    /// Fall before it, of those who would come too late, per log point.
    pub hold_back: f64,
    /// Days that a journey is reckoned to take.
    pub journey_days: f64,
}

impl Expectation {
    /// Log points that expectation adds to departures: `fall` is how far the odds of access are believed
    /// to have fallen of late, `coming` an announced loss of odds and the days until it takes effect.
    /// Journeys are taken to end at a constant rate, so that the nearer the day, the fewer can be in time.
    pub fn pull(&self, fall: f64, coming: Option<(f64, f64)>) -> f64 {
        let before = coming.map_or(0.0, |(loss, days)| {
            let in_time = -libm::expm1(-days / self.journey_days.max(f64::MIN_POSITIVE));
            loss * (self.hurry * in_time - self.hold_back * (1.0 - in_time))
        });
        before - self.wait_and_see * fall
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departures_follow_the_hazard() {
        let draws = Draws::new(3, 0);
        let mut clock = DepartureClock::new(&draws, 9, 50_000.0);
        let mut left = 0;
        for _ in 0..100 {
            let hazard = 0.005;
            clock.advance(hazard);
            while clock.next(&draws, hazard).is_some() {
                left += 1;
            }
        }
        let expected = 50_000.0 * (1.0 - (-0.5f64).exp());
        let sd = (50_000.0 * (-0.5f64).exp() * (1.0 - (-0.5f64).exp())).sqrt();
        assert!(
            (f64::from(left) - expected).abs() < 4.0 * sd,
            "{left} against {expected}"
        );
    }

    #[test]
    fn nobody_leaves_from_an_empty_stock() {
        let draws = Draws::new(3, 0);
        for hazard in [0.0, 1.0, f64::INFINITY, f64::NAN] {
            let mut clock = DepartureClock::new(&draws, 9, 0.0);
            clock.advance(hazard);
            assert_eq!(clock.next(&draws, hazard), None);
        }
    }

    #[test]
    fn a_higher_hazard_brings_the_same_parties_sooner() {
        let draws = Draws::new(3, 0);
        let days_until = |hazard: f64| {
            let mut clock = DepartureClock::new(&draws, 1, 100.0);
            let mut days = Vec::new();
            for day in 0..2000 {
                clock.advance(hazard);
                while let Some((candidate, _)) = clock.next(&draws, hazard) {
                    days.push((candidate, day));
                }
            }
            days
        };
        let (slow, fast) = (days_until(0.001), days_until(0.002));
        assert!(fast.len() > slow.len());
        assert!(
            slow.iter()
                .zip(&fast)
                .all(|(a, b)| a.0 == b.0 && b.1 <= a.1)
        );
    }

    #[test]
    fn the_daily_hazard_empties_as_many_as_planned() {
        let mut left = 1000.0;
        let mut survive = 1.0;
        for _ in 0..10 {
            survive *= libm::exp(-daily_hazard(20.0, left));
            left -= 20.0;
        }
        assert!((1000.0 * survive - 800.0).abs() < 1e-9);
    }

    #[test]
    fn what_others_draw_saturates_and_counts_from_what_drivers_imply() {
        let of = |arrivals, implied| peers(arrivals, implied, 2000.0, 1.5);
        assert!(of(700.0, 700.0).abs() < f64::EPSILON);
        assert!((of(2000.0, 0.0) - 0.75).abs() < 1e-12);
        assert!((of(0.0, 2000.0) + 0.75).abs() < 1e-12);
        assert!(of(1e9, 0.0) < 1.5);
        assert!((of(f64::INFINITY, 0.0) - 1.5).abs() < f64::EPSILON);
        let pull = Pull {
            worth: 1e6,
            ..Pull::default()
        };
        assert!(pull.multiplier().is_finite());
        assert!((Pull::default().multiplier() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn before_a_loss_those_in_time_hurry_and_the_others_hold_back() {
        let expectation = Expectation {
            wait_and_see: 0.5,
            hurry: 0.2,
            hold_back: 0.3,
            journey_days: 30.0,
        };
        assert!(expectation.pull(0.0, Some((2.0, 1e9))) > 0.39);
        assert!(expectation.pull(0.0, Some((2.0, 1.0))) < -0.5);
        assert!((expectation.pull(4.0, None) + 2.0).abs() < 1e-12);
        assert!(expectation.pull(0.0, None).abs() < f64::EPSILON);
    }
}
