//! Where outcomes fail or signs turn: boxes of the factors.

use maud::{Markup, html};

use super::super::content::{Content, heading_row};
use super::super::words::fill;
use super::Study;
use super::names::{Subject, key, numbers, share};
use super::read::Side;

/// Sides of boxes that are listed at most.
const MOST: usize = 60;

impl Content<'_, Study> {
    /// The section; nothing where no box was found.
    pub fn boxes(&self) -> Markup {
        if self.results.sides.is_empty() {
            return html! {};
        }
        let words = self.words;
        let heads = self.heads("varied.factor where.limits where.coverage where.density");
        let sides = self.results.sides.iter();
        let shown: Vec<&Side> = sides.filter(|it| self.stands(&it.indicator)).collect();
        let same = |a: &&Side, b: &&Side| {
            (&a.policy, &a.minus, &a.case, a.number) == (&b.policy, &b.minus, &b.case, b.number)
                && (&a.indicator, &a.denominator) == (&b.indicator, &b.denominator)
        };
        let rows = html! {
            @for found in shown[..shown.len().min(MOST)].chunk_by(same) {
                (heading_row(heads.len(), &self.case(found[0])))
                @for side in found { (self.side(side)) }
            }
        };
        html! {
            p { (words.get("where.intro")) }
            (self.table(words.get("where.caption"), &heads, &rows))
            (self.more(shown.len().saturating_sub(MOST), "boxes.csv"))
            p.note { (words.get("where.note")) }
        }
    }

    /// What the points in question are.
    fn case(&self, it: &Side) -> String {
        let words = self.words;
        let case = match it.limit {
            Some(limit) => fill!(words, "where.misses", limit = self.rounded(limit)),
            None => words.get("where.other_sign").to_owned(),
        };
        let of = Subject {
            policy: &it.policy,
            minus: &it.minus,
        };
        fill!(
            words,
            "where.heading",
            subject = self.subject(of),
            outcome = self.outcome_and_verdict(of, (&it.indicator, &it.denominator)),
            case,
            cases = words.language.whole(it.n_cases),
            points = words.language.whole(it.n_points)
        )
    }

    fn side(&self, it: &Side) -> Markup {
        let outcome = (it.indicator.as_str(), it.denominator.as_str());
        let cells = [
            &*it.policy,
            &it.minus,
            outcome.0,
            outcome.1,
            &it.case,
            &it.number.to_string(),
            &it.factor,
            &it.label,
        ];
        let key = key("boxes", &cells);
        let claimed = it.minus.is_empty() || self.resolved(&it.policy, outcome);
        let columns = match (it.low, it.high) {
            (Some(_), Some(_)) => "low high",
            (Some(_), None) => "low",
            (None, Some(_)) => "high",
            (None, None) => "",
        };
        html! {
            tr.open[!claimed] {
                th scope="row" { (self.factor(&it.factor)) }
                (numbers(&key, columns, &self.limits_of(it)))
                (numbers(&key, "coverage", &share(Some(it.coverage))))
                (numbers(&key, "density", &share(Some(it.density))))
            }
        }
    }

    fn limits_of(&self, it: &Side) -> Markup {
        let words = self.words;
        let side = |word: &str, value: Option<f64>| {
            value.map(|it| html! { (words.of_section("where", word)) " " (self.number(it)) " " })
        };
        if it.label.is_empty() {
            let sides = [side("from", it.low), side("to", it.high)];
            return html! { @for side in sides.into_iter().flatten() { (side) } };
        }
        let not = it.label.strip_prefix("not ");
        let value = not.unwrap_or(&it.label);
        let value = words.find("rule", value).unwrap_or(value);
        let key = if not.is_some() {
            "where.is_not"
        } else {
            "where.is"
        };
        html! { (fill!(words, key, value)) }
    }
}
