//! Lesson 2: what happens when one way is closed?
//!
//! Question: the trail most people take is shut. Where do they go, and what does it do to them?
//!
//! Run it with `cargo run --release --example 02_balloon_effect`.
//!
//! What to look for: people do not vanish from the table when their way does. Read each trail's
//! share of the crossings beside the harm on it, then the harm, the waiting and the protection of
//! all who left. A smaller number of crossings is not a success: see what else moved. The intervals
//! hold luck and all that is not known; where the interval of a difference holds zero, say so.

use std::convert::Infallible;

use anyhow::Context as _;
use corredor::measures::indicators;
use corredor::observe::Tally;
use corredor::study::compare::contrast;
use corredor::study::{Denominator, Summary, replicate};
use corredor::world::policy::Policy;
use corredor::world::vocabulary::Harm;
use corredor::{Outcome, RunSpec, World, scenario};
use jiff::civil::date;

/// The corridor with a gate on the first link of the trail, open under the reference.
fn corridor_with_gate() -> anyhow::Result<World> {
    let mut files = scenario::embedded_files("darien")?;
    let mut edit = |name: &str, from: &str, to: &str| -> anyhow::Result<()> {
        let file = files.get_mut(name).context("no such file")?;
        let text = String::from_utf8(file.clone())?;
        anyhow::ensure!(text.contains(from), "{name} holds no `{from}`");
        *file = text.replacen(from, to, 1).into_bytes();
        Ok(())
    };
    edit(
        "links.csv",
        "onward,,n,darien_colombia,contract",
        "onward,acandi_trail,n,darien_colombia,contract",
    )?;
    edit(
        "gates.csv",
        "\n",
        "\nacandi_trail,,,all,service,open,assumption,assumption,For this lesson\n",
    )?;
    Ok(scenario::load_files(&files)?)
}

/// Crossings, serious harms and person-days by class of trail.
struct Trail {
    name: String,
    crossings: f64,
    harms: f64,
    days: f64,
}

fn trails(world: &World) -> Vec<Trail> {
    let crossing = world.classes.iter().filter(|class| class.crossing);
    crossing
        .map(|class| Trail {
            name: class.id.clone(),
            crossings: 0.0,
            harms: 0.0,
            days: 0.0,
        })
        .collect()
}

fn count(world: &World, tally: &Tally, trails: &mut [Trail]) {
    let classes = world
        .classes
        .iter()
        .enumerate()
        .filter(|(_, class)| class.crossing);
    for ((class, _), trail) in classes.zip(trails) {
        // In the dimension "where", places come first and classes of links after them.
        let here = Some(class + 1);
        trail.crossings += tally.crossings.sum([None, Some(class), None, None, None]) as f64;
        trail.days += tally.person_days.sum([None, here]);
        for harm in Harm::ALL
            .into_iter()
            .filter(|harm| harm.is_in(Harm::SERIOUS))
        {
            trail.harms += tally.harm_events.sum([None, here, Some(harm as usize)]) as f64;
        }
    }
}

/// Where people cross, and the harm there.
fn print_trails([before, after]: &[Vec<Trail>; 2]) {
    println!("{:<18}{:>22}{:>22}", "", "trail open", "trail closed");
    println!(
        "{:<18}{:>11}{:>11}{:>11}{:>11}",
        "trail", "crossings", "harms/day", "crossings", "harms/day"
    );
    let total = |trails: &[Trail]| {
        trails
            .iter()
            .map(|trail| trail.crossings)
            .sum::<f64>()
            .max(1.0)
    };
    for (a, b) in before.iter().zip(after) {
        let cells = |trail: &Trail, all: f64| {
            let rate = if trail.days > 0.0 {
                1000.0 * trail.harms / trail.days
            } else {
                0.0
            };
            format!("{:>9.1} %{rate:>11.0}", 100.0 * trail.crossings / all)
        };
        println!(
            "{:<18}{}{}",
            a.name,
            cells(a, total(before)),
            cells(b, total(after))
        );
    }
    println!(
        "Crossings are shares of all; harms are serious harms per 1,000 person-days on the trail.\n"
    );
}

/// What became of all who left.
fn print_outcomes(outcomes: &[Outcome; 2]) -> anyhow::Result<()> {
    println!(
        "{:<40}{:>10}{:>10}   difference [95 %]",
        "Per 1,000 who left", "open", "closed"
    );
    for (code, denominator, label) in [
        ("H11", Denominator::Per1000Departures, "seriously harmed"),
        ("H4", Denominator::Per1000Departures, "died"),
        (
            "A1",
            Denominator::Per1000Departures,
            "left by guide or crew",
        ),
        (
            "F7",
            Denominator::Per1000Departures,
            "days stranded without money",
        ),
        ("F3", Denominator::Per1000Departures, "crossings"),
        ("F4", Denominator::Per1000Departures, "arrived"),
        ("S3", Denominator::Per1000Departures, "back by own choice"),
        (
            "P9",
            Denominator::Per1000InNeed,
            "protected, per 1,000 in need",
        ),
        ("F1", Denominator::Count, "people who left, all"),
    ] {
        let series = |which: usize| {
            outcomes[which]
                .total(code, denominator)
                .context("no such indicator")
        };
        let (a, b) = (series(0)?, series(1)?);
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
            "{label:<40}{:>10.1}{:>10.1}   {text}{open}",
            mean(&a.values),
            mean(&b.values)
        );
    }
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let world = corridor_with_gate()?;
    let open = world
        .policy(&world.reference)
        .context("no reference policy")?
        .clone();
    let mut closed = Policy {
        name: "trail_closed".to_owned(),
        ..open.clone()
    };
    let gate = world
        .gates
        .iter()
        .position(|gate| gate.id == "acandi_trail");
    closed.gates[gate.context("the gate was not read")?] = Some(false);
    let policies = [open, closed];
    let spec = RunSpec {
        from: date(2022, 7, 1),
        to: date(2023, 6, 30),
        scale: 0.02,
        seed: 2,
        fixed_parameters: false,
        ..RunSpec::of(&world)
    };
    let mut outcomes = policies.clone().map(Outcome::new);
    let mut by_trail = [trails(&world), trails(&world)];
    replicate(&world, &policies, &spec, 12, 1, &|| {}, &mut |finished| {
        let at = finished.policy;
        outcomes[at].add(indicators(&world, &finished.tally, spec.scale));
        count(&world, &finished.tally, &mut by_trail[at]);
        Ok::<(), Infallible>(())
    })?;
    print_trails(&by_trail);
    print_outcomes(&outcomes)
}
