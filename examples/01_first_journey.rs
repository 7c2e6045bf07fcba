//! Lesson 1: what is one journey?
//!
//! Question: what does the model say happens to one family, day by day?
//!
//! Run it with `cargo run --release --example 01_first_journey`, and with a number after `--` to
//! follow another family: `cargo run --release --example 01_first_journey -- 7`.
//!
//! What to look for: how much of the time goes into movement and how much into waiting; what the
//! family pays; what it suffers, and where; whether anybody tells it of its right to protection.
//! The people are invented: the same seed invents the same family again. One journey shows the
//! rules at work and is typical of nothing.

use anyhow::Context as _;
use corredor::engine::event::{Event, GivingUp, Moment, Observer, Place, StayReason, Who};
use corredor::engine::people::Person;
use corredor::ids::{LocationId, StateId};
use corredor::world::calendar::Calendar;
use corredor::{RunSpec, World, scenario, simulate};
use jiff::civil::date;

/// Follows the people who left with one party.
struct Follower<'a> {
    world: &'a World,
    calendar: Calendar,
    /// Families still to let pass before one is followed.
    to_skip: u32,
    /// The address that all members of the followed party carry, wherever they go.
    family: Option<u64>,
}

impl Follower<'_> {
    fn name(&self, place: LocationId) -> &str {
        &self.world.locations[place.index()].name
    }

    fn at(&self, place: Place) -> String {
        match place {
            Place::Location(place) => format!("in {}", self.name(place)),
            Place::Arc(arc) => {
                let (from, to) = self.world.ends(arc);
                format!("on the way from {} to {}", self.name(from), self.name(to))
            }
        }
    }
}

/// A person in words.
fn in_words(person: &Person) -> String {
    format!(
        "member {} ({}, {})",
        person.member + 1,
        person.gender.name(),
        person.age.name()
    )
}

impl Observer for Follower<'_> {
    fn event(&mut self, at: Moment, who: Who, event: Event) {
        if let Event::Departed { again } = event {
            self.choose(who, again);
        }
        let Some(first) = who.people.first() else {
            return;
        };
        if Some(first.entity) != self.family {
            return;
        }
        if let Some(text) = self.words(first, who.people.len(), event) {
            println!("{}  {}", self.calendar.date(at.day), text.trim_end());
        }
    }
}

impl Follower<'_> {
    /// Takes up a family that leaves, if none is followed yet.
    fn choose(&mut self, who: Who, again: bool) {
        let people = who.people;
        let family = people.len() > 2 && people.iter().any(|person| person.age.is_minor());
        if self.family.is_none() && family && self.to_skip == 0 {
            self.family = people.first().map(|person| person.entity);
            let members: Vec<String> = people.iter().map(in_words).collect();
            let nationality = &self.world.nationalities[who.nationality.index()].name;
            println!("A family, {nationality}: {}.\n", members.join(", "));
        } else if family && !again {
            self.to_skip = self.to_skip.saturating_sub(1);
        }
    }

    /// What an event is, in words; none for those that are left out.
    fn words(&self, person: &Person, people: usize, event: Event) -> Option<String> {
        let state = |state: StateId| &self.world.states[state.index()].name;
        Some(match event {
            Event::Departed { again: false } => "leaves home".to_owned(),
            Event::Departed { again: true } => "leaves again".to_owned(),
            Event::Stage { arc, days } => {
                let mode = self.world.links[arc.link().index()].mode.name();
                let way = self.at(Place::Arc(arc));
                let hours = days * 24.0;
                format!("{hours:.0} hours by {mode} {way} ({people} people)")
            }
            Event::Stay { place, days, why } => {
                let why = match why {
                    StayReason::Choice => "waiting before going on",
                    StayReason::Queue => "in a queue",
                    StayReason::Claim => "waiting for a decision on a claim",
                    StayReason::Stranded => "without money to go on",
                    StayReason::Detained => "detained",
                };
                let place = self.name(place);
                format!("a stay of {days:.1} days in {place} ends: {why}")
            }
            Event::Harmed { place, harm, .. } => {
                let (kind, cause) = harm.kind_and_cause();
                let (person, place) = (in_words(person), self.at(place));
                format!("HARM to {person} {place}: {kind} {cause}")
            }
            Event::Abandoned { place, kind } => {
                let (person, place) = (in_words(person), self.at(place));
                format!("{person} left behind ({}) {place}", kind.name())
            }
            Event::Exhausted { arc } => {
                format!("must stop, exhausted, {}", self.at(Place::Arc(arc)))
            }
            Event::GaveUp { place, how } => {
                let how = match how {
                    GivingUp::TurnedBack => "turns back",
                    GivingUp::Settled => "settles",
                    GivingUp::WaitedLong => "has waited over 90 days in all",
                };
                format!("{how} in {}", self.name(place))
            }
            Event::Crossed { days, usd, .. } => {
                let crossing = &self.world.crossing_name;
                format!("{crossing} completed in {days:.1} days for {usd:.0} USD each")
            }
            // Members share one need and one claim: the first speaks for all.
            Event::Protection { state: at, stage } if person.member == 0 => {
                format!("protection: {} in {}", stage.name(), state(at))
            }
            Event::Right { state: at, kind } if person.member == 0 => {
                format!("act of the state: {} in {}", kind.name(), state(at))
            }
            Event::Arrived {
                place,
                days,
                access,
            } => {
                let claim = if access { "can" } else { "cannot" };
                let place = self.name(place);
                format!("arrives in {place} after {days:.0} days and {claim} claim protection")
            }
            _ => return None,
        })
    }
}

fn main() -> anyhow::Result<()> {
    let to_skip = match std::env::args().nth(1) {
        Some(text) => text
            .parse()
            .context("give a number of families to let pass")?,
        None => 0,
    };
    let world = scenario::embedded("darien")?;
    let spec = RunSpec {
        from: date(2023, 1, 1),
        to: date(2023, 12, 31),
        scale: 0.01,
        seed: 1,
        fixed_parameters: true,
        ..RunSpec::of(&world)
    };
    let policy = world
        .policy(&world.reference)
        .context("no reference policy")?;
    let mut follower = Follower {
        world: &world,
        calendar: Calendar::new(spec.from, spec.to),
        to_skip,
        family: None,
    };
    simulate(&world, policy, &spec, 0, &mut follower)?;
    println!("\nWhat is not told above had not happened when the window ended.");
    Ok(())
}
