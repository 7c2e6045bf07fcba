//! What links and places are worth before anybody's way is solved: what holds for everybody, and what a
//! community sees.

use std::ops::Range;

use super::classes::{CLASSES_PER_ORIGIN, TIERS};
use super::lanes::Lanes;
use super::luck::Luck;
use super::rule::{Decide, Weights};
use super::situation::Situation;
use crate::engine::conditions::{Conditions, Passage};
use crate::engine::laws::believe::Pool;
use crate::engine::laws::enforce::Attempts;
use crate::engine::laws::seek_protection;
use crate::engine::laws::trade::package_value;
use crate::engine::market::{Market, Package};
use crate::engine::mechanism::Mechanism;
use crate::engine::people::Need;
use crate::engine::regime::PolicyRegime;
use crate::engine::routes::{Routes, WayBack};
use crate::ids::{
    ArcId, ClassId, LinkId, LocationId, NationalityId, OriginId, QuantityId, StateId,
};
use crate::world::World;
use crate::world::network::{Guide, LinkUse, LocationKind};
use crate::world::policy::Lever;
use crate::world::population::Origin;
use crate::world::vocabulary::{ClassQuantity, Demographic, Parameter, StateQuantity};

/// Tiers of money: the medians of the thirds of a log-normal law, in standard deviations.
const TIER_MEDIANS: [f64; TIERS] = [-0.967_421_566, 0.0, 0.967_421_566];
/// Whether the people of each class of a community have a need for protection, and relatives at the
/// destination, in the order of [`super::classes::class_of`].
pub(super) const WHO: [(bool, bool); CLASSES_PER_ORIGIN] = {
    let mut who = [(false, false); CLASSES_PER_ORIGIN];
    let mut class = 0;
    while class < CLASSES_PER_ORIGIN {
        who[class] = (class & 2 != 0, class & 1 != 0);
        class += 1;
    }
    who
};

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
pub(super) struct OnwardArc {
    pub(super) link: LinkId,
    pub(super) to: usize,
    pub(super) fare: f64,
    /// Class on which the fare is that of a package.
    pub(super) sold_on: Option<ClassId>,
    pub(super) days: f64,
    pub(super) waited: f64,
    /// Utility lost to the true risk, weighed by the decision rule.
    pub(super) risk: f64,
    /// Days in view of the state.
    pub(super) in_view: f64,
    /// Utility added by others on the link.
    pub(super) party_type: f64,
    /// Part of those who left its start in the week before that took it.
    pub(super) crowd: f64,
    /// Money and felt time that failed attempts are expected to cost, USD.
    pub(super) retries: f64,
    /// What luck opens it to people who need no visa.
    pub(super) luck: Luck,
    /// For an arc into a destination, the chance of being met at its border by people in no need.
    pub(super) met: Option<f64>,
}

/// A place as everybody sees it.
pub(super) struct PlaceTerms {
    pub(super) index: usize,
    pub(super) state: StateId,
    pub(super) destination: bool,
    /// Its onward arcs among all of them.
    pub(super) arcs: Range<usize>,
    pub(super) settle: f64,
    /// What assisted return adds to turning back, and the part of its cost that is left.
    pub(super) assisted: (f64, f64),
    /// Chance that a claim that is registered leads to protection, by need; none where no claim can be
    /// made.
    pub(super) claim_chance: [f64; 4],
    /// Utility of a claim while it is pending, less that of making it.
    pub(super) pending: f64,
    /// Part of the worth of a decision that is left when it has been waited for.
    pub(super) decided: f64,
}

/// What a community of origin sees.
pub(super) struct View<'a> {
    /// Places its people can come to, by position in the order of solving.
    pub(super) places: Vec<usize>,
    /// Whether it may take each onward arc, and what luck opens it.
    pub(super) passage: Vec<(Passage, Luck)>,
    /// Chance of being sent back that those reckon with who are met at the border of the destination.
    pub(super) refused: f64,
    pub(super) home: &'a WayBack,
    /// Part of each need among all needs.
    pub(super) needs: [f64; 4],
    /// Its own state, where nobody of it can claim.
    pub(super) home_state: Option<StateId>,
    /// Chance that a claim is registered, by state.
    pub(super) registered: Vec<f64>,
    /// Utility expected on arrival from access: with and without a need.
    pub(super) access: [f64; 2],
    /// What waiting gains while access is believed to have fallen of late.
    pub(super) wait_option: f64,
    pub(super) risk: f64,
    pub(super) cost: f64,
    pub(super) days: f64,
    pub(super) avoidance: f64,
}

/// Everything about links and places that does not depend on the class.
pub(super) struct Terms<'a> {
    pub(super) rule: &'a dyn Decide,
    pub(super) weights: Weights,
    pub(super) cost_weight: f64,
    pub(super) day_value: f64,
    pub(super) promised: f64,
    pub(super) quality_weight: f64,
    pub(super) arcs: Vec<OnwardArc>,
    /// Places in the order of solving: every onward arc leads to an earlier one.
    pub(super) places: Vec<PlaceTerms>,
    pub(super) wait_penalty: f64,
    pub(super) claim_value: f64,
    /// What failed attempts at the border of the destination cost.
    pub(super) border: Attempts,
    pub(super) turn_back: f64,
    pub(super) turn_back_need: f64,
    pub(super) arrival: f64,
    pub(super) kin: f64,
}

