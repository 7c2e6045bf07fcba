//! Exposure: what befalls a person on a stage of the way or during a stay.
//!
//! Kinds of harm compete as independent Poisson processes over the days of exposure, so that
//! P(any) = 1 - exp(-sum of hazards) and the kind is drawn in proportion to its hazard. Part of
//! each violent hazard comes in attacks on the whole party, in which kinds co-occur. Death and
//! disappearance end the exposure.
//!
//! Source: `hazards.csv` (surveys of survivors, recorded deaths; grades beside each rate). Limit:
//! hazards do not remember earlier harms.

use super::occurs;
use crate::engine::hazards::{CATEGORIES, VIOLENT, Zone};
use crate::rng::{Draws, Purpose, exponential, unit};
use crate::world::vocabulary::Harm;

/// Most harms that one stage can bring a person besides those of an attack.
const MOST: usize = 8;

/// Harms of one person on one stage, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Harms {
    kinds: [Harm; MOST],
    count: usize,
}

impl Harms {
    /// No harm.
    pub const NONE: Harms = Harms {
        kinds: [Harm::InjuryIllness; MOST],
        count: 0,
    };

    /// The kinds in order of occurrence.
    pub fn as_slice(&self) -> &[Harm] {
        &self.kinds[..self.count]
    }

    fn push(&mut self, harm: Harm) {
        if self.count < MOST {
            self.kinds[self.count] = harm;
            self.count += 1;
        }
    }
}

/// What befalls one person of `category` in `days` in a zone, attacks on the party left out; `word`
/// is their [`screening_word`].
pub fn alone(
    zone: &Zone,
    category: usize,
    days: f32,
    word: u32,
    draws: &Draws,
    entity: u64,
    member: u8,
    hop: u16,
) -> Harms {
    let rates = &zone.alone[category.min(CATEGORIES - 1)];
    let exposure = f64::from(rates[Harm::COUNT - 1] * days);
    if exposure <= 0.0 {
        return Harms::NONE;
    }
    let mut harms = Harms::NONE;
    let mut elapsed = exponential(word);
    if elapsed >= exposure {
        return harms;
    }
    let mut words = draws.words(entity, member, Purpose::Harm, hop);
    loop {
        let harm = kind(rates, words.unit());
        harms.push(harm);
        if harm.is_fatal() || harms.count == MOST {
            return harms;
        }
        elapsed += -libm::log(words.unit());
        if elapsed >= exposure {
            return harms;
        }
    }
}

/// The word that decides whether anything befalls a person: four members share a block.
#[inline]
pub fn screening_word(draws: &Draws, entity: u64, member: u8, hop: u16) -> u32 {
    draws.block(entity, member / 4, Purpose::Screen, hop)[usize::from(member % 4)]
}

/// Whether anything may befall a person whose screening word is `word` in `days`: never false where
/// [`alone`] finds something, since `-ln(1 - u) >= u`.
#[inline]
pub fn may_befall(zone: &Zone, category: usize, days: f32, word: u32) -> bool {
    let exposure = f64::from(zone.alone[category.min(CATEGORIES - 1)][Harm::COUNT - 1] * days);
    1.0 - unit(word) < exposure
}

/// Whether a party is attacked in `days` in a zone; `word` decides.
#[inline]
pub fn attacked(zone: &Zone, abandoned: bool, days: f32, word: u32) -> bool {
    let exposure = f64::from(zone.attack[usize::from(abandoned)] * days);
    occurs(unit(word), exposure)
}

/// What an attack does to one member: each violent kind with its own chance.
pub fn in_attack(zone: &Zone, category: usize, words: [u32; 4]) -> Harms {
    let mut harms = Harms::NONE;
    let chances: [f32; VIOLENT] = zone.in_attack[category.min(CATEGORIES - 1)];
    for (index, chance) in chances.into_iter().enumerate() {
        if unit(words[index]) < f64::from(chance) {
            harms.push(Harm::ALL[index]);
        }
    }
    harms
}

