//! The shares of a study, put together.

use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, File, TryLockError};
use std::io::{BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::description::{self, Description};
use super::folder::{changes, forget, holds_only_ours, lock, put, sync_folder};
use super::journal::{Lines, header, line};
use super::tables::{self, POINTS_NAME};
use super::{JOURNAL, JOURNAL_PARTIAL, StudyError, unread, unwritten};
use crate::output::manifest::{self, AboutStudy, sha256};
use crate::output::table::Written;
use crate::output::{OutputError, datapackage};
use crate::study::sweep::{Extent, Shard};

/// Most problems that are told.
const MOST: usize = 20;
/// Most journals of shares that are open at once.
const MOST_OPEN: usize = 64;

/// What was put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Name and seed of the study.
    pub sweep_id: String,
    /// Points.
    pub points: u64,
    /// Runs.
    pub runs: u64,
}

/// A share in a folder, read from its first run on. Between two runs its journal can be shut.
struct Part<'a> {
    folder: &'a Path,
    shard: Shard,
    lines: Option<Lines<BufReader<File>>>,
    /// Bytes that were read before the journal was opened last.
    read: u64,
}

impl<'a> Part<'a> {
    fn open(folder: &'a Path, study_sha256: &str) -> Result<Self, StudyError> {
        let path = folder.join(JOURNAL);
        let mut lines = journal_of(folder, 0)?;
        match lines.header().map_err(|it| unread(&path, it))? {
            Some((sum, shard)) if sum == study_sha256 => Ok(Self {
                folder,
                shard,
                lines: Some(lines),
                read: 0,
            }),
            Some(_) => Err(StudyError::damaged(path, "it belongs to another study")),
            None => Err(StudyError::damaged(path, "its first line does not hold")),
        }
    }

    fn is_shut(&self) -> bool {
        self.lines.is_none()
    }

    fn shut(&mut self) {
        self.read += self.lines.take().map_or(0, |it| it.bytes());
    }

    fn lines(&mut self) -> Result<&mut Lines<BufReader<File>>, StudyError> {
        Ok(match &mut self.lines {
            Some(lines) => lines,
            shut => shut.insert(journal_of(self.folder, self.read)?),
        })
    }

    /// How many runs follow, up to the first that does not hold.
    fn count(&mut self, extent: Extent) -> Result<u64, StudyError> {
        let shard = self.shard;
        let counted = self.lines()?.count(shard, extent);
        counted.map_err(|it| unread(&self.folder.join(JOURNAL), it))
    }

    fn run(&mut self, run: u64) -> Result<Option<Vec<Option<f64>>>, StudyError> {
        let read = self.lines()?.run(run);
        read.map_err(|it| unread(&self.folder.join(JOURNAL), it))
    }
}

/// The lines of the journal in a folder that begin after `bytes`; refused while a process writes it.
fn journal_of(folder: &Path, bytes: u64) -> Result<Lines<BufReader<File>>, StudyError> {
    let path = folder.join(JOURNAL);
    let read = |it| unread(&path, it);
    let mut file = File::open(&path).map_err(read)?;
    match file.try_lock_shared() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StudyError::Busy {
                path: folder.into(),
            });
        }
        Err(TryLockError::Error(source)) => return Err(read(source)),
    }
    file.seek(SeekFrom::Start(bytes)).map_err(read)?;
    Ok(Lines::new(BufReader::with_capacity(1 << 14, file)))
}

/// Puts the shares of a study in `folders` together in `out`, which then holds what a single process
/// would have written. The same shares may be merged there again.
///
/// # Errors
/// [`StudyError`] if the folders hold different studies, if a run is missing or there twice, if
/// somebody works in one of them, or if something cannot be read or written.
pub fn merge(
    folders: &[PathBuf],
    out: &Path,
    about: &AboutStudy<'_>,
) -> Result<Merged, StudyError> {
    let read = |folder: &Path, name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).map_err(|it| unread(&path, it))
    };
    let Some((first, others)) = folders.split_first() else {
        return Err(StudyError::Incomplete {
            problems: vec!["there is no folder".to_owned()],
        });
    };
    let mut altered = Vec::new();
    for folder in folders {
        altered.extend(datapackage::altered(folder, &[POINTS_NAME])?);
    }
    let remedy = "make it again with the `corredor sweep` of its folder and --resume";
    OutputError::refuse_altered(altered, remedy.to_owned())?;
    let (text, points) = (read(first, description::NAME)?, read(first, POINTS_NAME)?);
    for other in others {
        same(first, &text, other, &read(other, description::NAME)?)?;
        if read(other, POINTS_NAME)? != points {
            let problem = format!("it differs from that of {}", first.display());
            return Err(StudyError::damaged(other.join(POINTS_NAME), problem));
        }
    }
    let study: Description = serde_json::from_str(&text)
        .map_err(|it| StudyError::damaged(first.join(description::NAME), it.to_string()))?;
    tables::check_points(&points, &study)
        .map_err(|problem| StudyError::damaged(first.join(POINTS_NAME), problem))?;
    let sum = sha256(text.as_bytes());
    let owners = owners(folders, &study, &sum)?;
    if folders.iter().any(|it| is_same_folder(it, out)) {
        return Err(StudyError::OneOfShares { path: out.into() });
    }
    fs::create_dir_all(out).map_err(|it| unwritten(out, it))?;
    if !holds_only_ours(out)? {
        return Err(StudyError::Strange { path: out.into() });
    }
    // No other process may work in the folder, on the journal that is there or on the one that takes its
    // place.
    let _there = lock(out)?;
    if out.join(description::NAME).exists() {
        same(first, &text, out, &read(out, description::NAME)?)?;
    }
    // A manifest says that tables are whole, which they are not until it is written again.
    forget(out, manifest::NAME)?;
    put(out, description::NAME, text.as_bytes())?;
    put(out, POINTS_NAME, points.as_bytes())?;
    let _journal = write_journal(folders, out, &study, &sum, &owners)?;
    let mut files = vec![Written {
        name: POINTS_NAME.to_owned(),
        rows: study.points,
    }];
    files.extend(tables::write(out, &study)?);
    datapackage::write_study(out, &files)?;
    manifest::write_study(out, &study, None, about, &files)?;
    Ok(Merged {
        points: study.points,
        runs: study.runs,
        sweep_id: study.sweep_id,
    })
}

