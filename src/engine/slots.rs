//! Room in the tables of parties and people: what those whose journey is over leave is used again,
//! so that the tables are as large as the people under way.

use super::people::{Person, Standing};
use crate::ids::NationalityId;

/// Most members of a party.
const MOST: usize = 8;

/// Room that is free, and who was there.
#[derive(Debug)]
pub(super) struct Slots {
    parties: Vec<u32>,
    /// First places of free ranges of people, by their length less one.
    people: [Vec<u32>; MOST],
    /// Parties that have ended and people who were lost since their room was last taken back.
    pub ended: Vec<u32>,
    pub lost: Vec<u32>,
    /// People of parties whose room was taken back, by nationality and standing.
    pub gone: Vec<[i64; Standing::COUNT]>,
}

impl Slots {
    pub fn new(nationalities: usize) -> Self {
        Self {
            parties: Vec::new(),
            people: std::array::from_fn(|_| Vec::new()),
            ended: Vec::new(),
            lost: Vec::new(),
            gone: vec![[0; Standing::COUNT]; nationalities],
        }
    }

    /// Room for a party, if any is free.
    pub fn party(&mut self) -> Option<usize> {
        self.parties.pop().map(|id| id as usize)
    }

    /// Room of a party is free.
    pub fn free_party(&mut self, id: usize) {
        self.parties.push(id as u32);
    }

    /// Puts people into the table side by side; returns the place of the first.
    pub fn place(&mut self, table: &mut Vec<Person>, people: &[Person]) -> u32 {
        let size = people.len();
        for length in size..=MOST {
            if let Some(first) = self.people[length - 1].pop() {
                self.free_people(first + size as u32, length - size);
                let from = first as usize;
                table[from..from + size].copy_from_slice(people);
                return first;
            }
        }
        reserve(table, size);
        table.extend_from_slice(people);
        (table.len() - size) as u32
    }

    /// Room of `length` people is free.
    pub fn free_people(&mut self, first: u32, length: usize) {
        if length > 0 {
            self.people[length - 1].push(first);
        }
    }

    /// Counts people of a party whose room is taken back.
    pub fn count_gone(&mut self, nationality: NationalityId, standing: Standing, size: u8) {
        self.gone[nationality.index()][standing as usize] += i64::from(size);
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let people: usize = self.people.iter().map(Vec::capacity).sum();
        (people + self.parties.capacity() + self.ended.capacity() + self.lost.capacity())
            * size_of::<u32>()
    }
}

/// Makes room for `more`: a full table grows by an eighth, not to its double.
pub(super) fn reserve<T>(table: &mut Vec<T>, more: usize) {
    const LEAST: usize = 1024;
    if table.capacity() - table.len() < more {
        table.reserve_exact(more.max(table.len() / 8).max(LEAST));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::people::{Age, Gender};

    #[test]
    fn room_is_used_again_in_whole_or_in_part() {
        let person = Person::new(Age::Adult, Gender::Female);
        let mut slots = Slots::new(1);
        let mut table = Vec::new();
        let family = vec![person; 5];
        assert_eq!(slots.place(&mut table, &family), 0);
        assert_eq!(slots.place(&mut table, &family[..2]), 5);
        slots.free_people(0, 5);
        assert_eq!(slots.place(&mut table, &family[..3]), 0);
        assert_eq!(slots.place(&mut table, &family[..2]), 3);
        assert_eq!(slots.place(&mut table, &family[..1]), 7);
        assert_eq!(table.len(), 8);
    }
}
