//! What was varied, how, and under which policies.

use super::super::content::{Content, close_table, column, open_table, paragraph};
use super::super::markup::Markup;
use super::Study;
use super::names::is_assumed;
use crate::output::study::Varied;

/// Factors that are listed at most.
const MOST: usize = 150;
/// Listed values that are named.
const NAMED: usize = 8;

impl Content<'_, Study> {
    /// The section.
    pub fn varied(&self, page: &mut Markup) {
        let words = self.words;
        let study = &self.results.description;
        let design = study.design.name();
        let values = [
            ("design", words.of_section("design", design)),
            ("points", &words.language.whole(study.points as usize)),
            ("replications", &study.replications.to_string()),
            ("runs", &words.language.whole(study.runs as usize)),
        ];
        let numbers = if study.fixed_parameters {
            "varied.fixed"
        } else {
            "varied.drawn"
        };
        let luck = if study.common_random_numbers {
            "varied.common_luck"
        } else {
            "varied.own_luck"
        };
        let text = [
            words.fill("varied.design", &values),
            words.get(numbers).to_owned(),
            words.get(luck).to_owned(),
        ];
        paragraph(page, &text.join(" "));
        self.factors(page, &study.factors);
        page.leaf("h3", &[], words.get("varied.policies"));
        paragraph(page, words.get("levers.interpretation"));
        page.open("dl", &[("class", &"levels")]);
        for name in &self.results.record.policies {
            let mut policies = study.context.policies.iter();
            let policy = policies.find(|it| it.name == *name);
            page.open("dt", &[]);
            page.text(self.policy(name));
            page.text(" ");
            page.leaf("code", &[], name);
            page.close();
            page.leaf("dd", &[], policy.map_or("", |it| it.description.as_str()));
        }
        page.close();
    }

    fn factors(&self, page: &mut Markup, factors: &[Varied]) {
        let words = self.words;
        open_table(page, words, words.get("varied.caption"), |page| {
            for heading in ["factor", "kind", "range", "known"] {
                column(page, words.of_section("varied", heading));
            }
        });
        for factor in factors.iter().take(MOST) {
            page.open("tr", &[]);
            page.open("th", &[("scope", &"row")]);
            page.text(self.factor(&factor.name));
            if let Some(meaning) = &factor.meaning {
                page.open("span", &[("class", &"agreement")]);
                page.text(meaning);
                page.close();
            }
            page.close();
            let kind = words.find("kind", &factor.kind).unwrap_or(&factor.kind);
            page.leaf("td", &[], kind);
            page.open("td", &[]);
            page.text(self.range(factor));
            if !factor.unit.is_empty() {
                page.open("span", &[("class", &"agreement")]);
                page.text(&factor.unit);
                page.close();
            }
            page.close();
            self.known(page, factor);
            page.close();
        }
        close_table(page);
        if factors.len() > MOST {
            let count = (factors.len() - MOST).to_string();
            let more = words.fill("varied.more", &[("count", &count)]);
            page.leaf("p", &[("class", &"note")], more);
        }
        page.leaf("p", &[("class", &"note")], words.get("varied.note"));
    }

    fn range(&self, factor: &Varied) -> String {
        let words = self.words;
        if let Some(values) = &factor.values {
            let names: Vec<String> = values
                .iter()
                .take(NAMED)
                .map(|value| self.value(value.as_f64(), value.as_str().unwrap_or_default()))
                .collect();
            let count = values.len().to_string();
            if factor.kind == "posterior" {
                return words.fill("varied.rows", &[("count", &count)]);
            }
            let mut text = names.join(", ");
            if values.len() > NAMED {
                text.push_str(", …");
            }
            return text;
        }
        match (factor.low, factor.high) {
            (Some(low), Some(high)) => {
                let ends = [("from", &*self.rounded(low)), ("to", &self.rounded(high))];
                words.fill("page.window", &ends)
            }
            _ => "–".to_owned(),
        }
    }

    /// How well a number is known; levers and dials are choices.
    fn known(&self, page: &mut Markup, factor: &Varied) {
        let words = self.words;
        page.open("td", &[]);
        if is_assumed(factor) {
            page.leaf("span", &[("class", &"chip")], words.get("page.assumed"));
            page.text(" ");
        }
        let grade = factor.grade.as_deref().map(|grade| {
            let status = factor.status.as_deref().unwrap_or_default();
            let status = words.find("status", status).unwrap_or(status);
            let values = [("grade", grade), ("status", status)];
            words.fill("varied.grade", &values)
        });
        match grade {
            Some(grade) => page.text(grade),
            None if factor.kind == "rule" => page.text(words.get("varied.rules")),
            None => page.text(words.get("varied.chosen")),
        }
        if let Some(source) = factor.source.as_deref().filter(|it| !it.is_empty()) {
            page.open("span", &[("class", &"agreement")]);
            page.text(source);
            page.close();
        }
        page.close();
    }
}
