//! The indices that a design gives for every factor.

use super::analysis::{Subject, at_points, cells, known};
use super::estimate::{Estimate, moments};
use super::morris::{elementary_effects, screen};
use super::rank::partial_rank_correlation;
use super::sobol::{self, Crossed};
use crate::study::design::Design;
use crate::study::results::{Point, Results, Values};

/// A measure of what a factor does to an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// Share of variance that the factor makes alone.
    SobolFirst,
    /// Share of variance that it makes alone and with others.
    SobolTotal,
    /// Share of variance that it makes with one other, beyond what both make alone.
    SobolSecond,
    /// Mean elementary effect.
    MorrisMu,
    /// Mean size of elementary effects.
    MorrisMuStar,
    /// Standard deviation of elementary effects.
    MorrisSigma,
    /// Partial rank correlation.
    RankCorrelation,
    /// Share of the variance between points that luck may have made, at most.
    LuckShare,
}

/// An index with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indexed {
    /// Which index.
    pub index: Index,
    /// Position of the factor; none where it is of all.
    pub factor: Option<usize>,
    /// The other factor of a pair.
    pub other: Option<usize>,
    /// Its value.
    pub value: f64,
    /// Its interval of 95 %.
    pub interval: Option<(f64, f64)>,
    /// Chance of one so far from zero if there were none.
    pub p: Option<f64>,
    /// Points, rows or walks that it rests on.
    pub n: usize,
}

impl Indexed {
    fn new(index: Index, factor: usize, value: f64, n: usize) -> Self {
        Self {
            index,
            factor: Some(factor),
            other: None,
            value,
            interval: None,
            p: None,
            n,
        }
    }

    fn estimated(index: Index, factor: usize, estimate: Estimate, n: usize) -> Self {
        Self {
            interval: Some((estimate.low, estimate.high)),
            ..Self::new(index, factor, estimate.value, n)
        }
    }
}

/// Every index that the design gives.
pub(super) fn indices(
    results: &Results,
    subject: Subject,
    outcome: usize,
    values: &[Option<f64>],
    sample: &[usize],
) -> Vec<Indexed> {
    let mut found = match results.design {
        Design::Saltelli { .. } => of_crossed(results, values),
        Design::Morris { levels, .. } => return of_walks(results, values, levels),
        Design::OneAtATime => return Vec::new(),
        Design::Grid | Design::LatinHypercube { .. } | Design::Sobol { .. } | Design::List => {
            Vec::new()
        }
    };
    found.extend(correlations(results, values, sample));
    found.extend(luck(results, subject, outcome, values, sample));
    found
}

fn of_crossed(results: &Results, values: &[Option<f64>]) -> Vec<Indexed> {
    let factors = results.factors.len();
    let rows = results
        .points
        .iter()
        .map(|it| it.row + 1)
        .max()
        .unwrap_or(0);
    let part = |name: &str| -> Vec<Option<f64>> {
        let mut list = vec![None; rows];
        let points: std::iter::Zip<_, _> = results.points.iter().zip(values);
        for (point, value) in points.filter(|(point, _): &(&Point, _)| point.block == name) {
            list[point.row] = *value;
        }
        list
    };
    let several = |prefix: &str| -> Vec<Vec<Option<f64>>> {
        (1..=factors)
            .map(|factor| part(&format!("{prefix}{factor}")))
            .collect()
    };
    let (a, b, ab, mut ba) = (part("A"), part("B"), several("AB"), several("BA"));
    if ba.iter().flatten().all(Option::is_none) {
        ba.clear();
    }
    let lists = || [&a, &b].into_iter().chain(&ab).chain(&ba);
    let whole: Vec<usize> = (0..rows)
        .filter(|&row| lists().all(|list| list[row].is_some()))
        .collect();
    let taken = |list: &Vec<Option<f64>>| whole.iter().filter_map(|&row| list[row]).collect();
    let crossed = Crossed {
        a: taken(&a),
        b: taken(&b),
        ab: ab.iter().map(taken).collect(),
        ba: ba.iter().map(taken).collect(),
    };
    let Some(found) = sobol::indices(&crossed, results.seed) else {
        return Vec::new();
    };
    let listed = |index: Index, estimates: Vec<Estimate>| {
        let numbered = estimates.into_iter().enumerate();
        let n = whole.len();
        numbered.map(move |(factor, it)| Indexed::estimated(index, factor, it, n))
    };
    let second = found.second.iter().map(|&(one, other, estimate)| Indexed {
        other: Some(other),
        ..Indexed::estimated(Index::SobolSecond, one, estimate, whole.len())
    });
    listed(Index::SobolFirst, found.first)
        .chain(listed(Index::SobolTotal, found.total))
        .chain(second)
        .collect()
}

