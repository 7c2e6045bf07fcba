//! `analyse` on studies whose answers are known: the folder is written by a made-up model.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use corredor::study::design::{Design, coordinates, listed};
use corredor::study::sensitivity::functions::ishigami;
use serde_json::json;

const RULES: [&str; 3] = ["prospect", "expected", "crowd"];
const KEPT: [(&str, &str); 4] = [
    ("H11", "per_1000_departures"),
    ("P9", "per_1000_in_need"),
    ("F4", "per_1000_departures"),
    ("F4", "count"),
];

/// Three numbers over [-1, 1] and, with `rule`, the decision rule.
fn study(folder: &Path, design: Design, rule: bool, model: &dyn Fn(usize, &str, &[f64]) -> f64) {
    let mut factors: Vec<_> = ["hazard.one", "hazard.two", "choice.three"]
        .iter()
        .zip(["D", "C", "D"])
        .map(|(name, grade)| {
            json!({"name": name, "kind": "parameter", "low": -1.0, "high": 1.0, "values": null,
                   "unit": "share", "grade": grade, "status": "assumption"})
        })
        .collect();
    let mut levels = vec![None; 3];
    if rule {
        factors.push(
            json!({"name": "rule", "kind": "rule", "low": null, "high": null, "values": RULES}),
        );
        levels.push(Some(RULES.len()));
    }
    let names: Vec<&str> = factors
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    let indicators: Vec<_> = KEPT
        .iter()
        .map(|(code, by)| json!({"code": code, "denominator": by}))
        .collect();
    let stated = json!({"name": "made_up", "design": design, "factors": factors,
        "policies": ["open", "shut"], "indicators": indicators, "seed": 7, "scale": 0.01,
        "replications": 4, "common_random_numbers": false});
    fs::write(folder.join("study.json"), stated.to_string()).unwrap();
    let header = names.join(",");
    let mut points = format!("point_id,block,row,{header}\n");
    let mut sweep =
        format!("sweep_id,point_id,policy,{header},indicator,denominator,mean,mcse,n_runs\n");
    for (id, point) in coordinates(&design, &levels, 7).iter().enumerate() {
        let mut at: Vec<f64> = point.at.iter().map(|at| 2.0 * at - 1.0).collect();
        let mut cells: Vec<String> = at.iter().take(3).map(f64::to_string).collect();
        if rule {
            let number = listed(point.at[3], RULES.len());
            at[3] = number as f64;
            cells.push(RULES[number].to_owned());
        }
        let cells = cells.join(",");
        writeln!(points, "{id},{},{},{cells}", point.block, point.row).unwrap();
        for (policy, name) in ["open", "shut"].iter().enumerate() {
            for (code, by) in KEPT {
                let mean = model(policy, code, &at);
                writeln!(
                    sweep,
                    "made_up-7,{id},{name},{cells},{code},{by},{mean},0.01,4"
                )
                .unwrap();
            }
        }
    }
    fs::write(folder.join("points.csv"), points).unwrap();
    fs::write(folder.join("sweep.csv"), sweep).unwrap();
}

/// Harm under `shut` is larger unless the first number is over 0.4; the rule `crowd` doubles it.
fn model(policy: usize, code: &str, at: &[f64]) -> f64 {
    let crowd = at.get(3).is_some_and(|it| *it > 1.5);
    match (code, policy) {
        ("H11", 0) => 50.0 + at[1] + if crowd { 25.0 } else { 0.0 },
        ("H11", _) => 54.0 + at[1] - 10.0 * at[0] + if crowd { 25.0 } else { 0.0 },
        ("P9", 0) => 300.0,
        ("P9", _) => 200.0,
        _ => 1000.0 - 500.0 * policy as f64,
    }
}

