//! The table of all main results: the rows of the printed one.

use maud::{Markup, html};

use super::content::{Content, Detail, heading_row};
use super::words::fill;
use crate::measures::{Shown, catalogue};

impl Content<'_> {
    /// The section.
    pub fn results_table(&self) -> Markup {
        let words = self.words;
        if self.detail >= Detail::WithoutTable {
            return html! { p { (words.get("table.left_out")) } };
        }
        let caption = if self.compares() {
            fill!(words, "table.caption", first = self.first())
        } else {
            words.get("table.caption_one").to_owned()
        };
        let minus = |b| fill!(words, "table.minus", b, a = self.first());
        let minus: Vec<String> = self.titles().skip(1).map(minus).collect();
        let mut heads = self.heads("table.column");
        heads.extend(self.titles());
        heads.extend(minus.iter().map(String::as_str));
        let mut before = "";
        let rows = catalogue::printed().into_iter().filter_map(|(it, by)| {
            let rare = it.shown(by) == Shown::Occurring;
            (!rare || self.happens(it.code, by.name())).then_some((it.code, by.name()))
        });
        let rows = html! {
            @for (code, by) in rows {
                @if std::mem::replace(&mut before, by) != by {
                    (heading_row(heads.len(), words.of_section("per", by)))
                }
                (self.row(code, by))
            }
        };
        html! {
            @if self.compares() { p { (words.get("table.note")) } }
            (self.table(&caption, &heads, &rows))
            (self.star())
        }
    }

    fn happens(&self, code: &str, denominator: &str) -> bool {
        let levels = self.results.scenarios.iter();
        let mut levels = levels.filter_map(|it| it.total(code, denominator));
        levels.any(|it| it.mean > 0.0)
    }

    fn row(&self, code: &str, by: &str) -> Markup {
        let scenarios = &self.results.scenarios;
        html! {
            tr data-key={ "results|" (code) "|" (by) "|all|all" } {
                th scope="row" { (self.starred(code)) }
                @for it in scenarios { (self.cell(it.total(code, by))) }
                @for it in scenarios.iter().skip(1) { (self.difference_cell(it.difference(code, by))) }
            }
        }
    }
}