fn of_walks(results: &Results, values: &[Option<f64>], levels: usize) -> Vec<Indexed> {
    let mut effects = vec![Vec::new(); results.factors.len()];
    let step = (levels / 2) as f64 / (levels - 1) as f64;
    // A step of a range is as long everywhere; one between listed values as far as these lie apart, and
    // one to another rule goes all the way.
    let part = |factor: usize, change: f64| {
        let factor = &results.factors[factor];
        match factor.ends {
            _ if factor.values.is_empty() => step,
            Some((low, high)) => change / (high - low),
            None => 1.0,
        }
    };
    let same = |a: &Point, b: &Point| a.block == b.block;
    let mut start = 0;
    for walk in results.points.chunk_by(same) {
        let at: Vec<&[f64]> = walk.iter().map(|it| it.at.as_slice()).collect();
        let found = elementary_effects(&at, &values[start..start + walk.len()], part);
        start += walk.len();
        for (list, effect) in effects.iter_mut().zip(found) {
            list.extend(effect);
        }
    }
    let mut found = Vec::new();
    for (factor, effects) in effects.iter().enumerate() {
        let Some(screened) = screen(effects, results.seed) else {
            continue;
        };
        let n = screened.walks;
        if results.factors[factor].is_ordered() {
            found.push(Indexed::new(Index::MorrisMu, factor, screened.mu, n));
        }
        found.push(Indexed::estimated(
            Index::MorrisMuStar,
            factor,
            screened.mu_star,
            n,
        ));
        let sigma = screened.sigma;
        found.extend(sigma.map(|it| Indexed::new(Index::MorrisSigma, factor, it, n)));
    }
    found
}

fn correlations(results: &Results, values: &[Option<f64>], sample: &[usize]) -> Vec<Indexed> {
    let (points, outcome) = known(values, sample);
    let ordered: Vec<usize> = (0..results.factors.len())
        .filter(|&factor| results.factors[factor].is_ordered())
        .collect();
    let columns: Vec<Vec<f64>> = ordered
        .iter()
        .map(|&factor| at_points(results, factor, &points))
        .collect();
    let found = partial_rank_correlation(&columns, &outcome);
    let pairs = ordered.into_iter().zip(found);
    pairs
        .filter_map(|(factor, found)| {
            let found = found?;
            Some(Indexed {
                p: Some(found.p),
                ..Indexed::estimated(
                    Index::RankCorrelation,
                    factor,
                    found.coefficient,
                    points.len(),
                )
            })
        })
        .collect()
}

/// The variance that luck makes between the means of points, over all that there is between them.
fn luck(
    results: &Results,
    subject: Subject,
    outcome: usize,
    values: &[Option<f64>],
    sample: &[usize],
) -> Option<Indexed> {
    let (points, known) = known(values, sample);
    let first = known.first()?;
    if known.iter().all(|it| it.total_cmp(first).is_eq()) {
        return None;
    }
    let made = match &results.runs {
        Some(runs) if results.shares_luck => {
            let of = |policy: usize, at: usize| &runs[policy][outcome][at];
            let replications = |&at: &usize| -> Values {
                let own = of(subject.policy, at);
                match subject.minus {
                    None => own.clone(),
                    Some(minus) => {
                        let pairs = own.iter().zip(of(minus, at));
                        pairs
                            .map(|(own, other)| Some((*own)? - (*other)?))
                            .collect()
                    }
                }
            };
            let table: Vec<Values> = points.iter().map(replications).collect();
            shared_luck(&table)
        }
        _ => own_luck(results, subject, outcome, &points),
    };
    let (_, variance) = moments(known.iter().copied(), 1);
    let share = made? / variance;
    share.is_finite().then_some(Indexed {
        factor: None,
        ..Indexed::new(Index::LuckShare, 0, share.min(1.0), points.len())
    })
}

