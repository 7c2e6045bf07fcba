//! `cargo bench -p corredor-benches`: loading, set-up, tables, the day loop, counting and writing,
//! large networks, replications, draws.
//!
//! Throughput of the day loop is in person-days: `thrpt` of 10 Melem/s is 100 ns per person-day.
//! `cargo run --release -p corredor-benches` prints the same per event and per person as a table.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "the macros of criterion make functions, and a benchmark that cannot go on must fail"
)]

use std::convert::Infallible;
use std::hint::black_box;
use std::time::Duration;

use corredor::engine::observer::Unobserved;
use corredor::engine::simulate;
use corredor::measures::indicators;
use corredor::observe::Tally;
use corredor::output::csv::{RunFiles, Scenario};
use corredor::rng::{Draws, Purpose};
use corredor::study::{Finished, replicate};
use corredor_benches::{SIZES, network, spec, world};
use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};

/// Few samples: the whole takes about three minutes on two cores.
fn short(criterion: &mut Criterion, name: &str, run: impl Fn(&mut Group<'_>)) {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_secs(2));
    run(&mut group);
    group.finish();
}

type Group<'a> = criterion::BenchmarkGroup<'a, criterion::measurement::WallTime>;

fn loading(criterion: &mut Criterion) {
    short(criterion, "loading", |group| {
        group.bench_function("darien", |bench| bench.iter(|| world().unwrap()));
    });
}

fn day_loop(criterion: &mut Criterion) {
    let world = world().unwrap();
    let policy = world.policy(&world.reference).unwrap();
    short(criterion, "day_loop", |group| {
        for (name, scale) in SIZES {
            let spec = spec(&world, scale);
            let run = || simulate(&world, policy, &spec, 0, &mut Unobserved).unwrap();
            group.throughput(Throughput::Elements(run().person_days));
            group.bench_function(name, |bench| bench.iter(run));
        }
    });
}

/// A day of hardly anybody: what a replication costs before anything happens.
fn set_up(criterion: &mut Criterion) {
    let world = world().unwrap();
    let mut one_day = spec(&world, SIZES[0].1);
    one_day.to = one_day.from;
    short(criterion, "set_up", |group| {
        for name in [world.reference.as_str(), "history"] {
            let policy = world.policy(name).unwrap();
            group.bench_function(name, |bench| {
                bench.iter(|| simulate(&world, policy, &one_day, 0, &mut Unobserved).unwrap());
            });
        }
    });
}

/// The window with next to nobody in it: choice tables, beliefs, prices and queues by themselves.
fn tables(criterion: &mut Criterion) {
    let world = world().unwrap();
    let policy = world.policy("history").unwrap();
    let empty = spec(&world, 1e-6);
    short(criterion, "tables", |group| {
        group.bench_function("window_without_people", |bench| {
            bench.iter(|| simulate(&world, policy, &empty, 0, &mut Unobserved).unwrap());
        });
    });
}

/// Counting and writing, beside the day loop without an observer.
fn counting(criterion: &mut Criterion) {
    let world = world().unwrap();
    let policy = world.policy(&world.reference).unwrap();
    let spec = spec(&world, SIZES[1].1);
    short(criterion, "counting", |group| {
        group.bench_function("100k_with_tally", |bench| {
            bench.iter(|| {
                let mut tally = Tally::new(&world, &spec);
                simulate(&world, policy, &spec, 0, &mut tally).unwrap();
                tally
            });
        });
        let mut tally = Tally::new(&world, &spec);
        let counts = simulate(&world, policy, &spec, 0, &mut tally).unwrap();
        group.bench_function("indicators", |bench| {
            bench.iter(|| indicators(&world, &tally, spec.scale));
        });
        let finished = Finished {
            policy: 0,
            replication: 0,
            counts,
            tally,
        };
        let scenarios = [Scenario {
            id: "bench".to_owned(),
            config_sha256: String::new(),
        }];
        let folder = std::env::temp_dir().join("corredor-bench-tables");
        std::fs::create_dir_all(&folder).unwrap();
        group.bench_function("tables_of_a_replication", |bench| {
            bench.iter(|| {
                let mut files =
                    RunFiles::create(&folder, &world, &spec, &scenarios, String::new()).unwrap();
                files.write(&finished).unwrap();
                files.finish().unwrap()
            });
        });
        std::fs::remove_dir_all(&folder).unwrap();
    });
}

/// Networks far larger than the built-in one: loading, and their first month.
fn networks(criterion: &mut Criterion) {
    short(criterion, "network", |group| {
        for (name, rows) in [("2k_places_10k_links", 20), ("20k_places_100k_links", 200)] {
            group.bench_function(format!("load_{name}"), |bench| {
                bench.iter(|| network(rows).unwrap());
            });
            let world = network(rows).unwrap();
            let policy = world.policy(&world.reference).unwrap();
            let mut spec = spec(&world, 0.2);
            spec.to = world.start.last_of_month();
            group.bench_function(format!("run_{name}"), |bench| {
                bench.iter(|| simulate(&world, policy, &spec, 0, &mut Unobserved).unwrap());
            });
        }
    });
}

fn replications(criterion: &mut Criterion) {
    let world = world().unwrap();
    let policies = [world.policy(&world.reference).unwrap().clone()];
    let spec = spec(&world, SIZES[0].1);
    short(criterion, "four_replications_of_10k", |group| {
        for threads in [1, 2] {
            group.bench_function(format!("{threads}_threads"), |bench| {
                bench.iter(|| {
                    let mut people = 0;
                    replicate(
                        &world,
                        &policies,
                        &spec,
                        4,
                        threads,
                        &|| {},
                        &mut |finished| -> Result<(), Infallible> {
                            people += finished.counts.people;
                            Ok(())
                        },
                    )
                    .unwrap();
                    people
                });
            });
        }
    });
}

fn draws(criterion: &mut Criterion) {
    let draws = Draws::new(1, 0);
    let mut group = criterion.benchmark_group("draws");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1));
    group.bench_function("block", |bench| {
        let mut entity = 0;
        bench.iter(|| {
            entity += 1;
            draws.block(black_box(entity), 0, Purpose::Hop, 1)
        });
    });
    group.bench_function("ten_keyed_words", |bench| {
        let mut entity = 0;
        bench.iter(|| {
            entity += 1;
            let mut words = draws.words(black_box(entity), 0, Purpose::Choice, 1);
            (0..10).map(|_| words.unit()).sum::<f64>()
        });
    });
    group.finish();
}

criterion_group!(
    benches,
    loading,
    set_up,
    tables,
    day_loop,
    counting,
    networks,
    replications,
    draws
);
criterion_main!(benches);
