//! What each policy loses against the best one at every point, and how often it meets limits.

use maud::{Markup, html};

use super::super::content::{Content, heading_row};
use super::super::words::fill;
use super::Study;
use super::names::{key, numbers, percent, share};
use super::read::Regret;

/// Outcomes that are listed at most.
const MOST: usize = 30;

impl Content<'_, Study> {
    /// The section on regret and satisficing; nothing where policies are not compared.
    pub fn regret(&self) -> Markup {
        if !self.compares() || self.results.regrets.is_empty() {
            return html! {};
        }
        let words = self.words;
        let heads = self.heads("study.policy fare.mean fare.largest fare.best fare.meets");
        let same = |a: &Regret, b: &Regret| {
            (&a.indicator, &a.denominator) == (&b.indicator, &b.denominator)
        };
        let outcomes: Vec<&[Regret]> = self.results.regrets.chunk_by(same).collect();
        let rows = html! {
            @for of_outcome in outcomes.iter().take(MOST) {
                (heading_row(heads.len(), &self.limit(&of_outcome[0])))
                @for it in *of_outcome { (self.regret_row(it)) }
            }
        };
        let met = self.results.record.met.iter();
        let met = met.map(|it| format!("{} {}", self.policy(&it.policy), percent(it.share)));
        let list = met.collect::<Vec<_>>().join(", ");
        let first = self.policy(self.first());
        html! {
            p { (words.get("fare.intro")) }
            (self.table(words.get("fare.caption"), &heads, &rows))
            (self.more(outcomes.len().saturating_sub(MOST), "regret.csv"))
            @if !list.is_empty() { p { (fill!(words, "fare.all_met", list)) } }
            p.note { (fill!(words, "fare.note", first)) }
        }
    }

    /// The outcome and its limit.
    fn limit(&self, of: &Regret) -> String {
        let words = self.words;
        let less = of.better == "less";
        let side = if less {
            "fare.at_most"
        } else {
            "fare.at_least"
        };
        let limit = fill!(words, side, limit = self.rounded(of.limit));
        let from = if of.limit_from == "asked" {
            words.get("fare.asked").to_owned()
        } else {
            fill!(words, "fare.median", policy = self.policy(self.first()))
        };
        let outcome = self.outcome((&of.indicator, &of.denominator));
        fill!(words, "fare.heading", outcome, limit, from)
    }

    fn regret_row(&self, it: &Regret) -> Markup {
        let key = key("regret", &[&it.policy, &it.indicator, &it.denominator]);
        html! {
            tr.open[!self.tells_apart(it)] {
                th scope="row" { (self.policy(&it.policy)) }
                (numbers(&key, "regret_mean", &self.number(it.mean)))
                (numbers(&key, "regret_max", &self.number(it.largest)))
                (numbers(&key, "share_best", &share(Some(it.share_best))))
                (numbers(&key, "satisficing", &share(Some(it.satisficing))))
            }
        }
    }

    /// Whether it is resolved that a policy differs from the first; of the first, that any does.
    fn tells_apart(&self, it: &Regret) -> bool {
        let outcome = (it.indicator.as_str(), it.denominator.as_str());
        let mut others = self.others();
        others.any(|other| {
            [other, self.first()].contains(&it.policy.as_str()) && self.resolved(other, outcome)
        })
    }
}
