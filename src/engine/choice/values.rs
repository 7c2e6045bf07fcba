//! The values of places and links, class by class, from the destinations backwards.

use std::ops::Range;

use super::{OTHERS, Other, Situation, TIERS, usual_days};
use crate::engine::conditions::{Conditions, Passage};
use crate::engine::hazards::Hazards;
use crate::engine::people::Need;
use crate::engine::routes::{Routes, WayBack};
use crate::engine::rules::seek_protection::grant;
use crate::ids::{ArcId, LinkId, LocationId, NationalityId, QuantityId, StateId};
use crate::world::World;
use crate::world::network::{LinkUse, LocationKind};
use crate::world::policy::Lever;
use crate::world::vocabulary::{Demographic, Parameter, StateQuantity};

/// Tiers of money: the medians of the thirds of a log-normal law, in standard deviations.
const TIER_MEDIANS: [f64; TIERS] = [-0.967_421_566, 0.0, 0.967_421_566];
/// Days of a year, for waits stated in years.
const DAYS_PER_YEAR: f64 = 365.25;

/// A class of people within a nationality.
pub(super) struct Who {
    pub budget: f64,
    pub need: bool,
    pub kin: bool,
}

/// Money that people of a tier of a nationality weigh costs against.
pub(super) fn budget(
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
    (get(Demographic::MoneyMedian) * libm::exp(get(Demographic::MoneySpread) * TIER_MEDIANS[tier]))
        .max(1.0)
}

/// An onward arc as everybody sees it.
struct OnwardArc {
    link: LinkId,
    to: usize,
    /// Money plus felt time in USD.
    price: f64,
    /// Utility lost to perceived risk.
    risk: f64,
    /// Chance of not being turned away.
    open_share: f64,
    log_open_share: f64,
}

/// A place as everybody sees it.
struct PlaceTerms {
    index: usize,
    state: StateId,
    destination: bool,
    /// Its onward arcs among all of them.
    arcs: Range<usize>,
    settle: f64,
    /// Chance that a claim leads to protection, by 1951 and by Cartagena need; none where no claim
    /// can be made.
    claim_chance: [f64; 2],
    /// Utility lost by making a claim and waiting for the decision.
    claim_cost: f64,
}

/// What a nationality sees.
pub(super) struct View<'a> {
    /// Places its people can come to, by position in the order of solving.
    places: Vec<usize>,
    /// Whether it may take each onward arc.
    passage: Vec<Passage>,
    home: Option<&'a WayBack>,
    /// Share of 1951 needs among the needs that an instrument answers.
    share_1951: f64,
    /// Its own state, where nobody of it can claim.
    home_state: Option<StateId>,
}

/// Everything about links and places that does not depend on the class.
pub(super) struct Terms {
    scale: f64,
    cost_weight: f64,
    arcs: Vec<OnwardArc>,
    /// Places in the order of solving: every onward arc leads to an earlier one.
    places: Vec<PlaceTerms>,
    wait_penalty: f64,
    claim_value: f64,
    turn_back: f64,
    turn_back_need: f64,
    arrival: f64,
    access: [f64; 2],
    kin: f64,
}

