//! A TOML file as sections whose keys are known, with the line of every key and value.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Log};
use super::field::Field;
use super::nearest::nearest;
use super::text::Lines;

/// A parsed TOML file.
pub(crate) struct Document<'a> {
    file: &'a str,
    lines: Lines,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Document<'a> {
    /// The document in `text`; none, with one fault for each faulty line, if it is not TOML.
    pub(crate) fn parse(file: &'a str, text: &'a str, log: &mut Log) -> Option<Self> {
        let lines = Lines::new(text);
        let (root, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Some(Self { file, lines, root });
        }
        let mut last = None;
        for error in errors {
            let line = error.span().map(|span| lines.start(&span));
            if last != Some(line) {
                let problem = format!("not TOML: {}", error.message());
                log.add(Fault::new(file, line, "", "", problem));
            }
            last = Some(line);
        }
        None
    }

    /// The whole document.
    pub(crate) fn root(&self) -> Section<'_> {
        Section {
            file: self.file,
            lines: &self.lines,
            path: String::new(),
            line: None,
            table: self.root.get_ref(),
        }
    }
}

/// A table of a document.
pub(crate) struct Section<'d> {
    pub(crate) file: &'d str,
    lines: &'d Lines,
    path: String,
    pub(crate) line: Option<u64>,
    table: &'d DeTable<'d>,
}

/// A value of a section under its key.
pub(crate) struct Entry<'d> {
    pub(crate) key: &'d str,
    file: &'d str,
    lines: &'d Lines,
    path: String,
    line: u64,
    value: &'d DeValue<'d>,
}

impl<'d> Section<'d> {
    fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Everything in the section, in the order of the keys.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'d>> {
        self.table.iter().map(|(key, value)| Entry {
            key: key.get_ref(),
            file: self.file,
            lines: self.lines,
            path: self.path(key.get_ref()),
            line: self.lines.start(&key.span()),
            value: value.get_ref(),
        })
    }

    /// What stands under `key`.
    pub(crate) fn entry(&self, key: &str) -> Option<Entry<'d>> {
        self.entries().find(|entry| entry.key == key)
    }

    /// Faults of keys that are neither required nor optional, and of required ones not there.
    pub(crate) fn check_keys(&self, required: &[&str], optional: &[&str], log: &mut Log) {
        let known = || required.iter().chain(optional).copied();
        let mut meant = Vec::new();
        for entry in self.entries() {
            if known().any(|name| name == entry.key) {
                continue;
            }
            let mut fault = entry.as_key().fault("unknown key");
            if !log.is_full() {
                let absent = known().filter(|name| !self.table.contains_key(*name));
                let near = nearest(entry.key, absent).or_else(|| nearest(entry.key, known()));
                meant.extend(near);
                fault.nearest = near.map(str::to_owned);
            }
            log.add(fault);
        }
        for name in required {
            if !self.table.contains_key(*name) && !meant.contains(name) {
                log.add(Fault::new(
                    self.file,
                    self.line,
                    &self.path(name),
                    "",
                    "missing key",
                ));
            }
        }
    }

    /// The text under `key`, if it is there.
    pub(crate) fn text(&self, key: &str, log: &mut Log) -> Option<Field<'d>> {
        self.entry(key)?.text(log)
    }

    /// The text under `key`, which must not be empty.
    pub(crate) fn filled(&self, key: &str, log: &mut Log) -> Option<String> {
        self.text(key, log)?.filled(log).map(str::to_owned)
    }

    /// The text under `key`, which may be missing but not empty.
    pub(crate) fn filled_if_any(&self, key: &str, log: &mut Log) -> String {
        self.filled(key, log).unwrap_or_default()
    }

    /// The number under `key`, if it is there.
    pub(crate) fn number(&self, key: &str, log: &mut Log) -> Option<Field<'d>> {
        self.entry(key)?.number(log)
    }

    /// The date under `key`, if it is there.
    pub(crate) fn date(&self, key: &str, log: &mut Log) -> Option<Field<'d>> {
        self.entry(key)?.date(log)
    }

    /// The elements of the list under `key`, if it is there.
    pub(crate) fn list(&self, key: &str, log: &mut Log) -> Option<Vec<Entry<'d>>> {
        self.entry(key)?.list(log)
    }

    /// The table under `key`, if it is there.
    pub(crate) fn section(&self, key: &str, log: &mut Log) -> Option<Section<'d>> {
        self.entry(key)?.section(log)
    }
}

