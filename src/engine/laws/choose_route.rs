//! Route choice: one draw over the weights of the choice tables.
//!
//! Whether to go on is weighed by the best of the ways that are open to a party, against settling,
//! claiming, turning back and waiting; which way, by the weights of the decision rule.

/// The alternative on which `u` falls, leaving out those that `barred` says: the first `N` weights of
/// `table`, which count `scaled` times, are those of alternatives to moving; then comes that of moving by
/// the best way, and then running sums over ways, of which the best counts one. `plain` says that every
/// way is open, so that only the ways in `barred` are not. None if nothing is left.
#[inline]
pub fn pick<const N: usize>(
    table: &[f32],
    u: f64,
    barred: u64,
    plain: bool,
    scaled: [f32; N],
) -> Option<usize> {
    let (&best, sums) = table.get(N..)?.split_first()?;
    let is_open = |position: usize| barred >> position.min(63) & 1 == 0;
    let mut own = [0.0; N];
    let mut others = 0.0;
    for (position, own) in own.iter_mut().enumerate() {
        if is_open(position) {
            *own = table[position] * scaled[position];
            others += *own;
        }
    }
    let all_open = plain && barred >> N == 0;
    let (moving, sum) = if all_open {
        let sum = sums.last().copied().unwrap_or(0.0);
        (if sum > 0.0 { best } else { 0.0 }, sum)
    } else {
        let (mut highest, mut sum) = (0.0f32, 0.0);
        for (_, weight) in open_ways(sums, is_open, N) {
            highest = highest.max(weight);
            sum += weight;
        }
        (best * highest, sum)
    };
    let total = others + moving;
    if total.is_nan() || total <= 0.0 {
        return None;
    }
    let mut mark = u as f32 * total;
    if mark < others || moving <= 0.0 {
        let mut found = None;
        for (position, &weight) in own.iter().enumerate().filter(|it| *it.1 > 0.0) {
            found = Some(position);
            mark -= weight;
            if mark < 0.0 {
                break;
            }
        }
        return found;
    }
    mark = (mark - others) / moving * sum;
    if all_open {
        // Sums never fall, so that those not above the mark can be counted without a branch each.
        let found = sums.iter().filter(|&&sum| sum <= mark).count();
        return Some(N + found.min(sums.len() - 1));
    }
    let mut found = None;
    for (position, weight) in open_ways(sums, is_open, N) {
        found = Some(position);
        mark -= weight;
        if mark < 0.0 {
            break;
        }
    }
    found
}

/// The ways with some weight that are open, by position after the first `n` alternatives.
fn open_ways(
    sums: &[f32],
    is_open: impl Fn(usize) -> bool,
    n: usize,
) -> impl Iterator<Item = (usize, f32)> {
    let mut before = 0.0;
    sums.iter().enumerate().filter_map(move |(at, &sum)| {
        let weight = sum - before;
        before = sum;
        (weight > 0.0 && is_open(n + at)).then_some((n + at, weight))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Draws, Purpose, unit};

    /// One alternative to moving of weight 2 (counted half), moving at 4 by ways of weight 0.5, 0, 1, 0.25.
    const TABLE: [f32; 6] = [2.0, 4.0, 0.5, 0.5, 1.5, 1.75];

    #[test]
    fn moving_weighs_as_its_best_open_way_and_shut_ways_are_never_drawn() {
        let draws = Draws::new(5, 0);
        for (barred, plain, expected) in [
            (
                0,
                true,
                [0.2, 0.8 * 2.0 / 7.0, 0.0, 0.8 * 4.0 / 7.0, 0.8 / 7.0],
            ),
            (
                0,
                false,
                [0.2, 0.8 * 2.0 / 7.0, 0.0, 0.8 * 4.0 / 7.0, 0.8 / 7.0],
            ),
            (1, true, [0.0, 2.0 / 7.0, 0.0, 4.0 / 7.0, 1.0 / 7.0]),
            // Without the best, moving counts half as much.
            (1 << 3, true, [1.0 / 3.0, 4.0 / 9.0, 0.0, 0.0, 2.0 / 9.0]),
            (1 << 1 | 1 << 3 | 1 << 4, true, [1.0, 0.0, 0.0, 0.0, 0.0]),
        ] {
            let mut counts = [0u32; 5];
            let n = 60_000u64;
            for entity in 0..n {
                let words = draws.block(entity, 0, Purpose::Choice, 0);
                if let Some(option) = pick(&TABLE, unit(words[0]), barred, plain, [0.5]) {
                    counts[option] += 1;
                }
            }
            for (count, share) in counts.iter().zip(expected) {
                let share: f64 = share;
                let sd = (share * (1.0 - share) / n as f64).sqrt();
                assert!((f64::from(*count) / n as f64 - share).abs() <= 4.0 * sd);
            }
        }
    }

    #[test]
    fn nothing_is_drawn_where_nothing_is_left() {
        assert_eq!(pick(&[0.0, 0.0, 0.0], 0.5, 0, true, [1.0]), None);
        assert_eq!(pick(&[1.0, 0.0], 0.5, 1, true, [1.0]), None);
        assert_eq!(pick::<1>(&[], 0.5, 0, true, [1.0]), None);
    }

    #[test]
    fn small_weights_beside_large_ones_are_kept_when_the_large_are_barred() {
        let table = [1e-9, 2e-9, 1.0, 1.0];
        for plain in [true, false] {
            assert_eq!(pick(&table, 0.2, 1 << 2, plain, [1.0; 2]), Some(0));
            assert_eq!(pick(&table, 0.9, 1 << 2, plain, [1.0; 2]), Some(1));
        }
    }
}
