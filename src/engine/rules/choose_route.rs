//! Route choice: one draw over the weights of the choice tables.
//!
//! Restricted and closed links keep the weight they would have if open. Whoever draws one is kept
//! from it and draws again among the rest, which gives the logit over what is open (independence
//! of irrelevant alternatives) and, besides, shows who was kept from what.

/// Position in `weights` at which `u` of their sum falls, leaving out those that `barred` says.
/// None if nothing is left.
pub fn pick(weights: &[f32], u: f64, barred: u64) -> Option<usize> {
    let allowed = |position: usize| barred & (1 << position.min(63)) == 0;
    let mut total = 0.0f64;
    for (position, &weight) in weights.iter().enumerate() {
        if allowed(position) {
            total += f64::from(weight);
        }
    }
    if total <= 0.0 {
        return None;
    }
    let mut left = u * total;
    let mut last = None;
    for (position, &weight) in weights.iter().enumerate() {
        if allowed(position) && weight > 0.0 {
            last = Some(position);
            left -= f64::from(weight);
            if left < 0.0 {
                break;
            }
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Draws, Purpose, unit};

    #[test]
    fn shares_follow_the_weights_and_barred_options_are_never_drawn() {
        let weights = [1.0, 3.0, 0.0, 4.0, 2.0];
        let barred = 1 << 3;
        let draws = Draws::new(5, 0);
        let mut counts = [0u32; 5];
        let n = 60_000;
        for entity in 0..n {
            let words = draws.block(entity, 0, Purpose::Choice, 0);
            if let Some(option) = pick(&weights, unit(words[0]), barred) {
                counts[option] += 1;
            }
        }
        assert_eq!((counts[2], counts[3]), (0, 0));
        let expected = [1.0 / 6.0, 0.5, 0.0, 0.0, 1.0 / 3.0];
        for (count, share) in counts.iter().zip(expected) {
            let share: f64 = share;
            let sd = (share * (1.0 - share) / n as f64).sqrt();
            assert!((f64::from(*count) / n as f64 - share).abs() <= 4.0 * sd);
        }
    }

    #[test]
    fn nothing_is_drawn_where_nothing_is_left() {
        assert_eq!(pick(&[0.0, 0.0], 0.5, 0), None);
        assert_eq!(pick(&[1.0], 0.5, 1), None);
    }
}
