//! Random networks, and what people of every class think moving is worth on them.

use corredor::engine::choice::rule::Decide;
use corredor::engine::choice::{CLASSES_PER_ORIGIN, ChoiceTables, Situation};
use corredor::engine::information::Information;
use corredor::engine::market::Market;
use corredor::engine::regime::PolicyRegime;
use corredor::engine::routes::Routes;
use corredor::engine::{Rule, RunSpec};
use corredor::ids::{ClassId, GateId, LinkId, LocationId, NationalityId, SegmentId, StateId};
use corredor::units::Unit;
use corredor::world::World;
use corredor::world::network::{
    Gate, GateKind, Guide, Link, LinkUse, Location, LocationKind, Mode, State,
};
use corredor::world::policy::{Lever, LeverSetting, Policy};
use corredor::world::population::Origin;
use corredor::world::register::{Grade, Quantity, Setting, Status};
use corredor::world::vocabulary::{ClassQuantity, Parameter};

use crate::support::{self, Dice};

/// States of a random network.
pub const STATES: usize = 3;

/// Everything from which the worth of moving follows.
#[derive(Clone)]
pub struct Case {
    pub world: World,
    pub policy: Policy,
    pub setting: Setting,
    pub situation: Situation,
}

/// The worth of moving: by class of every community, then by place.
pub type Worths = Vec<Vec<f64>>;

impl Case {
    /// A random network of layers with random numbers, policy, beliefs, queues and crowds.
    pub fn random(dice: &mut Dice) -> Self {
        let mut world = support::small();
        let (width, layers) = (1 + dice.below(4), 3 + dice.below(5));
        world.states = states(&world);
        world.capacities = Vec::new();
        world.gates = Vec::new();
        world.timeline = Vec::new();
        let mut layer = Vec::new();
        world.locations = Vec::new();
        for at in 0..layers {
            for _ in 0..=dice.below(width) {
                let kind = match at {
                    0 => LocationKind::Origin,
                    _ if at + 1 == layers => LocationKind::Destination,
                    _ => LocationKind::Hub,
                };
                let state = StateId::from(at * STATES / layers);
                let name = format!("p{}", layer.len());
                world.locations.push(Location {
                    reception: dice.chance(0.3),
                    asylum_office: dice.chance(0.3),
                    ..place(name, state, kind)
                });
                layer.push(at);
            }
        }
        world.links = Vec::new();
        for from in 0..layer.len() {
            let ahead: Vec<usize> = (0..layer.len())
                .filter(|&to| layer[to] > layer[from])
                .collect();
            let near: Vec<usize> = (0..layer.len())
                .filter(|&to| layer[to] == layer[from] + 1)
                .collect();
            if near.is_empty() {
                continue;
            }
            for number in 0..=dice.below(4) {
                let to = *dice.pick(if number == 0 { &near } else { &ahead });
                add_link(
                    &mut world,
                    dice,
                    LocationId::from(from),
                    LocationId::from(to),
                );
            }
        }
        world.origins = (0..=dice.below(3))
            .map(|at| origin(&world, dice, at))
            .collect();
        let setting = numbers(&world, dice);
        let policy = policy(&world, dice);
        let mut case = Self {
            situation: Situation {
                rainy: dice.chance(0.5),
                queue_days: (0..world.links.len()).map(|_| some(dice, 20.0)).collect(),
                claim_days: (0..STATES).map(|_| some(dice, 400.0)).collect(),
                crowd: (0..world.arcs()).map(|_| some(dice, 300.0)).collect(),
                closures: Vec::new(),
                pools: Vec::new(),
                market: Market::new(
                    &world,
                    &regime(&world, &policy, &setting, Rule::Expected).conditions,
                ),
            },
            world,
            policy,
            setting,
        };
        let regime = case.regime(Rule::Expected);
        case.situation.closures = regime.conditions.closures().to_vec();
        let mut pools = Information::truthful(&case.world, &regime.conditions)
            .pools()
            .to_vec();
        for pool in &mut pools {
            pool.log_odds += 4.0 * dice.unit() - 2.0;
            pool.usual += 2.0 * dice.unit();
            pool.risk = 2.0 * dice.unit();
            pool.cost = 0.5 + dice.unit();
            pool.days = 0.5 + dice.unit();
            pool.trust = dice.unit();
        }
        case.situation.pools = pools;
        case
    }

