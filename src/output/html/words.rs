//! The words of the report, by language.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::measures::{Definition, Denominator, catalogue};
use crate::output::{OutputError, number};

/// The text of an entry with its placeholders filled in: `fill!(words, "key", count, name = value)`.
macro_rules! fill {
    (@ $name:ident) => { &$name };
    (@ $name:ident = $value:expr) => { &$value };
    ($words:expr, $key:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $words.fill($key, &[$((stringify!($name), fill!(@ $name $(= $value)?))),*])
    };
}
pub(super) use fill;

/// A language that the report can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Portuguese.
    Pt,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 3] = [Language::En, Language::Es, Language::Pt];

    /// The code, as in the attribute `lang`.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Es => "es",
            Language::Pt => "pt",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|it| it.code() == code)
    }

    /// A number as the language writes it: Spanish and Portuguese set decimals off by a comma and
    /// thousands by a narrow blank that does not break, which no reader takes for a decimal mark.
    fn written(self, english: &str) -> String {
        let own = |mark| match (self, mark) {
            (Language::En, mark) => mark,
            (_, '.') => ',',
            (_, ',') => '\u{202f}',
            (_, mark) => mark,
        };
        english.chars().map(own).collect()
    }

    /// A number to three significant digits.
    pub fn rounded(self, value: f64) -> String {
        self.written(&number::rounded(value))
    }

    /// A number to so many significant digits.
    pub fn significant(self, value: f64, digits: usize) -> String {
        self.written(&number::significant(value, digits))
    }

    /// A whole number.
    pub fn whole(self, value: usize) -> String {
        self.written(&number::whole(value as u64))
    }

    /// A number with all its digits.
    pub fn exact(self, value: f64) -> String {
        self.written(&number::grouped(&number::plain(value)))
    }

    /// A number to three digits, without decimals that say nothing.
    pub fn short(self, value: f64) -> String {
        self.exact(format!("{value:.2e}").parse().unwrap_or(value))
    }

    /// What stands between two numbers: a comma, where none is a decimal mark.
    pub fn between(self) -> &'static str {
        match self {
            Language::En => ", ",
            Language::Es | Language::Pt => "; ",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Language::En => include_str!("words/en.toml"),
            Language::Es => include_str!("words/es.toml"),
            Language::Pt => include_str!("words/pt.toml"),
        }
    }
}

/// The words of one language, by `section.key`.
#[derive(Clone, Debug)]
pub struct Words {
    /// Which language.
    pub language: Language,
    entries: BTreeMap<String, String>,
}

/// What stands for an entry that a file of words lacks; no test passes with it on the page.
const MISSING: &str = "⟦?⟧";

impl Words {
    /// Reads the words of a language.
    ///
    /// # Errors
    /// [`OutputError::Words`] if the program was built with a broken file of words.
    pub fn of(language: Language) -> Result<Self, OutputError> {
        let file: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(language.file())
            .map_err(|source| OutputError::Words {
                language: language.code(),
                source: Box::new(source),
            })?;
        let mut entries: BTreeMap<String, String> = file
            .into_iter()
            .flat_map(|(section, words)| {
                words
                    .into_iter()
                    .map(move |(key, text)| (format!("{section}.{key}"), text))
            })
            .collect();
        if language == Language::En {
            let name = |it: &Definition| (format!("indicator.{}", it.code), it.name.to_owned());
            entries.extend(catalogue::all().map(name));
            let words = |it: &Denominator| (format!("per.{}", it.name()), it.words().to_owned());
            entries.extend(Denominator::ALL.iter().map(words));
        }
        Ok(Self { language, entries })
    }

    /// The text of an entry.
    pub fn get(&self, key: &str) -> &str {
        self.entries.get(key).map_or(MISSING, String::as_str)
    }

    /// The text of an entry that there may be none of.
    pub fn find(&self, section: &str, key: &str) -> Option<&str> {
        let entry = self.entries.get(&format!("{section}.{key}"));
        entry.map(String::as_str)
    }

    /// The text of an entry of a section.
    pub fn of_section(&self, section: &str, key: &str) -> &str {
        self.find(section, key).unwrap_or(MISSING)
    }

    /// The text of an entry with its `{placeholders}` filled in; `{count|one|many}` becomes the word that
    /// goes with the count.
    pub fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let mut text = String::new();
        let mut rest = self.get(key);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(before);
            let (name, words) = name.split_once('|').unwrap_or((name, ""));
            let value = values.iter().find(|(it, _)| *it == name);
            let value = value.map(|(_, value)| value.to_string());
            text.push_str(match (value.as_deref(), words.split_once('|')) {
                (None, _) => MISSING,
                (Some(value), None) => value,
                (Some("1"), Some((one, _))) => one,
                (Some(_), Some((_, many))) => many,
            });
            rest = behind;
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::responsible;
    use crate::world::policy::Lever;

    fn placeholders(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|it| it.split_once('}').map(|(name, _)| name))
            .map(|it| it.split_once('|').map_or(it, |(name, _)| name))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn all_languages_have_the_same_entries_with_the_same_placeholders() {
        let english = Words::of(Language::En).unwrap();
        assert!(english.entries.len() > 200);
        for language in Language::ALL {
            let words = Words::of(language).unwrap();
            let keys: Vec<&String> = words.entries.keys().collect();
            assert_eq!(keys, english.entries.keys().collect::<Vec<_>>());
            for (key, text) in &words.entries {
                assert!(!text.trim().is_empty(), "{key}");
                let other = &english.entries[key];
                assert_eq!(placeholders(text), placeholders(other), "{key}");
            }
            for lever in Lever::ALL {
                assert!(words.find("lever", lever.name()).is_some(), "{lever:?}");
            }
        }
    }

    #[test]
    fn each_language_writes_numbers_in_its_own_way() {
        let [en, es, pt] = Language::ALL;
        assert_eq!(en.rounded(-1234.6), "-1,230");
        assert_eq!(es.rounded(-1234.6), "-1\u{202f}230");
        assert_eq!(pt.significant(0.25, 2), "0,25");
        assert_eq!(es.exact(12_345.5), "12\u{202f}345,5");
        assert_eq!(es.short(12_345.5), "12\u{202f}300");
        assert_eq!(pt.whole(7), "7");
        for language in [es, pt] {
            let file = language.file();
            assert!(!file.contains("1,000"), "{language:?}");
        }
    }

    #[test]
    fn the_statement_of_responsible_use_is_the_one_of_the_manifest() {
        let english = Words::of(Language::En).unwrap();
        assert_eq!(english.get("use.statement"), responsible::TEXT);
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let mut words = Words::of(Language::En).unwrap();
        let text = "{a} and {b}{a}".to_owned();
        words.entries.insert("test.text".to_owned(), text);
        let filled = fill!(words, "test.text", a = "{b}", b = 2);
        assert_eq!(filled, "{b} and 2{b}");
        let text = "{n} {n|factor|factors}".to_owned();
        words.entries.insert("test.text".to_owned(), text);
        assert_eq!(fill!(words, "test.text", n = 1), "1 factor");
        assert_eq!(fill!(words, "test.text", n = 21), "21 factors");
        assert_eq!(words.get("no.entry"), MISSING);
    }
}
