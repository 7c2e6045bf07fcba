//! History beside published figures, whole and without announcements.

use std::convert::Infallible;
use std::fmt::Write as _;

use super::super::indicators::Outcome;
use super::super::inputs::{InputCheck, Line};
use super::super::replicate;
use super::super::summary::Summary;
use super::{EvidenceError, Plan, head, row, shown};
use crate::engine::{Mechanism, RunSpec};
use crate::measures::catalogue;
use crate::measures::indicators;
use crate::world::policy::Policy;

/// Harm and protection that stand beside the flows.
const BESIDE: [(&str, &str); 4] = [
    ("H11", "per_1000_person_days"),
    ("H4", "per_1000_departures"),
    ("A2", "per_1000_departures"),
    ("P9", "per_1000_in_need"),
];

/// Runs history and writes the page.
///
/// # Errors
/// [`EvidenceError`] when a study fails, a target is malformed, or there is no policy to run.
pub fn page(plan: &Plan) -> Result<String, EvidenceError> {
    let policy = plan
        .world
        .fitted_policy()
        .cloned()
        .ok_or_else(|| EvidenceError::NoPolicy(plan.world.reference.clone()))?;
    let mut silent = plan.spec.clone();
    silent.without = silent.without.and(Mechanism::Announcements);
    let whole = Checked::run(plan, &plan.spec, &policy)?;
    let without = Checked::run(plan, &silent, &policy)?;
    let mut page = "# History beside published figures\n\n".to_owned();
    page.push_str(&plan.provenance("validation"));
    let _ = write!(
        page,
        "\nPolicy `{}`. The role says how a figure was used: a figure that set an input says that the input \
         was set as meant, and nothing of skill. Drivers of departures are fitted month by month to \
         crossings of the window, but for the months after an announcement that concerns a nationality, over \
         which a straight line leads: no fall after an announcement is in them. The last two columns are the \
         same run, with the same drivers, without announcements. A figure passes if the mean lies in the \
         accepted range; a fail is shown as a fail.\n\n",
        policy.name
    );
    page.push_str(&verdicts(&whole.lines, &without.lines));
    head(
        &mut page,
        &[
            "target",
            "what",
            "published",
            "accepted",
            "simulated",
            "pass",
            "role",
            "without announcements",
            "pass without",
        ],
    );
    for (line, other) in whole.lines.iter().zip(&without.lines) {
        let target = line.target;
        row(
            &mut page,
            &[
                target.id.clone(),
                target.what.clone(),
                shown(target.observed),
                format!("{} to {}", shown(target.low), shown(target.high)),
                value(line.simulated),
                passes(line).to_owned(),
                target.role.clone(),
                value(other.simulated),
                passes(other).to_owned(),
            ],
        );
    }
    page.push_str(&reasons(&whole.lines));
    page.push_str(
        "\nNo flow stands alone: harm, being left behind and protection in the same runs. Nothing published \
         measures these as the model defines them, and most of their numbers are assumed.\n\n",
    );
    head(
        &mut page,
        &["indicator", "simulated", "without announcements"],
    );
    for (code, denominator) in BESIDE {
        let name = catalogue::find(code).map_or("", |it| it.name);
        row(
            &mut page,
            &[
                format!("{code} {name}, {}", denominator.replace('_', " ")),
                value(whole.summary(code, denominator)),
                value(without.summary(code, denominator)),
            ],
        );
    }
    Ok(page)
}

fn value(summary: Option<Summary>) -> String {
    summary.map_or("not in the window".to_owned(), |it| {
        let (low, high) = it.interval();
        format!("{} [{}, {}]", shown(it.mean), shown(low), shown(high))
    })
}

fn passes(line: &Line) -> &'static str {
    match line.pass() {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "",
    }
}

/// Why figures are missed, as far as the corridor says.
fn reasons(lines: &[Line]) -> String {
    let missed = lines.iter().filter(|it| it.pass() == Some(false));
    let mut text = String::new();
    for target in missed.map(|it| it.target).filter(|it| !it.fails.is_empty()) {
        if text.is_empty() {
            text.push_str("\nWhy figures are missed:\n\n");
        }
        let _ = writeln!(text, "- `{}`: {}.", target.id, target.fails);
    }
    text
}

/// How many targets are met, and for which announcements make the difference: met in one run and not in
/// the other, with intervals that lie apart.
fn verdicts(whole: &[Line], without: &[Line]) -> String {
    let met = whole.iter().filter(|it| it.pass() == Some(true)).count();
    let asked = whole.iter().filter(|it| it.pass().is_some()).count();
    let ids = |before: bool, after: bool| -> String {
        let found: Vec<&str> = whole
            .iter()
            .zip(without)
            .filter(|(a, b)| a.pass() == Some(before) && b.pass() == Some(after) && apart(a, b))
            .map(|(it, _)| it.target.id.as_str())
            .collect();
        if found.is_empty() {
            "none".to_owned()
        } else {
            found.join(", ")
        }
    };
    format!(
        "Met: {met} of {asked}. Met with announcements and not when they are switched off under the same \
         drivers, which were fitted with them, and with intervals that lie apart: {}. Met only without them: \
         {}.\n\n",
        ids(true, false),
        ids(false, true)
    )
}

fn apart(a: &Line, b: &Line) -> bool {
    match (a.simulated, b.simulated) {
        (Some(a), Some(b)) => {
            let ((a_low, a_high), (b_low, b_high)) = (a.interval(), b.interval());
            a_high < b_low || b_high < a_low
        }
        _ => false,
    }
}

/// A run of history held against the targets.
struct Checked<'a> {
    lines: Vec<Line<'a>>,
    outcome: Outcome,
}

impl<'a> Checked<'a> {
    fn run(plan: &'a Plan, spec: &'a RunSpec, policy: &Policy) -> Result<Self, EvidenceError> {
        let world = plan.world;
        let mut check = InputCheck::new(world, spec)?;
        let mut outcome = Outcome::new(policy.clone());
        replicate(
            world,
            std::slice::from_ref(policy),
            spec,
            plan.replications,
            plan.threads,
            &|| {},
            &mut |finished| -> Result<(), Infallible> {
                check.add(&finished.tally);
                outcome.add(indicators(world, &finished.tally, spec.scale));
                Ok(())
            },
        )?;
        let lines = check.lines();
        Ok(Self { lines, outcome })
    }

    fn summary(&self, code: &str, denominator: &str) -> Option<Summary> {
        let series = self
            .outcome
            .series
            .iter()
            .find(|it| it.key.is(code, denominator))?;
        Summary::of(series.values.iter().copied().flatten())
    }
}
