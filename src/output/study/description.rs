//! `study.json`: everything that the results of a study depend on.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Mechanism;
use crate::output::OutputError;
use crate::output::context::{self, Document};
use crate::output::csv::SCHEMA;
use crate::output::manifest::{COMMIT, DIRTY, VERSION, sha256};
use crate::study::design::Design;
use crate::study::sweep::{Extent, Factor, Sets, Study, Values};
use crate::world::World;
use crate::world::register::Grade;

/// Name in the folder.
pub const NAME: &str = "study.json";

/// A study, resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Version of the columns of its tables.
    pub schema_version: String,
    /// Name and seed.
    pub sweep_id: String,
    /// Name.
    pub name: String,
    /// What it asks; may be empty.
    pub title: String,
    /// The corridor as the study file names it.
    pub corridor: String,
    /// Names of the policies.
    pub policies: Vec<String>,
    /// How points lie.
    pub design: Design,
    /// What is varied.
    pub factors: Vec<Varied>,
    /// What is kept.
    pub indicators: Vec<Indicated>,
    /// Tables that are written beside `sweep.csv`.
    pub outputs: Vec<String>,
    /// Number of points.
    pub points: u64,
    /// Replications of each policy at each point.
    pub replications: u32,
    /// Number of runs.
    pub runs: u64,
    /// Seed of all draws.
    pub seed: u64,
    /// Fraction of people simulated.
    pub scale: f64,
    /// First day.
    pub from: String,
    /// Last day, included.
    pub to: String,
    /// How people decide, unless a factor says otherwise.
    pub rule: String,
    /// Mechanisms that are switched off.
    pub without: Vec<String>,
    /// Whether numbers that no factor sets stay at their values instead of being drawn.
    pub fixed_parameters: bool,
    /// Whether all points share their luck.
    pub common_random_numbers: bool,
    /// What it is simulated by.
    pub program: Program,
    /// Hashes of the files it was read from.
    pub hashes: Hashes,
    /// What a reader needs to know of the corridor and the policies.
    #[serde(default)]
    pub context: Context,
}

/// What a reader of a study needs to know of the corridor and the policies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Title of the corridor.
    pub corridor: String,
    /// The policies, in order.
    pub policies: Vec<Titled>,
    /// Numbers of the corridor that are assumed (grade D).
    pub assumed: usize,
    /// All numbers of the corridor.
    pub numbers: usize,
    /// Documents that the policies and the varied numbers refer to.
    pub documents: Vec<Document>,
}

/// A policy for readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titled {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it stands for.
    pub description: String,
}

/// A factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Varied {
    /// Name of its column.
    pub name: String,
    /// `lever`, `dial`, `parameter`, `rule` or `posterior`.
    pub kind: String,
    /// Lowest number; none if its values are no numbers.
    pub low: Option<f64>,
    /// Highest number.
    pub high: Option<f64>,
    /// Listed values: numbers, names of rules, or rows of draws; none if any number of its range.
    pub values: Option<Vec<Json>>,
    /// The law by which coordinates are stretched over the range: `uniform`, or `two_piece_uniform`,
    /// whose median is the stated value; none if values are listed.
    pub law: Option<String>,
    /// Unit in words.
    pub unit: String,
    /// Grade of a parameter.
    pub grade: Option<String>,
    /// Status of a parameter.
    pub status: Option<String>,
    /// What a parameter means.
    #[serde(default)]
    pub meaning: Option<String>,
    /// Keys of the documents that a parameter comes from, separated by `;`.
    #[serde(default)]
    pub source: Option<String>,
}

/// An indicator that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicated {
    /// Code.
    pub code: String,
    /// What it is divided by.
    pub denominator: String,
}

/// What a study is simulated by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Version.
    pub version: String,
    /// Commit that it was built from.
    pub commit: String,
    /// Whether tracked files differed from that commit.
    pub changed_since_commit: String,
    /// SHA-256 of the program itself, where the commit does not say what it was built from; else the
    /// word `commit`, so that machines of different kinds can share a study.
    pub build: String,
}

impl Program {
    /// This program.
    ///
    /// # Errors
    /// [`OutputError`] if its file cannot be read.
    pub fn own() -> Result<Self, OutputError> {
        let build = if DIRTY == "no" {
            "commit".to_owned()
        } else {
            let path =
                std::env::current_exe().map_err(|it| OutputError::unread("the program", it))?;
            let bytes = std::fs::read(&path).map_err(|it| OutputError::unread(&path, it))?;
            sha256(&bytes)
        };
        Ok(Self {
            version: VERSION.to_owned(),
            commit: COMMIT.to_owned(),
            changed_since_commit: DIRTY.to_owned(),
            build,
        })
    }
}

/// SHA-256 of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashes {
    /// The study file.
    pub study_file: String,
    /// Every file of the corridor, by its path in the corridor's folder.
    pub corridor: BTreeMap<String, String>,
    /// Other files that the study file names, by the path that it gives.
    pub files: BTreeMap<String, String>,
}

