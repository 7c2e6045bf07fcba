//! Studies that run in shares, and their merging.

use std::fs;
use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::Command;

use super::support::{Dice, root};
use super::tables::change_a_digit;
use super::{Bench, corredor, finish, same, small};

#[test]
fn shares_in_any_order_are_the_whole_byte_for_byte() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    let mut dice = Dice(3);
    for of in [7, 50] {
        let mut shares: Vec<usize> = (1..=of).collect();
        dice.shuffle(&mut shares);
        let mut folders = Vec::new();
        for share in shares {
            let out = format!("{share}-of-{of}");
            let ran = bench.sweep(&out, &["--quiet", "--shard", &format!("{share}/{of}")]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert!(!bench.path(&out).join("sweep.csv").exists());
            folders.push(bench.text(&out));
        }
        dice.shuffle(&mut folders);
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        let out = bench.text(&format!("merged-{of}"));
        let merge = |folders: &[&str]| corredor(&[&["merge", "--out", &out], folders].concat());
        if of == 7 {
            let ran = merge(&folders[1..]);
            assert!(
                ran.code == 2 && ran.err.contains("points are in no folder"),
                "{}",
                ran.err
            );
            assert!(!Path::new(&out).exists());
            let ran = merge(&[&folders[..], &folders[..1]].concat());
            assert!(
                ran.code == 2 && ran.err.contains("leave one of them out"),
                "{}",
                ran.err
            );
            let whole = bench.text("whole");
            let ran = merge(&[&folders[..], &[&whole]].concat());
            let doubled = ran.err.matches("leave one of them out").count();
            assert_eq!((ran.code, doubled), (2, of), "{}", ran.err);
        }
        let ran = merge(&folders);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.out.contains("small-7 whole: 40 points, 160 runs"),
            "{}",
            ran.out
        );
        same(&bench.path("whole"), Path::new(&out));
        assert_eq!(merge(&folders).code, 0, "merging again");
    }
}

