//! Evidence: what every lever moves, what every mechanism is answerable for, what the hypotheses of
//! the founding documents come to, how history stands beside published figures, and what questions with
//! a known answer come to. Each is a page of Markdown, written anew by one command.

pub mod ablation;
pub mod exposure;
pub mod face;
pub mod hypotheses;
pub mod levers;
pub mod validation;

use std::convert::Infallible;
use std::fmt::Write as _;

use super::compare::{Contrast, compare};
use super::indicators::Outcome;
use super::student;
use super::summary::Summary;
use super::{RunSpec, StudyError, outcomes};
use crate::measures::Definition;
use crate::world::World;
use crate::world::policy::{Lever, LeverSetting, Policy};
use crate::world::register::Status;

/// How evidence is gathered.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The corridor.
    pub world: &'a World,
    /// Window, scale, seed, rule.
    pub spec: RunSpec,
    /// Replications of each policy.
    pub replications: u32,
    /// Threads.
    pub threads: usize,
}

/// Why evidence could not be gathered.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// A study failed.
    #[error(transparent)]
    Study(#[from] StudyError<Infallible>),
    /// Neither lever nor gate.
    #[error("the corridor has no lever or gate named {0}")]
    NoLever(String),
    /// The corridor lacks a policy.
    #[error("the corridor has no policy named {0}")]
    NoPolicy(String),
    /// A target names a measure that does not exist.
    #[error(transparent)]
    Measure(#[from] super::inputs::UnknownMeasure),
}

impl Plan<'_> {
    /// The outcomes of policies under the same luck.
    fn outcomes(&self, policies: &[Policy]) -> Result<Vec<Outcome>, EvidenceError> {
        self.outcomes_of(&self.spec, policies)
    }

    fn outcomes_of(
        &self,
        spec: &RunSpec,
        policies: &[Policy],
    ) -> Result<Vec<Outcome>, EvidenceError> {
        let world = self.world;
        Ok(outcomes(
            world,
            policies,
            spec,
            self.replications,
            self.threads,
        )?)
    }

    fn policy(&self, name: &str) -> Result<Policy, EvidenceError> {
        let found = self.world.policy(name).cloned();
        found.ok_or_else(|| EvidenceError::NoPolicy(name.to_owned()))
    }

    fn reference(&self) -> Result<Policy, EvidenceError> {
        self.policy(&self.world.reference)
    }

    /// How a page was made.
    fn provenance(&self, what: &str) -> String {
        let spec = &self.spec;
        let numbers = if spec.fixed_parameters {
            "numbers at their values"
        } else {
            "numbers of grade C and D drawn, the same for all policies of a replication"
        };
        format!(
            "Made by `corredor evidence {what}`: {} to {}, scale {}, seed {}, {} replications, \
             decision rule {}, {numbers}. Brackets hold the middle 95 % of replications.\n",
            spec.from,
            spec.to,
            spec.scale,
            spec.seed,
            self.replications,
            spec.rule.name()
        )
    }
}

/// A policy with a lever held at a value everywhere.
fn held(policy: &Policy, lever: Lever, value: f64) -> Policy {
    let mut policy = policy.clone();
    policy.settings.push(LeverSetting {
        lever,
        state: None,
        value,
        reason: String::new(),
        source: String::new(),
        held: true,
    });
    policy
}

/// Chance, over all indicators looked at, that luck alone shows a difference which is called beyond
/// noise.
const LEVEL: f64 = 0.01;

/// Whether a mean paired difference is beyond noise when it is one of `among` that were looked at: a
/// paired t test at [`LEVEL`] after Bonferroni, and the same sign in every replication.
fn beyond_noise(contrast: &Contrast, among: usize) -> bool {
    let Some(summary) = contrast.difference else {
        return false;
    };
    let Some(t) = signal(&summary) else {
        return false;
    };
    contrast.p_sign.is_some_and(|share| share >= 1.0)
        && student::two_sided(t, summary.runs as f64 - 1.0) * (among as f64) < LEVEL
}

/// Size of a mean difference in standard errors; infinite if it is the same in every replication, none
/// if there is no difference or one replication.
fn signal(summary: &Summary) -> Option<f64> {
    let error = summary.mcse?;
    let size = summary.mean.abs();
    (size > 0.0).then(|| {
        if error > 0.0 {
            size / error
        } else {
            f64::INFINITY
        }
    })
}

/// How many of the numbers that an indicator chiefly hangs on nobody has measured.
fn assumed(world: &World, definition: &Definition) -> String {
    let (mut all, mut guessed) = (0, 0);
    for number in definition.numbers(world) {
        all += 1;
        guessed += usize::from(matches!(
            number.status,
            Status::Assumption | Status::UnverifiedRecall
        ));
    }
    format!("{guessed} of {all}")
}

/// The mean of an outcome's totals, in the order of its series.
fn mean(values: &[Option<f64>]) -> Option<f64> {
    Summary::of(values.iter().copied().flatten()).map(|it| it.mean)
}

/// A number as pages show it.
fn shown(value: f64) -> String {
    let size = value.abs();
    if size >= 1e4 {
        format!("{value:.0}")
    } else if size >= 100.0 {
        format!("{value:.1}")
    } else if size >= 1.0 {
        format!("{value:.2}")
    } else {
        format!("{value:.4}")
    }
}

/// A difference with its interval.
fn difference(contrast: &Contrast) -> String {
    contrast.difference.map_or("no value".to_owned(), |it| {
        let (low, high) = it.interval();
        format!("{} [{}, {}]", shown(it.mean), shown(low), shown(high))
    })
}

/// The contrast of one indicator for everyone, everywhere.
fn total(first: &Outcome, second: &Outcome, code: &str, denominator: &str) -> Option<Contrast> {
    compare(first, second)
        .into_iter()
        .find(|it| it.key.is(code, denominator))
}

/// Writes a row of a Markdown table.
fn row(page: &mut String, cells: &[String]) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}

/// Writes the head of a Markdown table.
fn head(page: &mut String, names: &[&str]) {
    row(
        page,
        &names.iter().map(|&it| it.to_owned()).collect::<Vec<_>>(),
    );
    row(page, &vec!["---".to_owned(); names.len()]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::compare::contrast;
    use crate::study::{Denominator, Key};

    fn of(differences: &[f64]) -> Contrast {
        let key = Key {
            code: "H11",
            denominator: Denominator::Per1000Departures,
            group_dim: "all",
            group: "all".to_owned(),
            state: "all".to_owned(),
        };
        let second: Vec<_> = differences.iter().copied().map(Some).collect();
        contrast(key, &vec![Some(0.0); second.len()], &second)
    }

    #[test]
    fn what_looks_sure_alone_is_noise_among_many() {
        let differences = [1.0, 2.0, 1.5, 2.5, 1.0, 2.0];
        assert!(beyond_noise(&of(&differences), 1));
        assert!(!beyond_noise(&of(&differences), 500));
    }

    #[test]
    fn a_difference_that_never_varies_is_beyond_noise_and_none_is_not() {
        assert!(beyond_noise(&of(&[3.0; 4]), 500));
        assert!(!beyond_noise(&of(&[0.0; 4]), 1));
        assert!(!beyond_noise(&of(&[3.0]), 1));
        assert!(!beyond_noise(&of(&[9.0, 9.0, 9.0, -0.1]), 1));
    }
}
