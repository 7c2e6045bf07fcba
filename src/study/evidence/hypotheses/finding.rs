//! What runs say: a number by replication, and how it reads.

use super::super::shown;
use crate::study::indicators::Outcome;
use crate::study::summary::Summary;

/// What the runs say of a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval lies on the side that the hypothesis names.
    Supported,
    /// It lies on the other side.
    Contradicted,
    /// It holds zero, or replications are too few.
    Unresolved,
}

impl Verdict {
    /// The word on the page.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Contradicted => "contradicted",
            Verdict::Unresolved => "unresolved",
        }
    }

    /// The verdict of a hypothesis all of whose parts must hold: one that fails contradicts it.
    pub fn of_all(parts: impl IntoIterator<Item = Verdict>) -> Verdict {
        let parts: Vec<Verdict> = parts.into_iter().collect();
        if parts.contains(&Verdict::Contradicted) {
            Verdict::Contradicted
        } else if parts.is_empty() || parts.contains(&Verdict::Unresolved) {
            Verdict::Unresolved
        } else {
            Verdict::Supported
        }
    }
}

/// Values by replication; none where a denominator is zero.
pub type Values = Vec<Option<f64>>;

/// One measure of a hypothesis: by replication, a number that is over zero if the hypothesis holds.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is measured.
    pub what: String,
    /// Whether the verdict rests on it; other findings stand beside it.
    pub decides: bool,
    values: Vec<f64>,
}

/// Replications under which nothing is resolved.
const FEWEST: usize = 10;

impl Finding {
    /// A finding that the verdict rests on.
    pub fn deciding(what: impl Into<String>, values: &[Option<f64>]) -> Self {
        Self {
            what: what.into(),
            decides: true,
            values: values.iter().copied().flatten().collect(),
        }
    }

    /// A finding that stands beside it.
    pub fn beside(what: impl Into<String>, values: &[Option<f64>]) -> Self {
        Self {
            decides: false,
            ..Self::deciding(what, values)
        }
    }

    /// How it reads.
    pub fn verdict(&self) -> Verdict {
        let Some(summary) = Summary::of(self.values.iter().copied()) else {
            return Verdict::Unresolved;
        };
        if summary.runs < FEWEST || summary.holds_zero() {
            Verdict::Unresolved
        } else if summary.interval().0 > 0.0 {
            Verdict::Supported
        } else {
            Verdict::Contradicted
        }
    }

    /// Mean and interval.
    pub fn shown(&self) -> String {
        Summary::of(self.values.iter().copied()).map_or("no value".to_owned(), |it| {
            let (low, high) = it.interval();
            format!("{} [{}, {}]", shown(it.mean), shown(low), shown(high))
        })
    }

    /// In how many replications the number is over zero.
    pub fn over_zero(&self) -> String {
        let over = self.values.iter().filter(|&&it| it > 0.0).count();
        format!("{over} of {}", self.values.len())
    }
}

/// Values of an indicator of a group, `(dimension, name)`, by replication.
pub fn of_group(outcome: &Outcome, code: &str, by: &str, group: (&str, &str)) -> Values {
    outcome
        .series
        .iter()
        .find(|it| {
            it.key.code == code
                && it.key.denominator.name() == by
                && it.key.group_dim == group.0
                && it.key.group == group.1
                && it.key.state == "all"
        })
        .map(|it| it.values.clone())
        .unwrap_or_default()
}

/// Values of an indicator for everyone, everywhere.
pub fn of_all(outcome: &Outcome, code: &str, by: &str) -> Values {
    of_group(outcome, code, by, ("all", "all"))
}

/// Each value of one less that of the other.
pub fn minus(a: &[Option<f64>], b: &[Option<f64>]) -> Values {
    both(a, b, |a, b| Some(a - b))
}

/// Their sums.
pub fn plus(a: &[Option<f64>], b: &[Option<f64>]) -> Values {
    both(a, b, |a, b| Some(a + b))
}

/// Logarithms of their ratios; none where either is zero.
pub fn log_ratio(a: &[Option<f64>], b: &[Option<f64>]) -> Values {
    both(a, b, |a, b| (a > 0.0 && b > 0.0).then(|| libm::log(a / b)))
}

fn both(a: &[Option<f64>], b: &[Option<f64>], combine: impl Fn(f64, f64) -> Option<f64>) -> Values {
    a.iter()
        .zip(b)
        .map(|(a, b)| a.zip(*b).and_then(|(a, b)| combine(a, b)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(values: &[f64]) -> Values {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn a_verdict_needs_replications_and_an_interval_on_one_side() {
        let of = |values: &[f64]| Finding::deciding("it", &some(values)).verdict();
        assert_eq!(of(&[1.0; 12]), Verdict::Supported);
        assert_eq!(of(&[-1.0; 12]), Verdict::Contradicted);
        assert_eq!(of(&[1.0, -1.0].repeat(6)), Verdict::Unresolved);
        assert_eq!(of(&[1.0; 3]), Verdict::Unresolved);
        assert_eq!(of(&[]), Verdict::Unresolved);
    }

    #[test]
    fn every_part_must_hold_and_one_that_fails_contradicts() {
        use Verdict::{Contradicted, Supported, Unresolved};
        assert_eq!(Verdict::of_all([Supported, Supported]), Supported);
        assert_eq!(Verdict::of_all([Supported, Unresolved]), Unresolved);
        assert_eq!(Verdict::of_all([Unresolved, Contradicted]), Contradicted);
        assert_eq!(Verdict::of_all([]), Unresolved);
    }

    #[test]
    fn a_ratio_with_nothing_on_one_side_is_no_value() {
        let ratio = log_ratio(&some(&[2.0, 0.0, 1.0]), &some(&[1.0, 1.0, 0.0]));
        assert!((ratio[0].unwrap() - std::f64::consts::LN_2).abs() < 1e-12);
        assert_eq!(ratio[1..], [None, None]);
        assert_eq!(minus(&some(&[1.0]), &[None]), [None]);
    }
}
