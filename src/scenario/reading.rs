//! What is carried from file to file while a corridor is read.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::document::Document;
use super::fault::{Fault, Faults, Log};
use super::folder::{may_be_input, shipped};
use super::ledger::Ledger;
use super::names::Names;
use super::quantity::Stated;
use super::table::Table;
use super::text::decode;
use crate::ids::QuantityId;
use crate::units::{Unit, hexadecimal};
use crate::world::InputFile;
use crate::world::question::QuestionFile;

/// Folder of the policies.
const POLICIES: &str = "policies/";
/// Folder of the questions.
const QUESTIONS: &str = "face/";

/// Whether a file must be there and must have rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The file must be there and have at least one row.
    Rows,
    /// The file must be there; it may have no row.
    File,
    /// The file may be missing.
    Nothing,
}

/// The files of a corridor and what has been found in them.
pub(super) struct Reading<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    pub(super) log: Log,
    pub(super) ledger: Ledger,
    pub(super) sources: Names,
    pub(super) inputs: Vec<InputFile>,
    /// Names of the levers and parameters that the corridor leaves to the defaults.
    pub(super) defaults: Vec<&'static str>,
}

impl<'a> Reading<'a> {
    /// Nothing read yet; `log` holds the faults of files that could not be opened.
    pub(super) fn new(files: &'a BTreeMap<String, Vec<u8>>, log: Log) -> Self {
        Self {
            files,
            log,
            ledger: Ledger::default(),
            sources: Names::of("source", []),
            inputs: Vec::new(),
            defaults: Vec::new(),
        }
    }

    /// The CSV file, whose header must name exactly `columns`, a list joined by commas.
    pub(super) fn table(&mut self, file: &'static str, columns: &'static str, need: Need) -> Table {
        self.table_with(file, columns, "", need)
    }

    /// The CSV file, whose header must name `columns` and may name some of `optional`.
    pub(super) fn table_with(
        &mut self,
        file: &'static str,
        columns: &'static str,
        optional: &'static str,
        need: Need,
    ) -> Table {
        let Some(text) = self.text(file, need) else {
            return Table::absent(file);
        };
        let table = Table::parse(file, text, columns, optional, &mut self.log);
        if need == Need::Rows && table.is_empty() && table.is_whole() {
            let fault = Fault::whole(file, "no row below the header");
            self.log.add(fault.allowed("at least one row"));
            return Table::absent(file);
        }
        table
    }

    /// The TOML file.
    pub(super) fn document<'f>(&mut self, file: &'f str, need: Need) -> Option<Document<'f>>
    where
        'a: 'f,
    {
        let text = self.text(file, need)?;
        Document::parse(file, text, &mut self.log)
    }

    /// The text of a file of the corridor, or of the defaults that ship with the program.
    fn text(&mut self, file: &str, need: Need) -> Option<&'a str> {
        let own = || self.files.get(file).map(Vec::as_slice);
        let Some(bytes) = shipped(file).or_else(own) else {
            if need != Need::Nothing && self.log.is_clean(&[file]) {
                self.log.add(Fault::whole(file, "missing file"));
            }
            return None;
        };
        self.inputs.push(hashed(file, bytes));
        decode(file, bytes, &mut self.log)
    }

    /// Adds the number `name` to the register, if its pieces are sound.
    pub(super) fn number(
        &mut self,
        stated: &Stated,
        bounds: (f64, f64),
        name: String,
        unit: Unit,
        what: &str,
    ) -> Option<QuantityId> {
        let quantity = stated.read(bounds, name, unit, what, &self.sources, &mut self.log)?;
        Some(self.ledger.add(quantity))
    }

    /// The numbers, the files read, sorted by path, and what is left to the defaults; or all faults.
    pub(super) fn finish(mut self) -> Result<(Ledger, Vec<InputFile>, Vec<&'static str>), Faults> {
        self.log.into_result()?;
        self.inputs.sort_by(|a, b| a.path.cmp(&b.path));
        Ok((self.ledger, self.inputs, self.defaults))
    }

    /// Paths of the policies, sorted.
    pub(super) fn policies(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.in_folder(POLICIES)
    }

    /// Paths of the TOML files in a folder, sorted.
    fn in_folder(&self, folder: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let paths = self.files.keys().map(String::as_str);
        paths.filter(move |path| is_in(folder, path))
    }

    /// The files of questions, sorted. They change no result and are none of its inputs.
    pub(super) fn questions(&mut self) -> Vec<QuestionFile> {
        let mut questions = Vec::new();
        for path in self.in_folder(QUESTIONS) {
            if let Some(bytes) = self.files.get(path)
                && let Some(text) = decode(path, bytes, &mut self.log)
            {
                questions.push(QuestionFile {
                    path: path.to_owned(),
                    text: text.to_owned(),
                });
            }
        }
        questions
    }

    /// Faults for files that look like inputs but that no corridor has.
    pub(super) fn refuse_strangers(&mut self, known: &[&str]) {
        for path in self.files.keys().map(String::as_str) {
            let name = path.rsplit('/').next().unwrap_or(path);
            let folder = path.strip_suffix(name).unwrap_or_default();
            let is_read = matches!(folder, "" | POLICIES | "observed/" | QUESTIONS);
            let is_named_freely = |path: &str| is_in(POLICIES, path) || is_in(QUESTIONS, path);
            if is_read && may_be_input(name) && !is_named_freely(path) && !known.contains(&path) {
                let absent = known
                    .iter()
                    .copied()
                    .filter(|file| !self.files.contains_key(*file));
                let mut fault =
                    Fault::whole(path, "no file of a corridor is called so").near(path, absent);
                if fault.nearest.is_none() {
                    fault = fault.near(path, known.iter().copied());
                }
                if let Some(name) = known.iter().find(|it| it.eq_ignore_ascii_case(path)) {
                    fault.nearest = Some((*name).to_owned());
                }
                let small = path.to_ascii_lowercase();
                if let Some(stem) = small
                    .strip_suffix(".toml")
                    .filter(|_| is_named_freely(&small))
                {
                    fault.nearest = Some(format!("{}.toml", &path[..stem.len()]));
                }
                self.log.add(fault);
            }
        }
    }
}

/// Whether a path is that of a TOML file in a folder.
fn is_in(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder)
        .and_then(|name| name.strip_suffix(".toml"))
        .is_some_and(|name| !name.starts_with('.') && !name.is_empty() && !name.contains('/'))
}

/// A file with the hash of its bytes.
pub(crate) fn hashed(path: &str, bytes: &[u8]) -> InputFile {
    InputFile {
        path: path.to_owned(),
        sha256: hexadecimal(&Sha256::digest(bytes)),
    }
}
