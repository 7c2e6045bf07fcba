//! The smuggling market of a replication: for every class of links, what packages cost, how many use
//! it, who provides it.

use super::conditions::Conditions;
use super::information::WEEK;
use super::laws::trade::{self, TradeNumbers};
use super::mechanism::Mechanism;
use super::usage::Usage;
use crate::ids::{ClassId, StateId};
use crate::world::World;
use crate::world::market::STANDARD;
use crate::world::network::Guide;
use crate::world::policy::Lever;
use crate::world::vocabulary::{ClassQuantity, Parameter, TierQuantity};

/// Range of use, relative to the usual, within which hazards answer to it.
const USAGE: (f64, f64) = (0.37, 2.72);

/// A package as it is sold in a replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Package {
    /// Its fare relative to what links state.
    pub fare: f64,
    /// Its price per person for the whole class, USD.
    pub price: f64,
    /// Days relative to the standard package.
    pub pace: f32,
    /// Violent hazards relative to the standard package.
    pub harm: f32,
    /// Being left by guide or crew, relative to the standard package.
    pub abandonment: f64,
    /// Days promised for the class.
    pub promised_days: f64,
    /// Part of the price that goes to those who control the way.
    pub toll: f64,
}

/// The market on one class of links.
#[derive(Clone, Debug)]
pub struct ClassMarket {
    /// Packages, cheapest first; none are sold where it is empty.
    pub packages: Vec<Package>,
    /// Price relative to the usual one.
    pub price: f64,
    /// Concentration of providers, 0 to 1.
    pub concentration: f64,
    /// Multiplier of violence on the class by guides under pressure and by crowding.
    pub violence: f32,
    /// Multiplier of being left by guide or crew.
    pub abandonment: f64,
    /// Multiplier of tolls.
    pub toll: f64,
    usage: Usage,
    guided: bool,
    states: Vec<StateId>,
    closable: f64,
}

impl ClassMarket {
    /// The package whose fare is what links state, or the nearest to it.
    pub fn usual(&self) -> Option<&Package> {
        let off = |it: &Package| (it.fare - 1.0).abs();
        (self.packages.iter()).min_by(|a, b| off(a).total_cmp(&off(b)))
    }
}

/// All classes.
#[derive(Clone, Debug)]
pub struct Market {
    trades: Vec<ClassMarket>,
}

impl Market {
    /// The market before the first day.
    pub fn new(world: &World, conditions: &Conditions) -> Self {
        let trades = (0..world.classes.len())
            .map(|class| trade(world, conditions, class))
            .collect();
        Self { trades }
    }

    /// The market on a class.
    #[inline]
    pub fn on(&self, class: ClassId) -> &ClassMarket {
        &self.trades[class.index()]
    }

    /// People enter a link of a class.
    #[inline]
    pub fn note_use(&mut self, class: ClassId, people: f64) {
        self.trades[class.index()].usage.note(people);
    }

    /// Lets a week pass: prices, providers and what follows from them.
    pub fn meet(&mut self, world: &World, conditions: &Conditions) {
        let numbers = numbers(world, conditions);
        let crowding = conditions.parameter(world, Parameter::EtaCrowding);
        let prosecution = conditions.parameter(world, Parameter::ProsecutionPressure);
        let usual = conditions.parameter(world, Parameter::UsualDays);
        for trade in &mut self.trades {
            let usage = trade.usage.end_week(usual);
            if !conditions.works(Mechanism::Prices) {
                continue;
            }
            let more = libm::log(usage.clamp(USAGE.0, USAGE.1));
            let mut violence = crowding * more;
            if trade.guided {
                let pressure = pressure(conditions, trade, prosecution);
                trade.price = trade::price_index(&numbers, pressure, usage);
                trade.concentration =
                    trade::concentration(&numbers, trade.concentration, pressure, WEEK as f64);
                trade.abandonment = libm::exp(numbers.abandonment * trade.concentration);
                trade.toll = libm::exp(numbers.toll * trade.concentration);
                violence += trade::violence(&numbers, pressure);
            }
            trade.violence = libm::exp(violence) as f32;
        }
    }
}

fn trade(world: &World, conditions: &Conditions, class: usize) -> ClassMarket {
    let links = || {
        world
            .links
            .iter()
            .filter(move |link| link.class.index() == class)
    };
    let mut states: Vec<StateId> = links().map(|link| link.control).collect();
    states.sort_unstable();
    states.dedup();
    let tiers = &world.tiers[class];
    let price =
        |tier: &crate::world::market::Tier| conditions.get(tier.quantity(TierQuantity::Price));
    let standard = tiers
        .iter()
        .find(|tier| tier.name == STANDARD)
        .map_or(1.0, price);
    let packages = if conditions.works(Mechanism::Packages) {
        tiers
            .iter()
            .map(|tier| {
                let get = |which| conditions.get(tier.quantity(which));
                Package {
                    fare: get(TierQuantity::Price) / standard,
                    price: get(TierQuantity::Price),
                    pace: get(TierQuantity::Pace) as f32,
                    harm: get(TierQuantity::Harm) as f32,
                    abandonment: get(TierQuantity::Abandonment),
                    promised_days: get(TierQuantity::PromisedDays),
                    toll: get(TierQuantity::Toll) / get(TierQuantity::Price),
                }
            })
            .collect()
    } else {
        Vec::new()
    };
    ClassMarket {
        packages,
        price: 1.0,
        concentration: 0.0,
        violence: 1.0,
        abandonment: 1.0,
        toll: 1.0,
        usage: Usage::default(),
        guided: links().any(|link| link.guide != Guide::None),
        states,
        closable: conditions.get(world.classes[class].quantity(ClassQuantity::Closable)),
    }
}

/// Enforcement pressure on a class relative to the reference, which is 0.
fn pressure(conditions: &Conditions, trade: &ClassMarket, prosecution: f64) -> f64 {
    let over_states = trade.states.iter().map(|&state| {
        let before = conditions.reference(Lever::Interdiction);
        let interdiction =
            conditions.above_reference(state, Lever::Interdiction) / before.max(f64::MIN_POSITIVE);
        interdiction
            + trade.closable * conditions.above_reference(state, Lever::TrailClosure)
            + prosecution * conditions.above_reference(state, Lever::SmugglerProsecution)
    });
    over_states.sum::<f64>() / trade.states.len().max(1) as f64
}

fn numbers(world: &World, conditions: &Conditions) -> TradeNumbers {
    let get = |which| conditions.parameter(world, which);
    TradeNumbers {
        elasticity: get(Parameter::PriceElasticity),
        markup: get(Parameter::UtilisationMarkup),
        concentration: get(Parameter::ConcentrationResponse),
        concentration_days: get(Parameter::ConcentrationDays),
        toll: get(Parameter::ConcentrationToll),
        abandonment: get(Parameter::ConcentrationAbandonment),
        quality: get(Parameter::QualityResponse),
    }
}
