//! `protection.csv` and `rights.csv`.

use super::RunFiles;
use crate::engine::people::Instrument;
use crate::observe::{Histogram, Need, ProtectionStage, Right, StayReason, Tally};
use crate::output::OutputError;
use crate::output::table::Cell::{Empty, Maybe, Number, Text};
use crate::output::table::Table;

/// Stage of rows by instrument: given a status under it. Other rows are by need.
const UNDER: &str = "granted_under";

/// Rows of people in need of protection, whichever need it is.
const ANY_NEED: &str = "any_need";

impl RunFiles<'_> {
    pub(super) fn write_protection(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        let everyone = ["all", "all"];
        for (state, state_row) in self.world.states.iter().enumerate() {
            for (month, month_name) in self.months.iter().enumerate() {
                let reached =
                    |stage: ProtectionStage| tally.reached(Some(month), Some(state), stage);
                let lead = [
                    month_name,
                    &state_row.code,
                    ANY_NEED,
                    everyone[0],
                    everyone[1],
                ];
                write_funnel(&mut self.protection, lead, scale, reached, None)?;
            }
            for need in Need::ALL.into_iter().filter(|&need| need != Need::None) {
                let reached = |stage: ProtectionStage| {
                    tally.protection_first.sum([
                        None,
                        Some(state),
                        Some(need as usize),
                        Some(stage as usize),
                    ])
                };
                let lead = [
                    "all",
                    &state_row.code,
                    need.name(),
                    everyone[0],
                    everyone[1],
                ];
                write_funnel(&mut self.protection, lead, scale, reached, None)?;
            }
            let reached = |stage: ProtectionStage| tally.reached(None, Some(state), stage);
            let lead = ["all", &state_row.code, ANY_NEED, everyone[0], everyone[1]];
            write_funnel(
                &mut self.protection,
                lead,
                scale,
                reached,
                Some(&tally.decision_waits[state]),
            )?;
        }
        self.write_instruments(tally)?;
        for group in &self.groups {
            let reached = |stage: ProtectionStage| {
                tally.group_protection_first.sum([
                    group.nationality,
                    group.gender,
                    group.age,
                    Some(stage as usize),
                ])
            };
            let lead = ["all", "all", ANY_NEED, group.dimension, &group.name];
            write_funnel(&mut self.protection, lead, scale, reached, None)?;
        }
        Ok(())
    }

    /// One row per state and instrument: people given a status under it, whatever their need.
    fn write_instruments(&mut self, tally: &Tally) -> Result<(), OutputError> {
        for (state, state_row) in self.world.states.iter().enumerate() {
            for instrument in Instrument::ALL {
                let people =
                    tally
                        .solutions
                        .granted
                        .sum([Some(state), None, Some(instrument as usize)]);
                self.protection.row(&[
                    Text("all"),
                    Text(&state_row.code),
                    Text(instrument.name()),
                    Text(UNDER),
                    Text("all"),
                    Text("all"),
                    Number(people as f64 / self.spec.scale),
                    Empty,
                    Empty,
                    Empty,
                    Empty,
                ])?;
            }
        }
        Ok(())
    }

    pub(super) fn write_rights(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        let days = |kind: Right, days: f64| (kind == Right::Detained).then_some(days / scale);
        for (month, month_name) in self.months.iter().enumerate() {
            for (state, state_row) in self.world.states.iter().enumerate() {
                let detained = tally
                    .stays
                    .get([month, state, StayReason::Detained as usize]);
                for kind in Right::ALL {
                    self.rights.row(&[
                        Text(month_name),
                        Text(&state_row.code),
                        Text(kind.name()),
                        Text("all"),
                        Text("all"),
                        Number(tally.rights.get([month, state, kind as usize]) as f64 / scale),
                        Maybe(days(kind, detained)),
                    ])?;
                }
            }
        }
        for group in &self.groups {
            let at = |last: usize| [group.nationality, group.gender, group.age, Some(last)];
            let detained = tally.group_stays.sum(at(StayReason::Detained as usize));
            for kind in Right::ALL {
                self.rights.row(&[
                    Text("all"),
                    Text("all"),
                    Text(kind.name()),
                    Text(group.dimension),
                    Text(&group.name),
                    Number(tally.group_rights.sum(at(kind as usize)) as f64 / scale),
                    Maybe(days(kind, detained)),
                ])?;
            }
        }
        Ok(())
    }
}

/// The stage that people who got through a stage come to next.
fn next(stage: ProtectionStage) -> Option<ProtectionStage> {
    match stage {
        ProtectionStage::InNeed => Some(ProtectionStage::Informed),
        ProtectionStage::Informed => Some(ProtectionStage::Identified),
        ProtectionStage::Identified => Some(ProtectionStage::Registered),
        ProtectionStage::Registered => Some(ProtectionStage::Applied),
        ProtectionStage::Applied => Some(ProtectionStage::Queued),
        ProtectionStage::Queued => Some(ProtectionStage::Decided),
        ProtectionStage::Decided => Some(ProtectionStage::Granted),
        ProtectionStage::Granted => Some(ProtectionStage::Effective),
        ProtectionStage::Withdrawn | ProtectionStage::Effective => None,
    }
}

fn write_funnel(
    table: &mut Table,
    lead: [&str; 5],
    scale: f64,
    reached: impl Fn(ProtectionStage) -> u64,
    waits: Option<&Histogram>,
) -> Result<(), OutputError> {
    let [month, state, instrument, dimension, group] = lead;
    let real = |stage: ProtectionStage| reached(stage) as f64 / scale;
    for stage in ProtectionStage::ALL {
        let queued = stage == ProtectionStage::Queued;
        let waits = waits.filter(|_| queued);
        table.row(&[
            Text(month),
            Text(state),
            Text(instrument),
            Text(stage.name()),
            Text(dimension),
            Text(group),
            Number(real(stage)),
            Maybe(next(stage).map(real)),
            Maybe(queued.then(|| real(ProtectionStage::Withdrawn))),
            Maybe(waits.and_then(|waits| waits.quantile(0.5))),
            Maybe(waits.and_then(|waits| waits.quantile(0.9))),
        ])?;
    }
    Ok(())
}
