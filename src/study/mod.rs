//! Many replications of one or more policies, and what they add up to.

pub mod calibrate;
pub mod catalogue;
pub mod compare;
pub mod equity;
pub mod evidence;
mod funnel;
pub mod indicators;
pub mod inputs;
mod measures;
mod period;
mod recorded;
pub mod replicate;
mod solutions;
mod spending;
mod student;
pub mod summary;
pub mod traffic;
pub mod value_for_money;
mod values;

pub use crate::engine::{Counts, RunSpec};
pub use catalogue::{Definition, Denominator};
pub use compare::Contrast;
pub use indicators::{Indicator, Key, Outcome, Series};
pub use replicate::{Finished, StudyError, outcomes, replicate};
pub use summary::Summary;
