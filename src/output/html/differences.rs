//! The figure of paired differences.

use super::chart::intervals::{Mark, Panel, Row};
use super::content::Content;
use super::figure::{self, Figure};
use super::figures::{DEPARTED, IN_NEED, SHARE, USD};
use super::markup::Markup;

pub(super) const PERSON_DAYS: &str = "per_1000_person_days";

impl Content<'_> {
    /// Paired differences from the first policy.
    pub fn differences(&self, page: &mut Markup) {
        let words = self.words;
        let mut figure = Figure::of(self, "figure-differences", "differences", "");
        let first = [("first", self.first())];
        figure.description = words.fill("differences.desc", &first);
        figure.caption = words.fill("differences.caption", &first);
        let panels: Vec<Panel> = DIFFERENCES
            .iter()
            .map(|(title, codes)| {
                self.difference_panel(words.of_section("differences", title), codes)
            })
            .filter(|panel| !panel.rows.is_empty())
            .collect();
        figure::open(page, self, &figure);
        figure::legend(page, self, 1);
        figure::panels(page, self, &figure, &panels, 1);
        figure::caption(page, self, &figure);
        figure::numbers(page, self, &figure, &panels, 1);
        page.close();
    }

    fn difference_panel(&self, title: &str, codes: &[(&str, &str)]) -> Panel {
        let rows = codes.iter().map(|(code, denominator)| Row {
            label: self.starred(code),
            key: format!("contrasts|{code}|{denominator}|all|all"),
            marks: self
                .results
                .scenarios
                .iter()
                .skip(1)
                .map(|scenario| {
                    let difference = scenario.difference(code, denominator)?;
                    Some(Mark {
                        level: difference.level,
                        resolved: difference.resolved(),
                        beside: None,
                    })
                })
                .collect(),
        });
        Panel::of(title, None, rows)
    }
}

/// Panels of differences: title, then indicators.
pub(super) const DIFFERENCES: [(&str, &[(&str, &str)]); 8] = [
    ("harm", &[("H11", DEPARTED), ("A1c", DEPARTED)]),
    (
        "rare",
        &[
            ("H4", DEPARTED),
            ("H3", DEPARTED),
            ("A1", DEPARTED),
            ("A2", DEPARTED),
            ("A3", DEPARTED),
        ],
    ),
    ("exposure", &[("H11", PERSON_DAYS)]),
    ("deaths_exposure", &[("H4", PERSON_DAYS)]),
    (
        "need",
        &[
            ("P1", IN_NEED),
            ("P2", IN_NEED),
            ("P3", IN_NEED),
            ("P4", IN_NEED),
            ("P7", IN_NEED),
            ("P8", IN_NEED),
            ("P9", IN_NEED),
            ("PD", IN_NEED),
            ("N1", IN_NEED),
        ],
    ),
    (
        "ends",
        &[
            ("F3", DEPARTED),
            ("F1r", DEPARTED),
            ("F4", DEPARTED),
            ("S2r", DEPARTED),
            ("S2", DEPARTED),
            ("S3", DEPARTED),
            ("S4", DEPARTED),
            ("N3", DEPARTED),
        ],
    ),
    ("deflected", &[("F5", SHARE)]),
    ("money", &[("C4", USD), ("C1", USD), ("C1p", USD)]),
];
