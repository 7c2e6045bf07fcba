//! The classes of people in choice tables, and the alternatives at a place.

use crate::ids::OriginId;

/// Number of tiers of money.
pub const TIERS: usize = 3;
/// Classes per origin: tier by protection need by relatives at the destination.
pub const CLASSES_PER_ORIGIN: usize = TIERS * 4;
/// Alternatives at a place besides its arcs.
pub const OTHERS: usize = 4;

/// An alternative at a place other than a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Other {
    /// Claim protection here; first, so that its weight can be scaled for people not informed.
    Claim,
    /// Turn back.
    TurnBack,
    /// Settle here.
    Settle,
    /// Put the decision off.
    Wait,
}

impl Other {
    /// Every one, in the order of the tables.
    pub const ALL: [Other; OTHERS] = [Other::Claim, Other::TurnBack, Other::Settle, Other::Wait];
}

/// The class of a party in the choice tables.
pub fn class_of(origin: OriginId, tier: usize, need: bool, kin: bool) -> usize {
    origin.index() * CLASSES_PER_ORIGIN + tier * 4 + usize::from(need) * 2 + usize::from(kin)
}

/// The class of a party of this class that has come to need protection.
pub fn in_need(class: usize) -> usize {
    class | 2
}

/// The tier of a party whose money stands `deviations` standard deviations from the median.
pub fn tier_of(deviations: f64) -> usize {
    // Thirds of the normal law end at 0.4307 standard deviations.
    const THIRD: f64 = 0.430_727_300;
    usize::from(deviations > -THIRD) + usize::from(deviations > THIRD)
}

/// A number of each class of a community, as the tables hold it.
pub(super) type Row = [f32; CLASSES_PER_ORIGIN];
