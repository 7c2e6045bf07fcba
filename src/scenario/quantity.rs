//! Numbers of the world as files state them: value, range, unit, status, grade and source.

use super::fault::Log;
use super::field::Field;
use super::names::Names;
use super::reading::Reading;
use super::table::{Row, Table};
use crate::ids::QuantityId;
use crate::units::Unit;
use crate::world::register::{Grade, Quantity, Status};
use crate::world::vocabulary::{ClassQuantity, Demographic, StateQuantity, TierQuantity};

/// The source that stands where there is none.
pub(super) const ASSUMPTION: &str = "assumption";

/// The pieces of a number; a piece is absent if its column or key is, which is a fault already.
#[derive(Default)]
pub(super) struct Stated<'a> {
    pub(super) value: Option<Field<'a>>,
    pub(super) low: Option<Field<'a>>,
    pub(super) high: Option<Field<'a>>,
    pub(super) unit: Option<Field<'a>>,
    pub(super) status: Option<Field<'a>>,
    pub(super) grade: Option<Field<'a>>,
    pub(super) source: Option<Field<'a>>,
    pub(super) note: String,
}

impl<'a> Stated<'a> {
    /// The pieces in the value columns of a row.
    pub(super) fn in_row(row: &Row<'a>) -> Self {
        Self {
            value: row.field("value"),
            low: row.field("low"),
            high: row.field("high"),
            unit: row.field("unit"),
            status: row.field("status"),
            grade: row.field("grade"),
            source: row.field("source"),
            note: row.text("note"),
        }
    }

    /// The number `name`, which must be in `unit`, lies between `bounds` and means `what`.
    pub(super) fn read(
        &self,
        bounds: (f64, f64),
        name: String,
        unit: Unit,
        what: &str,
        sources: &Names,
        log: &mut Log,
    ) -> Option<Quantity> {
        if let Some(field) = &self.unit {
            check_unit(field, unit, log);
        }
        let fields = [&self.value, &self.low, &self.high].map(Option::as_ref);
        let range = read_range(fields, bounds, unit.name(), log);
        let status = self.status.as_ref().and_then(|field| status(field, log));
        let grade = self.grade.as_ref().and_then(|field| grade(field, log));
        if let Some(field) = &self.source {
            check_source(field, status, sources, log);
        }
        let [value, low, high] = range?;
        let note = self.note.trim();
        let what = if note.is_empty() {
            what.to_owned()
        } else {
            format!("{what}; {note}")
        };
        Some(Quantity {
            name,
            value,
            low,
            high,
            unit,
            bounds,
            status: status?,
            grade: grade?,
            source: self.source.as_ref()?.text.clone().into_owned(),
            what,
        })
    }
}

/// A value and the range around it, all from `lowest` to `highest`; `unit` is named in faults.
pub(super) fn read_range(
    fields: [Option<&Field>; 3],
    (lowest, highest): (f64, f64),
    unit: &str,
    log: &mut Log,
) -> Option<[f64; 3]> {
    let [value, low, high] = fields.map(|field| field?.between(log, lowest, highest, unit));
    let [value, low, high] = [value?, low?, high?];
    if low > high {
        let fault = fields[1]?.fault("the range is the wrong way round");
        log.add(fault.allowed(format!("at most {high}")));
    } else if !(low..=high).contains(&value) {
        fields[0]?.refuse(log, "outside its range", format!("{low} to {high}"));
    }
    Some([value, low, high])
}

fn check_unit(field: &Field, unit: Unit, log: &mut Log) {
    let units = Unit::ALL.into_iter().map(|unit| (unit.name(), unit));
    if let Some(given) = field.choice(log, "unit", units)
        && given != unit
    {
        field.refuse(log, "wrong unit", unit.name());
    }
}

/// The status in a field.
pub(super) fn status(field: &Field, log: &mut Log) -> Option<Status> {
    field.choice(
        log,
        "status",
        Status::ALL.map(|status| (status.name(), status)),
    )
}

fn grade(field: &Field, log: &mut Log) -> Option<Grade> {
    let grades = [Grade::A, Grade::B, Grade::C, Grade::D];
    field.choice(log, "grade", grades.map(|grade| (grade.letter(), grade)))
}

