//! The network as the day loop meets it: for every arc and place, what a party there needs to
//! know, resolved once per replication and laid out side by side.

use super::conditions::Conditions;
use super::hazards::Hazards;
use super::laws::register;
use super::laws::travel::stages;
use super::local_numbers::{LinkNumbers, StateNumbers};
use crate::ids::{ArcId, CapacityId, ClassId, LinkId, LocationId, StateId};
use crate::world::World;
use crate::world::network::{Guide, LinkUse, LocationKind, Mode};
use crate::world::policy::Lever;
use crate::world::vocabulary::{ClassQuantity, Parameter};

/// An arc under the conditions of a replication, with what holds where it ends.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug)]
pub struct ArcInfo {
    /// Where it starts.
    pub from: LocationId,
    /// Where it ends.
    pub to: LocationId,
    /// State in which it ends.
    pub to_state: StateId,
    /// State whose rules hold on it.
    pub control: StateId,
    /// Zone of its hazards.
    pub zone: u16,
    /// Stages of its link.
    pub stages: u8,
    /// Class of its link.
    pub class: u8,
    /// Whether people walk.
    pub on_foot: bool,
    /// Whether somebody leads people on it.
    pub guided: bool,
    /// Whether guides' contracts end where it ends, and hold on it.
    pub contract_ends: bool,
    /// Whether taking it counts towards a crossing of the bottleneck.
    pub crossing: bool,
    /// Whether it leads into another state.
    pub leaves_state: bool,
    /// Chance that a party is offered safe transport on it.
    pub transport: f32,
    /// Fare per person.
    pub fare: f32,
    /// Usual days of a stage in the dry and in the rainy months.
    pub stage_days: [f32; 2],
    /// Daily living where it ends, USD per person.
    pub living: f32,
    /// Daily limit it shares, if any.
    pub capacity: Option<CapacityId>,
    /// Rate of interdiction per day of people who are in no register, and of those who are in one.
    pub interdiction: [f64; 2],
    /// Energy that a day costs an adult.
    pub energy_load: f64,
    /// Interdiction above the reference on it.
    pub enforcement: f64,
}

/// A place under the conditions of a replication.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug)]
pub struct PlaceInfo {
    /// State it lies in.
    pub state: StateId,
    /// Zone of its hazards.
    pub zone: u16,
    /// Whether journeys end here.
    pub destination: bool,
    /// Whether a crossing of the bottleneck is recorded on arrival.
    pub crossing_point: bool,
    /// Whether arrivals are received.
    pub reception: bool,
}

/// Arcs and places of a world.
#[derive(Clone, Debug)]
pub struct NetworkView {
    arcs: Vec<ArcInfo>,
    places: Vec<PlaceInfo>,
}

impl NetworkView {
    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.arcs.capacity() * size_of::<ArcInfo>()
            + self.places.capacity() * size_of::<PlaceInfo>()
    }

    /// Resolves every arc and place.
    pub fn new(
        world: &World,
        conditions: &Conditions,
        hazards: &Hazards,
        states: &[StateNumbers],
        links: &[LinkNumbers],
    ) -> Self {
        Self {
            arcs: (0..world.arcs())
                .map(|index| {
                    let arc = ArcId(index as u32);
                    let numbers = &links[arc.link().index()];
                    arc_info(world, conditions, hazards, numbers, states, arc)
                })
                .collect(),
            places: (0..world.locations.len())
                .map(|index| {
                    let location = &world.locations[index];
                    PlaceInfo {
                        state: location.state,
                        zone: hazards.zone_of_location(LocationId::from(index)),
                        destination: location.kind == LocationKind::Destination,
                        crossing_point: location.crossing_point,
                        reception: location.reception,
                    }
                })
                .collect(),
        }
    }

    /// An arc.
    #[inline]
    pub fn arc(&self, arc: ArcId) -> &ArcInfo {
        &self.arcs[arc.index()]
    }

    /// How many places there are.
    #[inline]
    pub fn places(&self) -> usize {
        self.places.len()
    }

    /// A place.
    #[inline]
    pub fn place(&self, place: LocationId) -> &PlaceInfo {
        &self.places[place.index()]
    }
}

fn arc_info(
    world: &World,
    conditions: &Conditions,
    hazards: &Hazards,
    numbers: &LinkNumbers,
    states: &[StateNumbers],
    arc: ArcId,
) -> ArcInfo {
    let id: LinkId = arc.link();
    let link = &world.links[id.index()];
    let ClassId(class) = link.class;
    let (from, to) = world.ends(arc);
    let to_state = world.locations[to.index()].state;
    let control = link.control;
    let exposed = register::interdiction(
        states[control.index()].firewall,
        conditions.parameter(world, Parameter::RegisterSharing),
    );
    let stages = stages(link.mode == Mode::Foot, link.days[1]);
    ArcInfo {
        from,
        to,
        to_state,
        control,
        zone: hazards.zone_of_link(id),
        stages,
        class: class as u8,
        on_foot: link.mode == Mode::Foot,
        guided: link.guide != Guide::None,
        contract_ends: link.guide == Guide::Contract && world.locations[to.index()].contract_ends,
        crossing: world.classes[link.class.index()].crossing,
        leaves_state: world.locations[from.index()].state != to_state,
        transport: if link.purpose == LinkUse::Onward {
            let eligible =
                world.classes[link.class.index()].quantity(ClassQuantity::CorridorEligible);
            let offered = conditions.lever(control, Lever::CorridorTransport);
            (conditions.get(eligible) * offered) as f32
        } else {
            0.0
        },
        fare: numbers.fares[usize::from(arc.is_reverse())],
        stage_days: numbers.usual.map(|days| days / f32::from(stages)),
        living: states[to_state.index()].living as f32,
        capacity: link.capacity,
        interdiction: [numbers.interdiction, numbers.interdiction * exposed],
        energy_load: numbers.energy_load,
        enforcement: states[control.index()].above_interdiction,
    }
}
