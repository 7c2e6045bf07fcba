//! The day loop and the rules.

mod calendar_queue;
pub mod choice;
mod claims;
pub mod conditions;
mod custody;
mod day;
mod departures;
mod encounters;
pub mod hazards;
mod journey;
pub mod ledger;
mod numbers;
pub mod observer;
pub mod people;
mod places;
mod queue;
pub mod routes;
pub mod rules;
mod state;
mod terrain;

use jiff::civil::Date;

pub use day::simulate;
use ledger::LedgerError;

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
