//! The plain-language summary: sentences made from the numbers by rules. Where an interval holds zero,
//! or replications are too few, nothing is claimed.

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

/// What is known of an outcome: a sentence where the sign of its difference is resolved, or else its name.
pub(super) type Finding = Result<String, String>;

impl<R> Content<'_, R> {
    /// What was found by topic, with what is added to the sentences of one.
    pub fn findings(
        &self,
        finding: impl Fn(&'static str, &'static str) -> Option<Finding>,
        more: impl Fn(&str) -> Vec<String>,
    ) -> Markup {
        let words = self.words;
        let topic = |topic, outcomes: Vec<(&'static str, &'static str)>| {
            let outcomes = outcomes.into_iter();
            let found: Vec<Finding> = outcomes
                .filter_map(|(code, by)| finding(code, by))
                .collect();
            let all = found.len();
            let (sentences, open): (Vec<_>, Vec<_>) = found.into_iter().partition(Result::is_ok);
            let mut sentences: Vec<String> = sentences.into_iter().flatten().collect();
            let open: Vec<String> = open.into_iter().filter_map(Result::err).collect();
            let list = open.join("; ");
            if topic == "harm" {
                sentences.extend(more(topic));
            }
            if !open.is_empty() {
                let every = open.len() == all;
                let key = if every { "all_open" } else { "open_list" };
                sentences.push(fill!(words, &format!("summary.{key}"), list));
            }
            if topic == "money" {
                sentences.extend(more(topic));
            }
            (all > 0).then_some(sentences)
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
        let shown = |code: &str, denominator: &str| self.shown(code, denominator, scenario);
        let [left, left_interval] = shown("F1", "count");
        let [harmed, harmed_interval] = shown("H11", DEPARTED);
        let [died, died_interval] = shown("H4", DEPARTED);
        let [arrived, arrived_interval] = shown("F4", DEPARTED);
        let [protected, protected_interval] = shown("P9", IN_NEED);
        let [refoulement, refoulement_interval] = shown("N1", IN_NEED);
        let text = fill!(
            self.words,
            "summary.level",
            left,
            left_interval,
            harmed,
            harmed_interval,
            died,
            died_interval,
            arrived,
            arrived_interval,
            protected,
            protected_interval,
            refoulement,
            refoulement_interval
        );
        let deflected = self.of_kept("summary.deflected", "", scenario);
        let deflected =
            deflected.unwrap_or_else(|| self.words.get("summary.nobody_kept").to_owned());
        format!("{text} {deflected}")
    }

    fn compared(&self, scenario: &Scenario) -> Markup {
        let finding = |code: &'static str, by: &'static str| {
            let difference = scenario.difference(code, by);
            let resolved = difference.filter(Difference::resolved);
            let sentence = resolved.map(|it| self.sentence(code, by, it.level));
            Some(sentence.ok_or_else(|| self.starred(code)))
        };
        let more = |topic: &str| {
            if topic == "harm" {
                return self.two_rates(scenario).into_iter().collect();
            }
            let worth = self.results.worth.iter();
            let of_policy = worth.filter(|it| it.scenario_b == scenario.id);
            self.worth(of_policy)
        };
        let departures = scenario.difference("F1", "count");
        html! {
            dl.findings { (self.findings(finding, more)) }
            p { (self.departures(departures)) }
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

    /// What the rate by time on the way says where it does not say the same as that by departure.
    fn two_rates(&self, scenario: &Scenario) -> Option<String> {
        let departed = scenario.difference("H11", DEPARTED)?;
        let exposed = scenario.difference("H11", PERSON_DAYS)?;
        let told = || self.sentence("H11", PERSON_DAYS, exposed.level);
        if !departed.resolved() {
            return exposed.resolved().then(told);
        }
        let mark = self.mark("H11");
        Some(if !exposed.resolved() {
            fill!(self.words, "summary.two_rates_open", mark)
        } else if (exposed.level.mean > 0.0) == (departed.level.mean > 0.0) {
            told()
        } else {
            fill!(self.words, "summary.two_rates_against", mark)
        })
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
