//! A comparison in a few lines: policies by name, changed where asked, and results by name.
//!
//! ```
//! use corredor::{Comparison, Policy};
//!
//! let usual = Policy::named("securitised")?;
//! let other = Policy::named("humanitarian")?.set("search_and_rescue", 0.5)?;
//! let other = other.dial("securitisation", 0.2)?;
//! let (from, to) = (usual.world.start, usual.world.start.last_of_month());
//! let comparison = Comparison::of([usual, other]).between(from, to).scale(0.01);
//! let results = comparison.replications(2).run()?;
//! println!("Serious harm: {}", results.difference("humanitarian", "serious harm")?);
//!
//! let wrong = Policy::named("humanitarain").unwrap_err();
//! assert_eq!(wrong.all()[0].nearest.as_deref(), Some("humanitarian"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::convert::Infallible;
use std::fmt::{self, Display};
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::measures::{Definition, Denominator, catalogue};
use crate::output::number::rounded;
use crate::scenario::{self, Fault, Faults};
use crate::study::compare::contrast;
use crate::study::{
    Contrast, Outcome, RunSpec, SHORTEST_WINDOW_DAYS, SMALLEST_SCALE, Series, StudyError, Summary,
    outcomes,
};
use crate::world::{self, World};

/// A policy of a corridor, with what was changed in it.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The corridor.
    pub world: Arc<World>,
    /// The policy.
    pub policy: world::policy::Policy,
}

impl Policy {
    /// A policy of the corridor that is built in; of several, the first.
    ///
    /// # Errors
    /// An unknown name.
    pub fn named(name: &str) -> Result<Self, Faults> {
        let first = scenario::embedded_names().into_iter().next();
        let world = scenario::embedded(&first.unwrap_or_default())?;
        Self::of(&Arc::new(world), name)
    }

    /// A policy of a corridor.
    ///
    /// # Errors
    /// An unknown name.
    pub fn of(world: &Arc<World>, name: &str) -> Result<Self, Faults> {
        let policy = world.policy(name).cloned();
        let names = world.policies.iter().map(|it| it.name.as_str());
        Ok(Self {
            policy: policy.ok_or_else(|| unknown("policy", name, names))?,
            world: Arc::clone(world),
        })
    }

    /// Sets a lever, `lever` or `STATE.lever`, or opens or closes a gate.
    ///
    /// # Errors
    /// An unknown name, or a value that is not legal.
    pub fn set(self, name: &str, value: impl Display) -> Result<Self, Faults> {
        self.adjusted(&[format!("{name}={value}")], &[])
    }

    /// Turns a dial, which many levers follow.
    ///
    /// # Errors
    /// An unknown name, or a position outside 0 to 1.
    pub fn dial(self, name: &str, position: f64) -> Result<Self, Faults> {
        self.adjusted(&[], &[format!("{name}={position}")])
    }

    /// Gives the policy another name, by which results are found.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        name.clone_into(&mut self.policy.name);
        self
    }

    fn adjusted(mut self, sets: &[String], dials: &[String]) -> Result<Self, Faults> {
        scenario::adjust_policy(&self.world, &mut self.policy, sets, dials)?;
        Ok(self)
    }
}

/// Policies under the same luck; 16 replications of everyone in the whole window unless told otherwise.
#[derive(Clone, Debug)]
pub struct Comparison {
    policies: Vec<Policy>,
    spec: Option<RunSpec>,
    replications: u32,
}

impl Comparison {
    /// A comparison of policies with the first of them.
    pub fn of(policies: impl IntoIterator<Item = Policy>) -> Self {
        let policies: Vec<Policy> = policies.into_iter().collect();
        let spec = policies.first().map(|it| RunSpec::of(&it.world));
        Self {
            policies,
            spec,
            replications: 16,
        }
    }

    /// Replications of each policy.
    #[must_use]
    pub fn replications(self, replications: u32) -> Self {
        Self {
            replications,
            ..self
        }
    }

    /// Fraction of people that is simulated.
    #[must_use]
    pub fn scale(self, scale: f64) -> Self {
        self.with(|it| it.scale = scale)
    }

