//! Scenario discovery: boxes of factors in which something happens (PRIM, Friedman and Fisher 1999;
//! Bryant and Lempert 2010).
//!
//! A box is peeled: a slice of one twentieth of its points is cut from the end of a factor, whichever
//! raises the share of cases inside by most for each point lost (Kwakkel and Jaxa-Rozen 2016), until few
//! points are left. Of the boxes met on the way
//! the one with the largest harmonic mean of coverage and density is kept; slices that were cut in
//! vain are pasted back; limits that chance explains are lifted. Further boxes are sought among the
//! points outside.
//!
//! Limit: peeling is greedy. Cases in opposite corners of two factors hide from it, since a slice off
//! any end loses as many as one off another.

use crate::study::student::incomplete_beta;

/// Part of a box that a slice takes.
const SLICE: f64 = 0.05;
/// Least part of all points that a box holds.
const SMALLEST: f64 = 0.05;
/// Most boxes that are sought.
const MOST_BOXES: usize = 3;
/// Quasi-p-value from which a limit is lifted.
const BY_CHANCE: f64 = 0.05;
/// Least cases, and points that are none, for a search.
pub const FEWEST: usize = 10;

/// A limit of a box on one factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Position of the factor.
    pub factor: usize,
    /// Lowest value inside; none if the box is open below.
    pub low: Option<f64>,
    /// Highest value inside; none if the box is open above.
    pub high: Option<f64>,
    /// Chance that as many cases would lie inside if this limit did nothing (quasi-p-value of Bryant
    /// and Lempert).
    pub quasi_p: f64,
}

/// A box and how well it tells cases apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Limits, by factor.
    pub limits: Vec<Limit>,
    /// Share of all cases that lie inside.
    pub coverage: f64,
    /// Share of the points inside that are cases.
    pub density: f64,
    /// Share of all points that lie inside.
    pub mass: f64,
}

/// Lowest and highest value inside, by factor.
#[derive(Clone, Debug, PartialEq)]
struct Range(Vec<(f64, f64)>);

impl Range {
    fn open(factors: usize) -> Self {
        Self(vec![(f64::NEG_INFINITY, f64::INFINITY); factors])
    }

    fn holds(&self, point: &[f64]) -> bool {
        let each = self.0.iter().zip(point);
        each.into_iter()
            .all(|((low, high), at)| low <= at && at <= high)
    }
}

/// Points, and which of them are cases.
struct Search<'a> {
    points: &'a [Vec<f64>],
    cases: &'a [bool],
    /// Points that no box has taken yet.
    left: Vec<usize>,
}

