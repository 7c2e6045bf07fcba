//! What the policies set, beside the reference of the corridor.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::content::{Content, Detail, close_table, column, open_table, paragraph, row_head};
use super::markup::Markup;
use super::results::Policy;
use crate::output::context::LeverAtReference;
use crate::output::text::sentence_case;

impl Content<'_> {
    /// The section.
    pub fn levers(&self, page: &mut Markup) {
        let words = self.words;
        let reference = self.results.manifest.context.reference.as_str();
        paragraph(page, words.get("levers.interpretation"));
        let intro = words.fill("levers.intro", &[("reference", reference)]);
        paragraph(page, &intro);
        self.lever_table(page);
        self.gate_table(page);
        let reasons = self.detail < Detail::WithoutReasons;
        if !reasons {
            paragraph(page, words.get("levers.left_out"));
        }
        for (policy, _) in self.policies() {
            page.leaf("h3", &[], &policy.title);
            paragraph(page, &policy.description);
            paragraph(page, &self.dials(policy));
            if reasons {
                self.reasons(page, policy);
            }
        }
    }

    fn dials(&self, policy: &Policy) -> String {
        let words = self.words;
        let dials: Vec<String> = policy
            .dials
            .iter()
            .filter_map(|(name, position)| {
                let name = words.find("dials", name).unwrap_or(name);
                let position = words.language.exact((*position)?);
                Some(words.fill("levers.dial", &[("name", name), ("position", &position)]))
            })
            .collect();
        let dials = if dials.is_empty() {
            words.get("levers.no_dials").to_owned()
        } else {
            dials.join(", ")
        };
        words.fill(
            "levers.dials",
            &[("policy", &policy.title), ("dials", &dials)],
        )
    }

    fn lever_table(&self, page: &mut Markup) {
        let words = self.words;
        let levers = &self.results.manifest.context.levers;
        let value = |policy: &Policy, lever: &LeverAtReference| {
            policy.levers.get(&lever.name).cloned().unwrap_or_default()
        };
        let moved: Vec<&LeverAtReference> = levers
            .iter()
            .filter(|lever| {
                let mut policies = self.policies();
                policies.any(|(policy, _)| value(policy, lever) != lever.value)
            })
            .collect();
        if moved.is_empty() {
            return paragraph(page, words.get("levers.none"));
        }
        open_table(page, words, words.get("levers.caption"), |page| {
            for heading in ["lever", "unit", "reference"] {
                column(page, words.of_section("levers", heading));
            }
            for (policy, _) in self.policies() {
                column(page, &policy.title);
            }
        });
        for lever in moved {
            page.open("tr", &[]);
            let name = words.find("lever", &lever.name).unwrap_or(&lever.name);
            row_head(page, name);
            page.leaf("td", &[("class", &"small")], &lever.unit);
            page.leaf("td", &[("class", &"number")], self.value(&lever.value));
            for (policy, _) in self.policies() {
                let value = value(policy, lever);
                let class = if value == lever.value {
                    "number same"
                } else {
                    "number"
                };
                page.leaf("td", &[("class", &class)], self.value(&value));
            }
            page.close();
        }
        close_table(page);
    }

    /// A value, or the range of values of the states.
    fn value(&self, value: &Value) -> String {
        if let Some(number) = value.as_f64() {
            return self.words.language.exact(number);
        }
        let states = value.as_object().into_iter().flat_map(|it| it.values());
        let values: Vec<f64> = states.filter_map(Value::as_f64).collect();
        let low = values.iter().copied().reduce(f64::min);
        let high = values.iter().copied().reduce(f64::max);
        let (Some(low), Some(high)) = (low, high) else {
            return "–".to_owned();
        };
        let [low, high] = [low, high].map(|it| self.words.language.exact(it));
        let values = [("low", low.as_str()), ("high", &high)];
        self.words.fill("levers.states", &values)
    }

    fn gate_table(&self, page: &mut Markup) {
        let words = self.words;
        let reference = &self.results.manifest.context.gates;
        let mut names: BTreeSet<&str> = reference.keys().map(String::as_str).collect();
        for (policy, _) in self.policies() {
            names.extend(policy.gates.keys().map(String::as_str));
        }
        let state = |gates: &BTreeMap<String, String>, name: &str| {
            let state = gates.get(name).map(String::as_str);
            state.map_or("–".to_owned(), |it| {
                words.find("levers", it).unwrap_or(it).to_owned()
            })
        };
        names.retain(|name| {
            let mut policies = self.policies();
            policies.any(|(policy, _)| policy.gates.get(*name) != reference.get(*name))
        });
        if names.is_empty() {
            return;
        }
        open_table(page, words, words.get("levers.gates"), |page| {
            column(page, words.get("levers.gate"));
            column(page, words.get("levers.reference"));
            for (policy, _) in self.policies() {
                column(page, &policy.title);
            }
        });
        for name in names {
            page.open("tr", &[]);
            row_head(page, &sentence_case(name));
            page.leaf("td", &[], state(reference, name));
            for (policy, _) in self.policies() {
                let same = policy.gates.get(name) == reference.get(name);
                let class = if same { "same" } else { "" };
                page.leaf("td", &[("class", &class)], state(&policy.gates, name));
            }
            page.close();
        }
        close_table(page);
    }

    fn reasons(&self, page: &mut Markup, policy: &Policy) {
        let words = self.words;
        let title = [("policy", policy.title.as_str())];
        if policy.set_directly.is_empty() {
            return paragraph(page, &words.fill("levers.follows", &title));
        }
        open_table(page, words, &words.fill("levers.reasons", &title), |page| {
            for heading in ["lever", "reason", "source"] {
                column(page, words.of_section("levers", heading));
            }
        });
        for setting in &policy.set_directly {
            page.open("tr", &[]);
            let name = words
                .find("lever", &setting.lever)
                .unwrap_or(&setting.lever);
            let state = setting.state.as_ref();
            let name = state.map_or(name.to_owned(), |state| format!("{name}, {state}"));
            row_head(page, &name);
            page.leaf("td", &[], &setting.reason);
            if setting.source == "assumption" {
                page.open("td", &[]);
                page.leaf("span", &[("class", &"chip")], words.get("page.assumed"));
                page.close();
            } else {
                page.leaf("td", &[("class", &"small")], &setting.source);
            }
            page.close();
        }
        close_table(page);
    }
}
