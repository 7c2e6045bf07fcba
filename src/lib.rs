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
//! or protected, day by day, under one [policy](world::policy::Policy), and tells an
//! [`Observer`](engine::observer::Observer) what happens. [`observe`] counts, [`measures`] makes
//! indicators of the counts, [`study`] repeats and compares, [`output`] writes tables and the printed
//! report, `cli`, behind the feature of that name, is the command. Random draws come from [`rng`]: each is a function of its address, so that two
//! policies meet the same people with the same luck.
//!
//! [`quick`] asks all of them for a comparison in a few lines:
//!
//! ```
//! use corredor::{Comparison, Policy};
//!
//! let usual = Policy::named("status_quo_2023")?;
//! let rescue = usual.clone().called("rescue").set("search_and_rescue", 0.5)?;
//! let (from, to) = (usual.world.start, usual.world.start.last_of_month());
//! let comparison = Comparison::of([usual, rescue]).between(from, to);
//! let results = comparison.scale(0.01).replications(2).run()?;
//! println!("Deaths: {}", results.difference("rescue", "deaths")?);
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
pub mod quick;
pub mod rng;
pub mod scenario;
pub mod study;
pub mod units;
pub mod world;

pub use engine::{Counts, RunSpec, simulate};
pub use quick::{Comparison, Policy};
pub use study::{Contrast, Outcome, StudyError, Summary, outcomes};
pub use world::World;

/// The example of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
