//! Scenario discovery: where an outcome fails, and where the sign of a contrast changes.

use super::analysis::{Subject, at_points, known};
use super::prim::{self, Found};
use crate::study::design::Design;
use crate::study::results::{Kind, Results};
use crate::study::summary::quantile;

/// Share of points that fail where no limit is asked for.
const WORST: f64 = 0.25;

/// What makes a point a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Case {
    /// The outcome misses a limit.
    Misses {
        /// The limit.
        limit: f64,
        /// Whether it was asked for, or is met by three in four points.
        asked: bool,
    },
    /// The difference has not the sign of its mean.
    OtherSign,
}

impl Case {
    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Case::Misses { .. } => "misses_limit",
            Case::OtherSign => "other_sign",
        }
    }
}

/// An axis of boxes: a factor, or one value of a factor without order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Position of the factor.
    pub factor: usize,
    /// Position of the value: inside a box at 1, outside at 0.
    pub value: Option<usize>,
}

/// Boxes in which cases are dense.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovered {
    /// What makes a case.
    pub case: Case,
    /// Cases among all points.
    pub cases: usize,
    /// All points.
    pub points: usize,
    /// The axes that limits of the boxes stand on.
    pub axes: Vec<Axis>,
    /// The boxes, best first; none if no box tells cases apart.
    pub boxes: Vec<Found>,
}

/// Boxes of an outcome; none for designs that do not fill space, and where nothing can be a case.
pub(super) fn discover(
    results: &Results,
    subject: Subject,
    outcome: usize,
    values: &[Option<f64>],
    sample: &[usize],
    asked: Option<f64>,
) -> Option<Discovered> {
    if matches!(results.design, Design::OneAtATime | Design::Morris { .. }) {
        return None;
    }
    let (points, known) = known(values, sample);
    if known.is_empty() {
        return None;
    }
    let (case, is_case): (Case, Vec<bool>) = if subject.minus.is_some() {
        let mean: f64 = known.iter().sum();
        let other = known.iter().map(|it| it * mean < 0.0).collect();
        (Case::OtherSign, other)
    } else {
        let of = results.outcomes[outcome];
        let better = of.definition.better(of.denominator)?;
        let limit = asked.unwrap_or_else(|| {
            let mut sorted = known.clone();
            sorted.sort_by(f64::total_cmp);
            let level = if better.meets(0.0, 1.0) {
                1.0 - WORST
            } else {
                WORST
            };
            quantile(&sorted, level)
        });
        let case = Case::Misses {
            limit,
            asked: asked.is_some(),
        };
        (
            case,
            known.iter().map(|&it| !better.meets(it, limit)).collect(),
        )
    };
    let axes = axes(results);
    let columns: Vec<Vec<f64>> = axes
        .iter()
        .map(|axis| {
            let values = at_points(results, axis.factor, &points);
            let one = |at: f64| {
                axis.value
                    .map_or(at, |it| f64::from(u8::from(at as usize == it)))
            };
            values.into_iter().map(one).collect()
        })
        .collect();
    let rows: Vec<Vec<f64>> = (0..points.len())
        .map(|row| columns.iter().map(|column| column[row]).collect())
        .collect();
    Some(Discovered {
        case,
        cases: is_case.iter().filter(|it| **it).count(),
        points: rows.len(),
        boxes: prim::boxes(&rows, &is_case),
        axes,
    })
}

/// Ordered factors as they are, rules by one axis for each; rows of a table of draws have none.
fn axes(results: &Results) -> Vec<Axis> {
    let mut axes = Vec::new();
    for (factor, it) in results.factors.iter().enumerate() {
        if it.is_ordered() {
            axes.push(Axis {
                factor,
                value: None,
            });
        } else if it.kind == Kind::Rule {
            // Of two values, one axis says all.
            let values = if it.values.len() == 2 {
                1
            } else {
                it.values.len()
            };
            axes.extend((0..values).map(|value| Axis {
                factor,
                value: Some(value),
            }));
        }
    }
    axes
}
