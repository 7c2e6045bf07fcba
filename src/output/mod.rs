//! Tables, the manifest and the printed report.

pub mod analysis;
pub mod context;
pub mod csv;
pub mod datapackage;
pub mod dictionary;
pub mod equity;
pub mod folder;
pub mod html;
pub mod manifest;
mod notes;
pub mod number;
pub mod report;
pub mod responsible;
pub mod study;
pub mod summaries;
pub mod table;
pub mod text;
pub mod traffic;
pub mod uncertainty;
mod worth;

use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The system refused.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// What was to be written.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// The folder holds files already.
    #[error("{} is not empty; choose another folder with --out, or replace its results with --force", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// Another process writes to the folder.
    #[error("{}: another process writes results to this folder; wait for it, or choose another folder with --out", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The folder is for something else.
    #[error("--out {}: this folder is that of {by}; give another one", path.display())]
    Taken {
        /// The folder.
        path: PathBuf,
        /// What it holds.
        by: &'static str,
    },
    /// A file stands where the folder should.
    #[error("--out {}: a file, not a folder; give another name", path.display())]
    NotFolder {
        /// The file.
        path: PathBuf,
    },
    /// A folder does not hold the results of a run.
    #[error(
        "{}: {message}; give a folder that `run`, `compare` or `analyse` of this version wrote",
        path.display()
    )]
    NotResults {
        /// The file at fault.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// Tables are not those that were written.
    #[error(
        "{}",
        paths
            .iter()
            .map(|it| format!("{}: was changed after it was written; {remedy}", it.display()))
            .collect::<Vec<_>>()
            .join("\n")
    )]
    Altered {
        /// The tables.
        paths: Vec<PathBuf>,
        /// How they are made again.
        remedy: String,
    },
    /// A folder holds a study of which there is nothing to report yet.
    #[error("{}: holds a study that {}", path.display(), state.needs(path))]
    NotAnalysed {
        /// The folder.
        path: PathBuf,
        /// How far the study is.
        state: StudyState,
    },
    /// The program was built with a broken file of words.
    #[error("words of the report in `{language}`: {source}")]
    Words {
        /// The language.
        language: &'static str,
        /// What is wrong.
        source: Box<toml::de::Error>,
    },
}

/// How far a study is of which there is nothing to report yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudyState {
    /// Runs are missing.
    Unfinished,
    /// Finished, but not analysed.
    Swept,
}

impl StudyState {
    fn needs(self, folder: &Path) -> String {
        let folder = folder.display();
        match self {
            StudyState::Unfinished => format!(
                "is not finished; finish it with `corredor sweep STUDY.toml --resume` or merge its shares, then \
                 run `corredor analyse {folder}`"
            ),
            StudyState::Swept => {
                format!(
                    "is not analysed; run `corredor analyse {folder}`, which writes the report too"
                )
            }
        }
    }
}

impl OutputError {
    pub(crate) fn io(path: impl Into<PathBuf>, source: impl Into<std::io::Error>) -> Self {
        Self::Io {
            path: path.into(),
            source: source.into(),
        }
    }

    /// Refuses tables that were changed, if there are any.
    ///
    /// # Errors
    /// [`OutputError::Altered`].
    pub(crate) fn refuse_altered(paths: Vec<PathBuf>, remedy: String) -> Result<(), Self> {
        if paths.is_empty() {
            return Ok(());
        }
        Err(Self::Altered { paths, remedy })
    }

    pub(crate) fn unread(path: impl Into<PathBuf>, source: impl Into<std::io::Error>) -> Self {
        Self::Read {
            path: path.into(),
            source: source.into(),
        }
    }
}

/// Writes a file under a temporary name and gives it its name.
fn put(folder: &Path, name: &str, text: &str) -> Result<(), OutputError> {
    let (path, temporary) = (folder.join(name), folder.join(format!("{name}.tmp")));
    fs::write(&temporary, text).map_err(|source| OutputError::io(&temporary, source))?;
    fs::rename(&temporary, &path).map_err(|source| OutputError::io(&path, source))
}

fn put_json(folder: &Path, name: &str, value: &serde_json::Value) -> Result<(), OutputError> {
    put(folder, name, &format!("{value:#}\n"))
}

/// Removes a file, if there is one.
fn remove(path: &Path) -> Result<(), OutputError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(OutputError::io(path, source))
        }
        _ => Ok(()),
    }
}
