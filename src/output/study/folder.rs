//! Opening the folder of a study, to begin it or to go on with it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::description::{self, Description, Program, differences};
use super::journal::{Durable as _, Journal, Lines, header};
use super::tables::{self, POINTS_NAME};
use super::{JOURNAL, JOURNAL_PARTIAL, StudyError, unread, unwritten};
use crate::output::manifest::{self, AboutStudy, sha256};
use crate::output::table::Written;
use crate::output::{datapackage, remove};
use crate::study::sweep::{Extent, Kepts, Shard, Study};

/// The folder of a study in which this process alone works.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    description: Description,
    shard: Shard,
    journal: Journal<File>,
    resumed: u64,
    lost: Option<Lost>,
    undone: bool,
}

/// What of a journal did not hold and was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Its end, which was being written when the process or the machine stopped.
    End {
        /// Bytes of it.
        bytes: u64,
    },
    /// A line, with those that follow it.
    Line {
        /// Its number, from 1.
        line: u64,
        /// Whole lines that follow it.
        after: u64,
    },
    /// What stood after the last run of all.
    Beyond {
        /// Bytes of it.
        bytes: u64,
    },
}

impl Folder {
    /// Opens the folder at `path` for a share of a study. A new folder is made ready. With `resume`, a
    /// study that was begun goes on after the last run in its journal.
    ///
    /// # Errors
    /// [`StudyError`] if another process works in it, if it holds something else or a study that is not
    /// to be resumed or has changed, or if it cannot be written.
    pub fn open(
        path: &Path,
        study: &Study,
        shard: Shard,
        resume: bool,
    ) -> Result<Self, StudyError> {
        let description = Description::of(study, Program::own()?);
        let text = description.text();
        fs::create_dir_all(path).map_err(|it| unwritten(path, it))?;
        if !holds_only_ours(path)? {
            return Err(StudyError::Strange { path: path.into() });
        }
        let study_json = path.join(description::NAME);
        let journal_path = path.join(JOURNAL);
        // A journal is made before anything else.
        let is_gone = study_json.exists() && !journal_path.exists();
        let mut file = lock(path)?;
        if study_json.exists() {
            if !resume {
                return Err(StudyError::Begun { path: path.into() });
            }
            let held = fs::read_to_string(&study_json).map_err(|it| unread(&study_json, it))?;
            if let Some(changes) = changes(&held, &text) {
                return Err(StudyError::Changed {
                    path: path.into(),
                    changes,
                });
            }
        } else {
            put(path, description::NAME, text.as_bytes())?;
        }
        let extent = study.extent();
        let sum = sha256(text.as_bytes());
        let Held { runs, bytes, lost } = held(path, &mut file, &sum, shard, extent)?;
        if lost.is_some() {
            file.cut(bytes).map_err(|it| unwritten(&journal_path, it))?;
        }
        // What a merge that was cut left behind, and what says that tables are whole that are not.
        forget(path, JOURNAL_PARTIAL)?;
        let is_done = runs == shard.runs(extent);
        let undone = !is_done && (is_gone || path.join(manifest::NAME).exists());
        if !is_done {
            forget(path, manifest::NAME)?;
        }
        tables::write_points(path, study)?;
        Ok(Self {
            path: path.to_owned(),
            description,
            shard,
            journal: Journal::new(file, bytes, runs),
            resumed: runs,
            lost,
            undone,
        })
    }

    /// Runs that were in the journal when the folder was opened.
    pub fn resumed(&self) -> u64 {
        self.resumed
    }

    /// What of the journal did not hold and was cut off.
    pub fn lost(&self) -> Option<Lost> {
        self.lost
    }

    /// Whether the journal was deleted, or the study was finished and its journal lacks runs.
    pub fn is_undone(&self) -> bool {
        self.undone
    }

    /// Runs that are on the disk.
    pub fn runs(&self) -> u64 {
        self.journal.runs()
    }

    /// Time spent on the journal.
    pub fn spent(&self) -> Duration {
        self.journal.spent()
    }

    /// Places in the study's list of the runs that are left, in order.
    pub fn left(&self) -> impl Iterator<Item = u64> + Send + use<> {
        let (shard, extent) = (self.shard, self.description.extent());
        (self.journal.runs()..shard.runs(extent)).map(move |position| shard.run(extent, position))
    }

    /// Adds a run, which must be the next one.
    ///
    /// # Errors
    /// [`StudyError::Journal`].
    pub fn append(&mut self, run: u64, values: &Kepts) -> Result<(), StudyError> {
        let added = self.journal.append(run, values);
        added.map_err(|source| self.failed(source))
    }

    /// Waits until every run that was added is on the disk.
    ///
    /// # Errors
    /// [`StudyError::Journal`].
    pub fn sync(&mut self) -> Result<(), StudyError> {
        let synced = self.journal.sync();
        synced.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: std::io::Error) -> StudyError {
        StudyError::Journal {
            path: self.path.join(JOURNAL),
            source,
            runs: self.journal.runs(),
            of: self.shard.runs(self.description.extent()),
        }
    }

