//! The table of all main results: the rows of the printed one.

use super::content::{
    Content, Detail, close_table, column, heading_row, open_row, open_table, paragraph, row_head,
};
use super::markup::Markup;
use crate::measures::{Shown, catalogue};

impl Content<'_> {
    /// The section.
    pub fn table(&self, page: &mut Markup) {
        let words = self.words;
        if self.detail >= Detail::WithoutTable {
            return paragraph(page, words.get("table.left_out"));
        }
        if self.compares() {
            paragraph(page, words.get("table.note"));
        }
        let caption = if self.compares() {
            words.fill("table.caption", &[("first", self.first())])
        } else {
            words.get("table.caption_one").to_owned()
        };
        open_table(page, words, &caption, |page| self.heads(page));
        let mut before = "";
        for (definition, denominator) in catalogue::printed() {
            let rare = definition.shown(denominator) == Shown::Occurring;
            let (code, denominator) = (definition.code, denominator.name());
            if rare && !self.happens(code, denominator) {
                continue;
            }
            if denominator != before {
                let heading = words.of_section("per", denominator);
                heading_row(page, self.columns(), heading);
                before = denominator;
            }
            self.row(page, code, denominator);
        }
        close_table(page);
        self.star(page);
    }

    fn columns(&self) -> usize {
        let policies = self.results.scenarios.len();
        1 + policies + policies.saturating_sub(1)
    }

    fn happens(&self, code: &str, denominator: &str) -> bool {
        let levels = self.results.scenarios.iter();
        let mut levels = levels.filter_map(|it| it.total(code, denominator));
        levels.any(|it| it.mean > 0.0)
    }

    fn heads(&self, page: &mut Markup) {
        let words = self.words;
        column(page, words.get("table.column"));
        for (policy, _) in self.policies() {
            column(page, &policy.title);
        }
        for (policy, _) in self.policies().skip(1) {
            let names = [("b", policy.title.as_str()), ("a", self.first())];
            column(page, &words.fill("table.minus", &names));
        }
    }

    fn row(&self, page: &mut Markup, code: &str, denominator: &str) {
        open_row(page, &format!("results|{code}|{denominator}|all|all"));
        row_head(page, &self.starred(code));
        let scenarios = &self.results.scenarios;
        for scenario in scenarios {
            self.cell(page, scenario.total(code, denominator));
        }
        for scenario in scenarios.iter().skip(1) {
            self.difference_cell(page, scenario.difference(code, denominator));
        }
        page.close();
    }
}
