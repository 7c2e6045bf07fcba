//! What each lever and gate moves when it goes from one end of its range to the other, all else at the
//! reference, or else under another policy of the corridor that gives it more to do.

use std::fmt::Write as _;

use super::super::compare::{Contrast, compare};
use super::super::indicators::Outcome;
use super::{
    EvidenceError, Plan, assumed, beyond_noise, difference, head, held, mean, row, shown, signal,
    total,
};
use crate::study::{Denominator, RunSpec};
use crate::world::policy::{Lever, Policy};

/// What one lever or gate moves.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Name of the lever or gate.
    pub name: String,
    /// Its two positions.
    pub positions: [String; 2],
    /// The indicator most moved, with its mean at both ends; none if nothing moves beyond noise.
    pub most: Option<(Contrast, [f64; 2])>,
    /// Policy under which it was moved.
    pub under: String,
    /// Share of the people simulated.
    pub scale: f64,
    /// Replications.
    pub replications: u32,
    /// Serious harm per 1,000 person-days and effective protection per 1,000 in need, moved or not.
    pub beside: [Option<Contrast>; 2],
}

impl Moved {
    /// Whether nothing but public spend moves.
    pub fn only_costs(&self) -> bool {
        self.most.as_ref().is_some_and(|(it, _)| is_spend(it))
    }

    /// Whether people are seen to be touched by it.
    fn touches_people(&self) -> bool {
        self.most.is_some() && !self.only_costs()
    }

    /// Higher where more is seen.
    fn rank(&self) -> (bool, bool) {
        (self.touches_people(), self.most.is_some())
    }
}

/// How much larger a share of the people is simulated where the first share shows nothing.
const CLOSER: f64 = 10.0;
/// How many times the replications there.
const LONGER: u32 = 4;

