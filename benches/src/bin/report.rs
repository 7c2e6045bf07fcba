//! Prints a Markdown table of what a replication costs: time per person-day and per event, bytes a
//! person. `cargo run --release -p corredor-benches`.

use std::error::Error;
use std::time::Instant;

use corredor::engine::event::Unobserved;
use corredor::engine::simulate;
use corredor_benches::{SIZES, spec, world};

/// Runs of each size; the fastest counts.
const RUNS: u32 = 3;
/// More people than leave, three for each, to see how the cost grows; run once.
const LARGEST: (&str, f64) = ("10M", 3.0);

fn main() -> Result<(), Box<dyn Error>> {
    let world = world()?;
    let policy = world
        .policy(&world.reference)
        .ok_or("no reference policy")?;
    println!(
        "| size | people | person-days | events | seconds | ns a person-day | ns an event | bytes a person |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let sizes = SIZES.map(|it| (it, RUNS));
    for ((name, scale), runs) in sizes.into_iter().chain([(LARGEST, 1)]) {
        let spec = spec(&world, scale);
        let mut best = f64::INFINITY;
        let mut counts = corredor::study::Counts::default();
        for replication in 0..runs {
            let start = Instant::now();
            counts = simulate(&world, policy, &spec, replication, &mut Unobserved)?;
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!(
            "| {name} | {} | {} | {} | {best:.2} | {:.0} | {:.0} | {:.0} |",
            counts.people,
            counts.person_days,
            counts.events,
            best * 1e9 / counts.person_days as f64,
            best * 1e9 / counts.events as f64,
            counts.peak_bytes as f64 / counts.people as f64,
        );
    }
    Ok(())
}
