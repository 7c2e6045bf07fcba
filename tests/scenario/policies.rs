//! Policies, the timeline and what the command line sets.

use corredor::ids::{CapacityId, GateId, NationalityId, StateId};
use corredor::scenario::{adjust_policy, load_policy};
use corredor::units::Unit;
use corredor::world::World;
use corredor::world::policy::{Dial, Lever, Policy};
use corredor::world::schedule::{InForce, Magnitude, Target};
use jiff::civil::{Date, date};

use super::{folder, small};

#[test]
fn policies_say_what_their_files_say() {
    let world = small();
    let names: Vec<&str> = world
        .policies
        .iter()
        .map(|policy| policy.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["history", "humanitarian", "reference", "securitised"]
    );
    let policy = world.policy("humanitarian").unwrap();
    assert_eq!(policy.dials, [Some(0.0), Some(1.0)]);
    let set: Vec<(Lever, Option<u32>)> = policy
        .settings
        .iter()
        .map(|set| (set.lever, set.state.map(|state| state.0)))
        .collect();
    assert_eq!(
        set,
        [
            (Lever::Shelter, None),
            (Lever::SearchAndRescue, None),
            (Lever::AsylumCapacity, Some(1)),
        ]
    );
    assert_eq!(policy.settings[2].reason, "A second office");
    assert_eq!(world.policy("securitised").unwrap().gates, [Some(false)]);
    assert_eq!(world.policy("reference").unwrap().gates, [None]);
    let again = load_policy(&world, &folder().join("policies/humanitarian.toml")).unwrap();
    assert_eq!(again, *policy);
}

#[test]
fn the_command_line_adjusts_a_policy() {
    let world = small();
    let mut policy: Policy = world.policy("reference").unwrap().clone();
    let sets = ["BRU.shelter=0.1", "buses=closed", "shelter = 0.8"];
    let sets: Vec<String> = sets.map(str::to_owned).into();
    adjust_policy(&world, &mut policy, &sets, &["humanitarian=0.7".to_owned()]).unwrap();
    assert_eq!(policy.dials, [None, Some(0.7)]);
    assert_eq!(policy.gates, [Some(false)]);
    assert_eq!(shelter_on(&world, &policy, world.start), [0.8, 0.1]);
}

/// Shelter in each state on a day.
fn shelter_on(world: &World, policy: &Policy, date: Date) -> [f64; 2] {
    let in_force = policy.in_force(world, &world.register.fixed(), date);
    [0, 1].map(|state| in_force.levers.get(StateId(state), Lever::Shelter))
}

#[test]
fn what_the_command_line_sets_is_moved_by_no_date() {
    let world = small();
    let mut policy = world.policy("history").unwrap().clone();
    policy
        .settings
        .retain(|setting| setting.lever != Lever::Shelter);
    let late = date(2031, 6, 1);
    assert_eq!(
        shelter_on(&world, &policy, late),
        [0.8; 2],
        "its own change"
    );
    adjust_policy(&world, &mut policy, &["ALD.shelter=0.6".to_owned()], &[]).unwrap();
    assert_eq!(shelter_on(&world, &policy, late), [0.6, 0.8]);
    adjust_policy(&world, &mut policy, &["shelter=0.7".to_owned()], &[]).unwrap();
    assert_eq!(shelter_on(&world, &policy, late), [0.6, 0.7]);
    let before = policy.in_force(&world, &world.register.fixed(), date(2030, 1, 1));
    assert!(!before.gates[0], "the gate opens on its date");
    adjust_policy(&world, &mut policy, &["buses=open".to_owned()], &[]).unwrap();
    for day in [date(2030, 1, 1), date(2030, 12, 5), date(2031, 12, 1)] {
        assert!(policy.in_force(&world, &world.register.fixed(), day).gates[0]);
    }
}

