//! What each factor does to an outcome: tornado figures, and the mean outcome along each factor.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::super::chart::tornado;
use super::super::content::Content;
use super::super::figure::{self, Figure};
use super::super::words::fill;
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
    /// The section; nothing where no factor has two ends.
    pub fn effects(&self) -> Markup {
        if self.results.bars.is_empty() {
            return html! {};
        }
        let subjects = self.subjects();
        html! {
            p { (self.words.get("moves.intro")) }
            @for (position, subject) in subjects.iter().enumerate() {
                (self.tornado(position, *subject))
            }
            (self.star())
            @for subject in &subjects {
                @for outcome in self.harm_and_protection() { (self.along(*subject, outcome)) }
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

    fn tornado(&self, position: usize, of: Subject<'_>) -> Markup {
        let words = self.words;
        let panels = self.chief().into_iter();
        let panels: Vec<(Outcome<'_>, Vec<&Bar>)> = panels
            .map(|outcome| (outcome, self.bars(of, outcome)))
            .filter(|(_, bars)| bars.iter().any(|it| it.swing > 0.0))
            .collect();
        if panels.is_empty() {
            return html! {};
        }
        let id = format!("figure-moves-{position}");
        let mut figure = Figure::of(self, &id, "moves", "");
        let subject = self.subject(of);
        figure.title = fill!(words, "moves.title", subject);
        figure.description = fill!(words, "moves.desc", subject);
        let mut bars = panels.iter().flat_map(|it| &it.1);
        if bars.all(|it| self.told(it).is_none()) {
            words
                .get("moves.caption_luck")
                .clone_into(&mut figure.caption);
        }
        let panel = |number, outcome, bars: &[&Bar]| {
            let bars = bars.iter().take(BARS).map(|it| self.drawn(it));
            let panel = tornado::Panel {
                title: self.outcome_and_verdict(of, outcome),
                bars: bars.collect(),
            };
            let mut description = figure.description.clone();
            for bar in &panel.bars {
                let [low, high] = [&bar.low, &bar.high].map(|it| self.rounded(it.outcome));
                // Writing to a String cannot fail.
                let _ = write!(description, " {}: {low} → {high}.", bar.label);
            }
            let texts = [panel.title.as_str(), &description];
            self.images(&format!("{id}-{number}"), texts, |width| {
                tornado::draw(&panel, width, words.language)
            })
        };
        let series = ["policy", "assumed", "known"].map(|it| words.of_section("moves", it));
        let inside = html! {
            (figure::legend(series.into_iter(), 0))
            @for (number, (outcome, bars)) in panels.iter().enumerate() {
                (panel(number, *outcome, bars))
            }
        };
        let numbers = self.numbers(|| {
            html! {
                @for (outcome, bars) in &panels {
                    (self.bar_table(&figure.title, (of, *outcome), bars))
                }
            }
        });
        figure.around(self, &inside, &numbers)
    }

    fn drawn(&self, bar: &Bar) -> tornado::Bar {
        let series = match self.varied_as(&bar.factor) {
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
        title: &str,
        (subject, outcome): (Subject<'_>, Outcome<'_>),
        bars: &[&Bar],
    ) -> Markup {
        let words = self.words;
        let heads = "varied.factor moves.low moves.high moves.at_low moves.at_high moves.swing";
        let heads = self.heads(heads);
        let end = |value: Option<f64>, label: &str| {
            let word = || html! { (words.find("rule", label).unwrap_or(label)) };
            value.map_or_else(word, |it| self.number(it))
        };
        let rows = html! {
            @for bar in bars.iter().take(LISTED) {
                @let key = row_of("tornado", bar);
                tr {
                    th scope="row" { (self.factor(&bar.factor)) }
                    (numbers(&key, "value_low", &end(bar.value_low, &bar.label_low)))
                    (numbers(&key, "value_high", &end(bar.value_high, &bar.label_high)))
                    (numbers(&key, "mean_low", &self.number(bar.mean_low)))
                    (numbers(&key, "mean_high", &self.number(bar.mean_high)))
                    (numbers(&key, "swing", &self.number(bar.swing)))
                }
            }
        };
        let caption = format!("{title}. {}", self.outcome_and_verdict(subject, outcome));
        html! {
            (self.table(&caption, &heads, &rows))
            (self.more(bars.len().saturating_sub(LISTED), "tornado.csv"))
        }
    }

    /// The first chief outcome that counts harm, and the first that counts protection.
    fn harm_and_protection(&self) -> Vec<Outcome<'_>> {
        let chief = self.chief();
        let first = |letter: char| chief.iter().copied().find(|it| it.0.starts_with(letter));
        ['H', 'P'].into_iter().filter_map(first).collect()
    }

    /// The mean outcome at each level of the factors that move it most.
    fn along(&self, subject: Subject<'_>, outcome: Outcome<'_>) -> Markup {
        let words = self.words;
        let bars = self.bars(subject, outcome).into_iter().take(BARS);
        let bars = bars.map(|bar| (bar, self.levels(bar)));
        let bars: Vec<_> = bars.filter(|(_, levels)| !levels.is_empty()).collect();
        let Some(most) = bars.iter().map(|(_, levels)| levels.len()).max() else {
            return html! {};
        };
        let mut heads = vec![words.get("varied.factor").to_owned()];
        heads.extend((1..=most).map(|number| fill!(words, "along.level", number)));
        heads.push(words.get("along.share").to_owned());
        let rows = html! {
            @for (bar, levels) in bars {
                @let row = row_of("main_effects", bar);
                tr {
                    th scope="row" { (self.factor(&bar.factor)) }
                    @for it in &levels {
                        (numbers(&format!("{row}|{}", it.number), "mean se", &self.at_level(it)))
                    }
                    @for _ in levels.len()..most { td {} }
                    @if let Some(it) = levels.first() {
                        (self.variance(&format!("{row}|{}", it.number), it.variance_share))
                    }
                }
            }
        };
        let outcome = self.outcome_and_verdict(subject, outcome);
        let caption = fill!(
            words,
            "along.caption",
            outcome,
            subject = self.subject(subject)
        );
        html! {
            (self.table(&caption, &heads, &rows))
            p.note { (words.get("along.note")) }
        }
    }

    fn at_level(&self, level: &Level) -> Markup {
        let extent = match (level.low, level.high) {
            (Some(low), Some(high)) if low < high => {
                let (from, to) = (self.rounded(low), self.rounded(high));
                fill!(self.words, "page.window", from, to)
            }
            (low, _) => self.value(low, &level.label),
        };
        html! {
            (self.number(level.mean)) " ±\u{a0}" (self.maybe(level.se))
            span.agreement { (extent) }
        }
    }

    fn variance(&self, key: &str, variance: Option<f64>) -> Markup {
        let shown = variance.filter(|it| *it >= 0.0);
        if shown.is_some() {
            return numbers(key, "variance_share", &share(shown));
        }
        let none = variance.map_or("–", |_| self.words.get("along.none"));
        numbers(key, "", &html! { (none) })
    }
}

fn row_of(table: &str, bar: &Bar) -> String {
    let cells = [
        &*bar.policy,
        &bar.minus,
        &bar.indicator,
        &bar.denominator,
        &bar.factor,
    ];
    key(table, &cells)
}
