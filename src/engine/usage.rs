//! Use beside the usual: what a week saw relative to the weeks before.

use super::information::WEEK;

/// People counted in a week, and in a usual one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    week: f64,
    usual: f64,
}

impl Usage {
    /// People are counted.
    #[inline]
    pub fn note(&mut self, people: f64) {
        self.week += people;
    }

    /// Ends a week; its use relative to the usual one, which is 1 until something is usual. What came
    /// `usual_days` ago weighs `1 / e` of what came now.
    pub fn end_week(&mut self, usual_days: f64) -> f64 {
        let used = std::mem::take(&mut self.week);
        let kept = libm::exp(-(WEEK as f64) / usual_days);
        if self.usual <= 0.0 {
            self.usual = used;
            return 1.0;
        }
        let relative = used / self.usual;
        self.usual = kept * self.usual + (1.0 - kept) * used;
        relative
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_held_against_those_before() {
        let mut usage = Usage::default();
        assert!(
            (usage.end_week(90.0) - 1.0).abs() < 1e-12,
            "nothing is usual yet"
        );
        for _ in 0..3 {
            usage.note(100.0);
            usage.end_week(90.0);
        }
        usage.note(200.0);
        assert!((usage.end_week(90.0) - 2.0).abs() < 1e-9);
        assert!(usage.end_week(90.0) < 0.01);
    }
}
