//! `levers.csv`: what policy can set. What a corridor leaves out is that of the defaults.

use super::fault::{Fault, Log};
use super::field::Field;
use super::names::Names;
use super::reading::{Need, Reading};
use super::table::{Row, Table};
use crate::world::policy::{Dial, Lever, LeverRow};

pub(super) const FILE: &str = "levers.csv";
const DEFAULTS: &str = "defaults/levers.csv";
const LEVER: &str = "lever";
const CELLS: &str = "group,unit,dial,at_0,at_1,min,max,reference,note";
const NO_DIAL: &str = "none";

/// Reads the levers, in the order of the vocabulary.
pub(super) fn read(reading: &mut Reading) -> Vec<LeverRow> {
    let shipped = reading.table_with(DEFAULTS, LEVER, CELLS, Need::Rows);
    let own = reading.table_with(FILE, LEVER, CELLS, Need::Nothing);
    let Reading { log, defaults, .. } = reading;
    let names = Names::collect("lever", &own, LEVER, true, &[], log);
    for (position, name) in names.iter().enumerate() {
        if Lever::from_name(name).is_none() {
            let fault = own.fault(names.line(position), LEVER, name, "unknown lever");
            log.add_near(fault, name, Lever::ALL.map(Lever::name));
        }
    }
    let levers = Lever::ALL.into_iter().filter_map(|lever| {
        let [own, shipped] = [&own, &shipped].map(|table| row_of(table, lever));
        if own.is_none() {
            defaults.push(lever.name());
            if shipped.is_none() {
                let fault = Fault::new(DEFAULTS, None, LEVER, lever.name(), "missing lever");
                log.add(fault);
            }
        }
        Layers { own, shipped }.read(lever, log)
    });
    levers.collect()
}

fn row_of(table: &Table, lever: Lever) -> Option<Row<'_>> {
    table.rows().find(|row| row.text(LEVER) == lever.name())
}

/// The row of a lever in the corridor, if it has one, and that in the defaults.
struct Layers<'t> {
    own: Option<Row<'t>>,
    shipped: Option<Row<'t>>,
}

impl<'t> Layers<'t> {
    /// The cell in `column`: the corridor's own, unless it has none or an empty one.
    fn field(&self, column: &'static str) -> Option<Field<'t>> {
        let [own, shipped] = [self.own, self.shipped].map(|row| row?.field(column));
        let is_filled = |field: &Field| !field.text.is_empty();
        let filled = [&own, &shipped].map(|field| field.clone().filter(is_filled));
        filled.into_iter().flatten().next().or(own).or(shipped)
    }

    fn read(&self, lever: Lever, log: &mut Log) -> Option<LeverRow> {
        let [group, unit] = ["group", "unit"].map(|column| self.field(column)?.line(log));
        let dials = Dial::ALL.map(|dial| (dial.name(), Some(dial)));
        let dials = dials.into_iter().chain([(NO_DIAL, None)]);
        let dial = self
            .field("dial")
            .and_then(|field| field.choice(log, "dial", dials));
        let (lowest, highest) = lever.bounds();
        let [min, max] =
            ["min", "max"].map(|column| self.field(column)?.between(log, lowest, highest, ""));
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            let problem = "the range is the wrong way round";
            self.field("min")?
                .refuse(log, problem, format!("at most {max}"));
            return None;
        }
        let mut within = |column| {
            let field = self.field(column)?;
            match (min, max) {
                (Some(min), Some(max)) => field.between(log, min, max, ""),
                _ => field.number(log),
            }
        };
        let reference = within("reference");
        let at = match dial {
            Some(Some(_)) => {
                let [at_0, at_1] = ["at_0", "at_1"].map(within);
                at_0.zip(at_1)
            }
            Some(None) => {
                for column in ["at_0", "at_1"] {
                    let field = self.own.or(self.shipped)?.field(column);
                    if let Some(field) = field.filter(|field| !field.text.is_empty()) {
                        field.refuse(log, "the lever follows no dial", "an empty cell");
                    }
                }
                reference.zip(reference)
            }
            None => None,
        };
        if lever.is_relative() && reference.is_some_and(|it| it <= 0.0) {
            let problem = "effects of this lever are relative to its reference";
            let high = max.map_or(String::new(), |max| format!(", at most {max}"));
            let field = self.field("reference")?;
            field.refuse(log, problem, format!("more than 0{high}"));
            return None;
        }
        let note = self.field("note");
        Some(LeverRow {
            lever,
            group: group?,
            unit: unit?,
            dial: dial?,
            at: at?.into(),
            min: min?,
            max: max?,
            reference: reference?,
            note: note.map_or_else(String::new, |field| field.text.into_owned()),
        })
    }
}
