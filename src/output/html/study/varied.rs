//! What was varied, how, and under which policies.

use maud::{Markup, html};

use super::super::content::Content;
use super::super::words::fill;
use super::Study;
use super::names::is_assumed;
use crate::output::study::Varied;

/// Factors that are listed at most.
const MOST: usize = 150;
/// Listed values that are named.
const NAMED: usize = 8;

impl Content<'_, Study> {
    /// The section.
    pub fn varied(&self) -> Markup {
        let words = self.words;
        let study = &self.results.description;
        let numbers = if study.fixed_parameters {
            "fixed"
        } else {
            "drawn"
        };
        let common = study.common_random_numbers;
        let luck = if common { "common_luck" } else { "own_luck" };
        let design = fill!(
            words,
            "varied.design",
            design = words.of_section("design", study.design.name()),
            points = words.language.whole(study.points as usize),
            replications = study.replications,
            runs = words.language.whole(study.runs as usize)
        );
        let policies = self.results.record.policies.iter().map(|name| {
            let mut policies = study.context.policies.iter();
            (name, policies.find(|it| it.name == *name))
        });
        html! {
            p {
                (design) " " (words.of_section("varied", numbers)) " "
                (words.of_section("varied", luck))
            }
            (self.factors(&study.factors))
            h3 { (words.get("varied.policies")) }
            p { (words.get("levers.interpretation")) }
            dl.levels {
                @for (name, policy) in policies {
                    dt { (self.policy(name)) " " code { (name) } }
                    dd { (policy.map_or("", |it| &it.description)) }
                }
            }
        }
    }

    fn factors(&self, factors: &[Varied]) -> Markup {
        let words = self.words;
        let below = |text: &str| {
            html! { @if !text.is_empty() { span.agreement { (text) } } }
        };
        let rows = html! {
            @for it in factors.iter().take(MOST) {
                tr {
                    th scope="row" {
                        (self.factor(&it.name)) (below(it.meaning.as_deref().unwrap_or_default()))
                    }
                    td { (words.find("kind", &it.kind).unwrap_or(&it.kind)) }
                    td { (self.range(it)) (below(&it.unit)) }
                    td {
                        @if is_assumed(it) { (self.assumed()) " " }
                        (self.known(it)) (below(it.source.as_deref().unwrap_or_default()))
                    }
                }
            }
        };
        let heads = self.heads("varied.factor varied.kind varied.range varied.known");
        let left = factors.len().saturating_sub(MOST);
        html! {
            (self.table(words.get("varied.caption"), &heads, &rows))
            @if left > 0 { p.note { (fill!(words, "varied.more", count = left)) } }
            p.note { (words.get("varied.note")) }
        }
    }

    fn range(&self, factor: &Varied) -> String {
        let words = self.words;
        if let Some(values) = &factor.values {
            if factor.kind == "posterior" {
                return fill!(words, "varied.rows", count = values.len());
            }
            let names = values.iter().take(NAMED);
            let names = names.map(|it| self.value(it.as_f64(), it.as_str().unwrap_or_default()));
            let more = if values.len() > NAMED { ", …" } else { "" };
            return names.collect::<Vec<_>>().join(", ") + more;
        }
        let ends = factor.low.zip(factor.high);
        ends.map_or("–".to_owned(), |(low, high)| {
            let (from, to) = (self.rounded(low), self.rounded(high));
            fill!(words, "page.window", from, to)
        })
    }

    /// How well a number is known; levers and dials are choices.
    fn known(&self, factor: &Varied) -> String {
        let words = self.words;
        match &factor.grade {
            Some(grade) => {
                let status = factor.status.as_deref().unwrap_or_default();
                let status = words.find("status", status).unwrap_or(status);
                fill!(words, "varied.grade", grade, status)
            }
            None if factor.kind == "rule" => words.get("varied.rules").to_owned(),
            None => words.get("varied.chosen").to_owned(),
        }
    }
}
