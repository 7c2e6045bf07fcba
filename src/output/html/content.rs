//! What every part of the report is written with.

use std::cell::Cell;

use maud::{Markup, Render, html};

use super::chart::intervals::Mark;
use super::results::{Difference, Level, Policy, Results, Scenario};
use super::words::{Words, fill};
use crate::output::number::plain;

/// The report under construction: of a run or comparison, or of a study.
pub struct Content<'a, R = Results> {
    /// What is reported.
    pub results: &'a R,
    /// In which words.
    pub words: &'a Words,
    /// Figures so far.
    pub figures: Cell<usize>,
    /// What is left out to keep the file small.
    pub detail: Detail,
}

/// How much of a report with many policies is left out, so that it stays small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Nothing.
    Full,
    /// The numbers of figures, which stand in the tables beside the report.
    WithoutNumbers,
    /// And drawings for narrow pages: there the wide ones scroll.
    WideOnly,
    /// And maps for pages without a script.
    WithoutMaps,
    /// And the table of all main results, whose columns are as many as nobody reads.
    WithoutTable,
    /// And why policies set what they set.
    WithoutReasons,
}

impl Detail {
    /// From most to least.
    pub const ALL: [Detail; 6] = [
        Detail::Full,
        Detail::WithoutNumbers,
        Detail::WideOnly,
        Detail::WithoutMaps,
        Detail::WithoutTable,
        Detail::WithoutReasons,
    ];
}

impl<'a> Content<'a> {
    /// The policies and their results, in order.
    pub fn policies(&self) -> impl Iterator<Item = (&'a Policy, &'a Scenario)> + use<'a> {
        let results = self.results;
        results.manifest.policies.iter().zip(&results.scenarios)
    }

    /// Titles of the policies.
    pub fn titles(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.policies().map(|(policy, _)| policy.title.as_str())
    }

    /// A mark for each policy from `first` on.
    pub fn marks(
        &self,
        first: usize,
        mark: impl FnMut(&'a Scenario) -> Option<Mark>,
    ) -> Vec<Option<Mark>> {
        let scenarios = self.results.scenarios.iter().skip(first);
        scenarios.map(mark).collect()
    }

    /// Title of the first policy.
    pub fn first(&self) -> &'a str {
        self.titles().next().unwrap_or_default()
    }

    /// Whether policies are compared.
    pub fn compares(&self) -> bool {
        self.results.scenarios.len() > 1
    }

    /// The star of an indicator that hangs on assumed rules, after a blank.
    pub fn mark(&self, code: &str) -> &'static str {
        mark_if(self.results.assumed(code))
    }

    /// Name of an indicator, starred where it hangs on assumed rules.
    pub fn starred(&self, code: &str) -> String {
        format!("{}{}", self.indicator(code), self.mark(code))
    }
}

