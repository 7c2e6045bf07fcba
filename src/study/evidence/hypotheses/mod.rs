//! The hypotheses that the founding documents imply, each as runs that can come out either way.

mod finding;
mod harm;
mod journey;
mod protection;

pub use finding::{Finding, Verdict};

use super::{EvidenceError, Plan, head, row, shown};
use crate::engine::Rule;
use crate::study::RunSpec;
use crate::study::indicators::Outcome;
use crate::units::Unit;
use crate::world::policy::Policy;
use crate::world::register::Quantity;
use crate::world::vocabulary::Parameter;

const PER_DEPARTURE: &str = "per_1000_departures";
const PER_DAY: &str = "per_1000_person_days";
const IN_NEED: &str = "per_1000_in_need";

/// A hypothesis: its claim, how it could fail, what it hangs on, and its runs.
pub struct Hypothesis {
    /// Number, from 1.
    pub number: usize,
    /// The claim.
    pub claim: &'static str,
    /// What would contradict it.
    pub fails: &'static str,
    /// Numbers that it hangs on.
    pub hangs_on: &'static [Parameter],
    run: fn(&Plan, &RunSpec) -> Result<Vec<Finding>, EvidenceError>,
}

/// The ten.
pub const ALL: [Hypothesis; 10] = [
    Hypothesis {
        number: 1,
        claim: "Containment makes those who still travel more vulnerable",
        fails: "serious harm per person-day falls under closure",
        hangs_on: &[
            Parameter::EtaClandestinity,
            Parameter::EtaMilitarisation,
            Parameter::EtaCivil,
            Parameter::QualityResponse,
        ],
        run: harm::containment,
    },
    Hypothesis {
        number: 2,
        claim: "Security alone hurts the most vulnerable most",
        fails: "the rate of women and girls, or of children, over that of those beside them falls",
        hangs_on: &[
            Parameter::MenGbvRatio,
            Parameter::UnaccompaniedMultiplier,
            Parameter::SogiescMultiplier,
            Parameter::EtaClandestinity,
        ],
        run: harm::vulnerable,
    },
    Hypothesis {
        number: 3,
        claim: "Complementary status can displace asylum",
        fails: "grants of asylum rise as complementary status grows generous",
        hangs_on: &[
            Parameter::ComplementaryDisplacement,
            Parameter::GrantComplementary,
        ],
        run: protection::displacement,
    },
    Hypothesis {
        number: 4,
        claim: "Registration helps or harms by its firewall",
        fails: "registering everybody adds fewer interdictions without a firewall than with one, or identifies fewer with it than without",
        hangs_on: &[
            Parameter::RegisterSharing,
            Parameter::RegistrationAvoidance,
            Parameter::TrustEnforcement,
        ],
        run: protection::registration,
    },
    Hypothesis {
        number: 5,
        claim: "Cooperation beats the same means without it",
        fails: "effective protection falls with coordination",
        hangs_on: &[Parameter::CaseFile, Parameter::EtaCoordination],
        run: protection::cooperation,
    },
    Hypothesis {
        number: 6,
        claim: "Women, children and adolescents are harmed out of proportion",
        fails: "serious harm per person-day of any of them, in which robbery and extortion alone have no part, or gender-based violence against women and girls, is lower than that of those beside them",
        hangs_on: &[
            Parameter::MenGbvRatio,
            Parameter::UnaccompaniedMultiplier,
            Parameter::ChildEnergyLoss,
        ],
        run: harm::disproportion,
    },
    Hypothesis {
        number: 7,
        claim: "Corridors work only with presence at both ends and information",
        fails: "safe transport averts more harm without them than with them",
        hangs_on: &[
            Parameter::EtaCorridor,
            Parameter::EtaCivil,
            Parameter::TransportSafety,
        ],
        run: journey::corridors,
    },
    Hypothesis {
        number: 8,
        claim: "Disaster instruments matter little until a disaster, then much",
        fails: "they add less to protection when many are displaced by disaster",
        hangs_on: &[Parameter::GrantDisaster],
        run: protection::disaster,
    },
    Hypothesis {
        number: 9,
        claim: "Being left behind follows exhaustion, guides and delay, not deaths alone",
        fails: "for any of the three, it rises less than deaths do",
        hangs_on: &[
            Parameter::FellowPerDay,
            Parameter::ExhaustedBelow,
            Parameter::GuideEnforcement,
            Parameter::GuideDelay,
            Parameter::ConcentrationAbandonment,
            Parameter::ExhaustionHazard,
        ],
        run: journey::abandonment,
    },
    Hypothesis {
        number: 10,
        claim: "Recorded deaths can fall while risk rises",
        fails: "where risk is made to rise, recorded deaths rise too",
        hangs_on: &[
            Parameter::DeathsAccess,
            Parameter::DeathsMedia,
            Parameter::EtaClandestinity,
        ],
        run: harm::recorded,
    },
];

/// The outcomes of two policies.
fn pair(
    plan: &Plan,
    spec: &RunSpec,
    first: Policy,
    second: Policy,
) -> Result<[Outcome; 2], EvidenceError> {
    let outcomes = plan.outcomes_of(spec, &[first, second])?;
    <[Outcome; 2]>::try_from(outcomes).map_err(|_| EvidenceError::NoPolicy("two".to_owned()))
}

