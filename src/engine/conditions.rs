//! The conditions a replication runs under: numbers drawn from the register, levers of the policy
//! in force, and what follows from both without looking at anybody's journey.

use jiff::civil::Date;

use super::mechanism::{Mechanism, Without};
use super::people::Need;
use crate::ids::{GateId, LinkId, NationalityId, QuantityId, StateId};
use crate::rng::named::{Block, Drawn};
use crate::rng::{Draws, unit};
use crate::world::World;
use crate::world::network::{Gate, GateKind, Link, LinkUse};
use crate::world::policy::{Lever, Policy};
use crate::world::population::Nationality;
use crate::world::register::Setting;
use crate::world::schedule::InForce;
use crate::world::vocabulary::{ClassQuantity, Parameter};

/// Draws every number of grade C and D from its range; the draw depends on seed and replication
/// alone, so that all policies of a comparison share it.
pub fn draw_setting(world: &World, draws: Draws) -> Setting {
    let values = world
        .register
        .all()
        .iter()
        .enumerate()
        .map(|(index, quantity)| {
            if quantity.grade.is_drawn() {
                quantity.at_quantile(unit(Drawn::once(&draws, index as u64).quantile))
            } else {
                quantity.value
            }
        })
        .collect();
    Setting(values)
}

/// Whether a link can be used by a nationality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Open.
    Open,
    /// Closed by law, a service or carriers to people it would otherwise serve.
    Restricted,
    /// Not there for this nationality, or an enforcement measure that is not in force.
    Absent,
}

/// A policy on a day and a setting, resolved.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// Numbers in force.
    pub setting: Setting,
    /// What the policy sets.
    pub in_force: InForce,
    /// Mechanisms that are switched off.
    pub without: Without,
    reference: [f64; Lever::COUNT],
    passage: Vec<Passage>,
    links: usize,
    closure: Vec<f32>,
    access: Vec<f32>,
    /// By nationality and link.
    visa_block: Vec<f32>,
}

impl Conditions {
    /// Resolves what a policy sets on a day under a setting.
    pub fn new(
        world: &World,
        policy: &Policy,
        setting: Setting,
        without: Without,
        date: Date,
    ) -> Self {
        let in_force = policy.in_force(world, &setting, date);
        let mut reference = [0.0; Lever::COUNT];
        for row in &world.levers {
            reference[row.lever as usize] = row.reference;
        }
        let walls = Walls {
            reference: reference[Lever::VisaWall as usize],
            bought: world.value(&setting, Parameter::VisaBacklash),
            lift: !policy.timeline,
        };
        let cells = world.nationalities.len() * world.links.len();
        let mut passage = Vec::with_capacity(cells);
        let mut visa_block = Vec::with_capacity(cells);
        for nationality in (0..world.nationalities.len()).map(NationalityId::from) {
            for link in &world.links {
                let gate = link.gate.map(|gate| {
                    let row = &world.gates[gate.index()];
                    (row, in_force.gates[gate.index()])
                });
                let wall = in_force
                    .levers
                    .of(nationality, link.control, Lever::VisaWall);
                let (passes, block) = walls.meet(nationality, link, gate, wall);
                passage.push(passes);
                visa_block.push(block);
            }
        }
        let of_class = |link: &Link, quantity: ClassQuantity| {
            setting.get(world.classes[link.class.index()].quantity(quantity))
        };
        let closure = world
            .links
            .iter()
            .zip(entrances(world, true))
            .map(|(link, entrance)| {
                if entrance && !is_left_open(world, link) {
                    let closed = in_force.levers.get(link.control, Lever::TrailClosure);
                    (closed * of_class(link, ClassQuantity::Closable)) as f32
                } else {
                    0.0
                }
            })
            .collect();
        let access = world
            .links
            .iter()
            .zip(entrances(world, false))
            .map(|(link, entrance)| {
                if entrance {
                    of_class(link, ClassQuantity::Access) as f32
                } else {
                    1.0
                }
            })
            .collect();
        Self {
            reference,
            passage,
            links: world.links.len(),
            closure,
            access,
            visa_block,
            in_force,
            without,
            setting,
        }
    }

