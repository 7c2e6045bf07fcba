//! The plain-language summary of a study: sentences made from its tables by rules. Nothing is claimed of a
//! sign that does not hold.

use super::super::content::{Content, paragraph};
use super::super::differences::PERSON_DAYS;
use super::super::figures::DEPARTED;
use super::super::markup::Markup;
use super::super::results::Level;
use super::super::summary::{amount, topics};
use super::Study;
use super::names::{Subject, is_main, star};
use super::read::Contrast;
use crate::study::sensitivity::stability::{FEWEST_CELLS, HOLDS};

impl Content<'_, Study> {
    /// The section.
    pub fn summary(&self, page: &mut Markup) {
        self.scope(page);
        for policy in self.others() {
            let names = [("b", self.policy(policy)), ("a", self.policy(self.first()))];
            page.leaf("h3", &[], self.words.fill("summary.compared", &names));
            self.compared(page, policy);
        }
        if !self.compares() {
            self.one_policy(page);
        }
        self.star(page);
    }

    fn scope(&self, page: &mut Markup) {
        let words = self.words;
        let study = &self.results.description;
        let people = if study.scale < 1.0 {
            let people = words.language.short(1.0 / study.scale);
            words.fill("summary.scaled", &[("people", &people)])
        } else {
            words.get("summary.unscaled").to_owned()
        };
        let policies = self.results.record.policies.len().to_string();
        let values = [
            ("points", &*words.language.whole(study.points as usize)),
            ("design", words.of_section("design", study.design.name())),
            ("factors", &study.factors.len().to_string()),
            ("policies", &policies),
            ("replications", &study.replications.to_string()),
            ("from", &study.from),
            ("to", &study.to),
            ("people", &people),
        ];
        let mut text = vec![words.fill("study.scope", &values)];
        if self.compares() {
            let holds = format!("{:.0}", 100.0 * HOLDS);
            let fewest = FEWEST_CELLS.to_string();
            let values = [("holds", holds.as_str()), ("fewest", &fewest)];
            text.push(words.fill("study.q1", &values));
            if self.cannot_tell("luck") {
                text.push(words.get("study.once").to_owned());
            }
        }
        text.push(words.get("study.shares").to_owned());
        if !study.without.is_empty() {
            let list = study.without.join(", ");
            text.push(words.fill("summary.without", &[("list", &list)]));
        }
        paragraph(page, &text.join(" "));
    }

    fn compared(&self, page: &mut Markup, policy: &str) {
        let words = self.words;
        let all = self.results.contrasts.iter();
        let all: Vec<&Contrast> = all
            .filter(|it| it.policy_b == policy && self.stands(&it.indicator))
            .collect();
        let held = all.iter().filter(|it| it.resolved).count();
        let headline = if held > 0 {
            "study.headline"
        } else {
            "study.headline_none"
        };
        let held = held.to_string();
        let count = all.len().to_string();
        let values = [("held", held.as_str()), ("all", &count)];
        page.open("p", &[]);
        page.leaf("strong", &[], words.fill(headline, &values));
        page.close();
        page.open("dl", &[("class", &"findings")]);
        for (topic, indicators) in topics() {
            let found = indicators.iter();
            let found: Vec<&Contrast> = found.filter_map(|it| self.contrast(policy, *it)).collect();
            if found.is_empty() {
                continue;
            }
            page.leaf("dt", &[], words.of_section("summary", topic));
            let mut open = Vec::new();
            let mut sentences = Vec::new();
            for it in &found {
                if it.resolved {
                    sentences.push(self.sentence(it));
                } else {
                    open.push(self.starred(&it.indicator));
                }
            }
            if topic == "harm" {
                sentences.extend(self.two_rates(policy));
            }
            if !open.is_empty() {
                let key = if open.len() == found.len() {
                    "summary.all_open"
                } else {
                    "summary.open_list"
                };
                sentences.push(words.fill(key, &[("list", &open.join("; "))]));
            }
            for sentence in sentences {
                page.leaf("dd", &[], sentence);
            }
        }
        self.hanging_signs(page, policy);
        page.close();
    }

    fn sentence(&self, it: &Contrast) -> String {
        let words = self.words;
        let key = if it.diff_mean > 0.0 {
            "study.higher"
        } else {
            "study.lower"
        };
        let level = Level {
            mean: it.diff_mean,
            interval: Some([it.diff_q025, it.diff_q975]),
        };
        let (amount, per) = amount(words, level, &it.denominator);
        let q1 = format!("{:.0}", 100.0 * it.stability_q1.unwrap_or_default());
        words.fill(
            key,
            &[
                ("indicator", &self.starred(&it.indicator)),
                ("per", per),
                ("q1", &q1),
                ("amount", &self.rounded(amount.mean)),
                ("interval", &self.brackets(amount)),
            ],
        )
    }

    /// What the rate of serious harm by time on the way says, where that by departure holds.
    fn two_rates(&self, policy: &str) -> Option<String> {
        let departed = self.contrast(policy, ("H11", DEPARTED))?;
        let exposed = self.contrast(policy, ("H11", PERSON_DAYS))?;
        if !departed.resolved {
            return exposed.resolved.then(|| self.sentence(exposed));
        }
        let mark = [("mark", star("H11"))];
        Some(if !exposed.resolved {
            self.words.fill("summary.two_rates_open", &mark)
        } else if (exposed.diff_mean > 0.0) == (departed.diff_mean > 0.0) {
            self.sentence(exposed)
        } else {
            self.words.fill("summary.two_rates_against", &mark)
        })
    }

    /// The numbers and rules that signs of main outcomes hang on.
    fn hanging_signs(&self, page: &mut Markup, policy: &str) {
        let words = self.words;
        let contrasts = self.results.contrasts.iter();
        let sentences: Vec<String> = contrasts
            .filter(|it| it.policy_b == policy && it.resolved)
            .filter(|it| is_main((&it.indicator, &it.denominator)))
            .filter_map(|it| {
                let entries = self.ledger(it).into_iter();
                let names: Vec<String> = entries
                    .filter(|entry| entry.hangs == "yes")
                    .map(|entry| self.factor(&entry.factor))
                    .collect();
                let indicator = self.outcome((&it.indicator, &it.denominator));
                let list = names.join(", ");
                let values = [("indicator", indicator.as_str()), ("list", &list)];
                (!names.is_empty()).then(|| words.fill("study.hangs", &values))
            })
            .collect();
        if !sentences.is_empty() {
            page.leaf("dt", &[], words.get("study.hangs_on"));
        }
        for sentence in sentences {
            page.leaf("dd", &[], sentence);
        }
    }

    /// What moves the outcomes of a single policy.
    fn one_policy(&self, page: &mut Markup) {
        let words = self.words;
        let subject = Subject {
            policy: self.first(),
            minus: "",
        };
        paragraph(page, words.get("study.one"));
        let mut open = Vec::new();
        page.open("ul", &[]);
        for outcome in self.chief() {
            let bars = self.bars(subject, outcome);
            let name = self.outcome(outcome);
            let told = bars.iter().find(|it| self.told(it) == Some(true));
            let Some(bar) = told else {
                open.push(name);
                continue;
            };
            let values = [
                ("outcome", name.as_str()),
                ("factor", &self.factor(&bar.factor)),
                ("low", &self.rounded(bar.mean_low)),
                ("high", &self.rounded(bar.mean_high)),
            ];
            page.leaf("li", &[], words.fill("study.moved", &values));
        }
        if !open.is_empty() {
            let list = open.join("; ");
            page.leaf("li", &[], words.fill("study.not_told", &[("list", &list)]));
        }
        page.close();
    }
}