impl Search<'_> {
    fn inside(&self, range: &Range) -> Vec<usize> {
        let left = self.left.iter().copied();
        left.filter(|&at| range.holds(&self.points[at])).collect()
    }

    fn density(&self, inside: &[usize]) -> f64 {
        self.count(inside) as f64 / inside.len().max(1) as f64
    }

    fn count(&self, inside: &[usize]) -> usize {
        inside.iter().filter(|&&at| self.cases[at]).count()
    }

    /// The slice whose loss makes the box denser by most for each point lost, or least thinner; none if
    /// no slice can be cut. Listed values are cut whole, and would win by their size otherwise.
    fn peel(&self, range: &Range, inside: &[usize], least: usize) -> Option<(Range, Vec<usize>)> {
        let before = self.density(inside);
        let mut best: Option<(f64, usize, Range, Vec<usize>)> = None;
        for factor in 0..range.0.len() {
            let mut values: Vec<f64> = inside.iter().map(|&at| self.points[at][factor]).collect();
            values.sort_by(f64::total_cmp);
            let slice = ((values.len() as f64 * SLICE) as usize).max(1);
            let (first, last) = (values[0], values[values.len() - 1]);
            let above = values.iter().skip(slice).find(|&&it| it > first);
            let below = values.iter().rev().skip(slice).find(|&&it| it < last);
            for (low, value) in [(true, above), (false, below)] {
                let Some(&value) = value else { continue };
                let mut smaller = range.clone();
                if low {
                    smaller.0[factor].0 = value;
                } else {
                    smaller.0[factor].1 = value;
                }
                let kept: Vec<usize> = inside
                    .iter()
                    .copied()
                    .filter(|&at| smaller.holds(&self.points[at]))
                    .collect();
                if kept.len() < least {
                    continue;
                }
                let gain = self.density(&kept) - before;
                let lost = (inside.len() - kept.len()) as f64;
                let score = if gain > 0.0 { gain / lost } else { gain };
                let better = best.as_ref().is_none_or(|(of_best, size, ..)| {
                    score > *of_best || (score >= *of_best && kept.len() > *size)
                });
                if better {
                    best = Some((score, kept.len(), smaller, kept));
                }
            }
        }
        best.map(|(_, _, range, kept)| (range, kept))
    }

    /// Harmonic mean of coverage and density.
    fn merit(&self, inside: &[usize], all_cases: usize) -> f64 {
        2.0 * self.count(inside) as f64 / (inside.len() + all_cases) as f64
    }

    /// The densest way from everything to a small box, and the best box on it.
    fn best_box(&self) -> Range {
        let all_cases = self.count(&self.left);
        let least = ((self.points.len() as f64 * SMALLEST) as usize).max(2);
        let mut range = Range::open(self.points[0].len());
        let mut inside = self.left.clone();
        let mut best = (self.merit(&inside, all_cases), range.clone());
        while let Some((smaller, kept)) = self.peel(&range, &inside, least) {
            (range, inside) = (smaller, kept);
            let merit = self.merit(&inside, all_cases);
            if merit > best.0 {
                best = (merit, range.clone());
            }
        }
        self.paste(best.1, best.0, all_cases)
    }

    /// Moves limits out by a slice while that makes the box better.
    fn paste(&self, mut range: Range, mut merit: f64, all_cases: usize) -> Range {
        loop {
            let inside = self.inside(&range);
            let slice = ((inside.len() as f64 * SLICE) as usize).max(1);
            let mut best: Option<(f64, Range)> = None;
            for factor in 0..range.0.len() {
                for low in [true, false] {
                    let Some(wider) = self.wider(&range, factor, low, slice) else {
                        continue;
                    };
                    let of_wider = self.merit(&self.inside(&wider), all_cases);
                    if of_wider > best.as_ref().map_or(merit, |it| it.0) {
                        best = Some((of_wider, wider));
                    }
                }
            }
            let Some((of_best, wider)) = best else {
                return range;
            };
            (merit, range) = (of_best, wider);
        }
    }

    /// The box with one limit moved out by the next `slice` points; none if it has no such limit.
    fn wider(&self, range: &Range, factor: usize, low: bool, slice: usize) -> Option<Range> {
        let (from, to) = range.0[factor];
        if (low && from.is_infinite()) || (!low && to.is_infinite()) {
            return None;
        }
        let mut without = range.clone();
        if low {
            without.0[factor].0 = f64::NEG_INFINITY;
        } else {
            without.0[factor].1 = f64::INFINITY;
        }
        let mut beyond: Vec<f64> = self
            .inside(&without)
            .into_iter()
            .map(|at| self.points[at][factor])
            .filter(|&at| if low { at < from } else { at > to })
            .collect();
        beyond.sort_by(f64::total_cmp);
        if low {
            beyond.reverse();
        }
        if beyond.len() > slice {
            let limit = beyond[slice - 1];
            if low {
                without.0[factor].0 = limit;
            } else {
                without.0[factor].1 = limit;
            }
        }
        Some(without)
    }

    fn quasi_p(&self, range: &Range, factor: usize) -> f64 {
        let inside = self.inside(range);
        let mut without = range.clone();
        without.0[factor] = (f64::NEG_INFINITY, f64::INFINITY);
        let density = self.density(&self.inside(&without));
        at_least(self.count(&inside), inside.len(), density)
    }

    /// The box without the limits that chance explains, the least telling first.
    fn lift(&self, mut range: Range) -> (Range, Vec<Limit>) {
        loop {
            let limits: Vec<Limit> = (0..range.0.len())
                .filter(|&factor| range.0[factor].0.is_finite() || range.0[factor].1.is_finite())
                .map(|factor| Limit {
                    factor,
                    low: Some(range.0[factor].0).filter(|it| it.is_finite()),
                    high: Some(range.0[factor].1).filter(|it| it.is_finite()),
                    quasi_p: self.quasi_p(&range, factor),
                })
                .collect();
            let least = limits.iter().max_by(|a, b| a.quasi_p.total_cmp(&b.quasi_p));
            match least {
                Some(limit) if limit.quasi_p >= BY_CHANCE => {
                    range.0[limit.factor] = (f64::NEG_INFINITY, f64::INFINITY);
                }
                _ => return (range, limits),
            }
        }
    }
}

/// Chance of `cases` or more among `points`, each a case with chance `share`.
fn at_least(cases: usize, points: usize, share: f64) -> f64 {
    if cases == 0 {
        return 1.0;
    }
    incomplete_beta(cases as f64, (points - cases + 1) as f64, share)
}

