//! The figure of paired differences.

use maud::{Markup, html};

use super::chart::intervals::{Mark, Panel, Row};
use super::content::Content;
use super::figure::Figure;
use super::words::fill;
use crate::measures::{Denominator, Shown, Theme, catalogue};

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
        let panels = panels().into_iter().map(|(title, codes)| {
            let rows = codes.into_iter().map(|(code, by)| row(code, by));
            Panel::of(words.of_section("differences", title), None, rows)
        });
        let panels: Vec<Panel> = panels.filter(|it| !it.rows.is_empty()).collect();
        self.intervals(&figure, &panels, 1)
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