impl Description {
    /// A study as it is simulated by `program`.
    pub fn of(study: &Study, program: Program) -> Self {
        let spec = &study.spec;
        let mut inputs = study.inputs.iter();
        let named = |(path, sha256): (&String, &String)| (path.clone(), sha256.clone());
        let study_file = inputs.next().map_or(String::new(), |it| it.sha256.clone());
        Self {
            schema_version: SCHEMA.to_owned(),
            sweep_id: study.id(),
            name: study.name.clone(),
            title: study.title.clone(),
            corridor: study.corridor.clone(),
            policies: study.policies.iter().map(|it| it.name.clone()).collect(),
            design: study.design,
            factors: study
                .factors
                .iter()
                .map(|it| varied(it, &study.world))
                .collect(),
            indicators: study
                .kept
                .iter()
                .map(|(it, by)| Indicated {
                    code: it.code.to_owned(),
                    denominator: by.name().to_owned(),
                })
                .collect(),
            outputs: if study.keeps_replications {
                vec!["replications".to_owned()]
            } else {
                Vec::new()
            },
            points: study.points.len() as u64,
            replications: study.replications,
            runs: study.extent().runs(),
            seed: spec.seed,
            scale: spec.scale,
            from: spec.from.to_string(),
            to: spec.to.to_string(),
            rule: spec.rule.name().to_owned(),
            without: spec
                .without
                .iter()
                .map(Mechanism::name)
                .map(str::to_owned)
                .collect(),
            fixed_parameters: spec.fixed_parameters,
            common_random_numbers: study.common_random_numbers,
            program,
            hashes: Hashes {
                study_file,
                corridor: study
                    .world
                    .inputs
                    .iter()
                    .map(|it| named((&it.path, &it.sha256)))
                    .collect(),
                files: inputs.map(|it| named((&it.path, &it.sha256))).collect(),
            },
            context: Context::of(study),
        }
    }

    /// The text of `study.json`.
    pub fn text(&self) -> String {
        format!("{:#}\n", json!(self))
    }

    /// How many points and runs there are.
    pub fn extent(&self) -> Extent {
        Extent {
            points: self.points,
            replications: u64::from(self.replications),
            policies: self.policies.len() as u64,
        }
    }

    /// Whether values of replications are written too.
    pub fn keeps_replications(&self) -> bool {
        !self.outputs.is_empty()
    }
}

impl Context {
    fn of(study: &Study) -> Self {
        let world = &study.world;
        let settings = study.policies.iter().flat_map(|it| &it.settings);
        let parameters = study.factors.iter().filter_map(|it| match it.sets {
            Sets::Parameter(id) => Some(&world.register.get(id).source),
            _ => None,
        });
        let keys = settings.map(|it| &it.source).chain(parameters);
        let cited: BTreeSet<&str> = keys.flat_map(|it| it.split(';')).map(str::trim).collect();
        let numbers = world.register.all();
        Self {
            corridor: world.title.clone(),
            policies: study
                .policies
                .iter()
                .map(|it| Titled {
                    name: it.name.clone(),
                    title: it.title.clone(),
                    description: it.description.clone(),
                })
                .collect(),
            assumed: numbers.iter().filter(|it| it.grade == Grade::D).count(),
            numbers: numbers.len(),
            documents: context::documents(world)
                .into_iter()
                .filter(|it| cited.contains(it.key.as_str()))
                .collect(),
        }
    }
}

fn varied(factor: &Factor, world: &World) -> Varied {
    let ends = factor.values.ends();
    let quantity = match factor.sets {
        Sets::Parameter(id) => Some(world.register.get(id)),
        _ => None,
    };
    let (values, law) = match &factor.values {
        Values::Uniform(..) => (None, Some("uniform")),
        Values::Register { .. } => (None, Some("two_piece_uniform")),
        Values::Numbers(list) => (Some(list.iter().map(|it| json!(it)).collect()), None),
        Values::Rules(list) => (Some(list.iter().map(|it| json!(it.name())).collect()), None),
        Values::Draws(list) => (Some((0..list.len()).map(|it| json!(it)).collect()), None),
    };
    Varied {
        name: factor.name.clone(),
        kind: factor.sets.kind().to_owned(),
        low: ends.map(|it| it.0),
        high: ends.map(|it| it.1),
        values,
        law: law.map(str::to_owned),
        unit: factor.unit(world).to_owned(),
        grade: quantity.map(|it| it.grade.letter().to_owned()),
        status: quantity.map(|it| it.status.name().to_owned()),
        meaning: quantity.map(|it| it.what.clone()),
        source: quantity.map(|it| it.source.clone()),
    }
}

/// Most differences that are told.
const MOST: usize = 20;

/// What differs between two descriptions, one line each: the key, what it was and what it is.
pub fn differences(was: &Json, is: &Json) -> Vec<String> {
    let mut found = Vec::new();
    compare("", was, is, &mut found);
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    if more > 0 {
        found.push(format!("and {more} more"));
    }
    found
}

fn compare(path: &str, was: &Json, is: &Json, found: &mut Vec<String>) {
    if was == is {
        return;
    }
    let below = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}: {key}")
        }
    };
    match (was, is) {
        (Json::Object(a), Json::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let side =
                    |it: &serde_json::Map<String, Json>| it.get(key).cloned().unwrap_or_default();
                compare(&below(key), &side(a), &side(b), found);
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            for (position, (a, b)) in a.iter().zip(b).enumerate() {
                compare(&below(&(position + 1).to_string()), a, b, found);
            }
        }
        _ => found.push(format!("{path}: was {}, is {}", shown(was), shown(is))),
    }
}

/// A value, shortened: hashes are told apart by their beginning.
fn shown(value: &Json) -> String {
    let text = match value {
        Json::Null => return "not there".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_name_key_and_both_values() {
        let was = json!({"seed": 1, "factors": [{"low": 0.0}], "hashes": {"corridor": {"links.csv": "ab"}}});
        let is = json!({"seed": 2, "factors": [{"low": 0.5}], "hashes": {"corridor": {}}});
        assert_eq!(
            differences(&was, &is),
            [
                "factors: 1: low: was 0.0, is 0.5",
                "hashes: corridor: links.csv: was ab, is not there",
                "seed: was 1, is 2",
            ]
        );
        assert!(differences(&was, &was).is_empty());
    }
}
