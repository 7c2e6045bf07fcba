//! Travel time of a stage.
//!
//! A log-normal law around the typical time, cut at the shortest and longest time of the link;
//! its spread is set so that the cut holds the central 95 % on the longer side. Source: `links.csv`
//! (few durations are measured), season from `link_classes.csv`. A party moves at the pace of its
//! slowest member.

/// Quantile of the normal law at which the longest time of a link stands.
const LONGEST_AT: f64 = 1.959_963_985;

/// Standard normal quantile (Acklam's rational approximation; error below 1.2e-9).
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    let tail = |q: f64| {
        (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
            / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1.0)
    };
    if p < 0.02425 {
        tail(libm::sqrt(-2.0 * libm::log(p)))
    } else if p > 1.0 - 0.02425 {
        -tail(libm::sqrt(-2.0 * libm::log(1.0 - p)))
    } else {
        let q = p - 0.5;
        let r = q * q;
        (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q
            / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1.0)
    }
}

/// Ready-made quantiles of travel time relative to the typical one, for one link.
#[derive(Clone, Debug)]
pub struct TravelLaw {
    factors: [f32; TravelLaw::STEPS + 1],
}

impl TravelLaw {
    /// Steps of the quantile table; values between are interpolated.
    const STEPS: usize = 64;

    /// The law of a link with these shortest, typical and longest times in days.
    pub fn new(days: [f64; 3]) -> Self {
        let typical = days[1].max(f64::MIN_POSITIVE);
        let spread = libm::log((days[2] / typical).max(1.0)) / LONGEST_AT;
        let (low, high) = (days[0] / typical, (days[2] / typical).max(1.0));
        let mut factors = [1.0f32; Self::STEPS + 1];
        for (step, factor) in factors.iter_mut().enumerate() {
            let p = (step as f64 / Self::STEPS as f64).clamp(0.002, 0.998);
            *factor = libm::exp(spread * normal_quantile(p)).clamp(low, high) as f32;
        }
        Self { factors }
    }

    /// Time relative to the typical one at quantile `u`.
    #[inline]
    pub fn at(&self, u: f64) -> f32 {
        let place = u * Self::STEPS as f64;
        let step = (place as usize).min(Self::STEPS - 1);
        let part = (place - step as f64) as f32;
        self.factors[step] + (self.factors[step + 1] - self.factors[step]) * part
    }
}

/// Stages of a link: on foot, one for each day begun; else one.
pub fn stages(on_foot: bool, typical_days: f64) -> u8 {
    if on_foot {
        libm::ceil(typical_days).clamp(1.0, 60.0) as u8
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_typical_time_and_all_times_lie_within_the_range() {
        let law = TravelLaw::new([1.5, 3.0, 9.0]);
        assert!((law.at(0.5) - 1.0).abs() < 1e-6);
        for step in 0..=1000 {
            let days = 3.0 * f64::from(law.at(f64::from(step) / 1000.0));
            assert!((1.5 - 1e-6..=9.0 + 1e-6).contains(&days), "{days}");
        }
    }

    #[test]
    fn sampled_times_follow_the_log_normal_law() {
        // Kolmogorov-Smirnov distance against the uncut law, where the cuts do not bind.
        let law = TravelLaw::new([0.0, 1.0, 10.0]);
        let spread = 10.0f64.ln() / LONGEST_AT;
        let n = 10_000;
        let worst = (1..n)
            .map(|i| {
                let p = f64::from(i) / f64::from(n);
                let expected = (spread * normal_quantile(p)).exp();
                ((f64::from(law.at(p)) - expected) / expected).abs()
            })
            .skip(500)
            .take(9000)
            .fold(0.0, f64::max);
        assert!(
            worst < 0.02,
            "largest relative error of the middle 90 % was {worst}"
        );
    }

    #[test]
    fn the_normal_quantile_meets_known_values() {
        for (p, z) in [(0.5, 0.0), (0.975, 1.959_963_985), (0.001, -3.090_232_306)] {
            assert!((normal_quantile(p) - z).abs() < 1e-6);
        }
    }

    #[test]
    fn long_walks_are_split_into_days() {
        assert_eq!(stages(true, 2.5), 3);
        assert_eq!(stages(true, 0.3), 1);
        assert_eq!(stages(false, 9.0), 1);
    }
}
