//! Where closures act, on a corridor of three states in a chain: home and a fork lie in the first, a trail
//! through the second and a boat past it lead into the third.

use std::collections::{BTreeMap, BTreeSet};

use corredor::engine::event::{Event, Moment, Observer, StayReason, Who};
use corredor::engine::{Mechanism, Rule, RunSpec, Without, simulate};
use corredor::ids::{ArcId, ClassId, LinkId, LocationId, NationalityId, StateId};
use corredor::world::World;
use corredor::world::network::LocationKind;
use corredor::world::policy::{Lever, LeverSetting, Policy};
use corredor::world::population::Origin;
use corredor::world::vocabulary::{ClassQuantity, Parameter};
use jiff::civil::date;

use super::network::{Way, add_way, place, states};
use crate::support::{self, on_two_threads};

const FIRST: StateId = StateId(0);
const SECOND: StateId = StateId(1);
const THIRD: StateId = StateId(2);
/// Where the ways part.
const FORK: LocationId = LocationId(1);

/// The links of the chain in their order.
const COAST: LinkId = LinkId(0);
const TRAIL: LinkId = LinkId(1);
const DEEPER: LinkId = LinkId(2);
const ROAD_OUT: LinkId = LinkId(3);
const BOAT: LinkId = LinkId(4);
const BYPASS: LinkId = LinkId(7);

fn chain() -> World {
    let mut world = support::small();
    let class = |name: &str| {
        let found = world.classes.iter().position(|class| class.id == name);
        ClassId::from(found.unwrap())
    };
    let [trail, road, boat, flight] = ["trail", "road", "gulf_boat", "flight"].map(class);
    world.states = states(&world);
    world.capacities = Vec::new();
    world.gates = Vec::new();
    world.timeline = Vec::new();
    for policy in &mut world.policies {
        policy.gates = Vec::new();
    }
    world.locations = [
        (FIRST, LocationKind::Origin),
        (FIRST, LocationKind::Hub),
        (SECOND, LocationKind::Hub),
        (SECOND, LocationKind::Hub),
        (THIRD, LocationKind::Hub),
        (THIRD, LocationKind::Destination),
        (FIRST, LocationKind::Origin),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (state, kind))| place(format!("p{at}"), state, kind))
    .collect();
    world.links = Vec::new();
    for (from, to, class, control, fare) in [
        (0, 1, boat, FIRST, 5.0),
        (1, 2, trail, SECOND, 10.0),
        (2, 3, trail, SECOND, 10.0),
        (3, 4, road, SECOND, 10.0),
        (1, 4, boat, THIRD, 60.0),
        (4, 5, road, THIRD, 10.0),
        (6, 4, flight, FIRST, 40.0),
        (1, 3, road, SECOND, 50.0),
    ] {
        let days = 1.0;
        let way = Way {
            from,
            to,
            class,
            control,
            fare,
            days,
        };
        add_way(&mut world, &way);
    }
    let origin = |at: usize, home: usize| Origin {
        nationality: NationalityId::from(at),
        residence: LocationId::from(home),
        key: 17 + at as u32,
        ..world.origins[0].clone()
    };
    world.origins = vec![origin(0, 0), origin(1, 6)];
    world
}

/// Half a year without feedbacks, so that people differ only where they are met.
fn spec(world: &World, rule: Rule) -> RunSpec {
    let mut spec = RunSpec {
        to: date(2030, 6, 30),
        rule,
        without: Mechanism::ALL.into_iter().collect::<Without>(),
        ..support::spec(world, 1.0)
    };
    for (parameter, value) in [
        (Parameter::DestinationValue, 40.0),
        (Parameter::WaitPenalty, 100.0),
        (Parameter::EvasionUsd, 1e6),
        (Parameter::StoppedUsd, 0.0),
    ] {
        spec.overrides.push((world.parameter(parameter), value));
    }
    for class in &world.classes {
        let closable = ["trail", "gulf_boat"].contains(&class.id.as_str());
        let access = class.quantity(ClassQuantity::Access);
        let share = class.quantity(ClassQuantity::Closable);
        spec.overrides.push((access, 1.0));
        spec.overrides.push((share, f64::from(u8::from(closable))));
    }
    spec
}

fn closed(world: &World, state: StateId, value: f64) -> Policy {
    let mut policy = support::reference(world);
    policy.settings.push(LeverSetting {
        lever: Lever::TrailClosure,
        state: Some(state),
        value,
        reason: "test".to_owned(),
        source: "assumption".to_owned(),
        held: true,
    });
    policy
}

/// A person, its link, the day on which it sets out and the days that it takes.
type Step = (u64, u8, u32, usize, u32);

/// What people did, person by person.
#[derive(Debug, Default)]
struct Steps {
    /// Every stage on a link, by nationality.
    taken: [BTreeSet<Step>; 2],
    /// People of the first nationality who left.
    left: BTreeSet<(u64, u8, usize)>,
    /// Links at which somebody was stopped.
    stopped: BTreeSet<LinkId>,
    /// Failed attempts at the fork before the first stage beyond it, by party.
    failed: BTreeMap<u64, usize>,
    /// Parties that went on from the fork.
    passed: BTreeSet<u64>,
}

impl Steps {
    fn on(&self, link: LinkId) -> BTreeSet<Step> {
        let arc = ArcId::forward(link).0;
        self.taken[0]
            .iter()
            .copied()
            .filter(|step| step.2 == arc)
            .collect()
    }
}

