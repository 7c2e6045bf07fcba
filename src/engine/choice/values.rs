//! The values of places and links, class by class, from the destinations backwards.

use std::ops::Range;

use super::lanes::{self, Lanes};
use super::rule::{Decide, Weights};
use super::{CLASSES_PER_ORIGIN, OTHERS, Other, Row, Situation, TIERS, usual_days};
use crate::engine::conditions::{Conditions, Passage};
use crate::engine::epoch::Epoch;
use crate::engine::information::Information;
use crate::engine::market::Market;
use crate::engine::mechanism::Mechanism;
use crate::engine::people::Need;
use crate::engine::routes::{Routes, WayBack};
use crate::engine::rules::trade::package_value;
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
/// Days of a year, for waits stated in years.
const DAYS_PER_YEAR: f64 = 365.25;

/// Whether the people of each class of a community have a need for protection, and relatives at the
/// destination, in the order of [`super::class_of`].
const WHO: [(bool, bool); CLASSES_PER_ORIGIN] = {
    let mut who = [(false, false); CLASSES_PER_ORIGIN];
    let mut class = 0;
    while class < CLASSES_PER_ORIGIN {
        who[class] = (class & 2 != 0, class & 1 != 0);
        class += 1;
    }
    who
};

/// What the onward arcs of a place are worth to every class.
struct WaysOn {
    /// The highest utility of any.
    highest: Lanes,
    /// Sum of the weights of those that are open.
    open: Lanes,
    /// Their utility over the highest, by those weights.
    gained: Lanes,
}

/// Room for what is solved, used again and again.
pub(super) struct Room {
    value: Vec<Lanes>,
    utility: Vec<Lanes>,
}

impl Room {
    pub(super) fn new(locations: usize) -> Self {
        Self {
            value: vec![[f64::NEG_INFINITY; CLASSES_PER_ORIGIN]; locations],
            utility: Vec::new(),
        }
    }
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
    fare: f64,
    /// Class on which the fare is that of a package.
    sold_on: Option<ClassId>,
    days: f64,
    waited: f64,
    /// Utility lost to the true risk, weighed by the decision rule.
    risk: f64,
    /// Days in view of the state.
    in_view: f64,
    /// Utility added by others on the link.
    company: f64,
    /// Part of those who left its start in the week before that took it.
    crowd: f64,
    /// Chance of being let pass by those who control the way and of not meeting a closure.
    open_share: f64,
}

/// A place as everybody sees it.
struct PlaceTerms {
    index: usize,
    state: StateId,
    destination: bool,
    /// Its onward arcs among all of them.
    arcs: Range<usize>,
    settle: f64,
    /// What assisted return adds to turning back, and the part of its cost that is left.
    assisted: (f64, f64),
    /// Chance that a claim that is registered leads to protection, by need; none where no claim can be
    /// made.
    claim_chance: [f64; 4],
    /// Utility lost by making a claim and waiting for the decision.
    claim_cost: f64,
}

/// What a community of origin sees.
pub(super) struct View<'a> {
    /// Places its people can come to, by position in the order of solving.
    places: Vec<usize>,
    /// Whether it may take each onward arc, and with what chance of not being turned away.
    passage: Vec<(Passage, f64, f64)>,
    home: &'a WayBack,
    /// Part of each need among all needs.
    needs: [f64; 4],
    /// Its own state, where nobody of it can claim.
    home_state: Option<StateId>,
    /// Chance that a claim is registered, by state.
    registered: Vec<f64>,
    /// Utility expected on arrival from access: with and without a need.
    access: [f64; 2],
    /// Utility of an announced change that is not yet lived.
    announced: f64,
    /// What waiting gains while it is not.
    wait_option: f64,
    risk: f64,
    cost: f64,
    days: f64,
    avoidance: f64,
}

