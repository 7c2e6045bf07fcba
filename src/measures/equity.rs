//! How unequal serious harm is.

use super::catalogue::indicators;
use super::view::ratio;
use crate::observe::equity::{Burden, Dimension, Equity};
use crate::observe::tally::SERIOUS;
use crate::observe::{Age, Gender, Tally};

/// Part of all departures that a group must have for its rate to be called the highest. A number of
/// people instead would let more groups in where more people leave, and the highest rate rise with it.
const PART: f64 = 0.01;
/// Fewest simulated departures of a group with that part: the rate of fewer people is luck above all.
const FEWEST: f64 = 50.0;

indicators! {
    EQUITY
    "E2" "Concentration of harm": INDEX, HARM, Everyone, |it, _| concentration(&by_quintile(it.tally)),
        "Concentration index of people with serious harm by money on departure, fifths of each nationality: under 0 where the poorer bear more of it, over 0 where the richer do";
    "E3" "Serious harm of the worst off" [Equity Analysed] (Less): PER_1000, HARM, Everyone, |it, _| highest(&it.tally.equity),
        "Highest rate of people with serious harm among groups of age, gender, diversity, company, money, nationality and language with at least a hundredth of all who leave; empty where that is under 50 simulated people, so that a mean over few of many replications is of those in which most left";
    "E4a" "Equity-weighted harm, weak aversion" (Less): PER_1000, HARM, Everyone, |it, _| weighted(&by_age_and_gender(it.tally), 0.5),
        "Rate of people with serious harm that, borne alike by all groups of age and gender, would weigh as much: their mean of order 1.5";
    "E4b" "Equity-weighted harm, middling aversion" (Less): PER_1000, HARM, Everyone, |it, _| weighted(&by_age_and_gender(it.tally), 1.0),
        "The same, mean of order 2";
    "E4c" "Equity-weighted harm, strong aversion" (Less): PER_1000, HARM, Everyone, |it, _| weighted(&by_age_and_gender(it.tally), 2.0),
        "The same, mean of order 3";
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

fn by_quintile(tally: &Tally) -> Vec<Share> {
    let equity = &tally.equity;
    let fifths = equity.of(Dimension::Quintile);
    fifths.map(|cell| Share::of(equity, cell)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    const AVERSIONS: [f64; 3] = [0.5, 1.0, 2.0];

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
        for aversion in AVERSIONS {
            assert!(near(weighted(&equal, aversion), 200.0));
        }
        let weights = AVERSIONS.map(|aversion| weighted(&unequal, aversion).unwrap());
        assert!(200.0 < weights[0] && weights[0] < weights[1] && weights[1] < weights[2]);
        assert!(near(
            weighted(&unequal, 1.0),
            1000.0 * (0.4_f64 * 0.25).sqrt()
        ));
        assert_eq!(weighted(&[], 1.0), None);
    }

    #[test]
    fn the_worst_rate_is_not_that_of_a_handful() {
        assert!(near(
            highest(&fixture::equity([9900, 100], [990, 30])),
            300.0
        ));
        assert!(near(
            highest(&fixture::equity([9910, 90], [991, 90])),
            100.0
        ));
        assert_eq!(highest(&fixture::equity([4000, 900], [40, 90])), None);
    }
}
