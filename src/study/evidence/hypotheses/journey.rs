//! Hypotheses on the journey: safe transport, 7, and being left behind, 9.

use super::super::{EvidenceError, Plan, held};
use super::finding::{Finding, Values, log_ratio, minus, of_all};
use super::{PER_DAY, PER_DEPARTURE, pair};
use crate::engine::Mechanism;
use crate::study::RunSpec;
use crate::study::indicators::Outcome;
use crate::world::policy::{Lever, Policy};
use crate::world::vocabulary::Parameter;

pub(super) fn corridors(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let reference = plan.reference()?;
    let ends = |lever: Lever| {
        let row = plan.world.levers.iter().find(|it| it.lever == lever);
        row.map_or([0.0, 1.0], |it| [it.min, it.max])
    };
    let levers = [
        Lever::CorridorTransport,
        Lever::CivilPresence,
        Lever::InformationReach,
    ];
    // Every combination; bit by bit, whether each lever stands at its top.
    let policies: Vec<Policy> = (0..1usize << levers.len())
        .map(|top| {
            levers
                .iter()
                .enumerate()
                .fold(reference.clone(), |policy, (bit, &lever)| {
                    held(&policy, lever, ends(lever)[top >> bit & 1])
                })
        })
        .collect();
    let outcomes = plan.outcomes_of(spec, &policies)?;
    let harm = |top: usize| of_all(&outcomes[top], "H11", PER_DAY);
    // What transport averts, given whether presence and information stand at their tops.
    let averts = |presence: usize, information: usize| {
        let others = presence << 1 | information << 2;
        minus(&harm(others), &harm(others | 1))
    };
    let [neither, presence, information, together] =
        [averts(0, 0), averts(1, 0), averts(0, 1), averts(1, 1)];
    Ok(vec![
        Finding::deciding(
            "Serious harms per 1,000 person-days that safe transport averts with presence and information, less those it averts without either",
            &minus(&together, &neither),
        ),
        Finding::beside("Averted without either", &neither),
        Finding::beside("Averted with presence alone", &presence),
        Finding::beside("Averted with information alone", &information),
        Finding::beside("Averted with both", &together),
    ])
}

/// Log ratio of an indicator between two outcomes, less that of deaths.
fn beyond_deaths(first: &Outcome, second: &Outcome, code: &str) -> Values {
    let change = |code| {
        log_ratio(
            &of_all(first, code, PER_DEPARTURE),
            &of_all(second, code, PER_DEPARTURE),
        )
    };
    minus(&change(code), &change("H4"))
}

pub(super) fn abandonment(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let reference = plan.reference()?;
    let one = std::slice::from_ref(&reference);
    let mut rested = spec.clone();
    rested.without = rested.without.and(Mechanism::Exhaustion);
    let rested = plan.outcomes_of(&rested, one)?;
    let mut patient = plan.world.clone();
    patient
        .register
        .fix(patient.parameter(Parameter::GuideDelay), 0.0);
    let patient_plan = Plan {
        world: &patient,
        ..plan.clone()
    };
    let patient = patient_plan.outcomes_of(spec, one)?;
    let hunted = plan
        .world
        .levers
        .iter()
        .find(|it| it.lever == Lever::Interdiction)
        .map_or(1.0, |it| it.at[1]);
    let hunted = held(&reference, Lever::Interdiction, hunted);
    let [whole, hunted] = pair(plan, spec, reference.clone(), hunted)?;
    Ok(vec![
        Finding::deciding(
            "Exhaustion: log ratio of being left by companions with it to without it, less that of deaths",
            &beyond_deaths(&whole, &rested[0], "A2"),
        ),
        Finding::deciding(
            "Guides: log ratio of being left by guide or crew where interdiction stands at the top of its dial to the reference, less that of deaths",
            &beyond_deaths(&hunted, &whole, "A1"),
        ),
        Finding::deciding(
            "Delay: log ratio of being left by guide or crew where guides mind delay to where they do not, less that of deaths",
            &beyond_deaths(&whole, &patient[0], "A1"),
        ),
        Finding::beside(
            "Log ratio of deaths, with exhaustion to without",
            &log_ratio(
                &of_all(&whole, "H4", PER_DEPARTURE),
                &of_all(&rested[0], "H4", PER_DEPARTURE),
            ),
        ),
        Finding::beside(
            "Log ratio of children separated, with exhaustion to without",
            &log_ratio(
                &of_all(&whole, "A3", PER_DEPARTURE),
                &of_all(&rested[0], "A3", PER_DEPARTURE),
            ),
        ),
    ])
}
