//! Everything that a study's design can tell, and what it cannot and why.

use super::discovery::{Discovered, discover};
use super::indices::{Index, Indexed, indices};
use super::ledger::{Entry, ledger};
use super::main_effect::MainEffect;
use super::regret::{Regret, regret};
use super::stability::{Cell, Stability, cell, stability};
use super::tornado::{Bar, main_effects, tornado};
use crate::measures::Better;
use crate::study::compare::cell as paired;
use crate::study::design::Design;
use crate::study::results::{Outcome, Results};
use crate::study::summary::quantile;

/// A policy, or the difference that one makes to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Position of the policy.
    pub policy: usize,
    /// The policy that is subtracted; none for a level.
    pub minus: Option<usize>,
}

/// A limit that a policy should meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// Position of the outcome.
    pub outcome: usize,
    /// The value that is as bad as may be.
    pub limit: f64,
}

/// What is asked of a study.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Positions of policies; each is compared with the first.
    pub policies: Vec<usize>,
    /// Positions of outcomes.
    pub outcomes: Vec<usize>,
    /// Limits; outcomes without one get their own from the data.
    pub thresholds: Vec<Threshold>,
}

/// Something found for an outcome of a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Of<T> {
    /// Of whom.
    pub subject: Subject,
    /// Position of the outcome.
    pub outcome: usize,
    /// What was found.
    pub found: T,
}

/// How policies fare on an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Fared {
    /// Position of the outcome.
    pub outcome: usize,
    /// Which values are better.
    pub better: Better,
    /// The limit to satisfy.
    pub limit: f64,
    /// Whether it was asked for, or is the median of the first policy.
    pub asked: bool,
    /// By policy, in the order of the question.
    pub regrets: Vec<Regret>,
}

/// All that was found.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Indices by factor.
    pub indices: Vec<Of<Vec<Indexed>>>,
    /// Mean outcome along each factor.
    pub main_effects: Vec<Of<(usize, MainEffect)>>,
    /// Ends of factors, the longest bar first.
    pub tornados: Vec<Of<Vec<Bar>>>,
    /// Stability of contrasts.
    pub stabilities: Vec<Of<Stability>>,
    /// Regret and satisficing.
    pub fared: Vec<Fared>,
    /// Share of points in which a policy meets every limit that was asked for, by policy; empty
    /// without such limits.
    pub all_met: Vec<f64>,
    /// Boxes.
    pub boxes: Vec<Of<Discovered>>,
    /// What conclusions hang on.
    pub ledger: Vec<Of<Vec<Entry>>>,
    /// What the study cannot tell.
    pub cannot: Vec<Cannot>,
}

/// Something that a study cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cannot {
    /// Sobol indices.
    Sobol,
    /// Elementary effects.
    Morris,
    /// Rank correlation and boxes.
    Filling,
    /// The assumption ledger of walks.
    Walks,
    /// Chances, from a grid.
    Grid,
    /// How policies compare.
    Policies,
    /// Luck from effect.
    Luck,
    /// How sharp pairs of replications are.
    Pairs,
    /// Rank correlation of factors without order.
    Order,
}

impl Cannot {
    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Cannot::Sobol => "sobol",
            Cannot::Morris => "morris",
            Cannot::Filling => "filling",
            Cannot::Walks => "walks",
            Cannot::Grid => "grid",
            Cannot::Policies => "policies",
            Cannot::Luck => "luck",
            Cannot::Pairs => "pairs",
            Cannot::Order => "order",
        }
    }

    /// What cannot be told, and why.
    pub fn why(self, results: &Results) -> String {
        let text = match self {
            Cannot::Sobol => {
                "Sobol indices: they take the crossed samples of the design `saltelli`."
            }
            Cannot::Morris => "Elementary effects: they take the walks of the design `morris`.",
            Cannot::Filling => {
                return format!(
                    "Partial rank correlation and boxes: points of `{}` do not fill the space of factors; take \
                     `latin_hypercube`, `sobol` or `saltelli`. Shares of its points are no chances.",
                    results.design.name()
                );
            }
            Cannot::Walks => "The assumption ledger: walks are too few to tell where a sign holds.",
            Cannot::Grid => {
                "Chances: a grid gives its corners as much weight as its middle; shares of points are shares of \
                 the grid."
            }
            Cannot::Policies => {
                "Stability, regret and the assumption ledger: they compare policies, and there is one."
            }
            Cannot::Luck => {
                "Q1: with one replication a point, luck cannot be told from effect, and no contrast is \
                 resolved; give the study two replications or more."
            }
            Cannot::Pairs => {
                "How sharp pairs are: the study kept no replications, so that the luck of two policies is added up \
                 although they share it, and more signs stay open than need be; `outputs = [\"replications\"]` \
                 keeps them."
            }
            Cannot::Order => {
                let factors = results.factors.iter().filter(|it| !it.is_ordered());
                let names: Vec<&str> = factors.map(|it| it.name.as_str()).collect();
                return format!(
                    "Partial rank correlation of {}: its values have no order.",
                    names.join(" and ")
                );
            }
        };
        text.to_owned()
    }
}

