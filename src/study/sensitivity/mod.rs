//! What the points of a study tell: which factors move an outcome, where it fails, and over how much
//! of what is not known a conclusion holds.
//!
//! Estimators are pure: numbers in, numbers out. `docs/analysis.md` says which design each needs.

pub mod analysis;
pub mod discovery;
pub mod estimate;
#[cfg(test)]
mod fixture;
pub mod functions;
pub mod indices;
pub mod ledger;
pub mod main_effect;
pub mod morris;
pub mod prim;
pub mod rank;
pub mod regional;
pub mod regret;
pub mod sobol;
pub mod stability;
pub mod tornado;
