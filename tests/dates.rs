//! Dated changes act on their day and not before, grow over their ramp, end when they expire, reach
//! whom they name, and yield to what is held.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;
#[path = "support/watch.rs"]
mod watch;

use corredor::engine::event::Right;
use corredor::engine::information::news;
use corredor::ids::{CapacityId, GateId, NationalityId, StateId};
use corredor::world::World;
use corredor::world::calendar::Calendar;
use corredor::world::policy::{Dial, Lever, Policy};
use corredor::world::schedule::{Change, Magnitude, Target};
use jiff::civil::{Date, date};
use watch::{Watch, set, spec, watch};

const BRU: StateId = StateId(1);
const DAY: Date = date(2030, 8, 1);
/// The day of [`DAY`] from the start.
const POSITION: usize = 212;

/// A change that holds from [`DAY`] on.
fn change(target: Target, value: f64) -> Change {
    Change {
        id: "change".to_owned(),
        target,
        value: Magnitude::Set(value),
        told: None,
        state: None,
        nationalities: None,
        announced: DAY,
        effective: DAY,
        ramp_days: 0,
        expiry: None,
        note: String::new(),
    }
}

fn interdiction() -> Change {
    change(Target::Lever(Lever::Interdiction), 0.3)
}

/// The reference with changes.
fn with(world: &World, changes: impl IntoIterator<Item = Change>) -> Policy {
    let mut policy = support::reference(world);
    policy.changes.extend(changes);
    policy
}

fn seen(world: &World, policy: &Policy) -> Watch {
    watch(world, policy, &spec(world))
}

/// The value of a lever on a day, for a nationality.
fn value(world: &World, policy: &Policy, lever: Lever, who: usize, on: Date) -> f64 {
    let in_force = policy.in_force(world, &world.register.fixed(), on);
    in_force.levers.of(NationalityId::from(who), BRU, lever)
}

#[test]
fn every_kind_of_change_acts_from_its_day_on_and_not_before() {
    let world = support::small();
    let targets = [
        (Target::Lever(Lever::Interdiction), 0.3),
        (Target::Lever(Lever::Shelter), 1.0),
        (Target::Dial(Dial::Securitisation), 1.0),
        (Target::Gate(GateId(0)), 0.0),
        (Target::Capacity(CapacityId(0)), 0.1),
        (Target::Departures, 1.0),
    ];
    let before = seen(&world, &support::reference(&world));
    let parted = support::on_two_threads(targets.len(), |at| {
        let (target, value) = targets[at];
        before.parts_from(&seen(&world, &with(&world, [change(target, value)])))
    });
    for ((target, _), parted) in targets.into_iter().zip(parted) {
        let parted = parted.unwrap_or_else(|| panic!("{target:?} changes nothing"));
        assert!(
            (POSITION..POSITION + 14).contains(&parted),
            "{target:?} acts on day {parted}"
        );
    }
}

#[test]
fn what_is_announced_is_known_from_that_day_on() {
    let world = support::small();
    let announced = Change {
        announced: date(2030, 6, 1),
        told: Some(0.0),
        nationalities: Some(vec![true, false]),
        ..change(Target::Lever(Lever::DestinationAccess), 0.1)
    };
    let before = seen(&world, &support::reference(&world));
    let parted = before.parts_from(&seen(&world, &with(&world, [announced])));
    // The first of June, or the first day after it on which somebody acts on it.
    assert!(
        parted.is_some_and(|day| (151..154).contains(&day)),
        "{parted:?}"
    );
}

#[test]
fn changes_before_or_beyond_the_window_are_no_news() {
    let world = support::small();
    let before = seen(&world, &support::reference(&world));
    let over = Change {
        announced: date(2028, 1, 1),
        effective: date(2028, 1, 1),
        expiry: Some(date(2029, 1, 1)),
        ..interdiction()
    };
    let late = Change {
        announced: date(2033, 1, 1),
        effective: date(2033, 1, 1),
        ..interdiction()
    };
    for policy in [with(&world, [over]), with(&world, [late])] {
        assert_eq!(before.parts_from(&seen(&world, &policy)), None);
    }
    // What came before the window is in force from its first day on, as if it had been set.
    let early = Change {
        announced: date(2028, 1, 1),
        effective: date(2028, 1, 1),
        ..interdiction()
    };
    let mut always = support::reference(&world);
    set(&mut always, Lever::Interdiction, 0.3);
    let [early, always] = [with(&world, [early]), always].map(|policy| seen(&world, &policy));
    assert_eq!(early.parts_from(&always), None);
}

#[test]
fn a_ramp_grows_in_steps_of_four_weeks_and_an_expiry_ends_it() {
    let world = support::small();
    let policy = with(
        &world,
        [Change {
            ramp_days: 112,
            expiry: Some(date(2031, 2, 1)),
            ..change(Target::Lever(Lever::Shelter), 1.0)
        }],
    );
    let calendar = Calendar::new(world.start, world.end);
    let days = policy.days_of_change(&world, &calendar);
    assert_eq!(
        days,
        [
            0,
            POSITION,
            POSITION + 28,
            POSITION + 56,
            POSITION + 84,
            POSITION + 112,
            396
        ]
    );
    // From the reference of one half to one.
    for (day, expected) in days
        .iter()
        .zip([0.5, 0.5625, 0.6875, 0.8125, 0.9375, 1.0, 0.5])
    {
        let found = value(&world, &policy, Lever::Shelter, 0, calendar.date(*day));
        assert!((found - expected).abs() < 1e-12, "day {day}: {found}");
        if *day > 0 {
            let eve = calendar.date(day - 1);
            let before = value(&world, &policy, Lever::Shelter, 0, eve);
            assert!((before - expected).abs() > 0.06, "day {day}");
        }
    }
}

