//! Elementary effects (Morris 1991; mean of their sizes: Campolongo, Cariboni and Saltelli 2007).
//!
//! An effect is the change of the outcome over the part of the factor's range that the step went. `mu` is their mean,
//! `mu*` the mean of their sizes, `sigma` their standard deviation: large where a factor acts
//! differently from place to place, by itself or with others.

use super::estimate::{Estimate, moments, resamples};

/// What the effects of a factor come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screened {
    /// Mean effect.
    pub mu: f64,
    /// Mean size of the effects, with a bootstrap interval over walks.
    pub mu_star: Estimate,
    /// Standard deviation of the effects; none with fewer than two.
    pub sigma: Option<f64>,
    /// Walks with an effect.
    pub walks: usize,
}

/// The effect of each factor in a walk: `at` are its points in order, of which each differs from the
/// one before in one factor, `outcome` the outcome there, `part` the part of the range of a factor that
/// a change of it is. None where a step changes nothing, several factors, or has no outcome.
pub fn elementary_effects(
    at: &[&[f64]],
    outcome: &[Option<f64>],
    part: impl Fn(usize, f64) -> f64,
) -> Vec<Option<f64>> {
    let factors = at.first().map_or(0, |point| point.len());
    let mut effects = vec![None; factors];
    for (points, values) in at.windows(2).zip(outcome.windows(2)) {
        let mut moved = (0..factors)
            .map(|factor| (factor, points[1][factor] - points[0][factor]))
            .filter(|(_, change)| change.abs() > 0.0);
        if let (Some((factor, change)), None, [Some(before), Some(after)]) =
            (moved.next(), moved.next(), values)
        {
            effects[factor] =
                Some((after - before) / (part(factor, change.abs()) * change.signum()));
        }
    }
    effects
}

/// What the effects of one factor in several walks come to; none without any.
pub fn screen(effects: &[f64], seed: u64) -> Option<Screened> {
    if effects.is_empty() {
        return None;
    }
    let size_of =
        |at: &[usize]| at.iter().map(|&at| effects[at].abs()).sum::<f64>() / effects.len() as f64;
    let all: Vec<usize> = (0..effects.len()).collect();
    let resampled = resamples(effects.len(), seed).map(|at| size_of(&at));
    let (mu, variance) = moments(effects.iter().copied(), 1);
    Some(Screened {
        mu,
        mu_star: Estimate::of(size_of(&all), resampled.collect()),
        sigma: (effects.len() > 1).then(|| variance.sqrt()),
        walks: effects.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::{Design, coordinates};
    use crate::study::sensitivity::functions::{g_function, ishigami};

    fn of(function: impl Fn(&[f64]) -> f64, factors: usize, walks: usize) -> Vec<Screened> {
        let design = Design::Morris {
            trajectories: walks,
            levels: 4,
        };
        let points = coordinates(&design, &vec![None; factors], 6);
        let mut effects = vec![Vec::new(); factors];
        for walk in points.chunks(factors + 1) {
            let at: Vec<&[f64]> = walk.iter().map(|it| it.at.as_slice()).collect();
            let outcome: Vec<Option<f64>> = at.iter().map(|at| Some(function(at))).collect();
            let found = elementary_effects(&at, &outcome, |_, _| 2.0 / 3.0);
            for (list, effect) in effects.iter_mut().zip(found) {
                list.extend(effect);
            }
        }
        effects
            .iter()
            .map(|effects| screen(effects, 2).unwrap())
            .collect()
    }

    #[test]
    fn a_linear_function_has_its_slopes_and_no_sigma() {
        let found = of(|x| 2.0 * x[0] - 5.0 * x[1] + 1.0, 3, 10);
        for (found, slope) in found.iter().zip([2.0_f64, -5.0, 0.0]) {
            assert!((found.mu - slope).abs() < 1e-12);
            assert!((found.mu_star.value - slope.abs()).abs() < 1e-12);
            assert!(found.sigma.unwrap() < 1e-12);
            assert_eq!(found.walks, 10);
        }
    }

    /// On four levels the effects of the Ishigami function can be counted out: at levels -pi, -pi/3,
    /// pi/3 and pi, `sin` is 0, -r, r and 0 with r = sqrt(3)/2, and a step is 2/3.
    #[test]
    fn the_ishigami_function_has_the_effects_of_four_levels() {
        let found = of(ishigami, 3, 4000);
        let r = 0.75_f64.sqrt();
        let pi4 = std::f64::consts::PI.powi(4);
        // Steps of x1 go from 0 to r or from -r to 0; x3 is an end or a third in equal parts.
        let one = 1.5 * r * (1.0 + 0.1 * (pi4 + pi4 / 81.0) / 2.0);
        // Steps of x2 change 7 sin^2 by 7 r^2 up or down.
        let two = 1.5 * 7.0 * 0.75;
        // Steps of x3 change 0.1 x^4 by 80/81 pi^4 of it, half of the time without any sine.
        let three = 1.5 * 0.1 * pi4 * (80.0 / 81.0) * r / 2.0;
        for (found, expected) in found.iter().zip([one, two, three]) {
            assert!(
                (found.mu_star.value / expected - 1.0).abs() < 0.05,
                "{found:?}, expected {expected}"
            );
        }
        assert!(found[1].mu.abs() < 0.4 && found[2].mu.abs() < 0.4);
        assert!(found[2].sigma.unwrap() > found[2].mu_star.value);
    }

    #[test]
    fn the_g_function_puts_factors_in_the_order_of_their_weight() {
        let a = [9.0, 0.0, 99.0, 1.0];
        let found = of(|x| g_function(x, &a), 4, 50);
        let size = |factor: usize| found[factor].mu_star.value;
        assert!(size(1) > size(3) && size(3) > size(0) && size(0) > size(2));
    }

    #[test]
    fn a_step_without_an_outcome_or_a_change_has_no_effect() {
        let at: [&[f64]; 3] = [&[0.0, 0.0], &[1.0, 0.0], &[1.0, 0.0]];
        let effects = elementary_effects(&at, &[Some(1.0), Some(3.0), Some(9.0)], |_, _| 0.5);
        assert_eq!(effects, [Some(4.0), None]);
        assert_eq!(
            elementary_effects(&at, &[Some(1.0), None, Some(9.0)], |_, _| 0.5),
            [None, None]
        );
    }
}
