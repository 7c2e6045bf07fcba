//! Hypotheses on protection: 3, 4, 5 and 8.

use super::super::{EvidenceError, Plan, held};
use super::finding::{Finding, Values, minus, of_all, plus};
use super::{IN_NEED, PER_DAY, PER_DEPARTURE, pair};
use crate::study::RunSpec;
use crate::study::indicators::Outcome;
use crate::world::policy::Lever;
use crate::world::vocabulary::Demographic;

pub(super) fn displacement(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let reference = plan.reference()?;
    let [before, after] = pair(
        plan,
        spec,
        held(&reference, Lever::DefComplementary, 0.0),
        held(&reference, Lever::DefComplementary, 1.0),
    )?;
    let asylum = |outcome: &Outcome| {
        plus(
            &of_all(outcome, "P8_1951", PER_DEPARTURE),
            &of_all(outcome, "P8_cartagena", PER_DEPARTURE),
        )
    };
    let change = |code, by| minus(&of_all(&after, code, by), &of_all(&before, code, by));
    Ok(vec![
        Finding::deciding(
            "Grants of asylum lost per 1,000 departures as complementary status goes from none to full",
            &minus(&asylum(&before), &asylum(&after)),
        ),
        Finding::beside(
            "Complementary statuses gained per 1,000 departures",
            &change("P8_complementary", PER_DEPARTURE),
        ),
        Finding::beside(
            "Effective protection per 1,000 in need",
            &change("P9", IN_NEED),
        ),
    ])
}

pub(super) fn registration(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    const COVERAGE: [f64; 3] = [0.0, 0.5, 1.0];
    const FIREWALL: [f64; 2] = [0.0, 1.0];
    let reference = plan.reference()?;
    let mut policies = Vec::new();
    for coverage in COVERAGE {
        let covered = held(&reference, Lever::RegistrationCoverage, coverage);
        policies
            .extend(FIREWALL.map(|firewall| held(&covered, Lever::RegistrationFirewall, firewall)));
    }
    let outcomes = plan.outcomes_of(spec, &policies)?;
    // What coverage adds to an indicator, beyond none, at a firewall.
    let adds = |code, by, coverage: usize, firewall: usize| {
        let at =
            |coverage: usize| of_all(&outcomes[coverage * FIREWALL.len() + firewall], code, by);
        minus(&at(coverage), &at(0))
    };
    let interdicted = |coverage, firewall| adds("N5", PER_DEPARTURE, coverage, firewall);
    let identified = |coverage, firewall| adds("P2", IN_NEED, coverage, firewall);
    let mut findings = vec![
        Finding::deciding(
            "Interdictions per 1,000 departures that registering everybody adds without a firewall, less those it adds with one",
            &minus(&interdicted(2, 0), &interdicted(2, 1)),
        ),
        Finding::deciding(
            "Identified per 1,000 in need that it adds with a firewall, less those it adds without one",
            &minus(&identified(2, 1), &identified(2, 0)),
        ),
    ];
    for (coverage, share) in COVERAGE.into_iter().enumerate().skip(1) {
        for (firewall, height) in FIREWALL.into_iter().enumerate() {
            let of = |what: &str| {
                format!("{what} that coverage {share} adds to coverage 0 at firewall {height}")
            };
            findings.push(Finding::beside(
                of("Interdictions per 1,000 departures"),
                &interdicted(coverage, firewall),
            ));
            findings.push(Finding::beside(
                of("Identified per 1,000 in need"),
                &identified(coverage, firewall),
            ));
            findings.push(Finding::beside(
                of("Serious harms per 1,000 person-days"),
                &adds("H11", PER_DAY, coverage, firewall),
            ));
        }
    }
    Ok(findings)
}

pub(super) fn cooperation(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let reference = plan.reference()?;
    let [apart, together] = pair(
        plan,
        spec,
        held(&reference, Lever::CoordinationKappa, 0.0),
        held(&reference, Lever::CoordinationKappa, 1.0),
    )?;
    let change = |code, by| minus(&of_all(&together, code, by), &of_all(&apart, code, by));
    Ok(vec![
        Finding::deciding(
            "Effective protection per 1,000 in need, coordination 1 less 0 (V1)",
            &change("P9", IN_NEED),
        ),
        Finding::beside(
            "Public spend per departure, USD: no means are added, what differs follows from what people do",
            &change("C1", "usd_per_departure"),
        ),
        Finding::beside(
            "Serious harms per 1,000 person-days averted",
            &minus(
                &of_all(&apart, "H11", PER_DAY),
                &of_all(&together, "H11", PER_DAY),
            ),
        ),
        Finding::beside("Claims lodged per 1,000 in need", &change("P4", IN_NEED)),
        Finding::beside("Informed per 1,000 in need", &change("P1", IN_NEED)),
    ])
}

pub(super) fn disaster(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    /// Share of people displaced by disaster after one, relative to before, and its bound.
    const AFTER: (f64, f64) = (5.0, 0.3);
    let reference = plan.reference()?;
    let policies = [
        held(&reference, Lever::DefDisaster, 0.0),
        held(&reference, Lever::DefDisaster, 1.0),
    ];
    let mut struck = plan.world.clone();
    for nationality in &plan.world.nationalities {
        let id = nationality.quantity(Demographic::NeedDisaster);
        let before = plan.world.register.get(id).value;
        struck.register.fix(id, (before * AFTER.0).min(AFTER.1));
    }
    let after_plan = Plan {
        world: &struck,
        ..plan.clone()
    };
    let gain = |plan: &Plan| -> Result<Values, EvidenceError> {
        let outcomes = plan.outcomes_of(spec, &policies)?;
        let effective = |at: usize| of_all(&outcomes[at], "P9", "count");
        let departed = of_all(&outcomes[0], "F1", "count");
        Ok(minus(&effective(1), &effective(0))
            .into_iter()
            .zip(departed)
            .map(|(gain, departed)| {
                let departed = departed.filter(|it| *it > 0.0)?;
                gain.map(|it| it / departed * 1e3)
            })
            .collect())
    };
    let (calm, struck) = (gain(plan)?, gain(&after_plan)?);
    Ok(vec![
        Finding::deciding(
            "Effective protection per 1,000 departures that disaster instruments add after a disaster, less before",
            &minus(&struck, &calm),
        ),
        Finding::beside("Before", &calm),
        Finding::beside("After", &struck),
    ])
}