/// Refuses two folders of different studies.
fn same(first: &Path, text: &str, other: &Path, other_text: &str) -> Result<(), StudyError> {
    match changes(text, other_text) {
        None => Ok(()),
        Some(changes) => Err(StudyError::Different {
            first: first.into(),
            other: other.into(),
            changes,
        }),
    }
}

fn is_same_folder(a: &Path, b: &Path) -> bool {
    let full = |path: &Path| path.canonicalize().ok();
    full(a).is_some() && full(a) == full(b)
}

/// The position of the folder that holds each point, after all of them were read through.
fn owners(folders: &[PathBuf], study: &Description, sum: &str) -> Result<Vec<usize>, StudyError> {
    let extent = study.extent();
    let mut owners: Vec<Option<usize>> = vec![None; extent.points as usize];
    let mut problems = Vec::new();
    for (position, folder) in folders.iter().enumerate() {
        let mut part = Part::open(folder, sum)?;
        let shard = part.shard;
        let runs = part.count(extent)?;
        if runs < shard.runs(extent) {
            problems.push(format!(
                "{}: {runs} of the {} runs of share {shard}; go on with it with --resume",
                folder.display(),
                shard.runs(extent)
            ));
        }
        let mut doubled: BTreeMap<usize, u64> = BTreeMap::new();
        for point in shard.points(extent) {
            match owners[point as usize] {
                Some(other) => *doubled.entry(other).or_default() += 1,
                None => owners[point as usize] = Some(position),
            }
        }
        for (other, points) in doubled {
            problems.push(format!(
                "{}: {points} of its points stand in {} too; leave one of them out",
                folder.display(),
                folders[other].display()
            ));
        }
    }
    let missing: Vec<usize> = (0..owners.len())
        .filter(|it| owners[*it].is_none())
        .collect();
    if let Some(point) = missing.first() {
        problems.push(format!(
            "{} points are in no folder, the first of them point {point}; give the folders of all shares",
            missing.len()
        ));
    }
    if problems.is_empty() {
        return Ok(owners.into_iter().flatten().collect());
    }
    problems.truncate(MOST);
    Err(StudyError::Incomplete { problems })
}

/// Writes the journal that a single process would have written, and keeps it locked.
fn write_journal(
    folders: &[PathBuf],
    out: &Path,
    study: &Description,
    sum: &str,
    owners: &[usize],
) -> Result<File, StudyError> {
    let mut parts: Vec<Part> = Vec::with_capacity(folders.len());
    for folder in folders {
        let mut part = Part::open(folder, sum)?;
        part.shut();
        parts.push(part);
    }
    let mut open: VecDeque<usize> = VecDeque::new();
    let (path, temporary) = (out.join(JOURNAL), out.join(JOURNAL_PARTIAL));
    let failed = |source| unwritten(&temporary, source);
    let file = File::create(&temporary).map_err(failed)?;
    file.try_lock().map_err(|it| failed(it.into()))?;
    let mut journal = BufWriter::with_capacity(1 << 18, file);
    let first = header(sum, Shard::WHOLE);
    journal.write_all(first.as_bytes()).map_err(failed)?;
    let of_point = study.extent().of_point();
    for (point, owner) in owners.iter().enumerate() {
        if parts[*owner].is_shut() {
            if open.len() == MOST_OPEN
                && let Some(first) = open.pop_front()
            {
                parts[first].shut();
            }
            open.push_back(*owner);
        }
        let part = &mut parts[*owner];
        for run in point as u64 * of_point..(point as u64 + 1) * of_point {
            let values = part.run(run)?.ok_or_else(|| {
                StudyError::damaged(part.folder.join(JOURNAL), "it changed while it was read")
            })?;
            journal
                .write_all(line(run, &values).as_bytes())
                .map_err(failed)?;
        }
    }
    let file = journal.into_inner().map_err(|it| failed(it.into_error()))?;
    file.sync_all().map_err(failed)?;
    fs::rename(&temporary, &path).map_err(|it| unwritten(&path, it))?;
    sync_folder(out).map_err(|it| unwritten(out, it))?;
    Ok(file)
}
