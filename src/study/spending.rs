//! Public costs and shared responsibility: values of indicators from a tally.

use super::catalogue::Denominator;
use super::values::{List, ratio};
use crate::observe::costs::Head;
use crate::observe::{Group, ProtectionStage};

/// The code of each head of spending, by [`Head::ALL`].
const HEADS: [&str; 6] = ["C1e", "C1r", "C1s", "C1a", "C1o", "C1m"];

impl List<'_> {
    pub(super) fn spending(&mut self) {
        let all = Group::all();
        let departures = self.departures(&all);
        let costs = &self.tally.costs;
        let total = costs.spent.total();
        let heads = Head::ALL.map(|head| costs.spent.sum([None, None, Some(head as usize)]));
        let pooled = costs.pooled.total();
        let protected = self.tally.reached(None, None, ProtectionStage::Effective) as f64;
        let years = costs.years.len();
        let index = ratio((0..years).map(|year| costs.index(year)).sum(), years as f64);
        let shares: Vec<Vec<(f64, f64)>> = (0..years).map(|year| costs.shares(year)).collect();
        let gini = gini(
            &(0..costs.able.len())
                .filter(|&state| costs.able[state] > 0.0)
                .map(|state| costs.load.sum([None, Some(state)]) / costs.able[state])
                .collect::<Vec<_>>(),
        );
        let load: f64 = costs.load.total();
        let by_state: Vec<[(&'static str, Option<f64>); 2]> = (0..costs.able.len())
            .map(|state| {
                let contributed = shares.iter().map(|year| year[state].1).sum();
                [
                    ("R1", ratio(costs.load.sum([None, Some(state)]), load)),
                    ("R2", ratio(contributed, years as f64)),
                ]
            })
            .collect();
        let contributed = ratio(shares.iter().flatten().map(|it| it.1).sum(), years as f64);
        let daily = self.tally.costs.daily;
        for (code, usd) in [("C1", total), ("C1p", total - daily), ("C1d", daily)] {
            let each = ratio(usd, departures);
            self.put(code, Denominator::UsdPerDeparture, &all, each);
            self.put(code, Denominator::Usd, &all, Some(usd / self.scale));
        }
        for (code, usd) in HEADS.into_iter().zip(heads) {
            self.put(
                code,
                Denominator::UsdPerDeparture,
                &all,
                ratio(usd, departures),
            );
        }
        self.put("C1f", Denominator::Share, &all, ratio(pooled, total));
        self.put("C3", Denominator::Usd, &all, ratio(total, protected));
        self.put("R3", Denominator::Score, &all, index);
        self.put("R1g", Denominator::Score, &all, gini);
        // Of the whole corridor, the shares are all of it.
        self.put("R1", Denominator::Share, &all, ratio(load, load));
        self.put("R2", Denominator::Share, &all, contributed);
        for (state, shares) in by_state.into_iter().enumerate() {
            for (code, share) in shares {
                self.put_state(code, Denominator::Share, state, share);
            }
        }
    }
}

/// The Gini coefficient of amounts; none if they add up to nothing.
fn gini(amounts: &[f64]) -> Option<f64> {
    let all: f64 = amounts.iter().sum();
    if all <= 0.0 {
        return None;
    }
    let mut sorted = amounts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let weighed: f64 = sorted
        .iter()
        .enumerate()
        .map(|(rank, amount)| (2.0 * (rank as f64 + 1.0) - count - 1.0) * amount)
        .sum();
    Some(weighed / (count * all))
}

#[cfg(test)]
mod tests {
    use super::gini;

    #[test]
    fn gini_is_zero_for_equals_and_near_one_for_one_who_carries_all() {
        assert!(gini(&[2.0; 4]).is_some_and(|it| it.abs() < 1e-12));
        assert!(gini(&[0.0, 0.0, 0.0, 5.0]).is_some_and(|it| (it - 0.75).abs() < 1e-12));
        assert!(gini(&[0.0, 0.0]).is_none());
    }
}
