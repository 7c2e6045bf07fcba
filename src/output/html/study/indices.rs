//! Indices of what each factor does: Sobol's, elementary effects, rank correlation.

use maud::{Markup, html};

use super::super::chart::intervals::{Mark, Panel, Row};
use super::super::content::Content;
use super::super::figure::{self, Figure};
use super::super::results;
use super::super::words::fill;
use super::Study;
use super::names::{Outcome, Subject, key, numbers, share};
use super::read::Index;

/// Measures of a factor, in the order of columns.
const MEASURES: [&str; 6] = [
    "sobol_first",
    "sobol_total",
    "morris_mu_star",
    "morris_mu",
    "morris_sigma",
    "partial_rank_correlation",
];
/// What is drawn: the first family of which a study has values.
const DRAWN: [&[&str]; 3] = [
    &["sobol_first", "sobol_total"],
    &["morris_mu_star"],
    &["partial_rank_correlation"],
];
/// What luck makes of the variance between points, at most.
const LUCK: &str = "luck_share";
/// Factors of a panel.
const ROWS: usize = 6;
/// Factors of the table under a figure.
const LISTED: usize = 20;

impl Content<'_, Study> {
    /// The section; nothing where the design gives no index of a factor.
    pub fn indices(&self) -> Markup {
        let has = |measures: &&&[&str]| {
            let mut all = self.results.indices.iter();
            all.any(|it| measures.contains(&it.measure.as_str()))
        };
        let Some(measures) = DRAWN.iter().find(has) else {
            return html! {};
        };
        html! {
            p { (self.words.of_section("indices", measures[0])) }
            @for (position, subject) in self.subjects().into_iter().enumerate() {
                (self.index_figure(position, subject, measures))
            }
        }
    }

    /// The indices of an outcome.
    fn of(&self, subject: Subject<'_>, (code, by): Outcome<'_>) -> Vec<&Index> {
        let all = self.results.indices.iter();
        all.filter(|it| {
            it.policy == subject.policy
                && it.minus == subject.minus
                && it.indicator == code
                && it.denominator == by
                && it.other_factor.is_empty()
        })
        .collect()
    }

    fn index_figure(&self, position: usize, of: Subject<'_>, measures: &[&str]) -> Markup {
        let words = self.words;
        let found = self.chief().into_iter();
        let found: Vec<(Outcome<'_>, Vec<&Index>)> = found
            .map(|outcome| (outcome, self.of(of, outcome)))
            .filter(|(_, all)| all.iter().any(|it| it.measure == measures[0]))
            .collect();
        if found.is_empty() {
            return html! {};
        }
        let id = format!("figure-indices-{position}");
        let mut figure = Figure::of(self, &id, "indices", "");
        let subject = self.subject(of);
        figure.title = fill!(words, "indices.title", subject);
        figure.description = fill!(words, "indices.desc", subject);
        let panels = found.iter();
        let panels = panels.map(|(outcome, all)| self.index_panel(of, *outcome, all, measures));
        let panels: Vec<Panel> = panels.collect();
        let names = measures.iter().map(|it| words.of_section("measure", it));
        let inside = html! {
            (figure::legend(names, 0))
            (self.panels(&figure, &panels, 0))
        };
        let numbers = self.numbers(|| {
            html! {
                @for (outcome, all) in &found {
                    (self.index_table(&figure.title, of, *outcome, all))
                }
            }
        });
        figure.around(self, &inside, &numbers)
    }

    fn index_panel(
        &self,
        subject: Subject<'_>,
        outcome: Outcome<'_>,
        all: &[&Index],
        measures: &[&str],
    ) -> Panel {
        let last = measures[measures.len() - 1];
        let mark = |factor: &str, measure: &str| {
            let it = find(all, measure, factor)?;
            let level = results::Level::of([it.value, it.q025, it.q975], 2)?;
            Some(Mark::of(level, level.leaves_zero_out()))
        };
        let rows = ranked(all, last).into_iter().take(ROWS).map(|factor| Row {
            label: self.factor(factor),
            key: String::new(),
            marks: measures.iter().map(|it| mark(factor, it)).collect(),
        });
        Panel {
            title: self.outcome_and_verdict(subject, outcome),
            beside: None,
            rows: rows.collect(),
        }
    }

    fn index_table(
        &self,
        title: &str,
        subject: Subject<'_>,
        outcome: Outcome<'_>,
        all: &[&Index],
    ) -> Markup {
        let words = self.words;
        let measures = MEASURES.into_iter();
        let measures = measures.filter(|measure| all.iter().any(|it| it.measure == *measure));
        let measures: Vec<&str> = measures.collect();
        let Some(first) = measures.first() else {
            return html! {};
        };
        let mut heads = self.heads("varied.factor");
        heads.extend(measures.iter().map(|it| words.of_section("measure", it)));
        let of = |measure: &str, factor: &str| {
            let (code, by) = outcome;
            let cells = [subject.policy, subject.minus, code, by, measure, factor];
            key("sensitivity", &cells)
        };
        let factors = ranked(all, first);
        let luck = all.iter().find(|it| it.measure == LUCK);
        let rows = html! {
            @for factor in factors.iter().take(LISTED) {
                tr {
                    th scope="row" { (self.factor(factor)) }
                    @for measure in &measures {
                        (self.index_cell(&of(measure, factor), find(all, measure, factor)))
                    }
                }
            }
            @if let Some(luck) = luck {
                tr {
                    th scope="row" { (words.of_section("measure", LUCK)) }
                    (numbers(&of(LUCK, ""), "value", &share(luck.value)))
                    @for _ in 1..measures.len() { td {} }
                }
            }
        };
        let caption = format!("{title}. {}", self.outcome_and_verdict(subject, outcome));
        html! {
            (self.table(&caption, &heads, &rows))
            (self.more(factors.len().saturating_sub(LISTED), "sensitivity.csv"))
        }
    }

    fn index_cell(&self, key: &str, index: Option<&Index>) -> Markup {
        let Some((it, mean)) = index.and_then(|it| Some((it, it.value?))) else {
            return html! { td { "–" } };
        };
        let interval = it.q025.zip(it.q975).map(|(low, high)| [low, high]);
        let columns = interval.map_or("value", |_| "value q025 q975");
        let level = results::Level { mean, interval };
        numbers(key, columns, &self.level(Some(level)))
    }
}

fn find<'a>(all: &[&'a Index], measure: &str, factor: &str) -> Option<&'a Index> {
    let mut all = all.iter().copied();
    all.find(|it| it.factor == factor && it.measure == measure)
}

/// The factors of an outcome, the largest index first.
fn ranked<'a>(all: &[&'a Index], measure: &str) -> Vec<&'a str> {
    let of_measure = all.iter().filter(|it| it.measure == measure);
    let mut ranked: Vec<&Index> = of_measure.copied().collect();
    let size = |it: &Index| it.value.map_or(-1.0, f64::abs);
    ranked.sort_by(|a, b| size(b).total_cmp(&size(a)));
    ranked.into_iter().map(|it| it.factor.as_str()).collect()
}
