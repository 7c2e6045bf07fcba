//! The laws: small pure functions of people, place and numbers in force. Each file states its
//! source and its limits, and tests the law that it samples.

pub mod abandon;
pub mod believe;
pub mod choose_route;
pub mod depart;
pub mod enforce;
pub mod exposure;
pub mod health;
pub mod money;
pub mod party;
pub mod register;
pub mod seek_protection;
pub mod settle;
pub mod trade;
pub mod travel;

/// Whether an event of hazard `exposure` occurs, for a uniform number `u`: with probability
/// `1 - exp(-exposure)`. Most calls end at the first comparison, since `1 - exp(-x) <= x`.
#[inline]
pub fn occurs(u: f64, exposure: f64) -> bool {
    u < exposure && u < -libm::expm1(-exposure)
}
