//! Who bears what: rates by group against everybody else, and how unequal serious harm is.

use super::catalogue::Denominator;
use super::summary::Summary;
use super::values::{List, ratio};
use crate::observe::equity::{Burden, Cell, Dimension, Equity};
use crate::observe::tally::SERIOUS;
use crate::observe::{Age, Gender, Group, Tally};

/// Codes of what is compared between groups, each per 1,000 first departures of the group.
pub const CODES: [(&str, Burden); 7] = [
    ("H11", Burden::SeriousHarm),
    ("H4", Burden::Death),
    ("A1", Burden::LeftByGuide),
    ("A2", Burden::LeftByCompanions),
    ("A3", Burden::ChildSeparated),
    ("P9", Burden::Effective),
    ("N1", Burden::Refoulement),
];

/// Code of person-days on the way, per first departure times 1,000, as the rates of [`CODES`].
pub const DAYS: &str = "person_days";

/// Part of all departures that a group must have for its rate to be called the highest. A number of
/// people instead would let more groups in where more people leave, and the highest rate rise with it.
const PART: f64 = 0.01;
/// Fewest simulated departures of a group with that part: the rate of fewer people is luck above all.
const FEWEST: f64 = 50.0;

/// Aversions to inequality of E4, in the order of their codes.
const AVERSIONS: [(&str, f64); 3] = [("E4a", 0.5), ("E4b", 1.0), ("E4c", 2.0)];

/// The rates of one group in all replications of a policy.
#[derive(Clone, Debug)]
pub struct GroupRates {
    /// Code of what is compared, see [`CODES`] and [`DAYS`].
    pub code: &'static str,
    /// The group.
    pub cell: Cell,
    /// Per 1,000 first departures of the group, in replications in which any of it left.
    pub rates: Vec<f64>,
    /// Rate over that of everybody else, in replications in which both have one and that of others
    /// is over 0.
    pub ratios: Vec<f64>,
    /// First departures of the group, at real scale, by replication.
    pub people: Vec<f64>,
}

impl GroupRates {
    /// Summary of the rates; none if the group is empty in every replication.
    pub fn rate(&self) -> Option<Summary> {
        Summary::of(self.rates.iter().copied())
    }

    /// Summary of the ratios (E1); none if no replication has one.
    pub fn ratio(&self) -> Option<Summary> {
        Summary::of(self.ratios.iter().copied())
    }

    /// Mean first departures of the group, at real scale.
    pub fn persons(&self) -> Option<f64> {
        Summary::of(self.people.iter().copied()).map(|it| it.mean)
    }
}

/// The rates by group of one policy.
#[derive(Clone, Debug, Default)]
pub struct Equities {
    /// What is compared, for every group.
    pub groups: Vec<GroupRates>,
}

impl Equities {
    /// Adds the next replication. Every replication must come from the same world.
    pub fn add(&mut self, equity: &Equity, scale: f64) {
        if self.groups.is_empty() {
            let codes = CODES.into_iter().map(|(code, _)| code).chain([DAYS]);
            self.groups = codes
                .flat_map(|code| equity.cells.iter().map(move |cell| (code, cell)))
                .map(|(code, cell)| GroupRates {
                    code,
                    cell: cell.clone(),
                    rates: Vec::new(),
                    ratios: Vec::new(),
                    people: Vec::new(),
                })
                .collect();
        }
        let cells = equity.cells.len();
        let departed = |cell: usize| departures(equity, cell) as f64;
        let everyone = equity.everyone(Burden::Departed) as f64;
        let burdens = CODES.into_iter().map(|(_, burden)| Some(burden));
        let mut groups = self.groups.iter_mut();
        for burden in burdens.chain([None]) {
            let amount = |cell: usize| match burden {
                Some(burden) => equity.counts.get([cell, burden as usize]) as f64,
                None => equity.person_days.get([cell]),
            };
            let total: f64 = equity.of(Dimension::Gender).map(amount).sum();
            for (cell, group) in (0..cells).zip(groups.by_ref()) {
                let people = departed(cell);
                let rate = ratio(1000.0 * amount(cell), people);
                let others = ratio(1000.0 * (total - amount(cell)), everyone - people);
                group.people.push(people / scale);
                group.rates.extend(rate);
                group
                    .ratios
                    .extend(rate.zip(others).and_then(|(own, other)| ratio(own, other)));
            }
        }
    }
}

