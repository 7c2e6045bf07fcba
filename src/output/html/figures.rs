//! The figures of levels: months, protection, harm, being left behind, ends, routes, deaths, costs.

use super::chart::intervals::{Mark, Panel, Row};
use super::chart::{months, stacked};
use super::content::{Content, close_table, column, open_row, open_table, paragraph};
use super::figure::{self, Figure};
use super::markup::Markup;
use super::results::{Level, Passed, Policy, Scenario, Which};
use crate::measures::{Shown, Theme, catalogue};
use crate::output::text::sentence_case;

pub(super) const DEPARTED: &str = "per_1000_departures";
pub(super) const IN_NEED: &str = "per_1000_in_need";
pub(super) const SHARE: &str = "share";

impl Content<'_> {
    fn level_row(&self, which: Which<'_>, label: String) -> Row {
        let marks = self.results.scenarios.iter();
        let marks = marks.map(|scenario| {
            Some(Mark {
                level: scenario.level(which)?,
                resolved: true,
                beside: None,
            })
        });
        Row {
            label,
            key: format!("summary|{}", which.join("|")),
            marks: marks.collect(),
        }
    }

    fn panel(&self, title: &str, themes: &[Theme]) -> Panel {
        let rows = catalogue::of_themes(themes, Shown::Figures, None).map(|(definition, by)| {
            let which = [definition.code, by.name(), "all", "all"];
            self.level_row(which, self.starred(definition.code))
        });
        Panel::of(self.words.get(title), None, rows)
    }

    /// Flows beside what was counted, harm and protection, by month.
    pub fn months(&self, page: &mut Markup) {
        let words = self.words;
        let mut figure = Figure::of(self, "figure-months", "months", "");
        let results = self.results;
        let context = &results.manifest.context;
        let counted: Vec<Option<f64>> = results
            .months
            .iter()
            .map(|month| {
                let observed = context.observed.iter().find(|it| it.month == *month);
                observed.map(|it| it.people)
            })
            .collect();
        let last = results
            .months
            .iter()
            .zip(&counted)
            .rfind(|(_, counted)| counted.is_some())
            .map(|(month, _)| month.as_str());
        if last.is_some() {
            words
                .get("months.caption_observed")
                .clone_into(&mut figure.caption);
        }
        let crossing = [("crossing", context.crossing_name.as_str())];
        let panel = |title: String, measure: &str, counted: Vec<Option<f64>>| months::Panel {
            title,
            series: results
                .scenarios
                .iter()
                .map(|it| it.monthly(measure).to_vec())
                .collect(),
            counted,
        };
        let starred = |title: &str, code: &str| format!("{title}{}", self.mark(code));
        let panels = [
            panel(
                words.fill("months.counted", &crossing),
                "crossings_counted",
                counted,
            ),
            panel(
                starred(words.get("months.harmed"), "H11"),
                "seriously_harmed",
                Vec::new(),
            ),
            panel(
                starred(words.get("months.protected"), "P9"),
                "effective_protection",
                Vec::new(),
            ),
        ];
        figure::open(page, self, &figure);
        figure::legend(page, self, 0);
        if let Some(last) = last {
            page.open("p", &[("class", &"legend")]);
            page.open(
                "svg",
                &[
                    ("class", &"key"),
                    ("viewBox", &"0 0 14 14"),
                    ("aria-hidden", &"true"),
                ],
            );
            page.shape(
                "circle",
                &[("class", &"counted"), ("cx", &7), ("cy", &7), ("r", &2.6)],
            );
            page.close();
            page.text(words.fill("months.observed", &[("month", last)]));
            page.close();
        }
        figure::images(page, self, &figure, |width| {
            months::draw(&results.months, &panels, width, words.language)
        });
        self.deflection(page);
        figure::caption(page, self, &figure);
        page.close();
    }

    /// The way from need to effective protection, and who comes to its end.
    pub fn protection(&self, page: &mut Markup) {
        let words = self.words;
        let mut figure = Figure::of(self, "figure-protection", "protection", "");
        let arrive = [("arrive", self.indicator("PD"))];
        figure.caption = words.fill("protection.caption", &arrive);
        let panels = [self.panel("protection.axis", &[Theme::Need])];
        figure::of_intervals(page, self, &figure, &panels);
        let figure = Figure::of(self, "figure-protection-groups", "protection", "group_");
        let panels = self.groups(words.get("protection.group_axis"), "P9", IN_NEED);
        figure::of_intervals(page, self, &figure, &panels);
    }

    fn groups(&self, axis: &str, code: &str, denominator: &str) -> Vec<Panel> {
        let names = &self.results.manifest.context.nationalities;
        let panel = |dimension: &str, rows: Vec<(&str, String)>| {
            let dimension_name = self.words.of_section("dimension", dimension);
            let title = format!("{axis}{}: {dimension_name}", self.mark(code));
            let row = |(group, label)| self.level_row([code, denominator, dimension, group], label);
            Panel::of(&title, None, rows.into_iter().map(row))
        };
        let named = |groups: &[&'static str]| {
            let groups = groups.iter();
            groups
                .map(|group| (*group, self.words.of_section("group", group).to_owned()))
                .collect()
        };
        let nationalities = names
            .iter()
            .map(|(code, name)| (code.as_str(), name.clone()));
        vec![
            panel("gender", named(&["female", "male"])),
            panel("age_band", named(&["0-5", "6-11", "12-17", "18-59", "60+"])),
            panel("nationality", nationalities.collect()),
        ]
    }

    /// Harm by kind and by group.
    pub fn harm(&self, page: &mut Markup) {
        let words = self.words;
        let mut figure = Figure::of(self, "figure-harm", "harm", "");
        let serious = [("serious", self.indicator("H11"))];
        figure.caption = words.fill("harm.caption", &serious);
        let panels = [
            self.panel("harm.axis", &[Theme::Harm]),
            self.panel("harm.axis_rare", &[Theme::RareHarm, Theme::Deaths]),
        ];
        figure::of_intervals(page, self, &figure, &panels);
        let figure = Figure::of(self, "figure-harm-groups", "harm", "group_");
        let panels = self.groups(words.get("harm.group_axis"), "H11", DEPARTED);
        figure::of_intervals(page, self, &figure, &panels);
    }

    /// Being left behind by mechanism.
    pub fn behind(&self, page: &mut Markup) {
        let figure = Figure::of(self, "figure-behind", "behind", "");
        let panels = [
            self.panel("behind.axis", &[Theme::Behind]),
            self.panel("behind.axis_rare", &[Theme::RareBehind]),
        ];
        figure::of_intervals(page, self, &figure, &panels);
    }

    /// Where everybody is when the window ends.
    pub fn ends(&self, page: &mut Markup) {
        let words = self.words;
        let figure = Figure::of(self, "figure-ends", "ends", "");
        let bars: Vec<(String, Vec<Option<f64>>)> = self
            .policies()
            .map(|(policy, scenario)| {
                let parts = ENDS.map(|code| scenario.total(code, DEPARTED).map(|it| it.mean));
                (policy.title.clone(), parts.to_vec())
            })
            .collect();
        figure::open(page, self, &figure);
        figure::images(page, self, &figure, |width| {
            stacked::draw(&bars, width, words.language)
        });
        self.deflection(page);
        figure::caption(page, self, &figure);
        open_table(page, words, &figure.title, |page| {
            column(page, words.get("ends.part"));
            for (policy, _) in self.policies() {
                column(page, &policy.title);
            }
        });
        for (position, code) in ENDS.into_iter().enumerate() {
            open_row(page, &format!("summary|{code}|{DEPARTED}|all|all"));
            page.open("th", &[("scope", &"row")]);
            page.open(
                "svg",
                &[
                    ("class", &"key"),
                    ("viewBox", &"0 0 14 14"),
                    ("aria-hidden", &"true"),
                ],
            );
            let fill = stacked::PARTS[position];
            page.shape("rect", &[("width", &14), ("height", &14), ("fill", &fill)]);
            page.close();
            page.text(self.starred(code));
            page.close();
            for (_, scenario) in self.policies() {
                self.cell(page, scenario.total(code, DEPARTED));
            }
            page.close();
        }
        close_table(page);
        page.close();
    }

    /// Crossings and other ways, with the harm on them.
    pub fn routes(&self, page: &mut Markup) {
        let words = self.words;
        let figure = Figure::of(self, "figure-routes", "routes", "");
        let people: fn(&Passed) -> Option<Level> = |it| it.people;
        let harmed: fn(&Passed) -> Option<Level> = |it| it.harmed;
        let panels: Vec<Panel> = [
            ("routes.crossings", "crossings", "people", people, "F3"),
            (
                "routes.harmed_crossing",
                "crossings",
                "harmed",
                harmed,
                "H11",
            ),
            ("routes.passages", "passages", "people", people, "F3"),
            ("routes.harmed_passing", "passages", "harmed", harmed, "H11"),
        ]
        .into_iter()
        .map(|(title, measure, what, of, marked)| Panel {
            title: format!("{}{}", words.get(title), self.mark(marked)),
            beside: None,
            rows: self.route_rows(measure, what, of),
        })
        .filter(|panel| !panel.rows.is_empty())
        .collect();
        self.deflection(page);
        figure::of_intervals(page, self, &figure, &panels);
    }

    /// The busiest classes, the busiest first.
    fn route_rows(&self, measure: &str, what: &str, of: fn(&Passed) -> Option<Level>) -> Vec<Row> {
        let scenarios = &self.results.scenarios;
        let most = |position: usize| {
            let routes = scenarios.iter().filter_map(|it| it.routes.get(position));
            let means = routes.filter_map(|it| it.passed.people).map(|it| it.mean);
            means.fold(0.0, f64::max)
        };
        let first = scenarios.first().map_or(&[][..], |it| &it.routes);
        let mut classes: Vec<(usize, &str)> = first
            .iter()
            .enumerate()
            .filter(|(position, route)| route.measure == measure && most(*position) > 0.0)
            .map(|(position, route)| (position, route.class.as_str()))
            .collect();
        classes.sort_by(|a, b| most(b.0).total_cmp(&most(a.0)));
        classes.truncate(ROUTES);
        classes
            .into_iter()
            .map(|(position, class)| Row {
                label: sentence_case(class),
                key: format!("routes|{class}|{what}"),
                marks: scenarios
                    .iter()
                    .map(|scenario| {
                        Some(Mark {
                            level: of(&scenario.routes.get(position)?.passed)?,
                            resolved: true,
                            beside: None,
                        })
                    })
                    .collect(),
            })
            .filter(|row| row.marks.iter().any(Option::is_some))
            .collect()
    }

    /// A share in per cent, and what stands behind it: star and interval.
    pub fn share(&self, code: &str, scenario: &Scenario) -> Option<[String; 2]> {
        let percent = scenario.total(code, SHARE)?.times(100.0);
        let behind = format!("{}{}", self.mark(code), self.brackets(percent));
        Some([self.rounded(percent.mean), behind])
    }

    /// A level and what stands behind it: star and interval.
    pub fn shown(&self, code: &str, denominator: &str, scenario: &Scenario) -> [String; 2] {
        let level = scenario.total(code, denominator);
        level.map_or(["–".to_owned(), String::new()], |it| {
            let behind = format!("{}{}", self.mark(code), self.brackets(it));
            [self.rounded(it.mean), behind]
        })
    }

    /// A sentence for each policy on a share.
    fn shares(&self, code: &str, sentence: &str) -> Vec<String> {
        let of_policy = |(policy, scenario): (&Policy, _)| {
            let [share, interval] = self.share(code, scenario)?;
            let values = [
                ("policy", policy.title.as_str()),
                ("share", &share),
                ("interval", &interval),
            ];
            Some(self.words.fill(sentence, &values))
        };
        self.policies().filter_map(of_policy).collect()
    }

    /// How many are kept from a link and which share of them take another, in a sentence; none where
    /// nobody is kept.
    pub fn of_kept(&self, sentence: &str, policy: &str, scenario: &Scenario) -> Option<String> {
        let [share, interval] = self.share("F5", scenario)?;
        let [kept, kept_interval] = self.shown("F5k", DEPARTED, scenario);
        let values = [
            ("policy", policy),
            ("share", &share),
            ("interval", &interval),
            ("kept", &kept),
            ("kept_interval", &kept_interval),
        ];
        Some(self.words.fill(sentence, &values))
    }

    /// How many are kept from a link and take another: no flow stands without it.
    pub fn deflection(&self, page: &mut Markup) {
        let list: Vec<String> = self
            .policies()
            .map(|(policy, scenario)| {
                let nobody = || {
                    let policy = [("policy", policy.title.as_str())];
                    self.words.fill("page.nobody_kept", &policy)
                };
                self.of_kept("page.kept_share", &policy.title, scenario)
                    .unwrap_or_else(nobody)
            })
            .collect();
        let list = list.join("; ");
        let text = self.words.fill("page.deflected", &[("list", &list)]);
        page.leaf("p", &[("class", &"deflection")], text);
    }

    /// Deaths as they are and as they are recorded.
    pub fn deaths(&self, page: &mut Markup) {
        let figure = Figure::of(self, "figure-deaths", "deaths", "");
        let themes = [Theme::Deaths, Theme::Recorded];
        let panels = [self.panel("deaths.axis", &themes)];
        for text in self.shares("H14", "deaths.ratio") {
            paragraph(page, &text);
        }
        figure::of_intervals(page, self, &figure, &panels);
    }

    /// Costs by payer and purpose.
    pub fn costs(&self, page: &mut Markup) {
        let figure = Figure::of(self, "figure-costs", "costs", "");
        let panels = [
            self.panel("costs.people", &[Theme::People]),
            self.panel("costs.public", &[Theme::Public]),
        ];
        for text in self.shares("C1f", "costs.pooled") {
            paragraph(page, &text);
        }
        figure::of_intervals(page, self, &figure, &panels);
    }
}

/// Classes of links that a panel holds at most.
const ROUTES: usize = 10;

/// Situations at the end of the window, in the order of the colours of parts.
const ENDS: [&str; 9] = ["S1", "F4", "S2r", "S2", "S6", "S3", "S4", "H3", "H4"];
