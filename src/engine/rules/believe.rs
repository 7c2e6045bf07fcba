//! Belief: how a community of origin merges what it is told and what it hears.
//!
//! A message `m` from a channel with trust `t` that reaches a part `q` of the community moves a belief
//! `b` held with confidence `c` by `K (m - b)`, `K = t q / (t q + c)`; confidence decays with a
//! half-life and grows by `t q`. Announced changes are held apart: they shift what is expected at
//! once, by [`Pool::salience`], and fade with a half-life unless reports bear them out.
//!
//! Source: order of trust from experiments, sizes assumed (`information.*`); the half-life of an
//! announcement from crossings by nationality. Limit: one mind a community; parties differ by their
//! outlook alone.

/// What a community believes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    /// Chance of being able to claim protection on arrival.
    pub access: f64,
    /// Risk relative to the true one.
    pub risk: f64,
    /// Cost relative to the true one.
    pub cost: f64,
    /// Days relative to the true ones.
    pub days: f64,
    /// Confidence in all four, in parts of the community reached with full trust.
    pub confidence: f64,
    /// Announced change of access that is not yet lived, -1 to 1.
    pub salience: f64,
    /// The last announced level of access, if any was, and how far it lay from what was believed.
    pub told: Option<(f64, f64)>,
    /// Mean trust in states and agencies.
    pub trust: f64,
}

/// A message on all four beliefs.
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
    /// Merges a message.
    pub fn hear(&mut self, message: &Message) {
        let weight = message.trust * message.reach;
        if weight <= 0.0 {
            return;
        }
        let gain = weight / (weight + self.confidence);
        let merge = |belief: &mut f64, told: f64| *belief += gain * (told - *belief);
        merge(&mut self.access, message.access.clamp(0.0, 1.0));
        merge(&mut self.risk, message.risk.max(0.0));
        merge(&mut self.cost, message.cost.max(0.0));
        merge(&mut self.days, message.days.max(0.0));
        self.confidence += weight;
    }

    /// Lets `days` pass: confidence decays, and an announcement fades. `reported` is the access that
    /// those who arrived report, if any did: the more of the announced shift it bears out, the slower the
    /// announcement fades; borne out in full or surpassed, it stays.
    pub fn fade(
        &mut self,
        days: f64,
        confidence_half_life: f64,
        half_life: f64,
        reported: Option<f64>,
    ) {
        self.confidence *= libm::exp2(-days / confidence_half_life.max(f64::MIN_POSITIVE));
        let confirmed = match (self.told, reported) {
            (Some((told, shift)), Some(reported)) if shift.abs() > 0.0 => {
                (1.0 + (reported - told) / shift).clamp(0.0, 1.0)
            }
            _ => 0.0,
        };
        self.salience *= libm::exp2(-days * (1.0 - confirmed) / half_life.max(f64::MIN_POSITIVE));
    }

    /// People are told that access will be `told`: what they expect moves there at once.
    pub fn announce(&mut self, told: f64) {
        self.salience = told - self.access;
        self.told = Some((told, self.salience));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POOL: Pool = Pool {
        access: 0.6,
        risk: 1.5,
        cost: 1.0,
        days: 1.0,
        confidence: 1.0,
        salience: 0.0,
        told: None,
        trust: 0.5,
    };

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
        let mut trusted = POOL;
        trusted.hear(&message(1.0, 0.0));
        assert!((trusted.access - 0.3).abs() < 1e-12, "K is one half");
        let mut doubted = POOL;
        doubted.hear(&message(0.25, 0.0));
        assert!(doubted.access > trusted.access);
        let mut sure = Pool {
            confidence: 9.0,
            ..POOL
        };
        sure.hear(&message(1.0, 0.0));
        assert!((sure.access - 0.54).abs() < 1e-12);
        let mut deaf = POOL;
        deaf.hear(&Message {
            reach: 0.0,
            ..message(1.0, 0.0)
        });
        assert_eq!(deaf, POOL);
    }

    #[test]
    fn an_announcement_acts_at_once_and_halves_in_its_half_life_unless_confirmed() {
        let mut pool = POOL;
        pool.announce(0.0);
        assert!((pool.salience + 0.6).abs() < 1e-12);
        let mut confirmed = pool;
        pool.fade(49.0, 60.0, 49.0, Some(0.6));
        confirmed.fade(49.0, 60.0, 49.0, Some(0.0));
        assert!((pool.salience + 0.3).abs() < 1e-12);
        assert!(
            (confirmed.salience + 0.6).abs() < 1e-12,
            "{}",
            confirmed.salience
        );
    }
}
