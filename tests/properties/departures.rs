//! Who leaves answers to what the journey is worth: what is worse never makes more people leave.

use corredor::engine::{Mechanism, Rule, RunSpec, Without};
use corredor::ids::{GateId, StateId};
use corredor::world::World;
use corredor::world::policy::{Lever, Policy};
use corredor::world::schedule::{Change, Magnitude, Target};
use jiff::civil::date;

use super::watch::{set, watch};
use crate::support::{self, on_two_threads};

/// What makes the journey worse: its name, and what it does to a policy.
type Worse = (&'static str, fn(&mut Policy));

/// Sets a lever in one state.
fn in_state(policy: &mut Policy, lever: Lever, state: StateId, value: f64) {
    set(policy, lever, value);
    if let Some(setting) = policy.settings.last_mut() {
        setting.state = Some(state);
    }
}

/// A change in the middle of the first year.
fn from_june(target: Target) -> Change {
    let day = date(2030, 6, 1);
    Change {
        id: "worse".to_owned(),
        target,
        value: Magnitude::Set(0.0),
        told: None,
        state: None,
        nationalities: None,
        announced: day,
        effective: day,
        ramp_days: 0,
        expiry: None,
        note: String::new(),
    }
}

const WORSE: [Worse; 11] = [
    ("the second state closes in part", |policy| {
        in_state(policy, Lever::TrailClosure, StateId(1), 0.3);
    }),
    ("the second state closes by half", |policy| {
        in_state(policy, Lever::TrailClosure, StateId(1), 0.6);
    }),
    ("the second state closes", |policy| {
        in_state(policy, Lever::TrailClosure, StateId(1), 1.0);
    }),
    ("all states close", |policy| {
        set(policy, Lever::TrailClosure, 1.0);
    }),
    ("buses stop", |policy| {
        policy.changes.push(from_june(Target::Gate(GateId(0))));
    }),
    ("buses never run", |policy| policy.gates[0] = Some(false)),
    ("guides are prosecuted", |policy| {
        set(policy, Lever::SmugglerProsecution, 1.0);
    }),
    ("people are stopped on the way", |policy| {
        set(policy, Lever::Interdiction, 0.25);
    }),
    ("trails close for a year", |policy| {
        let lever = Target::Lever(Lever::TrailClosure);
        policy.changes.push(Change {
            value: Magnitude::Set(0.8),
            expiry: Some(date(2031, 6, 1)),
            ..from_june(lever)
        });
    }),
    ("nobody is heard at the destination", |policy| {
        set(policy, Lever::DestinationAccess, 0.0);
    }),
    ("states and guides both ask for more", |policy| {
        set(policy, Lever::SmugglerProsecution, 1.0);
        set(policy, Lever::Interdiction, 0.25);
        set(policy, Lever::TrailClosure, 0.3);
    }),
];

/// First departures under every rule: as things are, and then under everything that is worse.
fn departures(world: &World, without: Without) -> (Vec<f64>, Vec<f64>) {
    let rules = Rule::ALL.len();
    let runs = on_two_threads(rules * (WORSE.len() + 1), |at| {
        let spec = RunSpec {
            rule: Rule::ALL[at % rules],
            without,
            ..support::spec(world, 1.0)
        };
        let mut policy = support::reference(world);
        if let Some((_, make)) = WORSE.get((at / rules).wrapping_sub(1)) {
            make(&mut policy);
        }
        watch(world, &policy, &spec).left()
    });
    let (before, after) = runs.split_at(rules);
    (before.to_vec(), after.to_vec())
}

/// Whatever makes more leave by over `most` of them.
fn rises(before: &[f64], after: &[f64], most: f64) -> Vec<String> {
    let rules = before.len();
    let all = after.iter().enumerate().map(|(at, left)| {
        let (rule, ratio) = (at % rules, left / before[at % rules]);
        (Rule::ALL[rule], WORSE[at / rules].0, ratio)
    });
    all.filter(|(_, _, ratio)| ratio.is_nan() || *ratio > 1.0 + most)
        .map(|(rule, what, ratio)| format!("{what}, {}: {ratio}", rule.name()))
        .collect()
}

#[test]
fn what_is_worse_never_makes_more_people_leave_under_any_rule() {
    // Fewer on the way shorten queues and thin out crowds, which gives some of the worth back.
    const GIVEN_BACK: f64 = 0.005;
    let (before, after) = departures(&support::small(), Without::NONE);
    let wrong = rises(&before, &after, GIVEN_BACK);
    assert!(wrong.is_empty(), "more people leave: {wrong:#?}");
    let closing = WORSE
        .iter()
        .position(|it| it.0 == "all states close")
        .unwrap();
    for (rule, before) in before.iter().enumerate() {
        let left = after[closing * Rule::ALL.len() + rule];
        assert!(
            left < 0.9 * before,
            "{left} of {before} leave when all is closed"
        );
    }
}

#[test]
fn without_queues_crowds_and_reports_what_is_worse_never_makes_one_more_leave() {
    let mut world = support::small();
    for link in &mut world.links {
        link.capacity = None;
    }
    let apart = [Mechanism::Learning, Mechanism::Peers, Mechanism::Crowd];
    let (before, after) = departures(&world, apart.into_iter().collect());
    let wrong = rises(&before, &after, 0.0);
    assert!(wrong.is_empty(), "more people leave: {wrong:#?}");
}
