//! The people before departure: nationalities, where they live, when they leave.

use super::vocabulary::Demographic;
use crate::ids::{LocationId, NationalityId, QuantityId};

/// A nationality and the numbers that describe its people.
#[derive(Clone, Debug)]
pub struct Nationality {
    /// Code used in files.
    pub code: String,
    /// Name in English.
    pub name: String,
    /// Main language, an ISO 639-1 code.
    pub language: String,
    /// Its numbers, by [`Demographic`]: its own where given, else those of `all`.
    pub quantities: Vec<QuantityId>,
}

impl Nationality {
    /// The number `which`.
    pub fn quantity(&self, which: Demographic) -> QuantityId {
        self.quantities[which as usize]
    }
}

/// People of one nationality living in one place, from whom parties leave.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Their nationality.
    pub nationality: NationalityId,
    /// Where they live before departure.
    pub residence: LocationId,
    /// How many could leave.
    pub stock: QuantityId,
    /// Share of the nationality's departures that starts here, used when departures are fitted.
    pub share: f64,
    /// People who leave under the reference in each month from the first month of the corridor.
    pub departures: Vec<f64>,
    /// Key of the origin in random addresses: a hash of nationality and residence.
    pub key: u32,
}
