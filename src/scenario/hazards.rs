//! `hazards.csv`: the segments and what happens on them.

use super::items::Items;
use super::names::Names;
use super::quantity::read_row;
use super::reading::{Need, Reading};
use super::table::{Row, Table};
use crate::ids::QuantityId;
use crate::units::Unit;
use crate::world::network::{HazardMeasure, HazardRate, Segment};
use crate::world::vocabulary::Harm;

pub(super) const FILE: &str = "hazards.csv";
const COLUMNS: &str =
    "segment,kind,cause,measure,passage_days,value,low,high,unit,status,grade,source,note";
/// The segment without hazards, which stands before all others.
const NO_SEGMENT: &str = "none";
pub(super) const NO_SEGMENT_POSITION: usize = 0;
/// The measure of rows that say which part of a kind is extortion.
const SHARE: &str = "share";
const EXTORTION: &str = "extortion";

/// Reads the segments that rows name; the one without hazards comes first.
pub(super) fn read(reading: &mut Reading) -> Items<Segment> {
    let table = reading.table(FILE, COLUMNS, Need::File);
    let log = &mut reading.log;
    let mut names = Names::collect("segment", &table, "segment", false, &[NO_SEGMENT], log);
    let groups = names.group(&table, "segment");
    let none = Segment {
        id: NO_SEGMENT.to_owned(),
        hazards: [None; Harm::COUNT],
        extortion: None,
    };
    let mut items = vec![Some(none)];
    for (position, rows) in groups.iter().enumerate() {
        items.push(Some(read_segment(
            reading,
            &table,
            names.get(position),
            rows,
        )));
    }
    names.put_first(NO_SEGMENT);
    Items { names, items }
}

fn read_segment(reading: &mut Reading, table: &Table, id: &str, rows: &[Row]) -> Segment {
    let mut hazards = [None; Harm::COUNT];
    let mut lines = [None; Harm::COUNT];
    let mut extortion = None;
    for row in rows {
        if row.field("measure").is_some_and(|it| it.text == SHARE) {
            let share = read_extortion(reading, id, row);
            if extortion.is_some() {
                let problem = "duplicate share of extortion of the segment".to_owned();
                reading
                    .log
                    .add(table.fault(row.line, "measure", SHARE, problem));
            }
            extortion = extortion.or(share);
            continue;
        }
        let Some(harm) = read_harm(reading, row) else {
            continue;
        };
        if let Some(first) = lines[harm as usize] {
            let problem = format!("duplicate hazard of the segment; the first is on line {first}");
            let (kind, cause) = harm.kind_and_cause();
            let value = if cause.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind}, {cause}")
            };
            reading
                .log
                .add(table.fault(row.line, "kind", &value, problem));
            continue;
        }
        lines[harm as usize] = Some(row.line);
        hazards[harm as usize] = read_rate(reading, id, harm, row);
    }
    Segment {
        id: id.to_owned(),
        hazards,
        extortion,
    }
}

/// The share of extortion among events of extortion or robbery.
fn read_extortion(reading: &mut Reading, id: &str, row: &Row) -> Option<QuantityId> {
    let log = &mut reading.log;
    let kind = Harm::ExtortionRobbery.kind_and_cause().0;
    row.field("kind")?
        .choice(log, "kind with a share", [(kind, ())])?;
    row.field("cause")?
        .choice(log, "part of the kind", [(EXTORTION, ())])?;
    let days = row.field("passage_days")?;
    if !days.text.is_empty() {
        days.refuse(log, "a share has no passage", "an empty cell");
    }
    let name = format!("hazard.{id}.{kind}.{EXTORTION}");
    let what = format!("Share of extortion among extortion and robbery on {id}");
    read_row(reading, row, name, Unit::Share, &what)
}

fn read_harm(reading: &mut Reading, row: &Row) -> Option<Harm> {
    let log = &mut reading.log;
    let kinds = Harm::ALL.into_iter().filter(|harm| harm.has_rate());
    let kinds = kinds.map(|harm| (harm.kind_and_cause().0, ()));
    let (kind, cause) = (row.field("kind")?, row.field("cause")?);
    let mut distinct: Vec<(&str, ())> = kinds.collect();
    distinct.dedup();
    kind.choice(log, "kind of hazard", distinct)?;
    let causes = Harm::ALL
        .into_iter()
        .filter(|harm| harm.kind_and_cause().0 == kind.text);
    let causes: Vec<(&str, Harm)> = causes.map(|harm| (harm.kind_and_cause().1, harm)).collect();
    match causes.as_slice() {
        [("", harm)] => {
            if !cause.text.is_empty() {
                cause.refuse(log, "only death has a cause", "an empty cell");
            }
            Some(*harm)
        }
        _ => cause.choice(log, "cause of death", causes),
    }
}

fn read_rate(reading: &mut Reading, id: &str, harm: Harm, row: &Row) -> Option<HazardRate> {
    let log = &mut reading.log;
    // Rows of the third measure are read apart.
    let measures = [("per_passage", true), ("per_day", false), (SHARE, false)];
    let per_passage = row.field("measure")?.choice(log, "measure", measures)?;
    let days = row.field("passage_days")?;
    let measure = if per_passage {
        let passage = days.legal(log, Unit::Days);
        if passage.is_some_and(|days| days <= 0.0) {
            days.refuse(log, "a passage takes time", "more than 0 (days)");
        }
        passage.map(|days| HazardMeasure::PerPassage { days })
    } else {
        if !days.text.is_empty() {
            days.refuse(log, "a rate per day has no passage", "an empty cell");
        }
        Some(HazardMeasure::PerDay)
    };
    let unit = if per_passage {
        Unit::Probability
    } else {
        Unit::PerDay
    };
    let (kind, cause) = harm.kind_and_cause();
    let dot = if cause.is_empty() { "" } else { "." };
    let name = format!("hazard.{id}.{kind}{dot}{cause}");
    let what = format!(
        "Hazard of {} on {id}",
        if cause.is_empty() { kind } else { cause }.replace('_', " ")
    );
    let quantity = read_row(reading, row, name, unit, &what);
    Some(HazardRate {
        quantity: quantity?,
        measure: measure?,
    })
}
