//! The figure of paired differences.

use maud::{Markup, html};

use super::chart::intervals::{Mark, Panel, Row};
use super::content::Content;
use super::figure::Figure;
use super::figures::{DEPARTED, IN_NEED, SHARE, USD};
use super::words::fill;

pub(super) const PERSON_DAYS: &str = "per_1000_person_days";

impl Content<'_> {
    /// Paired differences from the first policy; nothing where there is but one.
    pub fn differences(&self) -> Markup {
        if !self.compares() {
            return html! {};
        }
        let (words, first) = (self.words, self.first());
        let mut figure = Figure::of(self, "figure-differences", "differences", "");
        figure.description = fill!(words, "differences.desc", first);
        figure.caption = fill!(words, "differences.caption", first);
        let row = |code: &str, by: &str| Row {
            label: self.starred(code),
            key: format!("contrasts|{code}|{by}|all|all"),
            marks: self.marks(1, |scenario| {
                let it = scenario.difference(code, by)?;
                Some(Mark::of(it.level, it.resolved()))
            }),
        };
        let panels = DIFFERENCES.iter().map(|(title, by, codes)| {
            let rows = codes.iter().map(|code| row(code, by));
            Panel::of(words.of_section("differences", title), None, rows)
        });
        let panels: Vec<Panel> = panels.filter(|it| !it.rows.is_empty()).collect();
        self.intervals(&figure, &panels, 1)
    }
}

/// Panels of differences: title, denominator, indicators.
pub(super) const DIFFERENCES: [(&str, &str, &[&str]); 8] = [
    ("harm", DEPARTED, &["H11", "A1c"]),
    ("rare", DEPARTED, &["H4", "H3", "A1", "A2", "A3"]),
    ("exposure", PERSON_DAYS, &["H11"]),
    ("deaths_exposure", PERSON_DAYS, &["H4"]),
    (
        "need",
        IN_NEED,
        &["P1", "P2", "P3", "P4", "P7", "P8", "P9", "PD", "N1"],
    ),
    (
        "ends",
        DEPARTED,
        &["F3", "F1r", "F4", "S2r", "S2", "S3", "S4", "N3"],
    ),
    ("deflected", SHARE, &["F5"]),
    ("money", USD, &["C4", "C1", "C1p"]),
];