/// The mean squared Monte Carlo error: what luck makes between points that do not share it, and more
/// than it makes where they do. Of a difference without kept replications it is as if policies did not
/// share it either.
fn own_luck(results: &Results, subject: Subject, outcome: usize, points: &[usize]) -> Option<f64> {
    let errors: Option<Vec<f64>> = match subject.minus {
        Some(minus) => cells(results, minus, subject.policy, outcome, points)
            .iter()
            .map(|it| it.mcse)
            .collect(),
        None => points
            .iter()
            .map(|&at| results.levels[subject.policy][outcome][at]?.mcse)
            .collect(),
    };
    let errors = errors.filter(|it| it.len() > 1)?;
    mean(errors.iter().map(|it| it * it))
}

/// What luck makes between points at which a replication is the same luck; `table` holds values by
/// point, then replication. What a replication does to all points alike cancels; what is left is the
/// residual of point and replication, from the replications that every point has. Where a point lacks
/// others, the luck of these does not cancel and is added. None with fewer than two points, or two
/// replications that every point has.
fn shared_luck(table: &[Values]) -> Option<f64> {
    let replications = table.first()?.len();
    let whole: Vec<usize> = (0..replications)
        .filter(|&at| table.iter().all(|values| values[at].is_some()))
        .collect();
    if table.len() < 2 || whole.len() < 2 {
        return None;
    }
    let offsets = table.iter().map(|values| {
        let level = mean(whole.iter().filter_map(|&at| values[at]))?;
        Some(values.iter().map(|it| Some((*it)? - level)).collect())
    });
    let offsets: Vec<Values> = offsets.collect::<Option<_>>()?;
    let common: Values = (0..replications)
        .map(|at| mean(offsets.iter().filter_map(|values| values[at])))
        .collect();
    let residuals = offsets.iter().flat_map(|values| {
        let both = whole.iter().map(|&at| values[at].zip(common[at]));
        both.flatten().map(|(own, common)| own - common)
    });
    let squares: f64 = residuals.map(|it| it * it).sum();
    let residual = squares / ((table.len() - 1) * (whole.len() - 1)) as f64;
    let known = |values: &Values| values.iter().flatten().count() as f64;
    let own = residual * mean(table.iter().map(|values| known(values).recip()))?;
    let left = table.iter().map(|values| {
        let pairs = values.iter().zip(&common);
        mean(pairs.filter_map(|(value, common)| value.and(*common)))
    });
    let left: Vec<f64> = left.collect::<Option<_>>()?;
    Some(own + moments(left.iter().copied(), 1).1)
}

