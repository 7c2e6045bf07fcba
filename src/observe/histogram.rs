//! Histograms of days, for medians and other quantiles.

/// Counts of people by equal bins of days; the last bin holds everything longer.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    width: f64,
    bins: Vec<u64>,
    days: f64,
}

impl Histogram {
    /// An empty histogram with `bins` bins of `width` days, and one more for what is longer.
    pub fn new(width: f64, bins: usize) -> Self {
        Self {
            width,
            bins: vec![0; bins + 1],
            days: 0.0,
        }
    }

    /// Counts `people` at `days`.
    #[inline]
    pub fn add(&mut self, days: f64, people: usize) {
        let bin = ((days / self.width) as usize).min(self.bins.len() - 1);
        self.bins[bin] += people as u64;
        self.days += days * people as f64;
    }

    /// Adds what another histogram with the same bins holds.
    pub fn merge(&mut self, other: &Histogram) {
        for (bin, more) in self.bins.iter_mut().zip(&other.bins) {
            *bin += more;
        }
        self.days += other.days;
    }

    /// People counted.
    pub fn count(&self) -> u64 {
        self.bins.iter().sum()
    }

    /// Mean days; none if nobody was counted.
    pub fn mean(&self) -> Option<f64> {
        let count = self.count();
        (count > 0).then(|| self.days / count as f64)
    }

    /// Days at quantile `q`, people spread evenly within a bin; none if nobody was counted. What
    /// falls in the last bin is given as its lower edge.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let count = self.count();
        if count == 0 {
            return None;
        }
        let target = q * count as f64;
        let mut below = 0.0;
        for (bin, &people) in self.bins.iter().enumerate() {
            let people = people as f64;
            if people > 0.0 && below + people >= target {
                let within = if bin + 1 == self.bins.len() {
                    0.0
                } else {
                    (target - below) / people
                };
                return Some((bin as f64 + within) * self.width);
            }
            below += people;
        }
        Some((self.bins.len() - 1) as f64 * self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_lies_within_the_bin_that_holds_it() {
        let mut histogram = Histogram::new(0.5, 80);
        assert_eq!(histogram.quantile(0.5), None);
        histogram.add(2.1, 3);
        histogram.add(6.2, 1);
        let median = histogram.quantile(0.5).unwrap();
        assert!((2.0..2.5).contains(&median), "{median}");
        assert!((histogram.mean().unwrap() - 3.125).abs() < 1e-12);
        histogram.add(1000.0, 100);
        assert!((histogram.quantile(0.9).unwrap() - 40.0).abs() < 1e-12);
    }
}
