//! `report.html`: one file that opens from disk, prints, and says what the tables say.
//!
//! It is made from the tables and manifests of a folder alone, so that it can be made again: of a run or
//! a comparison, or of a study.

mod chart;
mod closing;
mod content;
mod differences;
mod document;
mod figure;
mod figures;
mod levers;
mod map;
mod reading;
mod results;
mod study;
mod summary;
mod table;
mod words;

use std::path::{Path, PathBuf};

pub use words::Language;

use super::study::description;
use super::{OutputError, analysis, datapackage, put};
use results::Results;
use study::Study;
use words::Words;

/// Name in the folder.
pub const NAME: &str = "report.html";

/// Refuses a folder if tables that its report is made of are not those that were written.
///
/// # Errors
/// [`OutputError::Altered`], or [`OutputError::Read`] if the system refuses.
pub fn refuse_altered(folder: &Path) -> Result<(), OutputError> {
    let is_study = folder.join(description::NAME).exists();
    // The tables of an analysis that was cut are not described yet.
    if is_study && !folder.join(analysis::NAME).exists() {
        return Ok(());
    }
    let (tables, remedy) = if is_study {
        let again = format!("make it again with `corredor analyse {}`", folder.display());
        (&study::TABLES[..], again)
    } else {
        let again = "make the results again with the command in manifest.json and --force";
        (&reading::TABLES[..], again.to_owned())
    };
    OutputError::refuse_altered(datapackage::altered(folder, tables)?, remedy)
}

/// Writes the report of a folder in a language: of a run or comparison, or of a study that was analysed.
///
/// # Errors
/// [`OutputError`] if a table is missing or is not as it was written, if a study was not analysed, or if
/// the file cannot be written.
pub fn write(folder: &Path, language: Language) -> Result<PathBuf, OutputError> {
    let words = Words::of(language)?;
    let page = if folder.join(description::NAME).exists() {
        study::page(&Study::read(folder)?, &words)
    } else {
        document::page(&Results::read(folder)?, &words)
    };
    put(folder, NAME, &page)?;
    Ok(folder.join(NAME))
}
