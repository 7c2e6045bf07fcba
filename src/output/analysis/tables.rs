//! The files of an analysis.

use std::path::Path;

use crate::measures::Better;
use crate::output::OutputError;
use crate::output::csv::columns;
use crate::output::table::Cell::{Empty, Maybe, Number, Text};
use crate::output::table::{Cell, Table, Written};
use crate::study::results::Results;
use crate::study::sensitivity::analysis::{Analysis, Of, Question, Subject};
use crate::study::sensitivity::discovery::{Axis, Case};

/// Columns of `sensitivity.csv`.
pub const SENSITIVITY: &str = "sweep_id,policy,minus,indicator,denominator,measure,factor,\
    other_factor,value,q025,q975,p,n";
/// Columns of `main_effects.csv`.
pub const MAIN_EFFECTS: &str = "sweep_id,policy,minus,indicator,denominator,factor,level,low,high,\
    label,n_points,mean,se,variance_share";
/// Columns of `tornado.csv`.
pub const TORNADO: &str = "sweep_id,policy,minus,indicator,denominator,rank,factor,kind,grade,\
    status,value_low,value_high,label_low,label_high,mean_low,mean_high,swing";
/// Columns of `stability.csv`.
pub const STABILITY: &str = "sweep_id,policy_a,policy_b,indicator,denominator,diff_mean,diff_q025,\
    diff_q975,agree,stability_q1,against,open,resolved,n_points";
/// Columns of `regret.csv`.
pub const REGRET: &str = "sweep_id,policy,indicator,denominator,better,regret_mean,regret_q90,\
    regret_max,share_best,limit,limit_from,satisficing,n_points";
/// Columns of `boxes.csv`.
pub const BOXES: &str = "sweep_id,policy,minus,indicator,denominator,case,limit,n_cases,n_points,box,\
    factor,label,low,high,quasi_p,coverage,density,mass";
/// Columns of `assumption_ledger.csv`.
pub const LEDGER: &str = "sweep_id,policy_a,policy_b,indicator,denominator,factor,kind,grade,status,\
    ks_distance,p,q1_low,q1_high,hangs";

/// Writes every file of an analysis.
///
/// # Errors
/// [`OutputError`] if a file cannot be written.
pub fn write(
    folder: &Path,
    results: &Results,
    question: &Question,
    analysis: &Analysis,
) -> Result<Vec<Written>, OutputError> {
    let files = Files {
        folder,
        results,
        question,
        analysis,
    };
    Ok(vec![
        files.stability()?,
        files.sensitivity()?,
        files.main_effects()?,
        files.tornado()?,
        files.regret()?,
        files.boxes()?,
        files.ledger()?,
    ])
}

struct Files<'a> {
    folder: &'a Path,
    results: &'a Results,
    question: &'a Question,
    analysis: &'a Analysis,
}

