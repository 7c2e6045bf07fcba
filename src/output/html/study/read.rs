//! Reads the folder of a study that was analysed.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::reading::{finite, maybe, rows, wrong};
use crate::output::analysis::{self, Record};
use crate::output::study::{Description, description};
use crate::output::{OutputError, StudyState, manifest};

/// Tables that are read.
pub const TABLES: [&str; 7] = [
    "stability.csv",
    "sensitivity.csv",
    "main_effects.csv",
    "tornado.csv",
    "regret.csv",
    "boxes.csv",
    "assumption_ledger.csv",
];

/// A contrast: a row of `stability.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Contrast {
    /// The policy that is subtracted.
    pub policy_a: String,
    /// The policy that is compared with it.
    pub policy_b: String,
    /// Code of the indicator.
    pub indicator: String,
    /// What it is divided by.
    pub denominator: String,
    /// Mean difference over points.
    #[serde(deserialize_with = "finite")]
    pub diff_mean: f64,
    /// Quantile 0.025 over points.
    #[serde(deserialize_with = "finite")]
    pub diff_q025: f64,
    /// Quantile 0.975.
    #[serde(deserialize_with = "finite")]
    pub diff_q975: f64,
    /// Share of points in which the sign holds and is told from luck.
    #[serde(deserialize_with = "maybe")]
    pub stability_q1: Option<f64>,
    /// Share with the other sign, told from luck.
    #[serde(deserialize_with = "maybe")]
    pub against: Option<f64>,
    /// Share left to luck.
    #[serde(deserialize_with = "maybe")]
    pub open: Option<f64>,
    /// Whether the sign holds.
    pub resolved: bool,
}

/// An index: a row of `sensitivity.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Index {
    pub policy: String,
    pub minus: String,
    pub indicator: String,
    pub denominator: String,
    /// Which index.
    pub measure: String,
    /// The factor; empty where it is of all.
    pub factor: String,
    /// The other factor of a pair.
    pub other_factor: String,
    #[serde(deserialize_with = "maybe")]
    pub value: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    pub q025: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    pub q975: Option<f64>,
}

/// A level of a main effect: a row of `main_effects.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Level {
    pub policy: String,
    pub minus: String,
    pub indicator: String,
    pub denominator: String,
    pub factor: String,
    /// From 1.
    #[serde(rename = "level")]
    pub number: usize,
    #[serde(deserialize_with = "maybe")]
    pub low: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    pub high: Option<f64>,
    /// The value of a factor without order.
    pub label: String,
    #[serde(deserialize_with = "finite")]
    pub mean: f64,
    /// Standard error of the mean.
    #[serde(deserialize_with = "maybe")]
    pub se: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    pub variance_share: Option<f64>,
}

/// A bar: a row of `tornado.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Bar {
    pub policy: String,
    pub minus: String,
    pub indicator: String,
    pub denominator: String,
    pub factor: String,
    #[serde(deserialize_with = "maybe")]
    pub value_low: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    pub value_high: Option<f64>,
    pub label_low: String,
    pub label_high: String,
    /// Outcome at the low end.
    #[serde(deserialize_with = "finite")]
    pub mean_low: f64,
    /// Outcome at the high end.
    #[serde(deserialize_with = "finite")]
    pub mean_high: f64,
    #[serde(deserialize_with = "finite")]
    pub swing: f64,
}

/// How a policy fares: a row of `regret.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Regret {
    pub policy: String,
    pub indicator: String,
    pub denominator: String,
    /// `less` or `more`.
    pub better: String,
    #[serde(deserialize_with = "finite")]
    pub limit: f64,
    /// `asked`, or `median_of_first`.
    pub limit_from: String,
    /// Mean distance from the best policy of each point.
    #[serde(rename = "regret_mean", deserialize_with = "finite")]
    pub mean: f64,
    /// Largest distance.
    #[serde(rename = "regret_max", deserialize_with = "finite")]
    pub largest: f64,
    #[serde(deserialize_with = "finite")]
    pub share_best: f64,
    #[serde(deserialize_with = "finite")]
    pub satisficing: f64,
}

