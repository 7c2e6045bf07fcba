//! How policies fare at every point, and where outcomes fail or signs turn.

use super::super::content::{
    Content, close_table, column, heading_row, open_table, paragraph, row_head,
};
use super::super::markup::Markup;
use super::Study;
use super::names::{Subject, key, numbers, percent, share};
use super::read::{Regret, Side};

/// Outcomes that are listed at most.
const MOST: usize = 30;
/// Sides of boxes that are listed at most.
const SIDES: usize = 60;

impl Content<'_, Study> {
    /// The section on regret and satisficing.
    pub fn fare(&self, page: &mut Markup) {
        let words = self.words;
        paragraph(page, words.get("fare.intro"));
        open_table(page, words, words.get("fare.caption"), |page| {
            column(page, words.get("study.policy"));
            for heading in ["mean", "largest", "best", "meets"] {
                column(page, words.of_section("fare", heading));
            }
        });
        let same = |a: &Regret, b: &Regret| {
            (&a.indicator, &a.denominator) == (&b.indicator, &b.denominator)
        };
        let outcomes: Vec<&[Regret]> = self.results.regrets.chunk_by(same).collect();
        for of_outcome in outcomes.iter().take(MOST) {
            heading_row(page, 5, &self.limit(&of_outcome[0]));
            for it in *of_outcome {
                self.fares(page, it);
            }
        }
        close_table(page);
        self.more(page, outcomes.len().saturating_sub(MOST), "regret.csv");
        let met = self.results.record.met.iter();
        let met: Vec<String> = met
            .map(|it| format!("{} {}", self.policy(&it.policy), percent(it.share)))
            .collect();
        if !met.is_empty() {
            let list = met.join(", ");
            paragraph(page, &words.fill("fare.all_met", &[("list", &list)]));
        }
        let first = [("first", self.policy(self.first()))];
        page.leaf("p", &[("class", &"note")], words.fill("fare.note", &first));
    }

    /// The outcome and its limit.
    fn limit(&self, of: &Regret) -> String {
        let words = self.words;
        let side = if of.better == "less" {
            "fare.at_most"
        } else {
            "fare.at_least"
        };
        let limit = words.fill(side, &[("limit", &self.rounded(of.limit))]);
        let from = if of.limit_from == "asked" {
            words.get("fare.asked").to_owned()
        } else {
            let first = [("policy", self.policy(self.first()))];
            words.fill("fare.median", &first)
        };
        let outcome = self.outcome((&of.indicator, &of.denominator));
        let values = [("outcome", &*outcome), ("limit", &limit), ("from", &from)];
        words.fill("fare.heading", &values)
    }

    fn fares(&self, page: &mut Markup, it: &Regret) {
        let key = key("regret", &[&it.policy, &it.indicator, &it.denominator]);
        let class = if self.tells_apart(it) { "" } else { "open" };
        page.open("tr", &[("class", &class)]);
        row_head(page, self.policy(&it.policy));
        for (columns, value) in [("regret_mean", it.mean), ("regret_max", it.largest)] {
            numbers(page, (&key, columns), "number", |page| {
                self.number(page, value);
            });
        }
        for (columns, value) in [
            ("share_best", it.share_best),
            ("satisficing", it.satisficing),
        ] {
            numbers(page, (&key, columns), "number", |page| {
                share(page, Some(value));
            });
        }
        page.close();
    }

    /// Whether it is resolved that a policy fares otherwise than the first; of the first, that any does.
    fn tells_apart(&self, it: &Regret) -> bool {
        let outcome = (it.indicator.as_str(), it.denominator.as_str());
        let mut others = self.others();
        others.any(|other| {
            [other, self.first()].contains(&it.policy.as_str()) && self.resolved(other, outcome)
        })
    }

    /// The section on boxes.
    pub fn boxes(&self, page: &mut Markup) {
        let words = self.words;
        paragraph(page, words.get("where.intro"));
        open_table(page, words, words.get("where.caption"), |page| {
            column(page, words.get("varied.factor"));
            for heading in ["limits", "coverage", "density"] {
                column(page, words.of_section("where", heading));
            }
        });
        let sides = self.results.sides.iter();
        let shown: Vec<&Side> = sides.filter(|it| self.stands(&it.indicator)).collect();
        let same = |a: &&Side, b: &&Side| {
            let of = |it: &Side| {
                (
                    it.policy.clone(),
                    it.minus.clone(),
                    it.case.clone(),
                    it.number,
                )
            };
            of(a) == of(b) && (&a.indicator, &a.denominator) == (&b.indicator, &b.denominator)
        };
        for found in shown[..shown.len().min(SIDES)].chunk_by(same) {
            heading_row(page, 4, &self.case(found[0]));
            for side in found {
                self.side(page, side);
            }
        }
        close_table(page);
        self.more(page, shown.len().saturating_sub(SIDES), "boxes.csv");
        page.leaf("p", &[("class", &"note")], words.get("where.note"));
    }

    /// What the points in question are.
    fn case(&self, it: &Side) -> String {
        let words = self.words;
        let subject = self.subject(Subject {
            policy: &it.policy,
            minus: &it.minus,
        });
        let case = match it.limit {
            Some(limit) => words.fill("where.misses", &[("limit", &self.rounded(limit))]),
            None => words.get("where.other_sign").to_owned(),
        };
        let outcome = (it.indicator.as_str(), it.denominator.as_str());
        let of = Subject {
            policy: &it.policy,
            minus: &it.minus,
        };
        let outcome = self.outcome_and_verdict(of, outcome);
        words.fill(
            "where.heading",
            &[
                ("subject", &subject),
                ("outcome", &outcome),
                ("case", &case),
                ("cases", &words.language.whole(it.n_cases)),
                ("points", &words.language.whole(it.n_points)),
            ],
        )
    }

    fn side(&self, page: &mut Markup, it: &Side) {
        let words = self.words;
        let number_of_box = it.number.to_string();
        let cells = [
            &*it.policy,
            &it.minus,
            &it.indicator,
            &it.denominator,
            &it.case,
            &number_of_box,
            &it.factor,
            &it.label,
        ];
        let key = key("boxes", &cells);
        let outcome = (it.indicator.as_str(), it.denominator.as_str());
        let claimed = it.minus.is_empty() || self.resolved(&it.policy, outcome);
        let class = if claimed { "" } else { "open" };
        page.open("tr", &[("class", &class)]);
        row_head(page, &self.factor(&it.factor));
        let columns = match (it.low, it.high) {
            (Some(_), Some(_)) => "low high",
            (Some(_), None) => "low",
            (None, Some(_)) => "high",
            (None, None) => "",
        };
        numbers(page, (&key, columns), "number", |page| {
            if it.label.is_empty() {
                let side = |page: &mut Markup, word: &str, value: Option<f64>| {
                    if value.is_some() {
                        page.text(words.of_section("where", word));
                        page.text(" ");
                        self.maybe(page, value);
                        page.text(" ");
                    }
                };
                side(page, "from", it.low);
                side(page, "to", it.high);
            } else if let Some(value) = it.label.strip_prefix("not ") {
                let value = words.find("rule", value).unwrap_or(value);
                page.text(words.fill("where.is_not", &[("value", value)]));
            } else {
                let value = words.find("rule", &it.label).unwrap_or(&it.label);
                page.text(words.fill("where.is", &[("value", value)]));
            }
        });
        for (columns, value) in [("coverage", it.coverage), ("density", it.density)] {
            numbers(page, (&key, columns), "number", |page| {
                share(page, Some(value));
            });
        }
        page.close();
    }
}
