//! Lesson 3: what does a queue do to people?
//!
//! Question: half of the boats of one port stop. Nobody is pushed back and no trail is closed. Does
//! anything happen to those who wait?
//!
//! Run it with `cargo run --release --example 03_queue_at_a_station`. Any daily limit of
//! `capacities.csv` may be given after `--`, and what to multiply it by:
//! `cargo run --release --example 03_queue_at_a_station -- boats_necocli 0.2`.
//!
//! What to look for: a limit that nobody reaches changes nothing; one that is reached makes people
//! wait, and waiting costs what the next fare needs. See whether people go another way, settle or
//! turn back, and whether harm moves. Both columns share their luck: the same people leave.
//!
//! The corridor's files are edited in memory; nothing is written.

use anyhow::Context as _;
use corredor::study::Denominator::{Per1000Departures, Per1000InNeed, UsdPerDeparture};
use corredor::study::compare::contrast;
use corredor::{Outcome, RunSpec, Summary, World, outcomes, scenario};
use jiff::civil::date;

/// The corridor with the daily limit `id` and its range times `factor`.
fn with_capacity(id: &str, factor: f64) -> anyhow::Result<World> {
    let mut files = scenario::embedded_files("darien")?;
    let file = files.get_mut("capacities.csv").context("no capacities")?;
    let text = String::from_utf8(file.clone())?;
    anyhow::ensure!(
        text.contains(&format!("\n{id},")),
        "there is no capacity `{id}`"
    );
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if cells[0] == id {
            for cell in &mut cells[1..4] {
                *cell = (cell.parse::<f64>()? * factor).to_string();
            }
        }
        lines.push(cells.join(","));
    }
    *file = lines.join("\n").into_bytes();
    Ok(scenario::load_files(&files)?)
}

fn simulated(world: &World) -> anyhow::Result<Outcome> {
    let policy = world
        .policy(&world.reference)
        .context("no reference policy")?;
    let spec = RunSpec {
        from: date(2022, 7, 1),
        to: date(2023, 6, 30),
        scale: 0.02,
        seed: 3,
        fixed_parameters: false,
        ..RunSpec::of(world)
    };
    let mut outcomes = outcomes(world, std::slice::from_ref(policy), &spec, 12, 1)?;
    outcomes.pop().context("nothing was simulated")
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let id = arguments.next().unwrap_or_else(|| "boats_turbo".to_owned());
    let factor = match arguments.next() {
        Some(text) => text
            .parse()
            .context("give a number to multiply the limit by")?,
        None => 0.5,
    };
    let whole = simulated(&with_capacity(&id, 1.0)?)?;
    let half = simulated(&with_capacity(&id, factor)?)?;
    println!("{id}, as it is and times {factor}");
    println!(
        "{:<34}{:>10}{:>14}   difference [95 %]",
        "", "as it is", "changed"
    );
    for (code, denominator, label) in [
        ("F6q", Per1000Departures, "days in queues"),
        ("F7", Per1000Departures, "days stranded without money"),
        ("H11", Per1000Departures, "seriously harmed"),
        ("H4", Per1000Departures, "died"),
        ("H8", Per1000Departures, "exploited"),
        ("F3", Per1000Departures, "crossings"),
        ("F4", Per1000Departures, "arrived"),
        ("A6a", Per1000Departures, "turned back"),
        ("A6b", Per1000Departures, "settled on the way"),
        ("P9", Per1000InNeed, "protected, per 1,000 in need"),
        ("C4", UsdPerDeparture, "cost to people, USD each"),
    ] {
        let series = |outcome: &Outcome| outcome.total(code, denominator).cloned();
        let (a, b) = series(&whole)
            .zip(series(&half))
            .context("no such indicator")?;
        let mean = |values: &[Option<f64>]| {
            Summary::of(values.iter().copied().flatten()).map_or(0.0, |it| it.mean)
        };
        let difference = contrast(a.key.clone(), &a.values, &b.values);
        let text = difference.difference.map_or("-".to_owned(), |it| {
            let (low, high) = it.interval();
            format!("{:+.1} [{low:+.1}, {high:+.1}]", it.mean)
        });
        let open = if difference.unresolved() {
            "  unresolved"
        } else {
            ""
        };
        println!(
            "{label:<34}{:>10.1}{:>14.1}   {text}{open}",
            mean(&a.values),
            mean(&b.values)
        );
    }
    println!(
        "\nPer 1,000 people who left, unless said otherwise; 12 replications, one in fifty simulated."
    );
    Ok(())
}