    /// Whether a mechanism works.
    #[inline]
    pub fn works(&self, mechanism: Mechanism) -> bool {
        self.without.works(mechanism)
    }

    /// Value of a lever in a state, for people of no particular nationality.
    #[inline]
    pub fn lever(&self, state: StateId, lever: Lever) -> f64 {
        self.in_force.levers.get(state, lever)
    }

    /// Value of a lever in a state for a nationality.
    #[inline]
    pub fn lever_of(&self, nationality: NationalityId, state: StateId, lever: Lever) -> f64 {
        self.in_force.levers.of(nationality, state, lever)
    }

    /// Value of a lever in a state less its value under the reference.
    pub fn above_reference(&self, state: StateId, lever: Lever) -> f64 {
        self.lever(state, lever) - self.reference(lever)
    }

    /// Value of a lever under the reference.
    pub fn reference(&self, lever: Lever) -> f64 {
        self.reference[lever as usize]
    }

    /// Value of a lever that is one number for the whole corridor.
    pub fn corridor_wide(&self, lever: Lever) -> f64 {
        self.lever(StateId(0), lever)
    }

    /// Whether a nationality can use a link.
    #[inline]
    pub fn passage(&self, nationality: NationalityId, link: LinkId) -> Passage {
        self.passage[nationality.index() * self.links + link.index()]
    }

    /// Whether every link is open to the same people as under other conditions.
    pub fn opens_as(&self, other: &Conditions) -> bool {
        self.passage == other.passage
    }

    /// Whether a link is open to a nationality.
    #[inline]
    pub fn is_open(&self, nationality: NationalityId, link: LinkId) -> bool {
        self.passage(nationality, link) == Passage::Open
    }

    /// Chance that one attempt at a link meets its closure; zero but where people enter its class in
    /// the state that controls it.
    #[inline]
    pub fn closure(&self, link: LinkId) -> f32 {
        self.closure[link.index()]
    }

    /// The same for all links.
    pub fn closures(&self) -> &[f32] {
        &self.closure
    }

    /// Share of parties that can use a link at all; 1 but where its class is entered.
    #[inline]
    pub fn access(&self, link: LinkId) -> f32 {
        self.access[link.index()]
    }

    /// Chance that visa rules keep a nationality from a link they reach: beyond those of the reference
    /// and but for what papers bought or forged get round, or, on a way that the law closes to them, as
    /// far as visas are not lifted.
    #[inline]
    pub fn visa_block(&self, nationality: NationalityId, link: LinkId) -> f32 {
        self.visa_block[nationality.index() * self.links + link.index()]
    }

    /// A parameter in force.
    pub fn parameter(&self, world: &World, which: Parameter) -> f64 {
        world.value(&self.setting, which)
    }

    /// Typical days on a link in a season, queues left out.
    pub fn usual_days(&self, world: &World, link: LinkId, rainy: bool) -> f64 {
        let link = &world.links[link.index()];
        let class = &world.classes[link.class.index()];
        let season = if rainy {
            self.get(class.quantity(ClassQuantity::RainyDays))
        } else {
            1.0
        };
        link.days[1] * season
    }

    /// A number in force.
    pub fn get(&self, id: QuantityId) -> f64 {
        self.setting.get(id)
    }

    /// Shares of the people of a nationality with each need, by [`Need::SHARES`].
    pub fn needs(&self, people: &Nationality) -> [f64; Need::SHARES.len()] {
        Need::SHARES.map(|(_, which)| self.get(people.quantity(which)))
    }
}

/// How visa rules act on links.
struct Walls {
    /// Level under the reference, with which ways were set on data.
    reference: f64,
    /// Part of those refused who pass with papers bought or forged.
    bought: f64,
    /// Whether fewer visas than under the reference open what a law closes. Not where gates follow
    /// their dates: there the gate is the visa rule.
    lift: bool,
}

