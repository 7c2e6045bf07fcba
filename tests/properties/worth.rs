//! What moving is worth on random networks, at given beliefs, prices, queues and crowds: worse ways are never
//! worth more, equal ways are worth one of them, and nothing is worth less than staying.

use corredor::engine::Rule;
use corredor::ids::LocationId;
use corredor::world::network::GateKind;
use corredor::world::policy::Lever;
use corredor::world::vocabulary::{ClassQuantity, Parameter, StateQuantity, TierQuantity};

use super::network::{Case, Worths, add_link, any_link};
use crate::support::{Dice, on_two_threads};

/// What the tables may err by: they hold single precision.
const NEAR: f64 = 1e-4;
/// Random networks that every property is asked of.
const NETWORKS: usize = 60;

/// A way to make a network worse: its name, and what it does to a case. It says whether there was
/// anything to make worse.
type Worse = (&'static str, fn(&mut Case, &mut Dice) -> bool);

const WORSE: [Worse; 13] = [
    ("a link is closed in part or in full", |case, dice| {
        let link = any_link(&case.world, dice).index();
        let before = f64::from(case.situation.closures[link]);
        let to = if dice.chance(0.5) { 1.0 } else { dice.unit() };
        case.situation.closures[link] = (before + (1.0 - before) * to) as f32;
        true
    }),
    ("states close their ways", |case, _| {
        case.set(Lever::TrailClosure, 1.0);
        let regime = super::network::regime_of(case);
        let mut rose = false;
        for (told, now) in case
            .situation
            .closures
            .iter_mut()
            .zip(regime.conditions.closures())
        {
            rose |= *now > *told;
            *told = told.max(*now);
        }
        rose
    }),
    ("a gate is shut", |case, dice| {
        let open: Vec<usize> = (0..case.policy.gates.len())
            .filter(|&gate| case.policy.gates[gate] == Some(true))
            .collect();
        if open.is_empty() {
            return false;
        }
        case.policy.gates[*dice.pick(&open)] = Some(false);
        true
    }),
    ("fewer are let onto a class of links", |case, dice| {
        let class = dice.below(case.world.classes.len());
        let id = case.world.classes[class].quantity(ClassQuantity::Access);
        let part = if dice.chance(0.3) { 0.0 } else { dice.unit() };
        let before = case.setting.get(id);
        case.setting.set(id, part * before);
        before > 0.0
    }),
    ("a fare rises", |case, dice| {
        let link = any_link(&case.world, dice).index();
        let id = case.world.links[link].fare;
        let before = case.setting.get(id);
        case.setting
            .set(id, before * (1.0 + 2.0 * dice.unit()) + 50.0 * dice.unit());
        true
    }),
    ("packages become dearer", |case, dice| {
        let tiers: Vec<_> = case.world.tiers.iter().flatten().collect();
        let by = 1.0 + 2.0 * dice.unit();
        for tier in tiers {
            let id = tier.quantity(TierQuantity::Price);
            let before = case.setting.get(id);
            case.setting.set(id, by * before);
        }
        for link in case
            .world
            .links
            .iter()
            .filter(|it| !case.world.tiers[it.class.index()].is_empty())
        {
            let before = case.setting.get(link.fare);
            case.setting.set(link.fare, by * before);
        }
        case.situation.market = case.usual_market();
        true
    }),
    ("a link takes longer", |case, dice| {
        let link = any_link(&case.world, dice).index();
        let by = 1.0 + 3.0 * dice.unit();
        case.world.links[link].days = case.world.links[link].days.map(|days| by * days);
        true
    }),
    ("a segment is more dangerous", |case, dice| {
        let segment = dice.below(case.world.segments.len());
        let by = 1.0 + 3.0 * dice.unit();
        let hazards = case.world.segments[segment].hazards;
        for hazard in hazards.iter().flatten() {
            let before = case.setting.get(hazard.quantity);
            case.setting.set(hazard.quantity, by * before);
        }
        hazards.iter().any(Option::is_some)
    }),
    ("a queue is longer", |case, dice| {
        let link = any_link(&case.world, dice).index();
        case.situation.queue_days[link] += (30.0 * dice.unit()) as f32;
        true
    }),
    ("visas are asked of more people", |case, _| {
        case.set(Lever::VisaWall, 1.0);
        true
    }),
    ("states stop more people on the way", |case, _| {
        case.set(Lever::Interdiction, 0.6);
        true
    }),
    ("claims take longer", |case, dice| {
        for days in &mut case.situation.claim_days {
            *days += (500.0 * dice.unit()) as f32;
        }
        true
    }),
    ("less is expected of the destination", |case, dice| {
        for pool in &mut case.situation.pools {
            pool.log_odds -= 2.0 * dice.unit();
            pool.risk *= 1.0 + dice.unit();
            pool.cost *= 1.0 + dice.unit();
            pool.days *= 1.0 + dice.unit();
        }
        true
    }),
];

/// The largest rise of worth of any class at any place.
fn most_risen(before: &Worths, after: &Worths) -> f64 {
    let rises = before.iter().flatten().zip(after.iter().flatten());
    rises
        .filter(|(_, after)| **after > f64::NEG_INFINITY)
        .map(|(before, after)| after - before)
        .fold(0.0, f64::max)
}

#[test]
fn what_is_worse_is_never_worth_more_under_any_rule() {
    let found = on_two_threads(NETWORKS, |network| {
        let mut dice = Dice(network as u64);
        let case = Case::random(&mut dice);
        let routes = case.routes();
        let mut wrong = Vec::new();
        let mut fell = [0; WORSE.len()];
        for rule in Rule::ALL {
            let before = case.worths(&routes, rule);
            for (at, (what, make)) in WORSE.iter().enumerate() {
                let mut worse = case.clone();
                if !make(&mut worse, &mut dice) {
                    continue;
                }
                let after = worse.worths(&routes, rule);
                let rise = most_risen(&before, &after);
                if rise.is_nan() || rise > NEAR {
                    wrong.push(format!(
                        "{what}: {rise} in network {network}, {}",
                        rule.name()
                    ));
                }
                fell[at] += usize::from(most_risen(&after, &before) > NEAR);
            }
        }
        (wrong, fell)
    });
    let wrong: Vec<&String> = found.iter().flat_map(|(wrong, _)| wrong).collect();
    assert!(wrong.is_empty(), "{} rises: {wrong:#?}", wrong.len());
    for (at, (what, _)) in WORSE.iter().enumerate() {
        let fell: usize = found.iter().map(|(_, fell)| fell[at]).sum();
        assert!(fell > NETWORKS / 5, "{what} lowers worth only {fell} times");
    }
}

#[test]
fn nothing_is_worth_less_than_staying_under_any_rule() {
    let found = on_two_threads(NETWORKS, |network| {
        let case = Case::random(&mut Dice(1_000 + network as u64));
        let world = &case.world;
        let routes = case.routes();
        let settle = world.value(&case.setting, Parameter::SettleValue);
        let mut floors = 0;
        for rule in Rule::ALL {
            for worths in case.worths(&routes, rule) {
                for (place, worth) in world.locations.iter().zip(worths) {
                    let of_state =
                        world.states[place.state.index()].quantity(StateQuantity::Settle);
                    let stay = settle + of_state.map_or(0.0, |id| case.setting.get(id));
                    // What nobody can come to is not solved, and destinations have no way on.
                    if worth > f64::NEG_INFINITY {
                        assert!(
                            worth >= stay - NEAR,
                            "{worth} under {stay} in network {network}"
                        );
                        floors += usize::from(worth < stay + NEAR);
                    }
                }
            }
        }
        floors
    });
    assert!(
        found.iter().sum::<usize>() > NETWORKS,
        "the floor is seldom reached"
    );
}

#[test]
fn any_number_of_equal_ways_is_worth_one_of_them_under_any_rule() {
    on_two_threads(NETWORKS, |network| {
        let mut dice = Dice(2_000 + network as u64);
        let mut one = Case::random(&mut dice);
        // Where others go is a sign of its own.
        one.situation.crowd.fill(0.0);
        let mut many = one.clone();
        for _ in 0..3 {
            let link = any_link(&one.world, &mut dice);
            for copy in 0..=dice.below(4) {
                let mut equal = one.world.links[link.index()].clone();
                equal.id = format!("{} again {copy}", equal.id);
                many.world.links.push(equal);
                let situation = &mut many.situation;
                situation
                    .queue_days
                    .push(situation.queue_days[link.index()]);
                situation.closures.push(situation.closures[link.index()]);
                situation.crowd.extend([0.0; 2]);
            }
        }
        for rule in Rule::ALL {
            let (a, b) = (
                one.worths(&one.routes(), rule),
                many.worths(&many.routes(), rule),
            );
            let apart = most_risen(&a, &b).max(most_risen(&b, &a));
            assert!(
                apart <= NEAR,
                "{apart} in network {network}, {}",
                rule.name()
            );
        }
    });
}

#[test]
fn one_more_way_is_never_worth_less_under_any_rule() {
    let found = on_two_threads(NETWORKS, |network| {
        let mut dice = Dice(3_000 + network as u64);
        let without = Case::random(&mut dice);
        let mut with = without.clone();
        let beside = with.world.links[any_link(&with.world, &mut dice).index()].clone();
        add_link(&mut with.world, &mut dice, beside.from, beside.to);
        let gates = with.world.gates.len();
        with.policy.gates.resize(gates, Some(true));
        with.situation.queue_days.push(0.0);
        with.situation.closures.push(0.0);
        with.situation.crowd.extend([0.0; 2]);
        let mut rose = 0;
        // The number that the new fare has comes last.
        let fare = with.world.links[with.world.links.len() - 1].fare;
        with.setting.0.push(with.world.register.get(fare).value);
        for rule in Rule::ALL {
            let before = without.worths(&without.routes(), rule);
            let after = with.worths(&with.routes(), rule);
            let fall = most_risen(&after, &before);
            assert!(fall <= NEAR, "{fall} in network {network}, {}", rule.name());
            rose += usize::from(most_risen(&before, &after) > NEAR);
        }
        rose
    });
    assert!(found.iter().sum::<usize>() > NETWORKS / 5);
}

#[test]
fn an_enforcement_way_that_opens_is_never_worth_less() {
    let found = on_two_threads(NETWORKS, |network| {
        let mut dice = Dice(4_000 + network as u64);
        let mut shut = Case::random(&mut dice);
        let world = &shut.world;
        let ways: Vec<usize> = (0..world.gates.len())
            .filter(|&gate| world.gates[gate].kind == GateKind::Enforcement)
            .collect();
        if ways.is_empty() {
            return 0;
        }
        let gate = *dice.pick(&ways);
        shut.policy.gates[gate] = Some(false);
        let mut open = shut.clone();
        open.policy.gates[gate] = Some(true);
        let routes = shut.routes();
        let mut rose = 0;
        for rule in Rule::ALL {
            let (before, after) = (shut.worths(&routes, rule), open.worths(&routes, rule));
            let fall = most_risen(&after, &before);
            assert!(fall <= NEAR, "{fall} in network {network}, {}", rule.name());
            rose += usize::from(most_risen(&before, &after) > NEAR);
        }
        rose
    });
    assert!(found.iter().sum::<usize>() > 10);
}

#[test]
fn places_without_a_way_are_worth_what_staying_is() {
    let mut dice = Dice(5_000);
    let mut case = Case::random(&mut dice);
    case.situation.closures.fill(1.0);
    let routes = case.routes();
    let shut = case.worths(&routes, Rule::Prospect);
    case.situation.queue_days.fill(1e6);
    let endless = case.worths(&routes, Rule::Prospect);
    for place in (0..case.world.locations.len()).map(LocationId::from) {
        for (shut, endless) in shut.iter().zip(&endless) {
            let (a, b) = (shut[place.index()], endless[place.index()]);
            assert!(
                a.to_bits() == b.to_bits() || (a - b).abs() <= NEAR,
                "{a} and {b}"
            );
        }
    }
}
