//! `manifest.json`: what a run was made from and what it wrote.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::context::Context;
use super::study::Description;
use super::uncertainty::Cover;
use super::{OutputError, csv, put_json, responsible, table::Written};
use crate::engine::Mechanism;
use crate::ids::StateId;
use crate::study::RunSpec;
use crate::units::hexadecimal;
use crate::world::World;
use crate::world::policy::{Dial, Lever, Policy};

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Commit that the program was built from, or `unknown`.
pub const COMMIT: &str = env!("CORREDOR_COMMIT");
/// Whether tracked files differed from that commit: `yes`, `no` or `unknown`.
pub const DIRTY: &str = env!("CORREDOR_DIRTY");

/// Version and commit in one word, for `runs.csv`.
pub fn code_version() -> String {
    let commit: String = COMMIT.chars().take(12).collect();
    let dirty = if DIRTY == "yes" { "-dirty" } else { "" };
    format!("{VERSION}+{commit}{dirty}")
}

/// SHA-256 of bytes in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// An input file and its hash.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Hashed {
    /// Path as given.
    pub path: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// What the world does not say about a run.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// The command as typed.
    pub command_line: &'a [String],
    /// Replications of each policy.
    pub replications: u32,
    /// How much of what is not known is covered, where all of it is varied.
    pub uncertainty: Option<Cover>,
    /// Threads used.
    pub threads: usize,
    /// Seconds from start to end.
    pub wall_seconds: f64,
    /// Policy files that were read.
    pub policy_files: &'a [Hashed],
    /// Files written.
    pub files: &'a [Written],
    /// What the reader should know.
    pub warnings: &'a [String],
}

/// Hash of everything that the results of a policy depend on.
pub fn config_sha256(world: &World, policy: &Policy, spec: &RunSpec) -> String {
    let inputs: Vec<Value> = world
        .inputs
        .iter()
        .map(|file| json!([file.path, file.sha256]))
        .collect();
    let config = json!({
        "version": VERSION,
        "corridor": world.name,
        "inputs": inputs,
        "levers": levers(world, policy, spec),
        "gates": gates(world, policy, spec),
        "held": held(policy),
        "timeline": policy.timeline,
        "changes": changes(world, policy),
        "rule": spec.rule.name(),
        "without": without(spec),
        "from": spec.from.to_string(),
        "to": spec.to.to_string(),
        "scale": spec.scale,
        "seed": spec.seed,
        "fixed_parameters": spec.fixed_parameters,
        "overrides": overrides(world, spec),
        "schema": csv::SCHEMA,
    });
    sha256(config.to_string().as_bytes())
}

/// Numbers with a value of their own, by name.
fn overrides<'a>(world: &'a World, spec: &RunSpec) -> Vec<(&'a str, f64)> {
    let numbers = spec.overrides.iter();
    numbers
        .map(|&(id, value)| (world.register.get(id).name.as_str(), value))
        .collect()
}

fn without(spec: &RunSpec) -> Vec<&'static str> {
    spec.without.iter().map(Mechanism::name).collect()
}

fn held(policy: &Policy) -> Vec<(&'static str, Option<usize>)> {
    let held = policy.settings.iter().filter(|setting| setting.held);
    held.map(|it| (it.lever.name(), it.state.map(StateId::index)))
        .collect()
}

/// The dated changes that hold under a policy, at the values of the register.
fn changes(world: &World, policy: &Policy) -> Vec<Value> {
    let fixed = world.register.fixed();
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    policy
        .dated(world)
        .into_iter()
        .map(|change| {
            json!({
                "id": change.id,
                "sets": format!("{:?}", change.target),
                "value": change.value.get(&fixed),
                "told": change.told,
                "state": change.state.map(|state| &world.states[state.index()].code),
                "nationalities": change.nationalities,
                "announced": change.announced.to_string(),
                "effective": change.effective.to_string(),
                "ramp_days": change.ramp_days,
                "expiry": date(change.expiry),
            })
        })
        .collect()
}

/// Value of every lever on the first day: one number, or one for each state where they differ.
pub(super) fn levers(
    world: &World,
    policy: &Policy,
    spec: &RunSpec,
) -> BTreeMap<&'static str, Value> {
    let in_force = policy.in_force(world, &world.register.fixed(), spec.from);
    Lever::ALL
        .into_iter()
        .map(|lever| {
            let by_state: Vec<f64> = (0..world.states.len())
                .map(|state| in_force.levers.get(StateId::from(state), lever))
                .collect();
            let first = by_state.first().copied().unwrap_or_default();
            let same = by_state
                .iter()
                .all(|value| value.to_bits() == first.to_bits());
            let value = if same {
                json!(first)
            } else {
                let named = world.states.iter().zip(&by_state);
                json!(
                    named
                        .map(|(state, value)| (state.code.as_str(), *value))
                        .collect::<BTreeMap<_, _>>()
                )
            };
            (lever.name(), value)
        })
        .collect()
}

/// Gates on the first day.
pub(super) fn gates<'a>(
    world: &'a World,
    policy: &Policy,
    spec: &RunSpec,
) -> BTreeMap<&'a str, &'static str> {
    let in_force = policy.in_force(world, &world.register.fixed(), spec.from);
    let open = |open: bool| if open { "open" } else { "closed" };
    world
        .gates
        .iter()
        .zip(&in_force.gates)
        .map(|(gate, &is_open)| (gate.id.as_str(), open(is_open)))
        .collect()
}

