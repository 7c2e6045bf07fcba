//! What a policy costs and brings beside another: incremental cost-effectiveness and dominance.
//!
//! Costs are public money of the whole corridor, undiscounted, in USD of the year of the inputs; what
//! people pay stands beside them as C4 and is not part of them. Costs and effects are those of 1,000
//! first departures: in total, a policy that keeps people from leaving would avert harm and one that
//! draws more would protect more, and a flow is scored for nothing. For the same reason costs are
//! compared at equal flow: what runs by the day whoever comes (C1d) is spread over as many people under
//! both policies, once those who leave under the first and once those under the second, and
//! [`Verdict::HangsOnFlow`] says where the two disagree. The rest (C1p) is taken as the same for each
//! person at either flow, though places, flights and decisions that are full do not grow with it. Nor is a policy judged that moves the effect by
//! departure only: of harm, that may show how many were exposed and for how long, of protection, how
//! many were in need. [`Verdict::NotBorneOut`] says so.

use super::compare::{FEWEST_PAIRS, contrast};
use super::indicators::Outcome;
use super::summary::Summary;
use crate::measures::Denominator;

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
            Effect::HarmAverted => "fewer_seriously_harmed",
            Effect::Protected => "people_protected",
        }
    }

    /// Code of the indicator behind it, what more of it counts for, and the denominator under which it
    /// must move the same way.
    fn source(self) -> (&'static str, f64, Denominator) {
        match self {
            Effect::HarmAverted => ("H11", -1.0, Denominator::Per1000PersonDays),
            Effect::Protected => ("P9", 1.0, Denominator::Per1000InNeed),
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
    /// None: which of the two costs more hangs on how many leave.
    HangsOnFlow,
    /// None: harm per person-day (standardised, so that where days are spent has no part), or protection of those in need, does not move with the
    /// effect by departure in a resolved way.
    NotBorneOut,
}

impl Verdict {
    fn of(usd: [f64; 2], effect: f64) -> Self {
        match (usd.map(|it| it > 0.0), effect > 0.0) {
            ([false, false], true) => Verdict::Dominant,
            ([true, true], false) => Verdict::Dominated,
            ([true, true], true) => Verdict::MoreForMore,
            ([false, false], false) => Verdict::LessForLess,
            _ => Verdict::HangsOnFlow,
        }
    }

    /// Whether it says which of the two to prefer, or what one costs beside the other.
    pub fn judges(self) -> bool {
        !matches!(self, Verdict::HangsOnFlow | Verdict::NotBorneOut)
    }

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Dominant => "dominant",
            Verdict::Dominated => "dominated",
            Verdict::MoreForMore => "more_for_more",
            Verdict::LessForLess => "less_for_less",
            Verdict::HangsOnFlow => "hangs_on_flow",
            Verdict::NotBorneOut => "not_borne_out",
        }
    }
}

/// Cost and effect of a policy less those of another in the same replications, per 1,000 first
/// departures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incremental {
    /// What is bought.
    pub effect: Effect,
    /// Additional public money, USD, where as many leave under both as under the first, and as under the
    /// second.
    pub usd: [Summary; 2],
    /// Additional effect, people.
    pub people: Summary,
    /// Where the means stand.
    pub verdict: Verdict,
    /// Share of replications that stand there too; where the effect is not borne out, of those whose
    /// effect has the sign of the mean.
    pub share: f64,
}

/// Share of replications that must stand where the means do for a verdict to hold.
const AGREEMENT: f64 = 0.95;

impl Incremental {
    /// USD per additional person, or saved per person given up, at the flow of either policy; none where
    /// one policy dominates, since the ratio then says nothing, and where there is no verdict.
    pub fn usd_per_person(&self) -> Option<[f64; 2]> {
        let traded = matches!(self.verdict, Verdict::MoreForMore | Verdict::LessForLess);
        traded.then(|| self.usd.map(|usd| usd.mean / self.people.mean))
    }

    /// Whether the verdict stays open: too few replications, too many that stand elsewhere, or, of one
    /// that judges, an interval of cost or effect that holds zero.
    pub fn unresolved(&self) -> bool {
        self.people.runs < FEWEST_PAIRS
            || self.share < AGREEMENT
            || self.verdict.judges() && (self.money_open() || holds_zero(&self.people))
    }

