//! Decision rules: how the worth of alternatives becomes what people do.
//!
//! Four rules are built in; [`Decide`] is open to others.

use super::lanes::{self, Lanes, NOTHING};
use crate::engine::conditions::Conditions;
use crate::world::World;
use crate::world::vocabulary::Parameter;

/// What a decision rule needs to know, in one replication.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// Scale of the unobserved part of utility.
    pub scale: f64,
    /// Utility lost at certainty of a violent harm.
    pub harm: f64,
    /// Utility lost at certainty of death or disappearance.
    pub death: f64,
    /// Exponent of probability weighting.
    pub probability_weighting: f64,
    /// Weight of uncertain losses relative to gains.
    pub loss_aversion: f64,
    /// Days of exposure over which a probability is weighed.
    pub weighing_days: f64,
    /// Shortfall within which an intention is acted on.
    pub threshold: f64,
    /// Weight of what others do.
    pub norm: f64,
    /// Part of a choice that follows the crowd.
    pub crowd_following: f64,
}

impl Weights {
    /// The weights in force.
    pub fn new(world: &World, conditions: &Conditions) -> Self {
        let parameter = |which| conditions.parameter(world, which);
        Self {
            scale: parameter(Parameter::ChoiceScale),
            harm: parameter(Parameter::HarmWeight),
            death: parameter(Parameter::DeathWeight),
            probability_weighting: parameter(Parameter::ProbabilityWeighting),
            loss_aversion: parameter(Parameter::LossAversion),
            weighing_days: parameter(Parameter::WeighingDays),
            threshold: parameter(Parameter::IntentionThreshold),
            norm: parameter(Parameter::NormWeight),
            crowd_following: parameter(Parameter::CrowdFollowing),
        }
    }
}

/// A way to decide. Implementations must be pure: results may depend on nothing but the arguments.
pub trait Decide: Sync {
    /// Utility lost per day of exposure to these hazards per day: violent harm, and death or
    /// disappearance.
    fn risk_per_day(&self, weights: &Weights, harm: f64, death: f64) -> f64;

    /// Weight of a way on that lies `below` utils under the best one (0 or less) and that `crowd` of
    /// the people who left the place in the weeks before took (0 to 1; 1 over the number of ways where
    /// nobody left).
    fn weight(&self, weights: &Weights, below: f64, crowd: f64) -> f64;

    /// Sets each of `below` to the weight of the way for one class of a community, as
    /// [`Decide::weight`] gives it.
    fn weigh(&self, weights: &Weights, below: &mut Lanes, crowd: f64) {
        for lane in below {
            *lane = self.weight(weights, *lane, crowd);
        }
    }
}

/// [`relative`] of every lane over the scale.
fn weigh_by_scale(weights: &Weights, below: &mut Lanes) {
    let scale = weights.scale;
    lanes::widely(
        #[inline(always)]
        || {
            for lane in &mut *below {
                *lane /= scale;
            }
            lanes::relative(below);
        },
    );
}

/// The rules that are built in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// Random utility under prospect theory: probabilities are weighed, losses loom.
    #[default]
    Prospect,
    /// Random utility with expected utility.
    Expected,
    /// Planned behaviour: what comes near enough to the best is acted on, as others do.
    Planned,
    /// Follow the crowd.
    Crowd,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Rule; 4] = [Rule::Prospect, Rule::Expected, Rule::Planned, Rule::Crowd];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Prospect => "prospect",
            Rule::Expected => "expected",
            Rule::Planned => "planned",
            Rule::Crowd => "crowd",
        }
    }

    /// How people decide under it.
    pub fn what(self) -> &'static str {
        match self {
            Rule::Prospect => {
                "Random utility under prospect theory: small probabilities are magnified, uncertain losses loom; the default"
            }
            Rule::Expected => "Random utility with expected utility",
            Rule::Planned => {
                "Planned behaviour: whatever comes within a threshold of the best is acted on, as others do"
            }
            Rule::Crowd => "Follow the crowd: people take what others took, more or less",
        }
    }

    /// The rule with this name.
    pub fn from_name(name: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// The rule itself.
    pub fn decide(self) -> &'static dyn Decide {
        match self {
            Rule::Prospect => &Prospect,
            Rule::Expected => &Expected,
            Rule::Planned => &Planned,
            Rule::Crowd => &Crowd,
        }
    }
}

/// Random utility under cumulative prospect theory.
///
/// Probabilities over [`Weights::weighing_days`] are weighed by `exp(-(-ln p)^phi)` (Prelec 1998)
/// and uncertain losses by loss aversion; planned outlays are no losses.
#[derive(Clone, Copy, Debug)]
pub struct Prospect;

/// Random utility with expected utility.
#[derive(Clone, Copy, Debug)]
pub struct Expected;

/// The theory of planned behaviour as a threshold: every alternative within the threshold of the best
/// is as good as it, and what others do is the norm.
#[derive(Clone, Copy, Debug)]
pub struct Planned;

