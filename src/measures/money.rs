//! What people pay, the market of guides, public costs and how they are shared.

use super::catalogue::indicators;
use super::view::{View, ratio};
use crate::observe::costs::Head;
use crate::observe::exchange::Sale;
use crate::observe::{Payment, ProtectionStage};

indicators! {
    MONEY
    "C4" "Cost to people" [People Analysed] (Less): USD, PAID, Nationalities, |it, by| it.per(by, it.paid(None)),
        "What people pay in all, per person who leaves";
    "C4a" "Fares and tolls" [People Figures]: USD, MONEY, Nationalities, |it, by| it.per(by, it.paid(Some(Payment::Fare))),
        "Fares and tolls, per person who leaves";
    "C4b" "Living on the way" [People Figures]: USD, MONEY, Nationalities, |it, by| it.per(by, it.paid(Some(Payment::Living))),
        "Daily living, per person who leaves";
    "C4c" "Robbery and ransom" [People Figures] (Less): USD, LOSS, Nationalities, |it, by| it.per(by, it.paid(Some(Payment::Loss))),
        "Losses to robbery, extortion and ransom, per person who leaves";
    "C4d" "Fines" [People Figures]: USD, MONEY, Nationalities, |it, by| it.per(by, it.paid(Some(Payment::Fine))),
        "Fines, per person who leaves";
    "M1" "Price of a package": PRICE, MARKET, Everyone, |it, _| ratio(it.sold(Sale::Revenue), it.sold(Sale::Users)),
        "What a person pays for a guided link in the mean, each link";
    "M2" "Revenue of smugglers": REVENUE, MARKET, Everyone, |it, by| it.per(by, it.sold(Sale::Revenue)),
        "What people pay or come to owe for guided links, tolls included";
    "M3" "Revenue from tolls": REVENUE, MARKET, Everyone, |it, by| it.per(by, it.sold(Sale::Toll)),
        "The part of it that goes to those who control the way by arms";
    "M4" "Debt": USD, MARKET, Everyone, |it, by| it.per(by, it.tally.borrowed.total()),
        "What people borrow from guides, per person who leaves";
    "C1" "Public spend" [Public Chief]: REVENUE, COSTS, Everyone, |it, by| it.per(by, it.spent(None)),
        "What states and the fund spend, per person who leaves and in all";
    "C1p" "Public spend on people" [Public Analysed] (Less): REVENUE, COSTS, Everyone, |it, by| it.per(by, it.spent(None) - it.tally.costs.daily),
        "Of public spend, what follows those who come: all but what runs by the day";
    "C1d" "Public spend by the day" [Public Figures] (LessInAll): REVENUE, COSTS, Everyone, |it, by| it.per(by, it.tally.costs.daily),
        "Of public spend, what runs by the day whoever comes: forces on the route, civil presence, monitoring, root causes. Per person who leaves, it falls where more leave, which is no merit";
    "C1e" "Public spend on enforcement" [Public Figures]: USD, COSTS, Everyone, |it, by| it.per(by, it.spent(Some(Head::Enforcement))),
        "Interdiction, detention, removal and forces on the route, per person who leaves";
    "C1r" "Public spend on reception" [Public Figures]: USD, COSTS, Everyone, |it, by| it.per(by, it.spent(Some(Head::Reception))),
        "Reception and registration, per person who leaves";
    "C1s" "Public spend on services" [Public Figures]: USD, COSTS, Everyone, |it, by| it.per(by, it.spent(Some(Head::Services))),
        "Services, safe transport, rescue, civil presence and legal aid, per person who leaves";
    "C1a" "Public spend on asylum" [Public Figures]: USD, COSTS, Everyone, |it, by| it.per(by, it.spent(Some(Head::Asylum))),
        "Decisions on claims, per person who leaves";
    "C1o" "Public spend on solutions" [Public Figures]: USD, COSTS, Everyone, |it, by| it.per(by, it.spent(Some(Head::Solutions))),
        "Pathways, integration, assisted return and root causes, per person who leaves";
    "C1m" "Public spend on monitoring" [Public Figures]: USD, COSTS, Everyone, |it, by| it.per(by, it.spent(Some(Head::Monitoring))),
        "Recording deaths, per person who leaves";
    "C1f" "Share of public spend pooled": SHARE, COSTS, Everyone, |it, _| ratio(it.tally.costs.pooled.total(), it.spent(None)),
        "Part of public spend that the fund pays";
    "C3" "Public spend per person protected": PRICE, COSTS, Everyone, |it, _| ratio(it.spent(None), it.reached(ProtectionStage::Effective)),
        "All public spend over the people in need who come to hold an effective status; an average, not what one more would cost";
    "R1" "Load": SHARE, COSTS, States, |it, _| it.load(),
        "Share of a state in the people received, the years they spend there and claims made";
    "R2" "Contribution": SHARE, COSTS, States, |it, _| it.contribution(),
        "Share of a state in what is contributed: mean of the shares of statuses given and of public money spent, mean over years";
    "R1g" "Inequality of load": SCORE, COSTS, Everyone, |it, _| it.inequality(),
        "Gini coefficient of load over capacity between states, 0 (equal) to 1; states that can carry next to nothing here, as the destination, count with their capacity and keep it high: compare, do not read the level";
    "R3" "Responsibility-sharing index": SCORE, COSTS, Everyone, |it, _| it.sharing(),
        "1 less half the distance between shares of contribution (statuses given and money spent) and of capacity (population and output), mean over years; states that can contribute next to nothing here, as the destination, count with their capacity, so that it stays far below 1: compare, do not read the level";
}

impl View<'_> {
    /// What people pay, of one kind or in all.
    fn paid(&self, what: Option<Payment>) -> f64 {
        let kind = what.map(|it| it as usize);
        self.tally.paid.sum([None, self.nationality, kind])
    }

    fn sold(&self, what: Sale) -> f64 {
        self.tally.sales.total(what)
    }

    /// Public spend under a head, or all of it.
    fn spent(&self, head: Option<Head>) -> f64 {
        let spent = &self.tally.costs.spent;
        head.map_or_else(
            || spent.total(),
            |it| spent.sum([None, None, Some(it as usize)]),
        )
    }

    /// Of the whole corridor, the share is all of it.
    fn load(&self) -> Option<f64> {
        let load = &self.tally.costs.load;
        let all = load.total();
        ratio(self.state.map_or(all, |it| load.sum([None, Some(it)])), all)
    }

    fn contribution(&self) -> Option<f64> {
        let costs = &self.tally.costs;
        let years = (0..costs.years.len()).map(|year| costs.shares(year));
        let shares = years.flat_map(|shares| match self.state {
            Some(state) => vec![shares[state]],
            None => shares,
        });
        ratio(shares.map(|it| it.1).sum(), costs.years.len() as f64)
    }

    fn inequality(&self) -> Option<f64> {
        let costs = &self.tally.costs;
        let able = (0..costs.able.len()).filter(|&state| costs.able[state] > 0.0);
        let load = |state| costs.load.sum([None, Some(state)]) / costs.able[state];
        gini(&able.map(load).collect::<Vec<_>>())
    }

    fn sharing(&self) -> Option<f64> {
        let costs = &self.tally.costs;
        let years = costs.years.len();
        let indices = (0..years).map(|year| costs.index(year));
        ratio(indices.sum(), years as f64)
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
