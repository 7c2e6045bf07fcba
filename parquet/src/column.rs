//! The values of a column until their group of rows is written.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::SerializedRowGroupWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::package::{Field, Kind};

/// The day from which days are counted.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// A column.
#[derive(Debug)]
pub(crate) struct Column<'a> {
    field: &'a Field,
    /// For each row whether there is a value: 1 or 0.
    levels: Vec<i16>,
    values: Values,
}

/// Values of one type; those that do not exist are left out.
#[derive(Debug)]
enum Values {
    /// Text, of which every word is held once.
    Text(Vec<ByteArray>, BTreeMap<String, ByteArray>),
    Boolean(Vec<bool>),
    Days(Vec<i32>),
    Integer(Vec<i64>),
    /// Bits of whole numbers without a sign.
    Unsigned(Vec<i64>),
    Double(Vec<f64>),
}

impl<'a> Column<'a> {
    pub fn new(field: &'a Field) -> Self {
        let values = match field.kind {
            Kind::String | Kind::Yearmonth => Values::Text(Vec::new(), BTreeMap::new()),
            Kind::Boolean => Values::Boolean(Vec::new()),
            Kind::Date => Values::Days(Vec::new()),
            Kind::Integer if field.is_unsigned() => Values::Unsigned(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Number => Values::Double(Vec::new()),
        };
        Self {
            field,
            levels: Vec::new(),
            values,
        }
    }

    /// Its type in Parquet.
    pub fn kind(&self) -> Result<TypePtr> {
        let (physical, logical) = match self.values {
            Values::Text(..) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Boolean(_) => (Physical::BOOLEAN, None),
            Values::Days(_) => (Physical::INT32, Some(LogicalType::Date)),
            Values::Integer(_) => (Physical::INT64, None),
            Values::Unsigned(_) => (Physical::INT64, Some(LogicalType::integer(64, false))),
            Values::Double(_) => (Physical::DOUBLE, None),
        };
        let kind = Type::primitive_type_builder(&self.field.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(kind))
    }

    /// Takes in the cell of a row, or says what was expected.
    pub fn push(&mut self, cell: &str) -> std::result::Result<(), String> {
        if cell.is_empty() {
            self.levels.push(0);
            return Ok(());
        }
        let pushed = match &mut self.values {
            Values::Text(values, words) => {
                let word = if let Some(word) = words.get(cell) {
                    word.clone()
                } else {
                    let word = ByteArray::from(cell);
                    words.insert(cell.to_owned(), word.clone());
                    word
                };
                values.push(word);
                Some(())
            }
            Values::Boolean(values) => cell.parse().ok().map(|it| values.push(it)),
            Values::Days(values) => days(cell).map(|it| values.push(it)),
            Values::Integer(values) => cell.parse().ok().map(|it| values.push(it)),
            Values::Unsigned(values) => {
                let bits = cell.parse::<u64>().ok().map(u64::cast_signed);
                bits.map(|it| values.push(it))
            }
            Values::Double(values) => cell.parse().ok().map(|it| values.push(it)),
        };
        self.levels.push(1);
        pushed.ok_or_else(|| {
            format!(
                "column `{}`: `{cell}` is no {}",
                self.field.name,
                format!("{:?}", self.field.kind).to_lowercase()
            )
        })
    }

    /// Writes the values as the next column of a group and forgets them.
    pub fn flush<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let Some(mut writer) = group.next_column()? else {
            return Ok(());
        };
        let levels = Some(self.levels.as_slice());
        match &mut self.values {
            Values::Text(values, words) => {
                let text = writer.typed::<ByteArrayType>();
                text.write_batch(values, levels, None)?;
                values.clear();
                words.clear();
            }
            Values::Boolean(values) => {
                let booleans = writer.typed::<BoolType>();
                booleans.write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Days(values) => {
                writer
                    .typed::<Int32Type>()
                    .write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Integer(values) | Values::Unsigned(values) => {
                writer
                    .typed::<Int64Type>()
                    .write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Double(values) => {
                writer
                    .typed::<DoubleType>()
                    .write_batch(values, levels, None)?;
                values.clear();
            }
        }
        self.levels.clear();
        writer.close()
    }
}

/// Days from the first of 1970 to a date, YYYY-MM-DD.
fn days(cell: &str) -> Option<i32> {
    let date: Date = cell.parse().ok()?;
    Some(date.since(EPOCH).ok()?.get_days())
}
