//! What the model says without each of its mechanisms.

use std::fmt::Write as _;

use super::{EvidenceError, Plan, assumed, difference, head, mean, row, shown, total};
use crate::engine::{Mechanism, Without};
use crate::measures::catalogue;

/// Indicators shown: flow, harm, being left behind, protection and where people end up.
const SHOWN: [(&str, &str); 13] = [
    ("F1", "count"),
    ("F3", "per_1000_departures"),
    ("F4", "per_1000_departures"),
    ("H11", "per_1000_departures"),
    ("H11", "per_1000_person_days"),
    ("H4", "per_1000_departures"),
    ("A1", "per_1000_departures"),
    ("A2", "per_1000_departures"),
    ("P9", "per_1000_in_need"),
    ("S2", "per_1000_departures"),
    ("S3", "per_1000_departures"),
    ("S4", "per_1000_departures"),
    ("C4", "usd_per_departure"),
];

/// Runs history, or else the reference, without each mechanism, and writes the page.
///
/// # Errors
/// [`EvidenceError`] when a study fails or there is no policy to run.
pub fn page(plan: &Plan, progress: &mut dyn FnMut(&str)) -> Result<String, EvidenceError> {
    let policy = plan
        .world
        .fitted_policy()
        .cloned()
        .ok_or_else(|| EvidenceError::NoPolicy(plan.world.reference.clone()))?;
    let policies = [policy];
    let whole = plan.outcomes(&policies)?;
    let mut page = "# What each mechanism is answerable for\n\n".to_owned();
    page.push_str(&plan.provenance("ablation"));
    let _ = write!(
        page,
        "\nPolicy `{}`, whole and with one mechanism switched off at a time (`--without`). Differences are \
         without minus with, in the same replication with the same luck. Departures are not fitted anew, so a \
         change of F1 shows what the mechanism does to the level. `Unresolved` says that the interval holds zero, \
         or that there are under ten replications. What a mechanism moves is as sure as its numbers: the second \
         row says how many of those that an indicator chiefly hangs on nobody has measured.\n\n",
        policies[0].name
    );
    let mut names = vec!["without"];
    let titles: Vec<String> = SHOWN
        .iter()
        .map(|(code, denominator)| format!("{code} {}", denominator.replace('_', " ")))
        .collect();
    names.extend(titles.iter().map(String::as_str));
    head(&mut page, &names);
    let mut cells = vec!["nothing: the whole model".to_owned()];
    for (code, denominator) in SHOWN {
        let series = whole[0]
            .series
            .iter()
            .find(|it| it.key.is(code, denominator));
        cells.push(
            series
                .and_then(|it| mean(&it.values))
                .map_or(String::new(), shown),
        );
    }
    row(&mut page, &cells);
    let mut cells = vec!["numbers assumed".to_owned()];
    cells.extend(SHOWN.map(|(code, _)| {
        catalogue::find(code).map_or(String::new(), |it| assumed(plan.world, it))
    }));
    row(&mut page, &cells);
    for mechanism in Mechanism::ALL {
        progress(mechanism.name());
        let mut spec = plan.spec.clone();
        spec.without = Without::NONE.and(mechanism);
        let without = plan.outcomes_of(&spec, &policies)?;
        let mut cells = vec![format!("`{}`: {}", mechanism.name(), mechanism.what())];
        for (code, denominator) in SHOWN {
            let contrast = total(&whole[0], &without[0], code, denominator);
            cells.push(contrast.map_or(String::new(), |it| {
                let sign = if it.unresolved() { " (unresolved)" } else { "" };
                format!("{}{sign}", difference(&it))
            }));
        }
        row(&mut page, &cells);
    }
    Ok(page)
}
