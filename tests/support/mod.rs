//! What the tests of the whole model share: corridors as files that can be patched, a small
//! generator, and one replication with its tally.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "every test file uses a part of it, and a test that cannot go on must fail"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use corredor::engine::simulate;
use corredor::measures::indicators;
use corredor::observe::Tally;
use corredor::scenario;
use corredor::study::{Counts, Denominator, Indicator, RunSpec};
use corredor::world::World;
use corredor::world::policy::{Lever, LeverSetting, Policy};

/// Files of a corridor by their path in its folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A small deterministic generator (`SplitMix64`).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

pub fn small_folder() -> PathBuf {
    root().join("tests/corridors/small")
}

/// The input files of the corridor in a folder.
pub fn files_in(folder: &Path) -> Files {
    let mut files = Files::new();
    for inner in ["", "policies/", "observed/"] {
        let Ok(entries) = fs::read_dir(folder.join(inner)) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let input = path
                .extension()
                .is_some_and(|it| it == "csv" || it == "toml");
            if input {
                let name = path.file_name().unwrap().to_str().unwrap();
                files.insert(format!("{inner}{name}"), fs::read(&path).unwrap());
            }
        }
    }
    files
}

pub fn small_files() -> Files {
    files_in(&small_folder())
}

pub fn world_of(files: &Files) -> World {
    scenario::load_files(files).unwrap_or_else(|faults| panic!("{faults}"))
}

pub fn small() -> World {
    world_of(&small_files())
}

pub fn darien() -> World {
    scenario::embedded("darien").unwrap_or_else(|faults| panic!("{faults}"))
}

/// The parameters of a corridor, with the default of one that it leaves out.
fn parameters_with(files: &Files, name: &str) -> String {
    let mut text = String::from_utf8(files["parameters.toml"].clone()).unwrap();
    let heading = format!("[{name}]\n");
    if !text.contains(&heading) {
        let defaults = fs::read_to_string(root().join("scenarios/defaults/parameters.toml"));
        let defaults = defaults.unwrap();
        let mut tables = defaults.split("\n\n");
        let table = tables.find(|table| table.starts_with(&heading));
        text = format!("{text}\n{}\n", table.unwrap_or_else(|| panic!("no {name}")));
    }
    text
}

/// Sets a parameter and its range.
pub fn set_parameter(files: &mut Files, name: &str, value: f64) {
    let text = parameters_with(files, name);
    let mut inside = false;
    let mut found = 0;
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if line.starts_with('[') {
                inside = line == format!("[{name}]");
            }
            if inside && line.starts_with("value =") {
                found += 1;
                format!("value = {value:?}")
            } else if inside && line.starts_with("range =") {
                found += 1;
                format!("range = [{value:?}, {value:?}]")
            } else {
                line.to_owned()
            }
        })
        .collect();
    assert_eq!(found, 2, "parameters.toml has no {name}");
    let text = lines.join("\n") + "\n";
    files.insert("parameters.toml".to_owned(), text.into_bytes());
}

/// Multiplies value, low and high of every hazard, and the hazard of stranded people.
pub fn scale_hazards(files: &mut Files, factor: f64) {
    let mut reader = csv::Reader::from_reader(files["hazards.csv"].as_slice());
    let header = reader.headers().unwrap().clone();
    let scaled: Vec<bool> = header
        .iter()
        .map(|name| ["value", "low", "high"].contains(&name))
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let is_share = row.iter().any(|cell| cell == "share");
        let cells = row.iter().zip(&scaled).map(|(cell, scaled)| {
            if *scaled && !is_share {
                format!("{:?}", cell.parse::<f64>().unwrap() * factor)
            } else {
                cell.to_owned()
            }
        });
        writer.write_record(cells).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    files.insert("hazards.csv".to_owned(), bytes);
    let name = "hazard.stranded_exploitation";
    let table: toml::Table = parameters_with(files, name).parse().unwrap();
    let stranded = &table["hazard"]["stranded_exploitation"]["value"];
    let stranded = stranded
        .as_float()
        .or_else(|| stranded.as_integer().map(|value| value as f64));
    set_parameter(files, name, stranded.unwrap() * factor);
}

/// The whole window, with the numbers at their values.
pub fn spec(world: &World, scale: f64) -> RunSpec {
    RunSpec {
        from: world.start,
        to: world.end,
        scale,
        seed: 20_241_212,
        fixed_parameters: true,
        ..RunSpec::of(world)
    }
}

pub fn run(world: &World, policy: &Policy, spec: &RunSpec, replication: u32) -> Tally {
    run_counted(world, policy, spec, replication).0
}

pub fn run_counted(
    world: &World,
    policy: &Policy,
    spec: &RunSpec,
    replication: u32,
) -> (Tally, Counts) {
    let mut tally = Tally::new(world, spec);
    let counts = simulate(world, policy, spec, replication, &mut tally)
        .unwrap_or_else(|error| panic!("{}: {error}", policy.name));
    (tally, counts)
}

pub fn values(world: &World, tally: &Tally, spec: &RunSpec) -> Vec<Indicator> {
    indicators(world, tally, spec.scale)
}

/// The value of an indicator for everyone, everywhere.
pub fn total(list: &[Indicator], code: &str, denominator: Denominator) -> f64 {
    let found = list
        .iter()
        .find(|it| it.key.code == code && it.key.denominator == denominator && it.key.is_total());
    let found = found.unwrap_or_else(|| panic!("no {code} {}", denominator.name()));
    found
        .value
        .unwrap_or_else(|| panic!("no value of {code} {}", denominator.name()))
}

/// A policy of the corridor.
pub fn policy(world: &World, name: &str) -> Policy {
    world
        .policy(name)
        .unwrap_or_else(|| panic!("no policy {name}"))
        .clone()
}

/// The reference policy.
pub fn reference(world: &World) -> Policy {
    policy(world, &world.reference)
}

/// Sets a lever everywhere, whatever the policy set it to; `held` against dated changes or not.
pub fn set_lever(policy: &mut Policy, lever: Lever, value: f64, held: bool) {
    policy.settings.retain(|setting| setting.lever != lever);
    policy.settings.push(LeverSetting {
        lever,
        state: None,
        value,
        reason: "test".to_owned(),
        source: "assumption".to_owned(),
        held,
    });
}

/// Applies `f` to each number below `count` on two threads; results come in order.
pub fn on_two_threads<T: Send>(count: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let half =
        |odd: usize| -> Vec<(usize, T)> { (odd..count).step_by(2).map(|at| (at, f(at))).collect() };
    let mut all = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        let mut all = half(0);
        all.extend(other.join().unwrap());
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, value)| value).collect()
}