fn analyse(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::cargo_bin("corredor")
        .unwrap()
        .args(["analyse", "--no-report"])
        .arg(folder)
        .args(arguments)
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

type Row = BTreeMap<String, String>;

fn table(folder: &Path, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

#[test]
fn a_filling_design_tells_where_a_sign_holds_and_on_what_it_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    study(folder, Design::Sobol { samples: 512 }, true, &model);
    let (report, _, code) = analyse(folder, &[]);
    assert_eq!(code, 0, "{report}");
    let width = report.lines().map(|line| line.chars().count()).max();
    assert!(width.unwrap() <= 110, "{report}");

    let stability = table(folder, "stability.csv");
    let of = |code: &str| {
        stability
            .iter()
            .find(|row| row["indicator"] == code)
            .unwrap()
    };
    let harm = of("H11");
    assert!(
        (number(harm, "stability_q1") - 0.7).abs() < 0.01,
        "{harm:?}"
    );
    assert!((number(harm, "against") - 0.3).abs() < 0.01);
    assert_eq!(harm["resolved"], "false");
    assert_eq!(
        (
            of("P9")["stability_q1"].as_str(),
            of("P9")["resolved"].as_str()
        ),
        ("1", "true")
    );
    assert!(stability.iter().all(|row| row["indicator"] != "F4"));
    assert!(
        report.contains("unresolved") && report.contains("holds"),
        "{report}"
    );

    let ledger = table(folder, "assumption_ledger.csv");
    let hangs = |factor: &str| {
        let mut rows = ledger.iter();
        let row = rows.find(|it| it["factor"] == factor && it["indicator"] == "H11");
        row.unwrap()["hangs"].clone()
    };
    assert_eq!(hangs("hazard.one"), "yes");
    for other in ["hazard.two", "choice.three", "rule"] {
        assert_eq!(hangs(other), "no", "{other}");
    }
    assert!(
        report.contains("hangs on hazard.one * (100 % to 0 %)"),
        "{report}"
    );

    let boxes = table(folder, "boxes.csv");
    let turned: Vec<&Row> = boxes
        .iter()
        .filter(|it| it["case"] == "other_sign")
        .collect();
    assert_eq!(turned.len(), 1, "{boxes:?}");
    assert_eq!(turned[0]["factor"], "hazard.one");
    assert!(
        (number(turned[0], "low") - 0.4).abs() < 0.05 && turned[0]["high"].is_empty(),
        "{turned:?}"
    );
    assert!(number(turned[0], "density") > 0.92 && number(turned[0], "coverage") > 0.92);
    let crowd = boxes
        .iter()
        .find(|it| it["policy"] == "open" && it["label"] == "crowd");
    assert_eq!(crowd.unwrap()["case"], "misses_limit");

    let correlations = table(folder, "sensitivity.csv");
    let of_one = correlations.iter().find(|it| {
        it["minus"] == "open" && it["factor"] == "hazard.one" && it["indicator"] == "H11"
    });
    assert!(of_one.is_none() || number(of_one.unwrap(), "value") < -0.9);

    let regret = table(folder, "regret.csv");
    let of = |policy: &str| {
        let mut rows = regret.iter();
        rows.find(|it| it["indicator"] == "H11" && it["policy"] == policy)
            .unwrap()
    };
    // Regret of `shut` is max(0, 4 - 10 x), of `open` max(0, 10 x - 4), over x uniform in [-1, 1].
    assert!((number(of("shut"), "regret_mean") - 14.0 * 14.0 / 40.0).abs() < 0.05);
    assert!((number(of("open"), "regret_mean") - 36.0 / 40.0).abs() < 0.05);
    assert!((number(of("open"), "share_best") - 0.7).abs() < 0.01);

    let tornado = table(folder, "tornado.csv");
    let first = tornado
        .iter()
        .find(|it| it["minus"] == "open" && it["indicator"] == "H11");
    assert_eq!(first.unwrap()["factor"], "hazard.one");
    assert!((number(first.unwrap(), "swing") - 16.0).abs() < 0.2);
}

#[test]
fn replications_that_are_kept_make_signs_sharp() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    study(
        folder,
        Design::LatinHypercube { samples: 40 },
        false,
        &model,
    );
    let path = folder.join("sweep.csv");
    let loud = fs::read_to_string(&path)
        .unwrap()
        .replace(",0.01,4", ",90,4");
    fs::write(&path, loud).unwrap();
    let q1 = || {
        assert_eq!(analyse(folder, &[]).2, 0);
        let rows = table(folder, "stability.csv");
        let row = rows.into_iter().find(|it| it["indicator"] == "P9");
        number(&row.unwrap(), "stability_q1")
    };
    assert!(
        q1() < 0.1,
        "luck of both policies is larger than the difference"
    );
    // The same luck in both: 100 less for everyone, up to a little.
    let mut text = "sweep_id,point_id,policy,replication,indicator,denominator,value\n".to_owned();
    for point in 0..40 {
        for (policy, level) in [("open", 300.0), ("shut", 200.0)] {
            for replication in 0..4 {
                let luck = f64::from(replication) * (80.0 + f64::from(point % 3) / level);
                for (code, by) in KEPT {
                    let value = level + luck;
                    writeln!(
                        text,
                        "made_up-7,{point},{policy},{replication},{code},{by},{value}"
                    )
                    .unwrap();
                }
            }
        }
    }
    let path = folder.join("replications.csv");
    fs::write(&path, &text).unwrap();
    assert!((q1() - 1.0).abs() < 1e-12);
    let short: Vec<&str> = text.lines().take(9).collect();
    fs::write(&path, short.join("\n")).unwrap();
    fs::remove_file(folder.join("datapackage.json")).unwrap();
    let (_, error, code) = analyse(folder, &[]);
    assert_eq!(code, 2);
    assert!(error.contains("8 rows where the study has 1280"), "{error}");
}