    /// Whether it stays open which of the two costs more.
    pub fn money_open(&self) -> bool {
        let [one, other] = self.usd;
        self.people.runs < FEWEST_PAIRS
            || one.mean * other.mean <= 0.0
            || self.usd.iter().any(holds_zero)
    }
}

fn holds_zero(summary: &Summary) -> bool {
    let (low, high) = summary.interval();
    low <= 0.0 && 0.0 <= high
}

/// What the second policy costs and brings beside the first, by effect.
pub fn incremental(first: &Outcome, second: &Outcome) -> Vec<Incremental> {
    Effect::ALL
        .into_iter()
        .filter_map(|effect| {
            let [before, after] = [first, second].map(|it| points(it, effect));
            let pairs: Vec<Pair> = before
                .into_iter()
                .zip(after)
                .filter_map(|(before, after)| Some(Pair::of(&before?, &after?)))
                .collect();
            of_pairs(effect, &pairs, resolved_move(first, second, effect))
        })
        .collect()
}

/// Cost and effect of pairs of replications; `moved` is by how much the second rate moves, if resolved.
fn of_pairs(effect: Effect, pairs: &[Pair], moved: Option<f64>) -> Option<Incremental> {
    let at = |flow: usize| Summary::of(pairs.iter().map(|pair| pair.usd[flow]));
    let usd = [at(0)?, at(1)?];
    let people = Summary::of(pairs.iter().map(|pair| pair.people))?;
    let borne_out = moved.is_some_and(|it| it * people.mean > 0.0);
    let stand = |usd, effect| Verdict::of(if borne_out { usd } else { [0.0; 2] }, effect);
    let means = stand(usd.map(|it| it.mean), people.mean);
    let there = pairs
        .iter()
        .filter(|pair| stand(pair.usd, pair.people) == means);
    Some(Incremental {
        effect,
        usd,
        people,
        verdict: if borne_out {
            means
        } else {
            Verdict::NotBorneOut
        },
        share: there.count() as f64 / pairs.len() as f64,
    })
}

/// By how much the effect moves among those exposed or in need, more being better; none if its sign
/// stays open.
fn resolved_move(first: &Outcome, second: &Outcome, effect: Effect) -> Option<f64> {
    let (code, sign, among) = effect.source();
    let before = first.total(code, among)?;
    let after = second.total(code, among)?;
    let contrast = contrast(before.key.clone(), &before.values, &after.values);
    let moved = contrast.difference.filter(|_| !contrast.unresolved())?;
    Some(sign * moved.mean)
}

/// What a policy costs and brings in a replication.
struct Point {
    /// First departures, thousands.
    thousands: f64,
    /// Public money that runs by the day, USD.
    daily: f64,
    /// The rest of it, USD per 1,000 first departures.
    usd: f64,
    /// Effect per 1,000 first departures; more is better.
    people: f64,
}

/// Cost, at the flow of either policy, and effect of the second policy less those of the first in a
/// replication, per 1,000 first departures.
struct Pair {
    usd: [f64; 2],
    people: f64,
}

impl Pair {
    fn of(before: &Point, after: &Point) -> Self {
        let (usd, daily) = (after.usd - before.usd, after.daily - before.daily);
        Self {
            usd: [before, after].map(|it| usd + daily / it.thousands),
            people: after.people - before.people,
        }
    }
}

