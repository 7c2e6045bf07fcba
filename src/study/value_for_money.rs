//! What a policy costs and brings beside another: incremental cost-effectiveness and dominance.
//!
//! Costs are public money of the whole corridor, undiscounted, in USD of the year of the inputs; what
//! people pay stands beside them as C4 and is not part of them. Limit: a policy that keeps people from
//! leaving averts harm and spends less on the way without making the way safer, hence the second basis.

use super::catalogue::Denominator;
use super::compare::FEWEST_PAIRS;
use super::indicators::Outcome;
use super::summary::Summary;

/// What public money buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// People who are not seriously harmed (C2).
    HarmAverted,
    /// People who come to hold an effective status (C3).
    Protected,
}

impl Effect {
    /// Both.
    pub const ALL: [Effect; 2] = [Effect::HarmAverted, Effect::Protected];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Effect::HarmAverted => "people_spared_serious_harm",
            Effect::Protected => "people_protected",
        }
    }

    /// Code of the indicator behind it, and whether more of it is better.
    fn source(self) -> (&'static str, bool) {
        match self {
            Effect::HarmAverted => ("H11", false),
            Effect::Protected => ("P9", true),
        }
    }
}

/// What costs and effects are counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The whole corridor: fewer departures mean less of both.
    Total,
    /// 1,000 first departures.
    Per1000Departures,
}

impl Basis {
    /// Both.
    pub const ALL: [Basis; 2] = [Basis::Total, Basis::Per1000Departures];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Total => "total",
            Basis::Per1000Departures => Denominator::Per1000Departures.name(),
        }
    }
}

/// Where the second policy stands beside the first, by mean cost and mean effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Costs no more and brings more.
    Dominant,
    /// Costs more and brings no more.
    Dominated,
    /// Costs more and brings more.
    MoreForMore,
    /// Costs no more and brings no more.
    LessForLess,
}

impl Verdict {
    fn of(usd: f64, effect: f64) -> Self {
        match (usd > 0.0, effect > 0.0) {
            (false, true) => Verdict::Dominant,
            (true, false) => Verdict::Dominated,
            (true, true) => Verdict::MoreForMore,
            (false, false) => Verdict::LessForLess,
        }
    }

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Dominant => "dominant",
            Verdict::Dominated => "dominated",
            Verdict::MoreForMore => "more_for_more",
            Verdict::LessForLess => "less_for_less",
        }
    }
}

/// Cost and effect of a policy less those of another in the same replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incremental {
    /// What is bought.
    pub effect: Effect,
    /// What it is counted for.
    pub basis: Basis,
    /// Additional public money, USD.
    pub usd: Summary,
    /// Additional effect, people.
    pub people: Summary,
    /// Where the means stand.
    pub verdict: Verdict,
    /// Share of replications that stand there too.
    pub share: f64,
}

/// Share of replications that must stand where the means do for a verdict to hold.
const AGREEMENT: f64 = 0.95;

impl Incremental {
    /// USD per additional person, or saved per person given up; none where one policy dominates, since
    /// the ratio then says nothing, and where nothing is gained or lost.
    pub fn usd_per_person(&self) -> Option<f64> {
        let traded = matches!(self.verdict, Verdict::MoreForMore | Verdict::LessForLess);
        (traded && self.people.mean != 0.0).then(|| self.usd.mean / self.people.mean)
    }

    /// Whether the verdict stays open: too few replications, or too many that stand elsewhere.
    pub fn unresolved(&self) -> bool {
        self.people.runs < FEWEST_PAIRS || self.share < AGREEMENT
    }
}

/// What the second policy costs and brings beside the first, by effect and basis.
pub fn incremental(first: &Outcome, second: &Outcome) -> Vec<Incremental> {
    Effect::ALL
        .into_iter()
        .flat_map(|effect| Basis::ALL.map(|basis| (effect, basis)))
        .filter_map(|(effect, basis)| {
            let [before, after] = [first, second].map(|it| points(it, effect, basis));
            let pairs: Vec<(f64, f64)> = before
                .into_iter()
                .zip(after)
                .filter_map(|(before, after)| before.zip(after))
                .map(|(before, after)| (after.0 - before.0, after.1 - before.1))
                .collect();
            of_pairs(effect, basis, &pairs)
        })
        .collect()
}

fn of_pairs(effect: Effect, basis: Basis, pairs: &[(f64, f64)]) -> Option<Incremental> {
    let usd = Summary::of(pairs.iter().map(|pair| pair.0))?;
    let people = Summary::of(pairs.iter().map(|pair| pair.1))?;
    let verdict = Verdict::of(usd.mean, people.mean);
    let there = pairs
        .iter()
        .filter(|pair| Verdict::of(pair.0, pair.1) == verdict);
    Some(Incremental {
        effect,
        basis,
        usd,
        people,
        verdict,
        share: there.count() as f64 / pairs.len() as f64,
    })
}

