//! A table, row by row into groups of rows.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::Error;
use crate::column::Column;
use crate::package::{Package, Resource};

/// Rows of a group.
const GROUP: usize = 1 << 16;

/// Writes the copy of a table and says where it is.
pub(crate) fn write(
    folder: &Path,
    package: &Package,
    resource: &Resource,
) -> Result<PathBuf, Error> {
    let table = folder.join(&resource.path);
    let copy = table.with_extension("parquet");
    let temporary = table.with_extension("parquet.tmp");
    let failed = |source: ParquetError| Error::Write {
        path: temporary.clone(),
        source,
    };
    let written = transcribe(&table, &temporary, package, resource, &failed)
        .and_then(|()| fs::rename(&temporary, &copy).map_err(|it| failed(it.into())));
    if let Err(error) = written {
        // Gone or not, the reason is what must be told.
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    Ok(copy)
}

fn transcribe(
    table: &Path,
    temporary: &Path,
    package: &Package,
    resource: &Resource,
    failed: &dyn Fn(ParquetError) -> Error,
) -> Result<(), Error> {
    let mut columns: Vec<Column> = resource.fields.iter().map(Column::new).collect();
    let mut rows = csv::Reader::from_path(table).map_err(|it| unread(table, it))?;
    let header = rows.headers().map_err(|it| unread(table, it))?;
    if !header.iter().eq(resource.fields.iter().map(|it| &it.name)) {
        return Err(Error::Row {
            path: table.to_owned(),
            line: 1,
            message: "the columns are not those described".to_owned(),
        });
    }
    let file = File::create(temporary).map_err(|it| failed(it.into()))?;
    let kinds: Result<Vec<_>, _> = columns.iter().map(Column::kind).collect();
    let root = kinds.and_then(|kinds| {
        let root = Type::group_type_builder(&resource.name).with_fields(kinds);
        root.build()
    });
    let root = Arc::new(root.map_err(failed)?);
    let mut writer = SerializedFileWriter::new(file, root, Arc::new(properties(package, resource)))
        .map_err(failed)?;
    let mut row = csv::StringRecord::new();
    let mut held = 0;
    loop {
        let more = rows.read_record(&mut row).map_err(|it| unread(table, it))?;
        if more {
            for (column, cell) in columns.iter_mut().zip(&row) {
                column.push(cell).map_err(|message| Error::Row {
                    path: table.to_owned(),
                    line: row.position().map_or(0, csv::Position::line),
                    message,
                })?;
            }
            held += 1;
        }
        if held == GROUP || (!more && held > 0) {
            let mut group = writer.next_row_group().map_err(failed)?;
            for column in &mut columns {
                column.flush(&mut group).map_err(failed)?;
            }
            group.close().map_err(failed)?;
            held = 0;
        }
        if !more {
            break;
        }
    }
    writer.close().map_err(failed)?;
    Ok(())
}

fn properties(package: &Package, resource: &Resource) -> WriterProperties {
    let told = [
        ("package", package.name.clone()),
        ("title", package.title.clone()),
        ("table", resource.name.clone()),
        ("description", resource.description.clone()),
        ("responsible_use", package.responsible_use.to_string()),
        ("schema", resource.schema.to_string()),
    ];
    let told = told.map(|(key, value)| KeyValue::new(key.to_owned(), value));
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(told.into()))
        .build()
}

fn unread(path: &Path, source: csv::Error) -> Error {
    Error::Read {
        path: path.to_owned(),
        source: source.into(),
    }
}