impl Terms {
    pub(super) fn new(
        world: &World,
        routes: &Routes,
        conditions: &Conditions,
        hazards: &Hazards,
        situation: &Situation,
    ) -> Self {
        let parameter = |which| conditions.parameter(world, which);
        let access = world
            .locations
            .iter()
            .filter(|location| location.kind == LocationKind::Destination)
            .map(|location| conditions.lever(location.state, Lever::DestinationAccess))
            .fold(0.0, f64::max);
        let arcs = (0..world.locations.len())
            .flat_map(|index| routes.onward.of(LocationId::from(index)))
            .map(|&arc| onward_arc(world, conditions, hazards, situation, arc))
            .collect();
        let places = routes
            .order
            .iter()
            .rev()
            .map(|&place| place_terms(world, routes, conditions, situation, place))
            .collect();
        Self {
            scale: parameter(Parameter::ChoiceScale),
            cost_weight: parameter(Parameter::CostWeight),
            arcs,
            places,
            wait_penalty: parameter(Parameter::WaitPenalty),
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

    /// What a nationality sees: its passages, and the places that lie on its ways from its origins
    /// or from where states may set its people down.
    pub(super) fn of_nationality<'a>(
        &self,
        world: &World,
        conditions: &Conditions,
        nationality: NationalityId,
        home: Option<&'a WayBack>,
    ) -> View<'a> {
        let passage: Vec<Passage> = self
            .arcs
            .iter()
            .map(|arc| conditions.passage(nationality, arc.link))
            .collect();
        let mut met = vec![false; world.locations.len()];
        for origin in &world.origins {
            met[origin.residence.index()] |= origin.nationality == nationality;
        }
        for link in &world.links {
            met[link.to.index()] |= link.purpose == LinkUse::Forced;
        }
        let mut places = Vec::with_capacity(self.places.len());
        for (position, place) in self.places.iter().enumerate().rev() {
            if !met[place.index] {
                continue;
            }
            places.push(position);
            for (arc, passage) in self.arcs[place.arcs.clone()]
                .iter()
                .zip(&passage[place.arcs.clone()])
            {
                met[arc.to] |= *passage != Passage::Absent;
            }
        }
        places.reverse();
        View {
            places,
            passage,
            home,
            share_1951: share_1951(world, conditions, nationality),
            home_state: world.home_state(nationality),
        }
    }

