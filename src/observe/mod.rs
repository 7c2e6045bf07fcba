//! Events to tallies: integer counters and sums that one replication leaves behind.

mod bodies;
pub mod care;
mod cells;
pub mod costs;
mod counting;
pub mod deaths;
pub mod equity;
pub mod exchange;
#[cfg(test)]
pub(crate) mod fixture;
pub mod funnel;
pub mod grid;
pub mod group;
pub mod histogram;
pub mod record;
pub mod route;
pub mod solutions;
pub mod strata;
pub mod survey;
pub mod tally;

pub use crate::engine::observer::{
    Abandonment, GivingUp, Payment, ProtectionStage, Right, Service, Stay,
};
pub use crate::engine::people::{Age, Gender, Need, Standing};
pub use care::Care;
pub use equity::Equity;
pub use exchange::{QueueLog, Sales};
pub use funnel::Funnel;
pub use grid::Grid;
pub use group::Group;
pub use histogram::Histogram;
pub use record::Record;
pub use route::RouteSurvey;
pub use strata::Strata;
pub use tally::Tally;