/// Moves every lever and gate, or those named in `only`. Those that are seen to touch nobody are looked at
/// again with more people, then under the ends of the dials, then under the policy that follows the
/// timeline, over the corridor's whole window, then under the other policies.
///
/// # Errors
/// [`EvidenceError`] when a study fails, there is no reference, or `only` names neither lever nor gate.
pub fn moved(
    plan: &Plan,
    only: &[String],
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<Moved>, EvidenceError> {
    let known = subjects(plan);
    if let Some(name) = only
        .iter()
        .find(|name| known.iter().all(|it| it.name != **name))
    {
        return Err(EvidenceError::NoLever(name.clone()));
    }
    let settings = settings(plan)?;
    let mut list = Vec::new();
    for subject in known {
        if !only.is_empty() && !only.contains(&subject.name) {
            continue;
        }
        progress(&subject.name);
        let mut best: Option<Moved> = None;
        for setting in &settings {
            let moved = subject.run(plan, setting)?;
            let enough = moved.touches_people();
            if best.as_ref().is_none_or(|it| moved.rank() > it.rank()) {
                best = Some(moved);
            }
            if enough {
                break;
            }
        }
        list.extend(best);
    }
    Ok(list)
}

/// Where a lever or gate is moved.
struct Setting {
    policy: Policy,
    spec: RunSpec,
    replications: u32,
}

/// The settings, those looked at first before others.
fn settings(plan: &Plan) -> Result<Vec<Setting>, EvidenceError> {
    let reference = plan.reference()?;
    let closer = RunSpec {
        scale: (plan.spec.scale * CLOSER).min(1.0),
        ..plan.spec.clone()
    };
    let whole = RunSpec {
        from: plan.world.start,
        to: plan.world.end,
        ..closer.clone()
    };
    let at = |policy: &Policy, spec: &RunSpec, replications| Setting {
        policy: policy.clone(),
        spec: spec.clone(),
        replications,
    };
    let longer = plan.replications * LONGER;
    let others = || plan.world.policies.iter();
    let dials = others().filter(|it| it.dials.iter().any(Option::is_some));
    let rest =
        others().filter(|it| it.name != reference.name && it.dials.iter().all(Option::is_none));
    let (dated, standing): (Vec<_>, Vec<_>) = rest.partition(|it| it.timeline);
    Ok([
        at(&reference, &plan.spec, plan.replications),
        at(&reference, &closer, longer),
    ]
    .into_iter()
    .chain(dials.map(|it| at(it, &closer, longer)))
    .chain(dated.into_iter().map(|it| at(it, &whole, longer)))
    .chain(standing.into_iter().map(|it| at(it, &closer, longer)))
    .collect())
}

/// A lever or gate, with the names of its ends.
struct Subject {
    name: String,
    positions: [String; 2],
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    Lever(Lever, [f64; 2]),
    Gate(usize),
}

/// Every lever and gate.
fn subjects(plan: &Plan) -> Vec<Subject> {
    let levers = plan.world.levers.iter().map(|lever| Subject {
        name: lever.name().to_owned(),
        positions: [lever.min, lever.max].map(|it| it.to_string()),
        what: What::Lever(lever.lever, [lever.min, lever.max]),
    });
    let gates = plan.world.gates.iter().enumerate();
    let gates = gates.map(|(index, gate)| Subject {
        name: gate.id.clone(),
        positions: ["closed", "open"].map(str::to_owned),
        what: What::Gate(index),
    });
    levers.chain(gates).collect()
}

impl Subject {
    /// A policy with the lever or gate at both ends.
    fn ends(&self, policy: &Policy) -> [Policy; 2] {
        match self.what {
            What::Lever(lever, ends) => ends.map(|value| held(policy, lever, value)),
            What::Gate(index) => [false, true].map(|open| {
                let mut policy = policy.clone();
                policy.gates[index] = Some(open);
                policy
            }),
        }
    }

    fn run(&self, plan: &Plan, setting: &Setting) -> Result<Moved, EvidenceError> {
        let plan = Plan {
            replications: setting.replications,
            ..plan.clone()
        };
        let outcomes = plan.outcomes_of(&setting.spec, &self.ends(&setting.policy))?;
        let beside = |code, by| total(&outcomes[0], &outcomes[1], code, by);
        Ok(Moved {
            name: self.name.clone(),
            positions: self.positions.clone(),
            under: setting.policy.name.clone(),
            most: most_moved(&outcomes[0], &outcomes[1]),
            scale: setting.spec.scale,
            replications: setting.replications,
            beside: [
                beside("H11", "per_1000_person_days"),
                beside("P9", "per_1000_in_need"),
            ],
        })
    }
}

/// Whether an indicator is public spend or its sharing: what a lever costs is entered, not found.
fn is_spend(contrast: &Contrast) -> bool {
    ["C1", "C2", "C3", "R"]
        .iter()
        .any(|code| contrast.key.code.starts_with(code))
}

/// Whether an indicator is a count, or a share of the step before, which moves with what others move.
fn is_derived(contrast: &Contrast) -> bool {
    matches!(
        contrast.key.denominator,
        Denominator::Count | Denominator::Usd | Denominator::ShareOfPrevious
    )
}

/// The indicator that moves most in standard errors of its mean difference, of those beyond noise:
/// public spend only if nothing else does, counts only before that.
fn most_moved(low: &Outcome, high: &Outcome) -> Option<(Contrast, [f64; 2])> {
    let contrasts = compare(low, high);
    let looked_at: Vec<(usize, &Contrast)> = contrasts
        .iter()
        .enumerate()
        .filter(|(_, it)| it.key.is_total())
        .collect();
    let (at, contrast) = looked_at
        .iter()
        .filter(|(_, it)| beyond_noise(it, looked_at.len()))
        .max_by(|(_, a), (_, b)| {
            let rank = |it: &Contrast| (!is_spend(it), !is_derived(it));
            let strength = |it: &Contrast| it.difference.as_ref().and_then(signal).unwrap_or(0.0);
            rank(a)
                .cmp(&rank(b))
                .then(strength(a).total_cmp(&strength(b)))
        })?;
    let ends = [
        mean(&low.series[*at].values)?,
        mean(&high.series[*at].values)?,
    ];
    Some(((*contrast).clone(), ends))
}

/// The page.
pub fn page(plan: &Plan, moved: &[Moved]) -> String {
    let mut page = "# What every lever and gate moves\n\n".to_owned();
    page.push_str(&plan.provenance("levers"));
    page.push_str(
        "\nEach lever is held at its lowest and at its highest legal value everywhere, each gate closed and \
         open, all else at the reference. The indicator shown is the one that moves most in standard errors of \
         its mean paired difference, of those beyond noise: a paired t test at 1 in 100 over all indicators \
         together (Bonferroni), with the same sign in at least 95 of 100 replications. Where that shows nothing, \
         ten times as many people are simulated in four times as many replications, first under the reference, \
         then under the ends of the dials, the dated events of the corridor's whole window and its other \
         policies; *under* and *scale* say so. Public spend and its sharing are shown only where \
         nothing else moves. Serious harm and effective protection stand beside, moved or not, so that no \
         change of a flow stands alone. The column *assumed* says how many of the numbers that the indicator \
         chiefly hangs on nobody has measured. The ends are legal, not realistic.\n\n",
    );
    let none = names(moved, |it| it.most.is_none());
    let costs = names(moved, Moved::only_costs);
    if !none.is_empty() {
        let _ = write!(page, "**Moves nothing beyond noise: {none}.**\n\n");
    }
    if !costs.is_empty() {
        let _ = write!(
            page,
            "Moves public spend alone beyond noise: {costs}. Where no study tells which way an effect goes, \
             its range is symmetric about zero, and at the numbers' values it is nothing.\n\n"
        );
    }
    head(
        &mut page,
        &[
            "lever or gate",
            "from, to",
            "under",
            "scale, replications",
            "indicator",
            "assumed",
            "at the first end",
            "at the second end",
            "difference",
            "serious harm per 1,000 person-days",
            "effective protection per 1,000 in need",
        ],
    );
    for it in moved {
        let mut cells = vec![
            format!("`{}`", it.name),
            it.positions.join(", "),
            format!("`{}`", it.under),
            format!("{}, {}", it.scale, it.replications),
        ];
        match &it.most {
            Some((contrast, ends)) => {
                let definition = contrast.key.definition();
                cells.push(format!(
                    "{} {}, {}",
                    contrast.key.code,
                    definition.map_or("", |it| it.name),
                    contrast.key.denominator.name().replace('_', " ")
                ));
                cells.push(definition.map_or(String::new(), |it| assumed(plan.world, it)));
                cells.extend(ends.map(shown));
                cells.push(difference(contrast));
            }
            None => cells.extend(["**nothing beyond noise**", "", "", "", ""].map(str::to_owned)),
        }
        let beside = it.beside.iter();
        cells.extend(beside.map(|it| it.as_ref().map_or("no value".to_owned(), difference)));
        row(&mut page, &cells);
    }
    page
}

/// The names of those for which `which` holds, for a sentence.
fn names(moved: &[Moved], which: impl Fn(&Moved) -> bool) -> String {
    let list: Vec<String> = moved
        .iter()
        .filter(|it| which(it))
        .map(|it| format!("`{}`", it.name))
        .collect();
    list.join(", ")
}
