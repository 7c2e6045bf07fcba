//! Regular pathways: humanitarian visas, resettlement, places for workers, and programmes behind a gate.
//!
//! A pathway has places for so many people a month or a day, whoever leaves. They are for the nationalities
//! that it names, wherever these live. Part of them is held for people who would otherwise set out, who
//! ask before they do, each time they decide at home, and on the way where a state opens that; the rest, and
//! what is not asked for, goes to people who would not have set out, candidates with an address of their
//! own. So opening a pathway takes from the irregular way in part, and closing it sends people there in
//! part.
//!
//! Source: quotas from levers, programmes from links and capacities; `protection.pathway_*` assumed.
//! Limit: who applies is drawn from stocks, not from what applications cost.

use super::laws::party::mean_size;
use super::people::Instrument;
use crate::ids::{CapacityId, GateId, LinkId, OriginId};
use crate::rng::named::{Block, FirstPlace};
use crate::rng::{Draws, unit};
use crate::world::World;
use crate::world::network::LinkUse;
use crate::world::register::Setting;

/// The quotas, in the order of their numbers.
pub(super) const QUOTAS: [Instrument; 3] = [
    Instrument::HumanitarianVisa,
    Instrument::Resettlement,
    Instrument::LabourMobility,
];
/// Where the places of a pathway come from.
#[derive(Clone, Debug)]
pub(super) enum Places {
    /// A lever, by its position among the quotas.
    Quota(usize),
    /// A programme: the links that stand for it, under one gate and one daily capacity.
    Programme {
        gate: Option<GateId>,
        capacity: Option<CapacityId>,
        links: Vec<LinkId>,
    },
}

/// A pathway and its places that nobody has taken yet, in simulated people.
#[derive(Clone, Debug)]
pub(super) struct Pathway {
    pub places: Places,
    /// Held for people who would otherwise set out, and how many more are each day.
    pub held: f64,
    pub held_a_day: f64,
    /// Places of a day in all.
    pub a_day: f64,
    /// By origin: for people who would not, and the next candidate among these.
    pub free: Vec<f64>,
    pub next: Vec<u32>,
    /// Part of the latter places that an origin has, by its stock.
    pub share: Vec<f64>,
}

/// All regular pathways of a replication.
#[derive(Clone, Debug)]
pub(super) struct Pathways(pub Vec<Pathway>);

impl Pathways {
    /// The pathways of a world, with no place yet. A party takes a place as soon as there is part of one for
    /// it, so that each origin begins with part of a party's places owed: over time none is given too many.
    pub fn new(world: &World, setting: &Setting, draws: &Draws) -> Self {
        let stocks: Vec<f64> = (world.origins.iter())
            .map(|origin| setting.get(origin.stock))
            .collect();
        let mut places: Vec<Places> = (0..QUOTAS.len()).map(Places::Quota).collect();
        for (index, link) in world.links.iter().enumerate() {
            if link.purpose != LinkUse::Pathway {
                continue;
            }
            let id = LinkId::from(index);
            let known = places.iter_mut().find_map(|known| match known {
                Places::Programme {
                    gate,
                    capacity,
                    links,
                } if *gate == link.gate && *capacity == link.capacity => Some(links),
                _ => None,
            });
            match known {
                Some(links) => links.push(id),
                None => places.push(Places::Programme {
                    gate: link.gate,
                    capacity: link.capacity,
                    links: vec![id],
                }),
            }
        }
        let origins = world.origins.len();
        let made = places.into_iter().enumerate().map(|(index, places)| {
            let named = |origin: usize| names(world, &places, OriginId::from(origin));
            let of = |origin: usize| if named(origin) { stocks[origin] } else { 0.0 };
            let all: f64 = (0..origins).map(of).sum();
            let share = (0..origins).map(|origin| if all > 0.0 { of(origin) / all } else { 0.0 });
            Pathway {
                held: 0.0,
                held_a_day: 0.0,
                a_day: 0.0,
                free: (world.origins.iter())
                    .map(|origin| {
                        let people = &world.nationalities[origin.nationality.index()];
                        let entity = u64::from(origin.key);
                        let FirstPlace { owed } = FirstPlace::of(draws, entity, index as u16);
                        -unit(owed) * mean_size(people, setting)
                    })
                    .collect(),
                next: vec![0; origins],
                share: share.collect(),
                places,
            }
        });
        Self(made.collect())
    }
}

/// Whether a pathway is for the people of an origin at all: resettlement is for those who live outside
/// their own state, a programme for the nationalities that its gate lets pass.
pub(super) fn names(world: &World, places: &Places, origin: OriginId) -> bool {
    let nationality = world.origins[origin.index()].nationality;
    match places {
        Places::Quota(which) => {
            QUOTAS[*which] != Instrument::Resettlement || {
                let residence = world.origins[origin.index()].residence;
                world.home_state(nationality) != Some(world.locations[residence.index()].state)
            }
        }
        Places::Programme { gate, .. } => {
            gate.is_none_or(|gate| world.gates[gate.index()].lets_pass(nationality))
        }
    }
}
