//! `datapackage.json` beside the tables of every command: all columns described, and rightly.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use corredor::output::dictionary;
use corredor::output::manifest::sha256;
use jiff::civil::Date;
use serde_json::Value;

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corridors/small");
const STUDY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/studies/small.toml");

fn corredor(folder: &Path, arguments: &[&str]) {
    let output = Command::cargo_bin("corredor")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .arg("--quiet")
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("datapackage.json")).unwrap()
}

fn is_month(cell: &str) -> bool {
    cell.len() == 7 && format!("{cell}-01").parse::<Date>().is_ok()
}

/// Whether a cell is what its field says.
fn fits(field: &Value, cell: &str) -> bool {
    let constraints = &field["constraints"];
    match field["type"].as_str().unwrap() {
        "string" => constraints.is_null() || cell == "all" || is_month(cell),
        "boolean" => ["true", "false"].contains(&cell),
        "yearmonth" => is_month(cell),
        "date" => cell.parse::<Date>().is_ok(),
        "integer" if constraints.is_null() => cell.parse::<i64>().is_ok(),
        "integer" => cell.parse::<u64>().is_ok(),
        "number" => cell.parse::<f64>().is_ok(),
        other => panic!("{other}"),
    }
}

/// Holds the description against the folder; gives the fields by table and name.
fn check(folder: &Path) -> BTreeMap<(String, String), Value> {
    let package: Value = serde_json::from_str(&text(folder)).unwrap();
    let mut described = BTreeMap::new();
    let mut names = BTreeSet::new();
    for table in package["resources"].as_array().unwrap() {
        let name = table["path"].as_str().unwrap().to_owned();
        let bytes = fs::read(folder.join(&name)).unwrap();
        assert_eq!(table["bytes"], bytes.len(), "{name}");
        let hash = format!("sha256:{}", sha256(&bytes));
        assert_eq!(table["hash"], hash.as_str(), "{name}");
        assert_eq!(
            table["description"],
            dictionary::find(&name).unwrap().what,
            "{name}"
        );
        let fields = table["schema"]["fields"].as_array().unwrap();
        let mut rows = csv::Reader::from_reader(bytes.as_slice());
        let header: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
        assert!(fields.iter().map(|it| &it["name"]).eq(&header), "{name}");
        let key: Vec<usize> = table["schema"]["primaryKey"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|key| header.iter().position(|it| key == it.as_str()).unwrap())
            .collect();
        let mut seen = BTreeSet::new();
        for row in rows.records() {
            let row = row.unwrap();
            for (field, cell) in fields.iter().zip(&row) {
                assert!(
                    cell.is_empty() || fits(field, cell),
                    "{name}: {field}: {cell}"
                );
            }
            let of_row: Vec<String> = key.iter().map(|&at| row[at].to_owned()).collect();
            assert!(of_row.iter().all(|it| !it.is_empty()), "{name}: {of_row:?}");
            assert!(
                key.is_empty() || seen.insert(of_row.clone()),
                "{name}: {of_row:?} twice"
            );
        }
        for field in fields {
            assert!(!field["description"].as_str().unwrap().is_empty());
            let named = field["name"].as_str().unwrap().to_owned();
            described.insert((name.clone(), named), field.clone());
        }
        names.insert(name);
    }
    let there: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|it| it == "csv" || it == "tmp")
        })
        .collect();
    assert_eq!(names, there);
    let said = package["responsible_use"]["text"].as_str().unwrap();
    assert!(said.contains("refoulement"));
    described
}

#[test]
fn every_column_of_runs_and_comparisons_is_described_with_its_type_and_key() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let window = ["--to", "2030-03-31", "--scale", "0.1", "--corridor", SMALL];
    let with = |arguments: &[&str]| corredor(folder, &[arguments, &window].concat());
    // The largest seed does not fit whole numbers with a sign.
    let seed = ["--seed", "18446744073709551615", "--replications", "2"];
    with(&[&["run", "--out", "run"], &seed[..]].concat());
    let fields = check(&folder.join("run"));
    let field = |table: &str, column: &str| &fields[&(table.to_owned(), column.to_owned())];
    assert_eq!(
        field("runs.csv", "seed")["constraints"]["maximum"],
        u64::MAX
    );
    assert_eq!(field("runs.csv", "ledger_ok")["type"], "boolean");
    assert_eq!(field("links_monthly.csv", "month")["type"], "yearmonth");
    assert_eq!(field("harms.csv", "month")["type"], "string");
    assert_eq!(field("market.csv", "price_usd")["unit"], "USD");
    let compare = ["compare", "securitised", "humanitarian", "--out"];
    with(&[&compare[..], &["pair"], &seed[2..]].concat());
    assert!(check(&folder.join("pair")).contains_key(&("contrasts.csv".into(), "p_sign".into())));
    let full = ["full", "--uncertainty", "full", "--draws", "2"];
    with(&[&compare[..], &full].concat());
    assert!(check(&folder.join("full")).contains_key(&("cells.csv".into(), "mean".into())));
    let before = text(&folder.join("pair"));
    with(&[&compare[..], &["again"], &seed[2..], &["--threads", "1"]].concat());
    assert_eq!(before, text(&folder.join("again")));
    with(&[&["run", "--out", "pair", "--force"], &seed[..]].concat());
    assert_eq!(text(&folder.join("run")), text(&folder.join("pair")));
}

#[test]
fn a_study_is_described_with_its_factors_and_then_with_its_analysis() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    corredor(folder, &["sweep", STUDY, "--out", "study"]);
    let study = folder.join("study");
    let fields = check(&study);
    for table in ["points.csv", "sweep.csv"] {
        let of = |name: &str| &fields[&(table.to_owned(), name.to_owned())];
        assert_eq!(of("shelter")["type"], "number");
        assert_eq!(of("rule")["type"], "string");
        let unit = of("hazard.attack_share")["unit"].as_str();
        assert!(unit.is_some_and(|it| !it.is_empty()));
    }
    corredor(folder, &["analyse", "study"]);
    let analysed = check(&study);
    assert!(analysed.len() > fields.len());
    assert!(fields.iter().all(|(name, field)| analysed[name] == *field));
    // The sweep, gone on with where nothing is left to do, describes what still stands there.
    let before = text(&study);
    corredor(folder, &["sweep", STUDY, "--out", "study", "--resume"]);
    assert_eq!(before, text(&study));
}