/// People take what others took, more or less.
#[derive(Clone, Copy, Debug)]
pub struct Crowd;

/// `exp(x)`, and zero where it is too small to matter beside the best alternative.
pub(super) fn relative(x: f64) -> f64 {
    if x < NOTHING {
        0.0
    } else {
        // Single precision is what the tables hold.
        f64::from(libm::expf(x as f32))
    }
}

/// Probability weighting after Prelec.
pub fn weighed(p: f64, phi: f64) -> f64 {
    if p <= 0.0 {
        0.0
    } else if p >= 1.0 {
        1.0
    } else {
        libm::exp(-libm::pow(-libm::log(p), phi))
    }
}

impl Decide for Prospect {
    fn risk_per_day(&self, weights: &Weights, harm: f64, death: f64) -> f64 {
        let days = weights.weighing_days.max(f64::MIN_POSITIVE);
        let felt =
            |rate: f64| weighed(-libm::expm1(-rate * days), weights.probability_weighting) / days;
        weights.loss_aversion * (weights.harm * felt(harm) + weights.death * felt(death))
    }

    fn weight(&self, weights: &Weights, below: f64, _: f64) -> f64 {
        relative(below / weights.scale)
    }

    fn weigh(&self, weights: &Weights, below: &mut Lanes, _: f64) {
        weigh_by_scale(weights, below);
    }
}

impl Decide for Expected {
    fn risk_per_day(&self, weights: &Weights, harm: f64, death: f64) -> f64 {
        weights.harm * harm + weights.death * death
    }

    fn weight(&self, weights: &Weights, below: f64, _: f64) -> f64 {
        relative(below / weights.scale)
    }

    fn weigh(&self, weights: &Weights, below: &mut Lanes, _: f64) {
        weigh_by_scale(weights, below);
    }
}

impl Decide for Planned {
    fn risk_per_day(&self, weights: &Weights, harm: f64, death: f64) -> f64 {
        Expected.risk_per_day(weights, harm, death)
    }

    fn weight(&self, weights: &Weights, below: f64, crowd: f64) -> f64 {
        let short = (below + weights.threshold).min(0.0);
        relative(short / weights.scale + weights.norm * crowd)
    }
}

impl Decide for Crowd {
    fn risk_per_day(&self, weights: &Weights, harm: f64, death: f64) -> f64 {
        Expected.risk_per_day(weights, harm, death)
    }

    fn weight(&self, weights: &Weights, below: f64, crowd: f64) -> f64 {
        /// Share under which nobody is seen to go a way, so that new ways can be found.
        const UNSEEN: f64 = 0.01;
        let own = (1.0 - weights.crowd_following) * below / weights.scale;
        relative(own + weights.crowd_following * libm::log(crowd.max(UNSEEN)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: Weights = Weights {
        scale: 1.0,
        harm: 0.3,
        death: 30.0,
        probability_weighting: 0.7,
        loss_aversion: 2.0,
        weighing_days: 5.0,
        threshold: 1.0,
        norm: 1.0,
        crowd_following: 0.6,
    };

    #[test]
    fn small_probabilities_are_overweighed_and_large_ones_under() {
        assert!(weighed(0.001, 0.7) > 0.001 && weighed(0.9, 0.7) < 0.9);
        assert!((weighed(0.2, 1.0) - 0.2).abs() < 1e-12);
        let fixed = (-1.0f64).exp();
        assert!((weighed(fixed, 0.7) - fixed).abs() < 1e-12, "1/e stays");
    }

    #[test]
    fn prospect_without_distortion_is_expected_utility_of_small_risks() {
        let plain = Weights {
            probability_weighting: 1.0,
            loss_aversion: 1.0,
            ..WEIGHTS
        };
        let a = Prospect.risk_per_day(&plain, 1e-5, 1e-6);
        let b = Expected.risk_per_day(&plain, 1e-5, 1e-6);
        assert!((a / b - 1.0).abs() < 1e-3);
        assert!(Prospect.risk_per_day(&WEIGHTS, 0.05, 1e-4) > b);
    }

    #[test]
    fn planned_behaviour_does_not_tell_near_alternatives_apart() {
        let near = Planned.weight(&WEIGHTS, -0.9, 0.5);
        assert!((near - Planned.weight(&WEIGHTS, 0.0, 0.5)).abs() < 1e-12);
        assert!(Planned.weight(&WEIGHTS, -3.0, 0.5) < near);
        assert!(Planned.weight(&WEIGHTS, 0.0, 0.9) > near);
    }

    #[test]
    fn the_crowd_can_outweigh_what_is_better() {
        let alone = Crowd.weight(&WEIGHTS, 0.0, 0.02);
        let together = Crowd.weight(&WEIGHTS, -1.0, 0.9);
        assert!(together > alone);
        assert!(Expected.weight(&WEIGHTS, -1.0, 0.9) < Expected.weight(&WEIGHTS, 0.0, 0.02));
    }
}