/// Everything about links and places that does not depend on the class.
pub(super) struct Terms<'a> {
    rule: &'a dyn Decide,
    weights: Weights,
    cost_weight: f64,
    day_value: f64,
    promised: f64,
    quality_weight: f64,
    arcs: Vec<OnwardArc>,
    /// Places in the order of solving: every onward arc leads to an earlier one.
    places: Vec<PlaceTerms>,
    wait_penalty: f64,
    claim_value: f64,
    turn_back: f64,
    turn_back_need: f64,
    arrival: f64,
    kin: f64,
}

impl<'a> Terms<'a> {
    pub(super) fn new(
        world: &World,
        routes: &Routes,
        epoch: &Epoch,
        situation: &Situation,
        rule: &'a dyn Decide,
    ) -> Self {
        let conditions = &epoch.conditions;
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
                let mut terms = onward_arc(world, epoch, situation, arc);
                terms.risk = {
                    let zone = epoch.hazards.on_link(arc.link(), situation.rainy);
                    let felt = if world.links[arc.link().index()].purpose == LinkUse::Pathway {
                        0.0
                    } else {
                        terms.days
                    };
                    parameter(Parameter::PerceivedRisk)
                        * felt
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
                terms.company = if conditions.works(Mechanism::Crowd) {
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
            .map(|&place| place_terms(world, routes, epoch, situation, place))
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
        epoch: &'b Epoch,
        information: &Information,
        id: OriginId,
        origin: &Origin,
    ) -> View<'b> {
        let conditions = &epoch.conditions;
        let nationality = origin.nationality;
        let passage: Vec<(Passage, f64, f64)> = self
            .arcs
            .iter()
            .map(|arc| {
                let visa = f64::from(conditions.visa_block(nationality, arc.link));
                let share = arc.open_share * (1.0 - visa);
                (conditions.passage(nationality, arc.link), share, log(share))
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
        let pool = information.pool(id);
        let trusted = conditions.works(Mechanism::Trust);
        View {
            places,
            passage,
            home: epoch.way_back(id),
            needs: needs(world, conditions, nationality),
            home_state: world.home_state(nationality),
            registered: (0..world.states.len())
                .map(|state| {
                    conditions.lever_of(nationality, StateId::from(state), Lever::AsylumAccess)
                })
                .collect(),
            access: [Parameter::AccessValueOthers, Parameter::AccessValue]
                .map(|value| pool.access * parameter(value)),
            announced: parameter(Parameter::AnnouncementValue) * pool.salience,
            wait_option: parameter(Parameter::WaitOption) * pool.salience.abs(),
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

    /// For each class of links, the fare of the package that people with this budget would buy,
    /// relative to what links state.
    fn packages(&self, market: &Market, classes: usize, budget: f64) -> Vec<f64> {
        let per_usd = self.cost_weight / budget;
        (0..classes)
            .map(|class| {
                let trade = market.on(ClassId::from(class));
                let value = |it: &&crate::engine::market::Package| {
                    package_value(
                        per_usd,
                        it.price * trade.price,
                        self.day_value,
                        self.promised * it.promised_days * f64::from(it.pace),
                        f64::from(it.harm),
                        self.quality_weight,
                    )
                };
                let affordable = trade
                    .packages
                    .iter()
                    .filter(|it| it.price * trade.price <= budget)
                    .max_by(|a, b| value(a).total_cmp(&value(b)));
                let cheapest = trade.packages.first();
                trade.price * affordable.or(cheapest).map_or(1.0, |it| it.fare)
            })
            .collect()
    }

    /// Solves all classes of a community. `budgets` are those of its tiers, `value` is room for the
    /// values of places, `weights` and `move_values` are its tables.
    #[allow(
        clippy::inline_always,
        reason = "what is compiled for wide vectors must be inlined there"
    )]
    #[inline(always)]
    pub(super) fn solve_community(
        &self,
        view: &View,
        budgets: [f64; TIERS],
        market: &Market,
        classes: usize,
        room: &mut Room,
        weights: &mut [Row],
        move_values: &mut [Row],
    ) {
        let Room { value, utility } = room;
        let scale = self.weights.scale;
        let packages = budgets.map(|budget| self.packages(market, classes, budget));
        let per_usd = of_tiers(budgets.map(|budget| self.cost_weight / budget));
        let turn_back =
            WHO.map(|(need, _)| self.turn_back - if need { self.turn_back_need } else { 0.0 });
        for &position in &view.places {
            let place = &self.places[position];
            let index = place.index;
            if place.destination {
                value[index] = WHO.map(|(need, kin)| {
                    self.arrival
                        + view.access[usize::from(need)]
                        + view.announced
                        + if kin { self.kin } else { 0.0 }
                });
                continue;
            }
            let WaysOn {
                highest,
                open,
                gained,
            } = self.ways_on(view, place, &packages, &per_usd, value, utility);
            let open_or_one = open.map(|open| if open > 0.0 { open } else { 1.0 });
            let logs = lanes::log(&open_or_one);
            let mut moving = [f64::NEG_INFINITY; CLASSES_PER_ORIGIN];
            let mut worth = [f64::NEG_INFINITY; CLASSES_PER_ORIGIN];
            for lane in 0..CLASSES_PER_ORIGIN {
                let there = open[lane] > 0.0;
                let (value, mean) = (scale * logs[lane], gained[lane] / open_or_one[lane]);
                moving[lane] = if there {
                    highest[lane] + value
                } else {
                    moving[lane]
                };
                worth[lane] = if there {
                    highest[lane] + mean
                } else {
                    worth[lane]
                };
            }
            move_values[index] = single(&worth);
            let (assisted, left) = place.assisted;
            let mut others: [Lanes; OTHERS] = [[place.settle; CLASSES_PER_ORIGIN]; OTHERS];
            others[Other::Claim as usize] = self.claim(place, view, &worth);
            for lane in 0..CLASSES_PER_ORIGIN {
                others[Other::TurnBack as usize][lane] =
                    turn_back[lane] + assisted - per_usd[lane] * left * view.home.cost[index];
                others[Other::Wait as usize][lane] =
                    moving[lane] - self.wait_penalty + view.wait_option;
            }
            let mut level = moving;
            for other in &others {
                for lane in 0..CLASSES_PER_ORIGIN {
                    level[lane] = higher(other[lane], level[lane]);
                }
            }
            // The rule decides which way; whether to go on at all is weighed by worth under every rule.
            let rebase = above(&highest, &level, scale);
            let mut total = [0.0; CLASSES_PER_ORIGIN];
            let mut expected = [0.0; CLASSES_PER_ORIGIN];
            for lane in 0..CLASSES_PER_ORIGIN {
                total[lane] = open[lane] * rebase[lane];
                let whole = total[lane] * worth[lane];
                expected[lane] = if total[lane] > 0.0 { whole } else { 0.0 };
            }
            let base = place.arcs.start + OTHERS * index;
            let rows = &mut weights[base..base + OTHERS + utility.len()];
            let (of_others, of_arcs) = rows.split_at_mut(OTHERS);
            let mut cumulative = [0.0; CLASSES_PER_ORIGIN];
            for ((which, other), row) in Other::ALL.into_iter().zip(&others).zip(of_others) {
                let here = above(other, &level, scale);
                if which != Other::Wait {
                    for lane in 0..CLASSES_PER_ORIGIN {
                        let (there, worth) = (here[lane] > 0.0, here[lane] * other[lane]);
                        total[lane] += if there { here[lane] } else { 0.0 };
                        expected[lane] += if there { worth } else { 0.0 };
                    }
                }
                for lane in 0..CLASSES_PER_ORIGIN {
                    cumulative[lane] += here[lane];
                }
                *row = single(&cumulative);
            }
            for (here, row) in utility.iter().zip(of_arcs) {
                for lane in 0..CLASSES_PER_ORIGIN {
                    cumulative[lane] += here[lane] * rebase[lane];
                }
                *row = single(&cumulative);
            }
            let here = &mut value[index];
            for lane in 0..CLASSES_PER_ORIGIN {
                let mean = expected[lane] / total[lane];
                here[lane] = if total[lane] > 0.0 {
                    mean
                } else {
                    f64::NEG_INFINITY
                };
            }
        }
    }

    /// What the onward arcs of a place are worth to every class; `utility` becomes their weights
    /// relative to the best of them.
    #[allow(
        clippy::inline_always,
        reason = "what is compiled for wide vectors must be inlined there"
    )]
    #[inline(always)]
    fn ways_on(
        &self,
        view: &View,
        place: &PlaceTerms,
        packages: &[Vec<f64>; TIERS],
        per_usd: &Lanes,
        value: &[Lanes],
        utility: &mut Vec<Lanes>,
    ) -> WaysOn {
        let scale = self.weights.scale;
        let arcs = &self.arcs[place.arcs.clone()];
        let passages = &view.passage[place.arcs.clone()];
        utility.clear();
        let mut highest = [f64::NEG_INFINITY; CLASSES_PER_ORIGIN];
        for (arc, passage) in arcs.iter().zip(passages) {
            if passage.0 == Passage::Absent {
                utility.push([f64::NEG_INFINITY; CLASSES_PER_ORIGIN]);
                continue;
            }
            let sold = of_tiers(std::array::from_fn(|tier| {
                arc.sold_on
                    .map_or(1.0, |class| packages[tier][class.index()])
            }));
            let felt = self.day_value * (arc.days * view.days + arc.waited);
            let risk = view.risk * arc.risk;
            let avoided = view.avoidance * arc.in_view;
            let beyond = &value[arc.to];
            let mut own = [0.0; CLASSES_PER_ORIGIN];
            for lane in 0..CLASSES_PER_ORIGIN {
                let price = arc.fare * sold[lane] * view.cost + felt;
                own[lane] = beyond[lane] - per_usd[lane] * price - risk - avoided + arc.company;
                highest[lane] = higher(own[lane], highest[lane]);
            }
            utility.push(own);
        }
        // Weights relative to the best link; restricted links count for nothing in the value.
        let mut open = [0.0; CLASSES_PER_ORIGIN];
        let mut gained = [0.0; CLASSES_PER_ORIGIN];
        for ((each, arc), passage) in utility.iter_mut().zip(arcs).zip(passages) {
            if passage.0 == Passage::Absent {
                *each = [0.0; CLASSES_PER_ORIGIN];
                continue;
            }
            let mut below = *each;
            for lane in 0..CLASSES_PER_ORIGIN {
                below[lane] -= highest[lane];
            }
            *each = below;
            self.rule.weigh(&self.weights, each, arc.crowd);
            for lane in 0..CLASSES_PER_ORIGIN {
                let there = highest[lane] > f64::NEG_INFINITY && below[lane] > f64::NEG_INFINITY;
                each[lane] = if there { each[lane] } else { 0.0 };
            }
            if passage.0 == Passage::Open {
                let turned_away = scale * passage.2;
                for lane in 0..CLASSES_PER_ORIGIN {
                    let passing = each[lane] * passage.1;
                    let counts = passing > 0.0;
                    open[lane] += if counts { passing } else { 0.0 };
                    let gain = passing * (below[lane] + turned_away);
                    gained[lane] += if counts { gain } else { 0.0 };
                }
            }
        }
        WaysOn {
            highest,
            open,
            gained,
        }
    }

    /// Utility of claiming protection at a place: protection if it is granted, the way on if not.
    fn claim(&self, place: &PlaceTerms, view: &View, moving: &Lanes) -> Lanes {
        let chance: f64 = view
            .needs
            .iter()
            .zip(place.claim_chance)
            .map(|(share, chance)| share * chance)
            .sum::<f64>()
            * view.registered[place.state.index()];
        let mut claim = [f64::NEG_INFINITY; CLASSES_PER_ORIGIN];
        if chance > 0.0 && view.home_state != Some(place.state) {
            for ((claim, (need, _)), &moving) in claim.iter_mut().zip(WHO).zip(moving) {
                if need && moving > f64::NEG_INFINITY {
                    *claim = chance * self.claim_value + (1.0 - chance) * moving - place.claim_cost;
                }
            }
        }
        claim
    }
}

/// Weights of alternatives of this worth relative to a level.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn above(worth: &Lanes, level: &Lanes, scale: f64) -> Lanes {
    let mut lanes = *worth;
    for lane in 0..CLASSES_PER_ORIGIN {
        lanes[lane] = (lanes[lane] - level[lane]) / scale;
    }
    lanes::relative(&mut lanes);
    lanes
}

