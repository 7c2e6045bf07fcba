//! Lesson 6: how does one count what nobody thought of?
//!
//! Question: where do people spend the days in which they do not move, why, and what befalls them
//! there? No table of the command says so place by place.
//!
//! Run it with `cargo run --release --example 06_own_observer`.
//!
//! What to look for: an observer is a type with one method, which sees every event and picks those it
//! cares for. Waiting is a place of harm like the road: read the two
//! columns together. Simulated people are multiplied up to real scale at the end, once.

use anyhow::Context as _;
use corredor::engine::event::{Event, Moment, Observer, Place, StayReason, Who};
use corredor::world::vocabulary::Harm;
use corredor::{RunSpec, scenario, simulate};
use jiff::civil::date;

/// Person-days at one place by reason, and serious harms there.
#[derive(Clone, Default)]
struct Waiting {
    days: [f64; StayReason::ALL.len()],
    harms: u32,
}

struct Places(Vec<Waiting>);

impl Observer for Places {
    fn event(&mut self, _: Moment, who: Who, event: Event) {
        match event {
            Event::Stay { place, days, why } => {
                let person_days = f64::from(days) * who.people.len() as f64;
                self.0[place.index()].days[why as usize] += person_days;
            }
            Event::Harmed {
                place: Place::Location(place),
                harm,
                ..
            } if harm.is_in(Harm::SERIOUS) => self.0[place.index()].harms += 1,
            _ => {}
        }
    }
}

fn main() -> anyhow::Result<()> {
    let world = scenario::embedded("darien")?;
    let policy = world
        .policy(&world.reference)
        .context("no reference policy")?;
    let spec = RunSpec {
        from: date(2022, 7, 1),
        to: date(2023, 6, 30),
        scale: 0.1,
        seed: 6,
        fixed_parameters: true,
        ..RunSpec::of(&world)
    };
    let mut places = Places(vec![Waiting::default(); world.locations.len()]);
    simulate(&world, policy, &spec, 0, &mut places)?;
    let mut rows: Vec<(&str, &Waiting, f64)> = world
        .locations
        .iter()
        .zip(&places.0)
        .map(|(place, waiting)| (place.name.as_str(), waiting, waiting.days.iter().sum()))
        .collect();
    rows.sort_by(|a, b| b.2.total_cmp(&a.2));
    println!("Thousands of person-days, and serious harms per 1,000 of them; one replication.");
    println!(
        "{:<26}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}",
        "", "choice", "queue", "claim", "no money", "detained", "harms"
    );
    for (name, waiting, total) in rows.into_iter().take(12) {
        let mut line = format!("{name:<26}");
        for days in waiting.days {
            let cell = format!("{:>9.1}", days / spec.scale / 1000.0);
            line.push_str(&cell);
        }
        println!(
            "{line}{:>9.1}",
            1000.0 * f64::from(waiting.harms) / total.max(1.0)
        );
    }
    println!("Nobody is harmed in detention: see docs/ODD.md.");
    Ok(())
}
