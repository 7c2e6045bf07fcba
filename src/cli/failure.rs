//! Why a command ended without a result.

use std::fmt;
use std::process::ExitCode;

use crate::output::{OutputError, study};
use crate::scenario::Faults;
use crate::study::StudyError;
use crate::study::inputs::UnknownMeasure;
use crate::study::sweep::SweepError;

/// Why a command ended without a result.
#[derive(Debug)]
pub enum Failure {
    /// Bad usage or bad input: the message says what to change.
    Input(String),
    /// The command could not be carried out.
    Failed(anyhow::Error),
}

impl Failure {
    /// A failure to carry out the command.
    pub fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Failure::Failed(error.into())
    }

    /// 2 for bad usage or input, else 1.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Input(_) => ExitCode::from(2),
            Failure::Failed(_) => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(message) => f.write_str(message),
            // Every error says its cause itself.
            Failure::Failed(error) => write!(f, "{error}"),
        }
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Failure::Input(faults.to_string())
    }
}

impl From<UnknownMeasure> for Failure {
    fn from(error: UnknownMeasure) -> Self {
        Failure::Input(error.to_string())
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::NotEmpty { .. }
            | OutputError::NotResults { .. }
            | OutputError::NotAnalysed { .. } => Failure::Input(error.to_string()),
            OutputError::Io { .. } | OutputError::Read { .. } | OutputError::Words { .. } => {
                Failure::failed(error)
            }
        }
    }
}

impl From<study::StudyError> for Failure {
    fn from(error: study::StudyError) -> Self {
        match error {
            study::StudyError::Output(error) => error.into(),
            study::StudyError::Journal { .. } | study::StudyError::Busy { .. } => {
                Failure::failed(error)
            }
            error => Failure::Input(error.to_string()),
        }
    }
}

impl From<SweepError<study::StudyError>> for Failure {
    fn from(error: SweepError<study::StudyError>) -> Self {
        match error {
            SweepError::Delivery(error) => error.into(),
            error => Failure::failed(error),
        }
    }
}

impl From<StudyError<OutputError>> for Failure {
    fn from(error: StudyError<OutputError>) -> Self {
        match error {
            StudyError::Delivery(error) => error.into(),
            error => Failure::failed(error),
        }
    }
}