/// Lanes in single precision.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn single(lanes: &Lanes) -> Row {
    let mut row = [0.0; CLASSES_PER_ORIGIN];
    for (single, lane) in row.iter_mut().zip(lanes) {
        *single = *lane as f32;
    }
    row
}

/// The higher of two numbers; `b` if they cannot be compared.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn higher(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// What every class of a community has, from what its tiers of money have.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn of_tiers(tiers: [f64; TIERS]) -> Lanes {
    std::array::from_fn(|class| tiers[class / (CLASSES_PER_ORIGIN / TIERS)])
}

/// Part of each need among the needs of a nationality.
fn needs(world: &World, conditions: &Conditions, nationality: NationalityId) -> [f64; 4] {
    let shares = conditions.needs(&world.nationalities[nationality.index()]);
    let all: f64 = shares.iter().sum();
    shares.map(|share| if all > 0.0 { share / all } else { 0.0 })
}

/// `libm::log`, at once where a single link is open to everybody.
fn log(x: f64) -> f64 {
    if x.to_bits() == 1.0f64.to_bits() {
        0.0
    } else {
        libm::log(x)
    }
}

fn onward_arc(world: &World, epoch: &Epoch, situation: &Situation, arc: ArcId) -> OnwardArc {
    let conditions = &epoch.conditions;
    let id = arc.link();
    let link = &world.links[id.index()];
    let days = usual_days(world, conditions, id, situation.rainy);
    let closed = f64::from(conditions.closure(id));
    let visibility =
        conditions.get(world.classes[link.class.index()].quantity(ClassQuantity::Visibility));
    OnwardArc {
        link: id,
        to: world.ends(arc).1.index(),
        fare: conditions.get(link.fare),
        sold_on: (link.guide != Guide::None).then_some(link.class),
        days,
        waited: f64::from(situation.queue_days[id.index()]),
        risk: 0.0,
        in_view: if link.purpose == LinkUse::Pathway {
            0.0
        } else {
            days * visibility
        },
        company: 0.0,
        crowd: 0.0,
        open_share: f64::from(conditions.access(id)) * (1.0 - closed),
    }
}

fn place_terms(
    world: &World,
    routes: &Routes,
    epoch: &Epoch,
    situation: &Situation,
    place: LocationId,
) -> PlaceTerms {
    let conditions = &epoch.conditions;
    let parameter = |which| conditions.parameter(world, which);
    let location = &world.locations[place.index()];
    let state = location.state;
    let of_state = |which| {
        world.states[state.index()]
            .quantity(which)
            .map_or(0.0, |id| conditions.get(id))
    };
    let start = routes.onward.start(place);
    let years = f64::from(situation.claim_days[state.index()]) / DAYS_PER_YEAR;
    let grants = &epoch.states[state.index()].grants;
    let quality = conditions.lever(state, Lever::AssistedReturnQuality);
    PlaceTerms {
        index: place.index(),
        state,
        destination: location.kind == LocationKind::Destination,
        arcs: start..start + routes.onward.of(place).len(),
        settle: parameter(Parameter::SettleValue)
            + of_state(StateQuantity::Settle)
            + parameter(Parameter::IntegrationValue)
                * conditions.above_reference(state, Lever::IntegrationSupport),
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
        claim_cost: parameter(Parameter::ClaimEffort)
            + parameter(Parameter::ClaimWaitWeight) * years,
    }
}
