//! The folder of a study, read back: factors, points, and what was found at each.

mod read;
mod runs;

pub use read::{SWEEP_NAME, TABLES, read};

use super::design::Design;
use super::sensitivity::stability::Level;
use crate::measures::{Definition, Denominator, catalogue};

/// What a factor sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A lever of policy.
    Lever,
    /// A dial of policy.
    Dial,
    /// A number of the register.
    Parameter,
    /// How people decide.
    Rule,
    /// Numbers of the register together, drawn from a table.
    Posterior,
}

impl Kind {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Lever => "lever",
            Kind::Dial => "dial",
            Kind::Parameter => "parameter",
            Kind::Rule => "rule",
            Kind::Posterior => "posterior",
        }
    }
}

/// A factor of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Name of its column.
    pub name: String,
    /// What it sets.
    pub kind: Kind,
    /// Its listed values as text, in order; empty if it is continuous.
    pub values: Vec<String>,
    /// Lowest and highest number; none where values are no numbers.
    pub ends: Option<(f64, f64)>,
    /// Unit of its numbers, in words.
    pub unit: String,
    /// Letter of the grade of a number; empty for others.
    pub grade: String,
    /// Status of a number; empty for others.
    pub status: String,
}

impl Factor {
    /// Whether values have an order: rules and draws have none.
    pub fn is_ordered(&self) -> bool {
        !matches!(self.kind, Kind::Rule | Kind::Posterior)
    }

    /// Whether it is a number that nobody has measured, or a rule that nobody has tested.
    pub fn is_assumed(&self) -> bool {
        self.grade == "D" || self.kind == Kind::Rule
    }

    /// A value of the factor as text: a listed one for factors without order.
    pub fn shown(&self, value: f64) -> Option<&str> {
        (!self.is_ordered())
            .then(|| self.values.get(value as usize).map(String::as_str))
            .flatten()
    }
}

/// A point of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Identifier.
    pub id: String,
    /// The part of the design that it belongs to.
    pub block: String,
    /// Position in the part.
    pub row: usize,
    /// The number of each factor; for factors without order, the position of its value from 0.
    pub at: Vec<f64>,
}

/// An outcome that a study kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What it is.
    pub definition: &'static Definition,
    /// What it is divided by.
    pub denominator: Denominator,
}

/// Values by policy, outcome, point and replication.
pub type Runs = Vec<Vec<Vec<Values>>>;

/// Values by replication; none where the outcome has no value.
pub type Values = Vec<Option<f64>>;

/// A study's results.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// Name of the study.
    pub name: String,
    /// The identifier in the rows of its tables.
    pub id: String,
    /// How points lie.
    pub design: Design,
    /// What was varied.
    pub factors: Vec<Factor>,
    /// Names of the policies; each is compared with the first.
    pub policies: Vec<String>,
    /// What was kept.
    pub outcomes: Vec<Outcome>,
    /// Seed of all draws.
    pub seed: u64,
    /// Fraction of people simulated.
    pub scale: f64,
    /// Replications of each policy at each point.
    pub replications: u32,
    /// Whether the same replication is the same luck at every point.
    pub shares_luck: bool,
    /// The points.
    pub points: Vec<Point>,
    /// By policy, outcome and point; none where the outcome has no value.
    pub levels: Vec<Vec<Vec<Option<Level>>>>,
    /// Values of replications; none if the study did not keep them.
    pub runs: Option<Runs>,
}

impl Results {
    /// The mean of an outcome under a policy at each point.
    pub fn means(&self, policy: usize, outcome: usize) -> Vec<Option<f64>> {
        let levels = self.levels[policy][outcome].iter();
        levels.map(|level| level.map(|it| it.mean)).collect()
    }
}

/// The outcome with this code and denominator.
pub fn outcome(code: &str, denominator: &str) -> Option<Outcome> {
    let (definition, denominator) = catalogue::entry(code, denominator)?;
    Some(Outcome {
        definition,
        denominator,
    })
}
