//! What is said above and below the printed tables.

use super::number::{rounded, whole};
use super::report::{Setting, level};
use super::responsible;
use super::text::{WIDTH, wrap};
use super::uncertainty::Cover;
use crate::engine::{Mechanism, Rule};
use crate::study::Denominator::Per1000InNeed;
use crate::study::sensitivity::stability::HOLDS;
use crate::study::{Outcome, RunSpec};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::register::Grade;

/// What must be said above every table.
pub(super) fn opening(setting: &Setting<'_>) -> String {
    let Setting {
        world,
        spec,
        replications,
        ..
    } = setting;
    let people = if spec.scale < 1.0 {
        format!(
            "one simulated person stands for {} people",
            rounded(1.0 / spec.scale)
        )
    } else {
        "one simulated person is one person".to_owned()
    };
    let text = format!(
        "{}, {} to {}; seed {}; {} {}; {people}.",
        world.title,
        spec.from,
        spec.to,
        spec.seed,
        whole(u64::from(*replications)),
        if *replications == 1 {
            "replication"
        } else {
            "replications"
        },
    );
    wrap(&text, WIDTH, "")
}

/// What must be said below every table.
pub(super) fn closing(setting: &Setting<'_>, outcomes: &[&Outcome], compared: bool) -> String {
    let Setting {
        world,
        spec,
        replications,
        ..
    } = setting;
    let mut notes = Vec::new();
    if spec.rule != Rule::default() {
        notes.push(format!("People decide by the rule `{}`.", spec.rule.name()));
    }
    let off: Vec<&str> = spec.without.iter().map(Mechanism::name).collect();
    if !off.is_empty() {
        notes.push(format!("Switched off: {}.", off.join(", ")));
    }
    if let Some(cover) = setting.cover {
        notes.extend(of_cover(&cover, *replications));
    } else if *replications < 2 {
        notes.push("One replication: there is no interval, and nothing is resolved.".to_owned());
    } else if spec.fixed_parameters {
        notes.push(format!(
            "Intervals hold the middle 95 % of {replications} replications. They hold luck only: with \
             --fixed-parameters, numbers that are not well known stay at their values."
        ));
    } else {
        notes.push(format!(
            "Intervals hold the middle 95 % of {replications} replications. They hold luck and what is not \
             known: every replication draws all numbers of grade C and D from their ranges."
        ));
    }
    if compared && setting.cover.is_none() {
        notes.push(
            "Differences are the second policy minus the first in the same replication, with the same luck \
             and numbers. Agreement is the share of replications whose difference has the sign of the mean; \
             `unresolved` says that the interval holds zero, or that there are fewer than ten replications. \
             With few replications intervals are too narrow: sixteen hold a further draw about 85 times in \
             100."
                .to_owned(),
        );
    }
    let grade_d = world
        .register
        .all()
        .iter()
        .filter(|it| it.grade == Grade::D)
        .count();
    notes.push(format!(
        "* hangs on rules of its own that no data support: read the row as what follows if they hold. All \
         rows hang on how people are assumed to choose. In all, {grade_d} numbers are assumed (grade D); \
         `corredor docs assumptions` lists them and the rest of what is unconfirmed."
    ));
    // Why more people are granted protection than have a claim decided.
    let share = |outcome, code| level(outcome, code, Per1000InNeed).map_or(0.0, |it| it.mean);
    if outcomes
        .iter()
        .any(|outcome| share(outcome, "P8") > share(outcome, "P7"))
    {
        notes.push(
            "Granted holds humanitarian visas and resettlement too, which need no decision on a claim."
                .to_owned(),
        );
    }
    notes.push(if outcomes.len() == 1 {
        "The policy is an interpretation, not a quotation, of what it is named after.".to_owned()
    } else {
        "The policies are interpretations, not quotations, of what they are named after.".to_owned()
    });
    if let Some(share) = later_share(world, spec) {
        notes.push(format!(
            "{:.0} % of what drivers bring lies after {}, the last month whose counts set \
             inputs; their level is an assumption.",
            100.0 * share,
            world.window_end.strftime("%Y-%m")
        ));
    }
    notes.push(responsible::TEXT.to_owned());
    let mut text = "\n".to_owned();
    for note in notes {
        text.push_str(&wrap(&note, WIDTH, ""));
    }
    text
}

/// What is said of a comparison over all that is not known.
fn of_cover(cover: &Cover, replications: u32) -> [String; 2] {
    let Cover {
        draws,
        rules,
        replications: each,
        table_of_draws,
    } = cover;
    let from = if *table_of_draws {
        "from a table of draws or, where it is silent, over their ranges"
    } else {
        "over their ranges"
    };
    [
        format!(
            "{draws} draws of all numbers of grade B, C and D, {from}, each under {rules} decision rules: {} \
             cells of {each} replications, {replications} runs of each policy. Intervals of levels hold the middle \
             95 % of runs, those of differences the middle 95 % of cells.",
            draws * rules
        ),
        format!(
            "Differences are the second policy minus the first in the same run. Q1 is the share of cells whose \
             difference has the sign of the mean and is told from luck; `unresolved` says that it is under {:.0} \
             %, that the interval holds zero, or that there are fewer than ten cells. Q1 is a share of what was \
             drawn, not the chance that a conclusion is true.",
            100.0 * HOLDS
        ),
    ]
}

/// Share of what drivers bring in the months simulated that lies after the calibration window.
pub(super) fn later_share(world: &World, spec: &RunSpec) -> Option<f64> {
    let calendar = Calendar::new(world.start, world.end);
    let (mut all, mut later) = (0.0, 0.0);
    for origin in &world.origins {
        let months = calendar.months().iter().zip(&origin.departures);
        let simulated = months.filter(|(month, _)| {
            spec.from <= month.last_of_month() && month.first_of_month() <= spec.to
        });
        for (month, persons) in simulated {
            all += persons;
            later += if *month > world.window_end {
                *persons
            } else {
                0.0
            };
        }
    }
    (later > 0.0).then(|| later / all)
}
