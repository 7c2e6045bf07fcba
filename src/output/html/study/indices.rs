//! Indices of what each factor does: Sobol's, elementary effects, rank correlation.

use super::super::chart::intervals::{Mark, Panel, Row};
use super::super::content::{Content, close_table, column, open_table, paragraph, row_head};
use super::super::figure::{self, Figure};
use super::super::markup::Markup;
use super::super::results;
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
    /// Whether the design gives any index of a factor.
    pub fn has_indices(&self) -> bool {
        self.drawn_measures().is_some()
    }

    fn drawn_measures(&self) -> Option<&'static [&'static str]> {
        let has = |measures: &&&[&str]| {
            let mut all = self.results.indices.iter();
            all.any(|it| measures.contains(&it.measure.as_str()))
        };
        DRAWN.iter().find(has).copied()
    }

    /// The section.
    pub fn indices(&self, page: &mut Markup) {
        let Some(measures) = self.drawn_measures() else {
            return;
        };
        paragraph(page, self.words.of_section("indices", measures[0]));
        for (position, subject) in self.subjects().into_iter().enumerate() {
            self.index_figure(page, position, subject, measures);
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

    fn index_figure(
        &self,
        page: &mut Markup,
        position: usize,
        subject: Subject<'_>,
        measures: &[&str],
    ) {
        let words = self.words;
        let chief = self.chief().into_iter();
        let found: Vec<(Outcome<'_>, Vec<&Index>)> = chief
            .map(|outcome| (outcome, self.of(subject, outcome)))
            .filter(|(_, all)| all.iter().any(|it| it.measure == measures[0]))
            .collect();
        if found.is_empty() {
            return;
        }
        let name = self.subject(subject);
        let mut figure = Figure::of(self, "figure-indices", "indices", "");
        figure.title = words.fill("indices.title", &[("subject", &name)]);
        figure.description = words.fill("indices.desc", &[("subject", &name)]);
        let id = format!("figure-indices-{position}");
        let panels: Vec<Panel> = found
            .iter()
            .map(|(outcome, all)| self.index_panel(subject, *outcome, all, measures))
            .collect();
        figure::open_as(page, self, &figure, &id);
        let names = measures.iter().map(|it| words.of_section("measure", it));
        figure::named(page, names, 0);
        figure::panels_as(page, self, &figure, (&panels, 0), &id);
        figure::caption(page, self, &figure);
        if figure::opens_numbers(page, self) {
            for (outcome, all) in &found {
                self.index_table(page, &figure.title, subject, *outcome, all);
            }
            page.close();
        }
        page.close();
    }

    fn index_panel(
        &self,
        subject: Subject<'_>,
        outcome: Outcome<'_>,
        all: &[&Index],
        measures: &[&str],
    ) -> Panel {
        let last = measures[measures.len() - 1];
        let factors = ranked(all, last).into_iter().take(ROWS);
        let mark = |factor: &str, measure: &str| {
            let mut all = all.iter();
            let it = all.find(|it| it.factor == factor && it.measure == measure)?;
            let level = results::Level::of([it.value, it.q025, it.q975], 2)?;
            Some(Mark {
                level,
                resolved: level.leaves_zero_out(),
                beside: None,
            })
        };
        Panel {
            title: self.outcome_and_verdict(subject, outcome),
            beside: None,
            rows: factors
                .map(|factor| Row {
                    label: self.factor(factor),
                    key: String::new(),
                    marks: measures.iter().map(|it| mark(factor, it)).collect(),
                })
                .collect(),
        }
    }

    fn index_table(
        &self,
        page: &mut Markup,
        title: &str,
        subject: Subject<'_>,
        outcome: Outcome<'_>,
        all: &[&Index],
    ) {
        let words = self.words;
        let measures = MEASURES.into_iter();
        let measures: Vec<&str> = measures
            .filter(|measure| all.iter().any(|it| it.measure == *measure))
            .collect();
        let Some(first) = measures.first() else {
            return;
        };
        open_table(
            page,
            words,
            &format!("{title}. {}", self.outcome_and_verdict(subject, outcome)),
            |page| {
                column(page, words.get("varied.factor"));
                for measure in &measures {
                    column(page, words.of_section("measure", measure));
                }
            },
        );
        let of = |measure: &str, factor: &str| {
            let (code, by) = outcome;
            let cells = [subject.policy, subject.minus, code, by, measure, factor];
            key("sensitivity", &cells)
        };
        let factors = ranked(all, first);
        for factor in factors.iter().take(LISTED) {
            page.open("tr", &[]);
            row_head(page, &self.factor(factor));
            for measure in &measures {
                let mut all = all.iter();
                let found = all.find(|it| it.factor == *factor && it.measure == *measure);
                let Some((it, value)) = found.and_then(|it| Some((it, it.value?))) else {
                    page.leaf("td", &[], "–");
                    continue;
                };
                let interval = it.q025.zip(it.q975);
                let columns = match interval {
                    Some(_) => "value q025 q975",
                    None => "value",
                };
                numbers(page, (&of(measure, factor), columns), "number", |page| {
                    let interval = interval.map(|(low, high)| [low, high]);
                    let level = results::Level {
                        mean: value,
                        interval,
                    };
                    self.level(page, Some(level));
                });
            }
            page.close();
        }
        if let Some(luck) = all.iter().find(|it| it.measure == LUCK) {
            page.open("tr", &[]);
            row_head(page, words.of_section("measure", LUCK));
            numbers(page, (&of(LUCK, ""), "value"), "number", |page| {
                share(page, luck.value);
            });
            for _ in 1..measures.len() {
                page.leaf("td", &[], "");
            }
            page.close();
        }
        close_table(page);
        self.more(
            page,
            factors.len().saturating_sub(LISTED),
            "sensitivity.csv",
        );
    }
}

/// The factors of an outcome, the largest index first.
fn ranked<'a>(all: &[&'a Index], measure: &str) -> Vec<&'a str> {
    let of_measure = all.iter().filter(|it| it.measure == measure);
    let mut ranked: Vec<&Index> = of_measure.copied().collect();
    let size = |it: &Index| it.value.map_or(-1.0, f64::abs);
    ranked.sort_by(|a, b| size(b).total_cmp(&size(a)));
    ranked.into_iter().map(|it| it.factor.as_str()).collect()
}
