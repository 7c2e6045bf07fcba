//! The folder of a study: what it asks, its points, its journal, and the tables made of it.

pub mod description;
mod folder;
mod journal;
mod merge;
mod tables;

use std::path::{Path, PathBuf};

pub use crate::study::results::SWEEP_NAME;
pub use description::{Context, Description, Hashes, Indicated, NAME, Program, Titled, Varied};
pub use folder::{Folder, Lost};
pub use journal::{Durable, Journal, Lines, header, line};
pub use merge::{Merged, merge};
pub use tables::{POINTS, REPLICATIONS, SWEEP};

use super::OutputError;

/// Name of the journal in the folder.
pub const JOURNAL: &str = "journal";
/// Name of the journal that a merge writes, until it is whole.
pub const JOURNAL_PARTIAL: &str = "journal.tmp";

/// Why the folder of a study cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The system refused.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The journal could not be added to.
    #[error(
        "cannot write {}: {source}; {runs} of {of} runs are safe: put that right, for a full disk by making \
         room, and go on with --resume",
        path.display()
    )]
    Journal {
        /// The journal.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
        /// Runs that are on the disk.
        runs: u64,
        /// Runs that there will be.
        of: u64,
    },
    /// Another process works in the folder.
    #[error("{}: another process works on this study; wait for it, or choose another folder with --out", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds a study, and nobody asked to go on with it.
    #[error("{}: holds a study already; go on with it with --resume, or choose another folder with --out", path.display())]
    Begun {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds something else.
    #[error("{}: not empty, and no folder of a study; choose another folder with --out", path.display())]
    Strange {
        /// The folder.
        path: PathBuf,
    },
    /// The study is no longer what it was.
    #[error(
        "{}: the study, its corridor or the program has changed since it was begun; undo the change, or begin \
         anew in another folder with --out\n  {}",
        path.display(),
        changes.join("\n  ")
    )]
    Changed {
        /// The folder.
        path: PathBuf,
        /// What differs.
        changes: Vec<String>,
    },
    /// Two folders hold different studies.
    #[error(
        "{} and {} hold different studies\n  {}",
        first.display(),
        other.display(),
        changes.join("\n  ")
    )]
    Different {
        /// A folder.
        first: PathBuf,
        /// Another folder.
        other: PathBuf,
        /// What differs, as from the first to the other.
        changes: Vec<String>,
    },
    /// The folder holds another share of the study.
    #[error("{}: holds share {held} of the study, not {asked}; give --shard {held}, or choose another folder with --out", path.display())]
    OtherShard {
        /// The folder.
        path: PathBuf,
        /// The share that it holds, `K/N`.
        held: String,
        /// The share that was asked for.
        asked: String,
    },
    /// A file of the folder is not as this program wrote it.
    #[error("{}: not as it was written: {problem}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Shares were to be put together in the folder of one of them.
    #[error("{}: one of the shares; choose another folder with --out", path.display())]
    OneOfShares {
        /// The folder.
        path: PathBuf,
    },
    /// Folders are no whole study together.
    #[error("these folders are no whole study\n  {}", problems.join("\n  "))]
    Incomplete {
        /// What is missing or doubled.
        problems: Vec<String>,
    },
}

impl StudyError {
    fn damaged(path: impl Into<PathBuf>, problem: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.into(),
            problem: problem.into(),
        }
    }
}

fn unread(path: &Path, source: std::io::Error) -> StudyError {
    OutputError::unread(path, source).into()
}

fn unwritten(path: &Path, source: std::io::Error) -> StudyError {
    OutputError::io(path, source).into()
}
