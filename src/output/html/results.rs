//! What a folder of results holds, as the report needs it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::output::context::Context;
use crate::output::manifest::Hashed;
use crate::output::uncertainty::Cover;
use crate::study::compare::FEWEST_PAIRS;

/// A mean and its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Mean.
    pub mean: f64,
    /// Quantiles 0.025 and 0.975; none of a single replication.
    pub interval: Option<[f64; 2]>,
}

impl Level {
    /// The level over so many replications; none if a part of it is missing.
    pub fn of([mean, low, high]: [Option<f64>; 3], runs: usize) -> Option<Self> {
        let (mean, low, high) = (mean?, low?, high?);
        Some(Self {
            mean,
            interval: (runs > 1).then_some([low, high]),
        })
    }

    /// Low and high end; both the mean where there is no interval.
    pub fn ends(&self) -> [f64; 2] {
        self.interval.unwrap_or([self.mean; 2])
    }

    /// Whether the interval leaves zero out.
    pub fn leaves_zero_out(&self) -> bool {
        self.interval
            .is_some_and(|[low, high]| low > 0.0 || high < 0.0)
    }

    /// The level in another unit, or with the other sign.
    pub fn times(&self, factor: f64) -> Self {
        let scaled = |[low, high]: [f64; 2]| {
            let [a, b] = [factor * low, factor * high];
            [a.min(b), a.max(b)]
        };
        Self {
            mean: factor * self.mean,
            interval: self.interval.map(scaled),
        }
    }
}

/// A paired difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Mean and interval.
    pub level: Level,
    /// Share of replications with the sign of the mean; over all that is not known, the share Q1 of cells
    /// in which the sign holds and is told from luck.
    pub agree: f64,
    /// Pairs.
    pub pairs: usize,
    /// The share that must agree.
    pub least: f64,
}

impl Difference {
    /// Whether the sign is settled: enough pairs, an interval that leaves zero out, and over all that is
    /// not known enough cells in which it holds.
    pub fn resolved(&self) -> bool {
        self.pairs >= FEWEST_PAIRS && self.level.leaves_zero_out() && self.agree >= self.least
    }
}

/// What a policy costs and brings beside another.
#[derive(Clone, Debug, Deserialize)]
pub struct Worth {
    /// Scenario that is compared.
    pub scenario_b: String,
    /// What is brought about.
    pub effect: String,
    /// USD per person where the second trades money for effect, at the flow of the first.
    pub usd_per_person: Option<f64>,
    /// At the flow of the second.
    pub usd_per_person_b: Option<f64>,
    /// Where the means stand.
    pub verdict: String,
    /// Whether the verdict holds.
    pub resolved: bool,
}

/// Which number: indicator, denominator, dimension of groups, group.
pub type Which<'a> = [&'a str; 4];
/// The same, held.
pub type Key = [String; 4];

/// The results of one policy.
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    /// Identifier in the tables.
    pub id: String,
    /// Levels by key.
    pub levels: BTreeMap<Key, Level>,
    /// Differences by key.
    pub differences: BTreeMap<Key, Difference>,
    /// By measure, a level for each month.
    pub months: BTreeMap<String, Vec<Option<Level>>>,
    /// People and rate of harm of a link, by month, the whole window last.
    pub links: Vec<Vec<Passed>>,
    /// People and rate of harm of each class of links.
    pub routes: Vec<Route>,
}

impl Scenario {
    /// A level for everyone.
    pub fn total(&self, code: &str, denominator: &str) -> Option<Level> {
        self.level([code, denominator, "all", "all"])
    }

    /// A level.
    pub fn level(&self, which: Which<'_>) -> Option<Level> {
        self.levels.get(&which.map(str::to_owned)).copied()
    }

    /// The difference from the first policy for everyone.
    pub fn difference(&self, code: &str, denominator: &str) -> Option<Difference> {
        let key = [code, denominator, "all", "all"].map(str::to_owned);
        self.differences.get(&key).copied()
    }

    /// The levels of a measure by month.
    pub fn monthly(&self, measure: &str) -> &[Option<Level>] {
        self.months.get(measure).map_or(&[], Vec::as_slice)
    }
}

/// People who pass and harms per 1,000 of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passed {
    /// People.
    pub people: Option<Level>,
    /// Harms per 1,000.
    pub harmed: Option<Level>,
}

/// A class of links.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its identifier.
    pub class: String,
    /// `crossings` or `passages`.
    pub measure: String,
    /// Per 1,000 departures, and harms per 1,000 of them.
    pub passed: Passed,
}

/// The corridor in the manifest.
#[derive(Clone, Debug, Deserialize)]
pub struct Corridor {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
}

/// A lever that a policy sets.
#[derive(Clone, Debug, Deserialize)]
pub struct Setting {
    /// The lever.
    pub lever: String,
    /// State it holds in, if not everywhere.
    pub state: Option<String>,
    /// Why.
    pub reason: String,
    /// Where from.
    pub source: String,
}

/// A policy in the manifest.
#[derive(Clone, Debug, Deserialize)]
pub struct Policy {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it stands for.
    pub description: String,
    /// Hash of all that its results depend on.
    pub config_sha256: String,
    /// Position of each dial.
    pub dials: BTreeMap<String, Option<f64>>,
    /// Levers set by it.
    pub set_directly: Vec<Setting>,
    /// Every lever on the first day.
    pub levers: BTreeMap<String, Value>,
    /// Every gate on the first day.
    pub gates: BTreeMap<String, String>,
    /// Dated changes in force.
    pub changes: Vec<Value>,
}

/// The parts of the manifest that the report tells of.
#[derive(Clone, Debug, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub version: String,
    /// Commit of the program.
    pub commit: String,
    /// Whether files differed from it.
    pub changed_since_commit: String,
    /// The command.
    pub command_line: Vec<String>,
    /// The corridor.
    pub corridor: Corridor,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Seed.
    pub seed: u64,
    /// Replications of each policy.
    pub replications: usize,
    /// Share of people simulated.
    pub scale: f64,
    /// How much of what is not known is covered, where all of it is varied.
    #[serde(default)]
    pub uncertainty: Option<Cover>,
    /// `fixed` or `drawn`.
    pub numbers_of_grade_c_and_d: String,
    /// How people decide.
    pub decision_rule: String,
    /// What was switched off.
    pub mechanisms_switched_off: Vec<String>,
    /// The policies.
    pub policies: Vec<Policy>,
    /// The corridor's background.
    pub context: Context,
    /// Files of the corridor.
    pub inputs: Vec<Hashed>,
    /// Files of policies.
    pub policy_files: Vec<Hashed>,
}

/// Everything that the report is made from.
#[derive(Clone, Debug)]
pub struct Results {
    /// The manifest.
    pub manifest: Manifest,
    /// Months of the window, YYYY-MM.
    pub months: Vec<String>,
    /// The results of each policy, in the order of the manifest.
    pub scenarios: Vec<Scenario>,
    /// What public money buys; of comparisons only.
    pub worth: Vec<Worth>,
}

impl Results {
    /// Whether an indicator hangs on rules that no data support.
    pub fn assumed(&self, code: &str) -> bool {
        let codes = &self.manifest.context.assumed_indicators;
        codes.iter().any(|it| it == code)
    }
}
