//! Exposure: what befalls a party on a stage of the way or during a stay.
//!
//! Attacks on the whole party and, for every member, each kind of harm are independent Poisson
//! processes over the days of exposure. Their superposition is one process, whose first event one
//! draw decides; which of them it is, and whom it meets, is drawn in proportion to the rates. So
//! P(any) = 1 - exp(-sum of hazards). Part of each violent hazard comes in attacks, in which kinds
//! co-occur. Death and disappearance end a person's exposure.
//!
//! Source: `hazards.csv` (surveys of survivors, recorded deaths; grades beside each rate). Limit:
//! hazards do not remember earlier harms.

use crate::engine::hazards::{CATEGORIES, VIOLENT, Zone};
use crate::rng::{exponential, unit};
use crate::world::vocabulary::Harm;

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encounter {
    /// An attack on the whole party.
    Attack,
    /// A harm to the member at this position.
    Alone {
        /// Position among the categories given.
        position: usize,
        /// The harm.
        harm: Harm,
    },
}

/// What multiplies the hazards of one party beyond those of its zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Modifier {
    /// Of harm inflicted by others, killing and disappearance included.
    pub inflicted: f32,
    /// Of exploitation and trafficking, beyond that.
    pub bonded: f32,
    /// Of death by exposure or accident.
    pub exhausted: f32,
}

impl Modifier {
    /// Nothing is changed.
    pub const NONE: Modifier = Modifier {
        inflicted: 1.0,
        bonded: 1.0,
        exhausted: 1.0,
    };

    /// Multiplier of one kind.
    #[inline]
    pub fn of(&self, harm: Harm) -> f32 {
        match harm {
            Harm::Exploitation | Harm::Trafficking => self.inflicted * self.bonded,
            Harm::DeathExposure | Harm::DeathAccident => self.exhausted,
            Harm::InjuryIllness | Harm::LifeThreateningInjury | Harm::Drowning => 1.0,
            _ => self.inflicted,
        }
    }

    /// The largest multiplier of any kind: events are drawn at it and thinned.
    #[inline]
    pub fn highest(&self) -> f32 {
        let inflicted = self.inflicted * self.bonded.max(1.0);
        inflicted.max(self.exhausted).max(1.0)
    }
}

/// Rate per day of what befalls one person of a category alone.
#[inline]
pub fn rate_alone(zone: &Zone, category: usize) -> f32 {
    zone.alone_in_all[category.min(CATEGORIES - 1)]
}

/// Whether a party of `size` is certain to meet nothing in `days`, at a multiplier of all rates: no
/// rate can be higher than the one this takes, whoever its members are.
#[inline]
pub fn meets_nothing(zone: &Zone, size: u8, multiplier: f32, days: f32, word: u32) -> bool {
    /// More than sums in another order can differ by.
    const ROUNDING: f64 = 1e-4;
    let most = multiplier * (zone.most[0] + f32::from(size) * zone.most[1]);
    1.0 - unit(word) >= f64::from(most * days) * (1.0 + ROUNDING)
}

/// Days until the first event at `rate` per day; none if it lies beyond `days`. Most calls end at
/// the first comparison, since `-ln(1 - u) >= u`.
#[inline]
pub fn first_event(rate: f32, days: f32, word: u32) -> Option<f64> {
    let exposure = f64::from(rate * days);
    if 1.0 - unit(word) >= exposure {
        return None;
    }
    let elapsed = exponential(word);
    (elapsed < exposure).then(|| elapsed / f64::from(rate))
}

/// Which event it is, for a party of these categories, from two uniform numbers.
pub fn which(zone: &Zone, attack: f32, categories: &[usize], u: [f64; 2]) -> Encounter {
    let total: f32 = attack
        + categories
            .iter()
            .map(|&it| rate_alone(zone, it))
            .sum::<f32>();
    let mut mark = u[0] as f32 * total - attack;
    if mark < 0.0 {
        return Encounter::Attack;
    }
    let mut position = 0;
    while position + 1 < categories.len() && mark >= rate_alone(zone, categories[position]) {
        mark -= rate_alone(zone, categories[position]);
        position += 1;
    }
    let cumulative = &zone.alone[categories[position].min(CATEGORIES - 1)];
    Encounter::Alone {
        position,
        harm: kind(cumulative, u[1]),
    }
}

