//! Which assumptions signs hang on.

use super::super::content::{Content, close_table, column, open_table, paragraph, row_head};
use super::super::markup::Markup;
use super::Study;
use super::names::{Subject, is_assumed, key, numbers, share};
use super::read::{Contrast, Entry};

/// Rows that are listed at most.
const MOST: usize = 60;

impl Content<'_, Study> {
    /// What the sign of a contrast owes to each number and rule.
    pub fn ledger(&self, contrast: &Contrast) -> Vec<&Entry> {
        let all = self.results.ledger.iter();
        all.filter(|it| {
            it.policy_b == contrast.policy_b
                && it.indicator == contrast.indicator
                && it.denominator == contrast.denominator
        })
        .collect()
    }

    /// The section.
    pub fn hangs(&self, page: &mut Markup) {
        let words = self.words;
        paragraph(page, words.get("hangs.intro"));
        let contrasts = self.results.contrasts.iter();
        let contrasts: Vec<&Contrast> = contrasts
            .filter(|it| self.stands(&it.indicator))
            .filter(|it| !self.ledger(it).is_empty())
            .collect();
        let turned: Vec<&Entry> = contrasts
            .iter()
            .flat_map(|it| self.ledger(it))
            .filter(|it| it.hangs == "yes")
            .collect();
        if turned.is_empty() {
            paragraph(page, words.get("hangs.none"));
        } else {
            self.hanging(page, &turned);
        }
        for verdict in ["unknown", "no"] {
            self.others_hang(page, &contrasts, verdict);
        }
        let context = &self.results.description.context;
        if context.numbers > 0 {
            let [assumed, all] =
                [context.assumed, context.numbers].map(|it| words.language.whole(it));
            let counts = [("assumed", assumed.as_str()), ("all", &all)];
            let intro = words.fill("assumptions.intro", &counts);
            let varied = self.results.description.factors.iter();
            let varied = varied
                .filter(|it| is_assumed(it) && it.kind == "parameter")
                .count();
            let count = [("count", &*varied.to_string())];
            paragraph(
                page,
                &format!("{intro} {}", words.fill("hangs.varied", &count)),
            );
        }
    }

    fn hanging(&self, page: &mut Markup, turned: &[&Entry]) {
        let words = self.words;
        open_table(page, words, words.get("hangs.caption"), |page| {
            column(page, words.get("hangs.sign"));
            column(page, words.get("varied.factor"));
            for heading in ["at_low", "at_high", "p"] {
                column(page, words.of_section("hangs", heading));
            }
        });
        for it in turned.iter().take(MOST) {
            let cells = [
                &*it.policy_a,
                &it.policy_b,
                &it.indicator,
                &it.denominator,
                &it.factor,
            ];
            let key = key("assumption_ledger", &cells);
            let resolved = self.resolved(&it.policy_b, (&it.indicator, &it.denominator));
            let class = if resolved { "" } else { "open" };
            page.open("tr", &[("class", &class)]);
            row_head(page, &self.sign(it));
            page.open("td", &[]);
            page.text(self.factor(&it.factor));
            if self.varied_as(&it.factor).is_some_and(is_assumed) {
                page.text(" ");
                page.leaf("span", &[("class", &"chip")], words.get("page.assumed"));
            }
            page.close();
            for (columns, value) in [("q1_low", it.q1_low), ("q1_high", it.q1_high)] {
                numbers(page, (&key, columns), "number", |page| {
                    share(page, Some(value));
                });
            }
            match it.p {
                Some(p) => numbers(page, (&key, "p"), "number", |page| self.number(page, p)),
                None => page.leaf("td", &[], "–"),
            }
            page.close();
        }
        close_table(page);
        self.more(
            page,
            turned.len().saturating_sub(MOST),
            "assumption_ledger.csv",
        );
        page.leaf("p", &[("class", &"note")], words.get("hangs.note"));
    }

    /// The sign in question.
    fn sign(&self, it: &Entry) -> String {
        let subject = Subject {
            policy: &it.policy_b,
            minus: &it.policy_a,
        };
        let outcome = self.outcome_and_verdict(subject, (&it.indicator, &it.denominator));
        if self.others().nth(1).is_none() {
            return outcome;
        }
        format!("{outcome}: {}", self.subject(subject))
    }

    /// The signs of which nothing is told, or which nothing is seen to turn.
    fn others_hang(&self, page: &mut Markup, contrasts: &[&Contrast], verdict: &str) {
        let list: Vec<String> = contrasts
            .iter()
            .map(|it| self.ledger(it))
            .filter(|all| match verdict {
                "no" => all.iter().all(|it| it.hangs == "no"),
                _ => {
                    all.iter().all(|it| it.hangs != "yes")
                        && all.iter().any(|it| it.hangs == "unknown")
                }
            })
            .filter_map(|all| Some(self.sign(all.first()?)))
            .take(MOST)
            .collect();
        if !list.is_empty() {
            let list = list.join("; ");
            let key = format!("hangs.{verdict}");
            paragraph(page, &self.words.fill(&key, &[("list", &list)]));
        }
    }
}
