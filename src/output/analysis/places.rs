//! The parts of the report on boxes and on assumptions.

use super::report::{Page, heading, percent};
use crate::output::number::{rounded, whole};
use crate::output::text::{WIDTH, wrap};
use crate::study::sensitivity::analysis::Of;
use crate::study::sensitivity::discovery::{Case, Discovered};
use crate::study::sensitivity::ledger::Hangs;
use crate::study::sensitivity::prim;

impl Page<'_> {
    /// Where outcomes fail, and where signs turn.
    pub(super) fn boxes(&self) -> String {
        let several = self.question.policies.len() > 1;
        let mut text = String::new();
        for of in &self.analysis.boxes {
            if of.found.boxes.is_empty() && (several || of.found.cases >= prim::FEWEST) {
                continue;
            }
            text.push_str(&self.discovered(of));
        }
        if text.is_empty() {
            return text;
        }
        format!("{}{text}", heading("Where? (boxes of factors, PRIM)"))
    }

    fn discovered(&self, of: &Of<Discovered>) -> String {
        let it = &of.found;
        let what = match it.case {
            Case::Misses { limit, asked } => format!(
                "misses {}{}",
                rounded(limit),
                if asked { "" } else { ", its worst quarter" }
            ),
            Case::OtherSign => "has another sign than its mean".to_owned(),
        };
        let mut text = wrap(
            &format!(
                "{}, {}{} {what}: {} of {} points.",
                self.subject(of.subject),
                self.outcome(of.outcome),
                self.unresolved(of.subject, of.outcome),
                whole(it.cases as u64),
                whole(it.points as u64)
            ),
            WIDTH,
            "",
        );
        if it.boxes.is_empty() {
            text.push_str("  too few for a box\n");
        }
        for found in &it.boxes {
            let limits: Vec<String> = found
                .limits
                .iter()
                .map(|side| {
                    let axis = it.axes[side.factor];
                    let name = self.factor(axis.factor);
                    if let Some(value) = axis.value {
                        let value = &self.results.factors[axis.factor].values[value];
                        let is = if side.low.is_some() { "is" } else { "is not" };
                        return format!("{name} {is} {value}");
                    }
                    match (side.low, side.high) {
                        (Some(low), Some(high)) => {
                            format!("{name} from {} to {}", rounded(low), rounded(high))
                        }
                        (Some(low), None) => format!("{name} from {}", rounded(low)),
                        (None, Some(high)) => format!("{name} up to {}", rounded(high)),
                        (None, None) => name,
                    }
                })
                .collect();
            text.push_str(&wrap(
                &format!(
                    "{}: holds {} of them, and {} of its points are such.",
                    limits.join("; "),
                    percent(found.coverage),
                    percent(found.density)
                ),
                WIDTH,
                "  ",
            ));
        }
        text
    }

    /// What signs hang on.
    pub(super) fn ledger(&self) -> String {
        let mut text = String::new();
        for of in &self.analysis.ledger {
            let named = |hangs: Hangs| -> Vec<String> {
                of.found
                    .iter()
                    .filter(|it| it.hangs == hangs)
                    .map(|it| {
                        format!(
                            "{} ({} to {})",
                            self.factor(it.factor),
                            percent(it.at_low),
                            percent(it.at_high)
                        )
                    })
                    .collect()
            };
            let (yes, unknown) = (named(Hangs::Yes), named(Hangs::Unknown));
            let verdict = if !yes.is_empty() {
                format!("hangs on {}", yes.join(", "))
            } else if !unknown.is_empty() {
                "the sign turns at too few points to tell on what".to_owned()
            } else {
                "nothing that was varied is seen to turn it".to_owned()
            };
            let line = format!(
                "{}, {}{}: {verdict}.",
                self.subject(of.subject),
                self.outcome(of.outcome),
                self.unresolved(of.subject, of.outcome)
            );
            text.push_str(&wrap(&line, WIDTH, ""));
        }
        if text.is_empty() {
            return text;
        }
        let note = "In brackets: share of points at which the sign holds, luck included, at the lowest and the highest values of \
                    the number, or under the rules with the lowest and the highest share. Numbers that were not \
                    varied are not in it.";
        format!(
            "{}{text}{}",
            heading("Which assumptions does the sign hang on? (ledger)"),
            wrap(note, WIDTH, "")
        )
    }
}
