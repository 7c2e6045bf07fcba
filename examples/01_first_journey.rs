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
use corredor::engine::observer::{
    Abandonment, GivingUp, Moment, Observer, Place, ProtectionStage, Right, Stay,
};
use corredor::engine::people::Person;
use corredor::ids::{ArcId, ClassId, LocationId, NationalityId, StateId};
use corredor::world::calendar::Calendar;
use corredor::world::vocabulary::Harm;
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
    fn follows(&self, people: &[Person]) -> bool {
        people
            .first()
            .is_some_and(|person| Some(person.entity) == self.family)
    }

    fn say(&self, at: Moment, text: &str) {
        println!("{}  {text}", self.calendar.date(at.day));
    }

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
fn who(person: &Person) -> String {
    format!(
        "member {} ({}, {})",
        person.member + 1,
        person.gender.name(),
        person.age.name()
    )
}

/// The rest of the methods of [`Observer`] are left as they are: they do nothing.
impl Observer for Follower<'_> {
    fn departed(&mut self, at: Moment, nationality: NationalityId, people: &[Person], again: bool) {
        let family = people.len() > 2 && people.iter().any(|person| person.age.is_minor());
        if self.family.is_none() && family && self.to_skip == 0 {
            self.family = people.first().map(|person| person.entity);
            let members: Vec<String> = people.iter().map(who).collect();
            let nationality = &self.world.nationalities[nationality.index()].name;
            println!("A family, {nationality}: {}.\n", members.join(", "));
        } else if family && !again {
            self.to_skip = self.to_skip.saturating_sub(1);
        }
        if self.follows(people) {
            self.say(at, if again { "leaves again" } else { "leaves home" });
        }
    }

    fn stage(&mut self, at: Moment, arc: ArcId, _: NationalityId, people: &[Person], days: f32) {
        if self.follows(people) {
            let mode = self.world.links[arc.link().index()].mode.name();
            let way = self.at(Place::Arc(arc));
            let hours = days * 24.0;
            let text = format!("{hours:.0} hours by {mode} {way} ({} people)", people.len());
            self.say(at, &text);
        }
    }

    fn stay(
        &mut self,
        at: Moment,
        place: LocationId,
        _: NationalityId,
        people: &[Person],
        days: f32,
        why: Stay,
    ) {
        if self.follows(people) {
            let why = match why {
                Stay::Choice => "waiting before going on",
                Stay::Queue => "in a queue",
                Stay::Claim => "waiting for a decision on a claim",
                Stay::Stranded => "without money to go on",
                Stay::Detained => "detained",
            };
            let text = format!(
                "a stay of {days:.1} days in {} ends: {why}",
                self.name(place)
            );
            self.say(at, &text);
        }
    }

    fn harmed(&mut self, at: Moment, place: Place, _: NationalityId, person: &Person, harm: Harm) {
        if Some(person.entity) == self.family {
            let (kind, cause) = harm.kind_and_cause();
            let text = format!("HARM to {} {}: {kind} {cause}", who(person), self.at(place));
            self.say(at, text.trim_end());
        }
    }

    fn abandoned(
        &mut self,
        at: Moment,
        place: Place,
        _: NationalityId,
        person: &Person,
        kind: Abandonment,
    ) {
        if Some(person.entity) == self.family {
            let text = format!(
                "{} left behind ({}) {}",
                who(person),
                kind.name(),
                self.at(place)
            );
            self.say(at, &text);
        }
    }

    fn exhausted(&mut self, at: Moment, arc: ArcId, _: NationalityId, people: &[Person]) {
        if self.follows(people) {
            let text = format!("must stop, exhausted, {}", self.at(Place::Arc(arc)));
            self.say(at, &text);
        }
    }

    fn gave_up(
        &mut self,
        at: Moment,
        place: LocationId,
        _: NationalityId,
        people: &[Person],
        how: GivingUp,
    ) {
        if self.follows(people) {
            let how = match how {
                GivingUp::TurnedBack => "turns back",
                GivingUp::Settled => "settles",
                GivingUp::WaitedLong => "has waited over 90 days in all",
            };
            let text = format!("{how} in {}", self.name(place));
            self.say(at, &text);
        }
    }

    fn crossed(
        &mut self,
        at: Moment,
        _: ClassId,
        _: NationalityId,
        people: &[Person],
        days: f32,
        usd: f32,
        _: bool,
    ) {
        if self.follows(people) {
            let crossing = &self.world.crossing_name;
            let text = format!("{crossing} completed in {days:.1} days for {usd:.0} USD each");
            self.say(at, &text);
        }
    }

    fn protection(
        &mut self,
        at: Moment,
        state: StateId,
        _: NationalityId,
        person: &Person,
        stage: ProtectionStage,
    ) {
        // Members share one need and one claim: the first speaks for all.
        if Some(person.entity) == self.family && person.member == 0 {
            let state = &self.world.states[state.index()].name;
            let text = format!("protection: {} in {state}", stage.name());
            self.say(at, &text);
        }
    }

    fn right(
        &mut self,
        at: Moment,
        state: StateId,
        _: NationalityId,
        person: &Person,
        kind: Right,
    ) {
        if Some(person.entity) == self.family && person.member == 0 {
            let state = &self.world.states[state.index()].name;
            let text = format!("act of the state: {} in {state}", kind.name());
            self.say(at, &text);
        }
    }

    fn arrived(
        &mut self,
        at: Moment,
        place: LocationId,
        _: NationalityId,
        people: &[Person],
        days: f32,
        access: bool,
    ) {
        if self.follows(people) {
            let claim = if access { "can" } else { "cannot" };
            let place = self.name(place);
            let text =
                format!("arrives in {place} after {days:.0} days and {claim} claim protection");
            self.say(at, &text);
        }
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
