//! Choice tables: what people of each class would do at each place, solved once per change.
//!
//! A recursive logit over the onward arcs (after Fosgerau, Frejinger and Karlström 2013): the
//! chance of an alternative is proportional to the exponential of its utility plus the value of
//! where it leads. The value of a place is the utility expected there under those chances, without
//! the logit's bonus for variety, which would make a longer way with more forks worth more than a
//! short one (ADR 0002). The arcs are acyclic, so one pass from the destinations backwards is
//! exact. Settling, claiming protection and turning back are alternatives like any link; waiting
//! leads back to the same choice and adds nothing to the value.

use super::conditions::{Conditions, Passage};
use super::hazards::Hazards;
use super::routes::{Routes, WayBack};
use crate::ids::{LinkId, LocationId, NationalityId, QuantityId};
use crate::world::World;
use crate::world::network::{LinkUse, LocationKind};
use crate::world::policy::Lever;
use crate::world::vocabulary::{ClassQuantity, Demographic, Parameter, StateQuantity};

/// Tiers of money: the medians of the thirds of a log-normal law, in standard deviations.
const TIER_MEDIANS: [f64; TIERS] = [-0.967_421_566, 0.0, 0.967_421_566];
/// Number of tiers of money.
pub const TIERS: usize = 3;
/// Classes per nationality: tier by protection need by relatives at the destination.
pub const CLASSES_PER_NATIONALITY: usize = TIERS * 4;
/// Alternatives at a place besides its arcs.
pub const OTHERS: usize = 4;
/// Days of a year, for waits stated in years.
const DAYS_PER_YEAR: f64 = 365.25;

/// An alternative at a place other than a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Other {
    /// Claim protection here; first, so that its weight can be scaled for people not informed.
    Claim,
    /// Turn back.
    TurnBack,
    /// Settle here.
    Settle,
    /// Put the decision off.
    Wait,
}

impl Other {
    /// Every one, in the order of the tables.
    pub const ALL: [Other; OTHERS] = [Other::Claim, Other::TurnBack, Other::Settle, Other::Wait];
}

/// The class of a party in the choice tables.
pub fn class_of(nationality: NationalityId, tier: usize, need: bool, kin: bool) -> usize {
    nationality.index() * CLASSES_PER_NATIONALITY
        + tier * 4
        + usize::from(need) * 2
        + usize::from(kin)
}

/// The tier of a party whose money stands `deviations` standard deviations from the median.
pub fn tier_of(deviations: f64) -> usize {
    // Thirds of the normal law end at 0.4307 standard deviations.
    const THIRD: f64 = 0.430_727_300;
    usize::from(deviations > -THIRD) + usize::from(deviations > THIRD)
}

/// What the value of links depends on from day to day.
#[derive(Clone, Debug, PartialEq)]
pub struct Situation {
    /// Whether the month is rainy.
    pub rainy: bool,
    /// Days of queueing expected before each link.
    pub queue_days: Vec<f32>,
    /// Days expected until a claim is decided, by state.
    pub claim_days: Vec<f32>,
}

/// Weights of all alternatives, by class and place.
#[derive(Clone, Debug)]
pub struct ChoiceTables {
    stride: usize,
    weights: Vec<f32>,
    move_value: Vec<f32>,
    locations: usize,
    used: Vec<bool>,
}

impl ChoiceTables {
    /// Empty tables for a world; solve them before use.
    pub fn new(world: &World, routes: &Routes) -> Self {
        let stride = routes.onward.len() + OTHERS * world.locations.len();
        let classes = world.nationalities.len() * CLASSES_PER_NATIONALITY;
        let mut used = vec![false; world.nationalities.len()];
        for origin in &world.origins {
            used[origin.nationality.index()] = true;
        }
        Self {
            stride,
            weights: vec![0.0; stride * classes],
            move_value: vec![f32::NEG_INFINITY; world.locations.len() * classes],
            locations: world.locations.len(),
            used,
        }
    }

    /// Cumulative weights of the alternatives of a class at a place: [`Other`] first, so that
    /// their small weights keep their precision, then its onward arcs in order. Arcs that are restricted carry the weight they would have if open.
    #[inline]
    pub fn at(&self, routes: &Routes, class: usize, place: LocationId) -> &[f32] {
        let start = class * self.stride + routes.onward.start(place) + OTHERS * place.index();
        &self.weights[start..start + routes.onward.of(place).len() + OTHERS]
    }

    /// Utility expected over the links that leave a place, for a class; negative infinity
    /// where none is open.
    pub fn move_value(&self, class: usize, place: LocationId) -> f64 {
        f64::from(self.move_value[class * self.locations + place.index()])
    }

