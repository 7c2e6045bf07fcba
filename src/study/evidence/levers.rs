//! What each lever and gate moves when it goes from one end of its range to the other, all else at the
//! reference.

use std::fmt::Write as _;

use super::super::compare::{Contrast, compare};
use super::super::indicators::Outcome;
use super::{
    EvidenceError, Plan, assumed, beyond_noise, difference, head, held, mean, row, shown, signal,
    total,
};
use crate::study::{Denominator, RunSpec};
use crate::world::policy::Policy;

/// What one lever or gate moves.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Name of the lever or gate.
    pub name: String,
    /// Its two positions.
    pub positions: [String; 2],
    /// The indicator most moved, with its mean at both ends; none if nothing moves beyond noise.
    pub most: Option<(Contrast, [f64; 2])>,
    /// Share of the people simulated.
    pub scale: f64,
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
}

/// How much larger a share of the people is simulated where the first share shows nothing.
const CLOSER: f64 = 10.0;

/// Moves every lever and gate; those that are seen to touch nobody are looked at again with more people.
///
/// # Errors
/// [`EvidenceError`] when a study fails or there is no reference.
pub fn moved(plan: &Plan, progress: &mut dyn FnMut(&str)) -> Result<Vec<Moved>, EvidenceError> {
    let mut closer = plan.spec.clone();
    closer.scale = (closer.scale * CLOSER).min(1.0);
    let mut list = Vec::new();
    for it in ends(plan)? {
        progress(&it.name);
        let mut moved = it.run(plan, &plan.spec)?;
        if !moved.touches_people() {
            moved = it.run(plan, &closer)?;
        }
        list.push(moved);
    }
    Ok(list)
}

/// A lever or gate at both ends.
struct Ends {
    name: String,
    positions: [String; 2],
    policies: [Policy; 2],
}

/// The ends of every lever and gate.
fn ends(plan: &Plan) -> Result<Vec<Ends>, EvidenceError> {
    let reference = plan.reference()?;
    let levers = plan.world.levers.iter().map(|lever| Ends {
        name: lever.name().to_owned(),
        positions: [lever.min, lever.max].map(|it| it.to_string()),
        policies: [lever.min, lever.max].map(|value| held(&reference, lever.lever, value)),
    });
    let gates = plan
        .world
        .gates
        .iter()
        .enumerate()
        .map(|(index, gate)| Ends {
            name: gate.id.clone(),
            positions: ["closed", "open"].map(str::to_owned),
            policies: [false, true].map(|open| {
                let mut policy = reference.clone();
                policy.gates[index] = Some(open);
                policy
            }),
        });
    Ok(levers.chain(gates).collect())
}

impl Ends {
    fn run(&self, plan: &Plan, spec: &RunSpec) -> Result<Moved, EvidenceError> {
        let outcomes = plan.outcomes_of(spec, &self.policies)?;
        let beside = |code, by| total(&outcomes[0], &outcomes[1], code, by);
        Ok(Moved {
            name: self.name.clone(),
            positions: self.positions.clone(),
            most: most_moved(&outcomes[0], &outcomes[1]),
            scale: spec.scale,
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
         together (Bonferroni), with the same sign in every replication. Where that shows nothing, ten times as \
         many people are simulated, and *scale* says so. Public spend and its sharing are shown only where \
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
            "scale",
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
            it.scale.to_string(),
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
