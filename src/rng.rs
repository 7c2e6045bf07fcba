//! Addressed random numbers: a draw is a function of what it is for, never of what was drawn before.
//!
//! The generator is Philox4x32-10 (Salmon et al. 2011). The seed is its key; entity, purpose, hop
//! and replication are its counter. One block gives four words, enough for one hop of one entity.

pub mod named;

use std::convert::Infallible;

use rand::{Rng, TryRng};

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

#[inline]
fn round(word: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let first = u64::from(MULTIPLIERS[0]) * u64::from(word[0]);
    let second = u64::from(MULTIPLIERS[1]) * u64::from(word[2]);
    [
        (second >> 32) as u32 ^ word[1] ^ key[0],
        second as u32,
        (first >> 32) as u32 ^ word[3] ^ key[1],
        first as u32,
    ]
}

/// Philox4x32-10: the block of four words at `counter` under `key`. Every draw comes through here:
/// the call and its copies through memory would add a fifth to its cost.
#[allow(clippy::inline_always)]
#[inline(always)]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let key_of = |n: u32| {
        [
            key[0].wrapping_add(WEYL[0].wrapping_mul(n)),
            key[1].wrapping_add(WEYL[1].wrapping_mul(n)),
        ]
    };
    // Unrolled by hand: the loop costs more than half as much again.
    let word = round(round(counter, key_of(0)), key_of(1));
    let word = round(round(word, key_of(2)), key_of(3));
    let word = round(round(word, key_of(4)), key_of(5));
    let word = round(round(word, key_of(6)), key_of(7));
    round(round(word, key_of(8)), key_of(9))
}

/// What a draw is for. Draws for different purposes never share words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Spacing between the departure thresholds of an origin.
    Departure,
    /// Who a party is.
    Attributes,
    /// A hop of a party: what it chooses, how long a stage takes, whether it is attacked and
    /// whether the state intervenes.
    Hop,
    /// What a party chooses at a place, beyond its first draw.
    Choice,
    /// What befalls a party on a stage or during a stay.
    Harm,
    /// Who is left behind.
    Abandonment,
    /// What guides and passers-by do to a party.
    Company,
    /// Detention, screening and removal.
    Enforcement,
    /// Information, identification, claims and decisions.
    Protection,
    /// Long clocks: leaving again, being given status.
    Clock,
    /// Numbers of the register drawn for a replication.
    Parameter,
    /// Errors of messages.
    Information,
    /// Weekly variation of departures.
    Frailty,
    /// Packages, credit, papers and pathways: what is settled once for a party.
    Market,
    /// What observers see.
    Observation,
    /// What a study draws besides replications: designs and resamples.
    Study,
    /// Care for survivors.
    Care,
    /// Births on the way.
    Birth,
}

/// A world of draws: one seed, one replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    key: [u32; 2],
    replication: u32,
}

impl Draws {
    /// The draws of replication `replication` under `seed`.
    pub fn new(seed: u64, replication: u32) -> Self {
        Self {
            key: [seed as u32, (seed >> 32) as u32],
            replication,
        }
    }

    /// The four words of `entity` (and `member` of it, 0 to 15) for `purpose` at `hop`.
    #[inline]
    pub fn block(&self, entity: u64, member: u8, purpose: Purpose, hop: u16) -> [u32; 4] {
        self.word_block(entity, member, purpose, hop, 0)
    }

    #[inline]
    fn word_block(
        &self,
        entity: u64,
        member: u8,
        purpose: Purpose,
        hop: u16,
        occurrence: u8,
    ) -> [u32; 4] {
        // Purposes beyond the first sixteen have the upper half of the occurrences.
        let (low, high) = (purpose as u32 & 15, purpose as u32 >> 4);
        let what = low << 28
            | u32::from(member & 15) << 24
            | u32::from(hop) << 8
            | high << 7
            | u32::from(occurrence & 127);
        philox(
            [entity as u32, (entity >> 32) as u32, what, self.replication],
            self.key,
        )
    }

    /// A generator over the words of one address, for laws that need more than four of them.
    ///
    /// ```
    /// use corredor::rng::{Draws, Purpose};
    /// use rand_distr::{Distribution, Exp1};
    /// let mut words = Draws::new(1, 0).words(42, 0, Purpose::Attributes, 0);
    /// let spacing: f64 = Exp1.sample(&mut words);
    /// assert!(spacing > 0.0);
    /// ```
    pub fn words(&self, entity: u64, member: u8, purpose: Purpose, hop: u16) -> KeyedRng {
        KeyedRng {
            draws: *self,
            entity,
            member,
            purpose,
            hop,
            occurrence: 0,
            left: 0,
            block: [0; 4],
        }
    }
}

