//! Person-days by stretch under the reference policy: `exposure.csv`, the weights of standardised rates.

use std::convert::Infallible;
use std::fmt::Write as _;

use super::{EvidenceError, Plan};
use crate::study::replicate;
use crate::world::exposure::Stretch;

/// Simulates the reference policy and writes the file.
///
/// # Errors
/// [`EvidenceError`] when a study fails or the corridor lacks its reference.
pub fn file(plan: &Plan) -> Result<String, EvidenceError> {
    let world = plan.world;
    let mut days = vec![0.0; world.stretches()];
    replicate(
        world,
        &[plan.reference()?],
        &plan.spec,
        plan.replications,
        plan.threads,
        &|| {},
        &mut |finished| -> Result<(), Infallible> {
            for (stretch, days) in days.iter_mut().enumerate() {
                *days += finished
                    .tally
                    .strata
                    .days
                    .sum([Some(stretch), None, None, None]);
            }
            Ok(())
        },
    )?;
    let real = 1.0 / (plan.spec.scale * f64::from(plan.replications));
    // Pending claims are no part of the way.
    days[world.stretch(Stretch::Claim)] = 0.0;
    let mut text = "stretch,name,person_days\n".to_owned();
    for (stretch, days) in days.into_iter().enumerate().filter(|(_, days)| *days > 0.0) {
        let [kind, name] = world.stretch_name(stretch);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{kind},{name},{:.0}", (days * real).max(1.0));
    }
    Ok(text)
}
