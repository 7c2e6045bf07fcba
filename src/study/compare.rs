//! Paired differences between two policies: the same replication, hence the same luck and the same
//! drawn numbers, under both.

use super::sensitivity::stability::{Cell, Stability, stability};

use super::indicators::Outcome;
use super::summary::Summary;
use super::value_for_money::{Incremental, incremental};
use crate::measures::Key;

/// The difference of an indicator between two policies, second minus first.
///
/// Every replication draws the numbers of grade C and D anew, so that [`Contrast::p_sign`] speaks of luck
/// and of those numbers, under one decision rule. Over draws of all that is not known and over decision
/// rules, [`Contrast::stability`] tells luck apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// Which indicator.
    pub key: Key,
    /// Summary of the differences, over replications or over cells; none if none has a value under both
    /// policies.
    pub difference: Option<Summary>,
    /// Share of replications, or of cells, whose difference has the sign of the mean; no difference counts
    /// for neither sign.
    pub p_sign: Option<f64>,
    /// Over how many cells, each a draw under a decision rule, the sign holds; none if replications are
    /// not put in cells.
    pub stability: Option<Stability>,
}

/// Pairs under which nothing is called resolved: the range of fewer values holds too little.
pub const FEWEST_PAIRS: usize = 10;

impl Contrast {
    /// Whether the sign of the difference stays open: its interval holds zero, or there are too few
    /// pairs for an interval that could be trusted. Over cells, the sign holds in too few of them, or
    /// their interval holds zero.
    pub fn unresolved(&self) -> bool {
        if let Some(stability) = self.stability {
            return stability.unresolved();
        }
        self.difference
            .is_none_or(|summary| summary.runs < FEWEST_PAIRS || summary.holds_zero())
    }
}

/// How replications lie in cells, each a draw of what is not known under a decision rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cells {
    /// Replications of a cell.
    pub replications: usize,
    /// Cells that meet the same luck.
    pub together: usize,
}

/// Everything that one policy changes beside another.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Differences of every indicator, second minus first.
    pub contrasts: Vec<Contrast>,
    /// Cost and effect, by effect.
    pub money: Vec<Incremental>,
}

impl Comparison {
    /// The second policy beside the first; over cells, where replications are put in them.
    pub fn of(first: &Outcome, second: &Outcome, cells: Option<Cells>) -> Self {
        Self {
            contrasts: match cells {
                Some(cells) => compare_cells(first, second, cells),
                None => compare(first, second),
            },
            money: incremental(first, second),
        }
    }
}

/// The contrast of one indicator from its values by replication under both policies.
pub fn contrast(key: Key, first: &[Option<f64>], second: &[Option<f64>]) -> Contrast {
    let differences: Vec<f64> = first
        .iter()
        .zip(second)
        .filter_map(|(a, b)| a.zip(*b))
        .map(|(a, b)| b - a)
        .collect();
    let difference = Summary::of(differences.iter().copied());
    let p_sign = difference.map(|summary| {
        let agreeing = differences.iter().filter(|&&value| {
            (value > 0.0 && summary.mean > 0.0) || (value < 0.0 && summary.mean < 0.0)
        });
        agreeing.count() as f64 / differences.len() as f64
    });
    Contrast {
        key,
        difference,
        p_sign,
        stability: None,
    }
}

/// The contrasts of every indicator over cells, second minus first.
fn compare_cells(first: &Outcome, second: &Outcome, layout: Cells) -> Vec<Contrast> {
    let pairs = first.series.iter().zip(&second.series);
    pairs
        .map(|(a, b)| {
            let cells = a
                .values
                .chunks(layout.replications)
                .zip(b.values.chunks(layout.replications));
            let cells: Vec<Cell> = cells.filter_map(|(a, b)| cell(a, b)).collect();
            let stability = stability(&cells, layout.together);
            Contrast {
                key: a.key.clone(),
                difference: stability.map(|it| it.difference),
                p_sign: stability.map(|it| it.agree),
                stability,
            }
        })
        .collect()
}