/// What a policy costs and brings in each replication; harm counts below zero.
fn points(outcome: &Outcome, effect: Effect) -> Vec<Option<Point>> {
    let (code, sign, _) = effect.source();
    let values = |code: &str, denominator| {
        outcome
            .total(code, denominator)
            .map_or(&[][..], |series| &series.values)
    };
    values("C1p", Denominator::Usd)
        .iter()
        .zip(values("C1d", Denominator::Usd))
        .zip(values(code, Denominator::Count))
        .zip(values("F1", Denominator::Count))
        .map(|(((usd, daily), people), departures)| {
            let thousands = departures.filter(|it| *it > 0.0)? / 1000.0;
            Some(Point {
                thousands,
                daily: (*daily)?,
                usd: (*usd)? / thousands,
                people: sign * (*people)? / thousands,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Key;
    use crate::observe::fixture;
    use crate::study::Series;

    #[test]
    fn a_verdict_needs_replications_agreement_and_intervals_without_zero() {
        let of = |values: &[f64]| Summary::of(values.iter().copied()).unwrap();
        let (clear, open) = (of(&[1.0; 10]), of(&[-1.0, 1.0, 1.0, 1.0]));
        let line = Incremental {
            effect: Effect::Protected,
            usd: [clear; 2],
            people: clear,
            verdict: Verdict::MoreForMore,
            share: 0.95,
        };
        assert!(!line.unresolved() && !line.money_open());
        let vague = |change: fn(&mut Incremental, Summary)| {
            let mut line = line;
            change(&mut line, open);
            line.unresolved()
        };
        assert!(vague(|it, _| it.share = 0.94) && vague(|it, _| it.people.runs = 9));
        assert!(vague(|it, open| it.usd[0] = open) && vague(|it, open| it.usd[1] = open));
        assert!(vague(|it, open| it.people.quantiles = open.quantiles));
    }

    /// A replication: departures, public money, people seriously harmed and protected, and their second
    /// rates.
    #[derive(Clone, Copy)]
    struct Run {
        left: f64,
        daily: f64,
        usd: f64,
        harmed: f64,
        protected: f64,
        per_day: f64,
        in_need: f64,
    }

    const BEFORE: Run = Run {
        left: 1000.0,
        daily: 0.0,
        usd: 10_000.0,
        harmed: 100.0,
        protected: 10.0,
        per_day: 5.0,
        in_need: 20.0,
    };

    fn outcome(runs: &[Run]) -> Outcome {
        let series = |code, denominator, at: fn(&Run) -> f64| Series {
            key: Key {
                code,
                denominator,
                group_dim: "all",
                group: "all".to_owned(),
                state: "all".to_owned(),
            },
            values: runs.iter().map(|it| Some(at(it))).collect(),
        };
        Outcome {
            series: vec![
                series("F1", Denominator::Count, |it| it.left),
                series("C1p", Denominator::Usd, |it| it.usd),
                series("C1d", Denominator::Usd, |it| it.daily),
                series("H11", Denominator::Count, |it| it.harmed),
                series("H11", Denominator::Per1000PersonDays, |it| it.per_day),
                series("P9", Denominator::Count, |it| it.protected),
                series("P9", Denominator::Per1000InNeed, |it| it.in_need),
            ],
            ..Outcome::new(fixture::policy("any"))
        }
    }

    fn compared(first: &[Run], second: &[Run]) -> [Incremental; 2] {
        let list = incremental(&outcome(first), &outcome(second));
        list.try_into().unwrap()
    }

    #[test]
    fn a_smaller_flow_is_scored_for_nothing() {
        let fewer = Run {
            left: 500.0,
            usd: 5000.0,
            harmed: 50.0,
            protected: 5.0,
            ..BEFORE
        };
        for line in compared(&[BEFORE; 12], &[fewer; 12]) {
            assert_eq!(line.verdict, Verdict::NotBorneOut);
            assert_eq!(line.usd_per_person(), None);
            assert!(line.people.mean.abs() < 1e-9);
            assert!(line.usd.iter().all(|usd| usd.mean.abs() < 1e-9));
        }
    }

    #[test]
    fn what_runs_by_the_day_is_not_cheaper_because_more_leave() {
        let guarded = Run {
            daily: 5000.0,
            ..BEFORE
        };
        // Twice as many leave; each costs a little more, and so does a day.
        let more = Run {
            left: 2000.0,
            daily: 5500.0,
            usd: 21_000.0,
            harmed: 160.0,
            per_day: 4.0,
            ..BEFORE
        };
        let [harm, _] = compared(&[guarded; 12], &[more; 12]);
        assert_eq!(harm.verdict, Verdict::MoreForMore);
        let close = |usd: [f64; 2], expected: [f64; 2]| {
            usd.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9)
        };
        assert!(close(harm.usd.map(|it| it.mean), [1000.0, 750.0]));
        assert!(close(harm.usd_per_person().unwrap(), [50.0, 37.5]));
        // Cheaper by head and dearer by day: what it costs beside the other hangs on the flow.
        let either = Run {
            usd: 19_400.0,
            ..more
        };
        let [harm, _] = compared(&[guarded; 12], &[either; 12]);
        assert!(close(harm.usd.map(|it| it.mean), [200.0, -50.0]));
        assert_eq!(harm.verdict, Verdict::HangsOnFlow);
        assert!(harm.money_open() && !harm.unresolved() && harm.usd_per_person().is_none());
    }

    #[test]
    fn fewer_harmed_because_fewer_reach_the_danger_is_no_merit() {
        let stopped = Run {
            usd: 6000.0,
            harmed: 60.0,
            ..BEFORE
        };
        let [same_way, _] = compared(&[BEFORE; 12], &[stopped; 12]);
        assert_eq!(same_way.verdict, Verdict::NotBorneOut);
        assert!((same_way.people.mean - 40.0).abs() < 1e-9 && !same_way.unresolved());
        let worse = Run {
            per_day: 6.0,
            ..stopped
        };
        let [worse_way, _] = compared(&[BEFORE; 12], &[worse; 12]);
        assert_eq!(worse_way.verdict, Verdict::NotBorneOut);
        let safer = Run {
            per_day: 4.0,
            ..stopped
        };
        let [safer_way, _] = compared(&[BEFORE; 12], &[safer; 12]);
        assert_eq!(safer_way.verdict, Verdict::Dominant);
        let mut open = vec![safer; 11];
        open.push(worse);
        let [open, _] = compared(&[BEFORE; 12], &open);
        assert_eq!(open.verdict, Verdict::NotBorneOut);
    }

    #[test]
    fn more_protected_among_those_who_leave_must_hold_among_those_in_need() {
        let more = Run {
            usd: 12_000.0,
            protected: 20.0,
            ..BEFORE
        };
        let [_, same_chance] = compared(&[BEFORE; 12], &[more; 12]);
        assert_eq!(same_chance.verdict, Verdict::NotBorneOut);
        let more = Run {
            in_need: 30.0,
            ..more
        };
        let [_, better_chance] = compared(&[BEFORE; 12], &[more; 12]);
        assert_eq!(better_chance.verdict, Verdict::MoreForMore);
        assert!((better_chance.usd_per_person().unwrap()[0] - 200.0).abs() < 1e-9);
    }

    #[test]
    fn a_ratio_is_given_only_where_one_is_traded_for_the_other() {
        let after = Run {
            usd: 12_000.0,
            harmed: 80.0,
            protected: 5.0,
            per_day: 4.0,
            in_need: 10.0,
            ..BEFORE
        };
        let [harm, protected] = compared(&[BEFORE; 12], &[after; 12]);
        assert_eq!(harm.verdict, Verdict::MoreForMore);
        assert!((harm.usd_per_person().unwrap()[1] - 100.0).abs() < 1e-9);
        assert_eq!(protected.verdict, Verdict::Dominated);
        assert_eq!(protected.usd_per_person(), None);
        let [back, _] = compared(&[after; 12], &[BEFORE; 12]);
        assert_eq!(back.verdict, Verdict::LessForLess);
        assert!((back.usd_per_person().unwrap()[0] - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_verdict_holds_only_if_nearly_all_replications_stand_there() {
        let better = Run {
            usd: 9000.0,
            harmed: 80.0,
            per_day: 4.0,
            ..BEFORE
        };
        let mut mixed = vec![better; 11];
        mixed.push(Run {
            usd: 11_000.0,
            ..better
        });
        let [harm, _] = compared(&[BEFORE; 12], &mixed);
        assert_eq!(harm.verdict, Verdict::Dominant);
        assert!((harm.share - 11.0 / 12.0).abs() < 1e-12 && harm.unresolved());
        let [few, _] = compared(&[BEFORE], &[better]);
        assert!(few.unresolved());
        assert!(incremental(&outcome(&[]), &outcome(&[])).is_empty());
    }
}
