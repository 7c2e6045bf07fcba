//! What an analysis of a study found: tables and a report.

mod places;
mod record;
mod report;
mod tables;

pub use record::{Limit, Met, NAME, Record};
pub use report::report;
pub use tables::{BOXES, LEDGER, MAIN_EFFECTS, REGRET, SENSITIVITY, STABILITY, TORNADO, write};
