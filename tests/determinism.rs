//! The same seed gives the same bytes, whatever the threads; the same synthetic people live under
//! every policy.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use corredor::engine::event::{Event, Moment, Observer, Who};
use corredor::engine::simulate;
use corredor::ids::{NationalityId, QuantityId};
use corredor::study::RunSpec;
use corredor::world::World;
use corredor::world::policy::Policy;

/// The files that a comparison writes, by name, but for the manifest, which holds times. The report quotes
/// the command, of which only the folder and the threads may differ.
fn tables(folder: &Path, out: &str, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = Command::cargo_bin("corredor")
        .unwrap()
        .current_dir(folder)
        .arg("compare")
        .args(arguments)
        .args(["--quiet", "--out", out])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder.join(out)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name != "manifest.json" {
            let mut bytes = fs::read(path).unwrap();
            if name == "report.html" {
                let text = String::from_utf8(bytes).unwrap();
                let threads = arguments.iter().position(|it| *it == "--threads").unwrap() + 1;
                let asked = format!("--threads {}", arguments[threads]);
                assert!(text.contains(&asked) && text.contains(&format!("--out {out}")));
                bytes = text
                    .replace(&asked, "--threads N")
                    .replace(&format!("--out {out}"), "--out DIR")
                    .into_bytes();
            }
            files.insert(name, bytes);
        }
    }
    assert!(files.len() >= 10, "{:?}", files.keys());
    files
}

fn check_command(arguments: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let with = |out: &str, threads: &str, seed: &str| {
        let more = ["--threads", threads, "--seed", seed];
        tables(folder.path(), out, &[arguments, &more].concat())
    };
    let first = with("first", "1", "7");
    for (out, threads) in [("two", "2"), ("eight", "8"), ("again", "1")] {
        let other = with(out, threads, "7");
        assert!(first.keys().eq(other.keys()));
        for (name, bytes) in &first {
            assert!(
                *bytes == other[name],
                "{name} differs with {threads} threads"
            );
        }
    }
    let other = with("other", "2", "8");
    for name in ["runs.csv", "harms.csv", "summary.csv"] {
        assert!(
            first[name] != other[name],
            "{name} is the same under another seed"
        );
    }
}

#[test]
fn a_seed_gives_the_same_bytes_on_any_number_of_threads_in_the_built_in_corridor() {
    check_command(&[
        "securitised",
        "humanitarian",
        "--scale",
        "0.002",
        "--replications",
        "3",
    ]);
}

#[test]
fn a_seed_gives_the_same_bytes_on_any_number_of_threads_at_full_scale() {
    let small = support::small_folder();
    check_command(&[
        "securitised",
        "humanitarian",
        "--corridor",
        small.to_str().unwrap(),
        "--replications",
        "2",
    ]);
}

/// Where a person came from and who it is: nationality, age, gender, need, marks at departure.
type Traits = (NationalityId, u8, u8, u8, u16);

/// Keeps who left, and on which day.
#[derive(Default, PartialEq, Debug)]
struct Roll {
    people: BTreeMap<(u64, u8), (Traits, usize)>,
}

impl Observer for Roll {
    fn event(&mut self, at: Moment, who: Who, event: Event) {
        let leave = matches!(event, Event::Departed { again: false });
        for person in who.people.iter().filter(|_| leave) {
            let traits = (
                who.nationality,
                person.age as u8,
                person.gender as u8,
                person.need as u8,
                person.marks,
            );
            let before = self
                .people
                .insert((person.entity, person.member), (traits, at.day));
            assert!(before.is_none(), "{person:?} leaves twice as somebody new");
        }
    }
}

fn roll(world: &World, policy: &Policy, spec: &RunSpec, replication: u32) -> Roll {
    let mut roll = Roll::default();
    simulate(world, policy, spec, replication, &mut roll).unwrap();
    assert!(roll.people.len() > 1_000, "{}", roll.people.len());
    roll
}

#[test]
fn the_same_people_exist_under_every_policy() {
    for (world, scale) in [(support::small(), 1.0), (support::darien(), 0.002)] {
        for fixed_parameters in [true, false] {
            let spec = RunSpec {
                fixed_parameters,
                ..support::spec(&world, scale)
            };
            let before = roll(&world, &support::reference(&world), &spec, 1);
            for name in ["securitised", "humanitarian"] {
                let after = roll(&world, &support::policy(&world, name), &spec, 1);
                let mut both = 0;
                for (address, (who, _)) in &before.people {
                    if let Some((other, _)) = after.people.get(address) {
                        assert_eq!(who, other, "{address:?} under {name}");
                        both += 1;
                    }
                }
                let least = before.people.len().min(after.people.len()) / 2;
                assert!(both > least, "{both} people in common under {name}");
            }
        }
    }
}

#[test]
fn a_policy_equal_to_the_reference_lets_the_same_people_leave_on_the_same_days() {
    for (world, scale) in [(support::small(), 1.0), (support::darien(), 0.002)] {
        let spec = support::spec(&world, scale);
        let reference = support::reference(&world);
        let mut other = reference.clone();
        other.name = "another".to_owned();
        assert_eq!(
            roll(&world, &reference, &spec, 0),
            roll(&world, &other, &spec, 0)
        );
    }
}

#[test]
fn numbers_that_are_overridden_have_their_value_whatever_is_drawn() {
    let world = support::small();
    let drawn = RunSpec {
        fixed_parameters: false,
        ..support::spec(&world, 1.0)
    };
    let stated: Vec<_> = (0..)
        .map(QuantityId::from)
        .zip(world.register.all().iter().map(|it| it.value))
        .collect();
    let overridden = RunSpec {
        overrides: stated,
        ..drawn.clone()
    };
    let fixed = RunSpec {
        fixed_parameters: true,
        ..drawn.clone()
    };
    let reference = support::reference(&world);
    let of = |spec: &RunSpec| roll(&world, &reference, spec, 0);
    assert_eq!(of(&overridden), of(&fixed));
    assert_ne!(of(&overridden), of(&drawn));
}

#[test]
fn another_replication_holds_other_people() {
    let world = support::small();
    let spec = support::spec(&world, 1.0);
    let reference = support::reference(&world);
    let (first, second) = (
        roll(&world, &reference, &spec, 0),
        roll(&world, &reference, &spec, 1),
    );
    let alike = first.people.iter().filter(|(address, (who, _))| {
        second
            .people
            .get(address)
            .is_some_and(|(other, _)| who == other)
    });
    let share = alike.count() as f64 / first.people.len() as f64;
    assert!(share < 0.7, "{share}");
}
