//! What things are called, which of them are shown, and cells that machines can check.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::super::content::{Content, mark_if};
use super::super::figures::SHARE;
use super::super::words::fill;
use super::Study;
use super::read::Contrast;
use crate::measures::{Definition, Shown, catalogue};
use crate::output::number::plain;
use crate::output::study::Varied;

/// Code and denominator.
pub type Outcome<'a> = (&'a str, &'a str);

/// Outcomes at most for which is drawn what moves them, where a study kept none of the chief ones.
const FEW: usize = 5;

/// A policy, or the difference that it makes to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Name of the policy.
    pub policy: &'a str,
    /// Name of the policy that is subtracted; empty for a level.
    pub minus: &'a str,
}

impl<'a> Subject<'a> {
    /// A policy beside another; beside none, its level.
    pub fn of(policy: &'a str, minus: &'a str) -> Self {
        Self { policy, minus }
    }
}

/// Whether an outcome is one of those that reports draw.
pub fn is_main((code, denominator): Outcome<'_>) -> bool {
    catalogue::entry(code, denominator).is_some_and(|(it, by)| it.shown(by) >= Shown::Compared)
}

/// Whether a factor is a number that nobody has measured, or a rule that nobody has tested.
pub fn is_assumed(factor: &Varied) -> bool {
    factor.grade.as_deref() == Some("D") || factor.kind == "rule"
}

impl<'a> Content<'a, Study> {
    /// Says where the rows are that are not listed, if there are any.
    pub fn more(&self, count: usize, file: &str) -> Markup {
        html! { @if count > 0 { p.note { (fill!(self.words, "study.more", count, file)) } } }
    }

    /// Whether policies are compared.
    pub fn compares(&self) -> bool {
        self.results.record.policies.len() > 1
    }

