//! Many replications of one or more policies, and what they add up to.

pub mod calibrate;
pub mod catalogue;
pub mod compare;
mod funnel;
pub mod indicators;
pub mod inputs;
pub mod replicate;
pub mod summary;
mod values;

pub use crate::engine::{Counts, RunSpec};
pub use catalogue::{Definition, Denominator};
pub use compare::Contrast;
pub use indicators::{Indicator, Key, Outcome, Series};
pub use replicate::{Finished, StudyError, replicate};
pub use summary::Summary;
