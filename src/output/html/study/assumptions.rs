//! Which assumptions signs depend on.

use maud::{Markup, html};

use super::super::content::Content;
use super::super::words::fill;
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

    /// The section; nothing where no sign was examined.
    pub fn assumptions(&self) -> Markup {
        if self.results.ledger.is_empty() {
            return html! {};
        }
        let words = self.words;
        let contrasts = self.results.contrasts.iter();
        let contrasts = contrasts.filter(|it| self.stands(&it.indicator));
        let ledgers = contrasts.map(|it| self.ledger(it));
        let ledgers: Vec<Vec<&Entry>> = ledgers.filter(|it| !it.is_empty()).collect();
        let turned = ledgers.iter().flatten().copied();
        let turned: Vec<&Entry> = turned.filter(|it| it.hangs == "yes").collect();
        html! {
            p { (words.get("hangs.intro")) }
            @if turned.is_empty() {
                p { (words.get("hangs.none")) }
            } @else {
                (self.turned(&turned))
            }
            @for verdict in ["unknown", "no"] { (self.others_of(&ledgers, verdict)) }
            (self.assumed_numbers())
        }
    }

    /// How many numbers are assumed, and how many of these are varied.
    fn assumed_numbers(&self) -> Markup {
        let (words, study) = (self.words, &self.results.description);
        if study.context.numbers == 0 {
            return html! {};
        }
        let [assumed, all] = [study.context.assumed, study.context.numbers];
        let [assumed, all] = [assumed, all].map(|it| words.language.whole(it));
        let varied = study.factors.iter();
        let varied = varied.filter(|it| is_assumed(it) && it.kind == "parameter");
        html! {
            p {
                (fill!(words, "assumptions.intro", assumed, all)) " "
                (fill!(words, "hangs.varied", count = varied.count()))
            }
        }
    }

    /// The signs that an assumption turns.
    fn turned(&self, turned: &[&Entry]) -> Markup {
        let words = self.words;
        let heads = self.heads("hangs.sign varied.factor hangs.at_low hangs.at_high hangs.p");
        let rows = html! {
            @for it in turned.iter().take(MOST) {
                @let outcome = (it.indicator.as_str(), it.denominator.as_str());
                @let cells = [&*it.policy_a, &it.policy_b, outcome.0, outcome.1, &it.factor];
                @let key = key("assumption_ledger", &cells);
                tr.open[!self.resolved(&it.policy_b, outcome)] {
                    th scope="row" { (self.sign(it)) }
                    td {
                        (self.factor(&it.factor))
                        @if self.varied_as(&it.factor).is_some_and(is_assumed) {
                            " " (self.assumed())
                        }
                    }
                    (numbers(&key, "q1_low", &share(Some(it.q1_low))))
                    (numbers(&key, "q1_high", &share(Some(it.q1_high))))
                    @if let Some(p) = it.p {
                        (numbers(&key, "p", &self.number(p)))
                    } @else { td { "–" } }
                }
            }
        };
        html! {
            (self.table(words.get("hangs.caption"), &heads, &rows))
            (self.more(turned.len().saturating_sub(MOST), "assumption_ledger.csv"))
            p.note { (words.get("hangs.note")) }
        }
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
    fn others_of(&self, ledgers: &[Vec<&Entry>], verdict: &str) -> Markup {
        let of_verdict = ledgers.iter().filter(|all| match verdict {
            "no" => all.iter().all(|it| it.hangs == "no"),
            _ => {
                all.iter().all(|it| it.hangs != "yes") && all.iter().any(|it| it.hangs == "unknown")
            }
        });
        let signs = of_verdict.filter_map(|all| Some(self.sign(all.first()?)));
        let list = signs.take(MOST).collect::<Vec<_>>().join("; ");
        html! {
            @if !list.is_empty() { p { (fill!(self.words, &format!("hangs.{verdict}"), list)) } }
        }
    }
}