    fn regime(&self, rule: Rule) -> PolicyRegime {
        regime(&self.world, &self.policy, &self.setting, rule)
    }

    /// The market before the first day under what is set.
    pub fn usual_market(&self) -> Market {
        Market::new(&self.world, &self.regime(Rule::Expected).conditions)
    }

    /// The ways of the network, whatever is set.
    pub fn routes(&self) -> Routes {
        let fixed = self.world.register.fixed();
        Routes::new(
            &self.world,
            self.world.value(&fixed, Parameter::ValueOfTime),
        )
    }

    /// The choice tables under a rule.
    pub fn tables(&self, routes: &Routes, rule: Rule) -> ChoiceTables {
        let decide: &dyn Decide = rule.decide();
        let mut tables = ChoiceTables::new(&self.world, routes);
        tables.solve(
            &self.world,
            routes,
            &self.regime(rule),
            &self.situation,
            decide,
        );
        tables
    }

    /// What moving is worth to everybody everywhere under a rule.
    pub fn worths(&self, routes: &Routes, rule: Rule) -> Worths {
        let tables = self.tables(routes, rule);
        (0..self.world.origins.len() * CLASSES_PER_ORIGIN)
            .map(|class| {
                (0..self.world.locations.len())
                    .map(|place| tables.move_value(class, LocationId::from(place)))
                    .collect()
            })
            .collect()
    }

    /// Sets a lever in every state, beyond what the policy sets.
    pub fn set(&mut self, lever: Lever, value: f64) {
        support::set_lever(&mut self.policy, lever, value, true);
    }
}

/// What holds under the policy of a case.
pub fn regime_of(case: &Case) -> PolicyRegime {
    case.regime(Rule::Expected)
}

fn regime(world: &World, policy: &Policy, setting: &Setting, rule: Rule) -> PolicyRegime {
    let fixed = world.register.fixed();
    let routes = Routes::new(world, world.value(&fixed, Parameter::ValueOfTime));
    let spec = RunSpec {
        rule,
        ..RunSpec::of(world)
    };
    let first = (0, world.start);
    PolicyRegime::new(world, &routes, policy, setting, &spec, first, None)
}

/// Nothing half of the time, else something up to `most`.
fn some(dice: &mut Dice, most: f64) -> f32 {
    if dice.chance(0.5) {
        0.0
    } else {
        (most * dice.unit()) as f32
    }
}

/// A share that is often none or all.
fn share(dice: &mut Dice) -> f64 {
    match dice.below(4) {
        0 => 0.0,
        1 => 1.0,
        _ => dice.unit(),
    }
}

/// States with the numbers of those of `world`.
pub fn states(world: &World) -> Vec<State> {
    (0..STATES)
        .map(|at| State {
            code: format!("S{at}"),
            name: format!("State {at}"),
            quantities: world.states[at.min(1)].quantities.clone(),
        })
        .collect()
}

/// A place with nothing but the way through it.
pub fn place(id: String, state: StateId, kind: LocationKind) -> Location {
    Location {
        name: id.clone(),
        id,
        state,
        lat: 8.0,
        lon: -77.0,
        kind,
        segment: SegmentId(0),
        crossing_point: false,
        reception: false,
        asylum_office: false,
        contract_ends: false,
    }
}

/// A link of a network in plain words.
pub struct Way {
    pub from: usize,
    pub to: usize,
    pub class: ClassId,
    pub control: StateId,
    pub fare: f64,
    pub days: f64,
}

