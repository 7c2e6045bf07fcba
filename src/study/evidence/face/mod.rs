//! Questions with a known or agreed answer, asked of the model: a page that says what came out.

mod question;
mod read;

pub use question::{Answer, Question};
pub use read::{read, read_file};

use std::convert::Infallible;
use std::fmt::Write as _;

use super::super::replicate;
use super::{EvidenceError, Plan, head, row};
use crate::engine::{Rule, RunSpec};
use crate::measures::indicators;
use crate::observe::Tally;
use crate::world::World;
use crate::world::measure::Measure;
use crate::world::policy::Policy;
use question::{Asked, Side, What};

/// What is simulated once, however many questions look at it.
struct Run {
    spec: RunSpec,
    policy: Policy,
    /// Values of all indicators, then of all measures, by replication.
    values: Vec<Vec<Option<f64>>>,
}

/// Everything that a set of questions needs.
struct Runs {
    runs: Vec<Run>,
    measures: Vec<Measure>,
}

impl Runs {
    fn of(plan: &Plan, questions: &[Question]) -> Self {
        let mut all = Self {
            runs: Vec::new(),
            measures: Vec::new(),
        };
        for question in questions {
            for side in question.sides() {
                for what in std::iter::once(&side.asked.what).chain(&side.asked.per) {
                    if let What::Measure(measure) = what
                        && !all.measures.contains(measure)
                    {
                        all.measures.push(measure.clone());
                    }
                }
                for rule in rules(plan, question) {
                    let spec = question.spec(&plan.spec, side, rule);
                    if all.find(&spec, &side.policy).is_none() {
                        all.runs.push(Run {
                            spec,
                            policy: side.policy.clone(),
                            values: Vec::new(),
                        });
                    }
                }
            }
        }
        all
    }

    fn find(&self, spec: &RunSpec, policy: &Policy) -> Option<&Run> {
        let mut runs = self.runs.iter();
        runs.find(|it| it.spec == *spec && it.policy == *policy)
    }

    /// Simulates everything, runs that share a specification together.
    fn simulate(
        &mut self,
        plan: &Plan,
        progress: &mut dyn FnMut(&str),
    ) -> Result<(), EvidenceError> {
        let all = self.runs.len();
        let mut done = 0;
        while let Some(next) = self.runs.iter().find(|it| it.values.is_empty()) {
            let spec = next.spec.clone();
            let (mut places, mut policies) = (Vec::new(), Vec::new());
            for (place, run) in self.runs.iter().enumerate() {
                if run.spec == spec {
                    places.push(place);
                    policies.push(run.policy.clone());
                }
            }
            progress(&format!(
                "runs {} to {} of {all}",
                done + 1,
                done + places.len()
            ));
            done += places.len();
            replicate(
                plan.world,
                &policies,
                &spec,
                plan.replications,
                plan.threads,
                &|| {},
                &mut |finished| -> Result<(), Infallible> {
                    let values = self.values(plan.world, &spec, &finished.tally);
                    self.runs[places[finished.policy]].values.push(values);
                    Ok(())
                },
            )?;
        }
        Ok(())
    }

    fn values(&self, world: &World, spec: &RunSpec, tally: &Tally) -> Vec<Option<f64>> {
        let counted = indicators(world, tally, spec.scale).into_iter();
        let measured = self.measures.iter();
        let measured = measured.map(|it| it.value(world, spec, tally));
        counted.map(|it| it.value).chain(measured).collect()
    }

    /// Values of what is asked on one side by replication; `other` is the first side.
    fn asked(&self, asked: &Asked, run: &Run, other: &Run) -> Vec<Option<f64>> {
        let of = |what: &What| -> Vec<Option<f64>> {
            let pairs = run.values.iter().zip(&other.values);
            pairs
                .map(|(values, others)| self.value(what, values, others))
                .collect()
        };
        let mut values = of(&asked.what);
        if let Some(per) = &asked.per {
            for (value, whole) in values.iter_mut().zip(of(per)) {
                *value = value
                    .zip(whole.filter(|it| *it > 0.0))
                    .map(|(part, whole)| part / whole);
            }
        }
        values
    }

    fn value(&self, what: &What, values: &[Option<f64>], others: &[Option<f64>]) -> Option<f64> {
        match what {
            What::Indicator(place) => values.get(*place).copied().flatten(),
            What::Measure(measure) => {
                let place = self.measures.iter().position(|it| it == measure)?;
                let first = values.len() - self.measures.len();
                values[first + place]
            }
            What::Everything => {
                let differs = values.iter().zip(others).filter(|(a, b)| a != b);
                Some(differs.count() as f64)
            }
        }
    }

