//! The plain-language summary: sentences made from the numbers by rules. Where an interval holds zero,
//! or replications are too few, nothing is claimed.

use std::fmt::Display;

use maud::{Markup, html};

use super::content::Content;
use super::differences::{PERSON_DAYS, Titled, titled};
use super::figures::{DEPARTED, IN_NEED, SHARE};
use super::results::{Difference, Level, Scenario, Worth};
use super::words::{Words, fill};
use crate::engine::Rule;
use crate::measures::{Shown, Theme};
use crate::output::uncertainty::Cover;
use crate::study::compare::FEWEST_PAIRS;
use crate::study::sensitivity::stability::HOLDS;
use crate::study::value_for_money::Effect;

/// What the summary speaks of, by heading.
fn topics() -> [Titled; 4] {
    let topic = |heading, themes: &[Theme]| titled(heading, themes, Shown::Summarised, None);
    let harm = [
        Theme::Harm,
        Theme::RareHarm,
        Theme::Deaths,
        Theme::Behind,
        Theme::RareBehind,
    ];
    [
        topic("harm", &harm),
        topic("protection", &[Theme::Need, Theme::Pathway]),
        topic("ends", &[Theme::Ends, Theme::Deflected]),
        topic("money", &[Theme::People, Theme::Public]),
    ]
}

/// What is known of an outcome: where the sign of its difference is resolved, whether it is higher and a
/// sentence, or else its name.
pub(super) type Finding = Result<(bool, String), String>;

impl<R> Content<'_, R> {
    /// What was found by topic; what public money buys is worked out elsewhere.
    pub fn findings(
        &self,
        finding: impl Fn(&'static str, &'static str) -> Option<Finding>,
        mark: &str,
        worth: &[String],
    ) -> Markup {
        let words = self.words;
        let topic = |name: &str, outcomes: Vec<(&'static str, &'static str)>| {
            let found = outcomes.into_iter();
            let found: Vec<Finding> = found.filter_map(|(code, by)| finding(code, by)).collect();
            let open = found.iter().filter_map(|it| it.as_ref().err());
            let open: Vec<&str> = open.map(String::as_str).collect();
            let mut sentences: Vec<String> =
                found.iter().flatten().map(|it| it.1.clone()).collect();
            if name == "harm" {
                let rates = [DEPARTED, PERSON_DAYS].map(|by| finding("H11", by));
                sentences.extend(self.two_rates(rates, mark));
            }
            if !open.is_empty() {
                let every = open.len() == found.len();
                let key = if every { "all_open" } else { "open_list" };
                sentences.push(fill!(
                    words,
                    &format!("summary.{key}"),
                    list = open.join("; ")
                ));
            }
            if name == "money" {
                sentences.extend_from_slice(worth);
            }
            (!found.is_empty()).then_some(sentences)
        };
        html! {
            @for (name, outcomes) in topics() {
                @if let Some(sentences) = topic(name, outcomes) {
                    dt { (words.of_section("summary", name)) }
                    @for it in sentences { dd { (it) } }
                }
            }
        }
    }

    /// What the rate of serious harm by time on the way says where it does not say the same as that by
    /// departure.
    fn two_rates(&self, [departed, exposed]: [Option<Finding>; 2], mark: &str) -> Option<String> {
        match (departed?, exposed?) {
            (Ok(_), Err(_)) => Some(fill!(self.words, "summary.two_rates_open", mark)),
            (Ok((more, _)), Ok((other, _))) if more != other => {
                Some(fill!(self.words, "summary.two_rates_against", mark))
            }
            (_, exposed) => Some(exposed.ok()?.1),
        }
    }

    /// How many people one simulated person stands for.
    pub fn scaled(&self, scale: f64) -> String {
        if scale < 1.0 {
            let people = self.words.language.short(1.0 / scale);
            return fill!(self.words, "summary.scaled", people);
        }
        self.words.get("summary.unscaled").to_owned()
    }
}

