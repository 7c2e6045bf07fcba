//! Which signs hold: the figure of contrasts with their stability, and all of them as tables.

use super::super::chart::intervals::{Mark, Panel, Row};
use super::super::content::{Content, close_table, column, open_table, paragraph, row_head};
use super::super::differences::panels;
use super::super::figure::{self, Figure};
use super::super::markup::Markup;
use super::super::results::Level;
use super::Study;
use super::names::{is_main, key, numbers, percent, share};
use super::read::Contrast;
use crate::study::sensitivity::stability::{FEWEST_CELLS, HOLDS};

/// Contrasts of a policy that are listed at most.
const MOST: usize = 60;

impl Content<'_, Study> {
    /// The section.
    pub fn stability(&self, page: &mut Markup) {
        let words = self.words;
        let values = [
            ("holds", format!("{:.0}", 100.0 * HOLDS)),
            ("fewest", FEWEST_CELLS.to_string()),
        ];
        let values = values.each_ref().map(|it| (it.0, it.1.as_str()));
        paragraph(page, &words.fill("stability.intro", &values));
        self.forest(page);
        for policy in self.others() {
            self.contrasts(page, policy);
        }
        self.star(page);
    }

    fn forest(&self, page: &mut Markup) {
        let words = self.words;
        let panels: Vec<Panel> = panels()
            .iter()
            .map(|(title, codes)| {
                let rows = codes.iter().map(|outcome| Row {
                    label: self.starred(outcome.0),
                    key: String::new(),
                    marks: self
                        .others()
                        .map(|policy| self.contrast(policy, *outcome).map(mark))
                        .collect(),
                });
                Panel::of(words.of_section("differences", title), Some("Q1"), rows)
            })
            .filter(|panel| !panel.rows.is_empty())
            .collect();
        if panels.is_empty() {
            return;
        }
        let mut figure = Figure::of(self, "figure-stability", "stability", "");
        let first = [("first", self.policy(self.first()))];
        figure.description = words.fill("stability.desc", &first);
        figure.caption = words.fill("stability.caption", &first);
        figure::open(page, self, &figure);
        figure::named(page, self.others().map(|it| self.policy(it)), 1);
        figure::panels(page, self, &figure, &panels, 1);
        figure::caption(page, self, &figure);
        page.close();
    }

    fn contrasts(&self, page: &mut Markup, policy: &str) {
        let words = self.words;
        let of_policy = self.results.contrasts.iter();
        let of_policy = of_policy.filter(|it| it.policy_b == policy && self.stands(&it.indicator));
        let main = |it: &&Contrast| is_main((&it.indicator, &it.denominator));
        let (mut shown, rest): (Vec<&Contrast>, Vec<&Contrast>) = of_policy.partition(main);
        shown.extend(rest);
        let left = shown.len().saturating_sub(MOST);
        shown.truncate(MOST);
        let Some(first) = shown.first() else { return };
        let names = [
            ("b", self.policy(&first.policy_b)),
            ("a", self.policy(&first.policy_a)),
        ];
        let caption = words.fill("stability.table", &names);
        open_table(page, words, &caption, |page| {
            column(page, words.get("table.column"));
            for heading in ["difference", "q1", "against", "open", "verdict"] {
                column(page, words.of_section("stability", heading));
            }
        });
        for it in shown {
            let cells = [&*it.policy_a, &it.policy_b, &it.indicator, &it.denominator];
            let key = key("stability", &cells);
            let class = if it.resolved { "number" } else { "number open" };
            page.open("tr", &[]);
            row_head(page, &self.outcome((&it.indicator, &it.denominator)));
            let columns = "diff_mean diff_q025 diff_q975";
            numbers(page, (&key, columns), class, |page| {
                self.level(page, Some(level(it)));
            });
            for (columns, value) in [
                ("stability_q1", it.stability_q1),
                ("against", it.against),
                ("open", it.open),
            ] {
                numbers(page, (&key, columns), class, |page| share(page, value));
            }
            let verdict = if it.resolved {
                words.get("stability.holds")
            } else {
                words.get("stability.unresolved")
            };
            page.leaf("td", &[("class", &class)], verdict);
            page.close();
        }
        close_table(page);
        self.more(page, left, "stability.csv");
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
