//! What a study leaves behind: its tables, whole or not.

use std::fs;
use std::fs::{File, OpenOptions};
use std::path::Path;

use super::{Bench, corredor, same, small};

#[test]
fn a_study_that_is_not_finished_says_what_is_missing_and_what_goes_on() {
    let bench = Bench::new(&small());
    let refused = |out: &str, expected: &[&str]| {
        for command in ["analyse", "report"] {
            let ran = corredor(&[command, &bench.text(out)]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
            for part in expected {
                let part = part.replace("DIR", &bench.text(out));
                assert!(ran.err.contains(&part), "{part}: {}", ran.err);
            }
        }
        assert!(!bench.path(out).join("stability.csv").exists());
    };
    bench.whole("out");
    let journal = fs::read_to_string(bench.path("out/journal")).unwrap();
    let cut = |lines: usize| {
        let held: String = journal.split_inclusive('\n').take(lines).collect();
        fs::write(bench.path("out/journal"), held).unwrap();
    };
    // Before tables are whole, the manifest is not there; the first table may be.
    fs::remove_file(bench.path("out/manifest.json")).unwrap();
    refused(
        "out",
        &[
            "all runs are there, tables are missing",
            "--out DIR --resume`",
        ],
    );
    cut(8);
    refused(
        "out",
        &[
            "153 of 160 runs are missing, the first of them point 1, policy humanitarian, replication 1",
            "\ngo on with `corredor sweep STUDY.toml --out DIR --resume`\nthen run `corredor analyse DIR`",
        ],
    );
    cut(0);
    refused(
        "out",
        &["160 of 160 runs are missing, the first of them point 0, policy securitised"],
    );
    let held = File::open(bench.path("out/journal")).unwrap();
    held.lock().unwrap();
    let ran = corredor(&["analyse", &bench.text("out")]);
    assert!(
        ran.code == 1 && ran.err.contains("another process works on it"),
        "{}",
        ran.err
    );
    held.unlock().unwrap();
    assert_eq!(bench.sweep("out", &["--resume", "--quiet"]).code, 0);
    assert_eq!(
        corredor(&["analyse", &bench.text("out"), "--no-report"]).code,
        0
    );

    assert_eq!(bench.sweep("share", &["--quiet", "--shard", "2/3"]).code, 0);
    let ran = corredor(&["analyse", &bench.text("share")]);
    for part in [
        "holds share 2/3 of a study, all of its 52 runs; the other 108 runs of the study are in other shares",
        "\nput all shares together with `corredor merge DIR... --out WHOLE`",
    ] {
        assert!(ran.err.contains(part), "{}", ran.err);
    }
    assert!(!ran.err.contains("--resume"), "{}", ran.err);
    let path = bench.path("share/journal");
    let length = fs::metadata(&path).unwrap().len();
    OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(length - 1)
        .unwrap();
    refused(
        "share",
        &[
            "1 of 52 runs are missing, the first of them point 37, policy humanitarian, replication 1",
            "`corredor sweep STUDY.toml --shard 2/3 --out DIR --resume`",
            "the other 108 runs",
        ],
    );
}

/// A file with its last digit changed; what it held before.
pub(super) fn change_a_digit(path: &Path) -> Vec<u8> {
    let before = fs::read(path).unwrap();
    let mut changed = before.clone();
    let at = changed.iter().rposition(u8::is_ascii_digit).unwrap();
    changed[at] = if changed[at] == b'1' { b'2' } else { b'1' };
    fs::write(path, changed).unwrap();
    before
}

#[test]
fn tables_of_a_study_that_were_changed_are_seen_and_made_again() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    bench.whole("out");
    let out = bench.text("out");
    let of_sweep = ["points.csv", "sweep.csv", "replications.csv"];
    for name in of_sweep {
        change_a_digit(&bench.path("out").join(name));
    }
    let ran = corredor(&["analyse", &out]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(ran.err.lines().count(), of_sweep.len(), "{}", ran.err);
    for name in of_sweep {
        let says = format!(
            "{}: was changed after it was written; make it again with `corredor sweep STUDY.toml --out {out} \
             --resume`",
            bench.path("out").join(name).display()
        );
        assert!(ran.err.contains(&says), "{says}: {}", ran.err);
    }
    assert!(!bench.path("out/stability.csv").exists());
    assert_eq!(bench.sweep("out", &["--resume", "--quiet"]).code, 0);
    same(&bench.path("whole"), &bench.path("out"));
    assert_eq!(corredor(&["analyse", &out]).code, 0);

    let stability = bench.path("out/stability.csv");
    let before = change_a_digit(&stability);
    // A sweep that writes other tables does not take the changed one for its own.
    assert_eq!(bench.sweep("out", &["--resume", "--quiet"]).code, 0);
    let ran = corredor(&["report", &out]);
    let says = format!(
        "stability.csv: was changed after it was written; make it again with `corredor analyse {out}`"
    );
    assert!(ran.code == 2 && ran.err.contains(&says), "{}", ran.err);
    assert_eq!(corredor(&["analyse", &out]).code, 0);
    assert!(before == fs::read(&stability).unwrap());
    assert_eq!(corredor(&["report", &out]).code, 0);

    // An analysis that was cut between its tables and their description.
    change_a_digit(&stability);
    fs::remove_file(bench.path("out/analysis.json")).unwrap();
    let ran = corredor(&["report", &out]);
    assert!(ran.err.contains("is not analysed"), "{}", ran.err);
    assert_eq!(corredor(&["analyse", &out]).code, 0);
    assert!(before == fs::read(&stability).unwrap());
}

#[test]
fn replications_that_a_study_keeps_are_not_left_out_of_its_analysis() {
    let bench = Bench::new(&small());
    bench.whole("out");
    fs::remove_file(bench.path("out/replications.csv")).unwrap();
    let ran = corredor(&["analyse", &bench.text("out")]);
    assert!(
        ran.code == 2 && ran.err.contains("replications.csv: "),
        "{}",
        ran.err
    );
}
