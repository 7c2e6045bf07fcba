//! `report.html`: one file that opens from disk, prints, and says what the tables say.
//!
//! It is made from the summary tables and the manifest of a folder alone, so that it can be made again.

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
mod summary;
mod table;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

pub use words::Language;

use super::OutputError;
use results::Results;
use words::Words;

/// Name in the folder.
pub const NAME: &str = "report.html";

/// Writes the report of a folder that holds the tables and the manifest of a run, in a language.
///
/// # Errors
/// [`OutputError`] if a table is missing or is not what a run writes, or the file cannot be written.
pub fn write(folder: &Path, language: Language) -> Result<PathBuf, OutputError> {
    let results = Results::read(folder)?;
    let words = Words::of(language)?;
    let page = document::page(&results, &words);
    let path = folder.join(NAME);
    let temporary = folder.join(format!("{NAME}.tmp"));
    fs::write(&temporary, page).map_err(|source| OutputError::io(&temporary, source))?;
    fs::rename(&temporary, &path).map_err(|source| OutputError::io(&path, source))?;
    Ok(path)
}
