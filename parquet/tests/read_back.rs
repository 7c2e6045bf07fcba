//! What is written is read back as it was: by the same library here, by others in `.ci/formats`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use corredor_parquet::{Error, NAME, convert};
use parquet::basic::{Encoding, LogicalType, Type as Physical};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

/// A column.
struct Example {
    field: Value,
    physical: Physical,
    logical: Option<LogicalType>,
    /// Cells and what they are.
    cells: [(&'static str, Field); 3],
}

fn columns() -> Vec<Example> {
    let text = |text: &str| Field::Str(text.to_owned());
    let example = |field, physical, logical, cells| Example {
        field,
        physical,
        logical,
        cells,
    };
    let string = Some(LogicalType::String);
    vec![
        example(
            json!({"type": "string"}),
            Physical::BYTE_ARRAY,
            string.clone(),
            [
                ("a", text("a")),
                ("", Field::Null),
                ("b, \"c\"", text("b, \"c\"")),
            ],
        ),
        example(
            json!({"type": "yearmonth"}),
            Physical::BYTE_ARRAY,
            string,
            [
                ("2023-01", text("2023-01")),
                ("", Field::Null),
                ("2023-02", text("2023-02")),
            ],
        ),
        example(
            json!({"type": "boolean"}),
            Physical::BOOLEAN,
            None,
            [
                ("true", Field::Bool(true)),
                ("", Field::Null),
                ("false", Field::Bool(false)),
            ],
        ),
        example(
            json!({"type": "date"}),
            Physical::INT32,
            Some(LogicalType::Date),
            [
                ("1970-01-02", Field::Date(1)),
                ("2024-02-29", Field::Date(19_782)),
                ("", Field::Null),
            ],
        ),
        example(
            json!({"type": "integer"}),
            Physical::INT64,
            None,
            [
                ("-3", Field::Long(-3)),
                ("", Field::Null),
                ("7", Field::Long(7)),
            ],
        ),
        example(
            json!({"type": "integer", "constraints": {"minimum": 0, "maximum": u64::MAX}}),
            Physical::INT64,
            Some(LogicalType::integer(64, false)),
            [
                ("18446744073709551615", Field::ULong(u64::MAX)),
                ("0", Field::ULong(0)),
                ("", Field::Null),
            ],
        ),
        example(
            json!({"type": "number"}),
            Physical::DOUBLE,
            None,
            [
                ("0.333333333", Field::Double(0.333_333_333)),
                ("", Field::Null),
                ("-12", Field::Double(-12.0)),
            ],
        ),
    ]
}

/// A folder with one table and its description.
fn folder(fields: &[Value], table: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let digest = Sha256::digest(table.as_bytes());
    let hash = digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    let package = json!({"name": "p", "title": "P", "responsible_use": {"text": "no"}, "resources": [{
        "name": "t", "path": "t.csv", "description": "what", "bytes": table.len(),
        "hash": format!("sha256:{hash}"),
        "schema": {"fields": fields, "missingValues": [""]},
    }]});
    fs::write(folder.path().join("t.csv"), table).unwrap();
    fs::write(folder.path().join(NAME), package.to_string()).unwrap();
    folder
}

fn open(folder: &Path) -> SerializedFileReader<fs::File> {
    SerializedFileReader::new(fs::File::open(folder.join("t.parquet")).unwrap()).unwrap()
}

fn fields() -> Vec<Value> {
    let columns = columns().into_iter().enumerate();
    columns
        .map(|(at, mut column)| {
            column.field["name"] = json!(format!("c{at}"));
            column.field["unit"] = json!("USD");
            column.field
        })
        .collect()
}

/// A table of the three rows, again and again.
fn table(rows: usize) -> String {
    let columns = columns();
    let names: Vec<String> = (0..columns.len()).map(|at| format!("c{at}")).collect();
    let mut table = names.join(",") + "\n";
    for row in 0..rows {
        let cell = |column: &Example| {
            let text = column.cells[row % 3].0;
            if text.contains(',') {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_owned()
            }
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        table += &(cells.join(",") + "\n");
    }
    table
}

#[test]
fn every_type_comes_back_with_its_values_and_meanings() {
    // More rows than a group holds.
    let rows = 70_001;
    let folder = folder(&fields(), &table(rows));
    assert_eq!(
        convert(folder.path()).unwrap(),
        [folder.path().join("t.parquet")]
    );
    let file = open(folder.path());
    let metadata = file.metadata();
    assert_eq!(metadata.num_row_groups(), 2);
    let schema = metadata.file_metadata().schema_descr();
    for (at, expected) in columns().iter().enumerate() {
        let column = schema.column(at);
        assert_eq!(column.physical_type(), expected.physical, "{at}");
        assert_eq!(column.logical_type_ref(), expected.logical.as_ref(), "{at}");
        // Booleans are a bit each.
        let encodings: Vec<Encoding> = metadata.row_group(0).column(at).encodings().collect();
        let is_boolean = expected.physical == Physical::BOOLEAN;
        assert_eq!(
            encodings.contains(&Encoding::RLE_DICTIONARY),
            !is_boolean,
            "{at}"
        );
    }
    let told = metadata.file_metadata().key_value_metadata().unwrap();
    let schema = told.iter().find(|it| it.key == "schema").unwrap();
    let schema: Value = serde_json::from_str(schema.value.as_deref().unwrap()).unwrap();
    assert_eq!(schema["fields"], json!(fields()));
    let mut read = 0;
    for (number, row) in file.get_row_iter(None).unwrap().enumerate() {
        let row = row.unwrap();
        for ((_, value), expected) in row.get_column_iter().zip(columns()) {
            assert_eq!(*value, expected.cells[number % 3].1, "row {number}");
        }
        read += 1;
    }
    assert_eq!(read, rows);
}

#[test]
fn the_same_table_gives_the_same_bytes_and_a_table_without_rows_a_file() {
    let once = folder(&fields(), &table(1_000));
    let twice = folder(&fields(), &table(1_000));
    for folder in [&once, &twice] {
        convert(folder.path()).unwrap();
    }
    let bytes = |folder: &TempDir| fs::read(folder.path().join("t.parquet")).unwrap();
    assert!(bytes(&once) == bytes(&twice));
    let empty = folder(&fields(), &table(0));
    convert(empty.path()).unwrap();
    assert_eq!(open(empty.path()).metadata().file_metadata().num_rows(), 0);
}

#[test]
fn what_is_not_as_described_is_refused_and_leaves_nothing() {
    let refused = |folder: &TempDir, expected: &str| {
        let error = convert(folder.path()).unwrap_err();
        assert!(!matches!(error, Error::Write { .. }));
        assert!(error.to_string().contains(expected), "{error}");
        let names = fs::read_dir(folder.path()).unwrap();
        let names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
        assert!(names.into_iter().all(|it| !it.contains("parquet")));
    };
    let changed = folder(&fields(), &table(3));
    fs::write(changed.path().join("t.csv"), table(4)).unwrap();
    refused(
        &changed,
        "t.csv: not the table that datapackage.json describes",
    );
    fs::remove_file(changed.path().join("t.csv")).unwrap();
    refused(&changed, "t.csv: ");
    let named = |name: &str, kind: &str| vec![json!({"name": name, "type": kind})];
    refused(
        &folder(&named("a", "date"), "a\n2023-01-01\n2023-02-30\n"),
        "t.csv: line 3: column `a`: `2023-02-30` is no date",
    );
    refused(
        &folder(&named("a", "integer"), "b\n1\n"),
        "line 1: the columns are not those described",
    );
    refused(
        &folder(&named("a", "geopoint"), "a\n1\n"),
        "unknown variant `geopoint`",
    );
    refused(&folder(&[], "a\n"), "no fields");
    let away = folder(&named("a", "integer"), "a\n1\n");
    let path = away.path().join(NAME);
    let package = fs::read_to_string(&path)
        .unwrap()
        .replace("t.csv", "../t.csv");
    fs::write(&path, package).unwrap();
    refused(&away, "path `../t.csv`: not a CSV file of the folder");
    refused(
        &tempfile::tempdir().unwrap(),
        "give a folder that `corredor` of this version wrote",
    );
}
