//! Hypotheses on who is harmed, and on what is recorded of it: 1, 2, 6 and 10.

use super::super::{EvidenceError, Plan, held};
use super::finding::{Finding, Values, log_ratio, minus, of_all, of_group, plus};
use super::{PER_DAY, PER_DEPARTURE, pair};
use crate::study::RunSpec;
use crate::study::indicators::Outcome;
use crate::world::policy::{Lever, Policy};
use crate::world::vocabulary::Parameter;

/// A dimension and the name of a group in it.
type Group = (&'static str, &'static str);

const WOMEN: Group = ("gender", "female");
const MEN: Group = ("gender", "male");
const ADULTS: Group = ("age_band", "18-59");
/// Groups held against those whom the same counts set beside them.
const GROUPS: [(&str, Group, Group); 4] = [
    ("women and girls to men and boys", WOMEN, MEN),
    (
        "children under 6 to adults under 60",
        ("age_band", "0-5"),
        ADULTS,
    ),
    (
        "children of 6 to 11 to adults under 60",
        ("age_band", "6-11"),
        ADULTS,
    ),
    (
        "adolescents of 12 to 17 to adults under 60",
        ("age_band", "12-17"),
        ADULTS,
    ),
];
/// What surveys and records say of how a kind falls on groups.
const NO_SURVEY: &str = "no survey compares groups";
const MOSTLY_WOMEN: &str = "surveys and clinics: nearly all survivors women and girls";
const SOME_CHILDREN: &str = "records count child survivors, no survey compares them";
/// Kinds of harm and of being left behind that groups are held against each other by, and what
/// surveys say of each. Robbery stands apart: it follows money and is no part of serious harm.
const KINDS: [(&str, &str, &str); 13] = [
    ("H2", "kidnapping", NO_SURVEY),
    ("H3", "disappearance", NO_SURVEY),
    ("H4", "death", NO_SURVEY),
    ("H5", "physical violence", NO_SURVEY),
    ("H6", "gender-based violence", SOME_CHILDREN),
    ("H7", "forced recruitment", NO_SURVEY),
    ("H8", "exploitation", NO_SURVEY),
    ("H9", "trafficking", NO_SURVEY),
    ("H10", "other injury or illness", NO_SURVEY),
    ("A1", "left by guide or crew", NO_SURVEY),
    ("A2", "left by companions", NO_SURVEY),
    ("A4", "stopped by exhaustion", NO_SURVEY),
    ("H1", "extortion or robbery", NO_SURVEY),
];

/// The package of closures, or the securitised end of the axis where the corridor has none.
fn closure(plan: &Plan) -> Result<Policy, EvidenceError> {
    plan.policy("closure_2024_25")
        .or_else(|_| plan.policy("securitised"))
}

pub(super) fn containment(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let [before, after] = pair(plan, spec, plan.reference()?, closure(plan)?)?;
    let change = |code, by| minus(&of_all(&after, code, by), &of_all(&before, code, by));
    Ok(vec![
        Finding::deciding(
            "Serious harms per 1,000 person-days, closure less status quo",
            &change("H11", PER_DAY),
        ),
        Finding::beside(
            "People seriously harmed per 1,000 departures",
            &change("H11", PER_DEPARTURE),
        ),
        Finding::beside("People seriously harmed in all", &change("H11", "count")),
        Finding::beside("Deaths per 1,000 person-days", &change("H4", PER_DAY)),
        Finding::beside(
            "Effective protection per 1,000 in need",
            &change("P9", "per_1000_in_need"),
        ),
        Finding::beside("People who left", &change("F1", "count")),
    ])
}

/// Log ratio of the rate of a group to that of those it is held against.
fn gap(outcome: &Outcome, code: &str, group: Group, others: Group) -> Values {
    log_ratio(
        &of_group(outcome, code, PER_DAY, group),
        &of_group(outcome, code, PER_DAY, others),
    )
}

