//! Properties that hold whatever the network, the numbers and the policy: what people think a way is worth,
//! where closures act, who leaves, and that a change of nothing changes nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "properties/closure.rs"]
mod closure;
#[path = "properties/continuity.rs"]
mod continuity;
#[path = "properties/departures.rs"]
mod departures;
#[path = "properties/network.rs"]
mod network;
mod support;
#[path = "properties/unchanged.rs"]
mod unchanged;
#[path = "support/watch.rs"]
mod watch;
#[path = "properties/worth.rs"]
mod worth;
