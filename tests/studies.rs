//! Studies as people run them: killed, out of disk, in shares, on any number of threads; always the
//! same bytes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

#[path = "studies/points.rs"]
mod points;
#[path = "studies/shares.rs"]
mod shares;
mod support;
#[path = "studies/tables.rs"]
mod tables;

use std::fs;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use points::{ATTACK_SHARE, with_factors};
use support::{Dice, root};
use tempfile::TempDir;

/// Files that hold results, whatever the command that wrote them.
const FILES: [&str; 6] = [
    "study.json",
    "points.csv",
    "journal",
    "sweep.csv",
    "replications.csv",
    "datapackage.json",
];

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corredor"));
    command.args(arguments);
    command
}

fn finish(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn corredor(arguments: &[&str]) -> Ran {
    finish(&mut command(arguments))
}

/// The text of the small study, with its corridor wherever the study file may be.
fn small() -> String {
    let text = fs::read_to_string(root().join("tests/studies/small.toml")).unwrap();
    let corridor = root().join("tests/corridors/small");
    text.replace("../corridors/small", corridor.to_str().unwrap())
}

/// A folder with a study file in it.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new(study: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("study.toml"), study).unwrap();
        Self { folder }
    }

    /// The two halves of the study, in the folders `1-2` and `2-2`.
    fn halves(&self) {
        for share in ["1/2", "2/2"] {
            let name = share.replace('/', "-");
            let ran = self.sweep(&name, &["--quiet", "--shard", share]);
            assert_eq!(ran.code, 0, "{}", ran.err);
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn sweep(&self, out: &str, more: &[&str]) -> Ran {
        let (study, out) = (self.text("study.toml"), self.text(out));
        corredor(&[&["sweep", &study, "--out", &out], more].concat())
    }

    /// An uninterrupted run.
    fn whole(&self, out: &str) {
        let ran = self.sweep(out, &["--quiet"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    }
}

fn bytes(folder: &Path) -> Vec<Vec<u8>> {
    FILES
        .map(|name| fs::read(folder.join(name)).unwrap())
        .into()
}

fn same(a: &Path, b: &Path) {
    for (name, (a, b)) in FILES.iter().zip(bytes(a).into_iter().zip(bytes(b))) {
        assert!(a == b, "{name} differs");
    }
}

#[test]
fn killed_at_fifty_moments_and_resumed_a_study_gives_the_same_bytes() {
    let bench = Bench::new(&small().replace("samples = 40", "samples = 400"));
    bench.whole("whole");
    let (study, out) = (bench.text("study.toml"), bench.text("killed"));
    let mut dice = Dice(20);
    let mut kills = 0;
    while kills < 50 {
        let mut process = command(&["sweep", &study, "--out", &out, "--resume"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(5 + dice.below(70) as u64));
        if process.try_wait().unwrap().is_none() {
            process.kill().unwrap();
            kills += 1;
        }
        let ended = process.wait().unwrap();
        if ended.success() {
            // It was faster: as if the power had failed somewhere on the way.
            let path = bench.path("killed/journal");
            let length = fs::metadata(&path).unwrap().len();
            let file = OpenOptions::new().write(true).open(path).unwrap();
            file.set_len(dice.next() % length).unwrap();
            for name in ["sweep.csv", "manifest.json"] {
                fs::remove_file(bench.path("killed").join(name)).unwrap();
            }
        }
    }
    let ran = bench.sweep("killed", &["--resume", "--quiet"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    same(&bench.path("whole"), &bench.path("killed"));
}

#[test]
fn what_is_not_whole_at_the_end_of_a_journal_is_simulated_again() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    bench.whole("torn");
    let path = bench.path("torn/journal");
    let journal = fs::read(&path).unwrap();
    let mut torn = journal[..journal.len() - 5].to_vec();
    torn.extend_from_slice(&[0; 100]);
    fs::remove_file(bench.path("torn/manifest.json")).unwrap();
    for more in [&["--resume"][..], &["--resume", "--quiet"]] {
        fs::write(&path, &torn).unwrap();
        let ran = bench.sweep("torn", more);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let told = ran.err.contains("bytes of the journal were not whole");
        assert_eq!(told, more.len() == 1, "{}", ran.err);
        assert!(!ran.err.contains("not as it was written"), "{}", ran.err);
        same(&bench.path("whole"), &bench.path("torn"));
        fs::remove_file(bench.path("torn/manifest.json")).unwrap();
    }
}

#[test]
fn damage_inside_a_journal_and_a_journal_that_is_gone_are_told_even_quietly() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    bench.whole("out");
    let path = bench.path("out/journal");
    let journal = fs::read(&path).unwrap();
    let resumed = |says: &[&str]| {
        let ran = bench.sweep("out", &["--resume", "--quiet"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let says = says.iter().map(|it| format!("{}{it}\n", path.display()));
        assert_eq!(ran.err, says.collect::<String>());
        same(&bench.path("whole"), &bench.path("out"));
    };
    let ends = journal.iter().enumerate().filter(|(_, it)| **it == b'\n');
    let ends: Vec<usize> = ends.map(|(at, _)| at + 1).collect();
    // Line 81 holds run 79; a line is missing, or one of its bits is another.
    let mut flipped = journal.clone();
    flipped[ends[79] + 4] ^= 1;
    let missing = [&journal[..ends[79]], &journal[ends[80]..]].concat();
    for (damaged, after) in [(flipped, 80), (missing, 79)] {
        fs::write(&path, damaged).unwrap();
        resumed(&[
            &format!(
                ":81: not as it was written; its run and those of the {after} lines after it are simulated again"
            ),
            ": holds 79 of 160 runs of a study that was finished; the others are simulated again",
        ]);
    }
    fs::write(&path, &journal[..ends[9]]).unwrap();
    resumed(&[
        ": holds 9 of 160 runs of a study that was finished; the others are simulated again",
    ]);
    fs::write(&path, [&journal[..], b"more"].concat()).unwrap();
    resumed(&[": 4 bytes stood after the last run; they were cut off"]);
    let gone = [": was deleted or emptied after runs were done; all runs are simulated again"];
    for length in [0, 7, ends[0]] {
        fs::write(&path, &journal[..length]).unwrap();
        resumed(&gone);
    }
    fs::remove_file(&path).unwrap();
    resumed(&gone);
    fs::remove_file(bench.path("out/manifest.json")).unwrap();
    fs::remove_file(&path).unwrap();
    resumed(&gone);
    resumed(&[]);
}

/// A limit on the size of files stands for a disk that fills up.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_the_study_goes_on_when_there_is_room() {
    let bench = Bench::new(&small());
    bench.whole("whole");
    for (blocks, expected) in [("14", "runs are safe"), ("60", "cannot write")] {
        let out = format!("full-{blocks}");
        let script = "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"";
        let ran = finish(Command::new("sh").args([
            "-c",
            script,
            "sh",
            blocks,
            env!("CARGO_BIN_EXE_corredor"),
            "sweep",
            &bench.text("study.toml"),
            "--quiet",
            "--out",
            &bench.text(&out),
        ]));
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(expected), "{}", ran.err);
        assert!(!bench.path(&out).join("manifest.json").exists());
        let ran = bench.sweep(&out, &["--resume", "--quiet"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        same(&bench.path("whole"), &bench.path(&out));
    }
}

#[test]
fn one_process_at_a_time_works_on_a_study() {
    let bench = Bench::new(&small());
    bench.whole("out");
    let journal = File::open(bench.path("out/journal")).unwrap();
    journal.lock().unwrap();
    let ran = bench.sweep("out", &["--resume"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("another process works on this study"),
        "{}",
        ran.err
    );
    journal.unlock().unwrap();
    assert_eq!(bench.sweep("out", &["--resume"]).code, 0);
}

#[test]
fn a_study_is_begun_once_in_a_folder_of_its_own() {
    let bench = Bench::new(&small());
    bench.whole("out");
    let before = bytes(&bench.path("out"));
    let ran = bench.sweep("out", &[]);
    assert!(
        ran.code == 2 && ran.err.contains("go on with it with --resume"),
        "{}",
        ran.err
    );
    let ran = bench.sweep("out", &["--resume", "--shard", "1/2"]);
    assert!(
        ran.code == 2 && ran.err.contains("share 1/1 of the study, not 1/2"),
        "{}",
        ran.err
    );
    assert_eq!(before, bytes(&bench.path("out")));
    fs::create_dir(bench.path("other")).unwrap();
    fs::write(bench.path("other/letter.txt"), "kept").unwrap();
    let ran = bench.sweep("other", &["--resume"]);
    assert!(
        ran.code == 2 && ran.err.contains("no folder of a study"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_dir(bench.path("other")).unwrap().count(), 1);
}

#[test]
fn a_changed_study_corridor_or_program_is_refused_with_what_changed() {
    let bench = Bench::new(&small());
    let corridor = bench.path("corridor");
    for (name, bytes) in support::small_files() {
        let path = corridor.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let text = small().replace(
        root().join("tests/corridors/small").to_str().unwrap(),
        "corridor",
    );
    fs::write(bench.path("study.toml"), &text).unwrap();
    bench.whole("out");
    let refused = |expected: &str| {
        let before = bytes(&bench.path("out"));
        let ran = bench.sweep("out", &["--resume"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(expected), "{}", ran.err);
        assert_eq!(before, bytes(&bench.path("out")));
    };
    fs::write(
        bench.path("study.toml"),
        text.replace("seed = 7", "seed = 8"),
    )
    .unwrap();
    refused("seed: was 7, is 8");
    fs::write(bench.path("study.toml"), format!("{text}# a remark\n")).unwrap();
    refused("hashes: study_file: was ");
    fs::write(bench.path("study.toml"), &text).unwrap();
    let links = fs::read_to_string(corridor.join("links.csv")).unwrap();
    fs::write(corridor.join("links.csv"), format!("{links}\n")).unwrap();
    refused("hashes: corridor: links.csv: was ");
    fs::write(corridor.join("links.csv"), links).unwrap();
    let described = fs::read_to_string(bench.path("out/study.json")).unwrap();
    let other = described.replace("\"version\": \"", "\"version\": \"9");
    assert_ne!(described, other);
    fs::write(bench.path("out/study.json"), other).unwrap();
    refused("program: version: was 9");
    fs::write(bench.path("out/study.json"), described).unwrap();
    assert_eq!(bench.sweep("out", &["--resume"]).code, 0);
}

#[test]
fn the_corridor_that_was_meant_is_named_whether_built_in_or_a_folder() {
    let bench = Bench::new("");
    let file = "corridor.toml";
    fs::create_dir(bench.path("valley")).unwrap();
    fs::copy(
        root().join("tests/corridors/small").join(file),
        bench.path("valley").join(file),
    )
    .unwrap();
    let told = |corridor: &str| {
        let text = with_factors(ATTACK_SHARE, "kind = \"one_at_a_time\"");
        let own = root().join("tests/corridors/small");
        fs::write(
            bench.path("study.toml"),
            text.replace(own.to_str().unwrap(), corridor),
        )
        .unwrap();
        let ran = bench.sweep("out", &[]);
        assert_eq!(ran.code, 2);
        ran.err.replace(&bench.text(""), "")
    };
    for (given, meant) in [("darein", "darien"), ("vally", "valley")] {
        assert_eq!(
            told(given),
            format!(
                "error: study.toml:3: corridor: \"{given}\": no such corridor; allowed: darien, or a folder; did you \
                 mean \"{meant}\"?\n"
            )
        );
    }
    let faults = told("valley");
    assert!(
        faults.contains("\nvalley/links.csv: missing file\n"),
        "{faults}"
    );
    let ran = corredor(&["list", "policies", "--corridor", "darein"]);
    assert_eq!(
        ran.err,
        "error: --corridor: \"darein\": no such corridor; allowed: darien, or a folder; did you mean \"darien\"?\n"
    );
}

#[test]
fn threads_change_nothing_and_every_finished_point_is_told() {
    let bench = Bench::new(&small());
    for (out, threads) in [("one", "1"), ("three", "3")] {
        let ran = bench.sweep(out, &["--threads", threads]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let told = ran.err.lines().filter(|it| it.starts_with("point "));
        assert_eq!(told.count(), 40, "{}", ran.err);
        assert!(ran.err.contains("point 40 of 40, "), "{}", ran.err);
    }
    same(&bench.path("one"), &bench.path("three"));
}

#[test]
fn results_do_not_take_the_place_of_a_study() {
    let bench = Bench::new(&small());
    bench.whole("out");
    let out = bench.path("out");
    let before = bytes(&out);
    let corridor = root().join("tests/corridors/small");
    let arguments = ["run", "--corridor", corridor.to_str().unwrap(), "--force"];
    let ran = corredor(&[&arguments[..], &["--out", out.to_str().unwrap()]].concat());
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("that of a study"), "{}", ran.err);
    assert!(before == bytes(&out));
    assert!(out.join("manifest.json").exists());
}

#[test]
fn a_dial_whose_levers_a_policy_sets_itself_is_no_factor() {
    let own = "title = \"t\"\ndescription = \"d\"\n[levers]\n";
    let world = corredor::scenario::load(&root().join("tests/corridors/small")).unwrap();
    let dial = Some(corredor::world::policy::Dial::Humanitarian);
    let levers = world.levers.iter().filter(|it| it.dial == dial);
    let levers: Vec<String> = levers
        .map(|it| format!("{} = {:?}", it.name(), it.reference))
        .collect();
    let study = |policies: &str| small().replace("[\"securitised\", \"humanitarian\"]", policies);
    let bench = Bench::new(&study("[\"own.toml\"]"));
    fs::write(
        bench.path("own.toml"),
        format!("{own}{}\n", levers.join("\n")),
    )
    .unwrap();
    let ran = bench.sweep("out", &[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let part = "the policy own sets every lever of this dial itself";
    assert!(ran.err.contains(part), "{}", ran.err);
    assert!(!bench.path("out").exists());
    // Beside a policy that follows the dial it is a benchmark.
    fs::write(
        bench.path("study.toml"),
        study("[\"own.toml\", \"securitised\"]"),
    )
    .unwrap();
    let ran = bench.sweep("out", &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_dry_run_counts_and_writes_nothing() {
    let bench = Bench::new(&small());
    let study = bench.text("study.toml");
    let arguments = ["sweep", &study, "--dry-run", "--shard", "1/4"];
    let ran = finish(command(&arguments).current_dir(bench.folder.path()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "40 points, 2 policies, 2 replications: 160 runs, 40 of them in share 1/4",
        "expected time: ",
        "expected disk: ",
    ] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    assert!(!bench.path("out").exists());
}