impl Content<'_> {
    /// The section.
    pub fn summary(&self) -> Markup {
        let (words, a) = (self.words, self.first());
        html! {
            (self.scope())
            h3 { (words.get("summary.levels")) }
            dl.levels {
                @for (policy, scenario) in self.policies() {
                    dt { (policy.title) }
                    dd { (self.levels_of(scenario)) }
                }
            }
            @for (policy, scenario) in self.policies().skip(1) {
                h3 { (fill!(words, "summary.compared", b = policy.title, a)) }
                (self.compared(scenario))
            }
            (self.star())
        }
    }

    fn scope(&self) -> Markup {
        let (words, manifest) = (self.words, &self.results.manifest);
        let people = self.scaled(manifest.scale);
        let replications = words.language.whole(manifest.replications);
        let count = manifest.policies.len();
        let (from, to) = (&manifest.from, &manifest.to);
        let scope = if self.compares() {
            fill!(
                words,
                "summary.scope",
                replications,
                people,
                from,
                to,
                count
            )
        } else {
            fill!(words, "summary.scope_one", replications, people, from, to)
        };
        let held = match &manifest.uncertainty {
            Some(cover) => self.every_rule(cover),
            None if manifest.replications < 2 => String::new(),
            None if manifest.numbers_of_grade_c_and_d == "fixed" => {
                words.get("summary.luck_only").to_owned()
            }
            None => words.get("summary.with_ignorance").to_owned(),
        };
        let mut notes = Vec::new();
        if manifest.replications < 2 {
            notes.push(words.get("summary.once").to_owned());
        }
        if self.compares() && manifest.replications < FEWEST_PAIRS {
            notes.push(fill!(words, "summary.few", replications));
        }
        if let Some(share) = manifest.context.share_after {
            let share = format!("{:.0}", 100.0 * share);
            let month = &manifest.context.counts_until;
            notes.push(fill!(words, "summary.later", share, month));
        }
        if manifest.uncertainty.is_none() && manifest.decision_rule != Rule::default().name() {
            let rule = words.of_section("rule", &manifest.decision_rule);
            notes.push(fill!(words, "summary.rule", rule));
        }
        if !manifest.mechanisms_switched_off.is_empty() {
            let list = manifest.mechanisms_switched_off.join(", ");
            notes.push(fill!(words, "summary.without", list));
        }
        for (policy, _) in self.policies().filter(|(it, _)| !it.changes.is_empty()) {
            let (policy, count) = (&policy.title, policy.changes.len());
            notes.push(fill!(words, "summary.timeline", policy, count));
        }
        html! {
            p { (format!("{scope} {held}").trim_end()) }
            @if !notes.is_empty() { p { (notes.join(" ")) } }
        }
    }

    fn every_rule(&self, cover: &Cover) -> String {
        let (words, replications) = (self.words, cover.replications);
        let (draws, rules) = (cover.draws, cover.rules);
        let holds = format!("{:.0}", 100.0 * HOLDS);
        let text = fill!(
            words,
            "summary.every_rule",
            draws,
            rules,
            replications,
            holds
        );
        if replications > 1 {
            return text;
        }
        format!("{text} {}", words.get("summary.every_rule_once"))
    }

    fn levels_of(&self, scenario: &Scenario) -> String {
        let of = |(name, code, by): (&str, &str, &str)| {
            let [level, behind] = self.shown(code, by, scenario);
            [
                (name.to_owned(), level),
                (format!("{name}_interval"), behind),
            ]
        };
        let levels = [
            ("left", "F1", "count"),
            ("harmed", "H11", DEPARTED),
            ("died", "H4", DEPARTED),
            ("arrived", "F4", DEPARTED),
            ("protected", "P9", IN_NEED),
            ("refoulement", "N1", IN_NEED),
        ];
        let levels: Vec<(String, String)> = levels.into_iter().flat_map(of).collect();
        let levels: Vec<(&str, &dyn Display)> = levels
            .iter()
            .map(|it| (it.0.as_str(), &it.1 as &dyn Display))
            .collect();
        let text = self.words.fill("summary.level", &levels);
        let deflected = self.of_kept("summary.deflected", "", scenario);
        let nobody = self.words.get("summary.nobody_kept");
        format!("{text} {}", deflected.as_deref().unwrap_or(nobody))
    }

    fn compared(&self, scenario: &Scenario) -> Markup {
        let finding = |code: &'static str, by: &'static str| {
            let difference = scenario.difference(code, by);
            let resolved = difference.filter(Difference::resolved);
            let sentence =
                resolved.map(|it| (it.level.mean > 0.0, self.sentence(code, by, it.level)));
            Some(sentence.ok_or_else(|| self.starred(code)))
        };
        let worth = self.results.worth.iter();
        let worth = self.worth(worth.filter(|it| it.scenario_b == scenario.id));
        html! {
            dl.findings { (self.findings(finding, self.mark("H11"), &worth)) }
            p { (self.departures(scenario.difference("F1", "count"))) }
        }
    }

    fn sentence(&self, code: &str, denominator: &str, level: Level) -> String {
        let key = if level.mean > 0.0 { "higher" } else { "lower" };
        let (level, per) = amount(self.words, level, denominator);
        fill!(
            self.words,
            &format!("summary.{key}"),
            indicator = self.starred(code),
            per,
            amount = self.rounded(level.mean),
            interval = self.brackets(level)
        )
    }

    fn departures(&self, difference: Option<Difference>) -> String {
        let Some(it) = difference.filter(Difference::resolved) else {
            return self.words.get("summary.departures_open").to_owned();
        };
        let key = if it.level.mean > 0.0 {
            "higher"
        } else {
            "lower"
        };
        let level = size(it.level);
        let (amount, interval) = (self.rounded(level.mean), self.brackets(level));
        fill!(
            self.words,
            &format!("summary.departures_{key}"),
            amount,
            interval
        )
    }

    /// What public money buys, per 1,000 departures.
    fn worth<'w>(&self, lines: impl Iterator<Item = &'w Worth>) -> Vec<String> {
        let words = self.words;
        let mut open = Vec::new();
        let mut sentences = Vec::new();
        for line in lines {
            let protects = line.effect == Effect::Protected.name();
            let effect = words.of_section("summary", &line.effect);
            let effect = format!("{effect}{}", self.mark(if protects { "P9" } else { "H11" }));
            if !line.resolved {
                open.push(effect);
                continue;
            }
            let each = [line.usd_per_person, line.usd_per_person_b].map(Option::unwrap_or_default);
            let [low, high] =
                [each[0].min(each[1]), each[0].max(each[1])].map(|it| self.rounded(it));
            let usd = if low == high {
                low
            } else {
                fill!(words, "summary.worth_between", low, high)
            };
            sentences.push(fill!(
                words,
                &format!("summary.worth_{}", line.verdict),
                effect,
                usd
            ));
        }
        if !open.is_empty() {
            sentences.push(fill!(words, "summary.worth_open", list = open.join("; ")));
        }
        sentences
    }
}

/// How large a difference is, whatever its sign.
fn size(level: Level) -> Level {
    level.times(if level.mean > 0.0 { 1.0 } else { -1.0 })
}

/// How large a difference is, whatever its sign, and in what: of shares in percentage points.
pub(super) fn amount<'a>(words: &'a Words, level: Level, denominator: &'a str) -> (Level, &'a str) {
    if denominator == SHARE {
        return (size(level.times(100.0)), words.get("summary.points"));
    }
    let per = words.find("per", denominator).unwrap_or(denominator);
    (size(level), per)
}
