//! The folder of a run.

use std::fs;
use std::path::Path;

use super::OutputError;
use super::dictionary;
use super::{datapackage, html, manifest, remove, table};

/// Makes the folder ready. With `force`, results that are there already are removed first, so that
/// nothing of an earlier run stays beside the new one.
///
/// # Errors
/// [`OutputError`] if the folder is not empty and `force` is not given, or cannot be made.
pub fn prepare(folder: &Path, force: bool) -> Result<(), OutputError> {
    fs::create_dir_all(folder).map_err(|source| OutputError::io(folder, source))?;
    let mut entries = fs::read_dir(folder).map_err(|source| OutputError::io(folder, source))?;
    if entries.next().is_none() {
        return Ok(());
    }
    if !force {
        return Err(OutputError::NotEmpty {
            path: folder.to_owned(),
        });
    }
    let tables = dictionary::all().map(|table| table.name);
    for name in tables.chain([manifest::NAME, datapackage::NAME, html::NAME]) {
        let path = folder.join(name);
        remove(&folder.join(format!("{name}.tmp")))?;
        remove(&table::copy_of(&path))?;
        remove(&path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        assert!(prepare(folder.path(), false).is_ok());
        fs::write(folder.path().join("contrasts.csv"), "old").unwrap();
        fs::write(folder.path().join("contrasts.parquet"), "old").unwrap();
        fs::write(folder.path().join("mine.txt"), "kept").unwrap();
        let message = prepare(folder.path(), false).unwrap_err().to_string();
        assert!(message.contains("--force"), "{message}");
        prepare(folder.path(), true).unwrap();
        assert!(!folder.path().join("contrasts.csv").exists());
        assert!(!folder.path().join("contrasts.parquet").exists());
        assert!(folder.path().join("mine.txt").exists());
    }
}
