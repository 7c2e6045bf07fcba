//! Which signs hold: the figure of contrasts with their stability, and all of them as tables.

use maud::{Markup, html};

use super::super::chart::intervals::{Mark, Panel, Row};
use super::super::content::Content;
use super::super::differences::panels;
use super::super::figure::{self, Figure};
use super::super::results::Level;
use super::super::words::fill;
use super::Study;
use super::names::{is_main, key, numbers_as, percent, share};
use super::read::Contrast;
use crate::study::sensitivity::stability::{FEWEST_CELLS, HOLDS};

/// Contrasts of a policy that are listed at most.
const MOST: usize = 60;

impl Content<'_, Study> {
    /// The section; nothing where policies are not compared.
    pub fn stability(&self) -> Markup {
        if !self.compares() {
            return html! {};
        }
        let holds = format!("{:.0}", 100.0 * HOLDS);
        html! {
            p { (fill!(self.words, "stability.intro", holds, fewest = FEWEST_CELLS)) }
            (self.forest())
            @for policy in self.others() { (self.contrasts(policy)) }
            (self.star())
        }
    }

    fn forest(&self) -> Markup {
        let words = self.words;
        let row = |code, by| Row {
            label: self.starred(code),
            key: String::new(),
            marks: self
                .others()
                .map(|policy| self.contrast(policy, (code, by)).map(mark))
                .collect(),
        };
        let panels = panels().into_iter().map(|(title, codes)| {
            let rows = codes.into_iter().map(|(code, by)| row(code, by));
            Panel::of(words.of_section("differences", title), Some("Q1"), rows)
        });
        let panels: Vec<Panel> = panels.filter(|it| !it.rows.is_empty()).collect();
        if panels.is_empty() {
            return html! {};
        }
        let mut figure = Figure::of(self, "figure-stability", "stability", "");
        let first = self.policy(self.first());
        figure.description = fill!(words, "stability.desc", first);
        figure.caption = fill!(words, "stability.caption", first);
        let inside = html! {
            (figure::legend(self.others().map(|it| self.policy(it)), 1))
            (self.panels(&figure, &panels, 1))
        };
        figure.around(self, &inside, &html! {})
    }

    fn contrasts(&self, policy: &str) -> Markup {
        let words = self.words;
        let of_policy = self.results.contrasts.iter();
        let of_policy = of_policy.filter(|it| it.policy_b == policy && self.stands(&it.indicator));
        let main = |it: &&Contrast| is_main((&it.indicator, &it.denominator));
        let (mut shown, rest): (Vec<&Contrast>, Vec<&Contrast>) = of_policy.partition(main);
        shown.extend(rest);
        let Some(first) = shown.first() else {
            return html! {};
        };
        let (b, a) = (self.policy(&first.policy_b), self.policy(&first.policy_a));
        let heads = "table.column stability.difference stability.q1 stability.against \
                     stability.open stability.verdict";
        let heads = self.heads(heads);
        let rows = html! { @for it in shown.iter().take(MOST) { (self.contrast_row(it)) } };
        html! {
            (self.table(&fill!(words, "stability.table", b, a), &heads, &rows))
            (self.more(shown.len().saturating_sub(MOST), "stability.csv"))
        }
    }

    fn contrast_row(&self, it: &Contrast) -> Markup {
        let cells = [&*it.policy_a, &it.policy_b, &it.indicator, &it.denominator];
        let key = key("stability", &cells);
        let class = if it.resolved { "number" } else { "number open" };
        let verdict = if it.resolved { "holds" } else { "unresolved" };
        let shares = [
            ("stability_q1", it.stability_q1),
            ("against", it.against),
            ("open", it.open),
        ];
        let difference = self.level(Some(level(it)));
        html! {
            tr {
                th scope="row" { (self.outcome((&it.indicator, &it.denominator))) }
                (numbers_as(class, &key, "diff_mean diff_q025 diff_q975", &difference))
                @for (columns, value) in shares {
                    (numbers_as(class, &key, columns, &share(value)))
                }
                td class=(class) { (self.words.of_section("stability", verdict)) }
            }
        }
    }
}

fn level(contrast: &Contrast) -> Level {
    Level {
        mean: contrast.diff_mean,
        interval: Some([contrast.diff_q025, contrast.diff_q975]),
    }
}

fn mark(contrast: &Contrast) -> Mark {
    Mark {
        level: level(contrast),
        resolved: contrast.resolved,
        beside: Some(contrast.stability_q1.map_or("–".to_owned(), percent)),
    }
}
