//! What ways on are worth to a party that finds each of them open or shut by luck.
//!
//! Luck in being let onto a class of links is one for all its links, luck with a visa one for all links
//! that a state controls. All of these are independent.

use crate::ids::{ClassId, StateId};

/// What luck decides whether a way is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Luck {
    pub(super) class: ClassId,
    /// Part of parties let onto the class there.
    pub(super) access: f64,
    pub(super) state: StateId,
    /// Part of parties to which the state refuses a visa.
    pub(super) visa: f64,
}

impl Luck {
    /// Whether the way may be open to somebody.
    pub(super) fn may_be_open(&self) -> bool {
        self.access > 0.0 && self.visa < 1.0
    }

    /// Whether the way is open to everybody.
    pub(super) fn is_sure(&self) -> bool {
        self.access >= 1.0 && self.visa <= 0.0
    }

    /// What is left to luck for a party that has the visa that another way asks for.
    fn with_visa_of(mut self, other: &Luck) -> Self {
        if self.state == other.state {
            self.visa = ((self.visa - other.visa) / (1.0 - other.visa)).max(0.0);
        }
        self
    }

    /// The same for a party that was refused that visa or, where the other way asks for none, was not let
    /// onto its class.
    fn without(mut self, other: &Luck) -> Self {
        if other.visa > 0.0 {
            if self.state == other.state {
                self.visa = (self.visa / other.visa).min(1.0);
            }
        } else if self.class == other.class {
            self.access = ((self.access - other.access) / (1.0 - other.access)).max(0.0);
        }
        self
    }
}

/// A way on as one class of people ranks it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub(super) utility: f64,
    pub(super) luck: Luck,
}

/// Expected best of ways, each better than `outside`, which is there for those who find none open.
pub(super) fn expected_best(ways: &mut [Way], outside: f64) -> f64 {
    ways.sort_unstable_by(|a, b| {
        (b.utility.total_cmp(&a.utility))
            .then(b.luck.access.total_cmp(&a.luck.access))
            .then(a.luck.class.cmp(&b.luck.class))
            .then(a.luck.visa.total_cmp(&b.luck.visa))
            .then(a.luck.state.cmp(&b.luck.state))
    });
    let (mut left, mut sum) = (1.0, 0.0);
    for rank in 0..ways.len() {
        let Way { utility, luck } = ways[rank];
        if !luck.may_be_open() {
            continue;
        }
        let granted = 1.0 - luck.visa;
        if luck.visa > 0.0 && luck.access < 1.0 {
            let mut with: Vec<Way> = ways[rank..].to_vec();
            for way in &mut with {
                way.luck = way.luck.with_visa_of(&luck);
            }
            sum += left * granted * expected_best(&mut with, outside);
            left *= luck.visa;
        } else {
            let opened = luck.access * granted;
            sum += left * opened * utility;
            left *= 1.0 - opened;
        }
        if left <= 0.0 {
            return sum;
        }
        for way in &mut ways[rank + 1..] {
            way.luck = way.luck.without(&luck);
        }
    }
    sum + left * outside
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every luck is one of this many equal parts.
    const PARTS: u64 = 6;

    /// The best that each party finds, over all parts of the luck in two classes and two states.
    fn counted(ways: &[Way], outside: f64) -> f64 {
        let all = PARTS.pow(4);
        let sum: f64 = (0..all)
            .map(|party| {
                let part =
                    |at: u32| (((party / PARTS.pow(at)) % PARTS) as f64 + 0.5) / PARTS as f64;
                let open = |it: &&Way| {
                    part(it.luck.class.0) < it.luck.access
                        && part(2 + it.luck.state.0) >= it.luck.visa
                };
                (ways.iter().filter(open))
                    .map(|it| it.utility)
                    .fold(outside, f64::max)
            })
            .sum();
        sum / all as f64
    }

    #[test]
    fn the_expected_best_is_the_mean_over_all_parties() {
        let mut dice = 1u64;
        let mut below = |most: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (dice >> 33) % most
        };
        for _ in 0..300 {
            let mut ways: Vec<Way> = (0..=below(6))
                .map(|_| Way {
                    utility: 1.0 + below(9) as f64,
                    luck: Luck {
                        class: ClassId(below(2) as u32),
                        access: below(PARTS + 1) as f64 / PARTS as f64,
                        state: StateId(below(2) as u32),
                        visa: below(PARTS + 1) as f64 / PARTS as f64,
                    },
                })
                .collect();
            let expected = counted(&ways, 0.5);
            let found = expected_best(&mut ways, 0.5);
            assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
        }
    }
}