fn kind(cumulative: &[f32; Harm::COUNT], u: f64) -> Harm {
    let mark = u as f32 * cumulative[Harm::COUNT - 1];
    let index = cumulative
        .iter()
        .position(|&sum| mark < sum)
        .unwrap_or(Harm::COUNT - 1);
    Harm::ALL[index]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(rates: &[(Harm, f32)], attack: f32) -> Zone {
        let mut alone = [0.0; Harm::COUNT];
        for &(harm, rate) in rates {
            alone[harm as usize] = rate;
        }
        for index in 1..Harm::COUNT {
            alone[index] += alone[index - 1];
        }
        Zone {
            attack: [attack, attack],
            alone: [alone; CATEGORIES],
            in_attack: [[1.0, 0.25, 0.5, 0.1]; CATEGORIES],
            violent: 0.0,
            fatal: 0.0,
            harmless: false,
        }
    }

    fn alone_of(zone: &Zone, days: f32, draws: &Draws, entity: u64) -> Harms {
        let word = screening_word(draws, entity, 0, 1);
        let harms = alone(zone, 0, days, word, draws, entity, 0, 1);
        assert!(harms.as_slice().is_empty() || may_befall(zone, 0, days, word));
        harms
    }

    #[test]
    fn competing_kinds_occur_in_proportion_to_their_hazard() {
        let zone = zone(
            &[
                (Harm::InjuryIllness, 0.2),
                (Harm::Exploitation, 0.05),
                (Harm::Drowning, 0.01),
            ],
            0.0,
        );
        let draws = Draws::new(1, 0);
        let n = 200_000u64;
        let (mut any, mut first_injury, mut first) = (0u32, 0u32, 0u32);
        for entity in 0..n {
            let harms = alone_of(&zone, 2.0, &draws, entity);
            if let Some(&kind) = harms.as_slice().first() {
                any += 1;
                first += 1;
                first_injury += u32::from(kind == Harm::InjuryIllness);
            }
        }
        let expected = 1.0 - (-0.52f64).exp();
        assert!((f64::from(any) / n as f64 - expected).abs() < 0.005);
        assert!((f64::from(first_injury) / f64::from(first) - 0.2 / 0.26).abs() < 0.005);
    }

    #[test]
    fn death_ends_the_exposure() {
        let zone = zone(&[(Harm::InjuryIllness, 1.0), (Harm::Drowning, 1.0)], 0.0);
        let draws = Draws::new(2, 0);
        for entity in 0..20_000 {
            let harms = alone_of(&zone, 5.0, &draws, entity);
            let fatal = harms.as_slice().iter().position(|harm| harm.is_fatal());
            assert!(fatal.is_none_or(|at| at + 1 == harms.as_slice().len()));
        }
    }

    #[test]
    fn without_hazard_there_is_no_harm() {
        let zone = zone(&[], 0.0);
        let draws = Draws::new(3, 0);
        for entity in 0..1_000 {
            assert!(alone_of(&zone, 100.0, &draws, entity).as_slice().is_empty());
            assert!(!attacked(
                &zone,
                false,
                100.0,
                draws.block(entity, 0, Purpose::Hop, 1)[0]
            ));
        }
    }

    #[test]
    fn harms_vanish_in_proportion_to_the_hazard() {
        let draws = Draws::new(4, 0);
        let count = |rate: f32| {
            let zone = zone(&[(Harm::InjuryIllness, rate)], 0.0);
            (0..400_000u64)
                .map(|entity| alone_of(&zone, 1.0, &draws, entity).as_slice().len())
                .sum::<usize>() as f64
        };
        let ratio = count(0.02) / count(0.01);
        assert!((ratio - 2.0).abs() < 0.15, "{ratio}");
    }

    #[test]
    fn attacks_come_at_their_rate_and_hurt_members_by_chance() {
        let zone = zone(&[], 0.1);
        let draws = Draws::new(5, 0);
        let n = 100_000u64;
        let mut attacks = 0u32;
        let mut kidnapped = 0u32;
        for entity in 0..n {
            if attacked(
                &zone,
                false,
                2.0,
                draws.block(entity, 0, Purpose::Hop, 1)[0],
            ) {
                attacks += 1;
                let words = draws.block(entity, 0, Purpose::Attack, 1);
                let harms = in_attack(&zone, 0, words);
                assert_eq!(harms.as_slice().first(), Some(&Harm::ExtortionRobbery));
                kidnapped += u32::from(harms.as_slice().contains(&Harm::Kidnapping));
            }
        }
        assert!((f64::from(attacks) / n as f64 - (1.0 - (-0.2f64).exp())).abs() < 0.005);
        assert!((f64::from(kidnapped) / f64::from(attacks) - 0.25).abs() < 0.02);
    }
}