/// A side of a box: a row of `boxes.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Side {
    pub policy: String,
    pub minus: String,
    pub indicator: String,
    pub denominator: String,
    /// `misses_limit` or `other_sign`.
    pub case: String,
    #[serde(deserialize_with = "maybe")]
    pub limit: Option<f64>,
    pub n_cases: usize,
    pub n_points: usize,
    /// Number of the box, from 1.
    #[serde(rename = "box")]
    pub number: usize,
    pub factor: String,
    /// The value of a factor without order, after `not ` if it is shut out.
    pub label: String,
    #[serde(deserialize_with = "maybe")]
    pub low: Option<f64>,
    #[serde(deserialize_with = "maybe")]
    pub high: Option<f64>,
    #[serde(deserialize_with = "finite")]
    pub coverage: f64,
    #[serde(deserialize_with = "finite")]
    pub density: f64,
}

/// What a sign owes to a number or rule: a row of `assumption_ledger.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    pub policy_a: String,
    pub policy_b: String,
    pub indicator: String,
    pub denominator: String,
    pub factor: String,
    #[serde(deserialize_with = "maybe")]
    pub p: Option<f64>,
    #[serde(deserialize_with = "finite")]
    pub q1_low: f64,
    #[serde(deserialize_with = "finite")]
    pub q1_high: f64,
    /// `yes`, `no` or `unknown`.
    pub hangs: String,
}

/// The part of the manifest of a sweep that is told of.
#[derive(Deserialize)]
struct Manifest {
    command_line: Vec<String>,
    shard: Option<String>,
}

/// A study and what its analysis found.
#[derive(Clone, Debug)]
pub struct Study {
    /// What it asked.
    pub description: Description,
    /// The command that carried it out, or put it together.
    pub command_line: Vec<String>,
    /// What was asked of it.
    pub record: Record,
    /// Contrasts.
    pub contrasts: Vec<Contrast>,
    /// Indices.
    pub indices: Vec<Index>,
    /// Main effects.
    pub levels: Vec<Level>,
    /// Bars, the longest first.
    pub bars: Vec<Bar>,
    /// Regret and satisficing.
    pub regrets: Vec<Regret>,
    /// Boxes.
    pub sides: Vec<Side>,
    /// What signs hang on.
    pub ledger: Vec<Entry>,
}

impl Study {
    /// Reads the folder of a study.
    ///
    /// # Errors
    /// [`OutputError`] if the study is not finished or not analysed, or a file is not as it was written.
    pub fn read(folder: &Path) -> Result<Self, OutputError> {
        let not_yet = |state| OutputError::NotAnalysed {
            path: folder.to_owned(),
            state,
        };
        let description: Description = json(&folder.join(description::NAME))?;
        let manifest_path = folder.join(manifest::NAME);
        if !manifest_path.exists() {
            return Err(not_yet(StudyState::Unfinished));
        }
        let manifest: Manifest = json(&manifest_path)?;
        if manifest.shard.is_some() {
            return Err(not_yet(StudyState::Unfinished));
        }
        let record_path = folder.join(analysis::NAME);
        if !record_path.exists() {
            return Err(not_yet(StudyState::Swept));
        }
        let record: Record = json(&record_path)?;
        if record.sweep_id != description.sweep_id {
            let message = format!("sweep_id: {}: of another study", record.sweep_id);
            return Err(wrong(&record_path, &message));
        }
        if record.policies.is_empty() {
            return Err(wrong(&record_path, &"policies: there is none"));
        }
        Ok(Self {
            description,
            command_line: manifest.command_line,
            record,
            contrasts: rows(&folder.join("stability.csv"))?,
            indices: rows(&folder.join("sensitivity.csv"))?,
            levels: rows(&folder.join("main_effects.csv"))?,
            bars: rows(&folder.join("tornado.csv"))?,
            regrets: rows(&folder.join("regret.csv"))?,
            sides: rows(&folder.join("boxes.csv"))?,
            ledger: rows(&folder.join("assumption_ledger.csv"))?,
        })
    }
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, OutputError> {
    let text = fs::read_to_string(path).map_err(|source| wrong(path, &source))?;
    serde_json::from_str(&text).map_err(|source| wrong(path, &source))
}
