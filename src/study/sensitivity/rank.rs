//! Partial rank correlation (Iman and Conover 1979; Marino et al. 2008): how closely an outcome rises
//! or falls with a factor when the others are held, whatever the shape of the relation.
//!
//! Limit: it sees monotone relations only; an outcome that rises and falls again looks unrelated.

use super::estimate::Estimate;
use crate::study::student::two_sided;

/// Pivot under which factors count as the same.
const SAME: f64 = 1e-9;
/// Standard errors in an interval that holds 95 of 100.
const WIDTH: f64 = 1.959_963_984_540_054;

/// Partial rank correlation of an outcome with a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// The coefficient, -1 to 1, with Fisher's interval.
    pub coefficient: Estimate,
    /// Chance of one so far from zero if there were none.
    pub p: f64,
}

/// Partial rank correlation with each factor; `columns` are its values by point. None for a factor
/// that does not vary, and for all if the outcome does not vary, there are too few points, or one
/// factor is a function of others.
pub fn partial_rank_correlation(columns: &[Vec<f64>], outcome: &[f64]) -> Vec<Option<Correlation>> {
    let points = outcome.len();
    let mut ranked: Vec<Vec<f64>> = Vec::new();
    let mut place = Vec::new();
    for column in columns {
        let ranks = standardised(column);
        place.push(ranks.is_some().then_some(ranked.len()));
        ranked.extend(ranks);
    }
    let factors = ranked.len();
    let none = vec![None; columns.len()];
    let Some(ranks) = standardised(outcome) else {
        return none;
    };
    ranked.push(ranks);
    if points < factors + 5 {
        return none;
    }
    let matrix: Vec<Vec<f64>> = ranked
        .iter()
        .map(|one| ranked.iter().map(|other| product(one, other)).collect())
        .collect();
    let Some(inverse) = inverse(matrix) else {
        return none;
    };
    let of = |factor: usize| {
        let scale = (inverse[factor][factor] * inverse[factors][factors]).sqrt();
        let value = (-inverse[factor][factors] / scale).clamp(-1.0, 1.0);
        let degrees = (points - factors - 1) as f64;
        let z = libm::atanh(value);
        let width = WIDTH / (degrees - 1.0).sqrt();
        let t = value * (degrees / (1.0 - value * value)).sqrt();
        Correlation {
            coefficient: Estimate {
                value,
                low: libm::tanh(z - width),
                high: libm::tanh(z + width),
            },
            p: two_sided(t, degrees),
        }
    };
    place.into_iter().map(|place| place.map(of)).collect()
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Ranks from 1; equal values share the mean of theirs.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for group in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        let mean = start as f64 + f64::midpoint(group.len() as f64, 1.0);
        for &position in group {
            ranks[position] = mean;
        }
        start += group.len();
    }
    ranks
}

/// Ranks with mean 0 and length 1; none if all are the same.
fn standardised(values: &[f64]) -> Option<Vec<f64>> {
    let mut ranks = ranks(values);
    let mean = ranks.iter().sum::<f64>() / ranks.len() as f64;
    for rank in &mut ranks {
        *rank -= mean;
    }
    let length = product(&ranks, &ranks).sqrt();
    (length > 0.0).then(|| ranks.iter().map(|rank| rank / length).collect())
}

/// The inverse of a square matrix by elimination with the largest pivot; none if it has no inverse.
fn inverse(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    for (row, line) in matrix.iter_mut().enumerate() {
        line.extend((0..size).map(|column| f64::from(u8::from(column == row))));
    }
    for step in 0..size {
        let pivot = (step..size).max_by(|&a, &b| {
            let size = |row: usize| matrix[row][step].abs();
            size(a).total_cmp(&size(b))
        })?;
        matrix.swap(step, pivot);
        if matrix[step][step].abs() < SAME {
            return None;
        }
        let scale = matrix[step][step];
        matrix[step].iter_mut().for_each(|it| *it /= scale);
        let line = matrix[step].clone();
        for (row, other) in matrix.iter_mut().enumerate() {
            let share = other[step];
            if row != step && share.abs() > 0.0 {
                for (it, of_step) in other.iter_mut().zip(&line) {
                    *it -= share * of_step;
                }
            }
        }
    }
    Some(
        matrix
            .into_iter()
            .map(|mut line| line.split_off(size))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::sobol;

    fn columns(points: &[Vec<f64>]) -> Vec<Vec<f64>> {
        (0..points[0].len())
            .map(|factor| points.iter().map(|point| point[factor]).collect())
            .collect()
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn a_monotone_function_has_coefficients_of_its_signs_whatever_its_shape() {
        let points = sobol(256, 4, 2);
        let outcome: Vec<f64> = points
            .iter()
            .map(|x| libm::exp(6.0 * x[0]) * (1.1 - x[1]) + 1e-3 * x[2])
            .collect();
        let found = partial_rank_correlation(&columns(&points), &outcome);
        let value = |factor: usize| found[factor].unwrap().coefficient.value;
        assert!(value(0) > 0.95 && value(1) < -0.8, "{found:?}");
        assert!(found[3].unwrap().p > 0.01 && value(3).abs() < 0.2);
        assert!(found[1].unwrap().coefficient.is_not_zero());
    }

    /// With one held: `r_xy.z = (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2) (1 - r_yz^2))`.
    #[test]
    fn agrees_with_the_formula_for_one_factor_held() {
        let x = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
        let z = vec![2.0, 1.0, 4.0, 3.0, 7.0, 8.0, 5.0, 6.0];
        let y = vec![1.0, 3.0, 2.0, 5.0, 4.0, 8.0, 6.0, 7.0];
        let r =
            |a: &[f64], b: &[f64]| product(&standardised(a).unwrap(), &standardised(b).unwrap());
        let (xy, xz, yz) = (r(&x, &y), r(&x, &z), r(&y, &z));
        let expected = (xy - xz * yz) / ((1.0 - xz * xz) * (1.0 - yz * yz)).sqrt();
        let found = partial_rank_correlation(&[x, z], &y);
        assert!((found[0].unwrap().coefficient.value - expected).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_vary_has_none_and_copies_have_none() {
        let points = columns(&sobol(32, 2, 1));
        let outcome = points[0].clone();
        let constant = vec![1.0; 32];
        let found = partial_rank_correlation(&[points[1].clone(), constant.clone()], &outcome);
        assert!(found[0].is_some() && found[1].is_none());
        assert_eq!(partial_rank_correlation(&points, &constant), [None, None]);
        let twice = [points[1].clone(), points[1].clone()];
        assert_eq!(partial_rank_correlation(&twice, &outcome), [None, None]);
    }
}
