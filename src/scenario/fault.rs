//! What is wrong with an input, said so that it can be put right.

use std::fmt;

use super::nearest::nearest;

/// Longest part of a value or key that a fault keeps, in characters.
const SHOWN_CHARACTERS: usize = 60;
/// Faults printed before the rest is only counted.
const PRINTED: usize = 50;
/// Faults kept before the rest is only counted.
const KEPT: usize = 1_000;

/// One thing that is wrong in an input file or on the command line.
///
/// ```
/// use corredor::scenario::Fault;
///
/// let fault = Fault::new("links.csv", Some(17), "fare_usd", "-3", "below the lowest legal value")
///     .allowed("0 or more (USD)");
/// assert_eq!(
///     fault.to_string(),
///     "links.csv:17: fare_usd: \"-3\": below the lowest legal value; allowed: 0 or more (USD)"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// File relative to the corridor's folder, path of a policy, or option of the command line.
    pub file: String,
    /// Line in the file, counted from 1; none if the fault belongs to no line.
    pub line: Option<u64>,
    /// Column or key; may be empty.
    pub key: String,
    /// Offending value, shortened; empty if there is none to show.
    pub value: String,
    /// What is wrong.
    pub problem: String,
    /// What is allowed; may be empty.
    pub allowed: String,
    /// The legal name nearest to the one given, if one is near.
    pub nearest: Option<String>,
}

impl Fault {
    /// A fault of `value` at `key`; both are shortened if they are long.
    pub fn new(
        file: &str,
        line: Option<u64>,
        key: &str,
        value: &str,
        problem: impl Into<String>,
    ) -> Self {
        Self {
            file: shorten(file, SHOWN_CHARACTERS * 8),
            line,
            key: shorten(key, SHOWN_CHARACTERS * 2),
            value: shorten(value, SHOWN_CHARACTERS),
            problem: problem.into(),
            allowed: String::new(),
            nearest: None,
        }
    }

    /// A fault of a whole file.
    pub(super) fn whole(file: &str, problem: impl Into<String>) -> Self {
        Self::new(file, None, "", "", problem)
    }

    /// The same fault, saying what is allowed.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = allowed.into();
        self
    }

    /// The same fault, pointing at the candidate that is nearest to `given`, if one is near.
    #[must_use]
    pub fn near<'a>(mut self, given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        self.nearest = nearest(given, candidates).map(str::to_owned);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Escaped(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.key.is_empty() {
            write!(f, ": {}", Escaped(&self.key))?;
        }
        if !self.value.is_empty() {
            write!(f, ": \"{}\"", Escaped(&self.value))?;
        }
        write!(f, ": {}", self.problem)?;
        if !self.allowed.is_empty() {
            write!(f, "; allowed: {}", self.allowed)?;
        }
        match &self.nearest {
            Some(nearest) => write!(f, "; did you mean \"{}\"?", Escaped(nearest)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}

/// Everything found wrong at once: at least one fault, sorted by file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    faults: Vec<Fault>,
    uncounted: usize,
}

impl Faults {
    /// The faults, sorted by file and line.
    pub fn all(&self) -> &[Fault] {
        &self.faults
    }

    /// Number of faults found; more than [`Faults::all`] holds if there were very many.
    pub fn count(&self) -> usize {
        self.faults.len() + self.uncounted
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self {
            faults: vec![fault],
            uncounted: 0,
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().take(PRINTED).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        match self.count().saturating_sub(PRINTED) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Faults {}

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Log {
    faults: Vec<Fault>,
    uncounted: usize,
}

impl Log {
    pub(crate) fn add(&mut self, fault: Fault) {
        if self.is_full() {
            self.uncounted += 1;
        } else {
            self.faults.push(fault);
        }
    }

    /// Adds a fault that points at the candidate nearest to `given`, unless it will not be shown.
    pub(crate) fn add_near<'a>(
        &mut self,
        fault: Fault,
        given: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) {
        if self.is_full() {
            self.add(fault);
        } else {
            self.add(fault.near(given, candidates));
        }
    }

    /// Whether further faults are only counted, so that nothing need be found out about them.
    pub(crate) fn is_full(&self) -> bool {
        self.faults.len() >= KEPT
    }

    /// Whether no fault was found in any of `files`.
    pub(crate) fn is_clean(&self, files: &[&str]) -> bool {
        self.uncounted == 0
            && self
                .faults
                .iter()
                .all(|fault| !files.contains(&fault.file.as_str()))
    }

    /// All faults as an error, or nothing if there are none.
    pub(crate) fn into_result(mut self) -> Result<(), Faults> {
        if self.faults.is_empty() {
            return Ok(());
        }
        self.faults
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Err(Faults {
            faults: self.faults,
            uncounted: self.uncounted,
        })
    }
}

/// Text with control and invisible characters, quotation marks and backslashes escaped.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '\'' => f.write_str("'")?,
                _ => write!(f, "{}", character.escape_debug())?,
            }
        }
        Ok(())
    }
}

fn shorten(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
