//! What every part of the report is written with.

use super::chart::Width;
use super::figure::Counter;
use super::markup::Markup;
use super::results::{Difference, Level, Policy, Results, Scenario};
use super::words::Words;
use crate::output::number::plain;

/// The report under construction: of a run or comparison, or of a study.
pub struct Content<'a, R = Results> {
    /// What is reported.
    pub results: &'a R,
    /// In which words.
    pub words: &'a Words,
    /// Numbers of figures.
    pub figures: Counter,
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

    /// Whether figures have their numbers folded up under them.
    pub fn has_numbers(self) -> bool {
        self < Detail::WithoutNumbers
    }

    /// The widths that figures are drawn in.
    pub fn widths(self) -> &'static [Width] {
        if self < Detail::WideOnly {
            &Width::ALL
        } else {
            &[Width::Wide]
        }
    }

    /// Whether maps are drawn for pages without a script.
    pub fn draws_maps(self) -> bool {
        self < Detail::WithoutMaps
    }
}

impl<'a> Content<'a> {
    /// The policies and their results, in order.
    pub fn policies(&self) -> impl Iterator<Item = (&'a Policy, &'a Scenario)> + use<'a> {
        let results = self.results;
        results.manifest.policies.iter().zip(&results.scenarios)
    }

    /// Title of the first policy.
    pub fn first(&self) -> &'a str {
        let first = self.results.manifest.policies.first();
        first.map_or("", |it| it.title.as_str())
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
            figures: Counter::default(),
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
            if page.len() <= most {
                break;
            }
        }
        page
    }

    /// Begins a section; the caller closes it.
    pub fn section(&self, page: &mut Markup, name: &'static str) {
        page.open("section", &[("id", &name)]);
        page.leaf("h2", &[], self.words.of_section("section", name));
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
    pub fn number(&self, page: &mut Markup, value: f64) {
        page.leaf("data", &[("value", &plain(value))], self.rounded(value));
    }

    /// A mean with its interval, if it has one.
    pub fn level(&self, page: &mut Markup, level: Option<Level>) {
        let Some(level) = level else {
            return page.text("–");
        };
        self.number(page, level.mean);
        if let Some([low, high]) = level.interval {
            page.text(" ");
            page.open("span", &[("class", &"interval")]);
            page.text("[");
            self.number(page, low);
            page.text(self.words.language.between());
            self.number(page, high);
            page.text("]");
            page.close();
        }
    }

    /// A cell with a mean and its interval; machines read the numbers as the table gives them.
    pub fn cell(&self, page: &mut Markup, level: Option<Level>) {
        page.open("td", &[("class", &"number")]);
        self.level(page, level);
        page.close();
    }

    /// A cell with a paired difference, and the share that agrees or that it is unresolved.
    pub fn difference_cell(&self, page: &mut Markup, difference: Option<Difference>) {
        let words = self.words;
        let resolved = difference.is_some_and(|it| it.resolved());
        let class = if resolved { "number" } else { "number open" };
        page.open("td", &[("class", &class)]);
        self.level(page, difference.map(|it| it.level));
        let agreement = match difference {
            Some(it) if resolved => {
                let share = format!("{:.0}", 100.0 * it.agree);
                words.fill("page.agree", &[("share", &share)])
            }
            _ => words.get("page.unresolved").to_owned(),
        };
        page.leaf("span", &[("class", &"agreement")], agreement);
        page.close();
    }

    /// A paragraph that explains the star.
    pub fn star(&self, page: &mut Markup) {
        let text = self.words.fill("page.assumed_means", &[("mark", "*")]);
        page.leaf("p", &[("class", &"note")], text);
    }
}

/// A paragraph.
pub fn paragraph(page: &mut Markup, text: &str) {
    page.leaf("p", &[], text);
}

/// The star of what hangs on assumed rules, after a blank.
pub fn mark_if(assumed: bool) -> &'static str {
    if assumed { "\u{a0}*" } else { "" }
}

/// A cell that heads a column.
pub fn column(page: &mut Markup, text: &str) {
    page.leaf("th", &[("scope", &"col")], text);
}

/// Begins a row of numbers; machines find them by table and key, policies by the order of columns.
pub fn open_row(page: &mut Markup, key: &str) {
    page.open("tr", &[("data-key", &key)]);
}

/// A cell that heads a row.
pub fn row_head(page: &mut Markup, text: &str) {
    page.leaf("th", &[("scope", &"row")], text);
}

/// A row that heads those below it, over so many columns; where the table scrolls, its text stays in view.
pub fn heading_row(page: &mut Markup, columns: usize, text: &str) {
    page.open("tr", &[("class", &"heading")]);
    page.open("th", &[("scope", &"rowgroup"), ("colspan", &columns)]);
    page.leaf("span", &[], text);
    page.close();
    page.close();
}

/// Opens a table in a container of its own, which scrolls where the page is too narrow, writes the cells
/// that head its columns and begins its rows.
pub fn open_table(
    page: &mut Markup,
    words: &Words,
    caption: &str,
    heads: impl FnOnce(&mut Markup),
) {
    open_captioned(page, words, caption);
    page.open("thead", &[]);
    page.open("tr", &[]);
    heads(page);
    page.close();
    page.close();
    page.open("tbody", &[]);
}

/// The same without heads, where the columns speak for themselves.
pub fn open_bare_table(page: &mut Markup, words: &Words, caption: &str) {
    open_captioned(page, words, caption);
    page.open("tbody", &[]);
}

fn open_captioned(page: &mut Markup, words: &Words, caption: &str) {
    open_scroll(page, words, caption);
    page.open("table", &[]);
    page.leaf("caption", &[], caption);
}

/// Opens a container that scrolls where the page is too narrow.
pub fn open_scroll(page: &mut Markup, words: &Words, caption: &str) {
    let label = words.fill("page.scroll", &[("title", caption)]);
    page.open(
        "div",
        &[
            ("class", &"scroll"),
            ("role", &"region"),
            ("tabindex", &0),
            ("aria-label", &label),
        ],
    );
}

/// Closes what [`open_table`] opened.
pub fn close_table(page: &mut Markup) {
    page.close();
    page.close();
    page.close();
}