impl Walls {
    /// Whether a nationality can use a link, and the chance that visa rules keep it from there.
    fn meet(
        &self,
        nationality: NationalityId,
        link: &Link,
        gate: Option<(&Gate, bool)>,
        wall: f64,
    ) -> (Passage, f32) {
        let passage = match gate {
            None => Passage::Open,
            Some((row, open)) => match (row.lets_pass(nationality), open, row.kind) {
                (true, true, _) => Passage::Open,
                (true, false, GateKind::Enforcement) | (false, ..) => Passage::Absent,
                (true, false, GateKind::Legal) if self.lifts(link, wall) => {
                    return (Passage::Open, (wall / self.reference) as f32);
                }
                (true, false, _) => Passage::Restricted,
            },
        };
        let open_before = (1.0 - self.reference).max(f64::MIN_POSITIVE);
        let blocked = 1.0 - (1.0 - wall) / open_before;
        let block = if link.visa {
            ((1.0 - self.bought) * blocked).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (passage, block as f32)
    }

    fn lifts(&self, link: &Link, wall: f64) -> bool {
        self.lift && link.purpose == LinkUse::Onward && wall < self.reference
    }
}

/// For each link, whether people enter its class there: no onward link of the same class, and under the
/// same control if `by_state`, leads to its start. Those who control a trail meet people where it is
/// entered, and a state that closes it where it is entered in that state; not at every step.
fn entrances(world: &World, by_state: bool) -> Vec<bool> {
    let group = |link: &Link| (link.class, by_state.then_some(link.control));
    let mut inside: Vec<_> = world
        .links
        .iter()
        .filter(|link| link.purpose == LinkUse::Onward)
        .map(|link| (link.to, group(link)))
        .collect();
    inside.sort_unstable();
    let is_inside = |link: &Link| inside.binary_search(&(link.from, group(link))).is_ok();
    world.links.iter().map(|link| !is_inside(link)).collect()
}

/// Whether a link is the way that enforcement leaves open while it closes others.
fn is_left_open(world: &World, link: &Link) -> bool {
    let kind = |gate: GateId| world.gates[gate.index()].kind;
    link.purpose == LinkUse::Onward && link.gate.map(kind) == Some(GateKind::Enforcement)
}

/// The forced links that start in a state.
#[derive(Clone, Debug, Default)]
pub struct ForcedLinks {
    /// Whether the state removes people only by forced links that lead out of it.
    pub removes_by_link: bool,
    inside: Vec<Option<LinkId>>,
    abroad: Vec<Option<LinkId>>,
}

impl ForcedLinks {
    /// The forced links of every state under these conditions.
    pub fn of_states(world: &World, conditions: &Conditions) -> Vec<ForcedLinks> {
        let none = vec![None; world.nationalities.len()];
        let blank = Self {
            removes_by_link: false,
            inside: none.clone(),
            abroad: none,
        };
        let mut states = vec![blank; world.states.len()];
        for (index, link) in world.links.iter().enumerate() {
            if link.purpose != LinkUse::Forced {
                continue;
            }
            let from = world.locations[link.from.index()].state;
            let to = world.locations[link.to.index()].state;
            let state = &mut states[from.index()];
            state.removes_by_link |= from != to;
            for nationality in 0..world.nationalities.len() {
                let id = LinkId::from(index);
                if conditions.passage(NationalityId::from(nationality), id) == Passage::Open {
                    let ways = if from == to {
                        &mut state.inside
                    } else {
                        &mut state.abroad
                    };
                    ways[nationality].get_or_insert(id);
                }
            }
        }
        states
    }

    /// The open forced link inside the state for a nationality.
    pub fn inside(&self, nationality: NationalityId) -> Option<LinkId> {
        self.inside[nationality.index()]
    }

    /// The open forced link out of the state for a nationality.
    pub fn abroad(&self, nationality: NationalityId) -> Option<LinkId> {
        self.abroad[nationality.index()]
    }
}
