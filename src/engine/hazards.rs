//! Effective hazards: the rates of the corridor under the policy in force, by zone and kind of
//! person. A zone is a segment in a state, on one class of links or at its places.

use crate::ids::{ClassId, LinkId, LocationId, SegmentId, StateId};
use crate::world::World;
use crate::world::network::Confinement;
use crate::world::policy::Lever;
use crate::world::vocabulary::{ClassQuantity, Harm, Parameter};

use super::conditions::Conditions;
use super::mechanism::Mechanism;
use super::parties::flag;
use super::people::{Gender, Person, mark};

/// Kinds of person that hazards tell apart: gender, added risk, left behind.
pub const CATEGORIES: usize = 12;

/// Rates per person-day in one zone.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Attacks on a party per day: one not left behind, one left behind.
    pub attack: [f32; 2],
    /// Cumulative rates over [`Harm::ALL`] of what befalls single people, by category.
    pub alone: [[f32; Harm::COUNT]; CATEGORIES],
    /// Chance of each violent kind for a member of an attacked party, by category.
    pub in_attack: [[f32; VIOLENT]; CATEGORIES],
    /// Expected violent harms per day, as people perceive them when they choose.
    pub violent: f32,
    /// Deaths and disappearances per day.
    pub fatal: f32,
    /// Share of extortion among extortion and robbery.
    pub extortion: f32,
    /// Whether nothing can happen here.
    pub harmless: bool,
    /// What befalls single people in all, by category: the last of each `alone`.
    pub alone_in_all: [f32; CATEGORIES],
    /// The most that can befall a party per day in each number of members: attacks, and the category
    /// that meets most.
    pub most: [f32; 2],
}

impl Zone {
    /// Sets what follows from the other rates.
    #[must_use]
    pub fn summed_up(mut self) -> Self {
        self.alone_in_all = self.alone.map(|sums| sums[Harm::COUNT - 1]);
        let most = |rates: &[f32]| rates.iter().copied().fold(0.0, f32::max);
        self.most = [most(&self.attack), most(&self.alone_in_all)];
        self
    }
}

/// How many kinds are violent.
pub const VIOLENT: usize = 4;

/// The category of a person: gender (2), no added risk, LGBTIQ+ or unaccompanied child (3), left
/// behind or not (2).
#[inline]
pub fn category(person: &Person, party_flags: u16) -> usize {
    let risk = if person.age.is_minor() && party_flags & flag::UNACCOMPANIED != 0 {
        2
    } else {
        usize::from(person.has(mark::SOGIESC))
    };
    let abandoned = usize::from(party_flags & flag::ABANDONED != 0);
    person.gender as usize * 6 + risk * 2 + abandoned
}

/// Zones of a world under one set of conditions, for the dry and the rainy months.
#[derive(Clone, Debug)]
pub struct Hazards {
    seasons: [Vec<Zone>; 2],
    of_link: Vec<u16>,
    of_location: Vec<u16>,
    /// Zones of [`Confinement::ALL`], those of every state in turn.
    of_stay: Vec<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ZoneKey {
    segment: SegmentId,
    state: StateId,
    class: Option<ClassId>,
    /// Whether harm comes to people one by one, since no party is attacked there.
    alone: bool,
}

impl Hazards {
    /// Works out all zones.
    pub fn new(world: &World, conditions: &Conditions) -> Self {
        let link_key = |index: usize| {
            let link = &world.links[index];
            ZoneKey {
                segment: link.segment,
                state: link.control,
                class: Some(link.class),
                alone: false,
            }
        };
        let location_key = |index: usize| {
            let location = &world.locations[index];
            ZoneKey {
                segment: location.segment,
                state: location.state,
                class: None,
                alone: false,
            }
        };
        let stay_key = |index: usize| {
            let stay = Confinement::ALL[index / world.states.len()];
            let named = world.segments.iter().position(|it| it.id == stay.segment());
            ZoneKey {
                segment: SegmentId::from(named.unwrap_or(0)),
                state: StateId::from(index % world.states.len()),
                class: None,
                alone: true,
            }
        };
        let stays = 0..Confinement::ALL.len() * world.states.len();
        let mut keys: Vec<ZoneKey> = (0..world.links.len())
            .map(link_key)
            .chain((0..world.locations.len()).map(location_key))
            .chain(stays.clone().map(stay_key))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let position = |key: ZoneKey| keys.binary_search(&key).unwrap_or(0) as u16;
        let build = |rainy: bool| {
            keys.iter()
                .map(|key| zone(world, conditions, *key, rainy))
                .collect()
        };
        Self {
            seasons: [build(false), build(true)],
            of_link: (0..world.links.len())
                .map(|index| position(link_key(index)))
                .collect(),
            of_location: (0..world.locations.len())
                .map(|index| position(location_key(index)))
                .collect(),
            of_stay: stays.map(|index| position(stay_key(index))).collect(),
        }
    }

