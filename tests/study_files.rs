//! Study files: every fault at once, each with its place, what is wrong and what is allowed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use std::fs;

use corredor::scenario::Fault;
use corredor::study::sweep::Study;
use support::{root, small};

/// The faults of the small study after `from` was replaced by `to`, without the file they stand in.
fn faults(changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = fs::read_to_string(root().join("tests/studies/small.toml")).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    fs::write(&path, text).unwrap();
    fs::write(folder.path().join("empty.csv"), "shelter\n").unwrap();
    fs::write(
        folder.path().join("draws.csv"),
        "hazard.attack_shar,hazard.men_gbv_ratio\n0.1,-1\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("points.csv"),
        "shelter,BRU.interdiction,humanitarian,hazard.attack_share,rule,extra\n\
         2,0.1,0.5,0.5,expectd,1\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("drawn.csv"),
        "hazard.attack_share\n0.4\n0.5\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("listed.csv"),
        "shelter,BRU.interdiction,humanitarian,hazard.men_gbv_ratio,posterior\n\
         0.6,0.1,0.5,0.1,0.9\n",
    )
    .unwrap();
    let opened = |name: &str, _: &std::path::Path| match name {
        "../corridors/small" => Ok(small()),
        "broken" => Err(Fault::new("links.csv", Some(3), "to", "x", "unknown location").into()),
        _ => Err(Fault::new("", None, "", name, "no such corridor")
            .allowed("darien, or a folder")
            .near(name, ["darien", "../corridors/small"])
            .into()),
    };
    match Study::read(&path, &opened) {
        Ok(_) => Vec::new(),
        Err(faults) => {
            let here = format!("{}/", folder.path().display());
            faults
                .all()
                .iter()
                .map(|it| it.to_string().replace(&here, ""))
                .collect()
        }
    }
}

#[test]
fn the_file_that_is_changed_has_no_fault() {
    assert_eq!(faults(&[]), [""; 0]);
}

/// Changes of the study file, and the faults that they make.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

