//! `analysis.json`: what was asked of a study, by which program, and which files answer.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::output::manifest::{COMMIT, DIRTY, VERSION};
use crate::output::put_json;
use crate::output::study::Indicated;
use crate::output::table::Written;
use crate::output::{OutputError, responsible};
use crate::study::results::{Outcome, Results};
use crate::study::sensitivity::analysis::{Analysis, Cannot, Question};

/// Name in the folder.
pub const NAME: &str = "analysis.json";

/// What was asked of a study, and what no table says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the program that analysed it.
    pub version: String,
    /// Commit of the program.
    pub commit: String,
    /// Whether tracked files differed from it.
    pub changed_since_commit: String,
    /// The command as typed.
    pub command_line: Vec<String>,
    /// The study: name and seed.
    pub sweep_id: String,
    /// Names of the policies; each is compared with the first.
    pub policies: Vec<String>,
    /// The outcomes.
    pub outcomes: Vec<Indicated>,
    /// Limits that were asked for.
    pub limits: Vec<Limit>,
    /// By policy, the share of points that meet all of them; empty without limits.
    pub met: Vec<Met>,
    /// What the study cannot tell.
    pub cannot: Vec<String>,
}

/// A limit that policies should meet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// Code of the indicator.
    pub code: String,
    /// What it is divided by.
    pub denominator: String,
    /// The limit.
    pub limit: f64,
}

/// How often a policy meets every limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Met {
    /// Name of the policy.
    pub policy: String,
    /// Share of points.
    pub share: f64,
}

impl Record {
    /// What was asked and found.
    pub fn of(
        results: &Results,
        question: &Question,
        analysis: &Analysis,
        command_line: &[String],
    ) -> Self {
        let policy = |position: usize| results.policies[position].clone();
        let indicated = |position: usize| {
            let Outcome {
                definition,
                denominator,
            } = results.outcomes[position];
            Indicated {
                code: definition.code.to_owned(),
                denominator: denominator.name().to_owned(),
            }
        };
        let limit = |position: usize, limit: f64| {
            let Indicated { code, denominator } = indicated(position);
            Limit {
                code,
                denominator,
                limit,
            }
        };
        let met = question.policies.iter().zip(&analysis.all_met);
        Self {
            version: VERSION.to_owned(),
            commit: COMMIT.to_owned(),
            changed_since_commit: DIRTY.to_owned(),
            command_line: command_line.to_vec(),
            sweep_id: results.id.clone(),
            policies: question.policies.iter().map(|&it| policy(it)).collect(),
            outcomes: question.outcomes.iter().map(|&it| indicated(it)).collect(),
            limits: question
                .thresholds
                .iter()
                .map(|it| limit(it.outcome, it.limit))
                .collect(),
            met: met
                .map(|(&it, &share)| Met {
                    policy: policy(it),
                    share,
                })
                .collect(),
            cannot: analysis
                .cannot
                .iter()
                .copied()
                .map(Cannot::name)
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Writes it, with the files that were written.
    ///
    /// # Errors
    /// [`OutputError`] if the file cannot be written.
    pub fn write(&self, folder: &Path, files: &[Written]) -> Result<(), OutputError> {
        let mut record = json!(self);
        if let Value::Object(record) = &mut record {
            record.insert("program".to_owned(), json!("corredor"));
            record.insert("files".to_owned(), json!(files));
            let text = responsible::TEXT;
            let terms = json!({ "version": responsible::VERSION, "text": text });
            record.insert("responsible_use".to_owned(), terms);
        }
        put_json(folder, NAME, &record)
    }
}