    /// What came out of a question under a rule.
    fn answer(&self, plan: &Plan, question: &Question, rule: Rule) -> Option<Answer> {
        let run = |side: &Side| {
            let spec = question.spec(&plan.spec, side, rule);
            self.find(&spec, &side.policy)
        };
        let first = run(&question.first)?;
        let one = self.asked(&question.first.asked, first, first);
        let other = match &question.second {
            Some(side) => self.asked(&side.asked, run(side)?, first),
            None => one.clone(),
        };
        let pairs: Vec<_> = one.into_iter().zip(other).collect();
        Some(question.expected.answer(&pairs))
    }
}

/// The rules under which a question is asked.
fn rules(plan: &Plan, question: &Question) -> Vec<Rule> {
    if question.rules.is_empty() {
        vec![plan.spec.rule]
    } else {
        question.rules.clone()
    }
}

/// What came out of a question: right only if it is under every rule under which it is asked.
fn answered(plan: &Plan, runs: &Runs, question: &Question) -> Answer {
    let rules = rules(plan, question);
    let answers = rules.iter().map(|&rule| {
        let answer = runs.answer(plan, question, rule);
        let answer = answer.unwrap_or_else(|| Answer {
            text: "no value".to_owned(),
            right: false,
        });
        (rule, answer)
    });
    let answers: Vec<(Rule, Answer)> = answers.collect();
    let texts = answers.iter().map(|(rule, answer)| {
        if rules.len() == 1 {
            answer.text.clone()
        } else {
            format!("{}: {}", rule.name(), answer.text)
        }
    });
    Answer {
        text: texts.collect::<Vec<_>>().join("<br>"),
        right: answers.iter().all(|(_, it)| it.right),
    }
}

/// Asks the questions, in the order given.
///
/// # Errors
/// [`EvidenceError`] when a study fails.
pub fn ask(
    plan: &Plan,
    questions: &[Question],
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<Answer>, EvidenceError> {
    let mut runs = Runs::of(plan, questions);
    runs.simulate(plan, progress)?;
    let answers = questions.iter().map(|it| answered(plan, &runs, it));
    Ok(answers.collect())
}

/// The page of questions and answers.
pub fn page(plan: &Plan, questions: &[Question], answers: &[Answer]) -> String {
    let mut page = "# Questions with a known answer\n\n".to_owned();
    page.push_str(&plan.provenance("face"));
    let (asked, right) = (answers.len(), answers.iter().filter(|it| it.right).count());
    let wrong = questions.iter().zip(answers).filter(|(_, it)| !it.right);
    let wrong: Vec<String> = wrong.map(|(it, _)| format!("`{}`", it.name)).collect();
    let _ = write!(
        page,
        "\nEvery row asks the model something to which the answer is known or agreed: a sign, or a range. It is \
         a file `face/NAME.toml` of the corridor. The two policies meet the same people and the same luck; what \
         came out is the second less the first, and then the second over the first, or else the value under the \
         one policy there is. A sign is right if the interval lies wholly on its side, `not more` and `not fewer` \
         if it does not lie wholly on the other, a range if the mean lies in it, and `the same` if it is so in \
         every replication. A question with a window or rules of its own is asked in these. A right answer does \
         not show that the model is right, since many wrong models give it; a wrong one shows that something is \
         wrong, and stays here until it is mended. To ask one again: `corredor evidence face --only NAME`.\n\n\
         Right: {right} of {asked}. Wrong: {}.\n",
        if wrong.is_empty() {
            "none".to_owned()
        } else {
            wrong.join(", ")
        }
    );
    let mut kinds: Vec<&str> = questions.iter().map(|it| it.about.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let _ = write!(page, "\n## {kind}\n\n");
        head(
            &mut page,
            &[
                "name", "question", "first", "second", "expected", "why", "came out", "right",
            ],
        );
        let rows = questions.iter().zip(answers);
        for (question, answer) in rows.filter(|(it, _)| it.about == kind) {
            row(&mut page, &cells(plan, question, answer));
        }
    }
    page
}

fn cells(plan: &Plan, question: &Question, answer: &Answer) -> [String; 8] {
    let first = &question.first;
    let expected = question.expected.shown();
    let asked = match &question.second {
        Some(second) if second.asked != first.asked => {
            format!("{}, second: {}", first.asked.label, second.asked.label)
        }
        _ => first.asked.label.clone(),
    };
    let second = question.second.as_ref();
    let mut when = String::new();
    if question.window.iter().any(Option::is_some) {
        let spec = question.spec(&plan.spec, first, plan.spec.rule);
        when = format!(" ({} to {})", spec.from, spec.to);
    }
    [
        format!("`{}`", question.name),
        question.title.clone() + &when,
        first.label.clone(),
        second.map_or(String::new(), |it| it.label.clone()),
        format!("{expected}: {asked}"),
        format!("{} ({})", question.why, question.source.replace(';', ", ")),
        answer.text.clone(),
        match (answer.right, question.fails.as_str()) {
            (true, _) => "yes".to_owned(),
            (false, "") => "**no**".to_owned(),
            (false, reason) => format!("**no** {reason}"),
        },
    ]
}

#[cfg(test)]
mod tests;
