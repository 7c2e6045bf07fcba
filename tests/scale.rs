//! Fewer simulated people tell the same story with more noise, and the order of rows tells nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use corredor::observe::Tally;
use corredor::observe::tally::SERIOUS;
use corredor::scenario::embedded_files;
use corredor::study::{Denominator, RunSpec, Summary};
use corredor::world::World;
use support::{Dice, Files};

/// Flows, exposure and harm at real scale, and harm per departure. Harm per person-day is left to
/// its two parts: some people wait for years, and a quotient of few people leans to one side.
const MEASURES: [&str; 7] = [
    "departures",
    "crossings",
    "arrivals",
    "serious harm per departure",
    "injury or illness per departure",
    "serious harms, each time",
    "person-days on the way",
];

/// What a community hears of recent arrivals draws others with an effect that levels off, so that the
/// noise of few arrivals holds some back: with one in two hundred, departures are 5 % fewer.
const PEERS_SLACK: f64 = 0.04;

fn measures(world: &World, tally: &Tally, spec: &RunSpec) -> [f64; 7] {
    let list = support::values(world, tally, spec);
    let count = |code| support::total(&list, code, Denominator::Count);
    let rate = |code| support::total(&list, code, Denominator::Per1000Departures);
    let harms = tally.harm_events.sum([None, None, Some(SERIOUS)]) as f64;
    [
        count("F1"),
        count("F3"),
        count("F4"),
        rate("H11"),
        rate("H10"),
        harms / spec.scale,
        tally.person_days.total() / spec.scale,
    ]
}

/// Summaries of the measures over replications at a scale.
fn summaries(
    world: &World,
    policy: &str,
    scale: f64,
    replications: usize,
    seed: u64,
) -> Vec<Summary> {
    let policy = support::policy(world, policy);
    let spec = RunSpec {
        seed,
        ..support::spec(world, scale)
    };
    let runs = support::on_two_threads(replications, |replication| {
        let tally = support::run(world, &policy, &spec, replication as u32);
        measures(world, &tally, &spec)
    });
    (0..MEASURES.len())
        .map(|at| Summary::of(runs.iter().map(|values| values[at])).unwrap())
        .collect()
}

/// Asserts that two sets of replications agree within Monte Carlo error; `slack` is the relative
/// difference that is forgiven beside it.
fn check_agreement(
    world: &World,
    policy: &str,
    slack: f64,
    large: (f64, usize),
    small: (f64, usize),
) {
    let many = summaries(world, policy, large.0, large.1, 1);
    let few = summaries(world, policy, small.0, small.1, 2);
    let mut wrong = Vec::new();
    for (at, name) in MEASURES.into_iter().enumerate() {
        let (a, b) = (many[at], few[at]);
        let error = a.mcse.unwrap().hypot(b.mcse.unwrap());
        // With few replications the error itself is uncertain: it is not believed under 0.2 %.
        let error = error.max(0.002 * a.mean.abs());
        if (b.mean - a.mean).abs() > 4.0 * error + slack * a.mean.abs() {
            let z = (b.mean - a.mean) / error;
            wrong.push(format!(
                "{name}: {} at {}, {} at {}, z {z:.1}",
                a.mean, large.0, b.mean, small.0
            ));
        }
    }
    assert!(wrong.is_empty(), "{policy}: {}", wrong.join("\n"));
}

#[test]
fn one_in_ten_agrees_with_everybody() {
    let mut files = support::small_files();
    let text = String::from_utf8(files["capacities.csv"].clone()).unwrap();
    let wide = text.replace("boats,15,7.5,22.5", "boats,150,75,225");
    assert!(wide != text);
    files.insert("capacities.csv".to_owned(), wide.into_bytes());
    let world = support::world_of(&files);
    for policy in ["reference", "securitised", "humanitarian"] {
        check_agreement(&world, policy, PEERS_SLACK, (1.0, 8), (0.1, 32));
    }
}

/// Scaled to a tenth, boats for 15 people a day carry less than one party, and how long people
/// wait for them cannot be the same: only about as much harm may come of it.
#[test]
fn a_capacity_below_one_party_a_day_costs_little() {
    let world = support::small();
    for policy in ["reference", "securitised", "humanitarian"] {
        check_agreement(&world, policy, 0.1, (1.0, 4), (0.1, 16));
    }
}

#[test]
fn one_in_two_hundred_agrees_with_one_in_twenty() {
    let world = support::darien();
    let reference = world.reference.clone();
    check_agreement(&world, &reference, PEERS_SLACK, (0.05, 4), (0.005, 12));
}

/// The same files with the rows of every table in another order.
fn shuffled(files: &Files, dice: &mut Dice) -> Files {
    let mut files = files.clone();
    for (name, bytes) in &mut files {
        let extension = std::path::Path::new(name).extension();
        if extension.is_none_or(|it| it != "csv") {
            continue;
        }
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().unwrap().clone();
        let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        dice.shuffle(&mut rows);
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        drop(reader);
        *bytes = writer.into_inner().unwrap();
    }
    files
}

#[test]
fn the_order_of_rows_changes_no_result() {
    let corridors = [
        (support::small_files(), 1.0, 2),
        (embedded_files("darien").unwrap(), 0.002, 1),
    ];
    for (files, scale, orders) in corridors {
        let world = support::world_of(&files);
        let spec = RunSpec {
            fixed_parameters: false,
            ..support::spec(&world, scale)
        };
        for name in ["securitised", "humanitarian"] {
            let expected = support::run(&world, &support::policy(&world, name), &spec, 3);
            for seed in 0..orders {
                let other = support::world_of(&shuffled(&files, &mut Dice(seed)));
                let links = |world: &World| -> Vec<String> {
                    world.links.iter().map(|link| link.id.clone()).collect()
                };
                assert_eq!(links(&world), links(&other));
                let found = support::run(&other, &support::policy(&other, name), &spec, 3);
                assert!(expected == found, "{} {name}, order {seed}", world.name);
            }
        }
    }
}
