//! Student's t: how surprising a mean difference would be if luck alone had made it.

/// Steps of the continued fraction after which it has settled for any argument met here.
const STEPS: usize = 200;
/// Change of the continued fraction under which it counts as settled.
const SETTLED: f64 = 1e-14;

/// Chance that a mean of normal differences lies at least `t` standard errors from zero on either side
/// when their true mean is zero, with `degrees` of freedom (one less than the differences).
pub fn two_sided(t: f64, degrees: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    incomplete_beta(degrees / 2.0, 0.5, degrees / (degrees + t * t))
}

/// The regularised incomplete beta function, by its continued fraction on the side where that settles
/// fast (DLMF 8.17.22).
pub(super) fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let log_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    let front = libm::exp(a * libm::log(x) + b * libm::log1p(-x) - log_beta) / a;
    front / fraction(a, b, x)
}

/// The continued fraction 1 + d1/(1 + d2/(1 + ...)), by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let (mut value, mut above, mut below) = (1.0, 1.0, 0.0);
    for step in 1..=STEPS {
        let half = (step / 2) as f64;
        let term = if step % 2 == 0 {
            half * (b - half) * x / ((a + 2.0 * half - 1.0) * (a + 2.0 * half))
        } else {
            -(a + half) * (a + b + half) * x / ((a + 2.0 * half) * (a + 2.0 * half + 1.0))
        };
        below = 1.0 / (1.0 + term * below);
        above = 1.0 + term / above;
        let change = above * below;
        value *= change;
        if (change - 1.0).abs() < SETTLED {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_printed_tables() {
        for (t, degrees, p) in [
            (12.706_2, 1.0, 0.05),
            (4.302_65, 2.0, 0.05),
            (2.364_62, 7.0, 0.05),
            (3.499_48, 7.0, 0.01),
            (3.105_81, 11.0, 0.01),
            (1.959_96, 1e7, 0.05),
        ] {
            let found = two_sided(t, degrees);
            assert!((found - p).abs() < 1e-5, "t {t}, {degrees}: {found}");
        }
    }

    #[test]
    fn ends_are_certain() {
        assert!((two_sided(0.0, 5.0) - 1.0).abs() < 1e-12);
        assert!(two_sided(f64::INFINITY, 5.0).abs() < f64::EPSILON);
        assert!((two_sided(-3.0, 5.0) - two_sided(3.0, 5.0)).abs() < 1e-15);
    }
}