/// Adds a link without hazards, gate or guide that everybody may use.
pub fn add_way(world: &mut World, way: &Way) -> LinkId {
    let id = format!("l{}", world.links.len());
    let fare = world.register.add(Quantity {
        name: format!("link.{id}.fare"),
        value: way.fare,
        low: 0.0,
        high: 1000.0,
        unit: Unit::Usd,
        bounds: (0.0, 1e6),
        status: Status::Assumption,
        grade: Grade::D,
        source: "assumption".to_owned(),
        what: "Fare".to_owned(),
    });
    world.links.push(Link {
        id,
        from: LocationId::from(way.from),
        to: LocationId::from(way.to),
        mode: Mode::Bus,
        class: way.class,
        distance_km: 30.0,
        days: [0.6 * way.days, way.days, 2.0 * way.days],
        fare,
        purpose: LinkUse::Onward,
        gate: None,
        bidirectional: false,
        segment: harmless(world),
        guide: Guide::None,
        visa: false,
        capacity: None,
        control: way.control,
    });
    LinkId::from(world.links.len() - 1)
}

/// A segment without hazards.
fn harmless(world: &World) -> SegmentId {
    let found = world
        .segments
        .iter()
        .position(|segment| segment.hazards.iter().all(Option::is_none));
    SegmentId::from(found.unwrap())
}

/// Adds a random link.
pub fn add_link(world: &mut World, dice: &mut Dice, from: LocationId, to: LocationId) {
    let control = world.locations[dice.pick(&[from, to]).index()].state;
    let way = Way {
        from: from.index(),
        to: to.index(),
        class: ClassId::from(dice.below(world.classes.len())),
        control,
        fare: 400.0 * dice.unit() * dice.unit(),
        days: 0.2 + 8.0 * dice.unit() * dice.unit(),
    };
    let at = add_way(world, &way).index();
    if dice.chance(0.5) {
        let kind = *dice.pick(&[GateKind::Legal, GateKind::Service, GateKind::Enforcement]);
        world.gates.push(Gate {
            id: format!("gate {at}"),
            opens: None,
            closes: None,
            admits: vec![dice.chance(0.9), dice.chance(0.9)],
            kind,
            reference_open: true,
            what: String::new(),
        });
        world.links[at].gate = Some(GateId::from(world.gates.len() - 1));
    }
    let guided = !world.tiers[way.class.index()].is_empty() && dice.chance(0.7);
    let link = &mut world.links[at];
    link.guide = if guided { Guide::Contract } else { Guide::None };
    link.segment = SegmentId::from(dice.below(world.segments.len()));
    link.visa = dice.chance(0.3);
}

fn origin(world: &World, dice: &mut Dice, at: usize) -> Origin {
    let homes: Vec<usize> = (0..world.locations.len())
        .filter(|&place| world.locations[place].kind == LocationKind::Origin)
        .collect();
    Origin {
        nationality: NationalityId::from(at % world.nationalities.len()),
        residence: LocationId::from(*dice.pick(&homes)),
        key: at as u32 + 1,
        ..world.origins[0].clone()
    }
}

/// Numbers drawn from their ranges, with access and closable shares of every size.
fn numbers(world: &World, dice: &mut Dice) -> Setting {
    let mut setting = world.register.fixed();
    for (value, quantity) in setting.0.iter_mut().zip(world.register.all()) {
        if quantity.name.starts_with("choice.") || quantity.name.starts_with("hazard.") {
            *value = quantity.at_quantile(dice.unit().clamp(0.01, 0.99));
        }
    }
    for class in &world.classes {
        setting.set(class.quantity(ClassQuantity::Access), share(dice));
        setting.set(class.quantity(ClassQuantity::Closable), share(dice));
    }
    setting
}

fn policy(world: &World, dice: &mut Dice) -> Policy {
    let mut policy = support::reference(world);
    policy.gates = (0..world.gates.len())
        .map(|_| Some(dice.chance(0.8)))
        .collect();
    for lever in [Lever::TrailClosure, Lever::VisaWall, Lever::Interdiction] {
        for state in 0..STATES {
            policy.settings.push(LeverSetting {
                lever,
                state: Some(StateId::from(state)),
                value: if lever == Lever::Interdiction {
                    0.3 * dice.unit()
                } else {
                    share(dice)
                },
                reason: "test".to_owned(),
                source: "assumption".to_owned(),
                held: true,
            });
        }
    }
    policy
}

/// A random link of a network.
pub fn any_link(world: &World, dice: &mut Dice) -> LinkId {
    LinkId::from(dice.below(world.links.len()))
}