/// Faults of the source keys in a field, given the status they come with.
pub(super) fn check_source(field: &Field, status: Option<Status>, sources: &Names, log: &mut Log) {
    if field.filled(log).is_none() {
        return;
    }
    if status == Some(Status::Assumption) && field.text != ASSUMPTION {
        field.refuse(log, "an assumption has no other source", ASSUMPTION);
        return;
    }
    for key in field.text.split(';').map(str::trim) {
        if key != ASSUMPTION && sources.is_whole() && sources.position(key).is_none() {
            let mut fault = field.fault("unknown source");
            if key != field.text {
                fault.problem = format!("unknown source \"{}\"", key.escape_debug());
            }
            log.add_near(fault, key, sources.iter());
        }
    }
}

/// Faults of the status and source of a row; the row carries no number with a range.
pub(super) fn check_provenance(Reading { log, sources, .. }: &mut Reading, row: &Row) {
    let status = row.field("status").and_then(|field| status(&field, log));
    if let Some(field) = row.field("source") {
        check_source(&field, status, sources, log);
    }
}

/// Names that a table gives numbers to, item by item.
pub(super) trait Vocabulary: Copy + 'static {
    const ALL: &'static [Self];
    fn name(self) -> &'static str;
    fn unit(self) -> Unit;
    fn what(self) -> &'static str;
    fn bounds(self) -> (f64, f64) {
        self.unit().bounds()
    }
}

macro_rules! vocabularies {
    ($($name:ident $(with $bounds:ident)?),*) => {$(
        impl Vocabulary for $name {
            const ALL: &'static [Self] = $name::ALL;
            fn name(self) -> &'static str { $name::name(self) }
            fn unit(self) -> Unit { $name::unit(self) }
            fn what(self) -> &'static str { $name::what(self) }
            $(fn $bounds(self) -> (f64, f64) { $name::$bounds(self) })?
        }
    )*};
}

vocabularies!(StateQuantity, ClassQuantity, Demographic with bounds, TierQuantity);

/// What the rows of one item give of a vocabulary.
pub(super) struct Given {
    /// The numbers, by the order of the vocabulary.
    pub(super) quantities: Vec<Option<QuantityId>>,
    /// The names that no row gives; empty if a row might have given them but could not be read.
    pub(super) missing: Vec<&'static str>,
}

/// The numbers that `rows` of `table` give to one item, registered under `prefix` and their name.
pub(super) fn read_item<V: Vocabulary>(
    reading: &mut Reading,
    table: &Table,
    rows: &[Row],
    prefix: &str,
) -> Given {
    let mut quantities = vec![None; V::ALL.len()];
    let mut lines = vec![None; V::ALL.len()];
    let mut doubtful = !table.is_whole() || !table.has("quantity");
    for row in rows {
        let Some(field) = row.field("quantity") else {
            break;
        };
        let Some(position) = V::ALL.iter().position(|item| item.name() == field.text) else {
            let fault = field.fault("unknown quantity");
            reading
                .log
                .add_near(fault, &field.text, V::ALL.iter().map(|item| item.name()));
            doubtful = true;
            continue;
        };
        if let Some(first) = lines[position] {
            let problem = format!("duplicate quantity; the first is on line {first}");
            reading.log.add(field.fault(problem));
            doubtful = true;
            continue;
        }
        lines[position] = Some(row.line);
        let item = V::ALL[position];
        let name = format!("{prefix}.{}", item.name());
        let (stated, bounds) = (Stated::in_row(row), item.bounds());
        quantities[position] = reading.number(&stated, bounds, name, item.unit(), item.what());
    }
    let absent = V::ALL.iter().zip(&lines).filter(|(_, line)| line.is_none());
    let missing = absent.map(|(item, _)| item.name());
    Given {
        quantities,
        missing: if doubtful {
            Vec::new()
        } else {
            missing.collect()
        },
    }
}

/// The number in the value columns of a row, registered under `name`.
pub(super) fn read_row(
    reading: &mut Reading,
    row: &Row,
    name: String,
    unit: Unit,
    what: &str,
) -> Option<QuantityId> {
    reading.number(&Stated::in_row(row), unit.bounds(), name, unit, what)
}