fn departures(equity: &Equity, cell: usize) -> u64 {
    equity.counts.get([cell, Burden::Departed as usize])
}

/// First departures and people with serious harm, of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Share {
    people: f64,
    harmed: f64,
}

impl Share {
    fn of(equity: &Equity, cell: usize) -> Self {
        Self {
            people: departures(equity, cell) as f64,
            harmed: equity.counts.get([cell, Burden::SeriousHarm as usize]) as f64,
        }
    }
}

fn totals(groups: &[Share]) -> (f64, f64) {
    groups.iter().fold((0.0, 0.0), |(people, harmed), group| {
        (people + group.people, harmed + group.harmed)
    })
}

/// The concentration index of grouped data, groups in order from the poorest: twice the sum over
/// groups of share of the harmed times relative rank, less one; the relative rank of a group is that
/// of its middle. None if nobody is harmed.
fn concentration(groups: &[Share]) -> Option<f64> {
    let (people, harmed) = totals(groups);
    if people <= 0.0 || harmed <= 0.0 {
        return None;
    }
    let mut below = 0.0;
    let mut ranked = 0.0;
    for group in groups {
        ranked += group.harmed * (below + group.people / 2.0) / people;
        below += group.people;
    }
    Some(2.0 * ranked / harmed - 1.0)
}

/// The rate that, if it were that of every group, would weigh as much as the rates they have: the
/// mean of order 1 plus the aversion to inequality. Atkinson's index is for goods and weighs the
/// little that the worst off have; for harm the order is over 1 instead of under it, and weighs the
/// much that they bear. None if nobody left.
fn weighted(groups: &[Share], aversion: f64) -> Option<f64> {
    let (people, _) = totals(groups);
    let order = 1.0 + aversion;
    let sum: f64 = groups
        .iter()
        .filter(|group| group.people > 0.0)
        .map(|group| group.people * libm::pow(group.harmed / group.people, order))
        .sum();
    ratio(sum, people).map(|mean| 1000.0 * libm::pow(mean, 1.0 / order))
}

/// The highest rate of serious harm among groups with at least [`PART`] of all departures; none if that
/// is under [`FEWEST`] simulated people.
fn highest(equity: &Equity) -> Option<f64> {
    let people: u64 = equity
        .of(Dimension::Gender)
        .map(|cell| departures(equity, cell))
        .sum();
    let least = PART * people as f64;
    if least < FEWEST {
        return None;
    }
    (0..equity.cells.len())
        .filter(|&cell| departures(equity, cell) as f64 >= least)
        .map(|cell| Share::of(equity, cell))
        .filter_map(|group| ratio(1000.0 * group.harmed, group.people))
        .max_by(f64::total_cmp)
}

fn by_age_and_gender(tally: &Tally) -> Vec<Share> {
    let pairs = Gender::ALL
        .into_iter()
        .flat_map(|gender| Age::ALL.into_iter().map(move |age| (gender, age)));
    pairs
        .map(|(gender, age)| {
            let (gender, age) = (Some(gender as usize), Some(age as usize));
            let harmed = [None, gender, age, Some(SERIOUS)];
            Share {
                people: tally.departures.sum([None, None, gender, age]) as f64,
                harmed: tally.group_harm_persons.sum(harmed) as f64,
            }
        })
        .collect()
}