/// Analyses the results of a study.
pub fn analyse(results: &Results, question: &Question) -> Analysis {
    let mut analysis = Analysis {
        cannot: cannot(results, question),
        ..Analysis::default()
    };
    let sample = sample(results);
    for &outcome in &question.outcomes {
        for subject in subjects(question) {
            let values = values(results, subject, outcome);
            let of = |found| Of {
                subject,
                outcome,
                found,
            };
            let found = indices(results, subject, outcome, &values, &sample);
            let effects = main_effects(results, &values, &sample);
            let bars = tornado(results, &values, &sample, &effects, &found);
            if !found.is_empty() {
                analysis.indices.push(Of {
                    subject,
                    outcome,
                    found,
                });
            }
            analysis.tornados.extend(bars.map(|found| Of {
                subject,
                outcome,
                found,
            }));
            analysis.main_effects.extend(effects.into_iter().map(of));
            if let Some(minus) = subject.minus {
                let cells = cells(results, minus, subject.policy, outcome, &sample);
                let together = if results.shares_luck { cells.len() } else { 1 };
                analysis
                    .stabilities
                    .extend(stability(&cells, together).map(|found| Of {
                        subject,
                        outcome,
                        found,
                    }));
                let entries = ledger(results, &values, &sample);
                if !entries.is_empty() {
                    analysis.ledger.push(Of {
                        subject,
                        outcome,
                        found: entries,
                    });
                }
            }
            let threshold = limit(question, outcome);
            analysis.boxes.extend(
                discover(results, subject, outcome, &values, &sample, threshold)
                    .into_iter()
                    .map(|found| Of {
                        subject,
                        outcome,
                        found,
                    }),
            );
        }
        analysis
            .fared
            .extend(fare(results, question, outcome, &sample));
    }
    analysis.all_met = all_met(results, question, &sample);
    analysis
}

/// The limit that is asked for.
fn limit(question: &Question, outcome: usize) -> Option<f64> {
    let asked = question.thresholds.iter().find(|it| it.outcome == outcome);
    asked.map(|it| it.limit)
}

/// Every policy, then every difference to the first.
fn subjects(question: &Question) -> Vec<Subject> {
    let policies = question.policies.iter();
    let levels = policies.clone().map(|&policy| Subject {
        policy,
        minus: None,
    });
    let first = question.policies.first().copied();
    let contrasts = policies.skip(1).map(|&policy| Subject {
        policy,
        minus: first,
    });
    levels.chain(contrasts).collect()
}

/// Positions of the points that are a sample of their own: of crossed samples, A and B.
fn sample(results: &Results) -> Vec<usize> {
    let crossed = matches!(results.design, Design::Saltelli { .. });
    let points = results.points.iter().enumerate();
    points
        .filter(|(_, point)| !crossed || matches!(point.block.as_str(), "A" | "B"))
        .map(|(at, _)| at)
        .collect()
}

/// The mean of a policy, or the mean difference that it makes, at each point.
fn values(results: &Results, subject: Subject, outcome: usize) -> Vec<Option<f64>> {
    let Some(minus) = subject.minus else {
        return results.means(subject.policy, outcome);
    };
    (0..results.points.len())
        .map(|point| Some(difference(results, minus, subject.policy, outcome, point)?.difference))
        .collect()
}

/// The difference of two policies at each point of a sample.
pub(super) fn cells(
    results: &Results,
    first: usize,
    second: usize,
    outcome: usize,
    sample: &[usize],
) -> Vec<Cell> {
    sample
        .iter()
        .filter_map(|&point| difference(results, first, second, outcome, point))
        .collect()
}

/// The difference of two policies at a point, over replications in which both have a value; of means
/// if the study kept no replications.
fn difference(
    results: &Results,
    first: usize,
    second: usize,
    outcome: usize,
    point: usize,
) -> Option<Cell> {
    if let Some(runs) = &results.runs {
        return paired(&runs[first][outcome][point], &runs[second][outcome][point]);
    }
    let level = |policy: usize| results.levels[policy][outcome][point];
    Some(cell(level(first)?, level(second)?))
}

/// The points of a sample with a value, and their values.
pub(super) fn known(values: &[Option<f64>], sample: &[usize]) -> (Vec<usize>, Vec<f64>) {
    let pairs = sample.iter().filter_map(|&at| Some((at, values[at]?)));
    pairs.unzip()
}

/// Values of a factor at points.
pub(super) fn at_points(results: &Results, factor: usize, points: &[usize]) -> Vec<f64> {
    let points = points.iter();
    points.map(|&at| results.points[at].at[factor]).collect()
}