    /// Bytes held by the zones.
    pub fn bytes(&self) -> usize {
        self.seasons.iter().map(Vec::capacity).sum::<usize>() * size_of::<Zone>()
    }

    /// A zone by its number.
    #[inline]
    pub fn zone(&self, number: u16, rainy: bool) -> &Zone {
        &self.seasons[usize::from(rainy)][usize::from(number)]
    }

    /// Number of the zone of a link.
    pub fn zone_of_link(&self, link: LinkId) -> u16 {
        self.of_link[link.index()]
    }

    /// Number of the zone of a place.
    pub fn zone_of_location(&self, location: LocationId) -> u16 {
        self.of_location[location.index()]
    }

    /// Number of the zone of a stay in a state.
    pub fn zone_of_stay(&self, stay: Confinement, state: StateId) -> u16 {
        let states = self.of_stay.len() / Confinement::ALL.len();
        self.of_stay[stay as usize * states + state.index()]
    }

    /// The zone of a link.
    #[inline]
    pub fn on_link(&self, link: LinkId, rainy: bool) -> &Zone {
        &self.seasons[usize::from(rainy)][usize::from(self.of_link[link.index()])]
    }
}

/// Multiplier of violent hazards: a product of separate terms, each an assumption whose range
/// spans zero unless evidence says otherwise. Levers count from the reference, under which the
/// hazards were measured.
pub fn violence_multiplier(
    world: &World,
    conditions: &Conditions,
    state: StateId,
    class: Option<ClassId>,
) -> f64 {
    let parameter = |which| conditions.parameter(world, which);
    let above = |lever| conditions.above_reference(state, lever);
    let of_class = |which| {
        class.map_or(0.0, |class| {
            conditions.get(world.classes[class.index()].quantity(which))
        })
    };
    let eligible = of_class(ClassQuantity::CorridorEligible);
    let pressure = if conditions.works(Mechanism::Clandestinity) {
        of_class(ClassQuantity::Closable) * above(Lever::TrailClosure) + above(Lever::Interdiction)
    } else {
        0.0
    };
    let remedies = if conditions.works(Mechanism::Remedies) {
        above(Lever::RemediesAccess)
    } else {
        0.0
    };
    libm::exp(
        parameter(Parameter::EtaClandestinity) * pressure
            + parameter(Parameter::EtaMilitarisation) * above(Lever::Militarisation)
            - parameter(Parameter::EtaCivil) * above(Lever::CivilPresence)
            - parameter(Parameter::EtaCoordination) * above(Lever::CoordinationKappa)
            - parameter(Parameter::EtaRemedies) * remedies
            - parameter(Parameter::EtaCorridor) * eligible * above(Lever::CorridorTransport),
    )
}

/// Multiplier of injury, illness and death by exposure: medical coverage counted from the reference.
pub fn illness_multiplier(world: &World, conditions: &Conditions, state: StateId) -> f64 {
    if !conditions.works(Mechanism::Services) {
        return 1.0;
    }
    let effect = conditions.parameter(world, Parameter::EtaServices);
    libm::exp(-effect * conditions.above_reference(state, Lever::WashMedical))
}

/// Multiplier of death by drowning and accident: rescue counted from the reference, less what guides
/// take back by cutting safety where rescue is near. Limit: the same at sea, on rivers and on land.
pub fn rescue_multiplier(world: &World, conditions: &Conditions, state: StateId) -> f64 {
    if !conditions.works(Mechanism::Rescue) {
        return 1.0;
    }
    let saved = conditions.parameter(world, Parameter::EtaRescue)
        * (1.0 - conditions.parameter(world, Parameter::RescueOffset));
    libm::exp(-saved * conditions.above_reference(state, Lever::SearchAndRescue))
}

fn zone(world: &World, conditions: &Conditions, key: ZoneKey, rainy: bool) -> Zone {
    let parameter = |which| conditions.parameter(world, which);
    let violence = violence_multiplier(world, conditions, key.state, key.class);
    let illness = illness_multiplier(world, conditions, key.state);
    let slowed_by_rain = key.class.is_some_and(|class| {
        conditions.get(world.classes[class.index()].quantity(ClassQuantity::RainyDays)) > 1.0
    });
    let accident = rescue_multiplier(world, conditions, key.state);
    let drowning = if rainy && slowed_by_rain {
        accident * parameter(Parameter::RainyDrowning)
    } else {
        accident
    };
    let segment = &world.segments[key.segment.index()];
    let mut rate = [0.0f64; Harm::COUNT];
    for harm in Harm::ALL {
        let base = segment.hazards[harm as usize].map_or(0.0, |hazard| {
            hazard.measure.per_day(conditions.get(hazard.quantity))
        });
        rate[harm as usize] = base
            * match harm {
                Harm::InjuryIllness | Harm::LifeThreateningInjury | Harm::DeathExposure => illness,
                Harm::Drowning => drowning,
                Harm::DeathAccident => accident,
                _ => violence,
            };
    }
    let shared = if key.alone {
        0.0
    } else {
        parameter(Parameter::AttackShare)
    };
    let strongest = rate[..VIOLENT].iter().copied().fold(0.0, f64::max);
    let attack = shared * strongest;
    let mut zone = Zone {
        attack: [
            attack as f32,
            (attack * parameter(Parameter::AbandonedMultiplier)) as f32,
        ],
        alone: [[0.0; Harm::COUNT]; CATEGORIES],
        in_attack: [[0.0; VIOLENT]; CATEGORIES],
        violent: (attack + (1.0 - shared) * rate[..VIOLENT].iter().sum::<f64>()) as f32,
        fatal: rate[Harm::Disappearance as usize..].iter().sum::<f64>() as f32,
        extortion: segment.extortion.map_or(0.0, |id| conditions.get(id)) as f32,
        harmless: rate.iter().all(|&value| value <= 0.0),
        alone_in_all: [0.0; CATEGORIES],
        most: [0.0; 2],
    };
    let risks = [
        1.0,
        parameter(Parameter::SogiescMultiplier),
        parameter(Parameter::UnaccompaniedMultiplier),
    ];
    for gender in Gender::ALL {
        for (risk, risk_multiplier) in risks.iter().enumerate() {
            for abandoned in 0..2 {
                let left = if abandoned == 1 {
                    parameter(Parameter::AbandonedMultiplier)
                } else {
                    1.0
                };
                let which = gender as usize * 6 + risk * 2 + abandoned;
                let mut total = 0.0;
                for harm in Harm::ALL {
                    let index = harm as usize;
                    let mut own = rate[index];
                    if harm.is_violent() {
                        own *= risk_multiplier;
                        if harm == Harm::GenderBasedViolence && gender == Gender::Male {
                            own *= parameter(Parameter::MenGbvRatio);
                        }
                        if attack > 0.0 {
                            let in_attack = (shared * own / attack).min(1.0);
                            zone.in_attack[which][index] = in_attack as f32;
                            // What attacks cannot carry comes alone.
                            own -= attack * in_attack;
                        }
                    }
                    total += own * left;
                    zone.alone[which][index] = total as f32;
                }
            }
        }
    }
    zone.summed_up()
}
