//! The assumption ledger: which numbers and rules the sign of a contrast hangs on.

use super::analysis::{at_points, known};
use super::main_effect::main_effect;
use super::regional::{distance, groups_differ};
use crate::study::design::Design;
use crate::study::results::{Kind, Results};

/// Chance of a difference by luck alone under which a conclusion hangs on a factor, shared by all
/// factors that are tested (Bonferroni).
const BY_LUCK: f64 = 0.05;
/// Points on either side under which nothing is told.
const FEWEST: usize = 5;

/// Whether a conclusion hangs on a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hangs {
    /// It does.
    Yes,
    /// Nothing shows that it does.
    No,
    /// Too few points on one side to tell.
    Unknown,
}

impl Hangs {
    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Hangs::Yes => "yes",
            Hangs::No => "no",
            Hangs::Unknown => "unknown",
        }
    }
}

/// What a conclusion owes to a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Position of the factor.
    pub factor: usize,
    /// Largest distance between its distributions where the sign holds and where it does not, 0 to
    /// 1; none for rules, and where the sign holds everywhere.
    pub distance: Option<f64>,
    /// Chance of so much if the sign did not depend on it.
    pub p: Option<f64>,
    /// Share of points in which the sign holds at its lowest values, or under the rule with the
    /// lowest share.
    pub at_low: f64,
    /// The same at its highest values, or under the rule with the highest share.
    pub at_high: f64,
    /// Whether the conclusion hangs on it.
    pub hangs: Hangs,
}

/// Entries of every number and rule that was varied; `values` are the differences between two policies
/// by point. The conclusion is the sign of their mean. Empty for Morris walks.
pub(super) fn ledger(results: &Results, values: &[Option<f64>], sample: &[usize]) -> Vec<Entry> {
    let tested: Vec<usize> = (0..results.factors.len())
        .filter(|&factor| {
            let kind = results.factors[factor].kind;
            matches!(kind, Kind::Parameter | Kind::Rule)
        })
        .collect();
    match results.design {
        Design::Morris { .. } => Vec::new(),
        Design::OneAtATime => tested
            .into_iter()
            .filter_map(|factor| turned(values, factor))
            .collect(),
        _ => {
            let (points, differences) = known(values, sample);
            let mean: f64 = differences.iter().sum();
            let holds: Vec<bool> = differences.iter().map(|it| it * mean > 0.0).collect();
            let limit = BY_LUCK / tested.len().max(1) as f64;
            tested
                .into_iter()
                .filter_map(|factor| entry(results, factor, &points, &holds, limit))
                .collect()
        }
    }
}

/// One at a time: whether an end of the factor turns the sign at the centre.
fn turned(values: &[Option<f64>], factor: usize) -> Option<Entry> {
    let centre = (*values.first()?)?;
    let holds = |at: usize| {
        let value = (*values.get(at)?)?;
        Some(f64::from(u8::from(value * centre > 0.0)))
    };
    let (at_low, at_high) = (holds(1 + 2 * factor)?, holds(2 + 2 * factor)?);
    Some(Entry {
        factor,
        distance: None,
        p: None,
        at_low,
        at_high,
        hangs: if at_low + at_high < 2.0 {
            Hangs::Yes
        } else {
            Hangs::No
        },
    })
}

fn entry(
    results: &Results,
    factor: usize,
    points: &[usize],
    holds: &[bool],
    limit: f64,
) -> Option<Entry> {
    let at = at_points(results, factor, points);
    let holding: Vec<f64> = holds.iter().map(|&it| f64::from(u8::from(it))).collect();
    let effect = main_effect(&at, &holding)?;
    let mut shares: Vec<f64> = effect.levels.iter().map(|it| it.mean).collect();
    let (mut found, mut p) = (None, None);
    if results.factors[factor].is_ordered() {
        let side = |of: bool| -> Vec<f64> {
            let pairs = at.iter().zip(holds).filter(|(_, holds)| **holds == of);
            pairs.map(|(at, _)| *at).collect()
        };
        if let Some((largest, chance)) = distance(&side(true), &side(false)) {
            (found, p) = (Some(largest), Some(chance));
        }
    } else {
        let groups: Vec<(usize, usize)> = effect
            .levels
            .iter()
            .map(|it| (it.points, (it.mean * it.points as f64).round() as usize))
            .collect();
        p = groups_differ(&groups);
        shares.sort_by(f64::total_cmp);
    }
    let with = holds.iter().filter(|it| **it).count();
    let without = holds.len() - with;
    let hangs = if without == 0 {
        Hangs::No
    } else if with.min(without) < FEWEST {
        Hangs::Unknown
    } else if p.is_some_and(|p| p < limit) {
        Hangs::Yes
    } else {
        Hangs::No
    };
    Some(Entry {
        factor,
        distance: found,
        p,
        at_low: *shares.first()?,
        at_high: *shares.last()?,
        hangs,
    })
}