#[test]
fn crossed_samples_give_the_indices_of_the_function() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let design = Design::Saltelli {
        samples: 1024,
        second_order: false,
    };
    let unit = |at: &[f64]| -> Vec<f64> { at.iter().map(|it| f64::midpoint(*it, 1.0)).collect() };
    study(folder, design, false, &|_, _, at| ishigami(&unit(at)));
    let (report, _, code) = analyse(folder, &["--policy", "open", "--indicator", "H11"]);
    assert_eq!(code, 0);
    assert!(
        report.contains("Sobol total") && report.contains("there is one"),
        "{report}"
    );
    let rows = table(folder, "sensitivity.csv");
    for (factor, first, total) in [
        ("hazard.one", 0.3139, 0.5576),
        ("hazard.two", 0.4424, 0.4424),
        ("choice.three", 0.0, 0.2437),
    ] {
        let of = |measure: &str| {
            let mut rows = rows.iter();
            let row = rows.find(|it| it["factor"] == factor && it["measure"] == measure);
            let row = row.unwrap();
            (
                number(row, "value"),
                number(row, "q025"),
                number(row, "q975"),
            )
        };
        for (found, expected) in [(of("sobol_first"), first), (of("sobol_total"), total)] {
            assert!(
                (found.0 - expected).abs() < 0.03,
                "{factor}: {found:?}, {expected}"
            );
            assert!(found.1 < found.0 && found.0 < found.2);
        }
    }
}

#[test]
fn walks_and_single_changes_give_what_they_can_and_say_what_they_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let design = Design::Morris {
        trajectories: 8,
        levels: 4,
    };
    study(folder, design, true, &model);
    let (report, _, code) = analyse(folder, &["--indicator", "H11"]);
    assert_eq!(code, 0);
    assert!(
        report.contains("The assumption ledger: walks are too few"),
        "{report}"
    );
    let rows = table(folder, "sensitivity.csv");
    let of = |policy: &str, minus: &str, factor: &str, measure: &str| {
        rows.iter()
            .find(|it| {
                it["policy"] == policy
                    && it["minus"] == minus
                    && it["factor"] == factor
                    && it["measure"] == measure
            })
            .map(|row| number(row, "value"))
    };
    // Effects are changes over the whole range, which is 2 wide.
    assert!((of("shut", "open", "hazard.one", "morris_mu").unwrap() + 20.0).abs() < 1e-6);
    assert!((of("open", "", "hazard.two", "morris_mu_star").unwrap() - 2.0).abs() < 1e-6);
    assert!(of("open", "", "rule", "morris_mu").is_none());
    let tornado = table(folder, "tornado.csv");
    let first = tornado.iter().find(|it| it["minus"] == "open").unwrap();
    assert_eq!(first["factor"], "hazard.one");
    assert!((number(first, "swing") - 20.0).abs() < 1e-6 && first["value_high"] == "1");

    let other = tempfile::tempdir().unwrap();
    let other = other.path();
    study(other, Design::OneAtATime, false, &model);
    assert_eq!(analyse(other, &["--indicator", "H11"]).2, 0);
    let ledger = table(other, "assumption_ledger.csv");
    let hangs: Vec<&str> = ledger.iter().map(|it| it["hangs"].as_str()).collect();
    assert_eq!(hangs, ["yes", "no", "no"]);
    assert_eq!(
        (ledger[0]["q1_low"].as_str(), ledger[0]["q1_high"].as_str()),
        ("1", "0")
    );
    let tornado = table(other, "tornado.csv");
    let first = tornado.iter().find(|it| it["minus"] == "open").unwrap();
    assert_eq!(
        (first["value_low"].as_str(), first["mean_low"].as_str()),
        ("-1", "14")
    );
}