impl<'d> Entry<'d> {
    /// The entry with its text or number, or a sign for what else it is.
    pub(crate) fn field(&self) -> Field<'d> {
        Field {
            file: self.file,
            line: Some(self.line),
            key: Cow::Owned(self.path.clone()),
            text: shown(self.value),
        }
    }

    /// The entry without its value, for faults of the key.
    pub(crate) fn as_key(&self) -> Field<'d> {
        Field {
            text: Cow::Borrowed(""),
            ..self.field()
        }
    }

    fn wrong_type(&self, wanted: &str, log: &mut Log) {
        log.add(self.field().fault("wrong type").allowed(wanted));
    }

    /// The entry as a text.
    pub(crate) fn text(&self, log: &mut Log) -> Option<Field<'d>> {
        if matches!(self.value, DeValue::String(_)) {
            return Some(self.field());
        }
        self.wrong_type("a text in quotation marks", log);
        None
    }

    /// The entry as a date, which may be written with or without quotation marks.
    pub(crate) fn date(&self, log: &mut Log) -> Option<Field<'d>> {
        if matches!(self.value, DeValue::String(_) | DeValue::Datetime(_)) {
            return Some(self.field());
        }
        self.wrong_type("a date", log);
        None
    }

    /// The entry as a number.
    pub(crate) fn number(&self, log: &mut Log) -> Option<Field<'d>> {
        if matches!(self.value, DeValue::Integer(_) | DeValue::Float(_)) {
            return Some(self.field());
        }
        self.wrong_type("a number", log);
        None
    }

    /// The entry as true or false.
    pub(crate) fn flag(&self, log: &mut Log) -> Option<bool> {
        if let DeValue::Boolean(value) = self.value {
            return Some(*value);
        }
        self.wrong_type("true or false", log);
        None
    }

    /// The elements of the entry as a list.
    pub(crate) fn list(&self, log: &mut Log) -> Option<Vec<Entry<'d>>> {
        let DeValue::Array(elements) = self.value else {
            self.wrong_type("a list", log);
            return None;
        };
        let entry = |value: &'d Spanned<DeValue<'d>>| Entry {
            key: self.key,
            file: self.file,
            lines: self.lines,
            path: self.path.clone(),
            line: self.lines.start(&value.span()),
            value: value.get_ref(),
        };
        Some(elements.iter().map(entry).collect())
    }

    /// Whether the entry is a table.
    pub(crate) fn is_section(&self) -> bool {
        matches!(self.value, DeValue::Table(_))
    }

    /// The entry as a table.
    pub(crate) fn section(&self, log: &mut Log) -> Option<Section<'d>> {
        let DeValue::Table(table) = self.value else {
            self.wrong_type("a table", log);
            return None;
        };
        Some(Section {
            file: self.file,
            lines: self.lines,
            path: self.path.clone(),
            line: Some(self.line),
            table,
        })
    }
}

/// A value as faults show it; numbers so that they can be parsed again.
fn shown<'d>(value: &'d DeValue<'d>) -> Cow<'d, str> {
    match value {
        DeValue::String(text) => Cow::Borrowed(text),
        DeValue::Float(number) => Cow::Borrowed(number.as_str()),
        DeValue::Integer(number) if number.radix() == 10 => Cow::Borrowed(number.as_str()),
        DeValue::Integer(number) => match u64::from_str_radix(number.as_str(), number.radix()) {
            Ok(parsed) => Cow::Owned(parsed.to_string()),
            Err(_) => Cow::Owned(number.to_string()),
        },
        DeValue::Boolean(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        DeValue::Datetime(when) => Cow::Owned(when.to_string()),
        DeValue::Array(_) => Cow::Borrowed("[...]"),
        DeValue::Table(_) => Cow::Borrowed("{...}"),
    }
}
