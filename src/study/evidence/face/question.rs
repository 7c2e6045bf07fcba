//! A question with a known answer: of which policies it is asked, what is asked, what is expected,
//! and how the answer reads.

use jiff::civil::Date;

use super::super::shown;
use crate::engine::{Mechanism, Rule, RunSpec, Without};
use crate::ids::QuantityId;
use crate::study::summary::Summary;
use crate::world::measure::Measure;
use crate::world::policy::Policy;

/// A question with a known answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// Name of its file.
    pub name: String,
    /// The question.
    pub title: String,
    /// What it is about: questions of one kind stand together.
    pub about: String,
    /// Why this is the right answer.
    pub why: String,
    /// What is known of why the model answers otherwise; empty if nothing is.
    pub fails: String,
    /// Keys of the sources that say so, or `logic`.
    pub source: String,
    /// Whether it is in the small set, which must pass before a change is taken in.
    pub small: bool,
    /// Rules under which it must come out right; the rule of the plan if there is none.
    pub(super) rules: Vec<Rule>,
    /// First and last day, where it names them.
    pub(super) window: [Option<Date>; 2],
    /// What is compared with what.
    pub(super) first: Side,
    /// The other side; none if the value under the first is asked.
    pub(super) second: Option<Side>,
    /// The known answer.
    pub(super) expected: Expected,
}

/// One side of a question.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// What is simulated.
    pub(super) policy: Policy,
    /// In words.
    pub(super) label: String,
    /// Mechanisms that are switched off.
    pub(super) without: Vec<Mechanism>,
    /// Numbers with a value of their own.
    pub(super) overrides: Vec<(QuantityId, f64)>,
    /// What is looked at.
    pub(super) asked: Asked,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// In words.
    pub(super) label: String,
    /// What.
    pub(super) what: What,
    /// What it is divided by, if it is.
    pub(super) per: Option<What>,
}

/// A number of a replication.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// An indicator, by its position among all.
    Indicator(usize),
    /// What a published figure measures.
    Measure(Measure),
    /// How many of all indicators differ from those of the first side.
    Everything,
}

/// The known answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Expected {
    /// More under the second.
    More,
    /// Fewer under the second.
    Fewer,
    /// Not surely more under the second.
    NotMore,
    /// Not surely fewer under the second.
    NotFewer,
    /// The same, but for this share of the first.
    Same(f64),
    /// Second over first.
    Ratio(f64, f64),
    /// Second less first.
    Difference(f64, f64),
    /// The value itself.
    Value(f64, f64),
}

impl Expected {
    /// In words.
    pub(super) fn shown(self) -> String {
        let range = |low: f64, high: f64| {
            if low < high {
                format!("{low} to {high}")
            } else {
                format!("{low}")
            }
        };
        match self {
            Expected::More => "more".to_owned(),
            Expected::Fewer => "fewer".to_owned(),
            Expected::NotMore => "not more".to_owned(),
            Expected::NotFewer => "not fewer".to_owned(),
            Expected::Same(share) if share > 0.0 => {
                format!("the same, within {} %", 100.0 * share)
            }
            Expected::Same(_) => "the same".to_owned(),
            Expected::Ratio(low, high) => format!("times {}", range(low, high)),
            Expected::Difference(low, high) => format!("a change of {}", range(low, high)),
            Expected::Value(low, high) => range(low, high),
        }
    }

    /// Whether it speaks of one side alone.
    pub(super) fn is_of_one(self) -> bool {
        matches!(self, Expected::Value(..))
    }

