//! What is known of a party beyond the next step: debt, trust, papers, the package it bought. Read
//! only where something happens to it, so kept apart from its record.

use crate::ids::{ArcId, LocationId};

/// Yes-or-no marks of a record, one bit each.
pub mod paper {
    /// Has no identity document.
    pub const UNDOCUMENTED: u16 = 1;
    /// Holds a case file that may follow it across borders.
    pub const CASE_FILE: u16 = 1 << 1;
    /// Waits for, or holds, an appointment at the destination.
    pub const APPOINTMENT: u16 = 1 << 2;
    /// Gave up waiting for an appointment.
    pub const NO_APPOINTMENT: u16 = 1 << 3;
    /// Was sent back across the border of the destination on this journey.
    pub const SENT_BACK: u16 = 1 << 4;
    /// Wished to claim where nobody took it down; may try at the next place.
    pub const NOT_TAKEN: u16 = 1 << 9;
    /// Includes a pregnant member.
    pub const PREGNANT: u16 = 1 << 5;
    /// Includes a child who was separated from its party.
    pub const SEPARATED: u16 = 1 << 6;
    /// Appealed a refusal in the state where it is.
    pub const APPEALED: u16 = 1 << 7;
    /// Is carried by safe transport on the link it is on.
    pub const CARRIED: u16 = 1 << 8;
}

/// The cold part of a party.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartyRecord {
    /// Debt to guides and lenders, USD.
    pub debt: f32,
    /// Price of the link it is on for each of its people, USD, lent or paid.
    pub price: f32,
    /// Trust in states and agencies, 0 to 1.
    pub trust: f32,
    /// What its own outlook makes of the weights of turning back, settling and waiting: 1 for the
    /// usual one, less for those bent on going on.
    pub outlook: f32,
    /// Class of links on which it holds a package, plus one; 0 for none.
    pub package_class: u8,
    /// Tier of that package.
    pub tier: u8,
    /// State whose register it is in, plus one; 0 for none.
    pub registered_in: u8,
    /// The link that a restriction or a closure kept it from last.
    pub avoided: ArcId,
    /// Where it entered the state in which it is; where it lives, if it has left no other.
    pub entered: LocationId,
    /// Marks, see [`paper`].
    pub papers: u16,
    /// Class of links, plus one, for which `transport_word` was drawn; 0 for none.
    pub transport_class: u8,
    /// The draw on whether it goes by safe transport on that class.
    pub transport_word: u32,
}

impl PartyRecord {
    /// Of a party that leaves home with this trust and outlook: no debt, no papers, no package.
    pub fn new(home: LocationId, trust: f32, outlook: f32) -> Self {
        Self {
            debt: 0.0,
            price: 0.0,
            trust,
            outlook,
            package_class: 0,
            tier: 0,
            registered_in: 0,
            avoided: ArcId(0),
            entered: home,
            papers: 0,
            transport_class: 0,
            transport_word: 0,
        }
    }

    /// Whether all bits of `papers` are set.
    pub fn has(&self, papers: u16) -> bool {
        self.papers & papers == papers
    }

    /// Sets or clears bits.
    pub fn put(&mut self, papers: u16, on: bool) {
        if on {
            self.papers |= papers;
        } else {
            self.papers &= !papers;
        }
    }

    /// Moves trust, within 0 and 1.
    pub fn move_trust(&mut self, by: f32) {
        self.trust = (self.trust + by).clamp(0.0, 1.0);
    }
}