/// The mean; none of no values.
fn mean(values: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    values.clone().next()?;
    Some(moments(values, 0).0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::results::Kind;
    use crate::study::sensitivity::analysis::{Question, analyse};
    use crate::study::sensitivity::fixture::{factor, results};

    #[test]
    fn effects_are_those_of_the_whole_range_whatever_the_values() {
        let ends = Some((0.0, 6.0));
        let factors = vec![
            factor("range", Kind::Lever, &[], ends),
            factor("two", Kind::Lever, &["0", "6"], ends),
            factor("three", Kind::Lever, &["0", "3", "6"], ends),
            factor("rule", Kind::Rule, &["prospect", "crowd"], None),
        ];
        // The outcome rises by 12 over each range, and by 12 from the first rule to the second.
        let at = [
            [0.0, 6.0, 0.0, 0.0],
            [4.0, 6.0, 0.0, 0.0],
            [4.0, 0.0, 0.0, 0.0],
            [4.0, 0.0, 3.0, 0.0],
            [4.0, 0.0, 3.0, 1.0],
        ]
        .map(Vec::from);
        let values: Vec<Option<f64>> = at
            .iter()
            .map(|it| Some(2.0 * (it[0] + it[1] + it[2]) + 12.0 * it[3]))
            .collect();
        let walk = Design::Morris {
            trajectories: 1,
            levels: 4,
        };
        let results = results(walk, factors, &at, Vec::new());
        let found = of_walks(&results, &values, 4);
        let of = |index: Index| -> Vec<f64> {
            let all = found.iter().filter(|it| it.index == index);
            all.map(|it| it.value).collect()
        };
        for value in of(Index::MorrisMuStar)
            .into_iter()
            .chain(of(Index::MorrisMu))
        {
            assert!((value - 12.0).abs() < 1e-9, "{found:?}");
        }
        assert_eq!(of(Index::MorrisMuStar).len(), 4);
        assert_eq!(of(Index::MorrisMu).len(), 3, "a rule has no direction");
    }

    /// Levels and contrasts of two policies at three points over one factor.
    fn shares(
        runs: &[[[Option<f64>; 3]; 3]; 2],
        shares_luck: bool,
        kept: bool,
    ) -> [Option<f64>; 2] {
        let factor = factor("one", Kind::Parameter, &[], Some((0.0, 2.0)));
        let at = [0.0, 1.0, 2.0].map(|it| vec![it]);
        let runs = runs
            .map(|points| vec![points.map(Vec::from).to_vec()])
            .to_vec();
        let list = Design::LatinHypercube { samples: 3 };
        let mut results = results(list, vec![factor], &at, runs);
        results.shares_luck = shares_luck;
        if !kept {
            results.runs = None;
        }
        let question = Question {
            policies: vec![0, 1],
            outcomes: vec![0],
            thresholds: Vec::new(),
        };
        let found = analyse(&results, &question).indices;
        [(0, None), (1, Some(0))].map(|(policy, minus)| {
            let subject = Subject { policy, minus };
            let of = found.iter().find(|it| it.subject == subject)?;
            let luck = of.found.iter().find(|it| it.index == Index::LuckShare)?;
            assert_eq!((luck.factor, luck.n), (None, 3));
            Some(luck.value)
        })
    }

    fn near(found: Option<f64>, expected: f64) {
        assert!(
            found.is_some_and(|it| (it - expected).abs() < 1e-12),
            "{found:?}, {expected}"
        );
    }

    const NOTHING: [[Option<f64>; 3]; 3] = [[Some(0.0); 3]; 3];

    #[test]
    fn luck_that_points_share_cancels_between_them() {
        let shared = [0.0, 1.0, 2.0].map(|at| [at, at + 30.0, at + 90.0].map(Some));
        let [level, contrast] = shares(&[shared, NOTHING], true, true);
        near(level, 0.0);
        near(contrast, 0.0);
        // As if it were not shared, the error is far over the variance between points, which is 1.
        for (shares_luck, kept) in [(false, true), (false, false), (true, false)] {
            let [level, contrast] = shares(&[shared, NOTHING], shares_luck, kept);
            near(level, 1.0);
            near(contrast, 1.0);
        }
    }

    #[test]
    fn what_is_left_of_shared_luck_is_the_residual_of_point_and_replication() {
        // Means of points 0, 6, 12, variance between them 36; of replications 2, 4, 12. Residuals are
        // -1, 1, 0; 1, -1, 0; 0, 0, 0: 4 over 4 degrees of freedom, over 3 replications.
        let values = [
            [-5.0, -1.0, 6.0].map(Some),
            [3.0, 3.0, 12.0].map(Some),
            [8.0, 10.0, 18.0].map(Some),
        ];
        let [level, contrast] = shares(&[values, NOTHING], true, true);
        near(level, 1.0 / 3.0 / 36.0);
        near(contrast, 1.0 / 3.0 / 36.0);
        // Within points the variances are 31, 27 and 28.
        let [level, _] = shares(&[values, NOTHING], false, true);
        near(level, 86.0 / 9.0 / 36.0);
        // The luck of a replication is that of both policies.
        let [_, contrast] = shares(&[NOTHING, values], true, true);
        near(contrast, 1.0 / 3.0 / 36.0);
        // Points that differ by luck alone: means 1, -1, 0, variance 1, residuals of 5.
        let values = [
            [6.0, -4.0, 1.0].map(Some),
            [-6.0, 4.0, -1.0].map(Some),
            [Some(0.0); 3],
        ];
        let [level, _] = shares(&[values, NOTHING], true, true);
        near(level, 1.0);
    }

    #[test]
    fn luck_of_replications_that_points_lack_does_not_cancel() {
        // Without the last, the mean of the first point is 3 lower than its luck elsewhere: of luck
        // -1, 1, 9 the points have 0, 3 and 3 on average, and means 0, 9, 15.
        let mut values = [0.0, 6.0, 12.0].map(|at| [at - 1.0, at + 1.0, at + 9.0].map(Some));
        values[0][2] = None;
        let [level, contrast] = shares(&[values, NOTHING], true, true);
        near(level, 3.0 / 57.0);
        near(contrast, 3.0 / 57.0);
        values[1][1] = None;
        assert_eq!(shares(&[values, NOTHING], true, true), [None, None]);
    }
}
