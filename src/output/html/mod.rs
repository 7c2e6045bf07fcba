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
mod markup;
mod reading;
mod results;
mod study;
mod summary;
mod table;
mod words;

use std::path::{Path, PathBuf};

pub use words::Language;

use super::study::description;
use super::{OutputError, put};
use results::Results;
use study::Study;
use words::Words;

/// Name in the folder.
pub const NAME: &str = "report.html";

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
