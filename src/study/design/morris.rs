//! Walks through the levels of factors (Morris 1991, `doi:10.1080/00401706.1991.10484804`).

use super::Coordinate;
use crate::rng::named::WALKS;
use crate::rng::{Draws, KeyedRng};
use rand::Rng as _;

/// `walks` walks of one step for each factor, in random order, up or down by
/// `levels / (2 (levels - 1))` from a random corner of the grid of `levels` equally spaced values.
pub(super) fn walks(walks: usize, factors: usize, levels: usize, seed: u64) -> Vec<Coordinate> {
    let draws = Draws::new(seed, 0);
    let half = levels / 2;
    let position = |level: usize| level as f64 / (levels - 1) as f64;
    let mut points = Vec::with_capacity(walks * (factors + 1));
    for walk in 0..walks {
        let mut order: Vec<(u64, usize)> = Vec::with_capacity(factors);
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for factor in 0..factors {
            let entity = (walk as u64) << 32 | factor as u64;
            let mut words = WALKS.words_once(&draws, entity);
            order.push((words.next_u64(), factor));
            let low = below(&mut words, half);
            let ends = [position(low), position(low + half)];
            let up = below(&mut words, 2) == 0;
            from.push(ends[usize::from(!up)]);
            to.push(ends[usize::from(up)]);
        }
        order.sort_unstable();
        let mut at = from;
        let block = (walk + 1).to_string();
        let step = |row: usize, at: &[f64]| Coordinate {
            block: block.clone(),
            row,
            at: at.to_vec(),
        };
        points.push(step(0, &at));
        for (row, &(_, factor)) in order.iter().enumerate() {
            at[factor] = to[factor];
            points.push(step(row + 1, &at));
        }
    }
    points
}

fn below(words: &mut KeyedRng, bound: usize) -> usize {
    ((words.unit() * bound as f64) as usize).min(bound.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_changes_each_factor_once_by_the_same_step() {
        let (walks_made, factors, levels) = (20, 5, 6);
        let points = walks(walks_made, factors, levels, 9);
        assert_eq!(points.len(), walks_made * (factors + 1));
        let (mut ups, mut first) = (0, [0; 5]);
        for walk in points.chunks(factors + 1) {
            let mut changed = Vec::new();
            for pair in walk.windows(2) {
                let moved: Vec<usize> = (0..factors)
                    .filter(|&factor| (pair[0].at[factor] - pair[1].at[factor]).abs() > 1e-12)
                    .collect();
                assert_eq!(moved.len(), 1);
                let step = pair[1].at[moved[0]] - pair[0].at[moved[0]];
                assert!((step.abs() - 0.6).abs() < 1e-12);
                ups += usize::from(step > 0.0);
                changed.push(moved[0]);
            }
            first[changed[0]] += 1;
            changed.sort_unstable();
            assert_eq!(changed, [0, 1, 2, 3, 4]);
            for point in walk {
                for at in &point.at {
                    let level = at * 5.0;
                    assert!((level - level.round()).abs() < 1e-12 && (0.0..=1.0).contains(at));
                }
            }
        }
        assert!((30..=70).contains(&ups), "{ups} of 100 steps go up");
        assert!(
            first.iter().all(|&walks| walks > 0),
            "any factor goes first: {first:?}"
        );
    }
}