/// The verdict from the findings that decide it.
pub fn verdict(findings: &[Finding]) -> Verdict {
    let deciding = findings.iter().filter(|it| it.decides);
    Verdict::of_all(deciding.map(Finding::verdict))
}

/// Runs every hypothesis under every decision rule, and writes the page.
///
/// # Errors
/// [`EvidenceError`] when a study fails or a policy is missing.
pub fn page(plan: &Plan, progress: &mut dyn FnMut(&str)) -> Result<String, EvidenceError> {
    let mut sections = String::new();
    let mut verdicts = Vec::new();
    for hypothesis in &ALL {
        progress(hypothesis.claim);
        let mut by_rule = Vec::new();
        for rule in Rule::ALL {
            let spec = RunSpec {
                rule,
                ..plan.spec.clone()
            };
            by_rule.push((rule, (hypothesis.run)(plan, &spec)?));
        }
        verdicts.push(by_rule.iter().map(|(_, it)| verdict(it)).collect());
        sections.push_str(&section(plan, hypothesis, &by_rule));
    }
    let mut page = "# The hypotheses of the founding documents\n\n".to_owned();
    page.push_str(&plan.provenance("hypotheses"));
    page.push_str(
        "\nEach is run so that it can come out either way. A finding is a number by replication that lies over \
         zero if the hypothesis holds. The verdict rests on the findings in bold, all of which must hold; one \
         whose interval lies under zero contradicts it; `unresolved` says that an interval holds zero. Where \
         the numbers behind a mechanism are assumed, so is the verdict: it says what follows from them, not \
         what is so. A number whose range lies on one side of zero leans: it was assumed to act one way.\n\n",
    );
    page.push_str(&overview(&verdicts));
    page.push_str(&sections);
    Ok(page)
}

/// The verdicts by decision rule.
fn overview(verdicts: &[Vec<Verdict>]) -> String {
    let mut table = String::new();
    let mut names = vec!["hypothesis"];
    names.extend(Rule::ALL.map(Rule::name));
    head(&mut table, &names);
    for (hypothesis, verdicts) in ALL.iter().zip(verdicts) {
        let mut cells = vec![format!("{}. {}", hypothesis.number, hypothesis.claim)];
        cells.extend(verdicts.iter().map(|it| it.name().to_owned()));
        row(&mut table, &cells);
    }
    table.push('\n');
    table
}

/// What one hypothesis comes to.
fn section(plan: &Plan, hypothesis: &Hypothesis, by_rule: &[(Rule, Vec<Finding>)]) -> String {
    let own = by_rule.iter().find(|(rule, _)| *rule == plan.spec.rule);
    let findings: &[Finding] = own.map_or(&[], |(_, findings)| findings);
    let mut text = format!(
        "## {}. {}\n\n**{}.** It is contradicted if {}.\n\n",
        hypothesis.number,
        hypothesis.claim,
        verdict(findings).name(),
        hypothesis.fails
    );
    head(
        &mut text,
        &["finding", "mean and interval", "over zero in", "reads as"],
    );
    for finding in findings {
        let what = if finding.decides {
            format!("**{}**", finding.what)
        } else {
            finding.what.clone()
        };
        row(
            &mut text,
            &[
                what,
                finding.shown(),
                finding.over_zero(),
                finding.verdict().name().to_owned(),
            ],
        );
    }
    text.push('\n');
    head(
        &mut text,
        &["decision rule", "first finding", "over zero in", "verdict"],
    );
    for (rule, findings) in by_rule {
        let mut cells = vec![rule.name().to_owned()];
        match findings.first() {
            Some(first) => cells.extend([first.shown(), first.over_zero()]),
            None => cells.extend(["", ""].map(str::to_owned)),
        }
        cells.push(verdict(findings).name().to_owned());
        row(&mut text, &cells);
    }
    text.push('\n');
    text.push_str(&numbers(plan, hypothesis));
    text
}

/// The numbers that a hypothesis hangs on.
fn numbers(plan: &Plan, hypothesis: &Hypothesis) -> String {
    let mut table = String::new();
    head(
        &mut table,
        &["hangs on", "value", "range", "status", "grade", "leans"],
    );
    for &which in hypothesis.hangs_on {
        let number = plan.world.register.get(plan.world.parameter(which));
        row(
            &mut table,
            &[
                format!("`{}`: {}", number.name, which.what()),
                shown(number.value),
                format!("{} to {}", shown(number.low), shown(number.high)),
                number.status.name().to_owned(),
                number.grade.letter().to_owned(),
                leans(number).to_owned(),
            ],
        );
    }
    table.push('\n');
    table
}

/// Whether the range of an effect lies on both sides of none; empty for a number that is no effect.
fn leans(number: &Quantity) -> &'static str {
    let none = match number.unit {
        Unit::LogPoints | Unit::Utils | Unit::Share | Unit::Probability => 0.0,
        Unit::Ratio => 1.0,
        _ => return "",
    };
    if number.low < none && none < number.high {
        "either way"
    } else {
        "one way"
    }
}
