//! The tables of a folder of results as Parquet.
//!
//! [`convert`] reads `datapackage.json`, which states name, type, unit and meaning of every column, and
//! writes `NAME.parquet` beside every `NAME.csv`. The same tables give the same bytes. A table is read
//! row by row and written in groups of rows, so that what is held in memory does not grow with it.
//!
//! | in `datapackage.json` | in Parquet |
//! |---|---|
//! | `string`, `yearmonth` | UTF-8 text |
//! | `boolean` | boolean |
//! | `date` | date of 32 bits |
//! | `integer` | integer of 64 bits; without a sign where `maximum` asks for it |
//! | `number` | double |
//!
//! Every column is dictionary-encoded as long as its values are few, and compressed by Snappy. An empty
//! cell is null. The key-value metadata of a file holds `package`, `title`, `table`, `description`,
//! `responsible_use`, and `schema`: the Table Schema with the unit and the meaning of every column.

mod column;
mod package;
mod table;

use std::path::{Path, PathBuf};

pub use package::NAME;
use package::Package;

/// Why there are no copies in Parquet.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why it cannot.
        source: std::io::Error,
    },
    /// `datapackage.json` is missing or not as `corredor` writes it.
    #[error("{}: {message}; give a folder that `corredor` of this version wrote", path.display())]
    Package {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// Tables are not those that `datapackage.json` describes.
    #[error("{}", faults.join("\n"))]
    Tables {
        /// What is wrong, each with the table.
        faults: Vec<String>,
    },
    /// A table does not hold what `datapackage.json` states.
    #[error("{}: line {line}: {message}", path.display())]
    Row {
        /// The table.
        path: PathBuf,
        /// Line in it, from 1; 1 is the header.
        line: u64,
        /// What is wrong there.
        message: String,
    },
    /// A copy cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The copy.
        path: PathBuf,
        /// Why it cannot.
        source: parquet::errors::ParquetError,
    },
}

/// Writes a copy in Parquet beside every table that the `datapackage.json` of a folder describes, and
/// names the copies. Nothing is written unless every table has the length and the hash that are stated;
/// a copy has its name only when it is whole.
///
/// # Errors
/// [`Error`].
pub fn convert(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let package = Package::read(folder)?;
    package.check(folder)?;
    let resources = package.resources.iter();
    resources
        .map(|resource| table::write(folder, &package, resource))
        .collect()
}