/// The paired difference in a cell; none without a pair.
pub(super) fn cell(first: &[Option<f64>], second: &[Option<f64>]) -> Option<Cell> {
    let pairs = first.iter().zip(second);
    let summary = Summary::of(pairs.filter_map(|(a, b)| Some((*b)? - (*a)?)))?;
    Some(Cell {
        difference: summary.mean,
        mcse: summary.mcse,
        runs: summary.runs,
    })
}

/// The contrasts of every indicator, second minus first.
pub fn compare(first: &Outcome, second: &Outcome) -> Vec<Contrast> {
    first
        .series
        .iter()
        .zip(&second.series)
        .map(|(a, b)| contrast(a.key.clone(), &a.values, &b.values))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Denominator;

    fn key() -> Key {
        Key {
            code: "H11",
            denominator: Denominator::Per1000Departures,
            group_dim: "all",
            group: "all".to_owned(),
            state: "all".to_owned(),
        }
    }

    fn values(list: &[f64]) -> Vec<Option<f64>> {
        list.iter().copied().map(Some).collect()
    }

    #[test]
    fn a_steady_difference_is_resolved_although_levels_overlap() {
        let result = contrast(
            key(),
            &values(&[10.0, 50.0, 90.0].repeat(4)),
            &values(&[8.0, 47.0, 86.0].repeat(4)),
        );
        let difference = result.difference.unwrap();
        assert!((difference.mean + 3.0).abs() < 1e-12);
        assert!((result.p_sign.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(difference.runs, 12);
        assert!(!result.unresolved());
    }

    #[test]
    fn a_steady_difference_of_few_pairs_is_not_resolved() {
        let few = FEWEST_PAIRS - 1;
        let result = contrast(key(), &values(&vec![1.0; few]), &values(&vec![2.0; few]));
        assert!(result.unresolved());
    }

    #[test]
    fn an_interval_over_zero_is_unresolved_and_ties_count_for_neither_sign() {
        let result = contrast(
            key(),
            &values(&[1.0, 1.0, 1.0, 1.0]),
            &values(&[4.0, 2.0, 1.0, 0.0]),
        );
        assert!((result.difference.unwrap().mean - 0.75).abs() < 1e-12);
        assert!((result.p_sign.unwrap() - 0.5).abs() < 1e-12);
        assert!(result.unresolved());
    }

    #[test]
    fn over_cells_the_sign_must_hold_in_nine_of_ten_and_the_interval_leave_zero_out() {
        let outcome = |values: Vec<Option<f64>>| {
            let mut outcome = Outcome::new(crate::observe::fixture::policy("a"));
            outcome.series = vec![crate::study::Series { key: key(), values }];
            outcome
        };
        let base = outcome(values(&[5.0; 40]));
        let layout = Cells {
            replications: 2,
            together: 1,
        };
        let mut less = [3.0, 3.2].repeat(19);
        less.extend([6.0, 6.2]);
        let found = &compare_cells(&base, &outcome(values(&less)), layout)[0];
        let stability = found.stability.unwrap();
        assert!((stability.q1.unwrap() - 0.95).abs() < 1e-12 && !found.unresolved());
        assert_eq!(found.difference.unwrap().runs, 20);
        less[32..38].fill(6.0);
        let found = &compare_cells(&base, &outcome(values(&less)), layout)[0];
        assert!((found.stability.unwrap().q1.unwrap() - 0.8).abs() < 1e-12 && found.unresolved());
    }

    #[test]
    fn pairs_without_a_value_are_left_out_and_one_pair_resolves_nothing() {
        let result = contrast(key(), &[Some(1.0), None], &[Some(2.0), Some(2.0)]);
        assert_eq!(result.difference.unwrap().runs, 1);
        assert!(result.unresolved());
        assert!(contrast(key(), &[None], &[None]).unresolved());
    }
}