#[test]
fn the_timeline_says_what_its_rows_say() {
    let world = small();
    let change = |id: &str| world.timeline.iter().find(|it| it.id == id).unwrap();
    let ids: Vec<&str> = world.timeline.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids[..3], ["visas", "offices", "closing_door"]);
    let visas = change("visas");
    assert_eq!(visas.target, Target::Lever(Lever::VisaWall));
    assert_eq!(visas.nationalities, Some(vec![false, true]));
    assert_eq!((visas.announced, visas.ramp_days), (visas.effective, 60));
    let Magnitude::Registered(id) = visas.value else {
        panic!("{visas:?}");
    };
    let quantity = world.register.get(id);
    assert_eq!(
        (quantity.name.as_str(), quantity.unit),
        ("timeline.visas", Unit::Lever)
    );
    assert_eq!(
        [quantity.low, quantity.value, quantity.high],
        [0.8, 0.9, 1.0]
    );
    let door = change("closing_door");
    assert_eq!((door.told, door.state), (Some(0.0), None));
    assert_eq!(door.nationalities, Some(vec![true, false]));
    assert_eq!(
        (door.announced, door.expiry),
        (date(2030, 8, 1), Some(date(2031, 6, 1)))
    );
    let offices = change("offices");
    assert_eq!(
        (offices.state, &offices.nationalities),
        (Some(StateId(1)), &None)
    );
    assert_eq!(change("turn").target, Target::Dial(Dial::Humanitarian));
    assert_eq!(change("no_buses").target, Target::Gate(GateId(0)));
    assert_eq!(change("storm").target, Target::Capacity(CapacityId(0)));
    assert_eq!(change("drought").target, Target::Departures);
}

#[test]
fn the_timeline_holds_under_policies_that_follow_it() {
    let world = small();
    let fixed = world.register.fixed();
    let on = |name: &str, day| world.policy(name).unwrap().in_force(&world, &fixed, day);
    let of = |it: &InForce, nationality, lever| {
        it.levers.of(NationalityId(nationality), StateId(0), lever)
    };
    let (early, late) = (date(2030, 3, 31), date(2030, 12, 5));
    for nationality in [0, 1] {
        let same = of(&on("reference", late), nationality, Lever::VisaWall);
        assert_eq!(
            same,
            of(&on("reference", early), nationality, Lever::VisaWall)
        );
        assert!((of(&on("history", early), nationality, Lever::VisaWall) - 0.5).abs() < 1e-12);
    }
    let history = on("history", late);
    assert!((of(&history, 0, Lever::VisaWall) - 0.5).abs() < 1e-12);
    assert!((of(&history, 1, Lever::VisaWall) - 0.9).abs() < 1e-12);
    assert!((of(&history, 0, Lever::DestinationAccess) - 0.2).abs() < 1e-12);
    assert_eq!(history.gates, [false], "the strike");
    assert_eq!(on("history", date(2030, 12, 20)).gates, [true]);
    assert_eq!(
        on("history", date(2031, 12, 20)).gates,
        [false],
        "closed by its date"
    );
    assert_eq!(on("reference", date(2031, 12, 20)).gates, [true]);
    assert!((on("history", date(2030, 11, 3)).capacities[0] - 0.2).abs() < 1e-12);
    assert!((on("history", date(2031, 4, 1)).departures[0] - 0.4).abs() < 1e-12);
    assert_eq!(
        shelter_on(&world, world.policy("history").unwrap(), late),
        [0.4; 2]
    );
}

#[test]
fn settings_say_why_and_from_where() {
    let world = small();
    let policy = world.policy("history").unwrap();
    assert!(policy.timeline && !world.policy("reference").unwrap().timeline);
    let of = |lever| policy.settings.iter().find(|it| it.lever == lever).unwrap();
    assert_eq!(of(Lever::VisaWall).source, "fiction");
    assert!(!of(Lever::VisaWall).held && of(Lever::Shelter).held);
    assert_eq!(policy.changes[0].id, "beds");
    assert_eq!(policy.changes[0].value, Magnitude::Set(0.8));
}