#[test]
fn limits_are_of_rates_that_are_scored_and_no_flow_stands_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    study(
        folder,
        Design::LatinHypercube { samples: 60 },
        false,
        &model,
    );
    let (report, _, code) = analyse(folder, &["--limit", "H11=52", "--limit", "P9=250"]);
    assert_eq!(code, 0, "{report}");
    assert!(
        report.contains("Every limit is met in: open 100 %, shut 0 %"),
        "{report}"
    );
    for (limit, says) in [
        (
            "F4:per_1000_departures=10",
            "a flow or a total has no limit",
        ),
        ("H12=3", "did not keep it"),
        ("H11", "such as H4"),
    ] {
        let (_, error, code) = analyse(folder, &["--limit", limit]);
        assert_eq!(code, 2);
        assert!(error.contains(says), "{limit}: {error}");
    }
    let (report, ..) = analyse(folder, &["--indicator", "F4:per_1000_departures"]);
    for beside in ["Arrivals", "Serious harm", "Effective protection"] {
        assert!(report.contains(beside), "{beside}: {report}");
    }
    let rows = table(folder, "regret.csv");
    assert!(rows.iter().all(|row| row["indicator"] != "F4"));
    let (_, error, code) = analyse(folder, &["--policy", "opne", "--indicator", "H1"]);
    assert_eq!(code, 2);
    assert!(
        error.contains("did you mean open?") && error.contains("--indicator H1"),
        "{error}"
    );
}

#[test]
fn a_folder_that_is_no_finished_study_is_refused_with_every_fault() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (_, error, code) = analyse(folder, &[]);
    assert_eq!(code, 2);
    assert!(error.contains("corredor sweep"), "{error}");
    study(folder, Design::OneAtATime, false, &model);
    let path = folder.join("sweep.csv");
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.truncate(lines.len() - 2);
    lines[2] = lines[2].replace("open", "ajar");
    lines[5] = lines[5].replace("0.01,4", "x,4");
    fs::write(&path, lines.join("\n")).unwrap();
    let (_, error, code) = analyse(folder, &[]);
    assert_eq!(code, 2);
    for says in [
        "sweep.csv:3: policy: \"ajar\"",
        "sweep.csv:6: mcse: \"x\"",
        "3 rows are missing",
    ] {
        assert!(error.contains(says), "{says}: {error}");
    }
    for name in ["stability.csv", "stability.csv.tmp"] {
        assert!(!folder.join(name).exists(), "{name}");
    }
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    study(
        folder,
        Design::Saltelli {
            samples: 64,
            second_order: true,
        },
        true,
        &model,
    );
    let bytes = || {
        assert_eq!(analyse(folder, &["--indicator", "all"]).2, 0);
        let names = [
            "sensitivity.csv",
            "boxes.csv",
            "tornado.csv",
            "stability.csv",
        ];
        names.map(|name| fs::read(folder.join(name)).unwrap())
    };
    assert_eq!(bytes(), bytes());
    let rows = table(folder, "sensitivity.csv");
    assert!(rows.iter().any(|row| row["measure"] == "sobol_second"));
}
