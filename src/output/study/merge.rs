//! The shares of a study, put together.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::description::{self, Description};
use super::folder::{changes, holds_only_ours, put, sync_folder};
use super::journal::{Lines, header, line};
use super::tables::{self, POINTS_NAME};
use super::{JOURNAL, StudyError, unread, unwritten};
use crate::output::datapackage;
use crate::output::manifest::{self, AboutStudy, sha256};
use crate::output::table::Written;
use crate::study::sweep::Shard;

/// Most problems that are told.
const MOST: usize = 20;

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

/// A share in a folder.
struct Part<'a> {
    folder: &'a Path,
    shard: Shard,
    lines: Lines<BufReader<File>>,
}

impl<'a> Part<'a> {
    fn open(folder: &'a Path, study_sha256: &str) -> Result<Self, StudyError> {
        let path = folder.join(JOURNAL);
        let file = File::open(&path).map_err(|it| unread(&path, it))?;
        if file.try_lock_shared().is_err() {
            return Err(StudyError::Busy {
                path: folder.into(),
            });
        }
        let mut lines = Lines::new(BufReader::with_capacity(1 << 16, file));
        match lines.header().map_err(|it| unread(&path, it))? {
            Some((sum, shard)) if sum == study_sha256 => Ok(Self {
                folder,
                shard,
                lines,
            }),
            Some(_) => Err(StudyError::damaged(path, "it belongs to another study")),
            None => Err(StudyError::damaged(path, "its first line does not hold")),
        }
    }

    fn run(&mut self, run: u64) -> Result<Option<Vec<Option<f64>>>, StudyError> {
        let read = self.lines.run(run);
        read.map_err(|it| unread(&self.folder.join(JOURNAL), it))
    }
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
    let sum = sha256(text.as_bytes());
    let owners = owners(folders, &study, &sum)?;
    fs::create_dir_all(out).map_err(|it| unwritten(out, it))?;
    if !holds_only_ours(out)? || folders.iter().any(|it| is_same_folder(it, out)) {
        return Err(StudyError::Strange { path: out.into() });
    }
    if out.join(description::NAME).exists() {
        same(first, &text, out, &read(out, description::NAME)?)?;
    }
    put(out, description::NAME, text.as_bytes())?;
    put(out, POINTS_NAME, points.as_bytes())?;
    write_journal(folders, out, &study, &sum, &owners)?;
    let mut files = vec![Written {
        name: POINTS_NAME.to_owned(),
        rows: study.points,
    }];
    files.extend(tables::write(out, &study)?);
    datapackage::write_study(out)?;
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
        let mut runs = 0;
        while runs < shard.runs(extent) && part.run(shard.run(extent, runs))?.is_some() {
            runs += 1;
        }
        if runs < shard.runs(extent) {
            problems.push(format!(
                "{}: {runs} of the {} runs of share {shard}; go on with it with --resume",
                folder.display(),
                shard.runs(extent)
            ));
        }
        let mut doubled: Option<(usize, u64)> = None;
        for point in shard.points(extent) {
            match owners[point as usize] {
                Some(other) => doubled = Some((other, doubled.map_or(1, |it| it.1 + 1))),
                None => owners[point as usize] = Some(position),
            }
        }
        if let Some((other, points)) = doubled {
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

/// Writes the journal that a single process would have written.
fn write_journal(
    folders: &[PathBuf],
    out: &Path,
    study: &Description,
    sum: &str,
    owners: &[usize],
) -> Result<(), StudyError> {
    let mut parts: Vec<Part> = folders
        .iter()
        .map(|it| Part::open(it, sum))
        .collect::<Result<_, _>>()?;
    let (path, temporary) = (out.join(JOURNAL), out.join(format!("{JOURNAL}.tmp")));
    let failed = |source| unwritten(&temporary, source);
    let file = File::create(&temporary).map_err(failed)?;
    let mut journal = BufWriter::with_capacity(1 << 18, file);
    let first = header(sum, Shard::WHOLE);
    journal.write_all(first.as_bytes()).map_err(failed)?;
    let of_point = study.extent().of_point();
    for (point, owner) in owners.iter().enumerate() {
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
    sync_folder(out).map_err(|it| unwritten(out, it))
}
