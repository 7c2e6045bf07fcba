//! Parties as the engine holds them.

use super::calendar_queue::Entry;
use super::people::Standing;
use crate::ids::{ArcId, LocationId, NationalityId, OriginId};

/// Yes-or-no marks of a party, one bit each.
pub mod flag {
    /// Members are kin.
    pub const KIN: u16 = 1;
    /// On the way back.
    pub const HOMEWARD: u16 = 1 << 1;
    /// Was informed in the state where it is.
    pub const INFORMED: u16 = 1 << 2;
    /// Consists of people left behind.
    pub const ABANDONED: u16 = 1 << 3;
    /// Includes a child under six.
    pub const SMALL_CHILD: u16 = 1 << 4;
    /// Is of unaccompanied children.
    pub const UNACCOMPANIED: u16 = 1 << 5;
    /// Was refused or withdrew a claim in the state where it is.
    pub const CLAIMED: u16 = 1 << 6;
    /// Avoids a restricted link and has taken no other yet.
    pub const AVOIDING: u16 = 1 << 7;
    /// Is crossing the bottleneck.
    pub const CROSSING: u16 = 1 << 8;
    /// Has an exhausted member.
    pub const EXHAUSTED: u16 = 1 << 9;
    /// Legal aid helps its claim.
    pub const AIDED: u16 = 1 << 10;
    /// Already counted as having waited over 90 days.
    pub const WAITED_LONG: u16 = 1 << 11;
    /// Was led by a guide on its last link.
    pub const GUIDED: u16 = 1 << 12;
    /// Was intercepted on the link it is on.
    pub const INTERCEPTED: u16 = 1 << 13;
    /// Gave up looking for money to go on.
    pub const MONEY_GIVEN_UP: u16 = 1 << 14;
    /// Has just taken up its journey again after settling.
    pub const MOVING_ON: u16 = 1 << 15;
}

/// Where a party is and what its next calendar entry means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Activity {
    /// Reaches the end of a stage of the link it is on.
    OnLink,
    /// Decides at a place.
    Deciding,
    /// Waits by choice and decides again.
    Waiting,
    /// Stands in the queue of a capacity; its calendar entry is the end of its patience.
    Queueing,
    /// Waits for a decision on its claim; its calendar entry is a withdrawal.
    Claiming,
    /// Looks for money.
    Stranded,
    /// Is detained.
    Detained,
    /// Rests from exhaustion in the middle of a link.
    Resting,
    /// Has settled; its calendar entry is the grant of a status, onward movement, or a look at both.
    Settled,
    /// Waits for a place in a regular pathway to be taken up.
    Pathway,
    /// Is back or removed; its calendar entry is another departure.
    Home,
    /// Has reached the end of its journey.
    Ended,
}

/// The unit of decision: people who move together. One record is one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Party {
    /// Address.
    pub entity: u64,
    /// Link (as an arc) while on a link, else the place.
    pub at: u32,
    /// First member in the table of people.
    pub first: u32,
    /// Money in USD.
    pub money: f32,
    /// Time of the last event, in days from the start.
    pub clock: f32,
    /// Time of the next event.
    pub until: f32,
    /// Day of departure.
    pub departed: f32,
    /// When the crossing of the bottleneck began.
    pub crossing_since: f32,
    /// Paid for the crossing since departure, USD per person: fares, and guides who evade its closures.
    pub crossing_paid: f32,
    /// Days spent waiting by choice since departure.
    pub waited: f32,
    /// Marks, see [`flag`].
    pub flags: u16,
    /// Counter of hops: part of every address, and the stamp of valid calendar entries.
    pub hop: u16,
    /// Class of choice.
    pub class: u16,
    /// Origin.
    pub origin: u16,
    /// Day since which a restricted link has been avoided.
    pub avoiding_since: u16,
    /// Members still under way.
    pub size: u8,
    /// Stages left on the link, this one included; the queue, for a party that stands in one; the
    /// instrument, for one that waits for a place.
    pub stages: u8,
    /// What it does.
    pub activity: Activity,
    /// Where its members stand in the ledger.
    pub standing: Standing,
    /// State in which it was last received, plus one; 0 for none.
    pub received_in: u8,
    /// Nationality.
    pub nationality: u8,
    /// Class of the crossing it is on.
    pub crossing_class: u8,
    /// Which of the parties it is that have had its room.
    pub turn: u16,
}

impl Party {
    /// What a calendar or a queue knows of it, where it stands at `id` in its table.
    pub fn entry(&self, id: usize) -> Entry {
        Entry {
            party: id as u32,
            hop: self.hop,
            turn: self.turn,
        }
    }

    /// Whether an entry was made for its present hop.
    #[inline]
    pub fn is_meant_by(&self, entry: Entry) -> bool {
        self.hop == entry.hop && self.turn == entry.turn
    }

    /// Whether all bits of `flags` are set.
    pub fn has(&self, flags: u16) -> bool {
        self.flags & flags == flags
    }

    /// Sets or clears bits.
    pub fn put(&mut self, flags: u16, on: bool) {
        if on {
            self.flags |= flags;
        } else {
            self.flags &= !flags;
        }
    }

    /// Its members still under way, by position in the table of people.
    #[inline]
    pub fn members(&self) -> std::ops::Range<usize> {
        let first = self.first as usize;
        first..first + usize::from(self.size)
    }

    /// Takes money, as far as there is any; returns what was paid.
    #[inline]
    pub fn charge(&mut self, usd: f32) -> f32 {
        let paid = usd.min(self.money).max(0.0);
        self.money -= paid;
        paid
    }

    /// The place, for a party that is at one.
    pub fn location(&self) -> LocationId {
        LocationId(self.at)
    }

    /// The arc, for a party that is on a link or in its queue.
    pub fn arc(&self) -> ArcId {
        ArcId(self.at)
    }

    /// The origin.
    pub fn origin(&self) -> OriginId {
        OriginId(u32::from(self.origin))
    }

    /// The nationality.
    pub fn nationality(&self) -> NationalityId {
        NationalityId(u32::from(self.nationality))
    }
}
