//! Belief: how a community of origin merges what it is told and what it hears.
//!
//! A community holds one belief of access at the destination, in log odds. A message `m` from a channel
//! with trust `t` that reaches a part `q` of the community moves a belief `b` held with confidence `c` by
//! `K (m - b)`, `K = t q / (t q + c)`; confidence decays with a half-life and grows by `t q`. An announced
//! level is believed at once; reports of those who arrive bear it out or wear it off. People get used to
//! what they believe: how far access lies below what they are used to is the [`Pool::fall`] that makes
//! them wait and see, whether words or reports brought it about.
//!
//! Source: order of trust from experiments, sizes assumed (`information.*`). Limit: one mind a community;
//! parties differ by their outlook alone.

/// What a community believes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    /// Log odds of being let in and able to claim protection on arrival.
    pub log_odds: f64,
    /// The log odds that it is used to.
    pub usual: f64,
    /// Least access that it ever reckons with.
    pub least: f64,
    /// Risk relative to the true one.
    pub risk: f64,
    /// Cost relative to the true one.
    pub cost: f64,
    /// Days relative to the true ones.
    pub days: f64,
    /// Confidence in all four, in parts of the community reached with full trust.
    pub confidence: f64,
    /// Mean trust in states and agencies.
    pub trust: f64,
}

/// A message on all four beliefs; access is told as a chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Message {
    /// Trust in the channel, 0 to 1.
    pub trust: f64,
    /// Part of the community reached, 0 to 1.
    pub reach: f64,
    /// Access told.
    pub access: f64,
    /// Risk told, relative to the true one.
    pub risk: f64,
    /// Cost told, relative to the true one.
    pub cost: f64,
    /// Days told, relative to the true ones.
    pub days: f64,
}

impl Pool {
    /// A community that believes what is true, and is used to it.
    pub fn truthful(access: f64, least: f64, trust: f64) -> Self {
        let log_odds = log_odds(access, least);
        Self {
            log_odds,
            usual: log_odds,
            least,
            risk: 1.0,
            cost: 1.0,
            days: 1.0,
            confidence: 1.0,
            trust,
        }
    }

    /// Access that is believed, 0 to 1.
    pub fn access(&self) -> f64 {
        1.0 / (1.0 + libm::exp(-self.log_odds))
    }

    /// Log points by which the odds of access are believed to lie under the usual ones; 0 if they do not.
    pub fn fall(&self) -> f64 {
        (self.usual - self.log_odds).max(0.0)
    }

    /// Log points of odds that would be lost if access were this.
    pub fn loss(&self, access: f64) -> f64 {
        (self.log_odds - log_odds(access, self.least)).max(0.0)
    }

    /// Merges a message.
    pub fn hear(&mut self, message: &Message) {
        let weight = message.trust * message.reach;
        if weight <= 0.0 {
            return;
        }
        let gain = weight / (weight + self.confidence);
        let merge = |belief: &mut f64, told: f64| *belief += gain * (told - *belief);
        merge(&mut self.log_odds, log_odds(message.access, self.least));
        merge(&mut self.risk, message.risk.max(0.0));
        merge(&mut self.cost, message.cost.max(0.0));
        merge(&mut self.days, message.days.max(0.0));
        self.confidence += weight;
    }

    /// Lets `days` pass: confidence decays, and people get used to what they believe.
    pub fn fade(&mut self, days: f64, confidence_half_life: f64, habit_half_life: f64) {
        let left = |half_life: f64| libm::exp2(-days / half_life.max(f64::MIN_POSITIVE));
        self.confidence *= left(confidence_half_life);
        self.usual = self.log_odds + left(habit_half_life) * (self.usual - self.log_odds);
    }

    /// People are told that access is `told`: they believe it at once.
    pub fn announce(&mut self, told: f64) {
        self.log_odds = log_odds(told, self.least);
    }
}

/// Log odds of a chance, held within `least` and one less it.
fn log_odds(chance: f64, least: f64) -> f64 {
    let least = least.clamp(f64::MIN_POSITIVE, 0.5);
    let held = chance.clamp(least, 1.0 - least);
    libm::log(held / (1.0 - held))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(access: f64) -> Pool {
        Pool::truthful(access, 0.02, 0.5)
    }

    fn message(trust: f64, access: f64) -> Message {
        Message {
            trust,
            reach: 1.0,
            access,
            risk: 1.0,
            cost: 1.0,
            days: 1.0,
        }
    }

    #[test]
    fn trusted_messages_move_beliefs_more_and_confident_pools_less() {
        let mut trusted = pool(0.8);
        trusted.hear(&message(1.0, 0.2));
        assert!(trusted.log_odds.abs() < 1e-12, "K is one half");
        let mut doubted = pool(0.8);
        doubted.hear(&message(0.25, 0.2));
        assert!(doubted.access() > trusted.access());
        let mut sure = Pool {
            confidence: 9.0,
            ..pool(0.8)
        };
        sure.hear(&message(1.0, 0.2));
        assert!((sure.log_odds - 0.8 * libm::log(4.0)).abs() < 1e-12);
        let mut deaf = pool(0.8);
        deaf.hear(&Message {
            reach: 0.0,
            ..message(1.0, 0.2)
        });
        assert_eq!(deaf, pool(0.8));
    }

    #[test]
    fn beliefs_never_pass_the_least_and_the_most() {
        for (told, believed) in [(0.0, 0.02), (1.0, 0.98)] {
            let mut told_so = pool(0.5);
            told_so.announce(told);
            assert!((told_so.access() - believed).abs() < 1e-12);
        }
    }

    #[test]
    fn words_and_reports_make_people_hold_back_alike_and_they_get_used_to_both() {
        let mut told = pool(0.8);
        told.announce(0.2);
        let mut lived = pool(0.8);
        for _ in 0..200 {
            lived.hear(&message(1.0, 0.2));
        }
        assert!((told.fall() - 2.0 * libm::log(4.0)).abs() < 1e-12);
        assert!((told.fall() - lived.fall()).abs() < 0.05);
        let before = told.fall();
        told.fade(100.0, 60.0, 100.0);
        assert!((told.fall() - before / 2.0).abs() < 1e-12);
        let mut better = pool(0.2);
        better.announce(0.8);
        assert!(better.fall().abs() < f64::EPSILON, "a gain is no fall");
    }

    #[test]
    fn an_announcement_that_proves_false_fades_and_one_that_is_borne_out_stays() {
        let after = |lived: f64| {
            let mut pool = pool(0.8);
            pool.announce(0.1);
            for _ in 0..100 {
                pool.hear(&message(0.5, lived));
            }
            pool.access()
        };
        assert!(after(0.8) > 0.75 && (after(0.1) - 0.1).abs() < 1e-9);
    }
}
