//! The day loop and the rules.

mod active_party;
mod build;
mod calendar_queue;
pub mod choice;
pub mod conditions;
mod day;
mod departures;
pub mod event;
pub mod fund;
pub mod hazards;
pub mod information;
mod kinds;
pub mod laws;
pub mod ledger;
mod local_numbers;
pub mod market;
pub mod mechanism;
mod network_view;
mod numbers;
pub mod parties;
mod party_record;
mod pathways;
pub mod people;
pub mod queue;
pub mod regime;
pub mod routes;
mod slots;
mod state;
mod steps;
mod usage;

use jiff::civil::Date;

use crate::ids::QuantityId;
use crate::world::World;
pub use choice::Rule;
pub use day::simulate;
use ledger::LedgerError;
pub use mechanism::{Mechanism, Without};

/// What one replication simulates.
#[derive(Clone, Debug, PartialEq)]
pub struct RunSpec {
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// Fraction of people simulated, in (0, 1].
    pub scale: f64,
    /// Seed of all draws.
    pub seed: u64,
    /// Whether numbers of grade C and D stay at their values instead of being drawn.
    pub fixed_parameters: bool,
    /// Numbers of the register that have a value of their own, whatever is drawn or stated; the last
    /// entry of a number holds.
    pub overrides: Vec<(QuantityId, f64)>,
    /// How people decide.
    pub rule: Rule,
    /// Mechanisms that are switched off.
    pub without: Without,
}

impl RunSpec {
    /// The whole window of a world at full scale, seed 1, numbers drawn, nothing switched off.
    pub fn of(world: &World) -> Self {
        Self {
            from: world.start,
            to: world.end,
            scale: 1.0,
            seed: 1,
            fixed_parameters: false,
            overrides: Vec::new(),
            rule: Rule::default(),
            without: Without::NONE,
        }
    }
}

/// Size and work of one replication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Parties that left.
    pub parties: u64,
    /// Simulated people that left.
    pub people: u64,
    /// Calendar entries acted on and stages begun.
    pub events: u64,
    /// Bytes held by the tables of people and parties, the calendar and the queues at their largest.
    pub peak_bytes: u64,
    /// Person-days on the way.
    pub person_days: u64,
}
