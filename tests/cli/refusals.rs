//! What the command refuses, and how it says so.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use super::{Ran, SMALL, corredor, folder, small};

/// A window that takes little time.
const SHORT: [&str; 5] = ["--from", "2021-01-01", "--to", "2021-03-01", "--quiet"];

pub(super) fn short(folder: &Path, arguments: &[&str]) -> Ran {
    small(folder, &[arguments, &SHORT].concat())
}

/// Every file in a folder with its bytes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

pub(super) fn refused(ran: &Ran, parts: &[&str]) {
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(ran.out, "");
    for part in parts {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_unicode_stands_in_the_manifest_as_far_as_it_can() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = folder();
    let out = OsStr::from_bytes(b"o_\xff");
    let output = Command::cargo_bin("corredor")
        .unwrap()
        .current_dir(folder.path())
        .args(["run", "--no-report"])
        .args(SMALL)
        .args(SHORT)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = fs::read_to_string(folder.path().join(out).join("manifest.json")).unwrap();
    assert!(text.contains("o_\u{fffd}"), "{text}");
}

#[test]
fn two_runs_do_not_write_to_one_folder_and_a_killed_one_leaves_it_free() {
    use std::process::{Command, Stdio};
    let folder = folder();
    let here = folder.path().join("here");
    let mut first = Command::new(assert_cmd::cargo::cargo_bin("corredor"))
        .current_dir(folder.path())
        .args(["run", "--out", "here", "--force", "--scale", "0.2"])
        .args(["--replications", "64", "--threads", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !here.join("runs.csv.tmp").exists() {
        assert!(first.try_wait().unwrap().is_none());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let names = || -> Vec<String> { contents(&here).into_iter().map(|it| it.0).collect() };
    let before = names();
    let second = short(folder.path(), &["run", "--out", "here", "--force"]);
    assert_eq!(second.code, 1, "{}", second.err);
    assert!(second.err.contains("another process"), "{}", second.err);
    assert_eq!(names(), before);
    first.kill().unwrap();
    first.wait().unwrap();
    let third = short(folder.path(), &["run", "--out", "here", "--force"]);
    assert_eq!(third.code, 0, "{}", third.err);
    assert!(names().iter().all(|it| !it.contains("lock")));
}

#[test]
fn results_are_not_written_among_the_files_of_a_corridor() {
    let folder = folder();
    assert_eq!(corredor(folder.path(), &["export", "mine"]).code, 0);
    for out in ["mine", "mine/policies", "mine/observed"] {
        let ran = short(folder.path(), &["run", "--out", out, "--force"]);
        refused(&ran, &["--out", out, "that of a corridor"]);
    }
    assert_eq!(corredor(folder.path(), &["check", "mine"]).code, 0);
    let ran = short(folder.path(), &["run", "--out", "mine/results"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(corredor(folder.path(), &["check", "mine"]).code, 0);
}

#[test]
fn the_file_of_calibrate_is_looked_at_before_anything_is_fitted() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("d.csv"), "old").unwrap();
    fs::write(at("d.tmp"), "mine").unwrap();
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corridors/small");
    let fit = |more: &[&str]| {
        let corridor = small.to_str().unwrap();
        let all = ["calibrate", "--corridor", corridor, "--rounds", "1"];
        corredor(folder.path(), &[&all, more].concat())
    };
    refused(&fit(&["--out", "d.csv"]), &["d.csv", "--force"]);
    refused(
        &fit(&["--out", "absent/d.csv"]),
        &["absent/d.csv", "no such folder"],
    );
    refused(&fit(&["--out", "."]), &["a folder"]);
    refused(
        &fit(&["--out", "d.csv", "--keep", "XXX", "--keep", "ZZZ"]),
        &["XXX", "ZZZ", "--force"],
    );
    assert_eq!(fs::read_to_string(at("d.csv")).unwrap(), "old");
    let ran = fit(&["--out", "d.csv", "--force"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        fs::read_to_string(at("d.csv"))
            .unwrap()
            .starts_with("nationality,")
    );
    assert_eq!(fs::read_to_string(at("d.tmp")).unwrap(), "mine");
    assert!(!at("d.csv.tmp").exists());
}

#[test]
fn a_dial_leaves_a_policy_beside_as_it_is_where_that_sets_its_levers_itself() {
    let folder = folder();
    let few = [
        "--scale",
        "0.002",
        "--replications",
        "1",
        "--to",
        "2021-02-28",
    ];
    let dialled = ["--dial", "humanitarian=0.8", "--quiet", "--no-report"];
    let both = ["compare", "baseline_1984", "status_quo_2023", "--out", "o"];
    let ran = corredor(folder.path(), &[&both[..], &few, &dialled].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = ran.out;
    assert!(told.contains("status_quo_2023-changed"), "{told}");
    assert!(!told.contains("baseline_1984-changed"), "{told}");
}

#[test]
fn what_contradicts_itself_or_has_no_effect_is_refused() {
    let folder = folder();
    assert_eq!(corredor(folder.path(), &["export", "mine"]).code, 0);
    fs::write(folder.path().join("study.toml"), "").unwrap();
    let cases: [(&[&str], &[&str]); 17] = [
        (
            &["run", "--set", "shelter=0.1", "--set", "shelter=0.9"],
            &["--set: shelter", "given twice"],
        ),
        (
            &[
                "run",
                "--set",
                "safe_mobility=open",
                "--set",
                "safe_mobility=closed",
            ],
            &["--set: safe_mobility", "given twice"],
        ),
        (
            &[
                "run",
                "--dial",
                "humanitarian=0.1",
                "--dial",
                "humanitarian=0.2",
            ],
            &["--dial: humanitarian", "given twice"],
        ),
        (
            &[
                "run",
                "--policy",
                "baseline_1984",
                "--dial",
                "humanitarian=1",
            ],
            &[
                "--dial: humanitarian",
                "baseline_1984 sets every lever of this dial itself",
            ],
        ),
        (&["run", "--from", "20230131"], &["--from", "YYYY-MM-DD"]),
        (
            &["run", "--to", "2023-01-31T00:00"],
            &["--to", "YYYY-MM-DD"],
        ),
        (
            &["run", "--from", "+002023-01-31"],
            &["--from", "YYYY-MM-DD"],
        ),
        (
            &["run", "--to", "2023-01-31[Europe/London]"],
            &["--to", "YYYY-MM-DD"],
        ),
        (
            &["list", "corridors", "--corridor", "mine"],
            &["--corridor mine", "no effect"],
        ),
        (
            &["list", "rules", "--corridor", "nonsense"],
            &["--corridor nonsense"],
        ),
        (
            &["check", "mine", "--corridor", "nonsense"],
            &["--corridor nonsense"],
        ),
        (
            &["docs", "dictionary", "--corridor", "mine"],
            &["--corridor mine"],
        ),
        (
            &["sweep", "study.toml", "--dry-run", "--out", "here"],
            &["--dry-run", "--out"],
        ),
        (
            &["sweep", "study.toml", "--dry-run", "--resume"],
            &["--dry-run", "--resume"],
        ),
        (&["run", "--threads", "1025"], &["--threads", "1024"]),
        (&["run", "--scale", "1e-300"], &["--scale", "0.000001"]),
        (
            &[
                "compare",
                "securitised",
                "humanitarian",
                "--uncertainty",
                "full",
                "--rule",
                "prospect",
            ],
            &["is not well known; leave --rule"],
        ),
    ];
    for (arguments, parts) in cases {
        refused(&corredor(folder.path(), arguments), parts);
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn faults_of_the_command_line_are_told_together() {
    let folder = folder();
    fs::write(folder.path().join("afile"), "mine").unwrap();
    fs::write(
        folder.path().join("post.csv"),
        "hazard.attack_share,\n0.1,\n",
    )
    .unwrap();
    let cases: [(&[&str], &[&str]); 5] = [
        (
            &[
                "compare",
                "securitized",
                "humanitarien",
                "--set",
                "shelterr=1",
                "--from",
                "1900-01-01",
                "--to",
                "1800-01-01",
                "--draws",
                "3",
                "--out",
                "afile",
            ],
            &[
                "did you mean `securitised`",
                "did you mean `humanitarian`",
                "did you mean \"shelter\"",
                "--from 1900-01-01: outside",
                "--to 1800-01-01: outside",
                "exchange them",
                "--draws has no effect",
                "--out afile: a file, not a folder",
            ],
        ),
        (
            &[
                "evidence",
                "levers",
                "--only",
                "sheltre",
                "--only",
                "fooo",
                "--to",
                "1800-01-01",
            ],
            &["did you mean \"shelter\"", "fooo", "--to 1800-01-01"],
        ),
        (
            &[
                "evidence",
                "face",
                "--only",
                "closure_panma",
                "--to",
                "1800-01-01",
            ],
            &["did you mean \"closure_panama\"", "--to 1800-01-01"],
        ),
        (
            &["evidence", "ablation", "--only", "peers", "--small"],
            &["--only is for the pages", "--small is for the page"],
        ),
        (
            &[
                "compare",
                "securitised",
                "humanitarian",
                "--uncertainty",
                "full",
                "--posterior",
                "post.csv",
                "--fixed-parameters",
            ],
            &[
                "post.csv:1: column 2: its name is empty",
                "--fixed-parameters",
            ],
        ),
    ];
    for (arguments, parts) in cases {
        let ran = corredor(folder.path(), arguments);
        refused(&ran, parts);
        assert_eq!(ran.err.lines().count(), parts.len(), "{}", ran.err);
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("afile")).unwrap(),
        "mine"
    );
}