/// Boxes of `points` (by point, then factor) in which `cases` are dense, the best first, at most
/// three. Empty if there are fewer than ten cases or ten other points, or no limit tells.
pub fn boxes(points: &[Vec<f64>], cases: &[bool]) -> Vec<Found> {
    let mut search = Search {
        points,
        cases,
        left: (0..points.len()).collect(),
    };
    let all_cases = search.count(&search.left);
    let base = search.density(&search.left);
    let mut found = Vec::new();
    for _ in 0..MOST_BOXES {
        let cases_left = search.count(&search.left);
        if cases_left < FEWEST || search.left.len() - cases_left < FEWEST {
            break;
        }
        let (range, limits) = search.lift(search.best_box());
        let inside = search.inside(&range);
        let density = search.density(&inside);
        if limits.is_empty() || density <= base {
            break;
        }
        found.push(Found {
            limits,
            coverage: search.count(&inside) as f64 / all_cases as f64,
            density,
            mass: inside.len() as f64 / points.len() as f64,
        });
        search.left.retain(|&at| !range.holds(&points[at]));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::sobol;

    #[test]
    fn a_known_box_is_found_and_other_factors_stay_free() {
        let points = sobol(1024, 5, 8);
        let cases: Vec<bool> = points
            .iter()
            .map(|x| x[1] > 0.7 && (0.2..0.6).contains(&x[3]))
            .collect();
        let found = boxes(&points, &cases);
        assert_eq!(found.len(), 1, "{found:?}");
        let first = &found[0];
        assert!(first.coverage > 0.95 && first.density > 0.95, "{first:?}");
        assert!((first.mass - 0.12).abs() < 0.02);
        let factors: Vec<usize> = first.limits.iter().map(|it| it.factor).collect();
        assert_eq!(factors, [1, 3]);
        assert!((first.limits[0].low.unwrap() - 0.7).abs() < 0.02);
        assert_eq!(first.limits[0].high, None);
        assert!((first.limits[1].low.unwrap() - 0.2).abs() < 0.02);
        assert!((first.limits[1].high.unwrap() - 0.6).abs() < 0.02);
        assert!(first.limits.iter().all(|it| it.quasi_p < 1e-6));
    }

    #[test]
    fn two_regions_are_two_boxes() {
        let points = sobol(2048, 3, 5);
        let cases: Vec<bool> = points
            .iter()
            .map(|x| (x[0] > 0.6 && x[1] > 0.6) || (x[0] < 0.25 && x[2] > 0.6))
            .collect();
        let found = boxes(&points, &cases);
        assert_eq!(found.len(), 2, "{found:?}");
        let covered: f64 = found.iter().map(|it| it.coverage).sum();
        assert!(covered > 0.9 && found.iter().all(|it| it.density > 0.9));
    }

    #[test]
    fn cases_without_a_pattern_and_too_few_cases_have_no_box() {
        let points = sobol(512, 4, 3);
        let scattered: Vec<bool> = (0..512_u64)
            .map(|at| crate::rng::philox([at as u32, 0, 0, 0], [1, 2])[0].is_multiple_of(4))
            .collect();
        let found = boxes(&points, &scattered);
        assert!(found.iter().all(|it| it.density < 0.5), "{found:?}");
        let few: Vec<bool> = (0..512).map(|at| at < 9).collect();
        assert!(boxes(&points, &few).is_empty());
    }

    #[test]
    fn listed_values_are_cut_whole() {
        let points: Vec<Vec<f64>> = (0..300)
            .map(|at| vec![f64::from(at % 3), f64::from(at % 7)])
            .collect();
        let cases: Vec<bool> = points.iter().map(|it| it[0] > 1.5).collect();
        let found = boxes(&points, &cases);
        assert!((found[0].density - 1.0).abs() < 1e-12 && (found[0].coverage - 1.0).abs() < 1e-12);
        assert_eq!(found[0].limits.len(), 1);
        assert_eq!(found[0].limits[0].low, Some(2.0));
    }

    /// The example of Bryant and Lempert: the tail of a binomial law.
    #[test]
    fn quasi_p_is_the_tail_of_a_binomial_law() {
        // P(X >= 8), X ~ B(10, 0.5) = (45 + 10 + 1) / 1024.
        assert!((at_least(8, 10, 0.5) - 56.0 / 1024.0).abs() < 1e-12);
        assert!((at_least(10, 10, 0.5) - 1.0 / 1024.0).abs() < 1e-15);
        assert!((at_least(0, 10, 0.5) - 1.0).abs() < 1e-15);
    }
}
