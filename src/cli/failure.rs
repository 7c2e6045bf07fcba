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

/// Everything that is wrong with what was asked, one fault a line.
#[derive(Debug, Default)]
pub struct Wrongs(Vec<String>);

impl Wrongs {
    /// Adds the lines that were not told before.
    pub fn add(&mut self, message: &str) {
        for line in message.lines() {
            if self.0.iter().all(|it| it != line) {
                self.0.push(line.to_owned());
            }
        }
    }

    /// What a step came to; nothing if what was asked is at fault, which is added.
    ///
    /// # Errors
    /// The failure of a step that could not be carried out.
    pub fn collect<T>(
        &mut self,
        result: Result<T, impl Into<Failure>>,
    ) -> Result<Option<T>, Failure> {
        match result.map_err(Into::into) {
            Ok(value) => Ok(Some(value)),
            Err(Failure::Input(message)) => {
                self.add(&message);
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }

    /// All faults as a failure, or nothing if there are none.
    ///
    /// # Errors
    /// [`Failure::Input`] if there is a fault.
    pub fn told(self) -> Result<(), Failure> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Failure::Input(self.0.join("\n")))
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
            | OutputError::Taken { .. }
            | OutputError::NotFolder { .. }
            | OutputError::NotResults { .. }
            | OutputError::Altered { .. }
            | OutputError::NotAnalysed { .. } => Failure::Input(error.to_string()),
            OutputError::Io { .. }
            | OutputError::Read { .. }
            | OutputError::Busy { .. }
            | OutputError::Words { .. } => Failure::failed(error),
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
