//! Golden outputs: what every corridor of the repository gave when its results were last blessed.
//!
//! A difference means that a result changed. If it was meant to:
//!
//! 1. bless with `CORREDOR_BLESS=1 cargo test --test golden`;
//! 2. read the diff of `tests/golden`;
//! 3. say in `CHANGELOG.md` what changed and why.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use corredor::study::{Denominator, RunSpec, Summary};
use corredor::world::World;

/// Largest relative difference that is no difference.
const TOLERANCE: f64 = 1e-10;
/// Differences that are shown.
const SHOWN: usize = 20;
const REPLICATIONS: usize = 2;
/// People that a corridor is scaled down to, about.
const PEOPLE: f64 = 5_000.0;
const HEADER: &str = "policy,code,denominator,group_dim,group,state,mean";

/// Every corridor of the repository: the folders of `scenarios` and the one of the tests.
fn corridors() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(support::root().join("scenarios"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("corridor.toml").is_file())
        .collect();
    folders.push(support::small_folder());
    folders.sort();
    folders
}

/// The scale for about [`PEOPLE`]: a power of ten times 1, 2 or 5.
fn scale(world: &World) -> f64 {
    let people: f64 = world
        .origins
        .iter()
        .flat_map(|origin| &origin.departures)
        .sum();
    [1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002]
        .into_iter()
        .find(|scale| people * scale <= PEOPLE)
        .unwrap_or(0.001)
}

/// Means of every indicator by cell: total, gender, age, nationality and state; counts in total only,
/// since rates tell the same of the others.
fn cells(world: &World) -> BTreeMap<String, Option<f64>> {
    let spec = RunSpec {
        seed: 1,
        ..support::spec(world, scale(world))
    };
    let runs = support::on_two_threads(world.policies.len() * REPLICATIONS, |at| {
        let policy = &world.policies[at / REPLICATIONS];
        let tally = support::run(world, policy, &spec, (at % REPLICATIONS) as u32);
        support::values(world, &tally, &spec)
    });
    let mut cells = BTreeMap::new();
    for (policy, lists) in world.policies.iter().zip(runs.chunks(REPLICATIONS)) {
        for (at, first) in lists[0].iter().enumerate() {
            let key = &first.key;
            if key.denominator == Denominator::Count && !key.is_total() {
                continue;
            }
            let name = format!(
                "{},{},{},{},{},{}",
                policy.name,
                key.code,
                key.denominator.name(),
                key.group_dim,
                key.group,
                key.state
            );
            let mean = Summary::of(lists.iter().filter_map(|list| list[at].value));
            let before = cells.insert(name.clone(), mean.map(|summary| summary.mean));
            assert!(before.is_none(), "two cells are called {name}");
        }
    }
    cells
}

fn written(cells: &BTreeMap<String, Option<f64>>) -> String {
    let mut text = format!("{HEADER}\n");
    for (name, value) in cells {
        let value = value.map_or_else(String::new, |value| format!("{value}"));
        writeln!(text, "{name},{value}").unwrap();
    }
    text
}

fn read(path: &Path) -> BTreeMap<String, Option<f64>> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return BTreeMap::new();
    }
    lines
        .map(|line| {
            let (name, value) = line.rsplit_once(',').unwrap();
            let value = (!value.is_empty()).then(|| value.parse().unwrap());
            (name.to_owned(), value)
        })
        .collect()
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn differences(
    expected: &BTreeMap<String, Option<f64>>,
    found: &BTreeMap<String, Option<f64>>,
) -> Vec<String> {
    let show = |value: Option<&Option<f64>>| match value {
        None => "no such cell".to_owned(),
        Some(None) => "no value".to_owned(),
        Some(Some(value)) => value.to_string(),
    };
    let mut names: Vec<&String> = expected.keys().chain(found.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| {
            let (a, b) = (expected.get(name), found.get(name));
            let equal = a.zip(b).is_some_and(|(&a, &b)| same(a, b));
            (!equal).then(|| format!("  {name}\n    blessed {}\n    now     {}", show(a), show(b)))
        })
        .collect()
}

#[test]
fn results_are_the_blessed_ones() {
    let bless = std::env::var_os("CORREDOR_BLESS").is_some_and(|it| it == "1");
    let folder = support::root().join("tests/golden");
    let mut told = String::new();
    let mut names = Vec::new();
    for corridor in corridors() {
        let world = support::world_of(&support::files_in(&corridor));
        let name = corridor.file_name().unwrap().to_str().unwrap();
        let path = folder.join(format!("{name}.csv"));
        names.push(format!("{name}.csv"));
        let found = cells(&world);
        assert!(found.len() > 100, "{name} has only {} cells", found.len());
        if bless {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, written(&found)).unwrap();
        }
        let expected = read(&path);
        let differences = differences(&expected, &found);
        if !differences.is_empty() {
            writeln!(
                told,
                "{name}: {} of {} cells differ from tests/golden/{name}.csv; the first are",
                differences.len(),
                found.len()
            )
            .unwrap();
            for difference in differences.iter().take(SHOWN) {
                writeln!(told, "{difference}").unwrap();
            }
        }
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !names.contains(&name) {
            writeln!(told, "tests/golden/{name} belongs to no corridor").unwrap();
        }
    }
    assert!(
        told.is_empty(),
        "\n{told}\nIf results were meant to change: CORREDOR_BLESS=1 cargo test --test golden, read \
         the diff of tests/golden, and say in CHANGELOG.md what changed and why.\n"
    );
}

#[test]
fn a_difference_is_told_by_cell() {
    let of = |value: Option<f64>| BTreeMap::from([("a,F1".to_owned(), value)]);
    assert!(differences(&of(Some(1.0)), &of(Some(1.0 + 1e-12))).is_empty());
    assert!(differences(&of(None), &of(None)).is_empty());
    assert!(differences(&of(Some(0.0)), &of(Some(0.0))).is_empty());
    let told = differences(&of(Some(1.0)), &of(Some(1.0 + 1e-9)));
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("a,F1") && told[0].contains("blessed 1\n"));
    assert!(differences(&of(Some(1.0)), &of(None))[0].contains("no value"));
    assert!(differences(&BTreeMap::new(), &of(None))[0].contains("no such cell"));
}