/// Values by policy at the points where every policy has one: means over the replications in which
/// all have a value, and over all that each has. Without kept replications the first are the second.
fn together(
    results: &Results,
    policies: &[usize],
    outcome: usize,
    sample: &[usize],
) -> [Vec<Vec<f64>>; 2] {
    let mut both = [(); 2].map(|()| vec![Vec::new(); policies.len()]);
    for &point in sample {
        let own = policies
            .iter()
            .map(|&policy| Some(results.levels[policy][outcome][point]?.mean));
        let Some(own) = own.collect::<Option<Vec<f64>>>() else {
            continue;
        };
        let paired = match &results.runs {
            Some(runs) => {
                let runs: Vec<&[Option<f64>]> = policies
                    .iter()
                    .map(|&policy| runs[policy][outcome][point].as_slice())
                    .collect();
                match common_means(&runs) {
                    Some(means) => means,
                    None => continue,
                }
            }
            None => own.clone(),
        };
        for (lists, values) in both.iter_mut().zip([paired, own]) {
            for (list, value) in lists.iter_mut().zip(values) {
                list.push(value);
            }
        }
    }
    both
}

/// The means of lists over the positions at which all have a value; none without any.
fn common_means(lists: &[&[Option<f64>]]) -> Option<Vec<f64>> {
    let length = lists.first()?.len();
    let rows: Vec<Vec<f64>> = (0..length)
        .filter_map(|at| lists.iter().map(|list| list[at]).collect())
        .collect();
    let mean = |list: usize| {
        let values = rows.iter().map(|row| row[list]);
        values.sum::<f64>() / rows.len() as f64
    };
    (!rows.is_empty()).then(|| (0..lists.len()).map(mean).collect())
}

fn fare(results: &Results, question: &Question, outcome: usize, sample: &[usize]) -> Option<Fared> {
    let Outcome {
        definition,
        denominator,
    } = results.outcomes[outcome];
    let better = definition.better(denominator)?;
    let [paired, own] = together(results, &question.policies, outcome, sample);
    let mut of_first = own.first()?.clone();
    if of_first.is_empty() {
        return None;
    }
    of_first.sort_by(f64::total_cmp);
    let asked = limit(question, outcome);
    let limit = asked.unwrap_or_else(|| quantile(&of_first, 0.5));
    Some(Fared {
        outcome,
        better,
        limit,
        asked: asked.is_some(),
        regrets: regret(&paired, &own, better, limit),
    })
}

fn all_met(results: &Results, question: &Question, sample: &[usize]) -> Vec<f64> {
    if question.thresholds.is_empty() || sample.is_empty() {
        return Vec::new();
    }
    let meets = |policy: usize, at: usize| {
        question.thresholds.iter().all(|threshold| {
            let Outcome {
                definition,
                denominator,
            } = results.outcomes[threshold.outcome];
            let level = results.levels[policy][threshold.outcome][at];
            definition
                .better(denominator)
                .zip(level)
                .is_some_and(|(better, level)| better.meets(level.mean, threshold.limit))
        })
    };
    let share = |&policy: &usize| {
        let met = sample.iter().filter(|&&at| meets(policy, at)).count();
        met as f64 / sample.len() as f64
    };
    question.policies.iter().map(share).collect()
}

/// What the study cannot tell.
fn cannot(results: &Results, question: &Question) -> Vec<Cannot> {
    let walks = matches!(results.design, Design::Morris { .. });
    let several = question.policies.len() > 1;
    let all = [
        (
            Cannot::Sobol,
            !matches!(results.design, Design::Saltelli { .. }),
        ),
        (Cannot::Morris, !walks),
        (
            Cannot::Filling,
            walks || results.design == Design::OneAtATime,
        ),
        (Cannot::Walks, walks),
        (Cannot::Grid, results.design == Design::Grid),
        (Cannot::Policies, !several),
        (Cannot::Luck, results.replications < 2),
        (
            Cannot::Pairs,
            several && results.replications > 1 && results.runs.is_none(),
        ),
        (
            Cannot::Order,
            results.factors.iter().any(|it| !it.is_ordered()),
        ),
    ];
    let holds = all.into_iter().filter(|(_, holds)| *holds);
    holds.map(|(it, _)| it).collect()
}

impl Index {
    /// The word of the measure in files.
    pub fn name(self) -> &'static str {
        match self {
            Index::SobolFirst => "sobol_first",
            Index::SobolTotal => "sobol_total",
            Index::SobolSecond => "sobol_second",
            Index::MorrisMu => "morris_mu",
            Index::MorrisMuStar => "morris_mu_star",
            Index::MorrisSigma => "morris_sigma",
            Index::RankCorrelation => "partial_rank_correlation",
            Index::LuckShare => "luck_share",
        }
    }
}

#[cfg(test)]
mod tests;
