//! Every fault that a corridor can have is told with its place, what is wrong and what is allowed.
//! A faulty corridor is the sound one of `tests/corridors/small` with a patch.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use corredor::scenario::{Faults, adjust_policy, embedded, export, load, load_files, load_policy};
use corredor::world::World;
use tempfile::TempDir;

/// Tests named after a fault: patches of the sound corridor, and all the faults then found.
macro_rules! faults {
    ($($name:ident: [$($patch:expr),*] => [$($fault:expr),*];)*) => {$(
        #[test]
        fn $name() {
            crate::check(&[$($patch),*], &[$($fault),*]);
        }
    )*};
}

#[path = "invalid/bounds.rs"]
mod bounds;
#[path = "invalid/cells.rs"]
mod cells;
#[path = "invalid/changes.rs"]
mod changes;
#[path = "invalid/documents.rs"]
mod documents;
#[path = "invalid/network.rs"]
mod network;
#[path = "invalid/packages.rs"]
mod packages;
#[path = "invalid/tables.rs"]
mod tables;
#[path = "invalid/timeline.rs"]
mod timeline;

/// A change of a file of the sound corridor: the first `from` becomes `to`.
type Patch<'a> = (&'a str, &'a str, &'a str);

/// The levers of the sound corridor that differ from the defaults.
const LEVERS: &str = "lever,at_0,at_1,reference\ndestination_appointments,0,3000,1450\n";

fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corridors/small")
}

fn world() -> World {
    load(&small()).unwrap()
}

fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for inner in ["", "policies", "observed"] {
        fs::create_dir_all(folder.path().join(inner)).unwrap();
        for entry in fs::read_dir(small().join(inner)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap();
                fs::copy(&path, folder.path().join(inner).join(name)).unwrap();
            }
        }
    }
    folder
}

fn patched(patches: &[Patch]) -> TempDir {
    let folder = copy();
    for (file, from, to) in patches {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }
    folder
}

fn lines(faults: &Faults) -> Vec<String> {
    faults.all().iter().map(ToString::to_string).collect()
}

fn found_in(folder: &TempDir) -> Vec<String> {
    match load(folder.path()) {
        Ok(_) => panic!("no fault found"),
        Err(faults) => lines(&faults),
    }
}

fn check(patches: &[Patch], expected: &[&str]) {
    assert_eq!(found_in(&patched(patches)), expected);
}

#[test]
fn faults_of_many_files_are_told_at_once_by_file_and_line() {
    let folder = patched(&[
        ("links.csv", "bus,road,337", "bus,road,-1"),
        ("links.csv", "STA,CIT,foot", "STA,CITY,walk"),
        ("corridor.toml", "[5, 6,", "[5, 60,"),
        ("policies/humanitarian.toml", "shelter =", "sheltre ="),
        (
            "hazards.csv",
            "gap,kidnapping,,per_passage,5,0.01",
            "gap,kidnapping,,per_passage,5,much",
        ),
    ]);
    fs::remove_file(folder.path().join("gates.csv")).unwrap();
    assert_eq!(
        found_in(&folder),
        [
            r#"corridor.toml:8: rainy_months: "60": not a month of the year; allowed: 1 to 12"#,
            "gates.csv: missing file",
            r#"hazards.csv:3: value: "much": not a number; allowed: a finite number"#,
            r#"links.csv:2: distance_km: "-1": below the lowest legal value; allowed: 0 or more (km)"#,
            r#"links.csv:7: to: "CITY": unknown location; did you mean "CIT"?"#,
            r#"links.csv:7: mode: "walk": unknown mode; allowed: foot, bus, river_boat, sea_boat, train, air"#,
            r#"policies/humanitarian.toml:10: levers.sheltre: unknown lever; did you mean "shelter"?"#,
        ]
    );
}

/// The faults of the sound corridor with other bytes in one file.
fn with_bytes(file: &str, bytes: &[u8]) -> Vec<String> {
    let folder = copy();
    fs::write(folder.path().join(file), bytes).unwrap();
    found_in(&folder)
}

