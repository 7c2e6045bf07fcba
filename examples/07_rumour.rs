//! Lesson 7: what does an announcement do, and what if it is not true?
//!
//! Question: people of one nationality are told that nobody of theirs can claim protection at the
//! end of the journey any more. Once it is so; once it is a rumour, and those who arrive report
//! that they can claim as before. Who leaves, who waits, and for how long does the news last?
//!
//! Run it with `cargo run --release --example 07_rumour`.
//!
//! What to look for: departures fall at once under both, before anybody can know. Then the reports of
//! those who arrive bear the news out, or wear it down. The other nationalities were told nothing.
//! People who stay are not people helped: the table does not say what became of them. How strong the
//! news is was set by what happened once, to one nationality; how fast it fades is uncertain.

use anyhow::Context as _;
use corredor::engine::event::{Event, Moment, Observer, StayReason, Who};
use corredor::ids::NationalityId;
use corredor::world::calendar::Calendar;
use corredor::world::policy::{Lever, Policy};
use corredor::world::schedule::{Change, Magnitude, Target};
use corredor::{RunSpec, World, scenario, simulate};
use jiff::civil::{Date, date};

const TOLD: &str = "VEN";
const DAY: Date = date(2022, 10, 12);

/// People who leave, told and not told, and days that the told wait by choice, by month.
struct Flows {
    told: NationalityId,
    left: Vec<[f64; 2]>,
    waited: Vec<f64>,
}

impl Observer for Flows {
    fn event(&mut self, at: Moment, who: Who, event: Event) {
        let (people, told) = (who.people.len() as f64, who.nationality == self.told);
        match event {
            Event::Departed { .. } => self.left[at.month][usize::from(!told)] += people,
            Event::Stay { days, why, .. } if told && why == StayReason::Choice => {
                self.waited[at.month] += f64::from(days) * people;
            }
            _ => {}
        }
    }
}

/// The news that access has ended, where it really stands at `access` from then on.
fn news(world: &World, told: NationalityId, access: f64) -> Change {
    Change {
        id: "news".to_owned(),
        target: Target::Lever(Lever::DestinationAccess),
        value: Magnitude::Set(access),
        told: Some(0.0),
        state: None,
        nationalities: Some(
            (0..world.nationalities.len())
                .map(|index| NationalityId::from(index) == told)
                .collect(),
        ),
        announced: DAY,
        effective: DAY,
        ramp_days: 0,
        expiry: None,
        note: "For this lesson".to_owned(),
    }
}

fn flows(
    world: &World,
    policy: &Policy,
    spec: &RunSpec,
    months: usize,
    told: NationalityId,
) -> anyhow::Result<Flows> {
    let mut flows = Flows {
        told,
        left: vec![[0.0; 2]; months],
        waited: vec![0.0; months],
    };
    simulate(world, policy, spec, 0, &mut flows)?;
    Ok(flows)
}

fn main() -> anyhow::Result<()> {
    let world = scenario::embedded("darien")?;
    let told = world
        .nationalities
        .iter()
        .position(|it| it.code == TOLD)
        .map(NationalityId::from)
        .context("no such nationality")?;
    let usual = world
        .levers
        .iter()
        .find(|row| row.lever == Lever::DestinationAccess)
        .context("no such lever")?
        .reference;
    let silence = world
        .policy(&world.reference)
        .context("no reference policy")?;
    let with = |access: f64| {
        let mut policy = silence.clone();
        policy.changes.push(news(&world, told, access));
        policy
    };
    let spec = RunSpec {
        from: date(2022, 7, 1),
        to: date(2023, 9, 30),
        scale: 0.05,
        seed: 7,
        fixed_parameters: true,
        ..RunSpec::of(&world)
    };
    let calendar = Calendar::new(spec.from, spec.to);
    let months = calendar.months();
    let run = |policy: &Policy| flows(&world, policy, &spec, months.len(), told);
    let [before, truth, rumour] = [run(silence)?, run(&with(0.0))?, run(&with(usual))?];
    println!(
        "On {DAY} people of {TOLD} are told that access ends. Per cent of what it would have been:"
    );
    println!(
        "{:<10}{:>22}{:>22}{:>22}",
        "", "told who leave", "others who leave", "days the told wait"
    );
    println!(
        "{:<10}{:>11}{:>11}{:>11}{:>11}{:>11}{:>11}",
        "month", "true", "rumour", "true", "rumour", "true", "rumour"
    );
    for (at, month) in months.iter().enumerate() {
        let left = |flows: &Flows, who: usize| 100.0 * flows.left[at][who] / before.left[at][who];
        let waited = |flows: &Flows| 100.0 * flows.waited[at] / before.waited[at];
        println!(
            "{:<10}{:>11.0}{:>11.0}{:>11.0}{:>11.0}{:>11.0}{:>11.0}",
            month.strftime("%Y-%m").to_string(),
            left(&truth, 0),
            left(&rumour, 0),
            left(&truth, 1),
            left(&rumour, 1),
            waited(&truth),
            waited(&rumour)
        );
    }
    println!("One replication; the same people with the same luck in every column.");
    Ok(())
}
