//! Studies as people run them: killed, out of disk, in shares, on any number of threads; always the
//! same bytes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use corredor::engine::simulate;
use corredor::observe::Tally;
use corredor::study::indicators::indicators;
use corredor::study::sweep::Study;
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
    for (blocks, expected) in [("12", "runs are safe"), ("60", "cannot write")] {
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
fn change_a_digit(path: &Path) -> Vec<u8> {
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

/// The study in a file, in this process.
fn study(bench: &Bench) -> Study {
    Study::read(&bench.path("study.toml"), &|_, _| Ok(support::small())).unwrap()
}

const ATTACK_SHARE: &str = "[[factors]]\nkind = \"parameter\"\nname = \"hazard.attack_share\"\n";

fn with_factors(factors: &str, design: &str) -> String {
    let text = small();
    let head = &text[..text.find("[design]").unwrap()];
    format!("{head}[design]\n{design}\n{factors}")
}

#[test]
fn points_share_their_luck_unless_it_is_switched_off() {
    let text = with_factors(ATTACK_SHARE, "kind = \"list\"\nfile = \"twins.csv\"");
    let twins = |text: &str| {
        let bench = Bench::new(text);
        let points = "hazard.attack_share\n0.5\n0.5\n";
        fs::write(bench.path("twins.csv"), points).unwrap();
        study(&bench)
    };
    let shared = twins(&text);
    let of_point = shared.extent().of_point();
    assert_eq!(
        shared.simulate(0).unwrap(),
        shared.simulate(of_point).unwrap()
    );
    let own = twins(&format!("common_random_numbers = false\n{text}"));
    assert_ne!(own.simulate(0).unwrap(), own.simulate(of_point).unwrap());
    assert_eq!(own.simulate(0).unwrap(), own.simulate(0).unwrap());
}

#[test]
fn the_centre_of_a_parameter_is_the_corridor_as_it_is_and_its_ends_are_not() {
    // Half a year of half the people, so that some are attacked.
    let text = with_factors(ATTACK_SHARE, "kind = \"one_at_a_time\"");
    let more = text.replace("scale = 0.05", "scale = 0.5");
    let longer = more.replace("to = 2030-02-28", "to = 2030-06-30");
    assert!(text != more && more != longer);
    let study = study(&Bench::new(&longer));
    let mut tally = Tally::new(&study.world, &study.spec);
    simulate(&study.world, &study.policies[0], &study.spec, 0, &mut tally).unwrap();
    let all = indicators(&study.world, &tally, study.spec.scale);
    let expected: Vec<Option<f64>> = study
        .kept
        .iter()
        .map(|kept| {
            let found = all.iter().find(|it| {
                it.key.is_total()
                    && it.key.code == kept.code
                    && it.key.denominator == kept.denominator
            });
            found.unwrap().value
        })
        .collect();
    let of_point = study.extent().of_point();
    assert_eq!(study.simulate(0).unwrap(), expected);
    assert_ne!(study.simulate(of_point).unwrap(), expected);
    assert_ne!(study.simulate(2 * of_point).unwrap(), expected);
}

#[test]
fn listed_points_and_rows_of_draws_set_what_they_say() {
    let factors = "[[factors]]\nkind = \"posterior\"\nfile = \"draws.csv\"\n[[factors]]\nkind = \"rule\"\n\
                   [[factors]]\nkind = \"lever\"\nname = \"shelter\"\n";
    let bench = Bench::new(&with_factors(
        factors,
        "kind = \"list\"\nfile = \"points.csv\"",
    ));
    let mut file = File::create(bench.path("draws.csv")).unwrap();
    writeln!(
        file,
        "hazard.attack_share,hazard.men_gbv_ratio\n0.3,0.1\n0.6,0.2"
    )
    .unwrap();
    let points = "rule,shelter,posterior\nexpected,0.5,1\ncrowd,0.25,0\n";
    fs::write(bench.path("points.csv"), points).unwrap();
    bench.whole("out");
    let table = fs::read_to_string(bench.path("out/points.csv")).unwrap();
    assert_eq!(
        table,
        "point_id,block,row,posterior,rule,shelter\n0,,0,1,expected,0.5\n1,,1,0,crowd,0.25\n"
    );
    let study = study(&bench);
    let (mut policy, mut spec) = (study.policies[0].clone(), study.spec.clone());
    for (factor, value) in study.factors.iter().zip(&study.points[0].values) {
        factor.apply(*value, &mut policy, &mut spec);
    }
    let named: Vec<(&str, f64)> = spec
        .overrides
        .iter()
        .map(|(id, value)| (study.world.register.get(*id).name.as_str(), *value))
        .collect();
    assert_eq!(
        named,
        [("hazard.attack_share", 0.6), ("hazard.men_gbv_ratio", 0.2)]
    );
    assert_eq!(spec.rule.name(), "expected");
    let shelter = policy.settings.last().unwrap();
    assert!(shelter.held && (shelter.value - 0.5).abs() < 1e-12);
}
