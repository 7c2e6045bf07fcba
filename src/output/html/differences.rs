//! The figure of paired differences.

use super::chart::intervals::{Mark, Panel, Row};
use super::content::Content;
use super::figure::{self, Figure};
use super::markup::Markup;
use crate::measures::{Denominator, Shown, Theme, catalogue};

pub(super) const PERSON_DAYS: &str = "per_1000_person_days";

impl Content<'_> {
    /// Paired differences from the first policy.
    pub fn differences(&self, page: &mut Markup) {
        let words = self.words;
        let mut figure = Figure::of(self, "figure-differences", "differences", "");
        let first = [("first", self.first())];
        figure.description = words.fill("differences.desc", &first);
        figure.caption = words.fill("differences.caption", &first);
        let panels: Vec<Panel> = panels()
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

/// A panel or topic: its title, then indicators by code and denominator.
pub(super) type Titled = (&'static str, Vec<(&'static str, &'static str)>);

/// The indicators of some themes under a title.
pub(super) fn titled(
    title: &'static str,
    themes: &[Theme],
    least: Shown,
    by: Option<Denominator>,
) -> Titled {
    let found = catalogue::of_themes(themes, least, by);
    (title, found.map(|(it, by)| (it.code, by.name())).collect())
}

/// The panels of differences.
pub(super) fn panels() -> [Titled; 8] {
    let by_day = Some(Denominator::Per1000PersonDays);
    let panel = |title, themes: &[Theme], by| titled(title, themes, Shown::Compared, by);
    let rare = [Theme::RareHarm, Theme::Deaths, Theme::RareBehind];
    [
        panel("harm", &[Theme::Harm, Theme::Behind], None),
        panel("rare", &rare, None),
        panel("exposure", &[Theme::Harm], by_day),
        panel("deaths_exposure", &[Theme::Deaths], by_day),
        panel("need", &[Theme::Need], None),
        panel("ends", &[Theme::Pathway, Theme::Ends], None),
        panel("deflected", &[Theme::Deflected], None),
        panel("money", &[Theme::People, Theme::Public], None),
    ]
}
