//! The conditions a replication runs under: numbers drawn from the register, levers of the policy
//! in force, and what follows from both without looking at anybody's journey.

use crate::ids::{LinkId, NationalityId, QuantityId, StateId};
use crate::rng::{Draws, Purpose, unit};
use crate::world::World;
use crate::world::network::{GateKind, LinkUse};
use crate::world::policy::{Lever, Policy};
use crate::world::register::Setting;
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
                let words = draws.block(index as u64, 0, Purpose::Parameter, 0);
                quantity.at_quantile(unit(words[0]))
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

/// A policy and a setting, resolved.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// Numbers in force.
    pub setting: Setting,
    levers: Vec<[f64; Lever::COUNT]>,
    reference: [f64; Lever::COUNT],
    passage: Vec<Passage>,
    links: usize,
    closure: Vec<f32>,
    access: Vec<f32>,
    visa_block: Vec<f32>,
}

impl Conditions {
    /// Resolves a policy under a setting.
    pub fn new(world: &World, policy: &Policy, setting: Setting) -> Self {
        let levers = policy.lever_values(&world.levers, world.states.len());
        let mut reference = [0.0; Lever::COUNT];
        for row in &world.levers {
            if let Some(lever) = row.modelled {
                reference[lever as usize] = row.reference;
            }
        }
        let mut passage = Vec::with_capacity(world.nationalities.len() * world.links.len());
        for nationality in 0..world.nationalities.len() {
            for link in &world.links {
                passage.push(match link.gate {
                    None => Passage::Open,
                    Some(gate) => {
                        let row = &world.gates[gate.index()];
                        let served = row.lets_pass(NationalityId::from(nationality));
                        match (served, policy.gates[gate.index()], row.kind) {
                            (true, true, _) => Passage::Open,
                            (
                                true,
                                false,
                                GateKind::Legal | GateKind::Service | GateKind::Market,
                            ) => Passage::Restricted,
                            _ => Passage::Absent,
                        }
                    }
                });
            }
        }
        let lever_at = |link: usize, lever: Lever| {
            let state = world.locations[world.links[link].to.index()].state;
            levers
                .get(state.index())
                .map_or(0.0, |values| values[lever as usize])
        };
        let entrances = entrances(world);
        let closure = (0..world.links.len())
            .map(|link| {
                if !entrances[link] {
                    return 0.0;
                }
                let class = &world.classes[world.links[link].class.index()];
                let closable = setting.get(class.quantity(ClassQuantity::Closable));
                (lever_at(link, Lever::TrailClosure) * closable) as f32
            })
            .collect();
        let access = (0..world.links.len())
            .map(|link| {
                let class = &world.classes[world.links[link].class.index()];
                if entrances[link] {
                    setting.get(class.quantity(ClassQuantity::Access)) as f32
                } else {
                    1.0
                }
            })
            .collect();
        let open_before = (1.0 - reference[Lever::VisaWall as usize]).max(f64::MIN_POSITIVE);
        let visa_block = (0..world.links.len())
            .map(|link| {
                if !world.links[link].visa {
                    return 0.0;
                }
                let wall = lever_at(link, Lever::VisaWall);
                (1.0 - (1.0 - wall) / open_before).clamp(0.0, 1.0) as f32
            })
            .collect();
        Self {
            setting,
            levers,
            reference,
            passage,
            links: world.links.len(),
            closure,
            access,
            visa_block,
        }
    }

    /// Value of a lever in a state.
    #[inline]
    pub fn lever(&self, state: StateId, lever: Lever) -> f64 {
        self.levers[state.index()][lever as usize]
    }

    /// Value of a lever in a state less its value under the reference.
    pub fn above_reference(&self, state: StateId, lever: Lever) -> f64 {
        self.lever(state, lever) - self.reference[lever as usize]
    }

    /// Highest value of a lever in any state: for levers that hold for the whole corridor.
    pub fn corridor_wide(&self, lever: Lever) -> f64 {
        self.levers
            .iter()
            .map(|values| values[lever as usize])
            .fold(0.0, f64::max)
    }

    /// Whether a nationality can use a link.
    #[inline]
    pub fn passage(&self, nationality: NationalityId, link: LinkId) -> Passage {
        self.passage[nationality.index() * self.links + link.index()]
    }

    /// Chance of being turned away from a link by a closure; zero but where its class is entered.
    #[inline]
    pub fn closure(&self, link: LinkId) -> f32 {
        self.closure[link.index()]
    }

    /// Share of parties that can use a link at all; 1 but where its class is entered.
    #[inline]
    pub fn access(&self, link: LinkId) -> f32 {
        self.access[link.index()]
    }

    /// Chance that visa rules keep a party from a link they reach, beyond those of the reference.
    #[inline]
    pub fn visa_block(&self, link: LinkId) -> f32 {
        self.visa_block[link.index()]
    }

    /// A parameter in force.
    pub fn parameter(&self, world: &World, which: Parameter) -> f64 {
        world.value(&self.setting, which)
    }

    /// A number in force.
    pub fn get(&self, id: QuantityId) -> f64 {
        self.setting.get(id)
    }
}

/// For each link, whether people enter its class there: no onward link of the same class leads to
/// its start. Closures and those who control a trail meet people at its entrance, not at every step.
fn entrances(world: &World) -> Vec<bool> {
    let mut inside = vec![vec![false; world.classes.len()]; world.locations.len()];
    for link in world
        .links
        .iter()
        .filter(|link| link.purpose == LinkUse::Onward)
    {
        inside[link.to.index()][link.class.index()] = true;
    }
    world
        .links
        .iter()
        .map(|link| !inside[link.from.index()][link.class.index()])
        .collect()
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
