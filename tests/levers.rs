//! Every lever and every gate moves something: taken from one end of its range to the other with the
//! same people and the same luck, at least one indicator changes beyond noise.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use corredor::RunSpec;
use corredor::study::evidence::{Plan, levers};
use jiff::civil::date;

#[test]
#[ignore = "takes many minutes; eight rare levers and gates are not seen to move anything yet"]
fn every_lever_and_gate_moves_something_beyond_noise() {
    let world = support::darien();
    let plan = Plan {
        world: &world,
        spec: RunSpec {
            from: date(2022, 7, 1),
            to: date(2023, 6, 30),
            scale: 0.02,
            fixed_parameters: true,
            ..RunSpec::of(&world)
        },
        replications: 6,
        threads: 2,
    };
    let moved = levers::moved(&plan, &[], &mut |_| {}).unwrap();
    assert_eq!(moved.len(), world.levers.len() + world.gates.len());
    let still: Vec<&str> = moved
        .iter()
        .filter(|it| it.most.is_none())
        .map(|it| it.name.as_str())
        .collect();
    assert!(still.is_empty(), "nothing moves with {still:?}");
}