    /// Name of the first policy.
    pub fn first(&self) -> &'a str {
        let first = self.results.record.policies.first();
        first.map_or("", String::as_str)
    }

    /// The policies that are compared with the first.
    pub fn others(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let policies = self.results.record.policies.iter();
        policies.skip(1).map(String::as_str)
    }

    /// What is told of: differences where policies are compared, else the one policy.
    pub fn subjects(&self) -> Vec<Subject<'a>> {
        let first = self.first();
        if !self.compares() {
            return vec![Subject::of(first, "")];
        }
        let differences = self.others().map(|policy| Subject::of(policy, first));
        differences.collect()
    }

    /// Title of a policy.
    pub fn policy(&self, name: &'a str) -> &'a str {
        let mut titled = self.results.description.context.policies.iter();
        titled
            .find(|it| it.name == name)
            .map_or(name, |it| it.title.as_str())
    }

    /// Name of a policy or of a difference.
    pub fn subject(&self, subject: Subject<'a>) -> String {
        let policy = self.policy(subject.policy);
        if subject.minus.is_empty() {
            return policy.to_owned();
        }
        let (b, a) = (policy, self.policy(subject.minus));
        fill!(self.words, "table.minus", b, a)
    }

    /// Name of an indicator, or the code of one that is unknown; starred where it rests on assumptions.
    pub fn starred(&self, code: &str) -> String {
        let name = self.words.find("indicator", code).unwrap_or(code);
        format!("{name}{}", star(code))
    }

    /// Name of an indicator and what it is divided by.
    pub fn outcome(&self, (code, denominator): Outcome<'_>) -> String {
        let name = self.starred(code);
        if denominator == SHARE {
            return name;
        }
        let per = self.words.find("per", denominator).unwrap_or(denominator);
        format!("{name}, {per}")
    }

    /// Whether the sign of the difference that a policy makes to the first one is resolved.
    pub fn resolved(&self, policy: &str, outcome: Outcome<'_>) -> bool {
        let contrast = self.contrast(policy, outcome);
        contrast.is_some_and(|it| it.resolved)
    }

    /// An outcome, and whether the sign of its difference is unresolved.
    pub fn outcome_and_verdict(&self, subject: Subject<'_>, outcome: Outcome<'_>) -> String {
        let name = self.outcome(outcome);
        if subject.minus.is_empty() || self.resolved(subject.policy, outcome) {
            return name;
        }
        fill!(self.words, "moves.unresolved", outcome = name)
    }

    /// What was varied under a name.
    pub fn varied_as(&self, name: &str) -> Option<&'a Varied> {
        let mut factors = self.results.description.factors.iter();
        factors.find(|it| it.name == name)
    }

    /// Name of a factor, starred if it is assumed.
    pub fn factor(&self, name: &str) -> String {
        let words = self.words;
        let Some(factor) = self.varied_as(name) else {
            return name.to_owned();
        };
        let mut text = match factor.kind.as_str() {
            "lever" => {
                let (state, lever) = name.split_once('.').unwrap_or(("", name));
                let lever = words.find("lever", lever).unwrap_or(lever);
                if state.is_empty() {
                    lever.to_owned()
                } else {
                    format!("{lever}, {state}")
                }
            }
            "dial" => {
                let dial = words.find("dials", name).unwrap_or(name);
                fill!(words, "varied.dial", name = dial)
            }
            "rule" => words.get("reproduce.rule").to_owned(),
            "posterior" => words.get("varied.posterior").to_owned(),
            _ => name.to_owned(),
        };
        if is_assumed(factor) {
            text.push_str("\u{a0}*");
        }
        text
    }

    /// A value of a factor: a number, or the word of one without order.
    pub fn value(&self, value: Option<f64>, label: &'a str) -> String {
        match value {
            Some(value) => self.rounded(value),
            None => self.words.find("rule", label).unwrap_or(label).to_owned(),
        }
    }

    /// A number, or a dash.
    pub fn maybe(&self, value: Option<f64>) -> Markup {
        value.map_or(html! { "–" }, |it| self.number(it))
    }

    /// Whether an outcome may stand: a flow needs harm and protection beside it.
    pub fn stands(&self, code: &str) -> bool {
        let outcomes = || self.results.record.outcomes.iter();
        !catalogue::find(code).is_some_and(Definition::is_flow)
            || (outcomes().any(|it| it.code.starts_with('H'))
                && outcomes().any(|it| it.code.starts_with('P')))
    }

    fn analysed(&self, (code, denominator): Outcome<'_>) -> bool {
        let mut outcomes = self.results.record.outcomes.iter();
        outcomes.any(|it| it.code == code && it.denominator == denominator)
    }

    /// The outcomes for which is drawn what moves them.
    pub fn chief(&self) -> Vec<Outcome<'a>> {
        let chief = catalogue::shown(Shown::Chief).map(|(it, by)| (it.code, by.name()));
        let chief: Vec<Outcome<'a>> = chief.filter(|it| self.analysed(*it)).collect();
        if !chief.is_empty() {
            return chief;
        }
        let outcomes = self.results.record.outcomes.iter();
        outcomes
            .filter(|it| self.stands(&it.code))
            .map(|it| (it.code.as_str(), it.denominator.as_str()))
            .take(FEW)
            .collect()
    }

    /// The contrast of a policy with the first.
    pub fn contrast(&self, policy: &str, (code, denominator): Outcome<'_>) -> Option<&'a Contrast> {
        let mut contrasts = self.results.contrasts.iter();
        contrasts.find(|it| {
            it.policy_b == policy
                && it.indicator == code
                && it.denominator == denominator
                && self.stands(code)
        })
    }
}

/// Where a cell's numbers stand: table, and the cells by which its row is found.
pub fn key(table: &str, cells: &[&str]) -> String {
    let mut key = table.to_owned();
    for cell in cells {
        // Writing to a String cannot fail.
        let _ = write!(key, "|{cell}");
    }
    key
}

/// A cell of numbers; machines find their row by `key`, and the numbers in order in `columns`.
pub fn numbers(key: &str, columns: &str, inside: &Markup) -> Markup {
    numbers_as("number", key, columns, inside)
}

/// The same in a class of its own.
pub fn numbers_as(class: &str, key: &str, columns: &str, inside: &Markup) -> Markup {
    html! { td class=(class) data-key=(key) data-columns=(columns) { (inside) } }
}

/// A share as a percentage, or a dash.
pub fn share(share: Option<f64>) -> Markup {
    html! {
        @if let Some(it) = share { data value=(plain(it)) { (percent(it)) } } @else { "–" }
    }
}

/// The star of an indicator that hangs on assumed rules, after a blank.
pub fn star(code: &str) -> &'static str {
    mark_if(catalogue::find(code).is_some_and(|it| it.rests_on_assumptions(None)))
}

/// A share as text.
pub fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", 100.0 * share)
}
