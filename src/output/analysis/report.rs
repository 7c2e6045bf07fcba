//! The printed report of an analysis.

use crate::measures::Better;
use crate::output::number::{rounded, whole};
use crate::output::text::{WIDTH, columns, shorten, wrap};
use crate::study::results::{Factor, Outcome, Results};
use crate::study::sensitivity::analysis::{Analysis, Fared, Of, Question, Subject};
use crate::study::sensitivity::indices::{Index, Indexed};
use crate::study::sensitivity::stability::HOLDS;
use crate::study::sensitivity::tornado::Bar;

/// Factors of a tornado that are printed.
const BARS: usize = 8;
/// Characters of the longest bar.
const LONGEST: f64 = 12.0;
/// Widest name of an outcome or factor.
const NAME: usize = 44;

/// What was found, for people.
pub fn report(results: &Results, question: &Question, analysis: &Analysis) -> String {
    let page = Page {
        results,
        question,
        analysis,
    };
    let mut text = page.opening();
    for part in [
        page.stability(),
        page.tornados(),
        page.regret(),
        page.boxes(),
        page.ledger(),
        page.closing(),
    ] {
        text.push_str(&part);
    }
    text
}

/// What a report is made from.
pub(super) struct Page<'a> {
    pub(super) results: &'a Results,
    pub(super) question: &'a Question,
    pub(super) analysis: &'a Analysis,
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

pub(super) fn heading(text: &str) -> String {
    format!("\n{text}\n")
}