/// The entity of the `k`-th candidate party of the origin with this key.
pub fn party_entity(origin_key: u32, k: u32) -> u64 {
    u64::from(origin_key) << 32 | u64::from(k)
}

/// The key of the people who joined the stock of an origin in a year.
pub fn cohort_key(origin_key: u32, year: u32) -> u32 {
    philox([origin_key, year, 0, 0], WEYL)[0]
}

/// The entity of a party that split off: a function of the party it left and of the person who
/// founded it, so that later splits elsewhere cannot change it.
pub fn split_entity(parent: u64, founder: u64, member: u8) -> u64 {
    let mixed = philox(
        [
            parent as u32,
            (parent >> 32) as u32,
            founder as u32,
            (founder >> 32) as u32,
        ],
        [u32::from(member), WEYL[0]],
    );
    u64::from(mixed[0]) << 32 | u64::from(mixed[1])
}

/// A word as a number in (0, 1), never 0 or 1.
#[inline]
pub fn unit(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// A word as a draw from the exponential law with mean 1.
#[inline]
pub fn exponential(word: u32) -> f64 {
    -libm::log(unit(word))
}

/// A generator over the words of one address. After 512 words they repeat.
#[derive(Clone, Debug)]
pub struct KeyedRng {
    draws: Draws,
    entity: u64,
    member: u8,
    purpose: Purpose,
    hop: u16,
    occurrence: u8,
    left: u8,
    block: [u32; 4],
}

impl KeyedRng {
    /// The next word as a number in (0, 1).
    #[inline]
    pub fn unit(&mut self) -> f64 {
        unit(self.next_u32())
    }

    #[inline]
    fn next_word(&mut self) -> u32 {
        if self.left == 0 {
            self.fill();
        }
        self.left -= 1;
        self.block[3 - usize::from(self.left & 3)]
    }

    fn fill(&mut self) {
        self.block = self.draws.word_block(
            self.entity,
            self.member,
            self.purpose,
            self.hop,
            self.occurrence,
        );
        self.occurrence = self.occurrence.wrapping_add(1);
        self.left = 4;
    }
}

impl TryRng for KeyedRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next_word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.next_word());
        Ok(u64::from(self.next_word()) << 32 | low)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.next_word().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers published with Random123 (`kat_vectors`, `philox4x32 10`).
    #[test]
    fn philox_gives_the_published_words() {
        assert_eq!(
            philox([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn neighbouring_addresses_are_uniform_and_uncorrelated() {
        let draws = Draws::new(7, 3);
        let n = 200_000u64;
        let mut bins = [0u32; 64];
        let (mut sum_xy, mut sum_next) = (0.0, 0.0);
        for k in 0..n {
            let entity = party_entity(5, k as u32);
            let block = draws.block(entity, 0, Purpose::Hop, 9);
            let next_hop = draws.block(entity, 0, Purpose::Hop, 10);
            for word in block {
                bins[(word >> 26) as usize] += 1;
            }
            sum_xy += (unit(block[0]) - 0.5) * (unit(block[1]) - 0.5);
            sum_next += (unit(block[0]) - 0.5) * (unit(next_hop[0]) - 0.5);
        }
        let expected = (n * 4) as f64 / 64.0;
        let chi2: f64 = bins
            .iter()
            .map(|&b| (f64::from(b) - expected).powi(2) / expected)
            .sum();
        assert!(
            chi2 < 110.0,
            "chi-square with 63 degrees of freedom was {chi2}"
        );
        let limit = 4.0 * (1.0 / 12.0) / (n as f64).sqrt();
        assert!((sum_xy / n as f64).abs() < limit);
        assert!((sum_next / n as f64).abs() < limit);
    }

    #[test]
    fn a_stream_starts_with_the_block_of_its_address() {
        let draws = Draws::new(11, 0);
        let mut words = draws.words(1, 2, Purpose::Attributes, 0);
        let block = draws.block(1, 2, Purpose::Attributes, 0);
        let first: Vec<u32> = (0..4).map(|_| words.next_u32()).collect();
        assert_eq!(first, block);
        assert_ne!(words.next_u32(), block[0]);
    }
}
