//! The figures of levels: months, protection, harm, being left behind, ends, routes, deaths, costs.

use maud::{Markup, html};

use super::chart::intervals::{Mark, Panel, Row};
use super::chart::{months, stacked};
use super::content::Content;
use super::figure::{Figure, key};
use super::results::{Level, Passed, Scenario, Which};
use super::words::fill;
use crate::measures::{Shown, Theme, catalogue};
use crate::output::text::sentence_case;

pub(super) const DEPARTED: &str = "per_1000_departures";
pub(super) const IN_NEED: &str = "per_1000_in_need";
pub(super) const SHARE: &str = "share";

impl Content<'_> {
    fn level_row(&self, which: Which<'_>, label: String) -> Row {
        Row {
            label,
            key: format!("summary|{}", which.join("|")),
            marks: self.marks(0, |it| Some(Mark::of(it.level(which)?, true))),
        }
    }

    /// A panel of indicators, by the entry that is its title.
    fn panel(&self, title: &str, themes: &[Theme]) -> Panel {
        let rows = catalogue::of_themes(themes, Shown::Figures, None).map(|(it, by)| {
            let which = [it.code, by.name(), "all", "all"];
            self.level_row(which, self.starred(it.code))
        });
        Panel::of(self.words.get(title), None, rows)
    }

    /// Flows beside what was counted, harm and protection, by month.
    pub fn months(&self) -> Markup {
        let (words, results) = (self.words, self.results);
        let mut figure = Figure::of(self, "figure-months", "months", "");
        let context = &results.manifest.context;
        let counted = |month: &String| {
            let observed = context.observed.iter().find(|it| it.month == *month);
            observed.map(|it| it.people)
        };
        let last = results.months.iter().rfind(|it| counted(it).is_some());
        if last.is_some() {
            words
                .get("months.caption_observed")
                .clone_into(&mut figure.caption);
        }
        let panel = |title: String, measure: &str, counted| months::Panel {
            title,
            series: results
                .scenarios
                .iter()
                .map(|it| it.monthly(measure).to_vec())
                .collect(),
            counted,
        };
        let starred = |title, code| format!("{}{}", words.get(title), self.mark(code));
        let panels = [
            panel(
                fill!(words, "months.counted", crossing = context.crossing_name),
                "crossings_counted",
                results.months.iter().map(counted).collect(),
            ),
            panel(starred("months.harmed", "H11"), "seriously_harmed", vec![]),
            panel(
                starred("months.protected", "P9"),
                "effective_protection",
                vec![],
            ),
        ];
        let dot = html! { circle class="counted" cx="7" cy="7" r="2.6" {} };
        let inside = html! {
            (self.legend(0))
            @if let Some(month) = last {
                p.legend { (key("0 0 14 14", &dot)) (fill!(words, "months.observed", month)) }
            }
            (self.images(&figure.id, [&figure.title, &figure.description], |width| {
                months::draw(&results.months, &panels, width, words.language)
            }))
            (self.deflection())
        };
        figure.around(self, &inside, &html! {})
    }

    /// The way from need to effective protection, and who comes to its end.
    pub fn protection(&self) -> Markup {
        let mut figure = Figure::of(self, "figure-protection", "protection", "");
        let arrive = self.indicator("PD");
        figure.caption = fill!(self.words, "protection.caption", arrive);
        let panels = [self.panel("protection.axis", &[Theme::Need])];
        html! {
            (self.intervals(&figure, &panels, 0))
            (self.groups("protection", "P9", IN_NEED))
        }
    }

    /// The figure of an indicator by group.
    fn groups(&self, section: &str, code: &str, denominator: &str) -> Markup {
        let words = self.words;
        let id = format!("figure-{section}-groups");
        let figure = Figure::of(self, &id, section, "group_");
        let axis = words.of_section(section, "group_axis");
        let panel = |dimension: &str, groups: Vec<(&str, &str)>| {
            let name = words.of_section("dimension", dimension);
            let title = format!("{axis}{}: {name}", self.mark(code));
            let rows = groups.into_iter().map(|(group, label)| {
                self.level_row([code, denominator, dimension, group], label.to_owned())
            });
            Panel::of(&title, None, rows)
        };
        let named = |groups: &[&'static str]| {
            let groups = groups.iter();
            groups
                .map(|it| (*it, words.of_section("group", it)))
                .collect()
        };
        let nationalities = self.results.manifest.context.nationalities.iter();
        let nationalities = nationalities.map(|(code, name)| (code.as_str(), name.as_str()));
        let panels = [
            panel("gender", named(&["female", "male"])),
            panel("age_band", named(&["0-5", "6-11", "12-17", "18-59", "60+"])),
            panel("nationality", nationalities.collect()),
        ];
        self.intervals(&figure, &panels, 0)
    }

    /// Harm by kind and by group.
    pub fn harm(&self) -> Markup {
        let mut figure = Figure::of(self, "figure-harm", "harm", "");
        let serious = self.indicator("H11");
        figure.caption = fill!(self.words, "harm.caption", serious);
        let panels = [
            self.panel("harm.axis", &[Theme::Harm]),
            self.panel("harm.axis_rare", &[Theme::RareHarm, Theme::Deaths]),
        ];
        html! { (self.intervals(&figure, &panels, 0)) (self.groups("harm", "H11", DEPARTED)) }
    }

    /// Being left behind by mechanism.
    pub fn behind(&self) -> Markup {
        let figure = Figure::of(self, "figure-behind", "behind", "");
        let panels = [
            self.panel("behind.axis", &[Theme::Behind]),
            self.panel("behind.axis_rare", &[Theme::RareBehind]),
        ];
        self.intervals(&figure, &panels, 0)
    }

    /// Where everybody is when the window ends.
    pub fn ends(&self) -> Markup {
        let words = self.words;
        let figure = Figure::of(self, "figure-ends", "ends", "");
        let bars = self.policies().map(|(policy, scenario)| {
            let parts = ENDS.map(|code| scenario.total(code, DEPARTED).map(|it| it.mean));
            (policy.title.as_str(), parts)
        });
        let bars: Vec<_> = bars.collect();
        let inside = html! {
            (self.images(&figure.id, [&figure.title, &figure.description], |width| {
                stacked::draw(&bars, width, words.language)
            }))
            (self.deflection())
        };
        let mut heads = self.heads("ends.part");
        heads.extend(self.titles());
        let square = |fill| html! { rect width="14" height="14" fill=(fill) {} };
        let rows = html! {
            @for (code, fill) in ENDS.into_iter().zip(stacked::PARTS) {
                tr data-key={ "summary|" (code) "|" (DEPARTED) "|all|all" } {
                    th scope="row" { (key("0 0 14 14", &square(fill))) (self.starred(code)) }
                    @for it in &self.results.scenarios { (self.cell(it.total(code, DEPARTED))) }
                }
            }
        };
        figure.around(self, &inside, &self.table(&figure.title, &heads, &rows))
    }

    /// Crossings and other ways, with the harm on them.
    pub fn routes(&self) -> Markup {
        let figure = Figure::of(self, "figure-routes", "routes", "");
        let people: fn(&Passed) -> Option<Level> = |it| it.people;
        let harmed: fn(&Passed) -> Option<Level> = |it| it.harmed;
        let panels = [
            ("crossings", "crossings", "people", people, "F3"),
            ("harmed_crossing", "crossings", "harmed", harmed, "H11"),
            ("passages", "passages", "people", people, "F3"),
            ("harmed_passing", "passages", "harmed", harmed, "H11"),
        ];
        let panels = panels.map(|(title, measure, what, of, marked)| {
            let title = self.words.of_section("routes", title);
            let title = format!("{title}{}", self.mark(marked));
            Panel::of(&title, None, self.route_rows(measure, what, of))
        });
        let panels = panels.into_iter().filter(|it| !it.rows.is_empty());
        let panels: Vec<Panel> = panels.collect();
        html! { (self.deflection()) (self.intervals(&figure, &panels, 0)) }
    }

    /// The busiest classes, the busiest first.
    fn route_rows(
        &self,
        measure: &str,
        what: &str,
        of: fn(&Passed) -> Option<Level>,
    ) -> impl Iterator<Item = Row> {
        let scenarios = &self.results.scenarios;
        let most = |position: usize| {
            let routes = scenarios.iter().filter_map(|it| it.routes.get(position));
            let means = routes.filter_map(|it| it.passed.people).map(|it| it.mean);
            means.fold(0.0, f64::max)
        };
        let first = scenarios.first().map_or(&[][..], |it| &it.routes);
        let classes = first.iter().enumerate();
        let classes = classes.filter(|(at, it)| it.measure == measure && most(*at) > 0.0);
        let mut classes: Vec<_> = classes.collect();
        classes.sort_by(|a, b| most(b.0).total_cmp(&most(a.0)));
        classes.truncate(ROUTES);
        classes.into_iter().map(move |(position, route)| Row {
            label: sentence_case(&route.class),
            key: format!("routes|{}|{what}", route.class),
            marks: self.marks(0, |scenario| {
                Some(Mark::of(of(&scenario.routes.get(position)?.passed)?, true))
            }),
        })
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
    fn shares(&self, code: &str, sentence: &str) -> Markup {
        let sentences = self.policies().filter_map(|(policy, scenario)| {
            let [share, interval] = self.share(code, scenario)?;
            Some(fill!(
                self.words,
                sentence,
                policy = policy.title,
                share,
                interval
            ))
        });
        html! { @for it in sentences { p { (it) } } }
    }

    /// How many are kept from a link and which share of them take another, in a sentence; none where
    /// nobody is kept.
    pub fn of_kept(&self, sentence: &str, policy: &str, scenario: &Scenario) -> Option<String> {
        let [share, interval] = self.share("F5", scenario)?;
        let [kept, kept_interval] = self.shown("F5k", DEPARTED, scenario);
        let words = self.words;
        Some(fill!(
            words,
            sentence,
            policy,
            share,
            interval,
            kept,
            kept_interval
        ))
    }

    /// How many are kept from a link and take another: no flow stands without it.
    pub fn deflection(&self) -> Markup {
        let list = self.policies().map(|(policy, scenario)| {
            let kept = self.of_kept("page.kept_share", &policy.title, scenario);
            let policy = &policy.title;
            kept.unwrap_or_else(|| fill!(self.words, "page.nobody_kept", policy))
        });
        let list = list.collect::<Vec<_>>().join("; ");
        html! { p.deflection { (fill!(self.words, "page.deflected", list)) } }
    }

    /// Deaths as they are and as they are recorded.
    pub fn deaths(&self) -> Markup {
        let figure = Figure::of(self, "figure-deaths", "deaths", "");
        let panels = [self.panel("deaths.axis", &[Theme::Deaths, Theme::Recorded])];
        html! { (self.shares("H14", "deaths.ratio")) (self.intervals(&figure, &panels, 0)) }
    }

    /// Costs by payer and purpose.
    pub fn costs(&self) -> Markup {
        let figure = Figure::of(self, "figure-costs", "costs", "");
        let panels = [
            self.panel("costs.people", &[Theme::People]),
            self.panel("costs.public", &[Theme::Public]),
        ];
        html! { (self.shares("C1f", "costs.pooled")) (self.intervals(&figure, &panels, 0)) }
    }
}

/// Classes of links that a panel holds at most.
const ROUTES: usize = 10;

/// Situations at the end of the window, in the order of the colours of parts.
const ENDS: [&str; 9] = ["S1", "F4", "S2r", "S2", "S6", "S3", "S4", "H3", "H4"];