    /// Solves one class; `value` is room for the values of places.
    pub(super) fn solve_class(
        &self,
        view: &View,
        who: &Who,
        value: &mut [f64],
        weights: &mut [f32],
        move_values: &mut [f32],
    ) {
        let per_usd = self.cost_weight / who.budget;
        let turn_back = self.turn_back - if who.need { self.turn_back_need } else { 0.0 };
        let mut utility: Vec<f64> = Vec::with_capacity(64);
        for &position in &view.places {
            let place = &self.places[position];
            let index = place.index;
            if place.destination {
                value[index] = self.arrival
                    + self.access[usize::from(who.need)]
                    + if who.kin { self.kin } else { 0.0 };
                continue;
            }
            let arcs = &self.arcs[place.arcs.clone()];
            let passages = &view.passage[place.arcs.clone()];
            utility.clear();
            utility.extend(arcs.iter().zip(passages).map(|(arc, &passage)| {
                if passage == Passage::Absent {
                    f64::NEG_INFINITY
                } else {
                    value[arc.to] - per_usd * arc.price - arc.risk
                }
            }));
            let highest = utility.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            // Weights relative to the best link; restricted links count for nothing in the value.
            let (mut open, mut gained) = (0.0, 0.0);
            for ((each, arc), &passage) in utility.iter_mut().zip(arcs).zip(passages) {
                let below = *each - highest;
                *each = if highest > f64::NEG_INFINITY {
                    libm::exp(below / self.scale)
                } else {
                    0.0
                };
                let passing = *each * arc.open_share;
                if passage == Passage::Open && passing > 0.0 {
                    open += passing;
                    gained += passing * (below + self.scale * arc.log_open_share);
                }
            }
            let (moving, worth) = if open > 0.0 {
                (highest + self.scale * log(open), highest + gained / open)
            } else {
                (f64::NEG_INFINITY, f64::NEG_INFINITY)
            };
            move_values[index] = worth as f32;
            let back_cost = view.home.map_or(f64::INFINITY, |way| way.cost[index]);
            let others: [f64; OTHERS] = [
                self.claim(place, view, who.need, worth),
                turn_back - per_usd * back_cost,
                place.settle,
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
            let base = place.arcs.start + OTHERS * index;
            let (of_others, of_arcs) =
                weights[base..base + OTHERS + arcs.len()].split_at_mut(OTHERS);
            for ((weight, other), which) in of_others.iter_mut().zip(others).zip(Other::ALL) {
                let here = relative(other);
                if which != Other::Wait && here > 0.0 {
                    total += here;
                    expected += here * other;
                }
                cumulative += here;
                *weight = cumulative as f32;
            }
            for (weight, &here) in of_arcs.iter_mut().zip(&utility) {
                cumulative += here * rebase;
                *weight = cumulative as f32;
            }
            value[index] = if total > 0.0 {
                expected / total
            } else {
                f64::NEG_INFINITY
            };
        }
    }

    /// Utility of claiming protection at a place: protection if it is granted, the way on if not.
    fn claim(&self, place: &PlaceTerms, view: &View, need: bool, moving: f64) -> f64 {
        let [convention, cartagena] = place.claim_chance;
        let chance = view.share_1951 * convention + (1.0 - view.share_1951) * cartagena;
        if !need
            || chance <= 0.0
            || moving == f64::NEG_INFINITY
            || view.home_state == Some(place.state)
        {
            return f64::NEG_INFINITY;
        }
        chance * self.claim_value + (1.0 - chance) * moving - place.claim_cost
    }
}

fn share_1951(world: &World, conditions: &Conditions, nationality: NationalityId) -> f64 {
    let people = &world.nationalities[nationality.index()];
    let share = |which| conditions.get(people.quantity(which));
    let convention = share(Demographic::Need1951);
    let either = convention + share(Demographic::NeedCartagena);
    if either > 0.0 {
        convention / either
    } else {
        0.0
    }
}

/// `libm::log`, at once where a single link is open to everybody.
fn log(x: f64) -> f64 {
    if x.to_bits() == 1.0f64.to_bits() {
        0.0
    } else {
        libm::log(x)
    }
}

fn onward_arc(
    world: &World,
    conditions: &Conditions,
    hazards: &Hazards,
    situation: &Situation,
    arc: ArcId,
) -> OnwardArc {
    let parameter = |which| conditions.parameter(world, which);
    let id = arc.link();
    let link = &world.links[id.index()];
    let days = usual_days(world, conditions, id, situation.rainy);
    let felt = if link.purpose == LinkUse::Pathway {
        0.0
    } else {
        days
    };
    let waited = f64::from(situation.queue_days[id.index()]);
    let zone = hazards.on_link(id, situation.rainy);
    let closed = f64::from(conditions.closure(id));
    let visa = f64::from(conditions.visa_block(id));
    let access = f64::from(conditions.access(id));
    let open_share = access * (1.0 - closed) * (1.0 - visa);
    OnwardArc {
        link: id,
        to: world.ends(arc).1.index(),
        price: conditions.get(link.fare) + parameter(Parameter::ValueOfTime) * (days + waited),
        risk: parameter(Parameter::PerceivedRisk)
            * felt
            * (parameter(Parameter::HarmWeight) * f64::from(zone.violent)
                + parameter(Parameter::DeathWeight) * f64::from(zone.fatal)),
        open_share,
        log_open_share: log(open_share),
    }
}

fn place_terms(
    world: &World,
    routes: &Routes,
    conditions: &Conditions,
    situation: &Situation,
    place: LocationId,
) -> PlaceTerms {
    let parameter = |which| conditions.parameter(world, which);
    let location = &world.locations[place.index()];
    let of_state = |which| {
        world.states[location.state.index()]
            .quantity(which)
            .map_or(0.0, |id| conditions.get(id))
    };
    let start = routes.onward.start(place);
    let years = f64::from(situation.claim_days[location.state.index()]) / DAYS_PER_YEAR;
    PlaceTerms {
        index: place.index(),
        state: location.state,
        destination: location.kind == LocationKind::Destination,
        arcs: start..start + routes.onward.of(place).len(),
        settle: parameter(Parameter::SettleValue)
            + of_state(StateQuantity::Settle)
            + parameter(Parameter::IntegrationValue)
                * conditions.above_reference(location.state, Lever::IntegrationSupport),
        claim_chance: [Need::Convention1951, Need::Cartagena].map(|need| {
            if !location.asylum_office {
                return 0.0;
            }
            let lever = |which| conditions.lever(location.state, which);
            let granted = grant(
                need,
                of_state(StateQuantity::Grant1951),
                of_state(StateQuantity::GrantCartagena),
                lever(Lever::DefCartagena),
                1.0,
            );
            lever(Lever::AsylumAccess)
                * parameter(Parameter::LodgeShare)
                * granted
                * parameter(Parameter::EffectiveShare)
        }),
        claim_cost: parameter(Parameter::ClaimEffort)
            + parameter(Parameter::ClaimWaitWeight) * years,
    }
}
