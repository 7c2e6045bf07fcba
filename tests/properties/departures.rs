//! Who leaves answers to what the journey is worth: what is worse never makes more people leave.

use corredor::engine::{Rule, RunSpec};
use corredor::ids::{GateId, StateId};
use corredor::world::World;
use corredor::world::policy::{Lever, Policy};
use corredor::world::schedule::{Change, Magnitude, Target};
use corredor::world::vocabulary::{ClassQuantity, TierQuantity};
use jiff::civil::date;

use super::watch::{set, watch};
use crate::support::{self, on_two_threads};

/// What makes the journey worse: its name, and what it does to a policy and to what is simulated.
type Worse = (&'static str, fn(&World, &mut Policy, &mut RunSpec));

/// Sets a lever in one state.
fn in_state(policy: &mut Policy, lever: Lever, state: StateId, value: f64) {
    set(policy, lever, value);
    if let Some(setting) = policy.settings.last_mut() {
        setting.state = Some(state);
    }
}

/// Multiplies the fares of the links of a class, or of all but those of it.
fn multiply_fares(world: &World, spec: &mut RunSpec, class: &str, by: f64) {
    for link in &world.links {
        if world.classes[link.class.index()].id == class {
            let fare = world.register.get(link.fare).value;
            spec.overrides.push((link.fare, by * fare));
        }
    }
}

fn class_quantity(world: &World, spec: &mut RunSpec, class: &str, what: ClassQuantity, to: f64) {
    let found = world.classes.iter().find(|it| it.id == class).unwrap();
    spec.overrides.push((found.quantity(what), to));
}

/// A gate that shuts in the middle of the first year.
fn shuts(gate: GateId) -> Change {
    let day = date(2030, 6, 1);
    Change {
        id: "shuts".to_owned(),
        target: Target::Gate(gate),
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

const WORSE: [Worse; 13] = [
    ("the second state closes in part", |_, policy, _| {
        in_state(policy, Lever::TrailClosure, StateId(1), 0.3);
    }),
    ("the second state closes by half", |_, policy, _| {
        in_state(policy, Lever::TrailClosure, StateId(1), 0.6);
    }),
    ("the second state closes", |_, policy, _| {
        in_state(policy, Lever::TrailClosure, StateId(1), 1.0);
    }),
    ("all states close", |_, policy, _| {
        set(policy, Lever::TrailClosure, 1.0);
    }),
    ("buses stop", |_, policy, _| policy.changes.push(shuts(GateId(0)))),
    ("buses never run", |_, policy, _| policy.gates[0] = Some(false)),
    ("guides are prosecuted", |_, policy, _| {
        set(policy, Lever::SmugglerProsecution, 1.0);
    }),
    ("people are stopped on the way", |_, policy, _| {
        set(policy, Lever::Interdiction, 0.25);
    }),
    ("fewer are let onto the trail", |world, _, spec| {
        class_quantity(world, spec, "trail", ClassQuantity::Access, 0.4);
    }),
    ("fewer are let onto boats", |world, _, spec| {
        class_quantity(world, spec, "gulf_boat", ClassQuantity::Access, 0.3);
    }),
    ("the trail costs twice as much", |world, _, spec| {
        multiply_fares(world, spec, "trail", 2.0);
    }),
    ("roads cost three times as much", |world, _, spec| {
        multiply_fares(world, spec, "road", 3.0);
    }),
    ("packages cost twice as much", |world, _, spec| {
        multiply_fares(world, spec, "trail", 2.0);
        for tier in world.tiers.iter().flatten() {
            let price = tier.quantity(TierQuantity::Price);
            let before = world.register.get(price).value;
            spec.overrides.push((price, 2.0 * before));
        }
    }),
];

#[test]
fn what_is_worse_never_makes_more_people_leave_under_any_rule() {
    let world = support::small();
    let rules = Rule::ALL.len();
    let runs = on_two_threads(rules * (WORSE.len() + 1), |at| {
        let mut spec = RunSpec {
            rule: Rule::ALL[at % rules],
            ..support::spec(&world, 1.0)
        };
        let mut policy = support::reference(&world);
        if let Some((_, make)) = WORSE.get((at / rules).wrapping_sub(1)) {
            make(&world, &mut policy, &mut spec);
        }
        watch(&world, &policy, &spec).left()
    });
    let (before, after) = runs.split_at(rules);
    let mut wrong = Vec::new();
    for (at, left) in after.iter().enumerate() {
        let (rule, (what, _)) = (Rule::ALL[at % rules], WORSE[at / rules]);
        let ratio = left / before[at % rules];
        println!("{what}, {}: {ratio}", rule.name());
        if ratio > 1.0 {
            wrong.push(format!("{what}, {}: {ratio}", rule.name()));
        }
    }
    assert!(wrong.is_empty(), "more people leave: {wrong:#?}");
    let closed = 3 * rules..4 * rules;
    for (left, before) in after[closed].iter().zip(before) {
        assert!(left < before, "closing everything keeps nobody at home");
    }
}
