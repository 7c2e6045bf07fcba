//! What people see when they look around.

use crate::engine::laws::believe::Pool;
use crate::engine::market::Market;

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