impl<'a> Terms<'a> {
    pub(super) fn new(
        world: &World,
        routes: &Routes,
        regime: &PolicyRegime,
        situation: &Situation,
        rule: &'a dyn Decide,
    ) -> Self {
        let conditions = &regime.conditions;
        let parameter = |which| conditions.parameter(world, which);
        let weights = Weights::new(world, conditions);
        let mut arcs = Vec::with_capacity(routes.onward.len());
        for index in 0..world.locations.len() {
            let of_place = routes.onward.of(LocationId::from(index));
            let all: f64 = of_place
                .iter()
                .map(|arc| f64::from(situation.crowd[arc.index()]))
                .sum();
            for &arc in of_place {
                let mut terms = onward_arc(world, regime, situation, arc);
                terms.risk = {
                    let zone = regime.hazards.on_link(arc.link(), situation.rainy);
                    parameter(Parameter::PerceivedRisk)
                        * terms.days
                        * rule.risk_per_day(
                            &weights,
                            f64::from(zone.violent),
                            f64::from(zone.fatal),
                        )
                };
                let seen = f64::from(situation.crowd[arc.index()]);
                terms.crowd = if all > 0.0 {
                    seen / all
                } else {
                    1.0 / of_place.len() as f64
                };
                // Others are a sign which way to take, not whether to go at all.
                let usual = all / of_place.len() as f64;
                terms.party_type = if conditions.works(Mechanism::Crowd) {
                    parameter(Parameter::CrowdWeight) * (libm::log1p(seen) - libm::log1p(usual))
                } else {
                    0.0
                };
                arcs.push(terms);
            }
        }
        let places = routes
            .order
            .iter()
            .rev()
            .map(|&place| place_terms(world, routes, regime, situation, place))
            .collect();
        Self {
            rule,
            weights,
            cost_weight: parameter(Parameter::CostWeight),
            day_value: parameter(Parameter::ValueOfTime),
            promised: parameter(Parameter::PromisedDaysWeight),
            quality_weight: parameter(Parameter::QualityWeight),
            arcs,
            places,
            wait_penalty: parameter(Parameter::WaitPenalty),
            border: regime.numbers.border.attempts,
            claim_value: parameter(Parameter::ClaimValue),
            turn_back: parameter(Parameter::TurnBackValue),
            turn_back_need: parameter(Parameter::TurnBackNeed),
            arrival: parameter(Parameter::DestinationValue),
            kin: parameter(Parameter::KinValue),
        }
    }

    /// What a community sees: its passages, what it believes, and the places that lie on its ways from
    /// home or from where states may set its people down.
    pub(super) fn of_origin<'b>(
        &self,
        world: &World,
        regime: &'b PolicyRegime,
        pool: &Pool,
        id: OriginId,
        origin: &Origin,
    ) -> View<'b> {
        let conditions = &regime.conditions;
        let nationality = origin.nationality;
        let passage: Vec<(Passage, Luck)> = self
            .arcs
            .iter()
            .map(|arc| {
                let visa = f64::from(conditions.visa_block(nationality, arc.link));
                let luck = Luck { visa, ..arc.luck };
                (conditions.passage(nationality, arc.link), luck)
            })
            .collect();
        let mut met = vec![false; world.locations.len()];
        met[origin.residence.index()] = true;
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
                met[arc.to] |= passage.0 != Passage::Absent;
            }
        }
        places.reverse();
        let parameter = |which| conditions.parameter(world, which);
        let trusted = conditions.works(Mechanism::Trust);
        View {
            places,
            passage,
            home: regime.way_back(id),
            needs: needs(world, conditions, nationality),
            home_state: world.home_state(nationality),
            registered: (0..world.states.len())
                .map(|state| {
                    conditions.lever_of(nationality, StateId::from(state), Lever::AsylumAccess)
                })
                .collect(),
            access: [Parameter::AccessValueOthers, Parameter::AccessValue]
                .map(|value| pool.log_odds * parameter(value)),
            refused: regime.numbers.border.returned * (1.0 - pool.access()),
            wait_option: parameter(Parameter::WaitOption) * pool.fall(),
            risk: pool.risk,
            cost: pool.cost,
            days: pool.days,
            avoidance: if trusted {
                parameter(Parameter::AvoidanceWeight) * (1.0 - pool.trust)
            } else {
                0.0
            },
        }
    }

    /// For each class of links, what the package that people with this budget would buy costs them,
    /// relative to what links state: its fare, less what its quality is worth to them beyond that of the
    /// usual package. So dearer packages are never worth more, though people change to another.
    pub(super) fn packages(&self, market: &Market, classes: usize, budget: f64) -> Vec<f64> {
        let per_usd = self.cost_weight / budget;
        (0..classes)
            .map(|class| {
                let trade = market.on(ClassId::from(class));
                let value = |it: &Package, price: f64| {
                    package_value(
                        per_usd,
                        price,
                        self.day_value,
                        self.promised * it.promised_days * f64::from(it.pace),
                        f64::from(it.harm),
                        self.quality_weight,
                    )
                };
                let offered = |it: &Package| value(it, it.price * trade.price);
                let affordable = trade
                    .packages
                    .iter()
                    .filter(|it| it.price * trade.price <= budget)
                    .max_by(|a, b| offered(a).total_cmp(&offered(b)));
                let bought = affordable.or(trade.packages.first());
                let (Some(bought), Some(usual)) = (bought, trade.usual()) else {
                    return trade.price;
                };
                let better = value(bought, 0.0) - value(usual, 0.0);
                let whole = per_usd * usual.price;
                let gain = if whole > 0.0 { better / whole } else { 0.0 };
                (trade.price * bought.fare - gain).max(0.0)
            })
            .collect()
    }
}

