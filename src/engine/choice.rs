//! Choice tables: what people of each class would do at each place, solved once per change.
//!
//! Every place has the weights of its alternatives: settling, claiming, turning back and waiting, moving
//! on by the best way, and of each way among the ways on. The worth of moving is the expected best way
//! (ADR 0018); the arcs are acyclic, so one pass from the destinations backwards is exact. Waiting leads
//! back to the same choice and adds nothing to what a place is worth.

pub mod classes;
mod lanes;
mod luck;
pub mod rule;
mod situation;
mod solve;
mod terms;

use super::regime::PolicyRegime;
use super::routes::Routes;
use crate::ids::{LocationId, OriginId};
use crate::world::World;
use classes::Row;
pub use classes::{CLASSES_PER_ORIGIN, OTHERS, Other, TIERS, class_of, in_need};
use rule::Decide;
pub use rule::Rule;
pub use situation::Situation;
use solve::Workspace;
use terms::Terms;

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
        regime: &PolicyRegime,
        situation: &Situation,
        rule: &dyn Decide,
    ) {
        let terms = Terms::new(world, routes, regime, situation, rule);
        let mut workspace = Workspace::new(world.locations.len());
        self.solution += 1.0;
        let weights = self.solved.chunks_mut(self.stride);
        let moves = self.move_value.chunks_mut(self.locations);
        for ((index, origin), (weights, moves)) in
            world.origins.iter().enumerate().zip(weights.zip(moves))
        {
            let id = OriginId::from(index);
            let view = terms.of_origin(world, regime, &situation.pools[index], id, origin);
            let budgets = std::array::from_fn(|tier| {
                terms::budget(world, &regime.conditions, origin.nationality, tier)
            });
            lanes::widely(
                #[inline(always)]
                || {
                    terms.solve_community(
                        &view,
                        budgets,
                        &situation.market,
                        world.classes.len(),
                        &mut workspace,
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