    /// How the values of the two sides by replication read; of one side, they stand second.
    pub(super) fn answer(self, pairs: &[(Option<f64>, Option<f64>)]) -> Answer {
        let both = || pairs.iter().filter_map(|(a, b)| a.zip(*b));
        let differences = Summary::of(both().map(|(a, b)| b - a));
        let ratios = Summary::of(both().filter(|(a, _)| *a > 0.0).map(|(a, b)| b / a));
        let values = Summary::of(pairs.iter().filter_map(|(_, b)| *b));
        let of = |summary: Option<Summary>, right: &dyn Fn(&Summary) -> bool| {
            // A value that some replications lack is no answer.
            let whole = summary.filter(|it| it.runs == pairs.len());
            whole.is_some_and(|it| right(&it))
        };
        let within = |low: f64, high: f64| move |it: &Summary| (low..=high).contains(&it.mean);
        let right = match self {
            Expected::More => of(differences, &|it| it.interval().0 > 0.0),
            Expected::Fewer => of(differences, &|it| it.interval().1 < 0.0),
            Expected::NotMore => of(differences, &|it| it.interval().0 <= 0.0),
            Expected::NotFewer => of(differences, &|it| it.interval().1 >= 0.0),
            Expected::Same(share) => {
                both().count() == pairs.len() && {
                    both().all(|(a, b)| (b - a).abs() <= share * a.abs())
                }
            }
            Expected::Ratio(low, high) => of(ratios, &within(low, high)),
            Expected::Difference(low, high) => of(differences, &within(low, high)),
            Expected::Value(low, high) => of(values, &within(low, high)),
        };
        let text = if self.is_of_one() {
            bracketed(values)
        } else {
            let times = ratios.map_or(String::new(), |it| {
                format!("; times {}", bracketed(Some(it)))
            });
            bracketed(differences) + &times
        };
        Answer { text, right }
    }
}

/// A mean with its interval.
fn bracketed(summary: Option<Summary>) -> String {
    summary.map_or("no value".to_owned(), |it| {
        let (low, high) = it.interval();
        format!("{} [{}, {}]", shown(it.mean), shown(low), shown(high))
    })
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// With its interval.
    pub text: String,
    /// Whether it is the known answer.
    pub right: bool,
}

impl Question {
    /// What is simulated on one side under a rule.
    pub(super) fn spec(&self, plan: &RunSpec, side: &Side, rule: Rule) -> RunSpec {
        let [from, to] = self.window;
        let off = plan.without.iter().chain(side.without.iter().copied());
        let mut spec = RunSpec {
            from: from.unwrap_or(plan.from),
            to: to.unwrap_or(plan.to),
            rule,
            without: off.collect::<Without>(),
            ..plan.clone()
        };
        spec.overrides.extend(side.overrides.iter().copied());
        spec
    }

    /// Both sides, or the one there is.
    pub(super) fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.first).chain(&self.second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(f64, f64)]) -> Vec<(Option<f64>, Option<f64>)> {
        list.iter().map(|&(a, b)| (Some(a), Some(b))).collect()
    }

    fn right(expected: Expected, list: &[(f64, f64)]) -> bool {
        expected.answer(&pairs(list)).right
    }

    #[test]
    fn a_sign_is_right_if_the_interval_of_differences_lies_on_its_side() {
        let fewer = [(10.0, 8.0), (50.0, 47.0), (90.0, 89.0)];
        assert!(right(Expected::Fewer, &fewer) && !right(Expected::More, &fewer));
        assert!(right(Expected::NotMore, &fewer) && !right(Expected::NotFewer, &fewer));
        let open = [(10.0, 8.0), (50.0, 53.0)];
        assert!(!right(Expected::Fewer, &open) && !right(Expected::More, &open));
        assert!(right(Expected::NotMore, &open) && right(Expected::NotFewer, &open));
        assert!(!right(Expected::Fewer, &[(1.0, 1.0), (1.0, 1.0)]));
    }

    #[test]
    fn the_same_is_exact_unless_a_share_is_allowed() {
        let near = [(100.0, 101.0), (200.0, 199.0)];
        assert!(!right(Expected::Same(0.0), &near) && right(Expected::Same(0.01), &near));
        assert!(right(Expected::Same(0.0), &[(3.0, 3.0), (0.0, 0.0)]));
    }

    #[test]
    fn a_range_holds_the_mean_of_ratios_differences_or_values() {
        let half = [(10.0, 4.0), (10.0, 6.0)];
        assert!(right(Expected::Ratio(0.45, 0.55), &half));
        assert!(!right(Expected::Ratio(0.55, 0.9), &half));
        assert!(right(Expected::Difference(-5.5, -4.5), &half));
        assert!(right(Expected::Value(5.0, 5.0), &half));
        assert!(!right(Expected::Value(5.1, 6.0), &half));
    }

    #[test]
    fn a_value_that_is_missing_is_no_answer() {
        let missing = [(Some(1.0), Some(0.5)), (None, Some(0.5))];
        assert!(!Expected::Fewer.answer(&missing).right);
        assert!(!Expected::Same(1.0).answer(&missing).right);
        let none = Expected::Value(0.0, 1.0).answer(&[(None, None)]);
        assert_eq!((none.text.as_str(), none.right), ("no value", false));
    }
}
