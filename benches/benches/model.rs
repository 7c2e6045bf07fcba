//! `cargo bench -p corredor-benches`: loading, the day loop, replications, draws.
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
use corredor::rng::{Draws, Purpose};
use corredor::study::replicate;
use corredor_benches::{SIZES, spec, world};
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

criterion_group!(benches, loading, day_loop, replications, draws);
criterion_main!(benches);