#[test]
fn what_expires_leaves_the_state_of_the_law_as_it_was() {
    let world = support::small();
    let for_a_month = Change {
        expiry: Some(date(2030, 9, 1)),
        ..interdiction()
    };
    let [calm, month, ever] = [
        support::reference(&world),
        with(&world, [for_a_month]),
        with(&world, [interdiction()]),
    ]
    .map(|policy| seen(&world, &policy).right(Right::Interdicted));
    assert!(month > calm && ever > calm + 4.0 * (month - calm));
}

#[test]
fn a_change_reaches_the_nationalities_it_names() {
    let world = support::small();
    let visas = Change {
        nationalities: Some(vec![false, true]),
        ..change(Target::Lever(Lever::VisaWall), 1.0)
    };
    let policy = with(&world, [visas]);
    let reference = 0.75;
    assert!((value(&world, &policy, Lever::VisaWall, 0, DAY) - reference).abs() < 1e-12);
    assert!((value(&world, &policy, Lever::VisaWall, 1, DAY) - 1.0).abs() < 1e-12);

    let push = Change {
        nationalities: Some(vec![false, true]),
        expiry: Some(date(2030, 10, 1)),
        ..change(Target::Departures, 1.0)
    };
    let [before, after] =
        [support::reference(&world), with(&world, [push])].map(|policy| seen(&world, &policy));
    let ratio = |who| {
        let leave = |seen: &Watch| seen.departures(who, POSITION, POSITION + 61);
        leave(&after) / leave(&before)
    };
    assert!((ratio(0) - 1.0).abs() < 0.1, "{}", ratio(0));
    assert!((1.9..3.5).contains(&ratio(1)), "{}", ratio(1));
}

#[test]
fn later_changes_override_earlier_ones() {
    let world = support::small();
    let second = Change {
        announced: date(2030, 9, 1),
        effective: date(2030, 9, 1),
        ..change(Target::Lever(Lever::Interdiction), 0.1)
    };
    for changes in [
        [interdiction(), second.clone()],
        [second.clone(), interdiction()],
    ] {
        let policy = with(&world, changes);
        for (on, expected) in [(DAY, 0.3), (date(2030, 9, 1), 0.1)] {
            let found = value(&world, &policy, Lever::Interdiction, 0, on);
            assert!((found - expected).abs() < 1e-12, "{on}: {found}");
        }
    }
}

#[test]
fn what_is_held_is_moved_by_no_date() {
    let world = support::small();
    let mut held = support::reference(&world);
    set(&mut held, Lever::Interdiction, 0.1);
    held.settings.last_mut().unwrap().held = true;
    let mut dated = held.clone();
    dated.changes.push(interdiction());
    for on in [world.start, DAY, world.end] {
        let found = value(&world, &dated, Lever::Interdiction, 0, on);
        assert!((found - 0.1).abs() < 1e-12, "{on}: {found}");
    }
    let interdicted = |policy| seen(&world, policy).right(Right::Interdicted);
    let ratio: f64 = interdicted(&dated) / interdicted(&held);
    assert!((ratio - 1.0).abs() < 0.05, "{ratio}");
}

#[test]
fn access_that_is_held_is_announced_no_other_in_that_state_alone() {
    let world = support::small();
    let calendar = Calendar::new(world.start, world.end);
    let told = Change {
        told: Some(0.0),
        ..change(Target::Lever(Lever::DestinationAccess), 0.2)
    };
    for (state, expected) in [(Some(StateId(0)), 2), (Some(BRU), 0), (None, 0)] {
        let mut policy = with(&world, [told.clone()]);
        set(&mut policy, Lever::DestinationAccess, 0.5);
        let setting = policy.settings.last_mut().unwrap();
        (setting.state, setting.held) = (state, true);
        let heard = news(&world, &policy, &world.register.fixed(), &calendar);
        assert_eq!(heard.len(), expected, "{state:?}");
    }
}

#[test]
fn a_gate_that_a_policy_sets_is_moved_by_no_date() {
    let world = support::small();
    let mut policy = with(&world, [change(Target::Gate(GateId(0)), 0.0)]);
    let open = |policy: &Policy| policy.in_force(&world, &world.register.fixed(), DAY).gates[0];
    assert!(!open(&policy));
    policy.gates[0] = Some(true);
    assert!(open(&policy));
}

#[test]
fn the_timeline_holds_only_under_policies_that_follow_it() {
    let world = support::small();
    let history = support::policy(&world, "history");
    let mut without = history.clone();
    without.timeline = false;
    assert!(!history.dated(&world).is_empty());
    assert!(without.dated(&world).len() < history.dated(&world).len());
    assert!(
        seen(&world, &history)
            .parts_from(&seen(&world, &without))
            .is_some()
    );
}
