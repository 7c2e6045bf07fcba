//! What moves an outcome: tornado figures, and the mean outcome along each factor.

use std::fmt::Write as _;

use super::super::chart::tornado;
use super::super::content::{Content, close_table, column, open_table, paragraph, row_head};
use super::super::figure::{self, Figure};
use super::super::markup::Markup;
use super::Study;
use super::names::{Outcome, Subject, is_assumed, key, numbers, share};
use super::read::{Bar, Level};
use crate::study::design::Design;

/// Bars of a panel.
const BARS: usize = 6;
/// Factors of the table under a figure.
const LISTED: usize = 20;
/// Standard errors of a difference that luck alone passes in one of twenty cases.
const BY_LUCK: f64 = 1.96;

impl Content<'_, Study> {
    /// The section.
    pub fn moves(&self, page: &mut Markup) {
        let words = self.words;
        paragraph(page, words.get("moves.intro"));
        for (position, subject) in self.subjects().into_iter().enumerate() {
            self.tornado(page, position, subject);
        }
        self.star(page);
        for subject in self.subjects() {
            for outcome in self.harm_and_protection() {
                self.along(page, subject, outcome);
            }
        }
    }

    /// The bars of an outcome, the longest first.
    pub fn bars(&self, subject: Subject<'_>, (code, by): Outcome<'_>) -> Vec<&Bar> {
        let bars = self.results.bars.iter();
        bars.filter(|it| {
            it.policy == subject.policy
                && it.minus == subject.minus
                && it.indicator == code
                && it.denominator == by
        })
        .collect()
    }

    /// The levels of a factor.
    fn levels(&self, bar: &Bar) -> Vec<&Level> {
        let levels = self.results.levels.iter();
        levels
            .filter(|it| {
                it.policy == bar.policy
                    && it.minus == bar.minus
                    && it.indicator == bar.indicator
                    && it.denominator == bar.denominator
                    && it.factor == bar.factor
            })
            .collect()
    }

    /// Whether a bar is longer than luck makes it; none where nothing tells how long that is.
    pub fn told(&self, bar: &Bar) -> Option<bool> {
        let design = self.results.description.design;
        if matches!(design, Design::OneAtATime | Design::Morris { .. }) {
            return None;
        }
        let levels = self.levels(bar);
        let error = |mean: f64| {
            let mut levels = levels.iter();
            levels.find(|it| it.mean.to_bits() == mean.to_bits())?.se
        };
        let (low, high) = error(bar.mean_low).zip(error(bar.mean_high))?;
        Some(bar.swing > BY_LUCK * libm::hypot(low, high))
    }

    fn tornado(&self, page: &mut Markup, position: usize, subject: Subject<'_>) {
        let words = self.words;
        let name = self.subject(subject);
        let chief = self.chief().into_iter();
        let panels: Vec<(Outcome<'_>, Vec<&Bar>)> = chief
            .map(|outcome| (outcome, self.bars(subject, outcome)))
            .filter(|(_, bars)| bars.iter().any(|it| it.swing > 0.0))
            .collect();
        if panels.is_empty() {
            return;
        }
        let luck = panels
            .iter()
            .flat_map(|it| &it.1)
            .all(|it| self.told(it).is_none());
        let mut figure = Figure::of(self, "figure-moves", "moves", "");
        figure.title = words.fill("moves.title", &[("subject", &name)]);
        figure.description = words.fill("moves.desc", &[("subject", &name)]);
        if luck {
            words
                .get("moves.caption_luck")
                .clone_into(&mut figure.caption);
        }
        let id = format!("figure-moves-{position}");
        figure::open_as(page, self, &figure, &id);
        let series = ["policy", "assumed", "known"];
        figure::named(
            page,
            series.map(|it| words.of_section("moves", it)).into_iter(),
            0,
        );
        for (number, (outcome, bars)) in panels.iter().enumerate() {
            let bars = bars.iter().take(BARS).map(|it| self.drawn(it));
            let panel = tornado::Panel {
                title: self.outcome_and_verdict(subject, *outcome),
                bars: bars.collect(),
            };
            let mut description = figure.description.clone();
            for bar in &panel.bars {
                // Writing to a String cannot fail.
                let _ = write!(
                    description,
                    " {}: {} → {}.",
                    bar.label,
                    self.rounded(bar.low.outcome),
                    self.rounded(bar.high.outcome)
                );
            }
            let id = format!("{id}-{number}");
            let texts = [panel.title.as_str(), &description];
            figure::images_as(page, self, &id, texts, |width| {
                tornado::draw(&panel, width, words.language)
            });
        }
        figure::caption(page, self, &figure);
        if figure::opens_numbers(page, self) {
            for (outcome, bars) in &panels {
                self.bar_table(page, &figure.title, (subject, *outcome), bars);
            }
            page.close();
        }
        page.close();
    }

    fn drawn(&self, bar: &Bar) -> tornado::Bar {
        let factor = self.varied_as(&bar.factor);
        let series = match factor {
            Some(it) if is_assumed(it) => 1,
            Some(it) if matches!(it.kind.as_str(), "lever" | "dial") => 0,
            _ => 2,
        };
        tornado::Bar {
            label: self.factor(&bar.factor),
            low: tornado::End {
                at: self.value(bar.value_low, &bar.label_low),
                outcome: bar.mean_low,
            },
            high: tornado::End {
                at: self.value(bar.value_high, &bar.label_high),
                outcome: bar.mean_high,
            },
            series,
            told: self.told(bar).unwrap_or(true),
        }
    }

    fn bar_table(
        &self,
        page: &mut Markup,
        title: &str,
        (subject, outcome): (Subject<'_>, Outcome<'_>),
        bars: &[&Bar],
    ) {
        let words = self.words;
        open_table(
            page,
            words,
            &format!("{title}. {}", self.outcome_and_verdict(subject, outcome)),
            |page| {
                column(page, words.get("varied.factor"));
                for heading in ["low", "high", "at_low", "at_high", "swing"] {
                    column(page, words.of_section("moves", heading));
                }
            },
        );
        for bar in bars.iter().take(LISTED) {
            let key = of_factor("tornado", bar, &bar.factor);
            page.open("tr", &[]);
            row_head(page, &self.factor(&bar.factor));
            for (columns, value, label) in [
                ("value_low", bar.value_low, &bar.label_low),
                ("value_high", bar.value_high, &bar.label_high),
            ] {
                numbers(page, (&key, columns), "number", |page| match value {
                    Some(value) => self.number(page, value),
                    None => page.text(self.value(None, label)),
                });
            }
            for (columns, value) in [
                ("mean_low", bar.mean_low),
                ("mean_high", bar.mean_high),
                ("swing", bar.swing),
            ] {
                numbers(page, (&key, columns), "number", |page| {
                    self.number(page, value);
                });
            }
            page.close();
        }
        close_table(page);
        self.more(page, bars.len().saturating_sub(LISTED), "tornado.csv");
    }

    /// The first chief outcome that counts harm, and the first that counts protection.
    fn harm_and_protection(&self) -> Vec<Outcome<'_>> {
        let chief = self.chief();
        let first = |letter: char| chief.iter().copied().find(|it| it.0.starts_with(letter));
        ['H', 'P'].into_iter().filter_map(first).collect()
    }

    /// The mean outcome at each level of the factors that move it most.
    fn along(&self, page: &mut Markup, subject: Subject<'_>, outcome: Outcome<'_>) {
        let words = self.words;
        let bars = self.bars(subject, outcome);
        let rows: Vec<(&&Bar, Vec<&Level>)> = bars
            .iter()
            .take(BARS)
            .map(|bar| (bar, self.levels(bar)))
            .filter(|(_, levels)| !levels.is_empty())
            .collect();
        let most = rows.iter().map(|(_, levels)| levels.len()).max();
        let Some(most) = most else { return };
        let (outcome, subject) = (
            self.outcome_and_verdict(subject, outcome),
            self.subject(subject),
        );
        let values = [("outcome", outcome.as_str()), ("subject", &subject)];
        open_table(page, words, &words.fill("along.caption", &values), |page| {
            column(page, words.get("varied.factor"));
            for level in 1..=most {
                column(
                    page,
                    &words.fill("along.level", &[("number", &level.to_string())]),
                );
            }
            column(page, words.get("along.share"));
        });
        for (bar, levels) in rows {
            page.open("tr", &[]);
            row_head(page, &self.factor(&bar.factor));
            let of_level = |level: &Level| {
                let row = of_factor("main_effects", bar, &bar.factor);
                format!("{row}|{}", level.number)
            };
            for level in &levels {
                numbers(page, (&of_level(level), "mean se"), "number", |page| {
                    self.number(page, level.mean);
                    page.text(" ±\u{a0}");
                    self.maybe(page, level.se);
                    page.leaf("span", &[("class", &"agreement")], self.extent(level));
                });
            }
            for _ in levels.len()..most {
                page.leaf("td", &[], "");
            }
            if let Some(level) = levels.first() {
                let shown = level.variance_share.filter(|it| *it >= 0.0);
                let columns = if shown.is_some() {
                    "variance_share"
                } else {
                    ""
                };
                numbers(page, (&of_level(level), columns), "number", |page| {
                    match (shown, level.variance_share) {
                        (None, Some(_)) => page.text(words.get("along.none")),
                        (it, _) => share(page, it),
                    }
                });
            }
            page.close();
        }
        close_table(page);
        page.leaf("p", &[("class", &"note")], words.get("along.note"));
    }

    fn extent(&self, level: &Level) -> String {
        match (level.low, level.high) {
            (Some(low), Some(high)) if low < high => {
                let ends = [("from", &*self.rounded(low)), ("to", &self.rounded(high))];
                self.words.fill("page.window", &ends)
            }
            (low, _) => self.value(low, &level.label),
        }
    }
}

fn of_factor(table: &str, bar: &Bar, factor: &str) -> String {
    let cells = [
        &*bar.policy,
        &bar.minus,
        &bar.indicator,
        &bar.denominator,
        factor,
    ];
    key(table, &cells)
}
