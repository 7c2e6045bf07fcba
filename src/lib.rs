//! Corredor simulates dangerous migration routes: what policy changes about who is hurt,
//! who is left behind, who reaches protection and where people end up.

pub mod cli;
pub mod engine;
pub mod ids;
pub mod observe;
pub mod output;
pub mod rng;
pub mod scenario;
pub mod study;
pub mod units;
pub mod world;