    /// Writes the tables of a whole study, and the manifest.
    ///
    /// # Errors
    /// [`StudyError`] if something cannot be written.
    pub fn finish(&self, about: &AboutStudy<'_>) -> Result<(), StudyError> {
        let mut files = vec![Written {
            name: POINTS_NAME.to_owned(),
            rows: self.description.points,
        }];
        if self.shard.is_whole() {
            files.extend(tables::write(&self.path, &self.description)?);
        }
        datapackage::write_study(&self.path, &files)?;
        let shard = (!self.shard.is_whole()).then(|| self.shard.to_string());
        manifest::write_study(
            &self.path,
            &self.description,
            shard.as_deref(),
            about,
            &files,
        )?;
        Ok(())
    }
}

/// Whether a folder holds nothing but what a study writes.
pub(super) fn holds_only_ours(path: &Path) -> Result<bool, StudyError> {
    if path.join(description::NAME).exists() {
        return Ok(true);
    }
    let entries = fs::read_dir(path).map_err(|it| unread(path, it))?;
    for entry in entries {
        let name = entry.map_err(|it| unread(path, it))?.file_name();
        let partial = format!("{}.tmp", description::NAME);
        if name != JOURNAL && *name != *partial {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The journal, which no other process has open.
pub(super) fn lock(folder: &Path) -> Result<File, StudyError> {
    let path = folder.join(JOURNAL);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|it| unwritten(&path, it))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StudyError::Busy {
            path: folder.into(),
        }),
        Err(TryLockError::Error(error)) => Err(unwritten(&path, error)),
    }
}

/// Removes a file, if it is there, for good.
pub(super) fn forget(folder: &Path, name: &str) -> Result<(), StudyError> {
    remove(&folder.join(name))?;
    sync_folder(folder).map_err(|it| unwritten(folder, it))
}

/// What differs between two texts of `study.json`, if anything does.
pub(super) fn changes(was: &str, is: &str) -> Option<Vec<String>> {
    let parsed = |text: &str| serde_json::from_str(text).unwrap_or_default();
    (was != is).then(|| differences(&parsed(was), &parsed(is)))
}

/// Writes a file under a temporary name, waits for the disk, and gives it its name.
pub(super) fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), StudyError> {
    let (path, temporary) = (folder.join(name), folder.join(format!("{name}.tmp")));
    let written = File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|it| unwritten(&temporary, it))?;
    fs::rename(&temporary, &path).map_err(|it| unwritten(&path, it))?;
    sync_folder(folder).map_err(|it| unwritten(folder, it))
}

/// Waits until the names in a folder are on the disk, where the system can be asked to.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Waits until the names in a folder are on the disk, where the system can be asked to.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// What a journal holds.
struct Held {
    runs: u64,
    /// Of the lines that hold.
    bytes: u64,
    lost: Option<Lost>,
}

/// What the journal holds. One whose first line was never whole begins anew.
fn held(
    folder: &Path,
    file: &mut File,
    study_sha256: &str,
    shard: Shard,
    extent: Extent,
) -> Result<Held, StudyError> {
    let path = folder.join(JOURNAL);
    let first = header(study_sha256, shard);
    let length = file.metadata().map_err(|it| unread(&path, it))?.len();
    if length < first.len() as u64 {
        let begun = file
            .cut(0)
            .and_then(|()| file.write_all(first.as_bytes()))
            .and_then(|()| file.sync_all())
            .and_then(|()| sync_folder(folder));
        begun.map_err(|it| unwritten(&path, it))?;
        return Ok(Held {
            runs: 0,
            bytes: first.len() as u64,
            lost: None,
        });
    }
    let read = |it| unread(&path, it);
    let mut lines = Lines::new(BufReader::with_capacity(1 << 18, &*file));
    match lines.header().map_err(read)? {
        Some((sum, held)) if sum == study_sha256 => {
            if held != shard {
                return Err(StudyError::OtherShard {
                    path: folder.into(),
                    held: held.to_string(),
                    asked: shard.to_string(),
                });
            }
        }
        Some(_) => return Err(StudyError::damaged(path, "it belongs to another study")),
        None => return Err(StudyError::damaged(path, "its first line does not hold")),
    }
    let runs = lines.count(shard, extent).map_err(read)?;
    let bytes = lines.bytes();
    let left = length - bytes;
    let lost = if left == 0 {
        None
    } else if runs == shard.runs(extent) {
        Some(Lost::Beyond { bytes: left })
    } else {
        Some(match lines.rest().map_err(read)? {
            // The first line is the header.
            (true, after) => Lost::Line {
                line: runs + 2,
                after,
            },
            (false, _) => Lost::End { bytes: left },
        })
    };
    // Goes on where the lines that hold end.
    std::io::Seek::seek(file, std::io::SeekFrom::Start(bytes)).map_err(read)?;
    Ok(Held { runs, bytes, lost })
}