    /// Solves every class whose nationality has an origin.
    pub fn solve(
        &mut self,
        world: &World,
        routes: &Routes,
        conditions: &Conditions,
        hazards: &Hazards,
        home_ways: &[Option<WayBack>],
        situation: &Situation,
    ) {
        let terms = Terms::new(world, routes, conditions, hazards, situation);
        for nationality in 0..world.nationalities.len() {
            if !self.used[nationality] {
                continue;
            }
            for local in 0..CLASSES_PER_NATIONALITY {
                let class = nationality * CLASSES_PER_NATIONALITY + local;
                let who = Who {
                    nationality: NationalityId::from(nationality),
                    budget: Terms::budget(
                        world,
                        conditions,
                        NationalityId::from(nationality),
                        local / 4,
                    ),
                    need: local & 2 != 0,
                    kin: local & 1 != 0,
                };
                let weights = &mut self.weights[class * self.stride..(class + 1) * self.stride];
                let values =
                    &mut self.move_value[class * self.locations..(class + 1) * self.locations];
                terms.solve_class(world, routes, conditions, home_ways, &who, weights, values);
            }
        }
    }
}

struct Who {
    nationality: NationalityId,
    budget: f64,
    need: bool,
    kin: bool,
}

/// Everything about links and places that does not depend on the class.
struct Terms {
    scale: f64,
    cost_weight: f64,
    /// Money plus felt time of each onward arc in USD, by position in the adjacency array.
    price: Vec<f64>,
    /// Utility lost to perceived risk, by position.
    risk: Vec<f64>,
    /// Chance of not being turned away, by position.
    open_share: Vec<f64>,
    wait_penalty: f64,
    settle: Vec<f64>,
    /// Chance that a claim leads to protection, by place; none where no claim can be made.
    claim_chance: Vec<f64>,
    /// Utility lost by making a claim and waiting for the decision, by place.
    claim_cost: Vec<f64>,
    claim_value: f64,
    turn_back: f64,
    turn_back_need: f64,
    arrival: f64,
    access: [f64; 2],
    kin: f64,
}

impl Terms {
    fn new(
        world: &World,
        routes: &Routes,
        conditions: &Conditions,
        hazards: &Hazards,
        situation: &Situation,
    ) -> Self {
        let parameter = |which| conditions.parameter(world, which);
        let day_value = parameter(Parameter::ValueOfTime);
        let perceived = parameter(Parameter::PerceivedRisk);
        let (mut price, mut risk, mut open_share) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..world.locations.len() {
            for &arc in routes.onward.of(LocationId::from(index)) {
                let link = &world.links[arc.link().index()];
                let days = usual_days(world, conditions, arc.link(), situation.rainy);
                let felt = if link.purpose == LinkUse::Pathway {
                    0.0
                } else {
                    days
                };
                let waited = f64::from(situation.queue_days[arc.link().index()]);
                price.push(conditions.get(link.fare) + day_value * (days + waited));
                let zone = hazards.on_link(arc.link(), situation.rainy);
                risk.push(
                    perceived
                        * felt
                        * (parameter(Parameter::HarmWeight) * f64::from(zone.violent)
                            + parameter(Parameter::DeathWeight) * f64::from(zone.fatal)),
                );
                let closed = f64::from(conditions.closure(arc.link()));
                let visa = f64::from(conditions.visa_block(world, arc.link()));
                let access = f64::from(conditions.access(arc.link()));
                open_share.push(access * (1.0 - closed) * (1.0 - visa));
            }
        }
        let state_term = |index: usize, which| {
            world.states[world.locations[index].state.index()]
                .quantity(which)
                .map(|id| conditions.get(id))
        };
        let settle = (0..world.locations.len())
            .map(|index| {
                let state = world.locations[index].state;
                parameter(Parameter::SettleValue)
                    + state_term(index, StateQuantity::Settle).unwrap_or(0.0)
                    + parameter(Parameter::IntegrationValue)
                        * conditions.above_reference(state, Lever::IntegrationSupport)
            })
            .collect();
        let claim_chance = (0..world.locations.len())
            .map(|index| {
                let location = &world.locations[index];
                if !location.asylum_office {
                    return 0.0;
                }
                let grant = state_term(index, StateQuantity::GrantCartagena).unwrap_or(0.0);
                grant * conditions.lever(location.state, Lever::AsylumAccess)
            })
            .collect();
        let claim_cost = (0..world.locations.len())
            .map(|index| {
                let state = world.locations[index].state;
                let years = f64::from(situation.claim_days[state.index()]) / DAYS_PER_YEAR;
                parameter(Parameter::ClaimEffort) + parameter(Parameter::ClaimWaitWeight) * years
            })
            .collect();
        let access = world
            .locations
            .iter()
            .filter(|location| location.kind == LocationKind::Destination)
            .map(|location| conditions.lever(location.state, Lever::DestinationAccess))
            .fold(0.0, f64::max);
        Self {
            scale: parameter(Parameter::ChoiceScale),
            cost_weight: parameter(Parameter::CostWeight),
            price,
            risk,
            open_share,
            wait_penalty: parameter(Parameter::WaitPenalty),
            settle,
            claim_chance,
            claim_cost,
            claim_value: parameter(Parameter::ClaimValue),
            turn_back: parameter(Parameter::TurnBackValue),
            turn_back_need: parameter(Parameter::TurnBackNeed),
            arrival: parameter(Parameter::DestinationValue),
            access: [
                access * parameter(Parameter::AccessValueOthers),
                access * parameter(Parameter::AccessValue),
            ],
            kin: parameter(Parameter::KinValue),
        }
    }