/// Whether an attack does violent kind `index` to a member of this category.
pub fn in_attack(zone: &Zone, category: usize, index: usize, u: f64) -> bool {
    let chances: [f32; VIOLENT] = zone.in_attack[category.min(CATEGORIES - 1)];
    u < f64::from(chances[index])
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
    use crate::rng::{Draws, Purpose};

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
            extortion: 0.0,
            harmless: false,
            alone_in_all: [0.0; CATEGORIES],
            most: [0.0; 2],
        }
        .summed_up()
    }

    #[test]
    fn something_happens_as_often_as_the_sum_of_hazards_says() {
        let draws = Draws::new(1, 0);
        let n = 200_000u64;
        let hit = (0..n)
            .filter(|&entity| {
                let word = draws.block(entity, 0, Purpose::Hop, 1)[2];
                first_event(0.26, 2.0, word).is_some_and(|at| at < 2.0)
            })
            .count();
        assert!((hit as f64 / n as f64 - (1.0 - (-0.52f64).exp())).abs() < 0.005);
    }

    #[test]
    fn competing_kinds_and_members_are_met_in_proportion_to_their_hazard() {
        let zone = zone(
            &[
                (Harm::InjuryIllness, 0.2),
                (Harm::Exploitation, 0.05),
                (Harm::Drowning, 0.01),
            ],
            0.14,
        );
        let draws = Draws::new(1, 0);
        let n = 200_000u64;
        let (mut attacks, mut second, mut injuries) = (0u32, 0u32, 0u32);
        for entity in 0..n {
            let words = draws.block(entity, 0, Purpose::Harm, 1);
            match which(&zone, 0.14, &[0, 6], [unit(words[0]), unit(words[1])]) {
                Encounter::Attack => attacks += 1,
                Encounter::Alone { position, harm } => {
                    second += u32::from(position == 1);
                    injuries += u32::from(harm == Harm::InjuryIllness);
                }
            }
        }
        let share = |count: u32| f64::from(count) / n as f64;
        assert!((share(attacks) - 0.14 / 0.66).abs() < 0.005);
        assert!((share(second) - 0.26 / 0.66).abs() < 0.005);
        assert!((share(injuries) - 0.4 / 0.66).abs() < 0.005);
    }

    #[test]
    fn without_hazard_there_is_no_harm() {
        let draws = Draws::new(3, 0);
        for entity in 0..1_000 {
            let word = draws.block(entity, 0, Purpose::Hop, 1)[2];
            assert_eq!(first_event(0.0, 100.0, word), None);
        }
    }

    #[test]
    fn harms_vanish_in_proportion_to_the_hazard() {
        let draws = Draws::new(4, 0);
        let count = |rate: f32| {
            (0..400_000u64)
                .filter(|&entity| {
                    first_event(rate, 1.0, draws.block(entity, 0, Purpose::Hop, 1)[2]).is_some()
                })
                .count() as f64
        };
        let ratio = count(0.02) / count(0.01);
        assert!((ratio - 2.0).abs() < 0.15, "{ratio}");
    }

    #[test]
    fn an_attack_hurts_members_by_chance() {
        let zone = zone(&[], 0.1);
        let draws = Draws::new(5, 0);
        let n = 100_000u64;
        let kidnapped = (0..n)
            .filter(|&entity| {
                let word = draws.block(entity, 0, Purpose::Harm, 1)[0];
                assert!(in_attack(
                    &zone,
                    0,
                    Harm::ExtortionRobbery as usize,
                    unit(word)
                ));
                in_attack(&zone, 0, Harm::Kidnapping as usize, unit(word))
            })
            .count();
        assert!((kidnapped as f64 / n as f64 - 0.25).abs() < 0.01);
    }
}
