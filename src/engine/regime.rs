//! What holds between two days on which policy changes: levers and gates resolved, and everything
//! that follows from them without looking at anybody's journey.

use std::rc::Rc;

use jiff::civil::Date;

use super::RunSpec;
use super::choice::rule::{Rule, Weights};
use super::conditions::{Conditions, ForcedLinks};
use super::hazards::Hazards;
use super::local_numbers::{self, LinkNumbers, StateNumbers};
use super::network_view::NetworkView;
use super::numbers::Numbers;
use super::routes::{Routes, WayBack, fare};
use crate::ids::{LinkId, LocationId, NationalityId, OriginId};
use crate::world::World;
use crate::world::policy::Policy;
use crate::world::register::Setting;
use crate::world::vocabulary::{Demographic, Parameter};

/// A stretch of days under the same levers and gates.
#[derive(Clone, Debug)]
pub struct PolicyRegime {
    /// First day, from the start of the window.
    pub first_day: usize,
    /// Levers, gates and numbers in force.
    pub conditions: Conditions,
    /// Hazards.
    pub hazards: Hazards,
    /// Arcs and places.
    pub network: NetworkView,
    /// Numbers of the rules.
    pub numbers: Numbers,
    /// Numbers of states.
    pub states: Vec<StateNumbers>,
    /// Numbers of links.
    pub links: Vec<LinkNumbers>,
    /// Ways back by origin, shared with the regimes before that have the same.
    pub ways_back: Rc<WaysBack>,
    /// Forced links by state.
    pub forced: Vec<ForcedLinks>,
    /// By nationality and place, whether every way on is open to all its parties.
    plain: Vec<bool>,
}

/// The ways back of all origins, and what they were found from.
#[derive(Clone, Debug)]
pub struct WaysBack {
    /// By origin.
    pub of_origin: Vec<WayBack>,
    /// Felt risk of every link, in utils.
    felt: Vec<f64>,
}

impl PolicyRegime {
    /// What holds under a policy from a day on; `before` is the regime before it, under the same
    /// numbers, whose ways back are taken over if nothing changes them.
    pub fn new(
        world: &World,
        routes: &Routes,
        policy: &Policy,
        setting: &Setting,
        spec: &RunSpec,
        (first_day, date): (usize, Date),
        before: Option<&PolicyRegime>,
    ) -> Self {
        let conditions = Conditions::new(world, policy, setting.clone(), spec.without, date);
        let hazards = Hazards::new(world, &conditions);
        let states = local_numbers::of_states(world, &conditions);
        let links = local_numbers::of_links(world, &conditions);
        let network = NetworkView::new(world, &conditions, &hazards, &states, &links);
        Self {
            first_day,
            numbers: Numbers::new(world, &conditions),
            states,
            links,
            ways_back: ways_back(world, routes, &conditions, &hazards, spec.rule, before),
            forced: ForcedLinks::of_states(world, &conditions),
            plain: plain(world, routes, &conditions),
            conditions,
            hazards,
            network,
        }
    }

    /// Whether every way on from a place is open to all parties of a nationality.
    #[inline]
    pub fn is_plain(&self, nationality: NationalityId, place: LocationId) -> bool {
        self.plain[nationality.index() * self.network.places() + place.index()]
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.hazards.bytes()
            + self.network.bytes()
            + self
                .ways_back
                .of_origin
                .iter()
                .map(WayBack::bytes)
                .sum::<usize>()
    }

    /// The way back of people of an origin.
    pub fn way_back(&self, origin: OriginId) -> &WayBack {
        &self.ways_back.of_origin[origin.index()]
    }
}

/// The way back to the residence of every origin: the cheapest in money, felt time and felt risk,
/// which people weigh as they do on the way on.
fn ways_back(
    world: &World,
    routes: &Routes,
    conditions: &Conditions,
    hazards: &Hazards,
    rule: Rule,
    before: Option<&PolicyRegime>,
) -> Rc<WaysBack> {
    let parameter = |which| conditions.parameter(world, which);
    let day_value = parameter(Parameter::ValueOfTime);
    let weights = Weights::new(world, conditions);
    let felt: Vec<f64> = (0..world.links.len())
        .map(|link| {
            let zone = hazards.on_link(LinkId::from(link), false);
            let (harm, death) = (f64::from(zone.violent), f64::from(zone.fatal));
            world.links[link].days[1]
                * parameter(Parameter::PerceivedRisk)
                * rule.decide().risk_per_day(&weights, harm, death)
        })
        .collect();
    if let Some(before) = before
        && before.conditions.opens_as(conditions)
        && same(&before.ways_back.felt, &felt)
    {
        return Rc::clone(&before.ways_back);
    }
    let of_origin = world
        .origins
        .iter()
        .map(|origin| {
            let people = &world.nationalities[origin.nationality.index()];
            let budget = conditions.get(people.quantity(Demographic::MoneyMedian));
            let usd_per_util = budget / parameter(Parameter::CostWeight).max(f64::MIN_POSITIVE);
            routes.way_back(world, origin.residence, |arc| {
                let link = arc.link();
                conditions.is_open(origin.nationality, link).then(|| {
                    fare(world, &conditions.setting, arc)
                        + day_value * world.links[link.index()].days[1]
                        + usd_per_util * felt[link.index()]
                })
            })
        })
        .collect();
    Rc::new(WaysBack { of_origin, felt })
}

fn same(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits())
}

fn plain(world: &World, routes: &Routes, conditions: &Conditions) -> Vec<bool> {
    let places = || (0..world.locations.len()).map(LocationId::from);
    (0..world.nationalities.len())
        .map(NationalityId::from)
        .flat_map(|nationality| {
            let open = move |link| {
                conditions.is_open(nationality, link)
                    && conditions.access(link) >= 1.0
                    && conditions.visa_block(nationality, link) <= 0.0
            };
            places().map(move |place| routes.onward.of(place).iter().all(|arc| open(arc.link())))
        })
        .collect()
}