impl<'a, R> Content<'a, R> {
    /// Name of an indicator.
    pub fn indicator(&self, code: &str) -> &'a str {
        self.words.of_section("indicator", code)
    }

    /// The report with so much detail, before its first figure.
    pub fn new(results: &'a R, words: &'a Words, detail: Detail) -> Self {
        Self {
            results,
            words,
            figures: Cell::default(),
            detail,
        }
    }

    /// What `write` makes with the most detail that stays within so many bytes, or else with the least.
    pub fn within(
        most: usize,
        (results, words): (&'a R, &'a Words),
        write: impl Fn(&Self) -> Markup,
    ) -> Markup {
        let mut page = Markup::default();
        for detail in Detail::ALL {
            page = write(&Self::new(results, words, detail));
            if page.0.len() <= most {
                break;
            }
        }
        page
    }

    /// The list of sections and the sections; one that has nothing to say is left out.
    pub fn sections(&self, sections: &[Section<R>]) -> Markup {
        let written = sections.iter().map(|(name, write)| (*name, write(self)));
        let written: Vec<(&str, Markup)> = written.filter(|(_, it)| !it.0.is_empty()).collect();
        let title = |name| self.words.of_section("section", name);
        html! {
            nav aria-label=(self.words.get("page.contents")) {
                ol {
                    @for (name, _) in &written {
                        li { a href={ "#" (name) } { (title(name)) } }
                    }
                }
            }
            main id="content" {
                @for (name, inside) in &written {
                    section id=(name) { h2 { (title(name)) } (inside) }
                }
            }
        }
    }

    /// A table in a container that scrolls where the page is too narrow; no heads where the columns speak
    /// for themselves.
    pub fn table(&self, caption: &str, heads: &[impl Render], rows: &Markup) -> Markup {
        let table = html! {
            table {
                caption { (caption) }
                @if !heads.is_empty() {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                }
                tbody { (rows) }
            }
        };
        self.scrolling(caption, &table)
    }

    /// The entries that head columns, from their keys.
    pub fn heads(&self, keys: &str) -> Vec<&'a str> {
        keys.split_whitespace()
            .map(|it| self.words.get(it))
            .collect()
    }

    /// A container that scrolls where the page is too narrow.
    pub fn scrolling(&self, title: &str, inside: &Markup) -> Markup {
        let label = fill!(self.words, "page.scroll", title);
        html! { div.scroll role="region" tabindex="0" aria-label=(label) { (inside) } }
    }

    /// The numbers of a figure, folded up, or that there is no room for them.
    pub fn numbers(&self, tables: impl FnOnce() -> Markup) -> Markup {
        if self.detail < Detail::WithoutNumbers {
            return folded(self.words.get("page.numbers"), &tables());
        }
        html! { p.note { (self.words.get("page.no_numbers")) } }
    }

    /// Says that nobody has measured a number.
    pub fn assumed(&self) -> Markup {
        html! { span.chip { (self.words.get("page.assumed")) } }
    }

    /// A number for people.
    pub fn rounded(&self, value: f64) -> String {
        self.words.language.rounded(value)
    }

    /// An interval in brackets, after a blank; nothing where there is none.
    pub fn brackets(&self, level: Level) -> String {
        let Some([low, high]) = level.interval else {
            return String::new();
        };
        let between = self.words.language.between();
        format!(" [{}{between}{}]", self.rounded(low), self.rounded(high))
    }

    /// A number for people that carries the one of the table.
    pub fn number(&self, value: f64) -> Markup {
        html! { data value=(plain(value)) { (self.rounded(value)) } }
    }

    /// A mean with its interval, if it has one.
    pub fn level(&self, level: Option<Level>) -> Markup {
        html! {
            @if let Some(level) = level {
                (self.number(level.mean))
                @if let Some([low, high]) = level.interval {
                    " "
                    span.interval {
                        "[" (self.number(low)) (self.words.language.between()) (self.number(high)) "]"
                    }
                }
            } @else { "–" }
        }
    }

    /// A cell with a mean and its interval; machines read the numbers as the table gives them.
    pub fn cell(&self, level: Option<Level>) -> Markup {
        html! { td.number { (self.level(level)) } }
    }

    /// A cell with a paired difference, and the share that agrees or that it is unresolved.
    pub fn difference_cell(&self, difference: Option<Difference>) -> Markup {
        let words = self.words;
        let agree = difference.filter(Difference::resolved).map(|it| {
            let share = format!("{:.0}", 100.0 * it.agree);
            fill!(words, "page.agree", share)
        });
        html! {
            td.number.open[agree.is_none()] {
                (self.level(difference.map(|it| it.level)))
                span.agreement { (agree.as_deref().unwrap_or(words.get("page.unresolved"))) }
            }
        }
    }

    /// A paragraph that explains the star.
    pub fn star(&self) -> Markup {
        html! { p.note { (fill!(self.words, "page.assumed_means", mark = "*")) } }
    }
}

/// A section: its name, and what writes it.
pub type Section<R> = (&'static str, fn(&Content<'_, R>) -> Markup);

/// The star of what hangs on assumed rules, after a blank.
pub fn mark_if(assumed: bool) -> &'static str {
    if assumed { "\u{a0}*" } else { "" }
}

/// What is folded up under a title.
pub fn folded(title: &str, inside: &Markup) -> Markup {
    html! { details { summary { (title) } (inside) } }
}

/// A row that heads those below it, over so many columns; where the table scrolls, its text stays in view.
pub fn heading_row(columns: usize, text: &str) -> Markup {
    html! { tr.heading { th scope="rowgroup" colspan=(columns) { span { (text) } } } }
}