impl Page<'_> {
    fn policy(&self, policy: usize) -> &str {
        &self.results.policies[policy]
    }

    /// Name and unit of an outcome; a star where it hangs on a rule of its own that no data support.
    pub(super) fn outcome(&self, outcome: usize) -> String {
        let Outcome {
            definition,
            denominator,
        } = self.results.outcomes[outcome];
        let star = if definition.rests_on_assumptions(None) {
            " *"
        } else {
            ""
        };
        let unit = denominator.name().replace('_', " ");
        let room = NAME - unit.chars().count().min(NAME);
        format!("{}, {unit}{star}", shorten(definition.name, room))
    }

    pub(super) fn factor(&self, factor: usize) -> String {
        let factor = &self.results.factors[factor];
        let star = if factor.is_assumed() { " *" } else { "" };
        shorten(&factor.name, NAME) + star
    }

    pub(super) fn subject(&self, subject: Subject) -> String {
        match subject.minus {
            None => self.policy(subject.policy).to_owned(),
            Some(minus) => format!(
                "{} less {}",
                self.policy(subject.policy),
                self.policy(minus)
            ),
        }
    }

    fn opening(&self) -> String {
        let it = self.results;
        let people = if it.scale < 1.0 {
            format!(
                "one simulated person stands for {} people",
                rounded(1.0 / it.scale)
            )
        } else {
            "one simulated person is one person".to_owned()
        };
        let text = format!(
            "Study {}: {} points of design `{}`, {} replications of each policy at each; seed {}; {people}. \
             Policies: {}.",
            it.name,
            whole(it.points.len() as u64),
            it.design.name(),
            it.replications,
            it.seed,
            self.question
                .policies
                .iter()
                .map(|&policy| self.policy(policy))
                .collect::<Vec<_>>()
                .join(", ")
        );
        wrap(&text, WIDTH, "")
    }

    fn stability(&self) -> String {
        let mut text = String::new();
        for subject in self.pairs() {
            let rows: Vec<Vec<String>> = self
                .analysis
                .stabilities
                .iter()
                .filter(|of| of.subject == subject)
                .map(|of| {
                    let it = &of.found;
                    let (low, high) = it.difference.interval();
                    let share = |share: Option<f64>| share.map_or("-".to_owned(), percent);
                    vec![
                        self.outcome(of.outcome),
                        format!(
                            "{} [{}, {}]",
                            rounded(it.difference.mean),
                            rounded(low),
                            rounded(high)
                        ),
                        share(it.q1),
                        share(it.against),
                        share(it.open()),
                        if it.unresolved() {
                            "unresolved"
                        } else {
                            "holds"
                        }
                        .to_owned(),
                    ]
                })
                .collect();
            text.push_str(&heading(&format!(
                "Does the sign hold? {}",
                self.subject(subject)
            )));
            let heads = [
                "",
                "difference [95 % of points]",
                "Q1",
                "against",
                "open",
                "",
            ];
            text.push_str(&columns(&heads, &rows));
        }
        if !text.is_empty() {
            text.push_str(&wrap(
                &format!(
                    "Q1 is the share of points at which the difference has the sign of its mean and luck does not \
                     explain it; `against` has the other sign; `open` is left to luck. A sign that holds in less \
                     than {} of the points, or at fewer than ten, is unresolved, as is one whose interval over \
                     points holds zero.",
                    percent(HOLDS)
                ),
                WIDTH,
                "",
            ));
        }
        text
    }

    /// Says of a difference whose sign is unresolved that it is.
    pub(super) fn unresolved(&self, subject: Subject, outcome: usize) -> &'static str {
        let mut all = self.analysis.stabilities.iter();
        let found = all.find(|it| it.subject == subject && it.outcome == outcome);
        match found {
            Some(it) if it.found.unresolved() => " (sign unresolved)",
            _ => "",
        }
    }

    /// The differences that are asked for.
    fn pairs(&self) -> Vec<Subject> {
        let minus = self.question.policies.first().copied();
        let others = self.question.policies.iter().skip(1);
        others.map(|&policy| Subject { policy, minus }).collect()
    }

    /// Tornados of differences where there are several policies, else of levels.
    fn tornados(&self) -> String {
        let several = self.question.policies.len() > 1;
        let mut text = String::new();
        for of in &self.analysis.tornados {
            if of.subject.minus.is_some() == several {
                text.push_str(&self.tornado(of));
            }
        }
        text
    }

    fn tornado(&self, of: &Of<Vec<Bar>>) -> String {
        let index = self.chief_index(of.subject, of.outcome);
        let longest = of.found.first().map_or(0.0, Bar::swing);
        let rows: Vec<Vec<String>> = of
            .found
            .iter()
            .take(BARS)
            .map(|bar| {
                let length = if longest > 0.0 {
                    bar.swing() / longest * LONGEST
                } else {
                    0.0
                };
                let factor = &self.results.factors[bar.factor];
                let mut row = vec![
                    self.factor(bar.factor),
                    ends(factor, bar),
                    rounded(bar.low.1),
                    rounded(bar.high.1),
                    "#".repeat(length.round() as usize),
                ];
                if let Some((_, found)) = &index {
                    let own = found.iter().find(|it| it.factor == Some(bar.factor));
                    row.push(own.map_or("-".to_owned(), |it| {
                        it.interval.map_or_else(
                            || rounded(it.value),
                            |(low, high)| {
                                format!(
                                    "{} [{}, {}]",
                                    rounded(it.value),
                                    rounded(low),
                                    rounded(high)
                                )
                            },
                        )
                    }));
                }
                row
            })
            .collect();
        let mut heads = vec!["", "from, to", "outcome at low", "at high", "swing"];
        heads.extend(index.map(|(name, _)| name));
        let left = of.found.len().saturating_sub(BARS);
        let mut text = heading(&format!(
            "What moves {}{}: {}",
            self.outcome(of.outcome),
            self.unresolved(of.subject, of.outcome),
            self.subject(of.subject)
        ));
        text.push_str(&columns(&heads, &rows));
        if left > 0 {
            let more = format!("{left} factors with shorter bars: see tornado.csv");
            text.push_str(&wrap(&more, WIDTH, ""));
        }
        if let Some(luck) = self.luck(of.subject, of.outcome) {
            let share = percent(luck);
            let luck = format!("Luck makes at most {share} of the variance between points.");
            text.push_str(&wrap(&luck, WIDTH, ""));
        }
        text
    }

    /// The most that luck makes of the variance between points.
    fn luck(&self, subject: Subject, outcome: usize) -> Option<f64> {
        let mut all = self.analysis.indices.iter();
        let of = all.find(|of| of.subject == subject && of.outcome == outcome)?;
        let luck = of.found.iter().find(|it| it.index == Index::LuckShare)?;
        Some(luck.value)
    }

    /// The index of the design that says most, and its values.
    fn chief_index(
        &self,
        subject: Subject,
        outcome: usize,
    ) -> Option<(&'static str, Vec<Indexed>)> {
        let mut all = self.analysis.indices.iter();
        let of = all.find(|of| of.subject == subject && of.outcome == outcome)?;
        let chief = [
            (Index::SobolTotal, "Sobol total [95 %]"),
            (Index::MorrisMuStar, "Morris mu* [95 %]"),
            (Index::RankCorrelation, "rank corr. [95 %]"),
        ];
        chief.into_iter().find_map(|(index, name)| {
            let found = of.found.iter().filter(|it| it.index == index);
            let found: Vec<Indexed> = found.copied().collect();
            (!found.is_empty()).then_some((name, found))
        })
    }

    fn regret(&self) -> String {
        if self.question.policies.len() < 2 || self.analysis.fared.is_empty() {
            return String::new();
        }
        let mut rows = Vec::new();
        for fared in &self.analysis.fared {
            for (&policy, it) in self.question.policies.iter().zip(&fared.regrets) {
                rows.push(vec![
                    self.outcome(fared.outcome),
                    shorten(self.policy(policy), 20),
                    rounded(it.mean),
                    rounded(it.largest),
                    percent(it.best),
                    limit(fared),
                    percent(it.satisfied),
                ]);
            }
        }
        let mut text =
            heading("How far is each policy from the best one? (regret, in the outcome's unit)");
        let heads = [
            "",
            "policy",
            "mean",
            "largest",
            "best in",
            "limit",
            "meets it in",
        ];
        text.push_str(&columns(&heads, &rows));
        let met: Vec<String> = self
            .question
            .policies
            .iter()
            .zip(&self.analysis.all_met)
            .map(|(&policy, &share)| format!("{} {}", self.policy(policy), percent(share)))
            .collect();
        if !met.is_empty() {
            let met = format!("Every limit is met in: {}.", met.join(", "));
            text.push_str(&wrap(&met, WIDTH, ""));
        }
        text.push_str(&wrap(
            "Shares are of points. A limit that was not asked for is the first policy's median. Only rates of harm, \
             being left behind, protection, equity and cost are scored; a smaller flow is no benefit.",
            WIDTH,
            "",
        ));
        text
    }

    fn closing(&self) -> String {
        let mut text = String::new();
        if !self.analysis.cannot.is_empty() {
            text.push_str(&heading("What this design cannot tell"));
            for it in &self.analysis.cannot {
                text.push_str(&wrap(&it.why(self.results), WIDTH, "  "));
            }
        }
        text.push('\n');
        text.push_str(&wrap(
            "* assumed: an outcome that hangs on rules of its own which no data support, or a number or rule that \
             nobody has measured. Ranges say what was varied, not what is likely: read every share as that of the \
             points of this design. Results compare policies under stated assumptions; they forecast nothing and \
             must not be used against anybody.",
            WIDTH,
            "",
        ));
        text
    }
}

fn ends(factor: &Factor, bar: &Bar) -> String {
    let shown = |value: f64| {
        factor
            .shown(value)
            .map_or_else(|| rounded(value), str::to_owned)
    };
    let unit = if factor.unit.is_empty() || factor.unit.chars().count() > 16 {
        String::new()
    } else {
        format!(" {}", factor.unit)
    };
    format!("{}, {}{unit}", shown(bar.low.0), shown(bar.high.0))
}

fn limit(fared: &Fared) -> String {
    let side = match fared.better {
        Better::Less => "at most",
        Better::More => "at least",
    };
    format!("{side} {}", rounded(fared.limit))
}
