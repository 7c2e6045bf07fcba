//! Route choice: one draw over the weights of the choice tables.
//!
//! Restricted and closed links keep the weight they would have if open. Whoever draws one is kept
//! from it and draws again among the rest, which gives the logit over what is open (independence
//! of irrelevant alternatives) and, besides, shows who was kept from what.

/// Position in `cumulative` weights at which `u` of their sum falls, leaving out those that `barred`
/// says; the weights of the first alternatives count `scaled` times. None if nothing is left.
#[inline]
pub fn pick<const N: usize>(
    cumulative: &[f32],
    u: f64,
    barred: u64,
    scaled: [f32; N],
) -> Option<usize> {
    let total = *cumulative.last()?;
    let last = cumulative.len() - 1;
    if barred == 0 && cumulative.len() > N {
        let (mut own, mut before) = ([0.0; N], 0.0);
        for ((own, &sum), scale) in own.iter_mut().zip(cumulative).zip(scaled) {
            *own = (sum - before) * scale;
            before = sum;
        }
        let first: f32 = own.iter().sum();
        let mut mark = u as f32 * (first + total - before);
        if mark < first {
            let found = own.iter().position(|&weight| {
                mark -= weight;
                mark < 0.0
            });
            return Some(found.unwrap_or(N - 1));
        }
        mark += before - first;
        // Sums never fall, so that those not above the mark can be counted without a branch each.
        let found = cumulative.iter().filter(|&&sum| sum <= mark).count();
        return (found <= last || total > before || first > 0.0).then_some(found.min(last));
    }
    let weight = |position: usize| {
        let before = if position == 0 {
            0.0
        } else {
            cumulative[position - 1]
        };
        (cumulative[position] - before) * scaled.get(position).copied().unwrap_or(1.0)
    };
    let allowed =
        |position: &usize| barred >> position.min(&63) & 1 == 0 && weight(*position) > 0.0;
    let total: f32 = (0..cumulative.len()).filter(allowed).map(weight).sum();
    let mut left = u as f32 * total;
    let mut found = None;
    for position in (0..cumulative.len()).filter(allowed) {
        found = Some(position);
        left -= weight(position);
        if left < 0.0 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Draws, Purpose, unit};

    #[test]
    fn shares_follow_the_weights_and_barred_options_are_never_drawn() {
        // Weights 2 (counted half), 3, 0, 4, 2.
        let cumulative = [2.0, 5.0, 5.0, 9.0, 11.0];
        let draws = Draws::new(5, 0);
        for (barred, expected) in [
            (0, [1.0 / 10.0, 0.3, 0.0, 0.4, 0.2]),
            (1 << 3, [1.0 / 6.0, 0.5, 0.0, 0.0, 1.0 / 3.0]),
        ] {
            let mut counts = [0u32; 5];
            let n = 60_000u64;
            for entity in 0..n {
                let words = draws.block(entity, 0, Purpose::Choice, 0);
                if let Some(option) = pick(&cumulative, unit(words[0]), barred, [0.5]) {
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
        assert_eq!(pick(&[0.0, 0.0], 0.5, 0, [1.0]), None);
        assert_eq!(pick(&[1.0], 0.5, 1, [1.0]), None);
        assert_eq!(pick(&[], 0.5, 0, [1.0]), None);
    }

    #[test]
    fn small_weights_beside_large_ones_are_kept_when_the_large_are_barred() {
        let cumulative = [1e-9, 3e-9, 1.0];
        assert_eq!(pick(&cumulative, 0.2, 1 << 2, [1.0]), Some(0));
        assert_eq!(pick(&cumulative, 0.9, 1 << 2, [1.0]), Some(1));
    }
}
