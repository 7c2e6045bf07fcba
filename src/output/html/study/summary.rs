//! The plain-language summary of a study: sentences made from its tables by rules. Nothing is claimed of a
//! sign that does not hold.

use maud::{Markup, html};

use super::super::content::Content;
use super::super::differences::PERSON_DAYS;
use super::super::figures::DEPARTED;
use super::super::results::Level;
use super::super::summary::amount;
use super::super::words::fill;
use super::Study;
use super::names::{Subject, is_main, star};
use super::read::Contrast;
use crate::study::sensitivity::stability::{FEWEST_CELLS, HOLDS};

impl Content<'_, Study> {
    /// The section.
    pub fn summary(&self) -> Markup {
        let (words, a) = (self.words, self.policy(self.first()));
        html! {
            (self.scope())
            @for policy in self.others() {
                h3 { (fill!(words, "summary.compared", b = self.policy(policy), a)) }
                (self.compared(policy))
            }
            @if !self.compares() { (self.one_policy()) }
            (self.star())
        }
    }

    fn scope(&self) -> Markup {
        let words = self.words;
        let study = &self.results.description;
        let mut text = vec![fill!(
            words,
            "study.scope",
            points = words.language.whole(study.points as usize),
            design = words.of_section("design", study.design.name()),
            factors = study.factors.len(),
            policies = self.results.record.policies.len(),
            replications = study.replications,
            from = study.from,
            to = study.to,
            people = self.scaled(study.scale)
        )];
        if self.compares() {
            let holds = format!("{:.0}", 100.0 * HOLDS);
            text.push(fill!(words, "study.q1", holds, fewest = FEWEST_CELLS));
            if self.cannot_tell("luck") {
                text.push(words.get("study.once").to_owned());
            }
        }
        text.push(words.get("study.shares").to_owned());
        if !study.without.is_empty() {
            text.push(fill!(
                words,
                "summary.without",
                list = study.without.join(", ")
            ));
        }
        html! { p { (text.join(" ")) } }
    }

    fn compared(&self, policy: &str) -> Markup {
        let all = self.results.contrasts.iter();
        let all = all.filter(|it| it.policy_b == policy && self.stands(&it.indicator));
        let all: Vec<&Contrast> = all.collect();
        let held = all.iter().filter(|it| it.resolved).count();
        let none = if held > 0 { "" } else { "_none" };
        let headline = format!("study.headline{none}");
        let finding = |code: &'static str, by: &'static str| {
            let it = self.contrast(policy, (code, by))?;
            let sentence = it.resolved.then(|| self.sentence(it));
            Some(sentence.ok_or_else(|| self.starred(code)))
        };
        let more = |topic: &str| {
            let rates = (topic == "harm").then(|| self.two_rates(policy));
            rates.flatten().into_iter().collect()
        };
        html! {
            p { strong { (fill!(self.words, &headline, held, all = all.len())) } }
            dl.findings { (self.findings(finding, more)) (self.signs_that_turn(policy)) }
        }
    }

    fn sentence(&self, it: &Contrast) -> String {
        let key = if it.diff_mean > 0.0 {
            "higher"
        } else {
            "lower"
        };
        let level = Level {
            mean: it.diff_mean,
            interval: Some([it.diff_q025, it.diff_q975]),
        };
        let (level, per) = amount(self.words, level, &it.denominator);
        fill!(
            self.words,
            &format!("study.{key}"),
            indicator = self.starred(&it.indicator),
            per,
            q1 = format!("{:.0}", 100.0 * it.stability_q1.unwrap_or_default()),
            amount = self.rounded(level.mean),
            interval = self.brackets(level)
        )
    }

    /// What the rate of serious harm by time on the way says, where that by departure holds.
    fn two_rates(&self, policy: &str) -> Option<String> {
        let departed = self.contrast(policy, ("H11", DEPARTED))?;
        let exposed = self.contrast(policy, ("H11", PERSON_DAYS))?;
        if !departed.resolved {
            return exposed.resolved.then(|| self.sentence(exposed));
        }
        let mark = star("H11");
        Some(if !exposed.resolved {
            fill!(self.words, "summary.two_rates_open", mark)
        } else if (exposed.diff_mean > 0.0) == (departed.diff_mean > 0.0) {
            self.sentence(exposed)
        } else {
            fill!(self.words, "summary.two_rates_against", mark)
        })
    }

    /// The numbers and rules that turn signs of main outcomes.
    fn signs_that_turn(&self, policy: &str) -> Markup {
        let words = self.words;
        let contrasts = self.results.contrasts.iter();
        let contrasts = contrasts
            .filter(|it| it.policy_b == policy && it.resolved)
            .filter(|it| is_main((&it.indicator, &it.denominator)));
        let sentences = contrasts.filter_map(|it| {
            let entries = self.ledger(it).into_iter();
            let turning = entries.filter(|entry| entry.hangs == "yes");
            let names: Vec<String> = turning.map(|entry| self.factor(&entry.factor)).collect();
            let indicator = self.outcome((&it.indicator, &it.denominator));
            let list = names.join(", ");
            (!names.is_empty()).then(|| fill!(words, "study.hangs", indicator, list))
        });
        let sentences: Vec<String> = sentences.collect();
        html! {
            @if !sentences.is_empty() { dt { (words.get("study.hangs_on")) } }
            @for it in sentences { dd { (it) } }
        }
    }

    /// What moves the outcomes of a single policy.
    fn one_policy(&self) -> Markup {
        let words = self.words;
        let subject = Subject {
            policy: self.first(),
            minus: "",
        };
        let mut open = Vec::new();
        let mut moved = Vec::new();
        for of in self.chief() {
            let outcome = self.outcome(of);
            let bars = self.bars(subject, of);
            match bars.iter().find(|it| self.told(it) == Some(true)) {
                None => open.push(outcome),
                Some(bar) => moved.push(fill!(
                    words,
                    "study.moved",
                    outcome,
                    factor = self.factor(&bar.factor),
                    low = self.rounded(bar.mean_low),
                    high = self.rounded(bar.mean_high)
                )),
            }
        }
        if !open.is_empty() {
            moved.push(fill!(words, "study.not_told", list = open.join("; ")));
        }
        html! {
            p { (words.get("study.one")) }
            ul { @for it in moved { li { (it) } } }
        }
    }
}