/// More shares than files may be open; and nobody else may work in any of the folders.
#[cfg(unix)]
#[test]
fn many_shares_are_merged_with_few_open_files_in_a_folder_that_is_free() {
    let bench = Bench::new(&small().replace("samples = 40", "samples = 150"));
    bench.whole("whole");
    let mut folders = Vec::new();
    for share in 1..=90 {
        let out = format!("share-{share}");
        let ran = bench.sweep(&out, &["--quiet", "--shard", &format!("{share}/90")]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        folders.push(bench.text(&out));
    }
    let merge = |out: &str| {
        let script = "ulimit -n 80; exec \"$@\"";
        let own = ["-c", script, "sh", env!("CARGO_BIN_EXE_corredor"), "merge"];
        finish(
            Command::new("sh")
                .args(own)
                .args(&folders)
                .args(["--out", &bench.text(out)]),
        )
    };
    let ran = merge("out");
    assert_eq!(ran.code, 0, "{}", ran.err);
    same(&bench.path("whole"), &bench.path("out"));
    let ran = merge("share-3");
    assert!(
        ran.code == 2 && ran.err.contains("one of the shares"),
        "{}",
        ran.err
    );
    let held = File::open(bench.path("out/journal")).unwrap();
    held.lock().unwrap();
    let ran = merge("out");
    assert!(
        ran.code == 1 && ran.err.contains("another process works on this study"),
        "{}",
        ran.err
    );
    same(&bench.path("whole"), &bench.path("out"));
}

/// The template for Slurm, as the tasks of an array run it.
#[cfg(unix)]
#[test]
fn the_tasks_of_an_array_make_the_shares_of_a_study() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    let template = root().join("examples/cluster/array.sh");
    let task = |number: &str, shares: Option<&str>| {
        let mut script = Command::new("sh");
        script
            .arg(&template)
            .args([bench.text("study.toml"), bench.text("array")])
            .env("CORREDOR", env!("CARGO_BIN_EXE_corredor"))
            .env("SLURM_ARRAY_TASK_ID", number)
            .env(
                "SLURM_ARRAY_TASK_MAX",
                if shares.is_some() { number } else { "3" },
            )
            .env("SLURM_CPUS_PER_TASK", "2");
        if let Some(shares) = shares {
            script.env("SHARES", shares);
        }
        let ran = finish(&mut script);
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    // The second is submitted again by itself, as after a failure.
    for (number, shares) in [("3", None), ("1", None), ("2", Some("3")), ("2", None)] {
        task(number, shares);
    }
    let shares = ["1", "2", "3"].map(|it| bench.text(&format!("array/share-{it}")));
    let [one, two, three] = shares.each_ref().map(String::as_str);
    let ran = corredor(&["merge", one, two, three, "--out", &bench.text("out")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    same(&bench.path("whole"), &bench.path("out"));
}

#[test]
fn a_share_that_is_not_done_or_of_another_study_is_not_merged() {
    let bench = Bench::new(&small());
    for share in ["1/2", "2/2"] {
        assert_eq!(
            bench
                .sweep(&share[..1], &["--quiet", "--shard", share])
                .code,
            0
        );
    }
    let path = bench.path("2/journal");
    let journal = fs::read(&path).unwrap();
    fs::write(&path, &journal[..journal.len() - 5]).unwrap();
    let (one, two, out) = (bench.text("1"), bench.text("2"), bench.text("out"));
    let ran = corredor(&["merge", &one, &two, "--out", &out]);
    assert!(
        ran.code == 2 && ran.err.contains("79 of the 80 runs of share 2/2"),
        "{}",
        ran.err
    );
    fs::write(
        bench.path("study.toml"),
        small().replace("seed = 7", "seed = 8"),
    )
    .unwrap();
    assert_eq!(bench.sweep("3", &["--quiet", "--shard", "2/2"]).code, 0);
    let ran = corredor(&["merge", &one, &bench.text("3"), "--out", &out]);
    assert!(
        ran.code == 2 && ran.err.contains("seed: was 7, is 8"),
        "{}",
        ran.err
    );
    let held = OpenOptions::new().write(true).open(&path).unwrap();
    held.lock().unwrap();
    let ran = corredor(&["merge", &one, &two, "--out", &out]);
    assert!(
        ran.code == 1
            && ran
                .err
                .contains(&format!("{two}: another process works on this study")),
        "{}",
        ran.err
    );
    assert!(!Path::new(&out).exists());
}

#[test]
fn points_that_were_changed_are_not_merged() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    bench.halves();
    let [whole, one, two, out] = ["whole", "1-2", "2-2", "out"].map(|it| bench.text(it));
    let refused = |folders: &[&str], says: &str| {
        let ran = corredor(&[&["merge", "--out", &out], folders].concat());
        assert!(
            ran.code == 2 && ran.err.contains(says),
            "{says}: {}",
            ran.err
        );
        assert!(!Path::new(&out).exists());
    };
    let path = bench.path("2-2/points.csv");
    let before = change_a_digit(&path);
    let says = "2-2/points.csv: was changed after it was written; make it again";
    refused(&[&one, &two], says);
    fs::write(&path, &before).unwrap();

    // Where nothing describes the points, they are counted.
    fs::remove_file(bench.path("whole/datapackage.json")).unwrap();
    let text = String::from_utf8(before).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut doubled = lines.clone();
    doubled[40] = doubled[39];
    for (rows, says) in [
        (&lines[..40], "39 points where the study has 40"),
        (&doubled[..], "\"38\" stands where point 39 should"),
        (&lines[1..], "its first line does not name the columns"),
    ] {
        fs::write(bench.path("whole/points.csv"), rows.concat()).unwrap();
        refused(&[&whole], says);
    }
    let ran = bench.sweep("whole", &["--quiet", "--resume"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for folders in [&[&*one, &two][..], &[&*whole]] {
        let ran = corredor(&[&["merge", "--out", &out], folders].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        same(&bench.path("whole"), Path::new(&out));
    }
}

/// The manifest of an older merge does not make one that was cut pass as whole.
#[test]
fn a_merge_that_is_cut_is_seen_and_can_be_made_again() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    bench.halves();
    let [one, two, out] = ["1-2", "2-2", "out"].map(|it| bench.text(it));
    let merge = || corredor(&["merge", &one, &two, "--out", &out]);
    assert_eq!(merge().code, 0);
    let in_the_way = bench.path("out/sweep.csv.tmp");
    fs::create_dir(&in_the_way).unwrap();
    assert_eq!(merge().code, 1);
    let ran = corredor(&["analyse", &out, "--no-report"]);
    assert!(
        ran.code == 2 && ran.err.contains("tables are missing"),
        "{} {}",
        ran.code,
        ran.err
    );
    fs::remove_dir(&in_the_way).unwrap();
    fs::write(bench.path("out/journal.tmp"), "cut").unwrap();
    let ran = corredor(&["analyse", &out]);
    assert!(ran.err.contains("a merge was cut here"), "{}", ran.err);
    let ran = merge();
    assert_eq!(ran.code, 0, "{}", ran.err);
    same(&bench.path("whole"), &bench.path("out"));
}
