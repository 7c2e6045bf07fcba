//! Events to tallies: integer counters and sums that one replication leaves behind.

mod counting;
#[cfg(test)]
pub(crate) mod fixture;
pub mod grid;
pub mod group;
pub mod histogram;
pub mod tally;

pub use crate::engine::observer::{Abandonment, GivingUp, Payment, ProtectionStage, Right, Stay};
pub use crate::engine::people::{Age, Gender, Need, Standing};
pub use grid::Grid;
pub use group::Group;
pub use histogram::Histogram;
pub use tally::Tally;