impl Files<'_> {
    fn table(&self, name: &'static str, header: &str) -> Result<Table, OutputError> {
        Table::create(self.folder, name, &columns(header))
    }

    /// The cells of the study and the outcome, with `policies` between.
    fn lead(&self, table: &mut Table, policies: &[&str], outcome: usize) {
        let of = self.results.outcomes[outcome];
        let mut lead = vec![self.results.id.clone()];
        lead.extend(policies.iter().map(|&it| it.to_owned()));
        lead.push(of.definition.code.to_owned());
        lead.push(of.denominator.name().to_owned());
        table.lead(&lead);
    }

    /// The same for something found of a policy, or of the difference that it makes.
    fn lead_of<T>(&self, table: &mut Table, of: &Of<T>) {
        let Subject { policy, minus } = of.subject;
        let minus = minus.map_or("", |it| self.results.policies[it].as_str());
        self.lead(table, &[&self.results.policies[policy], minus], of.outcome);
    }

    /// The same with the policy that is subtracted first.
    fn lead_pair<T>(&self, table: &mut Table, of: &Of<T>) {
        let Subject { policy, minus } = of.subject;
        let minus = minus.map_or("", |it| self.results.policies[it].as_str());
        self.lead(table, &[minus, &self.results.policies[policy]], of.outcome);
    }

    fn factor(&self, factor: usize) -> &str {
        &self.results.factors[factor].name
    }

    /// A value of a factor: a number, or the word of one without order.
    fn value(&self, factor: usize, value: f64) -> (Cell<'_>, Cell<'_>) {
        match self.results.factors[factor].shown(value) {
            Some(text) => (Empty, Text(text)),
            None => (Number(value), Empty),
        }
    }

    fn sensitivity(&self) -> Result<Written, OutputError> {
        let mut table = self.table("sensitivity.csv", SENSITIVITY)?;
        for of in &self.analysis.indices {
            self.lead_of(&mut table, of);
            for it in &of.found {
                let name = |factor: Option<usize>| factor.map_or("", |it| self.factor(it));
                table.row(&[
                    Text(it.index.name()),
                    Text(name(it.factor)),
                    Text(name(it.other)),
                    Number(it.value),
                    Maybe(it.interval.map(|it| it.0)),
                    Maybe(it.interval.map(|it| it.1)),
                    Maybe(it.p),
                    Number(it.n as f64),
                ])?;
            }
        }
        table.finish()
    }

    fn main_effects(&self) -> Result<Written, OutputError> {
        let mut table = self.table("main_effects.csv", MAIN_EFFECTS)?;
        for of in &self.analysis.main_effects {
            self.lead_of(&mut table, of);
            let (factor, effect) = &of.found;
            for (number, level) in effect.levels.iter().enumerate() {
                let (low, label) = self.value(*factor, level.ends.0);
                let (high, _) = self.value(*factor, level.ends.1);
                table.row(&[
                    Text(self.factor(*factor)),
                    Number((number + 1) as f64),
                    low,
                    high,
                    label,
                    Number(level.points as f64),
                    Number(level.mean),
                    Maybe(level.error),
                    Maybe(effect.share),
                ])?;
            }
        }
        table.finish()
    }

    fn tornado(&self) -> Result<Written, OutputError> {
        let mut table = self.table("tornado.csv", TORNADO)?;
        for of in &self.analysis.tornados {
            self.lead_of(&mut table, of);
            for (rank, bar) in of.found.iter().enumerate() {
                let factor = &self.results.factors[bar.factor];
                let (low, label_low) = self.value(bar.factor, bar.low.0);
                let (high, label_high) = self.value(bar.factor, bar.high.0);
                table.row(&[
                    Number((rank + 1) as f64),
                    Text(&factor.name),
                    Text(factor.kind.name()),
                    Text(&factor.grade),
                    Text(&factor.status),
                    low,
                    high,
                    label_low,
                    label_high,
                    Number(bar.low.1),
                    Number(bar.high.1),
                    Number(bar.swing()),
                ])?;
            }
        }
        table.finish()
    }

    fn stability(&self) -> Result<Written, OutputError> {
        let mut table = self.table("stability.csv", STABILITY)?;
        for of in &self.analysis.stabilities {
            self.lead_pair(&mut table, of);
            let it = &of.found;
            let (low, high) = it.difference.interval();
            table.row(&[
                Number(it.difference.mean),
                Number(low),
                Number(high),
                Number(it.agree),
                Maybe(it.q1),
                Maybe(it.against),
                Maybe(it.open()),
                Text(if it.unresolved() { "false" } else { "true" }),
                Number(it.difference.runs as f64),
            ])?;
        }
        table.finish()
    }

    fn regret(&self) -> Result<Written, OutputError> {
        let mut table = self.table("regret.csv", REGRET)?;
        for fared in &self.analysis.fared {
            for (&policy, it) in self.question.policies.iter().zip(&fared.regrets) {
                self.lead(&mut table, &[&self.results.policies[policy]], fared.outcome);
                table.row(&[
                    Text(match fared.better {
                        Better::Less => "less",
                        Better::More => "more",
                    }),
                    Number(it.mean),
                    Number(it.q90),
                    Number(it.largest),
                    Number(it.best),
                    Number(fared.limit),
                    Text(limit_from(fared.asked)),
                    Number(it.satisfied),
                    Number(it.points as f64),
                ])?;
            }
        }
        table.finish()
    }

    fn boxes(&self) -> Result<Written, OutputError> {
        let mut table = self.table("boxes.csv", BOXES)?;
        for of in &self.analysis.boxes {
            self.lead_of(&mut table, of);
            let it = &of.found;
            let limit = match it.case {
                Case::Misses { limit, .. } => Some(limit),
                Case::OtherSign => None,
            };
            let head = [
                Text(it.case.name()),
                Maybe(limit),
                Number(it.cases as f64),
                Number(it.points as f64),
            ];
            for (number, found) in it.boxes.iter().enumerate() {
                for side in &found.limits {
                    let Axis { factor, value } = it.axes[side.factor];
                    let label = value.map(|value| {
                        let name = &self.results.factors[factor].values[value];
                        if side.low.is_some() {
                            name.clone()
                        } else {
                            format!("not {name}")
                        }
                    });
                    let end = |end: Option<f64>| if value.is_some() { Empty } else { Maybe(end) };
                    let mut row = head.to_vec();
                    row.extend([
                        Number((number + 1) as f64),
                        Text(self.factor(factor)),
                        Text(label.as_deref().unwrap_or_default()),
                        end(side.low),
                        end(side.high),
                        Number(side.quasi_p),
                        Number(found.coverage),
                        Number(found.density),
                        Number(found.mass),
                    ]);
                    table.row(&row)?;
                }
            }
        }
        table.finish()
    }

    fn ledger(&self) -> Result<Written, OutputError> {
        let mut table = self.table("assumption_ledger.csv", LEDGER)?;
        for of in &self.analysis.ledger {
            self.lead_pair(&mut table, of);
            for it in &of.found {
                let factor = &self.results.factors[it.factor];
                table.row(&[
                    Text(&factor.name),
                    Text(factor.kind.name()),
                    Text(&factor.grade),
                    Text(&factor.status),
                    Maybe(it.distance),
                    Maybe(it.p),
                    Number(it.at_low),
                    Number(it.at_high),
                    Text(it.hangs.name()),
                ])?;
            }
        }
        table.finish()
    }
}

/// Where a limit comes from.
fn limit_from(asked: bool) -> &'static str {
    if asked { "asked" } else { "median_of_first" }
}
