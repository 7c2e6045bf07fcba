//! Whatever is done to the files of a corridor, reading them ends with a world or with faults.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use corredor::scenario::{Faults, load_files};
use corredor::world::World;

type Files = BTreeMap<String, Vec<u8>>;

/// A small deterministic generator (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0 if `end` is 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn small() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corridors/small");
    let mut files = Files::new();
    for inner in ["", "policies/", "observed/"] {
        for entry in fs::read_dir(folder.join(inner)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                files.insert(format!("{inner}{name}"), fs::read(&path).unwrap());
            }
        }
    }
    files
}

const CELLS: [&str; 34] = [
    "",
    " ",
    "-1",
    "0",
    "1",
    "1e308",
    "-1e308",
    "1e999",
    "NaN",
    "inf",
    "-0",
    "0x10",
    "99999999999999999999999999",
    "y",
    "n",
    "all",
    "none",
    "all but ",
    "all but ALD",
    ";",
    "ALD;",
    "\"",
    "\"\"",
    "\"a\nb\"",
    "2030-13",
    "2030-02-30",
    "9999-12-31",
    "0000-01",
    "-2030-01",
    "open",
    "é",
    "\u{202e}",
    "[",
    "= = 'x",
];

fn lines_of(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

/// Gives every row, or one, another cell in a column; or swaps two columns.
fn change_cells(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut rows = lines_of(bytes);
    let (chosen, swap, everywhere) = (
        dice.below(rows.len()),
        dice.below(3) == 0,
        dice.below(4) == 0,
    );
    let width = rows[0].split(|byte| *byte == b',').count();
    let (a, b) = (dice.below(width), dice.below(width));
    let cell = CELLS[dice.below(CELLS.len())];
    for (index, row) in rows.iter_mut().enumerate() {
        if !everywhere && index != chosen {
            continue;
        }
        let mut cells: Vec<&[u8]> = row.split(|byte| *byte == b',').collect();
        if a >= cells.len() || b >= cells.len() {
            continue;
        }
        if swap {
            cells.swap(a, b);
        } else {
            cells[a] = cell.as_bytes();
        }
        *row = cells.join(&b',');
    }
    rows.join(&b'\n')
}

fn change_lines(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut rows = lines_of(bytes);
    let (a, b) = (dice.below(rows.len()), dice.below(rows.len()));
    match dice.below(4) {
        0 => drop(rows.remove(a)),
        1 => rows.insert(b, rows[a].clone()),
        2 => rows.swap(a, b),
        _ => rows.insert(a, CELLS[dice.below(CELLS.len())].as_bytes().to_vec()),
    }
    rows.join(&b'\n')
}

/// Replaces a run of digits, or of letters, by something else.
fn change_word(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let start = dice.below(bytes.len());
    let word = bytes[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let cell = CELLS[dice.below(CELLS.len())].as_bytes();
    [&bytes[..start], cell, &bytes[start + word..]].concat()
}

fn mutate(files: &mut Files, dice: &mut Dice) {
    let names: Vec<String> = files.keys().cloned().collect();
    if names.is_empty() {
        return;
    }
    let name = &names[dice.below(names.len())];
    let other = files[&names[dice.below(names.len())]].clone();
    let Some(bytes) = files.get_mut(name) else {
        return;
    };
    let at = dice.below(bytes.len());
    match dice.below(12) {
        0 | 1 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
        2 | 3 => *bytes = change_lines(bytes, dice),
        4..=6 => *bytes = change_cells(bytes, dice),
        7 | 8 => *bytes = change_word(bytes, dice),
        9 => bytes.truncate(at),
        10 => {
            let noise: Vec<u8> = (0..dice.below(40)).map(|_| dice.next() as u8).collect();
            bytes.splice(at..at, noise);
        }
        _ => match dice.below(3) {
            0 => drop(files.remove(name)),
            1 => *bytes = other,
            _ => drop(files.insert(format!("x{name}"), other)),
        },
    }
}

fn check_world(world: &World) {
    assert_eq!(world.graph.node_count(), world.locations.len());
    assert_eq!(world.graph.edge_count(), world.links.len());
    for link in &world.links {
        assert!(
            link.from.index() < world.locations.len() && link.to.index() < world.locations.len()
        );
        assert!(link.class.index() < world.classes.len());
        assert!(link.segment.index() < world.segments.len());
        assert!(
            link.gate
                .is_none_or(|gate| gate.index() < world.gates.len())
        );
        assert!(
            link.capacity
                .is_none_or(|capacity| capacity.index() < world.capacities.len())
        );
        assert!(world.register.get(link.fare).name.contains(&link.id));
    }
    for quantity in world.register.all() {
        let ends = [quantity.low, quantity.value, quantity.high];
        assert!(ends.is_sorted() && ends.iter().all(|end| quantity.unit.allows(*end)));
    }
    for policy in &world.policies {
        assert_eq!(policy.gates.len(), world.gates.len());
        let fixed = world.register.fixed();
        for date in [world.start, world.end] {
            let in_force = policy.in_force(world, &fixed, date);
            assert_eq!(in_force.gates.len(), world.gates.len());
        }
    }
    assert!(world.policy(&world.reference).is_some());
}

fn check_faults(faults: &Faults) {
    assert!(faults.count() >= faults.all().len() && !faults.all().is_empty());
    assert!(
        faults
            .all()
            .is_sorted_by(|a, b| (&a.file, a.line) <= (&b.file, b.line))
    );
    let shown = faults.to_string();
    assert!(!shown.is_empty() && shown.lines().count() <= 51);
    assert!(
        shown
            .chars()
            .all(|character| character == '\n' || !character.is_control()),
        "{shown:?}"
    );
}

#[test]
fn mutated_corridors_are_read_or_refused() {
    let sound = small();
    let (mut read, mut refused) = (0, 0);
    for seed in 0..4_000 {
        let mut dice = Dice(seed);
        let mut files = sound.clone();
        for _ in 0..=dice.below(3) {
            mutate(&mut files, &mut dice);
        }
        match load_files(&files) {
            Ok(world) => {
                check_world(&world);
                read += 1;
            }
            Err(faults) => {
                check_faults(&faults);
                refused += 1;
            }
        }
    }
    assert!(
        read > 100 && refused > 1_000,
        "{read} read, {refused} refused"
    );
}

#[test]
fn files_of_noise_are_refused() {
    let sound = small();
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let noise = |dice: &mut Dice| -> Vec<u8> {
            let printable = dice.below(2) == 0;
            let length = dice.below(2_000);
            let byte = |dice: &mut Dice| dice.next() as u8;
            (0..length)
                .map(|_| {
                    if printable {
                        32 + byte(dice) % 95
                    } else {
                        byte(dice)
                    }
                })
                .collect()
        };
        let files = sound
            .keys()
            .map(|name| (name.clone(), noise(&mut dice)))
            .collect();
        check_faults(&load_files(&files).unwrap_err());
    }
}

#[test]
fn deep_and_endless_documents_are_refused() {
    let deep = [
        format!("a = {}", "[".repeat(50_000)),
        format!("a = {}", "{a=".repeat(50_000)),
        format!("[{}]", vec!["a"; 50_000].join(".")),
        format!("{} = 1", vec!["a"; 50_000].join(".")),
        format!("a = \"{}", "x".repeat(100_000)),
    ];
    for text in deep {
        for name in [
            "corridor.toml",
            "parameters.toml",
            "policies/reference.toml",
        ] {
            let mut files = small();
            files.insert(name.to_owned(), text.clone().into_bytes());
            check_faults(&load_files(&files).unwrap_err());
        }
    }
}
