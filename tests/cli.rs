//! The command as people use it: results on standard output, faults with the fix, exit codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

#[path = "cli/answers.rs"]
mod answers;
#[path = "cli/refusals.rs"]
mod refusals;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use corredor::output::dictionary;
use tempfile::TempDir;

/// Few enough people to be quick.
const SMALL: [&str; 4] = ["--scale", "0.002", "--replications", "2"];

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn corredor(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::cargo_bin("corredor")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn small(folder: &Path, arguments: &[&str]) -> Ran {
    corredor(folder, &[arguments, &SMALL].concat())
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn comparing_works_in_an_empty_folder_and_prints_harm_flow_and_protection_together() {
    let folder = folder();
    let ran = small(folder.path(), &["compare", "securitised", "humanitarian"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "seed 20241212",
        "Serious harm",
        "Deaths",
        "Left by companions",
        "Arrivals",
        "Effective protection",
        "Deflected",
        "interpretations",
        "Public spend",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 110),
        "{}",
        ran.out
    );
    assert!(
        !ran.out.contains('\u{1b}'),
        "no colour where there is no terminal"
    );
    let results = folder
        .path()
        .join("out/securitised-vs-humanitarian-20241212");
    let mut names: Vec<String> = fs::read_dir(&results)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut expected: Vec<&str> = dictionary::TABLES.iter().map(|it| it.name).collect();
    expected.extend(["datapackage.json", "manifest.json", "report.html"]);
    expected.sort_unstable();
    assert_eq!(names, expected);
    for table in dictionary::TABLES {
        let text = fs::read_to_string(results.join(table.name)).unwrap();
        assert_eq!(text.lines().next(), Some(table.header), "{}", table.name);
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(results.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["seed"], 20_241_212);
    assert_eq!(manifest["policies"][1]["name"], "humanitarian");
    assert!(!manifest["inputs"].as_array().unwrap().is_empty());
    for file in manifest["files"].as_array().unwrap() {
        let text = fs::read_to_string(results.join(file["name"].as_str().unwrap())).unwrap();
        assert_eq!(
            text.lines().count() as u64,
            file["rows"].as_u64().unwrap() + 1,
            "{file}"
        );
    }
}

#[test]
fn tables_do_not_depend_on_threads() {
    let folder = folder();
    for threads in ["1", "3", "1024"] {
        let ran = small(
            folder.path(),
            &["run", "--threads", threads, "--out", threads, "--quiet"],
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(ran.err, "");
    }
    for entry in fs::read_dir(folder.path().join("1")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "csv") {
            for threads in ["3", "1024"] {
                let other = folder.path().join(threads);
                let other = other.join(path.file_name().unwrap());
                assert!(
                    fs::read(&path).unwrap() == fs::read(other).unwrap(),
                    "{}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn results_are_not_replaced_unless_asked() {
    let folder = folder();
    assert_eq!(small(folder.path(), &["run", "--out", "here"]).code, 0);
    let again = small(folder.path(), &["run", "--out", "here"]);
    assert_eq!(again.code, 2);
    assert!(
        again.err.contains("--force") && again.err.contains("--out"),
        "{}",
        again.err
    );
    assert_eq!(
        small(folder.path(), &["run", "--out", "here", "--force"]).code,
        0
    );
}

#[test]
fn bad_values_end_with_2_and_name_the_flag() {
    let folder = folder();
    let cases: [(&[&str], &str); 10] = [
        (&["run", "--scale", "0"], "--scale"),
        (&["run", "--replications", "0"], "--replications"),
        (&["run", "--from", "soon"], "YYYY-MM-DD"),
        (&["run", "--from", "1990-01-01"], "--from"),
        (
            &["run", "--from", "2023-02-01", "--to", "2023-01-01"],
            "--to",
        ),
        (&["run", "--corridor", "nowhere"], "--corridor"),
        (&["run", "--policy", "humanitarain"], "humanitarian"),
        (&["run", "--set", "no_such_lever=1"], "no_such_lever"),
        (&["compare", "securitised"], "2 values"),
        (&["compare", "securitised", "securitised"], "twice"),
    ];
    for (arguments, part) in cases {
        let ran = corredor(folder.path(), arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(part), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
    assert!(
        !folder.path().join("out").exists(),
        "bad usage writes nothing"
    );
}

#[test]
fn several_bad_flags_are_each_told() {
    let folder = folder();
    let cases: [(&[&str], &[&str]); 6] = [
        (&["run", "--scale", "2"], &["--scale", "up to 1"]),
        (&["run", "--threads", "0"], &["--threads"]),
        (&["run", "--seed", "twelve"], &["--seed"]),
        (&["run", "--no-such-flag"], &["--no-such-flag"]),
        (
            &["run", "--dial", "humane=1", "--dial", "securitisation=2"],
            &["--dial", "unknown dial", "0 to 1"],
        ),
        (
            &[
                "run",
                "--set",
                "interdicton=0.5",
                "--set",
                "shelter=7",
                "--set",
                "asylum_access",
            ],
            &[
                "did you mean \"interdiction\"",
                "shelter",
                "LEVER=VALUE",
                "0 to 1",
            ],
        ),
    ];
    for (arguments, parts) in cases {
        let ran = corredor(folder.path(), arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
        for part in parts {
            assert!(ran.err.contains(part), "{arguments:?}: {part}\n{}", ran.err);
        }
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn what_cannot_be_written_ends_with_1_and_what_is_asked_in_vain_with_2() {
    let folder = folder();
    fs::write(folder.path().join("file"), "in the way").unwrap();
    let ran = small(folder.path(), &["run", "--out", "file/results"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("cannot write"), "{}", ran.err);
    assert_eq!(corredor(folder.path(), &[]).code, 2);
    assert_eq!(corredor(folder.path(), &["no-such-command"]).code, 2);
    assert_eq!(corredor(folder.path(), &["--help"]).code, 0);
    assert_eq!(corredor(folder.path(), &["--version"]).code, 0);
}

#[test]
fn force_replaces_results_and_leaves_other_files() {
    let folder = folder();
    let here = folder.path().join("here");
    let first = small(
        folder.path(),
        &["compare", "securitised", "humanitarian", "--out", "here"],
    );
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(here.join("contrasts.csv").exists());
    fs::write(here.join("notes.txt"), "mine").unwrap();
    let before = fs::read(here.join("runs.csv")).unwrap();
    let refused = small(folder.path(), &["run", "--out", "here", "--seed", "9"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(
        before == fs::read(here.join("runs.csv")).unwrap(),
        "a refusal changes nothing"
    );
    let arguments = ["run", "--out", "here", "--seed", "9", "--force"];
    let ran = small(folder.path(), &arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(before != fs::read(here.join("runs.csv")).unwrap());
    assert!(
        !here.join("contrasts.csv").exists(),
        "nothing of the earlier results stays"
    );
    assert_eq!(fs::read_to_string(here.join("notes.txt")).unwrap(), "mine");
    assert!(fs::read_dir(&here).unwrap().all(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        !name.contains(".tmp")
    }));
}

#[test]
fn quiet_and_no_color_are_honoured() {
    let folder = folder();
    let run = |out: &str, more: &[&str], colour: bool| {
        let mut command = Command::cargo_bin("corredor").unwrap();
        command
            .current_dir(folder.path())
            .args(["run", "--out", out])
            .args(SMALL)
            .args(more);
        if !colour {
            command.env("NO_COLOR", "1");
        }
        let output = command.output().unwrap();
        assert!(output.status.success());
        (output.stdout, output.stderr)
    };
    let (loud, said) = run("a", &[], false);
    let (quiet, silence) = run("b", &["--quiet"], true);
    assert!(loud == quiet, "the report does not hang on --quiet");
    assert!(!said.is_empty() && silence.is_empty());
    for text in [&loud, &said, &quiet] {
        assert!(!text.contains(&0x1b), "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn results_are_written_when_nobody_listens_any_more() {
    use std::process::{Command, Stdio};
    let folder = folder();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("corredor"))
        .current_dir(folder.path())
        .args(["run", "--out", "unheard"])
        .args(SMALL)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(folder.path().join("unheard/manifest.json").exists());
}

#[test]
fn an_exported_corridor_gives_the_bytes_of_the_built_in_one() {
    let folder = folder();
    assert_eq!(corredor(folder.path(), &["export", "mine"]).code, 0);
    for (out, corridor) in [("own", "mine"), ("built-in", "darien")] {
        let arguments = ["run", "--corridor", corridor, "--out", out, "--quiet"];
        let ran = small(folder.path(), &arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let mut compared = 0;
    for entry in fs::read_dir(folder.path().join("own")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "csv") {
            let other = folder
                .path()
                .join("built-in")
                .join(path.file_name().unwrap());
            assert!(
                fs::read(&path).unwrap() == fs::read(other).unwrap(),
                "{}",
                path.display()
            );
            compared += 1;
        }
    }
    let of_comparisons_only = 2;
    assert_eq!(compared, dictionary::TABLES.len() - of_comparisons_only);
    let again = corredor(folder.path(), &["export", "mine"]);
    assert_eq!(again.code, 2, "a folder that is not empty is left alone");
}

#[test]
fn every_fault_of_a_broken_corridor_is_listed() {
    let folder = folder();
    assert_eq!(corredor(folder.path(), &["export", "mine"]).code, 0);
    let mine = folder.path().join("mine");
    let patch = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(mine.join(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(mine.join(file), text.replacen(from, to, 1)).unwrap();
    };
    patch("links.csv", ",bus,", ",buss,");
    patch("levers.csv", "resettlement_quota,", "resettlement_quotas,");
    patch("corridor.toml", "crossing_name", "crossing_nam");
    fs::remove_file(mine.join("gates.csv")).unwrap();
    let ran = corredor(folder.path(), &["check", "mine"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(ran.out, "");
    for part in [
        "links.csv:2: mode: \"buss\"",
        "resettlement_quota",
        "did you mean",
        "crossing_name",
        "gates.csv: missing file",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    let ran = corredor(folder.path(), &["run", "--corridor", "mine"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("gates.csv: missing file"), "{}", ran.err);
}

#[test]
fn a_check_names_what_is_left_to_the_defaults() {
    let folder = folder();
    assert_eq!(corredor(folder.path(), &["export", "mine"]).code, 0);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/defaults");
    let mine = folder.path().join("mine");
    let text = fs::read_to_string(shipped.join("levers.csv")).unwrap();
    let lacking = text.lines().filter(|line| !line.starts_with("shelter,"));
    let lacking = lacking.collect::<Vec<_>>().join("\n");
    fs::write(mine.join("levers.csv"), lacking).unwrap();
    fs::copy(
        shipped.join("parameters.toml"),
        mine.join("parameters.toml"),
    )
    .unwrap();
    let ran = corredor(folder.path(), &["check", "mine"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let note = "note: the folder leaves these levers and parameters to the defaults: shelter\n";
    assert!(ran.err.contains(note), "{}", ran.err);
    let ran = corredor(folder.path(), &["explain", "shelter", "--corridor", "mine"]);
    assert!(ran.out.contains("from: the defaults"), "{}", ran.out);
}

#[test]
fn a_number_of_the_whole_corridor_is_not_for_one_state_to_set() {
    let folder = folder();
    let ran = small(folder.path(), &["run", "--set", "PAN.removal_capacity=0"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("one number for the whole corridor"),
        "{}",
        ran.err
    );
}

#[test]
fn a_changed_policy_says_so_in_its_name() {
    let folder = folder();
    let ran = small(folder.path(), &["run", "--set", "PAN.shelter=0.8"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("status_quo_2023-changed"), "{}", ran.out);
    assert!(ran.out.contains("PAN.shelter=0.8"), "{}", ran.out);
}

#[test]
fn rules_and_mechanisms_can_be_chosen_and_are_told() {
    let folder = folder();
    let short = ["--from", "2023-01-01", "--to", "2023-02-28"];
    let chosen = [
        "--rule",
        "crowd",
        "--without",
        "credit",
        "--without",
        "fund",
        "--out",
        "chosen",
    ];
    let ran = small(folder.path(), &[&["run"], &short[..], &chosen[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["by the rule `crowd`", "Switched off: credit, fund."] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    let plain = ["run", "--out", "plain"];
    let ran = small(folder.path(), &[&plain[..], &short[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.out.contains("Switched off") && !ran.out.contains("by the rule"));
    let told = |name: &str| {
        let text = fs::read_to_string(folder.path().join(name).join("manifest.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let (chosen, plain) = (told("chosen"), told("plain"));
    assert_eq!(chosen["decision_rule"], "crowd");
    assert_eq!(
        chosen["mechanisms_switched_off"],
        serde_json::json!(["credit", "fund"])
    );
    assert_eq!(plain["decision_rule"], "prospect");
    let hash = |of: &serde_json::Value| of["policies"][0]["config_sha256"].clone();
    assert_ne!(hash(&chosen), hash(&plain));
    let runs = fs::read_to_string(folder.path().join("chosen/runs.csv")).unwrap();
    assert!(
        runs.lines().skip(1).all(|line| line.contains(",crowd,")),
        "{runs}"
    );
    for (flag, value) in [("--rule", "crowds"), ("--without", "credits")] {
        let ran = corredor(folder.path(), &["run", flag, value]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("give one of"), "{}", ran.err);
    }
}

#[test]
fn history_can_be_run_and_says_what_changed_when() {
    let folder = folder();
    let history = ["run", "--policy", "history", "--out", "h"];
    let short = ["--from", "2023-01-01", "--to", "2023-02-28"];
    let ran = small(folder.path(), &[&history[..], &short[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(folder.path().join("h/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let policy = &manifest["policies"][0];
    assert_eq!(policy["timeline"], true);
    assert!(policy["changes"].as_array().unwrap().len() > 50);
    let inputs = manifest["inputs"].as_array().unwrap();
    for file in ["timeline.csv", "tiers.csv"] {
        assert!(inputs.iter().any(|it| it["path"] == file), "{file}");
    }
}
