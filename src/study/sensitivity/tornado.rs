//! Main effects and the ends of factors, by the design of the study.

use super::analysis::{at_points, known};
use super::indices::{Index, Indexed};
use super::main_effect::{MainEffect, main_effect};
use crate::study::design::Design;
use crate::study::results::{Kind, Results};

/// The mean of an outcome at both ends of a factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Position of the factor.
    pub factor: usize,
    /// Lower end: the factor's value there, and the outcome. Of a factor without order, the value
    /// with the lowest outcome.
    pub low: (f64, f64),
    /// Upper end, or the value with the highest outcome.
    pub high: (f64, f64),
}

impl Bar {
    /// Distance between the outcomes.
    pub fn swing(&self) -> f64 {
        (self.high.1 - self.low.1).abs()
    }
}

/// The main effect of every factor but rows of a table of draws, by its position.
pub(super) fn main_effects(
    results: &Results,
    values: &[Option<f64>],
    sample: &[usize],
) -> Vec<(usize, MainEffect)> {
    let (points, outcome) = known(values, sample);
    (0..results.factors.len())
        .filter(|&factor| results.factors[factor].kind != Kind::Posterior)
        .filter_map(|factor| {
            let effect = main_effect(&at_points(results, factor, &points), &outcome)?;
            Some((factor, effect))
        })
        .collect()
}

/// Bars of every factor, the longest first; none without any.
pub(super) fn tornado(
    results: &Results,
    values: &[Option<f64>],
    sample: &[usize],
    effects: &[(usize, MainEffect)],
    indexed: &[Indexed],
) -> Option<Vec<Bar>> {
    let mut bars: Vec<Bar> = if results.design == Design::OneAtATime {
        (0..results.factors.len())
            .filter_map(|factor| {
                let end = |at: usize| Some((results.points.get(at)?.at[factor], values[at]?));
                let (low, high) = (end(1 + 2 * factor)?, end(2 + 2 * factor)?);
                Some(Bar { factor, low, high })
            })
            .collect()
    } else {
        effects
            .iter()
            .filter_map(|(factor, effect)| {
                let mut ends: Vec<(f64, f64)> = effect
                    .levels
                    .iter()
                    .map(|level| (f64::midpoint(level.ends.0, level.ends.1), level.mean))
                    .collect();
                if !results.factors[*factor].is_ordered() {
                    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
                }
                Some(Bar {
                    factor: *factor,
                    low: *ends.first()?,
                    high: *ends.last()?,
                })
            })
            .collect()
    };
    if matches!(results.design, Design::Morris { .. }) {
        // A walk changes one factor a step, so that its effects tell more than means over few walks.
        let mean = known(values, sample).1;
        let mean = mean.iter().sum::<f64>() / mean.len().max(1) as f64;
        for bar in &mut bars {
            let mut all = indexed.iter();
            let of = |it: &&Indexed| it.index == Index::MorrisMu && it.factor == Some(bar.factor);
            if let Some((mu, (low, high))) = all.find(of).zip(results.factors[bar.factor].ends) {
                (bar.low, bar.high) = ((low, mean - mu.value / 2.0), (high, mean + mu.value / 2.0));
            }
        }
    }
    bars.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
    (!bars.is_empty()).then_some(bars)
}