/// Cost and effect of a policy in each replication; harm counts below zero, so that more is better.
fn points(outcome: &Outcome, effect: Effect, basis: Basis) -> Vec<Option<(f64, f64)>> {
    let (code, better) = effect.source();
    let values = |code: &str, denominator| {
        outcome
            .total(code, denominator)
            .map_or(&[][..], |series| &series.values)
    };
    values("C1", Denominator::Usd)
        .iter()
        .zip(values(code, Denominator::Count))
        .zip(values("F1", Denominator::Count))
        .map(|((usd, people), departures)| {
            let (usd, people) = ((*usd)?, (*people)?);
            let per = match basis {
                Basis::Total => 1.0,
                Basis::Per1000Departures => 1000.0 / departures.filter(|it| *it > 0.0)?,
            };
            let people = if better { people } else { -people };
            Some((usd * per, people * per))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;
    use crate::study::indicators::{Key, Series};

    fn outcome(values: &[(f64, f64, f64, f64)]) -> Outcome {
        let series = |code, denominator, at: fn(&(f64, f64, f64, f64)) -> f64| Series {
            key: Key {
                code,
                denominator,
                group_dim: "all",
                group: "all".to_owned(),
                state: "all".to_owned(),
            },
            values: values.iter().map(|it| Some(at(it))).collect(),
        };
        Outcome {
            series: vec![
                series("F1", Denominator::Count, |it| it.0),
                series("C1", Denominator::Usd, |it| it.1),
                series("H11", Denominator::Count, |it| it.2),
                series("P9", Denominator::Count, |it| it.3),
            ],
            ..Outcome::new(fixture::policy("any"))
        }
    }

    fn find(list: &[Incremental], effect: Effect, basis: Basis) -> Incremental {
        *list
            .iter()
            .find(|it| it.effect == effect && it.basis == basis)
            .unwrap()
    }

    #[test]
    fn fewer_departures_avert_harm_in_total_but_not_per_departure() {
        let first = outcome(&[(1000.0, 10_000.0, 100.0, 10.0); 12]);
        let second = outcome(&[(500.0, 6000.0, 60.0, 5.0); 12]);
        let list = incremental(&first, &second);
        assert_eq!(list.len(), 4);
        let total = find(&list, Effect::HarmAverted, Basis::Total);
        assert_eq!(total.verdict, Verdict::Dominant);
        assert_eq!(total.usd_per_person(), None);
        assert!((total.people.mean - 40.0).abs() < 1e-9 && !total.unresolved());
        let rate = find(&list, Effect::HarmAverted, Basis::Per1000Departures);
        assert_eq!(rate.verdict, Verdict::Dominated);
        assert!((rate.people.mean + 20.0).abs() < 1e-9);
        assert!((rate.usd.mean - 2000.0).abs() < 1e-9);
    }

    #[test]
    fn a_ratio_is_given_only_where_one_is_traded_for_the_other() {
        let first = outcome(&[(1000.0, 10_000.0, 100.0, 10.0); 12]);
        let second = outcome(&[(1000.0, 12_000.0, 80.0, 5.0); 12]);
        let list = incremental(&first, &second);
        let harm = find(&list, Effect::HarmAverted, Basis::Total);
        assert_eq!(harm.verdict, Verdict::MoreForMore);
        assert!((harm.usd_per_person().unwrap() - 100.0).abs() < 1e-9);
        let protected = find(&list, Effect::Protected, Basis::Total);
        assert_eq!(protected.verdict, Verdict::Dominated);
        assert_eq!(protected.usd_per_person(), None);
        let back = find(
            &incremental(&second, &first),
            Effect::HarmAverted,
            Basis::Total,
        );
        assert_eq!(back.verdict, Verdict::LessForLess);
        assert!((back.usd_per_person().unwrap() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_verdict_holds_only_if_nearly_all_replications_stand_there() {
        let first = outcome(&[(1000.0, 10_000.0, 100.0, 10.0); 12]);
        let mut mixed = vec![(1000.0, 9000.0, 80.0, 12.0); 11];
        mixed.push((1000.0, 11_000.0, 80.0, 12.0));
        let list = incremental(&first, &outcome(&mixed));
        let harm = find(&list, Effect::HarmAverted, Basis::Total);
        assert_eq!(harm.verdict, Verdict::Dominant);
        assert!((harm.share - 11.0 / 12.0).abs() < 1e-12 && harm.unresolved());
        let few = incremental(
            &outcome(&[(1.0, 2.0, 1.0, 1.0)]),
            &outcome(&[(1.0, 1.0, 0.0, 1.0)]),
        );
        assert!(find(&few, Effect::HarmAverted, Basis::Total).unresolved());
        let none = incremental(&outcome(&[]), &outcome(&[]));
        assert!(none.is_empty());
    }
}
