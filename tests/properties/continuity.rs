//! Shares of ways, the worth of moving and departures answer to a fare without jumps.

use corredor::engine::choice::{CLASSES_PER_ORIGIN, ChoiceTables, OTHERS};
use corredor::engine::routes::Routes;
use corredor::engine::{Rule, RunSpec};
use corredor::ids::LocationId;
use corredor::world::vocabulary::{Demographic, Parameter};

use super::network::Case;
use super::watch::watch;
use crate::support::{self, Dice, on_two_threads};

/// Random networks on which fares are swept.
const NETWORKS: usize = 12;
/// Steps of a sweep on a network.
const STEPS: usize = 60;
/// Utils by which a step makes the way worse for those who have least.
const STEP: f64 = 0.05;

/// Chance of every alternative at a place for a class, all ways open.
fn shares(tables: &mut ChoiceTables, routes: &Routes, class: usize, place: LocationId) -> Vec<f64> {
    tables.prepare(routes, class, place);
    let table = tables.at(routes, class, place);
    let others = &table[..OTHERS];
    let (best, sums) = (table[OTHERS], &table[OTHERS + 1..]);
    let sum = sums.last().copied().unwrap_or(0.0);
    let moving = if sum > 0.0 { best } else { 0.0 };
    let all = f64::from(others.iter().sum::<f32>() + moving);
    let mut before = 0.0;
    let mut shares: Vec<f64> = others.iter().map(|it| f64::from(*it) / all).collect();
    for &running in sums {
        let part = if sum > 0.0 {
            (running - before) / sum
        } else {
            0.0
        };
        shares.push(f64::from(moving * part) / all);
        before = running;
    }
    shares
}

#[test]
fn shares_and_worths_answer_to_a_fare_without_jumps_under_any_rule() {
    let moved = on_two_threads(NETWORKS * Rule::ALL.len(), |at| {
        let rule = Rule::ALL[at % Rule::ALL.len()];
        let mut dice = Dice(9_000 + (at / Rule::ALL.len()) as u64);
        let mut case = Case::random(&mut dice);
        for gate in &mut case.policy.gates {
            *gate = Some(true);
        }
        let routes = case.routes();
        let home = case.world.origins[0].residence;
        let arcs = routes.onward.of(home);
        let main = case.world.links[dice.pick(arcs).link().index()].fare;
        // A step costs the poorest tier of everybody so many utils.
        let weight = case.world.value(&case.setting, Parameter::CostWeight);
        let least = case.world.nationalities.iter().map(|people| {
            let get = |which| case.setting.get(people.quantity(which));
            get(Demographic::MoneyMedian) * (-get(Demographic::MoneySpread)).exp()
        });
        let least = least.fold(f64::INFINITY, f64::min);
        let scale = case.world.value(&case.setting, Parameter::ChoiceScale);
        let (mut before, mut first): (Option<Vec<f64>>, Vec<f64>) = (None, Vec::new());
        let mut moved = 0.0f64;
        for step in 0..STEPS {
            case.setting.set(main, step as f64 * STEP * least / weight);
            let mut tables = case.tables(&routes, rule);
            let mut now = Vec::new();
            for class in 0..CLASSES_PER_ORIGIN {
                now.extend(shares(&mut tables, &routes, class, home));
                now.push(tables.move_value(class, home));
            }
            if let Some(before) = &before {
                for (before, now) in before.iter().zip(&now) {
                    // A share moves by at most a quarter of the step over the scale, twice if moving
                    // on and the way both answer; packages and beliefs can double what a step costs.
                    let most = 2.0 * STEP / scale.min(1.0);
                    let jump = (now - before).abs();
                    assert!(
                        jump <= most,
                        "{jump} at step {step}, {} in {at}",
                        rule.name()
                    );
                }
                let all = first
                    .iter()
                    .zip(&now)
                    .map(|(a, b): (&f64, &f64)| (a - b).abs());
                moved = moved.max(all.fold(0.0, f64::max));
            } else {
                first.clone_from(&now);
            }
            before = Some(now);
        }
        moved
    });
    let moving = moved.iter().filter(|it| **it > 0.1).count();
    assert!(
        moving > moved.len() / 3,
        "only {moving} sweeps move anything"
    );
}

#[test]
fn departures_and_crossings_answer_to_a_fare_without_jumps_under_any_rule() {
    /// Steps of the fare, and the largest change that one may bring, relative to the first.
    const FARES: usize = 7;
    const MOST: f64 = 0.08;
    let world = support::small();
    let main = world
        .links
        .iter()
        .find(|it| it.id == "TRA-STA-trail")
        .unwrap();
    let rules = Rule::ALL.len();
    let runs = on_two_threads(rules * FARES, |at| {
        let fare = 40.0 + 5.0 * (at / rules) as f64;
        let spec = RunSpec {
            rule: Rule::ALL[at % rules],
            overrides: vec![(main.fare, fare)],
            ..support::spec(&world, 1.0)
        };
        let seen = watch(&world, &support::reference(&world), &spec);
        [seen.left(), seen.arrived.iter().sum()]
    });
    for (at, rule) in Rule::ALL.iter().enumerate() {
        let of_rule: Vec<[f64; 2]> = (0..FARES).map(|step| runs[step * rules + at]).collect();
        println!("{}: {of_rule:?}", rule.name());
        for pair in of_rule.windows(2) {
            for ((before, after), first) in pair[0].iter().zip(pair[1]).zip(of_rule[0]) {
                let jump = (after - before).abs() / first;
                assert!(jump < MOST, "{jump} under {}", rule.name());
            }
        }
    }
}
