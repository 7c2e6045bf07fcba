//! What is sold on the way: packages of guides and boat crews.

use super::vocabulary::TierQuantity;
use crate::ids::QuantityId;

/// The name of the tier to which the fares of links refer.
pub const STANDARD: &str = "standard";

/// A package sold on a class of links.
#[derive(Clone, Debug)]
pub struct Tier {
    /// Name, such as [`STANDARD`].
    pub name: String,
    /// Its numbers, by [`TierQuantity`].
    pub quantities: Vec<QuantityId>,
}

impl Tier {
    /// The number `which`.
    pub fn quantity(&self, which: TierQuantity) -> QuantityId {
        self.quantities[which as usize]
    }
}
