//! A change that changes nothing changes nothing, to the last byte; a policy gives the same alone and beside
//! others.

use std::convert::Infallible;

use corredor::engine::{Rule, RunSpec};
use corredor::ids::{CapacityId, NationalityId, StateId};
use corredor::observe::Tally;
use corredor::study::replicate;
use corredor::world::World;
use corredor::world::lever::Scope;
use corredor::world::policy::{Lever, Policy};
use corredor::world::schedule::{Change, Magnitude, Target};
use jiff::ToSpan;
use jiff::civil::Date;

use super::watch::watch;
use crate::support::{self, Dice, on_two_threads};

/// Random policies that changes of nothing are added to.
const POLICIES: usize = 24;

/// A policy of the corridor with some levers set in some states.
fn random_policy(world: &World, dice: &mut Dice) -> Policy {
    let name = *dice.pick(&[
        "history",
        "history",
        "reference",
        "securitised",
        "humanitarian",
    ]);
    let mut policy = support::policy(world, name);
    for _ in 0..dice.below(4) {
        let row = dice.pick(&world.levers);
        let value = row.reference + dice.unit() * (row.at[1] - row.reference);
        let held = dice.chance(0.3);
        support::set_lever(&mut policy, row.lever, value.clamp(row.min, row.max), held);
    }
    for _ in 0..dice.below(3) {
        let row = dice.pick(&world.levers);
        let from = date_in(world, dice);
        let value = row.at[1].clamp(row.min, row.max);
        policy
            .changes
            .push(change(Target::Lever(row.lever), value, from));
    }
    policy
}

fn date_in(world: &World, dice: &mut Dice) -> Date {
    world.start.saturating_add((dice.below(700) as i64).days())
}

fn change(target: Target, value: f64, from: Date) -> Change {
    Change {
        id: "change".to_owned(),
        target,
        value: Magnitude::Set(value),
        told: None,
        state: None,
        nationalities: None,
        announced: from,
        effective: from,
        ramp_days: 0,
        expiry: None,
        note: String::new(),
    }
}

/// A change to what is in force anyway, for as long as nothing else changes it.
fn change_of_nothing(world: &World, policy: &Policy, dice: &mut Dice) -> Change {
    let from = date_in(world, dice);
    let mut made = match dice.below(8) {
        0 => change(Target::Capacity(CapacityId(0)), 1.0, from),
        1 => change(Target::Departures, 0.0, from),
        _ => lever_as_it_is(world, policy, dice, from),
    };
    made.announced = from.saturating_sub((dice.below(90) as i64).days());
    made.ramp_days = dice.below(60) as u32;
    made
}

fn lever_as_it_is(world: &World, policy: &Policy, dice: &mut Dice, from: Date) -> Change {
    let setting = world.register.fixed();
    let lever = *dice.pick(&Lever::ALL);
    let who = NationalityId::from(dice.below(world.nationalities.len()));
    let state = StateId::from(dice.below(world.states.len()));
    let value = |day: Date| {
        let in_force = policy.in_force(world, &setting, day);
        in_force.levers.of(who, state, lever)
    };
    let now = value(from);
    let lasts = 1 + dice.below(120) as i64;
    let days = (0..lasts).map(|day| from.saturating_add(day.days()));
    let same = days
        .take_while(|day| value(*day).to_bits() == now.to_bits())
        .count();
    let nationalities = (lever.scope() == Scope::Nationality).then(|| {
        let reached = |it| NationalityId::from(it) == who;
        (0..world.nationalities.len()).map(reached).collect()
    });
    Change {
        state: Some(state),
        nationalities,
        expiry: Some(from.saturating_add((same as i64).days())),
        ..change(Target::Lever(lever), now, from)
    }
}

fn spec(world: &World, rule: Rule) -> RunSpec {
    RunSpec {
        rule,
        ..support::spec(world, 0.3)
    }
}

#[test]
fn a_change_to_what_holds_anyway_changes_nothing_to_the_last_byte() {
    let world = support::small();
    let found = on_two_threads(POLICIES, |at| {
        let mut dice = Dice(at as u64);
        let policy = random_policy(&world, &mut dice);
        let mut other = policy.clone();
        let changes: Vec<Change> = (0..=dice.below(5))
            .map(|_| change_of_nothing(&world, &policy, &mut dice))
            .collect();
        other.changes.extend(changes);
        let spec = spec(&world, Rule::ALL[at % Rule::ALL.len()]);
        let parts = watch(&world, &policy, &spec).parts_from(&watch(&world, &other, &spec));
        let counts = [&policy, &other].map(|it| support::run_counted(&world, it, &spec, 1));
        let added = &other.changes[policy.changes.len()..];
        assert!(parts.is_none(), "{at}: from day {parts:?} by {added:#?}");
        assert!(counts[0] == counts[1], "{at}: counts differ by {added:#?}");
        counts[0].1.people
    });
    assert!(found.iter().all(|people| *people > 500), "{found:?}");
}

#[test]
fn a_policy_gives_the_same_alone_and_in_a_comparison() {
    let world = support::small();
    let mut dice = Dice(77);
    let policies: Vec<Policy> = (0..4)
        .map(|at| Policy {
            name: format!("policy {at}"),
            ..random_policy(&world, &mut dice)
        })
        .collect();
    let spec = RunSpec {
        fixed_parameters: false,
        ..spec(&world, Rule::Prospect)
    };
    let tallies = |policies: &[Policy], threads| {
        let mut tallies: Vec<Tally> = Vec::new();
        replicate(
            &world,
            policies,
            &spec,
            2,
            threads,
            &|| {},
            &mut |finished| {
                tallies.push(finished.tally);
                Ok::<(), Infallible>(())
            },
        )
        .unwrap();
        tallies
    };
    let together = tallies(&policies, 2);
    assert_eq!(together.len(), 2 * policies.len());
    for (at, policy) in policies.iter().enumerate() {
        let alone = tallies(std::slice::from_ref(policy), 1);
        for (replication, tally) in alone.iter().enumerate() {
            let beside = &together[replication * policies.len() + at];
            assert!(
                tally == beside,
                "{} in replication {replication}",
                policy.title
            );
        }
        assert!(alone[0] != alone[1]);
    }
}