#[test]
fn files_that_are_no_text() {
    let file = "capacities.csv";
    assert_eq!(with_bytes(file, b""), ["capacities.csv: the file is empty"]);
    assert_eq!(
        with_bytes(file, b"\xef\xbb\xbf\n"),
        ["capacities.csv: the file is empty"]
    );
    assert_eq!(
        with_bytes(file, b"id,value\nboats,\xe9\n"),
        ["capacities.csv:2: bytes that are not UTF-8; allowed: text in UTF-8"]
    );
    assert_eq!(
        with_bytes(file, b"id\n\nboats\0"),
        ["capacities.csv:3: a NUL byte; allowed: text in UTF-8"]
    );
    let long = [b"id,value\n".as_slice(), &vec![b'x'; 10 << 20]].concat();
    assert_eq!(
        with_bytes(file, &long),
        ["capacities.csv:2: a line of 10485760 bytes; allowed: at most 1048576 bytes"]
    );
}

#[test]
fn a_folder_where_a_file_should_be() {
    let folder = copy();
    fs::remove_file(folder.path().join("SOURCES.csv")).unwrap();
    fs::create_dir(folder.path().join("SOURCES.csv")).unwrap();
    assert_eq!(
        found_in(&folder),
        ["SOURCES.csv: a folder where a file should be"]
    );
}

#[test]
fn files_of_unknown_names() {
    let folder = copy();
    let rename = |from: &str, to: &str| {
        fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
    };
    rename("gates.csv", "gate.csv");
    fs::write(folder.path().join("policies/list.csv"), "a").unwrap();
    assert_eq!(
        found_in(&folder),
        [
            r#"gate.csv: no file of a corridor is called so; did you mean "gates.csv"?"#,
            "gates.csv: missing file",
            "policies/list.csv: no file of a corridor is called so",
        ]
    );
}

