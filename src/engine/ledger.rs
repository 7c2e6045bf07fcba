//! The ledger: where everyone is, by nationality, closed every day.

use super::people::Standing;
use crate::ids::NationalityId;

/// A breach of the ledger. It means a defect of the program, never of the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The standings of a nationality do not add up to those who left.
    #[error(
        "the ledger does not close on day {day}: {departed} people of nationality {nationality} \
         departed, {accounted} are accounted for; last party moved: {party}"
    )]
    Open {
        /// Day from the start.
        day: usize,
        /// Index of the nationality.
        nationality: usize,
        /// People who departed.
        departed: i64,
        /// People in all standings.
        accounted: i64,
        /// Party that was moved last.
        party: usize,
    },
    /// A recount of the people differs from the running count.
    #[error(
        "the ledger is wrong on day {day}: {counted} people of nationality {nationality} are \
         {standing}, the ledger says {booked}; first party found there: {party}"
    )]
    Miscounted {
        /// Day from the start.
        day: usize,
        /// Index of the nationality.
        nationality: usize,
        /// Standing concerned.
        standing: &'static str,
        /// People counted.
        counted: i64,
        /// People booked.
        booked: i64,
        /// A party in that standing.
        party: usize,
    },
}

/// Running counts of people by nationality and standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    departed: Vec<i64>,
    re_departed: Vec<i64>,
    counts: Vec<[i64; Standing::COUNT]>,
    last_party: usize,
}

impl Ledger {
    /// An empty ledger.
    pub fn new(nationalities: usize) -> Self {
        Self {
            departed: vec![0; nationalities],
            re_departed: vec![0; nationalities],
            counts: vec![[0; Standing::COUNT]; nationalities],
            last_party: 0,
        }
    }

    /// People leave for the first time. They are booked where they stand by [`Ledger::enter`].
    pub fn depart(&mut self, nationality: NationalityId, people: usize) {
        self.departed[nationality.index()] += people as i64;
    }

    /// People who left enter their first standing.
    pub fn enter(&mut self, nationality: NationalityId, standing: Standing, people: usize) {
        self.counts[nationality.index()][standing as usize] += people as i64;
    }

    /// People leave again after a return or a removal.
    pub fn depart_again(&mut self, nationality: NationalityId, people: usize) {
        self.re_departed[nationality.index()] += people as i64;
    }

    /// People move from one standing to another.
    #[inline]
    pub fn shift(
        &mut self,
        nationality: NationalityId,
        from: Standing,
        to: Standing,
        people: usize,
        party: usize,
    ) {
        let counts = &mut self.counts[nationality.index()];
        counts[from as usize] -= people as i64;
        counts[to as usize] += people as i64;
        self.last_party = party;
    }

    /// People who departed, once each.
    pub fn departed(&self, nationality: NationalityId) -> i64 {
        self.departed[nationality.index()]
    }

    /// Departures after a return or a removal.
    pub fn re_departed(&self, nationality: NationalityId) -> i64 {
        self.re_departed[nationality.index()]
    }

    /// People of a nationality in a standing.
    pub fn count(&self, nationality: NationalityId, standing: Standing) -> i64 {
        self.counts[nationality.index()][standing as usize]
    }

    /// People in a standing, all nationalities.
    pub fn total(&self, standing: Standing) -> i64 {
        self.counts
            .iter()
            .map(|counts| counts[standing as usize])
            .sum()
    }

    /// Number of nationalities.
    pub fn nationalities(&self) -> usize {
        self.counts.len()
    }

    /// Checks that everyone who departed stands somewhere, and nowhere are fewer than none.
    ///
    /// # Errors
    /// [`LedgerError::Open`] names the day and the party that was moved last.
    pub fn close(&self, day: usize) -> Result<(), LedgerError> {
        for (nationality, counts) in self.counts.iter().enumerate() {
            let accounted: i64 = counts.iter().sum();
            if accounted != self.departed[nationality] || counts.iter().any(|&count| count < 0) {
                return Err(LedgerError::Open {
                    day,
                    nationality,
                    departed: self.departed[nationality],
                    accounted,
                    party: self.last_party,
                });
            }
        }
        Ok(())
    }
}