#[expect(clippy::too_many_lines, reason = "one list: every fault")]
#[test]
fn each_fault_is_told_with_its_place_and_what_is_allowed() {
    let cases: &[Case] = &[
        (
            &[("name = \"small\"", "nam = \"small\"")],
            &["study.toml:1: nam: unknown key; did you mean \"name\"?"],
        ),
        (
            &[("name = \"small\"", "name = \"a/b\"")],
            &["study.toml:1: name: \"a/b\": not an identifier; allowed: letters, digits, _ and -"],
        ),
        (
            &[("../corridors/small", "atlantis")],
            &[
                "study.toml:3: corridor: \"atlantis\": no such corridor; allowed: darien, or a folder",
            ],
        ),
        (
            &[("../corridors/small", "../corridor/smal")],
            &[
                "study.toml:3: corridor: \"../corridor/smal\": no such corridor; allowed: darien, or a folder; did you mean \"../corridors/small\"?",
            ],
        ),
        (
            &[("../corridors/small", "")],
            &["study.toml:3: corridor: empty"],
        ),
        (
            &[("../corridors/small", "broken")],
            &["broken/links.csv:3: to: \"x\": unknown location"],
        ),
        (
            &[("\"securitised\"", "\"securitsed\"")],
            &[
                "study.toml:4: policies: \"securitsed\": unknown policy; allowed: history, humanitarian, reference, securitised, or a file that ends in .toml; did you mean \"securitised\"?",
            ],
        ),
        (
            &[("\"securitised\"", "\"none.toml\"")],
            &[
                "study.toml:4: policies: \"none.toml\": cannot be read: No such file or directory (os error 2)",
            ],
        ),
        (
            &[("\"securitised\"", "\"humanitarian\"")],
            &[
                "study.toml:4: policies: \"humanitarian\": given twice",
                "study.toml:4: policies: \"humanitarian\": another policy is called humanitarian too",
            ],
        ),
        (
            &[("[\"securitised\", \"humanitarian\"]", "[]")],
            &["study.toml:4: policies: no policy; allowed: at least one"],
        ),
        (
            &[("replications = 2", "replications = 0")],
            &[
                "study.toml:5: replications: \"0\": below the lowest legal value; allowed: 1 to 1000000000",
            ],
        ),
        (
            &[("replications = 2", "replications = 1.5")],
            &["study.toml:5: replications: \"1.5\": not whole; allowed: a whole number"],
        ),
        (
            &[("seed = 7", "seed = \"x\"")],
            &["study.toml:6: seed: \"x\": wrong type; allowed: a number"],
        ),
        (
            &[("seed = 7", "seed = 9007199254740992")],
            &[
                "study.toml:6: seed: \"9007199254740992\": above the highest legal value; allowed: 0 to 9007199254740991",
            ],
        ),
        (
            &[("scale = 0.05", "scale = 0")],
            &["study.toml:7: scale: \"0\": not a share of the people; allowed: 0.000001 to 1"],
        ),
        (
            &[("2030-01-01", "1999-01-01")],
            &[
                "study.toml:8: from: \"1999-01-01\": outside the window of the corridor; allowed: 2030-01-01 to 2031-12-31",
            ],
        ),
        (
            &[("2030-02-28", "2030-01-09")],
            &[
                "study.toml:9: to: \"2030-01-09\": the window is too short; allowed: 30 days or more from 2030-01-01 on",
            ],
        ),
        (
            &[("seed = 7", "seed = 7\nrule = \"hope\"")],
            &[
                "study.toml:7: rule: \"hope\": unknown rule; allowed: prospect, expected, planned, crowd",
            ],
        ),
        (
            &[("seed = 7", "seed = 7\nwithout = [\"fun\"]")],
            &["study.toml:7: without: \"fun\": unknown mechanism"],
        ),
        (
            &[("seed = 7", "seed = 7\nfixed_parameters = 1")],
            &["study.toml:7: fixed_parameters: \"1\": wrong type; allowed: true or false"],
        ),
        (
            &[("\"H11\"", "\"H99\"")],
            &["study.toml:10: indicators: \"H99\": unknown indicator"],
        ),
        (
            &[("H4:per_1000_departures", "H4:per_1000_departure")],
            &[
                "study.toml:10: indicators: \"H4:per_1000_departure\": the indicator has no such denominator; allowed: per_1000_departures, per_1000_person_days, count, per_1000_crossings, per_1000_arrivals; did you mean \"per_1000_departures\"?",
            ],
        ),
        (
            &[(
                "\"F1\", \"H11\", \"H4:per_1000_departures\", \"P9:per_1000_in_need\", \"D1\"",
                "\"F1\"",
            )],
            &[
                "study.toml:10: indicators: no indicator of harm (H) among them; allowed: flows stand beside harm and protection, never alone",
                "study.toml:10: indicators: no indicator of protection (P) among them; allowed: flows stand beside harm and protection, never alone",
            ],
        ),
        (
            &[("\"replications\"", "\"deaths\"")],
            &["study.toml:11: outputs: \"deaths\": unknown output; allowed: replications"],
        ),
        (
            &[("latin_hypercube", "latin_hyper")],
            &[
                "study.toml:14: design.kind: \"latin_hyper\": unknown design; allowed: grid, one_at_a_time, latin_hypercube, sobol, saltelli, morris, list; did you mean \"latin_hypercube\"?",
            ],
        ),
        (
            &[("samples = 40", "levels = 40")],
            &[
                "study.toml:15: design.levels: unknown key",
                "study.toml:13: design.samples: missing key",
            ],
        ),
        (
            &[("latin_hypercube", "saltelli")],
            &["study.toml:13: design: samples = 40: give a power of two, such as 64"],
        ),
        (
            &[("samples = 40", "samples = 400000000")],
            &[
                "study.toml:15: design.samples: \"400000000\": above the highest legal value; allowed: 2 to 1000000",
            ],
        ),
        (
            &[
                ("latin_hypercube", "sobol"),
                ("samples = 40", "samples = 1"),
            ],
            &[
                "study.toml:15: design.samples: \"1\": below the lowest legal value; allowed: 2 to 65536",
            ],
        ),
        (
            &[("kind = \"dial\"", "kind = \"dail\"")],
            &[
                "study.toml:29: factors.kind: \"dail\": unknown kind of factor; allowed: lever, dial, parameter, rule, posterior; did you mean \"dial\"?",
            ],
        ),
        (
            &[("name = \"shelter\"", "name = \"sheltr\"")],
            &["study.toml:19: factors.name: \"sheltr\": unknown lever; did you mean \"shelter\"?"],
        ),
        (
            &[("\"BRU\"", "\"BRO\"")],
            &["study.toml:24: factors.state: \"BRO\": unknown state; did you mean \"BRU\"?"],
        ),
        (
            &[
                ("\"interdiction\"", "\"removal_capacity\""),
                ("high = 0.2", "high = 2"),
            ],
            &[
                "study.toml:23: factors.name: \"removal_capacity\": one number for the whole corridor: no state sets it",
            ],
        ),
        (
            &[("high = 0.2", "high = 2")],
            &["study.toml:26: factors.high: \"2\": above the highest legal value; allowed: 0 to 1"],
        ),
        (
            &[("high = 0.2", "high = 0")],
            &[
                "study.toml:25: factors.low: \"0\": low and high are no range; allowed: low under high; they are 0 and 0",
            ],
        ),
        (
            &[("high = 0.2", "values = []")],
            &[
                "study.toml:25: factors.low: \"0\": values are listed already; allowed: either values, or low, high and points",
                "study.toml:26: factors.values: no value; allowed: at least one",
            ],
        ),
        (
            &[("low = 0\nhigh = 0.2", "values = [0, 0.2, -0.0, 0.2]")],
            &[
                "study.toml:25: factors.values: \"-0.0\": given twice; allowed: each value once; `replications` repeats runs",
                "study.toml:25: factors.values: \"0.2\": given twice; allowed: each value once; `replications` repeats runs",
            ],
        ),
        (
            &[("kind = \"rule\"", "kind = \"rule\"\nvalues = \"crowd\"")],
            &["study.toml:38: factors.values: \"crowd\": wrong type; allowed: a list"],
        ),
        (
            &[("kind = \"rule\"", "kind = \"rule\"\nvalues = []")],
            &["study.toml:38: factors.values: no value; allowed: at least one"],
        ),
        (
            &[("high = 0.2", "points = 3")],
            &[
                "study.toml:26: factors.points: \"3\": only a grid has points of a factor; allowed: nothing",
            ],
        ),
        (
            &[("name = \"humanitarian\"", "name = \"human\"")],
            &[
                "study.toml:30: factors.name: \"human\": unknown dial; allowed: securitisation, humanitarian",
            ],
        ),
        (
            &[(
                "\"hazard.attack_share\"",
                "\"choice.harm_weight\"\nlow = -0.3",
            )],
            &[
                "study.toml:35: factors.low: \"-0.3\": below the lowest legal value; allowed: 0 to 1000000 (utils)",
            ],
        ),
        (
            &[("hazard.attack_share", "hazard.atack_share")],
            &[
                "study.toml:34: factors.name: \"hazard.atack_share\": unknown parameter; did you mean \"hazard.attack_share\"?",
            ],
        ),
        (
            &[(
                "kind = \"rule\"",
                "kind = \"rule\"\nvalues = [\"expected\", \"wild\"]",
            )],
            &[
                "study.toml:38: factors.values: \"wild\": unknown rule; allowed: prospect, expected, planned, crowd",
            ],
        ),
        (
            &[(
                "kind = \"rule\"",
                "kind = \"dial\"\nname = \"humanitarian\"",
            )],
            &["study.toml:36: factors: \"humanitarian\": given twice"],
        ),
        (
            &[(
                "kind = \"rule\"",
                "kind = \"posterior\"\nfile = \"draws.csv\"",
            )],
            &[
                "draws.csv:1: hazard.attack_shar: unknown parameter; did you mean \"hazard.attack_share\"?",
            ],
        ),
        (
            &[(
                "kind = \"rule\"",
                "kind = \"posterior\"\nfile = \"empty.csv\"",
            )],
            &["empty.csv: no row below the header; allowed: at least one row"],
        ),
        (
            &[(
                "kind = \"latin_hypercube\"\nsamples = 40",
                "kind = \"grid\"",
            )],
            &[
                "factors.points: missing key; allowed: points, or values, for every factor of a grid",
            ],
        ),
        (
            &[(
                "kind = \"latin_hypercube\"\nsamples = 40",
                "kind = \"list\"\nfile = \"points.csv\"",
            )],
            &[
                "points.csv:1: extra: no factor is called so",
                "points.csv:2: shelter: \"2\": above the highest legal value; allowed: 0 to 1",
                "points.csv:2: rule: \"expectd\": unknown rule; allowed: prospect, expected, planned, crowd; did you mean \"expected\"?",
            ],
        ),
        (
            &[("\"H4:per_1000_departures\"", "\"H11:per_1000_departures\"")],
            &["study.toml:10: indicators: \"H11:per_1000_departures\": another entry keeps it too"],
        ),
        (
            &[("seed = 7", "seed = 7\nrule = \"expected\"")],
            &["study.toml:7: rule: a factor sets the rule; allowed: one of the two"],
        ),
        (
            &[(
                "kind = \"rule\"",
                "kind = \"posterior\"\nfile = \"drawn.csv\"",
            )],
            &["study.toml:36: factors: \"hazard.attack_share\": set by another factor too"],
        ),
        (
            &[
                (
                    "kind = \"latin_hypercube\"\nsamples = 40",
                    "kind = \"list\"\nfile = \"listed.csv\"",
                ),
                (
                    "name = \"shelter\"",
                    "name = \"shelter\"\nvalues = [0.5, 0.7]",
                ),
                ("\"hazard.attack_share\"", "\"hazard.men_gbv_ratio\""),
                (
                    "kind = \"rule\"",
                    "kind = \"posterior\"\nfile = \"drawn.csv\"",
                ),
            ],
            &[
                "listed.csv:2: shelter: \"0.6\": not among the values of the factor; allowed: 0.5, 0.7",
                "listed.csv:2: posterior: \"0.9\": not whole; allowed: a whole number",
            ],
        ),
        (&[("seed = 7", "seed = ")], &["study.toml:6: not TOML: "]),
    ];
    let mut wrong = Vec::new();
    for (changes, expected) in cases {
        let found = faults(changes);
        let told = |part: &&str| found.iter().any(|it| it.contains(part));
        // A grid lacks the points of several factors.
        let more = changes[0].1 == "kind = \"grid\"";
        if !expected.iter().all(told) || (!more && found.len() != expected.len()) {
            wrong.push(format!("{changes:?}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_studies_of_the_examples_have_no_fault() {
    for name in ["studies/rescue.toml", "cluster/study.toml"] {
        let opened = |name: &str, _: &std::path::Path| corredor::scenario::embedded(name);
        let study = Study::read(&root().join("examples").join(name), &opened);
        assert!(study.is_ok(), "{name}: {}", study.unwrap_err());
    }
}

#[test]
fn faults_of_different_parts_are_told_together() {
    let found = faults(&[
        ("replications = 2", "replications = -1"),
        ("samples = 40", "samples = 1"),
        ("name = \"shelter\"", "name = \"sheltr\""),
        ("\"securitised\"", "\"securitsed\""),
    ]);
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn a_grid_crosses_values_and_points() {
    let text = "name = \"grid\"\ncorridor = \"c\"\npolicies = [\"reference\"]\nreplications = 1\nseed = 1\n[design]\nkind = \"grid\"\n\
                [[factors]]\nkind = \"lever\"\nname = \"shelter\"\npoints = 3\n\
                [[factors]]\nkind = \"dial\"\nname = \"humanitarian\"\nvalues = [0.2, 0.9]\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    fs::write(&path, text).unwrap();
    let study = Study::read(&path, &|_, _| Ok(small())).unwrap();
    let points: Vec<String> = study
        .points
        .iter()
        .map(|it| format!("{:?}", it.values))
        .collect();
    assert_eq!(points.len(), 6);
    assert_eq!(points[1], "[Number(0.0), Number(0.9)]");
    assert_eq!(points[2], "[Number(0.5), Number(0.2)]");
    assert_eq!(
        study.kept.len(),
        corredor::measures::catalogue::printed().len()
    );
}