pub(super) fn vulnerable(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let [before, after] = pair(plan, spec, plan.reference()?, plan.policy("securitised")?)?;
    let mut findings = Vec::new();
    for (name, group, others) in GROUPS {
        findings.push(Finding::deciding(
            format!(
                "Log ratio of serious harms per person-day of {name}, securitised less status quo"
            ),
            &minus(
                &gap(&after, "H11", group, others),
                &gap(&before, "H11", group, others),
            ),
        ));
    }
    for (name, group, others) in GROUPS {
        let rise = |group| {
            minus(
                &of_group(&after, "H11", PER_DAY, group),
                &of_group(&before, "H11", PER_DAY, group),
            )
        };
        findings.push(Finding::beside(
            format!("Rise of serious harms per 1,000 person-days, less that of those beside them: {name}"),
            &minus(&rise(group), &rise(others)),
        ));
    }
    Ok(findings)
}

pub(super) fn disproportion(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let outcomes = plan.outcomes_of(spec, &[plan.reference()?])?;
    let outcome = &outcomes[0];
    let by_kind = |code, kind, group: (&'static str, Group, Group)| {
        let (name, own, others) = group;
        (format!("{kind}, {name}"), gap(outcome, code, own, others))
    };
    let mut findings = Vec::new();
    for group in GROUPS {
        let (what, values) = by_kind("H11", "serious harms", group);
        findings.push(Finding::deciding(
            format!("Log ratio per person-day of {what}"),
            &values,
        ));
    }
    for (code, kind, said) in KINDS {
        for group in GROUPS {
            let (what, values) = by_kind(code, kind, group);
            findings.push(if code == "H6" && group.1 == WOMEN {
                Finding::deciding(format!("{what} ({MOSTLY_WOMEN})"), &values)
            } else {
                Finding::beside(format!("{what} ({said})"), &values)
            });
        }
    }
    Ok(findings)
}

pub(super) fn recorded(plan: &Plan, spec: &RunSpec) -> Result<Vec<Finding>, EvidenceError> {
    let closed = held(&closure(plan)?, Lever::DeathMonitoring, 0.0);
    let policies = [plan.reference()?, closed];
    // Whether risk rises is assumed; the claim is about the record where it does.
    let mut harsh = plan.world.clone();
    for which in [
        Parameter::EtaClandestinity,
        Parameter::EtaMilitarisation,
        Parameter::QualityResponse,
    ] {
        let id = harsh.parameter(which);
        let high = harsh.register.get(id).high;
        harsh.register.fix(id, high);
    }
    let harsh = Plan {
        world: &harsh,
        ..plan.clone()
    };
    let changes = |plan: &Plan| -> Result<[Values; 3], EvidenceError> {
        let [first, second] = policies.clone();
        let [before, after] = pair(plan, spec, first, second)?;
        let lost = |outcome: &Outcome| {
            plus(
                &of_all(outcome, "H3", PER_DAY),
                &of_all(outcome, "H4", PER_DAY),
            )
        };
        let recorded = |outcome: &Outcome| of_all(outcome, "H13", PER_DEPARTURE);
        let harms = |outcome: &Outcome| of_all(outcome, "H11", PER_DAY);
        Ok([
            minus(&recorded(&before), &recorded(&after)),
            minus(&lost(&after), &lost(&before)),
            minus(&harms(&after), &harms(&before)),
        ])
    };
    let [record, lost, harms] = changes(&harsh)?;
    let [record_drawn, lost_drawn, _] = changes(plan)?;
    Ok(vec![
        Finding::deciding(
            "Fall of recorded deaths per 1,000 departures, closure without monitoring, risk of the clandestine at the top of its range",
            &record,
        ),
        Finding::deciding(
            "Rise of serious harms per 1,000 person-days in the same runs",
            &harms,
        ),
        Finding::beside(
            "Rise of deaths and disappearances per 1,000 person-days in the same runs",
            &lost,
        ),
        Finding::beside(
            "Fall of recorded deaths per 1,000 departures, risk drawn from its range",
            &record_drawn,
        ),
        Finding::beside(
            "Rise of deaths and disappearances per 1,000 person-days, risk drawn from its range",
            &lost_drawn,
        ),
    ])
}
