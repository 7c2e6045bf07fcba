//! What the policies set, beside the reference of the corridor.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde_json::Value;

use super::content::{Content, Detail};
use super::results::Policy;
use super::words::fill;
use crate::output::context::LeverAtReference;
use crate::output::text::sentence_case;

impl Content<'_> {
    /// The section.
    pub fn levers(&self) -> Markup {
        let words = self.words;
        let reference = &self.results.manifest.context.reference;
        let reasons = self.detail < Detail::WithoutReasons;
        html! {
            p { (words.get("levers.interpretation")) }
            p { (fill!(words, "levers.intro", reference)) }
            (self.lever_table())
            (self.gate_table())
            @if !reasons { p { (words.get("levers.left_out")) } }
            @for (policy, _) in self.policies() {
                h3 { (policy.title) }
                p { (policy.description) }
                p { (self.dials(policy)) }
                @if reasons { (self.reasons(policy)) }
            }
        }
    }

    fn dials(&self, policy: &Policy) -> String {
        let words = self.words;
        let dials = policy.dials.iter().filter_map(|(name, position)| {
            let name = words.find("dials", name).unwrap_or(name);
            let position = words.language.exact((*position)?);
            Some(fill!(words, "levers.dial", name, position))
        });
        let mut dials = dials.collect::<Vec<_>>().join(", ");
        if dials.is_empty() {
            words.get("levers.no_dials").clone_into(&mut dials);
        }
        fill!(words, "levers.dials", policy = policy.title, dials)
    }

    fn lever_table(&self) -> Markup {
        let words = self.words;
        let value = |policy: &Policy, lever: &LeverAtReference| {
            policy.levers.get(&lever.name).cloned().unwrap_or_default()
        };
        let moved = self.results.manifest.context.levers.iter();
        let moved = moved.filter(|it| self.policies().any(|(of, _)| value(of, it) != it.value));
        let moved: Vec<&LeverAtReference> = moved.collect();
        if moved.is_empty() {
            return html! { p { (words.get("levers.none")) } };
        }
        let mut heads = self.heads("levers.lever levers.unit levers.reference");
        heads.extend(self.titles());
        let rows = html! {
            @for lever in moved {
                tr {
                    th scope="row" { (words.find("lever", &lever.name).unwrap_or(&lever.name)) }
                    td.small { (lever.unit) }
                    td.number { (self.value(&lever.value)) }
                    @for value in self.policies().map(|(it, _)| value(it, lever)) {
                        td.number.same[value == lever.value] { (self.value(&value)) }
                    }
                }
            }
        };
        self.table(words.get("levers.caption"), &heads, &rows)
    }

    /// A value, or the range of values of the states.
    fn value(&self, value: &Value) -> String {
        let exact = |it| self.words.language.exact(it);
        if let Some(number) = value.as_f64() {
            return exact(number);
        }
        let states = value.as_object().into_iter().flat_map(|it| it.values());
        let values: Vec<f64> = states.filter_map(Value::as_f64).collect();
        let low = values.iter().copied().reduce(f64::min);
        let high = values.iter().copied().reduce(f64::max);
        let range = low.zip(high).map(|(low, high)| {
            fill!(
                self.words,
                "levers.states",
                low = exact(low),
                high = exact(high)
            )
        });
        range.unwrap_or("–".to_owned())
    }

    fn gate_table(&self) -> Markup {
        let words = self.words;
        let reference = &self.results.manifest.context.gates;
        let policies = self.policies().flat_map(|(it, _)| it.gates.keys());
        let mut names: BTreeSet<&String> = reference.keys().chain(policies).collect();
        let state = |gates: &BTreeMap<String, String>, name| {
            let state = gates.get(name).map(String::as_str);
            state
                .map_or("–", |it| words.find("levers", it).unwrap_or(it))
                .to_owned()
        };
        let same = |it: &Policy, name| it.gates.get(name) == reference.get(name);
        names.retain(|name| !self.policies().all(|(it, _)| same(it, *name)));
        if names.is_empty() {
            return html! {};
        }
        let mut heads = self.heads("levers.gate levers.reference");
        heads.extend(self.titles());
        let rows = html! {
            @for name in names {
                tr {
                    th scope="row" { (sentence_case(name)) }
                    td { (state(reference, name)) }
                    @for (policy, _) in self.policies() {
                        td.same[same(policy, name)] { (state(&policy.gates, name)) }
                    }
                }
            }
        };
        self.table(words.get("levers.gates"), &heads, &rows)
    }

    fn reasons(&self, policy: &Policy) -> Markup {
        let words = self.words;
        if policy.set_directly.is_empty() {
            return html! { p { (fill!(words, "levers.follows", policy = policy.title)) } };
        }
        let heads = self.heads("levers.lever levers.reason levers.source");
        let rows = html! {
            @for it in &policy.set_directly {
                tr {
                    th scope="row" {
                        (words.find("lever", &it.lever).unwrap_or(&it.lever))
                        @if let Some(state) = &it.state { ", " (state) }
                    }
                    td { (it.reason) }
                    @if it.source == "assumption" {
                        td { (self.assumed()) }
                    } @else {
                        td.small { (it.source) }
                    }
                }
            }
        };
        self.table(
            &fill!(words, "levers.reasons", policy = policy.title),
            &heads,
            &rows,
        )
    }
}
