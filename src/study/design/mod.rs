//! Designs: where in the space of factors a study looks.
//!
//! A factor runs over [0, 1]. A continuous one is stretched over its range by whoever reads the
//! coordinates; one with listed values takes the value that [`listed`] names.

mod filling;
mod morris;

use serde::{Deserialize, Serialize};

pub use filling::{latin_hypercube, sobol};

/// How the points of a study lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Design {
    /// Every combination of listed values; a continuous factor takes its ends.
    Grid,
    /// The centre, then the low and the high end of each factor in turn.
    OneAtATime,
    /// One sample in each of `samples` equal slices of every factor.
    LatinHypercube {
        /// Points.
        samples: usize,
    },
    /// A scrambled Sobol sequence.
    Sobol {
        /// Points; a power of two fills space evenly.
        samples: usize,
    },
    /// Two samples and their crossings, for Sobol indices.
    Saltelli {
        /// Points of each of the two samples, a power of two.
        samples: usize,
        /// Whether pairs of factors are told apart, at almost twice the cost.
        #[serde(default)]
        second_order: bool,
    },
    /// Walks that change one factor a step, for elementary effects.
    Morris {
        /// Walks.
        trajectories: usize,
        /// Levels of each factor, an even number.
        levels: usize,
    },
    /// Points from a file.
    List,
}

/// Most points of a Sobol sequence.
pub const MOST_SOBOL: usize = 1 << 16;

/// A point of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Coordinate {
    /// The part of the design: `A`, `B`, `AB1`, `BA1` and so on of two crossed samples, the number of
    /// a walk from 1; empty elsewhere.
    pub block: String,
    /// Position in the part, from 0.
    pub row: usize,
    /// Position in [0, 1] of each factor.
    pub at: Vec<f64>,
}

/// The position, from 0, of the value that a factor with `values` listed values takes at `at`.
pub fn listed(at: f64, values: usize) -> usize {
    ((at * values as f64) as usize).min(values.saturating_sub(1))
}

impl Design {
    /// The word of the design in files.
    pub fn name(&self) -> &'static str {
        match self {
            Design::Grid => "grid",
            Design::OneAtATime => "one_at_a_time",
            Design::LatinHypercube { .. } => "latin_hypercube",
            Design::Sobol { .. } => "sobol",
            Design::Saltelli { .. } => "saltelli",
            Design::Morris { .. } => "morris",
            Design::List => "list",
        }
    }

    /// What is wrong with the design: every fault, none if it can be used.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut least = |what: &str, value: usize, least: usize| {
            if value < least {
                faults.push(format!("{what} = {value}: give {least} or more"));
            }
        };
        match *self {
            Design::Grid | Design::OneAtATime | Design::List => {}
            Design::LatinHypercube { samples } => least("samples", samples, 2),
            Design::Sobol { samples } => {
                least("samples", samples, 2);
                if samples > MOST_SOBOL {
                    faults.push(format!("samples = {samples}: give {MOST_SOBOL} or fewer"));
                }
            }
            Design::Saltelli { samples, .. } => {
                least("samples", samples, 2);
                if samples > MOST_SOBOL {
                    faults.push(format!("samples = {samples}: give {MOST_SOBOL} or fewer"));
                } else if samples >= 2 && !samples.is_power_of_two() {
                    let near = samples.next_power_of_two();
                    faults.push(format!(
                        "samples = {samples}: give a power of two, such as {near}"
                    ));
                }
            }
            Design::Morris {
                trajectories,
                levels,
            } => {
                least("trajectories", trajectories, 2);
                if levels < 2 || levels % 2 == 1 {
                    faults.push(format!("levels = {levels}: give an even number, such as 4"));
                }
            }
        }
        faults
    }
}

/// The points of a design, in its order. `levels` holds for each factor how many values are listed,
/// or none if it is continuous. [`Design::List`] has no points of its own.
///
/// ```
/// use corredor::study::design::{Design, coordinates};
/// let points = coordinates(&Design::OneAtATime, &[None, Some(3)], 1);
/// assert_eq!(points.len(), 5);
/// assert_eq!(points[1].at, [0.0, 0.5]);
/// ```
pub fn coordinates(design: &Design, levels: &[Option<usize>], seed: u64) -> Vec<Coordinate> {
    let factors = levels.len();
    match *design {
        Design::Grid => plain(grid(levels)),
        Design::OneAtATime => plain(one_at_a_time(factors)),
        Design::LatinHypercube { samples } => plain(latin_hypercube(samples, factors, seed)),
        Design::Sobol { samples } => plain(sobol(samples, factors, seed)),
        Design::Saltelli {
            samples,
            second_order,
        } => saltelli(samples, factors, second_order, seed),
        Design::Morris {
            trajectories,
            levels,
        } => morris::walks(trajectories, factors, levels, seed),
        Design::List => Vec::new(),
    }
}

fn plain(points: Vec<Vec<f64>>) -> Vec<Coordinate> {
    block("", points)
}

fn block(name: &str, points: Vec<Vec<f64>>) -> Vec<Coordinate> {
    let points = points.into_iter().enumerate();
    points
        .map(|(row, at)| Coordinate {
            block: name.to_owned(),
            row,
            at,
        })
        .collect()
}

