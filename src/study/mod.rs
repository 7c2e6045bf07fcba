//! Many replications of one or more policies, and what they add up to.

pub mod calibrate;
pub mod compare;
pub mod design;
pub mod equity;
#[cfg(feature = "cli")]
pub mod evidence;
mod in_order;
pub mod indicators;
pub mod inputs;
pub mod replicate;
pub mod results;
pub mod sensitivity;
mod student;
pub mod summary;
pub mod sweep;
pub mod traffic;
pub mod uncertainty;
pub mod value_for_money;

pub use crate::engine::{Counts, RunSpec};
pub use crate::measures::{Definition, Denominator, Indicator, Key};
pub use compare::Contrast;
pub use indicators::{Outcome, Series};
pub use replicate::{Finished, StudyError, outcomes, replicate};
pub use summary::Summary;

/// Shortest window that is simulated, in days: responsible use, not a limit of the engine.
pub const SHORTEST_WINDOW_DAYS: i64 = 30;

/// Smallest fraction of people that is simulated.
pub const SMALLEST_SCALE: f64 = 1e-6;