    fn budget(
        world: &World,
        conditions: &Conditions,
        nationality: NationalityId,
        tier: usize,
    ) -> f64 {
        let people = &world.nationalities[nationality.index()];
        let get = |which: Demographic| -> f64 {
            let id: QuantityId = people.quantity(which);
            conditions.get(id)
        };
        (get(Demographic::MoneyMedian)
            * libm::exp(get(Demographic::MoneySpread) * TIER_MEDIANS[tier]))
        .max(1.0)
    }

    fn solve_class(
        &self,
        world: &World,
        routes: &Routes,
        conditions: &Conditions,
        home_ways: &[Option<WayBack>],
        who: &Who,
        weights: &mut [f32],
        move_values: &mut [f32],
    ) {
        let per_usd = self.cost_weight / who.budget;
        let need = usize::from(who.need);
        let turn_back = self.turn_back - if who.need { self.turn_back_need } else { 0.0 };
        let home = home_ways[who.nationality.index()].as_ref();
        let mut value = vec![f64::NEG_INFINITY; world.locations.len()];
        let mut utility: Vec<f64> = Vec::with_capacity(64);
        for &place in routes.order.iter().rev() {
            let index = place.index();
            if world.locations[index].kind == LocationKind::Destination {
                value[index] =
                    self.arrival + self.access[need] + if who.kin { self.kin } else { 0.0 };
                continue;
            }
            let start = routes.onward.start(place);
            let arcs = routes.onward.of(place);
            utility.clear();
            let mut highest = f64::NEG_INFINITY;
            for (offset, &arc) in arcs.iter().enumerate() {
                let passage = conditions.passage(who.nationality, arc.link());
                let (_, to) = world.ends(arc);
                let here = if passage == Passage::Absent {
                    f64::NEG_INFINITY
                } else {
                    value[to.index()]
                        - per_usd * self.price[start + offset]
                        - self.risk[start + offset]
                };
                highest = highest.max(here);
                utility.push(here);
            }
            // Weights relative to the best link; restricted links count for nothing in the value.
            let base = start + OTHERS * index;
            let weights = &mut weights[base..base + arcs.len() + OTHERS];
            let (mut open, mut gained) = (0.0, 0.0);
            for (offset, &arc) in arcs.iter().enumerate() {
                let below_highest = utility[offset] - highest;
                let weight = if highest > f64::NEG_INFINITY {
                    libm::exp(below_highest / self.scale)
                } else {
                    0.0
                };
                utility[offset] = weight;
                if weight > 0.0 && conditions.passage(who.nationality, arc.link()) == Passage::Open
                {
                    let share = self.open_share[start + offset];
                    let passing = weight * share;
                    open += passing;
                    if passing > 0.0 {
                        gained += passing * (below_highest + self.scale * libm::log(share));
                    }
                }
            }
            let (moving, worth) = if open > 0.0 {
                (
                    highest + self.scale * libm::log(open),
                    highest + gained / open,
                )
            } else {
                (f64::NEG_INFINITY, f64::NEG_INFINITY)
            };
            move_values[index] = worth as f32;
            let back_cost = home.map_or(f64::INFINITY, |way| way.cost[index]);
            let others = [
                self.claim(index, who.need, worth),
                turn_back - per_usd * back_cost,
                self.settle[index],
                moving - self.wait_penalty,
            ];
            let level = others.iter().copied().fold(moving, f64::max);
            let relative = |each: f64| libm::exp((each - level) / self.scale);
            let rebase = if highest > f64::NEG_INFINITY {
                relative(highest)
            } else {
                0.0
            };
            let mut cumulative = 0.0;
            let mut total = relative(moving);
            let mut expected = if total > 0.0 { total * worth } else { 0.0 };
            for (offset, weight) in weights.iter_mut().enumerate() {
                let here = if let Some(&other) = others.get(offset) {
                    let weight = relative(other);
                    if offset != Other::Wait as usize && weight > 0.0 {
                        total += weight;
                        expected += weight * other;
                    }
                    weight
                } else {
                    utility[offset - OTHERS] * rebase
                };
                cumulative += here;
                *weight = cumulative as f32;
            }
            value[index] = if total > 0.0 {
                expected / total
            } else {
                f64::NEG_INFINITY
            };
        }
    }
}

impl Terms {
    /// Utility of claiming protection at a place: protection if it is granted, the way on if not.
    fn claim(&self, index: usize, need: bool, moving: f64) -> f64 {
        let chance = self.claim_chance[index];
        if !need || chance <= 0.0 || moving == f64::NEG_INFINITY {
            return f64::NEG_INFINITY;
        }
        chance * self.claim_value + (1.0 - chance) * moving - self.claim_cost[index]
    }
}

/// Typical days on a link in a season, queues left out.
pub fn usual_days(world: &World, conditions: &Conditions, link: LinkId, rainy: bool) -> f64 {
    let link = &world.links[link.index()];
    let season = if rainy {
        conditions.get(world.classes[link.class.index()].quantity(ClassQuantity::RainyDays))
    } else {
        1.0
    };
    link.days[1] * season
}
