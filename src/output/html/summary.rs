//! The plain-language summary: sentences made from the numbers by rules. Where an interval holds zero,
//! or replications are too few, nothing is claimed.

use super::content::{Content, paragraph};
use super::differences::{PERSON_DAYS, Titled, titled};
use super::figures::{DEPARTED, IN_NEED, SHARE};
use super::markup::Markup;
use super::results::{Difference, Level, Scenario, Worth};
use super::words::Words;
use crate::engine::Rule;
use crate::measures::{Shown, Theme};
use crate::output::uncertainty::Cover;
use crate::study::compare::FEWEST_PAIRS;
use crate::study::sensitivity::stability::HOLDS;
use crate::study::value_for_money::Effect;

/// What the summary speaks of, by heading.
pub(super) fn topics() -> [Titled; 4] {
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

impl Content<'_> {
    /// The section.
    pub fn summary(&self, page: &mut Markup) {
        self.scope(page);
        page.leaf("h3", &[], self.words.get("summary.levels"));
        page.open("dl", &[("class", &"levels")]);
        for (policy, scenario) in self.policies() {
            page.leaf("dt", &[], &policy.title);
            page.leaf("dd", &[], self.levels(scenario));
        }
        page.close();
        for (policy, scenario) in self.policies().skip(1) {
            let names = [("b", policy.title.as_str()), ("a", self.first())];
            page.leaf("h3", &[], self.words.fill("summary.compared", &names));
            self.compared(page, scenario);
        }
        self.star(page);
    }

    fn scope(&self, page: &mut Markup) {
        let (words, manifest) = (self.words, &self.results.manifest);
        let people = if manifest.scale < 1.0 {
            let people = words.language.short(1.0 / manifest.scale);
            words.fill("summary.scaled", &[("people", &people)])
        } else {
            words.get("summary.unscaled").to_owned()
        };
        let replications = words.language.whole(manifest.replications);
        let from_to = [("from", manifest.from.as_str()), ("to", &manifest.to)];
        let count = manifest.policies.len().to_string();
        let mut values = vec![("replications", replications.as_str()), ("people", &people)];
        values.extend(from_to);
        let scope = if self.compares() {
            values.push(("count", &count));
            words.fill("summary.scope", &values)
        } else {
            words.fill("summary.scope_one", &values)
        };
        let held = match &manifest.uncertainty {
            Some(cover) => self.every_rule(cover),
            None if manifest.replications < 2 => String::new(),
            None if manifest.numbers_of_grade_c_and_d == "fixed" => {
                words.get("summary.luck_only").to_owned()
            }
            None => words.get("summary.with_ignorance").to_owned(),
        };
        paragraph(page, format!("{scope} {held}").trim_end());
        let mut notes = Vec::new();
        if manifest.replications < 2 {
            notes.push(words.get("summary.once").to_owned());
        }
        if self.compares() && manifest.replications < FEWEST_PAIRS {
            notes.push(words.fill("summary.few", &[("replications", &replications)]));
        }
        if let Some(share) = manifest.context.share_after {
            let share = format!("{:.0}", 100.0 * share);
            let month = manifest.context.counts_until.as_str();
            notes.push(words.fill("summary.later", &[("share", &share), ("month", month)]));
        }
        if manifest.uncertainty.is_none() && manifest.decision_rule != Rule::default().name() {
            let rule = words.of_section("rule", &manifest.decision_rule);
            notes.push(words.fill("summary.rule", &[("rule", rule)]));
        }
        if !manifest.mechanisms_switched_off.is_empty() {
            let list = manifest.mechanisms_switched_off.join(", ");
            notes.push(words.fill("summary.without", &[("list", &list)]));
        }
        for (policy, _) in self.policies() {
            if !policy.changes.is_empty() {
                let count = policy.changes.len().to_string();
                let values = [("policy", policy.title.as_str()), ("count", &count)];
                notes.push(words.fill("summary.timeline", &values));
            }
        }
        if !notes.is_empty() {
            paragraph(page, &notes.join(" "));
        }
    }

    fn every_rule(&self, cover: &Cover) -> String {
        let words = self.words;
        let values = [
            ("draws", cover.draws.to_string()),
            ("rules", cover.rules.to_string()),
            ("replications", cover.replications.to_string()),
            ("holds", format!("{:.0}", 100.0 * HOLDS)),
        ];
        let values = values.each_ref().map(|it| (it.0, it.1.as_str()));
        let text = words.fill("summary.every_rule", &values);
        if cover.replications > 1 {
            return text;
        }
        format!("{text} {}", words.get("summary.every_rule_once"))
    }

    fn levels(&self, scenario: &Scenario) -> String {
        let shown = |code: &str, denominator: &str| self.shown(code, denominator, scenario);
        let [left, left_interval] = shown("F1", "count");
        let [harmed, harmed_interval] = shown("H11", DEPARTED);
        let [died, died_interval] = shown("H4", DEPARTED);
        let [arrived, arrived_interval] = shown("F4", DEPARTED);
        let [protected, protected_interval] = shown("P9", IN_NEED);
        let [refoulement, refoulement_interval] = shown("N1", IN_NEED);
        let text = self.words.fill(
            "summary.level",
            &[
                ("left", &left),
                ("left_interval", &left_interval),
                ("harmed", &harmed),
                ("harmed_interval", &harmed_interval),
                ("died", &died),
                ("died_interval", &died_interval),
                ("arrived", &arrived),
                ("arrived_interval", &arrived_interval),
                ("protected", &protected),
                ("protected_interval", &protected_interval),
                ("refoulement", &refoulement),
                ("refoulement_interval", &refoulement_interval),
            ],
        );
        let deflected = self
            .of_kept("summary.deflected", "", scenario)
            .unwrap_or_else(|| self.words.get("summary.nobody_kept").to_owned());
        format!("{text} {deflected}")
    }

    fn compared(&self, page: &mut Markup, scenario: &Scenario) {
        let words = self.words;
        page.open("dl", &[("class", &"findings")]);
        for (topic, indicators) in topics() {
            page.leaf("dt", &[], words.of_section("summary", topic));
            let mut open = Vec::new();
            let mut sentences = Vec::new();
            for &(code, denominator) in &indicators {
                match scenario.difference(code, denominator) {
                    Some(it) if it.resolved() => {
                        sentences.push(self.sentence(code, denominator, it.level));
                    }
                    _ => open.push(self.starred(code)),
                }
            }
            if topic == "harm" {
                sentences.extend(self.two_rates(scenario));
            }
            if !open.is_empty() {
                let key = if open.len() == indicators.len() {
                    "all_open"
                } else {
                    "open_list"
                };
                let list = open.join("; ");
                sentences.push(words.fill(&format!("summary.{key}"), &[("list", &list)]));
            }
            if topic == "money" {
                let worth = self.results.worth.iter();
                let of_policy = worth.filter(|it| it.scenario_b == scenario.id);
                sentences.extend(self.worth(&of_policy.collect::<Vec<_>>()));
            }
            for sentence in sentences {
                page.leaf("dd", &[], sentence);
            }
        }
        page.close();
        let departures = scenario.difference("F1", "count");
        paragraph(page, &self.departures(departures));
    }

    fn sentence(&self, code: &str, denominator: &str, level: Level) -> String {
        let key = if level.mean > 0.0 {
            "summary.higher"
        } else {
            "summary.lower"
        };
        let indicator = self.starred(code);
        let (amount, per) = amount(self.words, level, denominator);
        self.words.fill(
            key,
            &[
                ("indicator", &indicator),
                ("per", per),
                ("amount", &self.rounded(amount.mean)),
                ("interval", &self.brackets(amount)),
            ],
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
        let mark = [("mark", self.mark("H11"))];
        Some(if !exposed.resolved() {
            self.words.fill("summary.two_rates_open", &mark)
        } else if (exposed.level.mean > 0.0) == (departed.level.mean > 0.0) {
            told()
        } else {
            self.words.fill("summary.two_rates_against", &mark)
        })
    }

    fn departures(&self, difference: Option<Difference>) -> String {
        let Some(it) = difference.filter(Difference::resolved) else {
            return self.words.get("summary.departures_open").to_owned();
        };
        let key = if it.level.mean > 0.0 {
            "departures_higher"
        } else {
            "departures_lower"
        };
        let amount = size(it.level);
        let values = [
            ("amount", &*self.rounded(amount.mean)),
            ("interval", &self.brackets(amount)),
        ];
        self.words.fill(&format!("summary.{key}"), &values)
    }

    /// What public money buys, per 1,000 departures.
    fn worth(&self, lines: &[&Worth]) -> Vec<String> {
        let words = self.words;
        let mut open = Vec::new();
        let mut sentences = Vec::new();
        for line in lines {
            let code = if line.effect == Effect::Protected.name() {
                "P9"
            } else {
                "H11"
            };
            let effect = words.of_section("summary", &line.effect);
            let effect = format!("{effect}{}", self.mark(code));
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
                words.fill("summary.worth_between", &[("low", &low), ("high", &high)])
            };
            let values = [("effect", effect.as_str()), ("usd", &usd)];
            sentences.push(words.fill(&format!("summary.worth_{}", line.verdict), &values));
        }
        if !open.is_empty() {
            let list = open.join("; ");
            sentences.push(words.fill("summary.worth_open", &[("list", &list)]));
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