impl List<'_> {
    pub(super) fn equity(&mut self) {
        let all = Group::all();
        let equity = &self.tally.equity;
        let quintiles: Vec<Share> = equity
            .of(Dimension::Quintile)
            .map(|cell| Share::of(equity, cell))
            .collect();
        let worst = highest(equity);
        self.put("E2", Denominator::Index, &all, concentration(&quintiles));
        self.put("E3", Denominator::Per1000Departures, &all, worst);
        let groups = by_age_and_gender(self.tally);
        for (code, aversion) in AVERSIONS {
            self.put(
                code,
                Denominator::Per1000Departures,
                &all,
                weighted(&groups, aversion),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    fn near(value: Option<f64>, expected: f64) -> bool {
        value.is_some_and(|it| (it - expected).abs() < 1e-9)
    }

    fn fifths(harmed: [f64; 5]) -> Vec<Share> {
        let people = 100.0;
        harmed.map(|harmed| Share { people, harmed }).to_vec()
    }

    #[test]
    fn concentration_is_negative_where_the_poorest_bear_harm_and_zero_where_all_do_alike() {
        assert!(near(concentration(&fifths([7.0; 5])), 0.0));
        assert!(near(
            concentration(&fifths([9.0, 0.0, 0.0, 0.0, 0.0])),
            -0.8
        ));
        assert!(near(concentration(&fifths([0.0, 0.0, 0.0, 0.0, 9.0])), 0.8));
        assert_eq!(concentration(&fifths([0.0; 5])), None);
    }

    #[test]
    fn unequal_harm_weighs_more_than_its_mean_and_the_more_so_the_stronger_the_aversion() {
        let equal = fifths([20.0; 5]);
        let unequal = fifths([0.0, 0.0, 0.0, 50.0, 50.0]);
        for (_, aversion) in AVERSIONS {
            assert!(near(weighted(&equal, aversion), 200.0));
        }
        let weights = AVERSIONS.map(|(_, aversion)| weighted(&unequal, aversion).unwrap());
        assert!(200.0 < weights[0] && weights[0] < weights[1] && weights[1] < weights[2]);
        assert!(near(
            weighted(&unequal, 1.0),
            1000.0 * (0.4_f64 * 0.25).sqrt()
        ));
        assert_eq!(weighted(&[], 1.0), None);
    }

    fn counted(people: [u64; 2], harmed: [u64; 2]) -> Equity {
        let mut equity = Equity::new(&fixture::world());
        for dimension in [Dimension::Gender, Dimension::Disability] {
            let cells = equity.of(dimension);
            for (position, cell) in cells.enumerate() {
                let departed = [cell, Burden::Departed as usize];
                equity.counts.add(departed, people[position]);
                let serious = [cell, Burden::SeriousHarm as usize];
                equity.counts.add(serious, harmed[position]);
            }
        }
        equity
    }

    #[test]
    fn the_worst_rate_is_not_that_of_a_handful() {
        assert!(near(highest(&counted([9900, 100], [990, 30])), 300.0));
        assert!(near(highest(&counted([9910, 90], [991, 90])), 100.0));
        assert_eq!(highest(&counted([4000, 900], [40, 90])), None);
    }

    #[test]
    fn groups_are_compared_with_everybody_else() {
        let mut equities = Equities::default();
        equities.add(&counted([100, 50], [10, 10]), 0.5);
        equities.add(&counted([100, 50], [10, 20]), 0.5);
        equities.add(&counted([100, 0], [10, 0]), 0.5);
        let find = |group: &str| {
            equities
                .groups
                .iter()
                .find(|it| {
                    it.code == "H11"
                        && it.cell.dimension == Dimension::Disability
                        && it.cell.group == group
                })
                .unwrap()
        };
        let (without, with) = (find("no"), find("yes"));
        assert!(near(without.rate().map(|it| it.mean), 100.0));
        assert!(near(with.rate().map(|it| it.mean), 300.0));
        assert_eq!(with.ratios.len(), 2);
        assert!(near(with.ratio().map(|it| it.mean), 3.0));
        assert!(near(with.ratio().map(|it| it.quantiles[0]), 2.05));
        assert!(near(with.persons(), 200.0 / 3.0));
        assert_eq!(without.ratios.len(), 2);
        let deaths = equities.groups.iter().find(|it| it.code == "H4").unwrap();
        assert!(deaths.ratio().is_none());
    }
}
