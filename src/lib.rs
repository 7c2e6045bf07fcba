//! Corredor simulates dangerous migration routes: what policy changes about who is hurt,
//! who is left behind, who reaches protection and where people end up.
//!
//! The people are invented. Results compare policies under stated assumptions; they forecast nothing
//! and must not be used against anybody. The README says what the model leaves out.
//!
//! # A tour
//!
//! Data walks one way. [`scenario`] reads the files of a corridor and finds every fault in them at
//! once; the result is a [`World`], which holds what is true: places, links, people and every number
//! with its range and source ([`world`]). [`engine`] lets people leave, choose, move, wait, be harmed
//! or protected, day by day, under one [`Policy`], and tells an [`Observer`](engine::event::Observer)
//! what happens. [`observe`] counts, [`measures`] makes indicators of the counts, [`study`] repeats and compares, [`output`] writes tables and the
//! printed report, [`cli`] is the command. Random draws come from [`rng`]: each is a function of its
//! address, so that two policies meet the same people with the same luck.
//!
//! ```
//! use corredor::{RunSpec, outcomes, scenario, study::compare::compare};
//!
//! let world = scenario::embedded("darien")?;
//! let policies: Vec<_> = ["status_quo_2023", "humanitarian"]
//!     .iter()
//!     .filter_map(|name| world.policy(name).cloned())
//!     .collect();
//! let to = world.start.last_of_month();
//! let spec = RunSpec { to, scale: 0.01, ..RunSpec::of(&world) };
//! let outcomes = outcomes(&world, &policies, &spec, 2, 1)?;
//! assert!(compare(&outcomes[0], &outcomes[1]).iter().any(|it| it.key.code == "H11"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The numbered lessons in `examples/` go on from here; `docs/ODD.md` describes the model rule by
//! rule.

#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
pub mod ids;
pub mod measures;
pub mod observe;
pub mod output;
pub mod rng;
pub mod scenario;
pub mod study;
pub mod units;
pub mod world;

pub use engine::{Counts, RunSpec, simulate};
pub use study::{Contrast, Outcome, StudyError, Summary, outcomes};
pub use world::World;
pub use world::policy::Policy;