/// What every class of a community has, from what its tiers of money have.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
pub(super) fn of_tiers(tiers: [f64; TIERS]) -> Lanes {
    std::array::from_fn(|class| tiers[class / (CLASSES_PER_ORIGIN / TIERS)])
}

/// Part of each need among the needs of a nationality.
fn needs(world: &World, conditions: &Conditions, nationality: NationalityId) -> [f64; 4] {
    let shares = conditions.needs(&world.nationalities[nationality.index()]);
    let all: f64 = shares.iter().sum();
    shares.map(|share| if all > 0.0 { share / all } else { 0.0 })
}

fn onward_arc(
    world: &World,
    regime: &PolicyRegime,
    situation: &Situation,
    arc: ArcId,
) -> OnwardArc {
    let conditions = &regime.conditions;
    let id = arc.link();
    let link = &world.links[id.index()];
    let days = conditions.usual_days(world, id, situation.rainy);
    let visibility =
        conditions.get(world.classes[link.class.index()].quantity(ClassQuantity::Visibility));
    let numbers = &regime.numbers;
    let to = world.ends(arc).1;
    let destination = world.locations[to.index()].kind == LocationKind::Destination;
    let closure = f64::from(situation.closures[id.index()]);
    OnwardArc {
        link: id,
        to: to.index(),
        fare: conditions.get(link.fare),
        sold_on: (link.guide != Guide::None).then_some(link.class),
        days,
        waited: f64::from(situation.queue_days[id.index()]),
        risk: 0.0,
        in_view: days * visibility,
        party_type: 0.0,
        crowd: 0.0,
        retries: numbers.attempts.cost_of_closure(closure)
            + if destination {
                0.0
            } else {
                numbers.attempts.cost(regime.links[id.index()].turned_round)
            },
        luck: Luck {
            class: link.class,
            access: f64::from(conditions.access(id)),
            state: link.control,
            visa: 0.0,
        },
        met: destination.then(|| numbers.border.met(regime.links[id.index()].interdiction)),
    }
}

fn place_terms(
    world: &World,
    routes: &Routes,
    regime: &PolicyRegime,
    situation: &Situation,
    place: LocationId,
) -> PlaceTerms {
    let conditions = &regime.conditions;
    let parameter = |which| conditions.parameter(world, which);
    let location = &world.locations[place.index()];
    let state = location.state;
    let of_state = |which| {
        world.states[state.index()]
            .quantity(which)
            .map_or(0.0, |id| conditions.get(id))
    };
    let start = routes.onward.start(place);
    let grants = &regime.states[state.index()].grants;
    let quality = conditions.lever(state, Lever::AssistedReturnQuality);
    let settle = parameter(Parameter::SettleValue)
        + of_state(StateQuantity::Settle)
        + parameter(Parameter::IntegrationValue)
            * conditions.above_reference(state, Lever::IntegrationSupport);
    PlaceTerms {
        index: place.index(),
        state,
        destination: location.kind == LocationKind::Destination,
        arcs: start..start + routes.onward.of(place).len(),
        settle,
        assisted: (
            parameter(Parameter::AssistedPull)
                * conditions.above_reference(state, Lever::AssistedReturnQuality),
            1.0 - parameter(Parameter::AssistedCost) * quality,
        ),
        claim_chance: Need::SHARES.map(|(need, _)| {
            if !location.asylum_office {
                return 0.0;
            }
            parameter(Parameter::LodgeShare)
                * grants.any(need, 1.0)
                * parameter(Parameter::EffectiveShare)
        }),
        pending: parameter(Parameter::ClaimPending) + of_state(StateQuantity::Claim)
            - parameter(Parameter::ClaimEffort),
        decided: seek_protection::left_after_waiting(
            f64::from(situation.claim_days[state.index()]),
            parameter(Parameter::ClaimHalfDays),
        ),
    }
}
