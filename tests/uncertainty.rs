//! `compare --uncertainty full`: draws of all that is not known, each under every decision rule.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use assert_cmd::Command;

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corridors/small");

type Row = BTreeMap<String, String>;

fn table(folder: &Path, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn compare(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::cargo_bin("corredor")
        .unwrap()
        .current_dir(folder)
        .args([
            "compare",
            "securitised",
            "humanitarian",
            "--corridor",
            SMALL,
        ])
        .args(["--to", "2030-03-31", "--scale", "0.1", "--quiet"])
        .args(arguments)
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

#[test]
fn every_contrast_has_its_stability_over_draws_and_rules() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let full = ["--uncertainty", "full", "--draws", "4"];
    let with = |more: &[&str]| compare(folder, &[&full, more].concat());
    let (report, error, code) = with(&["--out", "one", "--threads", "1"]);
    assert_eq!(code, 0, "{error}");
    for says in [
        "stability Q1",
        "16 cells of 2 replications",
        "32 runs of each policy",
    ] {
        let flat = report.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(says), "{says}: {report}");
    }
    let out = folder.join("one");
    let contrasts = table(&out, "contrasts.csv");
    let mut told = 0;
    for row in contrasts.iter().filter(|it| it["paired_n"] == "16") {
        let number = |column: &str| -> f64 { row[column].parse().unwrap() };
        let (q1, agree) = (number("stability_q1"), number("p_sign"));
        assert!((0.0..=agree + 1e-9).contains(&q1), "{row:?}");
        told += 1;
    }
    assert!(told > 50, "{told}");

    let cells = table(&out, "cells.csv");
    let rules: BTreeSet<&str> = cells
        .iter()
        .map(|it| it["decision_rule"].as_str())
        .collect();
    let draws: BTreeSet<&str> = cells.iter().map(|it| it["draw_id"].as_str()).collect();
    assert_eq!((rules.len(), draws.len()), (4, 4));
    // The mean contrast is that of the cells.
    let of = |scenario: &str| -> Vec<f64> {
        let rows = cells.iter().filter(|it| {
            it["scenario_id"].ends_with(scenario)
                && it["indicator"] == "H11"
                && it["denominator"] == "per_1000_departures"
        });
        rows.map(|it| it["mean"].parse().unwrap()).collect()
    };
    let (first, second) = (of("securitised"), of("humanitarian"));
    let differences = second.iter().zip(&first).map(|(b, a)| b - a);
    let mean = differences.sum::<f64>() / 16.0;
    let row = contrasts.iter().find(|it| {
        it["indicator"] == "H11"
            && it["denominator"] == "per_1000_departures"
            && it["group_dim"] == "all"
            && it["state"] == "all"
    });
    let stated: f64 = row.unwrap()["diff_mean"].parse().unwrap();
    assert!(
        (stated - mean).abs() < 1e-6 * mean.abs().max(1.0),
        "{stated} {mean}"
    );
    assert!(
        first.iter().any(|it| (it - first[0]).abs() > 1e-9),
        "draws matter"
    );

    let grades: BTreeSet<String> = table(&out, "draws.csv")
        .iter()
        .map(|it| it["grade"].clone())
        .collect();
    assert!(!grades.contains("A") && grades.contains("D"), "{grades:?}");

    assert_eq!(with(&["--out", "two", "--threads", "3"]).2, 0);
    for name in ["contrasts.csv", "cells.csv", "draws.csv", "summary.csv"] {
        let bytes = |out: &str| fs::read(folder.join(out).join(name)).unwrap();
        assert!(bytes("one") == bytes("two"), "{name} depends on threads");
    }
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["uncertainty"]["draws"], 4);
    assert_eq!(manifest["decision_rule"], "every");
}

#[test]
fn a_table_of_draws_takes_the_place_of_ranges_and_usage_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(
        folder.join("posterior.csv"),
        "hazard.attack_share\n0.25\n0.5\n",
    )
    .unwrap();
    let full = [
        "--uncertainty",
        "full",
        "--draws",
        "2",
        "--replications",
        "1",
    ];
    let posterior = ["--posterior", "posterior.csv", "--out", "out"];
    let (_, error, code) = compare(folder, &[&full[..], &posterior].concat());
    assert_eq!(code, 0, "{error}");
    let draws = table(&folder.join("out"), "draws.csv");
    let values: Vec<&str> = draws
        .iter()
        .filter(|it| it["parameter"] == "hazard.attack_share")
        .map(|it| it["value"].as_str())
        .collect();
    assert_eq!(values, ["0.25", "0.5"]);
    // One replication does not show luck: nothing is resolved.
    let contrasts = table(&folder.join("out"), "contrasts.csv");
    assert!(contrasts.iter().all(|it| it["stability_q1"].is_empty()));

    for (arguments, says) in [
        (&["--draws", "3"][..], "without --uncertainty full"),
        (
            &["--posterior", "posterior.csv"],
            "without --uncertainty full",
        ),
        (
            &["--uncertainty", "full", "--rule", "crowd"],
            "leave --rule",
        ),
        (
            &["--uncertainty", "full", "--fixed-parameters"],
            "--fixed-parameters",
        ),
        (
            &["--uncertainty", "full", "--posterior", "absent.csv"],
            "absent.csv",
        ),
    ] {
        let (_, error, code) = compare(folder, arguments);
        assert_eq!(code, 2, "{arguments:?}: {error}");
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
}
