//! The folder of a run.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::OutputError;
use super::dictionary;
use super::{datapackage, html, manifest, remove, study, table};

/// Name of the file that is locked while results are written, and then removed.
const LOCK: &str = ".corredor.lock";
/// Files by which the folder of a study is known.
const OF_STUDIES: [&str; 3] = [study::NAME, study::JOURNAL, study::JOURNAL_PARTIAL];
/// The file by which the folder of a corridor is known.
const OF_CORRIDORS: &str = "corridor.toml";
/// Folders in it from which files are read.
const FOLDERS_OF_CORRIDORS: [&str; 3] = ["policies", "observed", "face"];

/// A folder in which this process alone writes results, until it is dropped or the process ends.
#[derive(Debug)]
#[must_use]
pub struct Held {
    lock: PathBuf,
    _file: Option<File>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.lock);
    }
}

/// Makes the folder ready and keeps other runs out of it. With `force`, results that are there already
/// are removed first, so that nothing of an earlier run stays beside the new one.
///
/// # Errors
/// [`OutputError`] if the folder holds a study or belongs to a corridor, if another run writes to it,
/// if it is not empty and `force` is not given, or if it cannot be made.
pub fn prepare(folder: &Path, force: bool) -> Result<Held, OutputError> {
    fit_for_runs(folder)?;
    fs::create_dir_all(folder).map_err(|source| OutputError::io(folder, source))?;
    let held = hold(folder)?;
    let mut others = false;
    let entries = fs::read_dir(folder).map_err(|source| OutputError::io(folder, source))?;
    for entry in entries {
        let entry = entry.map_err(|source| OutputError::io(folder, source))?;
        others |= entry.file_name() != LOCK;
    }
    if !others {
        return Ok(held);
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
    Ok(held)
}

/// Refuses the folder of a study, and what [`fit`] refuses.
///
/// # Errors
/// [`OutputError::NotFolder`] or [`OutputError::Taken`].
pub fn fit_for_runs(folder: &Path) -> Result<(), OutputError> {
    fit(folder)?;
    if OF_STUDIES.iter().any(|name| folder.join(name).exists()) {
        return Err(OutputError::Taken {
            path: folder.to_owned(),
            by: "a study",
        });
    }
    Ok(())
}

/// Refuses what can hold no results: a file, and the folders in which a corridor has its files.
///
/// # Errors
/// [`OutputError::NotFolder`] or [`OutputError::Taken`].
pub fn fit(folder: &Path) -> Result<(), OutputError> {
    if folder.exists() && !folder.is_dir() {
        return Err(OutputError::NotFolder {
            path: folder.to_owned(),
        });
    }
    let full = std::path::absolute(folder).map_err(|source| OutputError::io(folder, source))?;
    let full = full.canonicalize().unwrap_or(full);
    let of_files = full
        .file_name()
        .is_some_and(|name| FOLDERS_OF_CORRIDORS.iter().any(|it| name == *it));
    let own = full.join(OF_CORRIDORS).exists();
    let parent = || {
        full.parent()
            .is_some_and(|it| it.join(OF_CORRIDORS).exists())
    };
    if own || of_files && parent() {
        return Err(OutputError::Taken {
            path: folder.to_owned(),
            by: "a corridor",
        });
    }
    Ok(())
}

/// Locks the folder. A file system without locks keeps nobody out.
fn hold(folder: &Path) -> Result<Held, OutputError> {
    let lock = folder.join(LOCK);
    let failed = |source| OutputError::io(&lock, source);
    loop {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock)
            .map_err(failed)?;
        match file.try_lock() {
            // The run that held it before may have removed it since it was opened.
            Ok(()) if is_at(&file, &lock) => {
                return Ok(Held {
                    lock,
                    _file: Some(file),
                });
            }
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(OutputError::Busy {
                    path: folder.to_owned(),
                });
            }
            Err(TryLockError::Error(_)) => return Ok(Held { lock, _file: None }),
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let of = |it: std::io::Result<fs::Metadata>| it.ok().map(|it| (it.dev(), it.ino()));
    of(file.metadata()) == of(path.metadata())
}

/// A file that is open keeps its name here.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
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
        drop(prepare(folder.path(), true).unwrap());
        assert!(!folder.path().join("contrasts.csv").exists());
        assert!(!folder.path().join("contrasts.parquet").exists());
        assert!(folder.path().join("mine.txt").exists());
    }

    #[test]
    fn a_folder_is_held_by_one_run_and_free_when_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let held = prepare(folder.path(), true).unwrap();
        let message = prepare(folder.path(), true).unwrap_err().to_string();
        assert!(message.contains("another process"), "{message}");
        drop(held);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        // What a run that was killed leaves behind.
        fs::write(folder.path().join(LOCK), "").unwrap();
        assert!(prepare(folder.path(), false).is_ok());
    }
}
