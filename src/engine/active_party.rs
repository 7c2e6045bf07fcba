//! A party while it acts: every rule works on a copy of its records, which goes back to the tables when
//! the party has done what today asks of it.

use super::parties::Party;
use super::party_record::PartyRecord;
use crate::rng::Draws;
use crate::rng::named::{Block, Hop};

/// The records of a party that acts. Those in the tables are out of date until it has gone back.
pub(super) struct ActiveParty {
    /// Its row in the table of parties.
    pub id: usize,
    /// Its record.
    pub party: Party,
    /// What is known of it beyond the next step.
    pub record: PartyRecord,
    /// The hop whose words are kept, and the words.
    hop: Option<(u16, Hop)>,
}

impl ActiveParty {
    /// A party that stands at `id`, with its records.
    #[inline]
    pub fn new(id: usize, party: Party, record: PartyRecord) -> Self {
        Self {
            id,
            party,
            record,
            hop: None,
        }
    }

    /// The draws of the present hop. Kept, since choice and stage follow one another.
    #[inline]
    pub fn hop(&mut self, draws: &Draws) -> Hop {
        match self.hop {
            Some((hop, drawn)) if hop == self.party.hop => drawn,
            _ => {
                let Party { entity, hop, .. } = self.party;
                let drawn = Hop::of(draws, entity, hop);
                self.hop = Some((hop, drawn));
                drawn
            }
        }
    }
}