    /// Seed of all draws.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.with(|it| it.seed = seed)
    }

    /// First and last day.
    #[must_use]
    pub fn between(self, from: Date, to: Date) -> Self {
        self.with(|it| (it.from, it.to) = (from, to))
    }

    /// Changes anything else in what is simulated.
    #[must_use]
    pub fn with(mut self, change: impl FnMut(&mut RunSpec)) -> Self {
        self.spec.iter_mut().for_each(change);
        self
    }

    /// Simulates all replications, on every processor.
    ///
    /// # Errors
    /// What is wrong with the comparison, or a study that stopped.
    pub fn run(self) -> Result<Results, Failure> {
        let (Some(first), Some(spec)) = (self.policies.first(), self.spec) else {
            return Err(wrong("policies", "none", "nothing to compare", "a policy").into());
        };
        let world = &first.world;
        let mut policies = self.policies.iter();
        if let Some(other) = policies.find(|it| it.world.inputs != world.inputs) {
            let name = &other.world.name;
            return Err(wrong("corridor", name, "another corridor", &world.name).into());
        }
        if !(SMALLEST_SCALE..=1.0).contains(&spec.scale) {
            let (scale, range) = (spec.scale.to_string(), format!("{SMALLEST_SCALE} to 1"));
            return Err(wrong("scale", &scale, OUTSIDE, &range).into());
        }
        let shortest = spec.from.saturating_add((SHORTEST_WINDOW_DAYS - 1).days());
        if spec.from < world.start || spec.to > world.end || spec.to < shortest {
            let window = format!("{} to {}", spec.from, spec.to);
            let range = format!("{} to {}", world.start, world.end);
            let range = format!("{SHORTEST_WINDOW_DAYS} days or more in {range}");
            return Err(wrong("window", &window, OUTSIDE, &range).into());
        }
        let policies: Vec<_> = self.policies.iter().map(|it| it.policy.clone()).collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let outcomes = outcomes(world, &policies, &spec, self.replications, threads)?;
        Ok(Results { outcomes })
    }
}

/// Why there are no results.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The comparison cannot be made.
    #[error(transparent)]
    Wrong(#[from] Faults),
    /// The study stopped.
    #[error(transparent)]
    Stopped(#[from] StudyError<Infallible>),
}

/// An indicator by name or code, and what it is divided by: the first of its denominators unless told
/// otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Which<'a>(&'a str, Option<Denominator>);

impl<'a> From<&'a str> for Which<'a> {
    fn from(name: &'a str) -> Self {
        Self(name, None)
    }
}

impl<'a> From<(&'a str, Denominator)> for Which<'a> {
    fn from((name, by): (&'a str, Denominator)) -> Self {
        Self(name, Some(by))
    }
}

impl Display for Which<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        self.1.map_or(Ok(()), |by| write!(f, ", {}", by.name()))
    }
}

/// What came out under each policy.
#[derive(Clone, Debug)]
pub struct Results {
    /// Every value of every indicator, by policy.
    pub outcomes: Vec<Outcome>,
}

impl Results {
    /// An indicator under a policy; none where nobody is counted in what it is divided by.
    ///
    /// # Errors
    /// An unknown name.
    pub fn level<'a>(
        &self,
        policy: &str,
        indicator: impl Into<Which<'a>>,
    ) -> Result<Option<Summary>, Faults> {
        let values = &series(self.outcome(policy)?, indicator.into())?.values;
        Ok(Summary::of(values.iter().copied().flatten()))
    }

    /// The difference that a policy makes to the first, in the same luck.
    ///
    /// # Errors
    /// An unknown name.
    pub fn difference<'a>(
        &self,
        policy: &str,
        indicator: impl Into<Which<'a>>,
    ) -> Result<Contrast, Faults> {
        let indicator = indicator.into();
        let second = series(self.outcome(policy)?, indicator)?;
        let first = series(&self.outcomes[0], indicator)?;
        Ok(contrast(second.key.clone(), &first.values, &second.values))
    }

    fn outcome(&self, policy: &str) -> Result<&Outcome, Faults> {
        let names = || self.outcomes.iter().map(|it| it.policy.name.as_str());
        let position = names().position(|it| it == policy);
        position
            .map(|it| &self.outcomes[it])
            .ok_or_else(|| unknown("policy", policy, names()))
    }
}

fn series<'o>(outcome: &'o Outcome, Which(name, by): Which<'_>) -> Result<&'o Series, Faults> {
    let named = |it: &&Definition| it.name.eq_ignore_ascii_case(name) || it.code == name;
    let series = catalogue::all().find(named).and_then(|it| {
        let by = by.or_else(|| it.denominators.first().copied())?;
        outcome.total(it.code, by)
    });
    series.ok_or_else(|| unknown("indicator", name, catalogue::all().map(|it| it.name)))
}

impl Display for Summary {
    /// The mean with the middle 95 %.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.interval();
        let [mean, low, high] = [self.mean, low, high].map(rounded);
        write!(f, "{mean} [{low}, {high}]")
    }
}

impl Display for Contrast {
    /// The mean difference with the middle 95 %, and whether its sign is open.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(difference) = self.difference else {
            return f.write_str("nobody counted");
        };
        let open = if self.unresolved() {
            ", unresolved"
        } else {
            ""
        };
        write!(f, "{difference}{open}")
    }
}

const OUTSIDE: &str = "outside its range";

fn wrong(what: &str, value: &str, problem: &str, allowed: &str) -> Faults {
    Fault::new("comparison", None, what, value, problem)
        .allowed(allowed)
        .into()
}

fn unknown<'a>(what: &str, name: &str, names: impl Iterator<Item = &'a str>) -> Faults {
    let names: Vec<&str> = names.collect();
    let fault = Fault::new("comparison", None, what, name, format!("no such {what}"));
    fault.allowed(names.join(", ")).near(name, names).into()
}