/// Every combination, the last factor changing fastest.
fn grid(levels: &[Option<usize>]) -> Vec<Vec<f64>> {
    let mut points = vec![Vec::new()];
    for level in levels {
        let values: Vec<f64> = match *level {
            None => vec![0.0, 1.0],
            Some(values) => (0..values)
                .map(|value| (value as f64 + 0.5) / values as f64)
                .collect(),
        };
        points = points
            .iter()
            .flat_map(|point: &Vec<f64>| {
                values.iter().map(|&value| {
                    let mut longer = point.clone();
                    longer.push(value);
                    longer
                })
            })
            .collect();
    }
    points
}

fn one_at_a_time(factors: usize) -> Vec<Vec<f64>> {
    let centre = vec![0.5; factors];
    let mut points = vec![centre.clone()];
    for factor in 0..factors {
        for end in [0.0, 1.0] {
            let mut point = centre.clone();
            point[factor] = end;
            points.push(point);
        }
    }
    points
}

/// The samples A and B, then A with each column of B, and, to tell pairs apart, B with each column
/// of A (Saltelli et al. 2010, `doi:10.1016/j.cpc.2009.09.018`).
fn saltelli(samples: usize, factors: usize, second_order: bool, seed: u64) -> Vec<Coordinate> {
    let both = sobol(samples, 2 * factors, seed);
    let half = |range: std::ops::Range<usize>| -> Vec<Vec<f64>> {
        both.iter()
            .map(|point| point[range.clone()].to_vec())
            .collect()
    };
    let (a, b) = (half(0..factors), half(factors..2 * factors));
    let crossed = |into: &[Vec<f64>], from: &[Vec<f64>], factor: usize| -> Vec<Vec<f64>> {
        let rows = into.iter().zip(from);
        rows.map(|(into, from)| {
            let mut point = into.clone();
            point[factor] = from[factor];
            point
        })
        .collect()
    };
    let mut points = block("A", a.clone());
    points.extend(block("B", b.clone()));
    for factor in 0..factors {
        points.extend(block(&format!("AB{}", factor + 1), crossed(&a, &b, factor)));
    }
    for factor in 0..if second_order { factors } else { 0 } {
        points.extend(block(&format!("BA{}", factor + 1), crossed(&b, &a, factor)));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_holds_every_combination_once() {
        let points = coordinates(&Design::Grid, &[Some(3), None, Some(1)], 1);
        let seen: Vec<(usize, f64, usize)> = points
            .iter()
            .map(|it| (listed(it.at[0], 3), it.at[1], listed(it.at[2], 1)))
            .collect();
        let expected = [
            (0, 0.0, 0),
            (0, 1.0, 0),
            (1, 0.0, 0),
            (1, 1.0, 0),
            (2, 0.0, 0),
            (2, 1.0, 0),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn ends_name_the_first_and_last_of_listed_values() {
        assert_eq!(
            [0.0, 0.34, 0.5, 0.99, 1.0].map(|at| listed(at, 3)),
            [0, 1, 1, 2, 2]
        );
    }

    #[test]
    fn crossed_samples_differ_in_one_column() {
        let design = Design::Saltelli {
            samples: 8,
            second_order: true,
        };
        let points = coordinates(&design, &[None; 3], 5);
        assert_eq!(points.len(), 8 * (2 + 3 + 3));
        let part = |name: &str| -> Vec<&Coordinate> {
            points.iter().filter(|it| it.block == name).collect()
        };
        let (a, b, crossed, back) = (part("A"), part("B"), part("AB2"), part("BA2"));
        for row in 0..8 {
            for factor in 0..3 {
                let (of_a, of_b) = (a[row].at[factor], b[row].at[factor]);
                assert!((of_a - of_b).abs() > 1e-9);
                let (expected, other) = if factor == 1 {
                    (of_b, of_a)
                } else {
                    (of_a, of_b)
                };
                assert!((crossed[row].at[factor] - expected).abs() < 1e-15);
                assert!((back[row].at[factor] - other).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_points_and_another_seed_others() {
        let morris = Design::Morris {
            trajectories: 3,
            levels: 4,
        };
        for design in [
            Design::LatinHypercube { samples: 9 },
            Design::Sobol { samples: 9 },
            morris,
        ] {
            let points = |seed| coordinates(&design, &[None; 4], seed);
            assert_eq!(points(7), points(7));
            assert_ne!(points(7), points(8));
            assert_ne!(points(7), points(7 + (1 << 40)), "all of the seed is used");
        }
    }

    #[test]
    fn what_cannot_be_used_is_named_all_at_once() {
        assert!(Design::Sobol { samples: 100 }.faults().is_empty());
        let odd = Design::Morris {
            trajectories: 1,
            levels: 3,
        };
        assert_eq!(odd.faults().len(), 2);
        let odd = Design::Saltelli {
            samples: 100,
            second_order: false,
        };
        assert!(odd.faults()[0].contains("128"), "{:?}", odd.faults());
    }
}