#[test]
fn files_whose_names_are_in_capitals() {
    let folder = copy();
    let path = |name: &str| folder.path().join(name);
    fs::rename(path("tiers.csv"), path("tiers.CSV")).unwrap();
    fs::rename(path("observed/targets.csv"), path("observed/targets.CSV")).unwrap();
    fs::write(path("Links.CSV"), "id\n").unwrap();
    fs::write(path("policies/mine.TOML"), "title = \"Mine\"\n").unwrap();
    let stranger = "no file of a corridor is called so; did you mean";
    assert_eq!(
        found_in(&folder),
        [
            format!(r#"Links.CSV: {stranger} "links.csv"?"#),
            format!(r#"observed/targets.CSV: {stranger} "observed/targets.csv"?"#),
            format!(r#"policies/mine.TOML: {stranger} "policies/mine.toml"?"#),
            format!(r#"tiers.CSV: {stranger} "tiers.csv"?"#),
        ]
    );
}

#[test]
fn lines_that_end_in_carriage_returns() {
    let columns = "id,value,low,high,unit,status,grade,source,note";
    let row = "persons/day,assumption,D,assumption,";
    let text = format!("{columns}\r\rboats,15,7.5,x,{row}\r");
    assert_eq!(
        with_bytes("capacities.csv", text.as_bytes()),
        [r#"capacities.csv:3: high: "x": not a number; allowed: a finite number"#]
    );
}

#[test]
fn no_corridor_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere");
    let shown = missing.display().to_string();
    assert_eq!(
        lines(&load(&missing).unwrap_err()),
        [format!("{shown}: no such folder")]
    );
    fs::write(&missing, "").unwrap();
    assert_eq!(
        lines(&load(&missing).unwrap_err()),
        [format!("{shown}: not a folder")]
    );
    let found = found_in(&folder);
    assert_eq!(found.len(), 13);
    assert!(
        found.iter().all(|fault| fault.ends_with(": missing file")),
        "{found:?}"
    );
}

#[test]
fn more_bytes_than_are_read() {
    let files = BTreeMap::from([("links.csv".to_owned(), vec![b'x'; (64 << 20) + 1])]);
    assert_eq!(
        lines(&load_files(&files).unwrap_err()),
        ["corridor: 67108865 bytes in all files; allowed: at most 67108864 bytes"]
    );
    let folder = copy();
    let large = fs::File::create(folder.path().join("links.csv")).unwrap();
    large.set_len(65 << 20).unwrap();
    let shown = folder.path().display();
    assert_eq!(
        found_in(&folder),
        [format!(
            "{shown}: the files are too large; allowed: at most 67108864 bytes in all"
        )]
    );
}

#[test]
fn very_many_faults_are_counted() {
    let mut rows = "nationality,residence,month,persons,status,source\n".to_owned();
    rows.push_str(&"ALD,ALM,2030-01,x,assumption,assumption\n".repeat(60));
    let folder = copy();
    fs::write(folder.path().join("departures.csv"), rows).unwrap();
    let faults = load(folder.path()).unwrap_err();
    assert_eq!(faults.count(), 119);
    let shown = faults.to_string();
    assert_eq!(shown.lines().count(), 51);
    assert!(shown.ends_with("\nand 69 more"), "{shown}");
}

#[test]
fn values_are_shortened_and_escaped() {
    let value = format!("a\tb\u{1b}[31m\u{202e}\"é'{}", "z".repeat(200));
    let quoted = format!("\"{}\"", value.replace('"', "\"\""));
    let folder = patched(&[("capacities.csv", "boats,15,", &format!("boats,{quoted},"))]);
    let shown = format!(r#"a\tb\u{{1b}}[31m\u{{202e}}\"é'{}…"#, "z".repeat(60 - 12));
    assert_eq!(
        found_in(&folder),
        [format!(
            "capacities.csv:2: value: \"{shown}\": not a number; allowed: a finite number"
        )]
    );
}

#[test]
fn options_of_the_command_line() {
    let world = world();
    let mut policy = world.policies[0].clone();
    let before = policy.clone();
    let owned = |options: &[&str]| -> Vec<String> {
        options.iter().map(|option| (*option).to_owned()).collect()
    };
    let sets = owned(&[
        "sheltr=0.5",
        "shelter=inf",
        "search_and_rescue=1.5",
        "BRO.shelter=0.5",
        "BRU.sheltr=0.5",
        "buses=ajar",
        "shelter",
        "BRU.coordination_kappa=0.5",
        "fines_usd=-1",
        " shelter =0.5",
    ]);
    let dials = owned(&["humane=1", "humanitarian=2", "securitisation=NaN"]);
    let faults = adjust_policy(&world, &mut policy, &sets, &dials).unwrap_err();
    assert_eq!(
        lines(&faults),
        [
            "--dial: humane: unknown dial; allowed: securitisation, humanitarian",
            r#"--dial: humanitarian: "2": above the highest legal value; allowed: 0 to 1"#,
            r#"--dial: securitisation: "NaN": not finite; allowed: a finite number"#,
            r#"--set: sheltr: unknown lever or gate; did you mean "shelter"?"#,
            r#"--set: shelter: "inf": not finite; allowed: a finite number"#,
            r#"--set: search_and_rescue: "1.5": above the highest legal value; allowed: 0 to 1"#,
            r#"--set: BRO.shelter: unknown state; did you mean "BRU"?"#,
            r#"--set: BRU.sheltr: unknown lever; did you mean "shelter"?"#,
            r#"--set: buses: "ajar": unknown position of a gate; allowed: open, closed"#,
            "--set: \"shelter\": no value given; allowed: LEVER=VALUE, STATE.LEVER=VALUE, GATE=open or GATE=closed",
            "--set: BRU.coordination_kappa: one number for the whole corridor: no state sets it",
            r#"--set: fines_usd: "-1": below the lowest legal value; allowed: 0 to 5000"#,
            r#"--set: shelter: "0.5": given twice; allowed: one value for each name"#,
        ]
    );
    assert_eq!(policy, before);
}

#[test]
fn a_policy_by_its_path() {
    let world = world();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    let shown = path.display().to_string();
    let fault = lines(&load_policy(&world, &path).unwrap_err());
    assert!(
        fault[0].starts_with(&format!("{shown}: cannot be read: ")),
        "{fault:?}"
    );
    fs::write(
        &path,
        "title = \"Mine\"\ndescription = \"d\"\n[levers]\nasylum_acess = 1\n",
    )
    .unwrap();
    assert_eq!(
        lines(&load_policy(&world, &path).unwrap_err()),
        [format!(
            "{shown}:4: levers.asylum_acess: unknown lever; did you mean \"asylum_access\"?"
        )]
    );
    fs::write(&path, "title = \"Mine\"\ntitle = \"Yours\"\n").unwrap();
    assert_eq!(
        lines(&load_policy(&world, &path).unwrap_err()),
        [format!("{shown}:2: not TOML: duplicate key")]
    );
}

#[test]
fn corridors_are_exported_only_to_empty_folders() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("a/b");
    let written = export("darien", &new).unwrap();
    assert!(new.join("links.csv").is_file() && new.join("policies").is_dir());
    assert!(written > 15);
    assert_eq!(
        lines(&export("darien", &new).unwrap_err()),
        [format!(
            "{}: the folder is not empty; allowed: an empty or new folder",
            new.display()
        )]
    );
    let faults = lines(&embedded("darein").unwrap_err());
    assert!(
        faults[0].ends_with("did you mean \"darien\"?"),
        "{faults:?}"
    );
}
