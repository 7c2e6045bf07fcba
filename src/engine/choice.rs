//! Choice tables: what people of each class would do at each place, solved once per change.
//!
//! Every place has the weights of its alternatives: settling, claiming, turning back and waiting, moving
//! on by the best way, and of each way among the ways on. The worth of moving is the expected best way
//! (ADR 0018); the arcs are acyclic, so one pass from the destinations backwards is exact. Waiting leads
//! back to the same choice and adds nothing to what a place is worth.

mod lanes;
mod luck;
pub mod rule;
mod terms;
mod worth;

use super::conditions::Conditions;
use super::epoch::Epoch;
use super::market::Market;
use super::routes::Routes;
use super::rules::believe::Pool;
use crate::ids::{LinkId, LocationId, OriginId};
use crate::world::World;
use crate::world::vocabulary::ClassQuantity;
use rule::Decide;
pub use rule::Rule;
use terms::Terms;
use worth::Room;

/// Number of tiers of money.
pub const TIERS: usize = 3;
/// Classes per origin: tier by protection need by relatives at the destination.
pub const CLASSES_PER_ORIGIN: usize = TIERS * 4;
/// Alternatives at a place besides its arcs.
pub const OTHERS: usize = 4;

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
pub fn class_of(origin: OriginId, tier: usize, need: bool, kin: bool) -> usize {
    origin.index() * CLASSES_PER_ORIGIN + tier * 4 + usize::from(need) * 2 + usize::from(kin)
}

/// The class of a party of this class that has come to need protection.
pub fn in_need(class: usize) -> usize {
    class | 2
}

/// The tier of a party whose money stands `deviations` standard deviations from the median.
pub fn tier_of(deviations: f64) -> usize {
    // Thirds of the normal law end at 0.4307 standard deviations.
    const THIRD: f64 = 0.430_727_300;
    usize::from(deviations > -THIRD) + usize::from(deviations > THIRD)
}

/// What the worth of links depends on from day to day, as people last looked around.
#[derive(Clone, Debug)]
pub struct Situation {
    /// Whether the month is rainy.
    pub rainy: bool,
    /// Days of queueing expected before each link.
    pub queue_days: Vec<f32>,
    /// Days expected until a claim is decided, by state.
    pub claim_days: Vec<f32>,
    /// People who took each arc per day in the weeks before, at real scale.
    pub crowd: Vec<f32>,
    /// Chance that an attempt at each link meets its closure, as far as word of it has come.
    pub closures: Vec<f32>,
    /// What every community believes.
    pub pools: Vec<Pool>,
    /// Prices and providers.
    pub market: Market,
}

/// A number of each class of a community, as the tables hold it.
type Row = [f32; CLASSES_PER_ORIGIN];

/// Weights of all alternatives, by class and place.
#[derive(Clone, Debug)]
pub struct ChoiceTables {
    stride: usize,
    /// Weights by community, place and alternative, as they are solved.
    solved: Vec<Row>,
    /// The same by class, place and alternative, for those that are asked for; before those of a
    /// place stands the solution that they are taken from, side by side in memory.
    weights: Vec<f32>,
    /// Number of the present solution; as a number of its own, since small ones are exact.
    solution: f32,
    move_value: Vec<Row>,
    locations: usize,
}

impl ChoiceTables {
    /// Empty tables for a world; solve them before use.
    pub fn new(world: &World, routes: &Routes) -> Self {
        let (origins, locations) = (world.origins.len(), world.locations.len());
        let stride = routes.onward.len() + (OTHERS + 1) * locations;
        let classes = origins * CLASSES_PER_ORIGIN;
        Self {
            stride,
            solved: vec![[0.0; CLASSES_PER_ORIGIN]; stride * origins],
            weights: vec![0.0; (stride + locations) * classes],
            solution: 0.0,
            move_value: vec![[f32::NEG_INFINITY; CLASSES_PER_ORIGIN]; locations * origins],
            locations,
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        (self.solved.capacity() + self.move_value.capacity()) * size_of::<Row>()
            + self.weights.capacity() * size_of::<f32>()
    }

    /// Weights of a class at a place: of each [`Other`], of moving by the best way that may be open, then
    /// running sums over its onward arcs in order, of which the best that may be open counts one. Arcs
    /// that are shut carry the weight they would have. [`ChoiceTables::prepare`] comes before.
    #[inline]
    pub fn at(&self, routes: &Routes, class: usize, place: LocationId) -> &[f32] {
        &self.weights[self.start_of(routes, class, place) + 1..][..alternatives(routes, place)]
    }

    /// Makes the weights of a class at a place ready to be read.
    #[inline]
    pub fn prepare(&mut self, routes: &Routes, class: usize, place: LocationId) {
        let start = self.start_of(routes, class, place);
        if self.weights[start].to_bits() != self.solution.to_bits() {
            self.take(routes, class, place, start);
        }
    }

    /// Takes the weights of a class at a place from the present solution.
    fn take(&mut self, routes: &Routes, class: usize, place: LocationId, start: usize) {
        let alternatives = alternatives(routes, place);
        let (origin, lane) = (class / CLASSES_PER_ORIGIN, class % CLASSES_PER_ORIGIN);
        let first =
            origin * self.stride + routes.onward.start(place) + (OTHERS + 1) * place.index();
        let rows = &self.solved[first..first + alternatives];
        self.weights[start] = self.solution;
        let weights = &mut self.weights[start + 1..][..alternatives];
        for (weight, row) in weights.iter_mut().zip(rows) {
            *weight = row[lane];
        }
    }

    /// Where what is kept of a class at a place begins.
    #[inline]
    fn start_of(&self, routes: &Routes, class: usize, place: LocationId) -> usize {
        class * (self.stride + self.locations)
            + routes.onward.start(place)
            + (OTHERS + 2) * place.index()
    }

    /// Worth of moving from a place to a class: what staying is worth where no way is better.
    pub fn move_value(&self, class: usize, place: LocationId) -> f64 {
        let (origin, lane) = (class / CLASSES_PER_ORIGIN, class % CLASSES_PER_ORIGIN);
        f64::from(self.move_value[origin * self.locations + place.index()][lane])
    }

    /// Solves every class of every origin, at every place its people can come to.
    pub fn solve(
        &mut self,
        world: &World,
        routes: &Routes,
        epoch: &Epoch,
        situation: &Situation,
        rule: &dyn Decide,
    ) {
        let terms = Terms::new(world, routes, epoch, situation, rule);
        let mut room = Room::new(world.locations.len());
        self.solution += 1.0;
        let weights = self.solved.chunks_mut(self.stride);
        let moves = self.move_value.chunks_mut(self.locations);
        for ((index, origin), (weights, moves)) in
            world.origins.iter().enumerate().zip(weights.zip(moves))
        {
            let id = OriginId::from(index);
            let view = terms.of_origin(world, epoch, &situation.pools[index], id, origin);
            let budgets = std::array::from_fn(|tier| {
                terms::budget(world, &epoch.conditions, origin.nationality, tier)
            });
            lanes::widely(
                #[inline(always)]
                || {
                    terms.solve_community(
                        &view,
                        budgets,
                        &situation.market,
                        world.classes.len(),
                        &mut room,
                        weights,
                        moves,
                    );
                },
            );
        }
    }
}

/// How many weights a place has.
#[inline]
fn alternatives(routes: &Routes, place: LocationId) -> usize {
    routes.onward.of(place).len() + OTHERS + 1
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