fn policy_json(world: &World, policy: &Policy, spec: &RunSpec) -> Value {
    let dials: BTreeMap<&str, Option<f64>> = Dial::ALL
        .into_iter()
        .map(|dial| (dial.name(), policy.dials[dial as usize]))
        .collect();
    let set: Vec<Value> = policy
        .settings
        .iter()
        .map(|setting| {
            json!({
                "lever": setting.lever.name(),
                "state": setting.state.map(|state| &world.states[state.index()].code),
                "value": setting.value,
                "reason": setting.reason,
                "source": setting.source,
                "held": setting.held,
            })
        })
        .collect();
    json!({
        "name": policy.name,
        "title": policy.title,
        "description": policy.description,
        "config_sha256": config_sha256(world, policy, spec),
        "dials": dials,
        "set_directly": set,
        "levers": levers(world, policy, spec),
        "gates": gates(world, policy, spec),
        "timeline": policy.timeline,
        "changes": changes(world, policy),
    })
}

/// Name in the folder.
pub const NAME: &str = "manifest.json";

/// Writes `manifest.json`.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write(
    folder: &Path,
    world: &World,
    policies: &[Policy],
    spec: &RunSpec,
    about: &About<'_>,
) -> Result<(), OutputError> {
    let described: Vec<Value> = policies
        .iter()
        .map(|policy| policy_json(world, policy, spec))
        .collect();
    let inputs: Vec<Hashed> = world
        .inputs
        .iter()
        .map(|file| Hashed {
            path: file.path.clone(),
            sha256: file.sha256.clone(),
        })
        .collect();
    let manifest = json!({
        "program": "corredor",
        "version": VERSION,
        "commit": COMMIT,
        "changed_since_commit": DIRTY,
        "schema_version": csv::SCHEMA,
        "command_line": about.command_line,
        "corridor": { "name": world.name, "title": world.title },
        "from": spec.from.to_string(),
        "to": spec.to.to_string(),
        "seed": spec.seed,
        "replications": about.replications,
        "scale": spec.scale,
        "uncertainty": about.uncertainty,
        "numbers_of_grade_c_and_d": if spec.fixed_parameters { "fixed" } else { "drawn" },
        "numbers_overridden": overrides(world, spec),
        "decision_rule": about.uncertainty.map_or(spec.rule.name(), |_| "every"),
        "mechanisms_switched_off": without(spec),
        "threads": about.threads,
        "wall_seconds": about.wall_seconds,
        "policies": described,
        "context": Context::of(world, spec),
        "inputs": inputs,
        "policy_files": about.policy_files,
        "files": about.files,
        "warnings": about.warnings,
        "responsible_use": { "version": responsible::VERSION, "text": responsible::TEXT },
        "license": responsible::LICENSE,
    });
    put_json(folder, NAME, &manifest)
}

/// What a study does not say about how it was carried out.
#[derive(Clone, Debug)]
pub struct AboutStudy<'a> {
    /// The command as typed.
    pub command_line: &'a [String],
    /// Threads used.
    pub threads: usize,
    /// When this command began.
    pub started: Instant,
    /// Seconds of it spent on the journal.
    pub journal_seconds: f64,
    /// What the reader should know.
    pub warnings: &'a [String],
}

/// Writes the `manifest.json` of a study, or of a share of it.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_study(
    folder: &Path,
    study: &Description,
    shard: Option<&str>,
    about: &AboutStudy<'_>,
    files: &[Written],
) -> Result<(), OutputError> {
    let manifest = json!({
        "program": "corredor",
        "version": VERSION,
        "commit": COMMIT,
        "changed_since_commit": DIRTY,
        "schema_version": csv::SCHEMA,
        "command_line": about.command_line,
        "study": study.sweep_id,
        "study_sha256": sha256(study.text().as_bytes()),
        "shard": shard,
        "threads": about.threads,
        "wall_seconds": about.started.elapsed().as_secs_f64(),
        "journal_seconds": about.journal_seconds,
        "files": files,
        "warnings": about.warnings,
        "responsible_use": { "version": responsible::VERSION, "text": responsible::TEXT },
        "license": responsible::LICENSE,
    });
    put_json(folder, NAME, &manifest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Rule, Without};
    use crate::ids::QuantityId;
    use crate::observe::fixture;
    use crate::world::policy::LeverSetting;

    #[test]
    fn the_hash_changes_with_what_results_depend_on() {
        let world = fixture::world();
        let spec = fixture::spec(&world, 1.0);
        let policy = fixture::policy("a");
        let hash = config_sha256(&world, &policy, &spec);
        assert_eq!(
            hash,
            config_sha256(&world, &fixture::policy("b"), &spec),
            "a name changes nothing"
        );
        let specs = [
            RunSpec {
                seed: 2,
                ..spec.clone()
            },
            RunSpec {
                rule: Rule::Crowd,
                ..spec.clone()
            },
            RunSpec {
                overrides: vec![(QuantityId(0), 0.5)],
                ..spec.clone()
            },
            RunSpec {
                without: Without::NONE.and(Mechanism::Credit),
                ..spec.clone()
            },
        ];
        let mut turned = policy.clone();
        turned.dials = [None, Some(1.0)];
        let mut dated = policy.clone();
        dated.timeline = true;
        let mut changed = policy.clone();
        changed.changes = world.timeline.clone();
        let mut set = policy.clone();
        set.settings = vec![LeverSetting {
            lever: Lever::Shelter,
            state: None,
            value: 0.9,
            reason: String::new(),
            source: String::new(),
            held: false,
        }];
        let mut held = set.clone();
        held.settings[0].held = true;
        let policies = [&turned, &dated, &changed, &set, &held];
        let mut hashes = vec![hash];
        hashes.extend(specs.iter().map(|it| config_sha256(&world, &policy, it)));
        hashes.extend(policies.map(|it| config_sha256(&world, it, &spec)));
        let all = hashes.len();
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }

    #[test]
    fn sha256_is_the_known_one() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