impl Observer for Steps {
    fn event(&mut self, at: Moment, who: Who, event: Event) {
        match event {
            Event::Departed { .. } => {
                let nationality = who.nationality;
                let people = who.people;
                if nationality.index() == 0 {
                    let left = people.iter().map(|it| (it.entity, it.member, at.day));
                    self.left.extend(left);
                }
            }
            Event::Stage { arc, days } => {
                let nationality = who.nationality;
                let people = who.people;
                if arc.link() == TRAIL && !arc.is_reverse() {
                    self.passed.extend(people.iter().map(|it| it.entity));
                }
                let steps = people
                    .iter()
                    .map(|it| (it.entity, it.member, arc.0, at.day, days.to_bits()));
                self.taken[nationality.index()].extend(steps);
            }
            Event::Stay { place, why, .. } => {
                let people = who.people;
                let party = people[0].entity;
                if place == FORK && why == StayReason::Choice && !self.passed.contains(&party) {
                    *self.failed.entry(party).or_default() += 1;
                }
            }
            Event::KeptFromLink { arc } => {
                self.stopped.insert(arc.link());
            }
            _ => {}
        }
    }
}

fn steps(world: &World, policy: &Policy, spec: &RunSpec) -> Steps {
    let mut steps = Steps::default();
    simulate(world, policy, spec, 0, &mut steps).unwrap();
    steps
}

#[test]
fn a_closure_moves_only_those_who_pass_through_the_state_that_closes() {
    let world = chain();
    on_two_threads(Rule::ALL.len(), |rule| {
        let spec = spec(&world, Rule::ALL[rule]);
        let open = steps(&world, &support::reference(&world), &spec);
        assert!(open.stopped.is_empty());
        for link in [COAST, TRAIL, DEEPER, ROAD_OUT, BOAT, BYPASS] {
            assert!(
                open.on(link).len() > 20,
                "{link:?}: {}",
                open.on(link).len()
            );
        }
        assert!(open.taken[1].len() > 500);
        for closure in [0.3, 1.0] {
            let shut = steps(&world, &closed(&world, SECOND, closure), &spec);
            // Those whose way does not lead through the state, and everybody before it.
            assert_eq!(shut.taken[1], open.taken[1]);
            assert_eq!(shut.left, open.left);
            assert_eq!(shut.on(COAST), open.on(COAST));
            let (before, after) = (open.on(TRAIL).len(), shut.on(TRAIL).len());
            assert!(after < before, "{after} of {before} take the trail");
            assert!(shut.on(BOAT).len() >= open.on(BOAT).len());
            // What cannot be closed stays open in the same state.
            assert!(shut.on(BYPASS).len() >= open.on(BYPASS).len());
            if closure < 1.0 {
                assert_eq!(shut.stopped, BTreeSet::from([TRAIL]));
                assert!(after > before / 4 && !shut.on(DEEPER).is_empty());
            } else {
                assert!(after == 0 && shut.on(DEEPER).is_empty());
                assert!(shut.on(ROAD_OUT).len() >= open.on(BYPASS).len());
            }
        }
    });
}

#[test]
fn every_state_stops_people_on_its_own_ways_only() {
    let world = chain();
    on_two_threads(Rule::ALL.len(), |rule| {
        let spec = spec(&world, Rule::ALL[rule]);
        let open = steps(&world, &support::reference(&world), &spec);
        for (state, link) in [(FIRST, COAST), (SECOND, TRAIL), (THIRD, BOAT)] {
            let shut = steps(&world, &closed(&world, state, 0.4), &spec);
            assert_eq!(shut.stopped, BTreeSet::from([link]), "{state:?}");
            assert_eq!(shut.taken[1], open.taken[1], "{state:?}");
            assert_eq!(shut.left, open.left, "{state:?}");
        }
        let shut = steps(&world, &closed(&world, FIRST, 1.0), &spec);
        assert!(shut.taken[0].is_empty() && shut.taken[1] == open.taken[1]);
    });
}

#[test]
fn every_attempt_meets_a_closure_anew() {
    let mut world = chain();
    // Only the trail leads on from the fork.
    world
        .links
        .retain(|link| link.from != FORK || link.to == LocationId(2));
    on_two_threads(Rule::ALL.len(), |rule| {
        let spec = spec(&world, Rule::ALL[rule]);
        for closure in [0.3, 0.5] {
            let seen = steps(&world, &closed(&world, SECOND, closure), &spec);
            let parties: BTreeSet<u64> = seen.failed.keys().chain(&seen.passed).copied().collect();
            let failed = |times: usize| {
                let often = seen.failed.values().filter(|it| **it >= times).count();
                if times == 0 { parties.len() } else { often }
            };
            for attempt in 0..3 {
                let (tried, stopped) = (failed(attempt) as f64, failed(attempt + 1) as f64);
                assert!(tried > 50.0, "{tried} parties try {attempt} times");
                let sd = (closure * (1.0 - closure) / tried).sqrt();
                let share = stopped / tried;
                assert!(
                    (share - closure).abs() < 4.0 * sd,
                    "{share} of {tried} are stopped in attempt {attempt}, {}",
                    Rule::ALL[rule].name()
                );
            }
            let through = seen.passed.len() as f64 / parties.len() as f64;
            assert!(through > 0.95, "{through} get through in the end");
        }
    });
}
