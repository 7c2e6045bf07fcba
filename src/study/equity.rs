//! Who bears what: rates by group against everybody else, and how unequal serious harm is.

use super::summary::Summary;
use crate::measures::ratio;
use crate::observe::equity::{Burden, Cell, Dimension, Equity};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    fn near(value: Option<f64>, expected: f64) -> bool {
        value.is_some_and(|it| (it - expected).abs() < 1e-9)
    }

    #[test]
    fn groups_are_compared_with_everybody_else() {
        let mut equities = Equities::default();
        equities.add(&fixture::equity([100, 50], [10, 10]), 0.5);
        equities.add(&fixture::equity([100, 50], [10, 20]), 0.5);
        equities.add(&fixture::equity([100, 0], [10, 0]), 0.5);
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
