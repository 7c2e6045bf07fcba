//! One cell of a table or value of a key, where it stands, and what it can be read as.

use std::borrow::Cow;

use jiff::civil::Date;

use super::fault::{Fault, Log};
use super::names::Names;
use crate::units::Unit;

/// A piece of input with its place, for faults.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: Option<u64>,
    pub(crate) key: Cow<'a, str>,
    pub(crate) text: Cow<'a, str>,
}

impl Field<'_> {
    /// A fault of this field's text.
    pub(crate) fn fault(&self, problem: impl Into<String>) -> Fault {
        Fault::new(self.file, self.line, &self.key, &self.text, problem)
    }

    /// Adds a fault of this field's text that says what is allowed.
    pub(crate) fn refuse(
        &self,
        log: &mut Log,
        problem: impl Into<String>,
        allowed: impl Into<String>,
    ) {
        log.add(self.fault(problem).allowed(allowed));
    }

    /// The text, which must not be empty.
    pub(crate) fn filled(&self, log: &mut Log) -> Option<&str> {
        if self.text.is_empty() {
            log.add(self.fault("empty"));
            return None;
        }
        Some(&self.text)
    }

    /// A short text on one line, which must not be empty.
    pub(crate) fn line(&self, log: &mut Log) -> Option<String> {
        /// Most letters.
        const LONGEST: usize = 200;
        let text = self.filled(log)?;
        if text.chars().count() <= LONGEST && !text.chars().any(char::is_control) {
            return Some(text.to_owned());
        }
        let fault = self.fault("not a short text");
        log.add(fault.allowed(format!("one line of at most {LONGEST} characters")));
        None
    }

    /// A finite number.
    pub(crate) fn number(&self, log: &mut Log) -> Option<f64> {
        let text = self.filled(log)?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            Ok(_) => {
                self.refuse(log, "not finite", "a finite number");
                None
            }
            Err(_) => {
                self.refuse(log, "not a number", "a finite number");
                None
            }
        }
    }

    /// A number from `low` to `high`; `unit` is named in faults and may be empty.
    pub(crate) fn between(&self, log: &mut Log, low: f64, high: f64, unit: &str) -> Option<f64> {
        let number = self.number(log)?;
        if (low..=high).contains(&number) {
            return Some(number);
        }
        let problem = if number < low {
            "below the lowest legal value"
        } else {
            "above the highest legal value"
        };
        let allowed = match (high.is_finite(), unit.is_empty()) {
            (true, true) => format!("{low} to {high}"),
            (true, false) => format!("{low} to {high} ({unit})"),
            (false, true) => format!("{low} or more"),
            (false, false) => format!("{low} or more ({unit})"),
        };
        self.refuse(log, problem, allowed);
        None
    }

    /// A whole number from `low` to `high`.
    pub(crate) fn whole(&self, log: &mut Log, low: f64, high: f64, unit: &str) -> Option<f64> {
        let number = self.between(log, low, high, unit)?;
        if number.fract() > 0.0 {
            self.refuse(log, "not whole", "a whole number");
            return None;
        }
        Some(number)
    }

    /// A number that `unit` allows.
    pub(crate) fn legal(&self, log: &mut Log, unit: Unit) -> Option<f64> {
        let (low, high) = unit.bounds();
        self.between(log, low, high, unit.name())
    }

    /// `y` or `n`.
    pub(crate) fn flag(&self, log: &mut Log) -> Option<bool> {
        match self.text.as_ref() {
            "y" => Some(true),
            "n" => Some(false),
            _ => {
                self.refuse(log, "neither yes nor no", "y, n");
                None
            }
        }
    }

    /// One of a few words.
    pub(crate) fn choice<T>(
        &self,
        log: &mut Log,
        what: &str,
        choices: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Option<T> {
        let mut words = Vec::new();
        for (word, meaning) in choices {
            if word == self.text {
                return Some(meaning);
            }
            words.push(word);
        }
        let fault = self
            .fault(format!("unknown {what}"))
            .allowed(words.join(", "));
        log.add_near(fault, &self.text, words);
        None
    }

    /// The position of one of `names`.
    pub(crate) fn known(&self, log: &mut Log, names: &Names) -> Option<usize> {
        self.filled(log)?;
        let position = names.position(&self.text);
        if position.is_none() && names.is_whole() {
            let fault = self.fault(format!("unknown {}", names.what()));
            log.add_near(fault, &self.text, names.iter());
        }
        position
    }

    /// A text fit to be an identifier: letters, digits, `_` and `-`.
    pub(crate) fn identifier(&self, log: &mut Log) -> Option<&str> {
        let text = self.filled(log)?;
        if text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        {
            return Some(text);
        }
        self.refuse(log, "not an identifier", "letters, digits, _ and -");
        None
    }

    /// A day, written `YYYY-MM-DD`.
    pub(crate) fn date(&self, log: &mut Log) -> Option<Date> {
        let date = match numbers(&self.text, &[4, 2, 2]).as_deref() {
            Some([year, month, day]) => Date::new(*year, *month as i8, *day as i8).ok(),
            _ => None,
        };
        if date.is_none() {
            self.refuse(log, "not a date", "YYYY-MM-DD");
        }
        date
    }

    /// The first day of a month, written `YYYY-MM`.
    pub(crate) fn month(&self, log: &mut Log) -> Option<Date> {
        let date = match numbers(&self.text, &[4, 2]).as_deref() {
            Some([year, month]) => Date::new(*year, *month as i8, 1).ok(),
            _ => None,
        };
        if date.is_none() {
            self.refuse(log, "not a month", "YYYY-MM");
        }
        date
    }
}

/// The numbers in a text of digit groups of these widths, joined by hyphens.
fn numbers(text: &str, widths: &[usize]) -> Option<Vec<i16>> {
    let groups: Vec<&str> = text.split('-').collect();
    let fits = groups.len() == widths.len()
        && groups.iter().zip(widths).all(|(group, width)| {
            group.len() == *width && group.bytes().all(|byte| byte.is_ascii_digit())
        });
    if !fits {
        return None;
    }
    groups.iter().map(|group| group.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::Field;
    use crate::scenario::fault::Log;

    fn field(text: &str) -> Field<'_> {
        Field {
            file: "a.csv",
            line: Some(2),
            key: Cow::Borrowed("when"),
            text: Cow::Borrowed(text),
        }
    }

    #[test]
    fn reads_dates_and_months_strictly() {
        let mut log = Log::default();
        assert_eq!(
            field("2024-02-29").date(&mut log),
            Some(jiff::civil::date(2024, 2, 29))
        );
        assert_eq!(
            field("2024-02").month(&mut log),
            Some(jiff::civil::date(2024, 2, 1))
        );
        for bad in [
            "2023-02-29",
            "20240229",
            "2024-2-29",
            "2024-02-29T00:00",
            "",
            "é024-02-2",
        ] {
            assert_eq!(field(bad).date(&mut log), None, "{bad}");
        }
        for bad in ["2024-13", "2024", "2024-1", "-024-01"] {
            assert_eq!(field(bad).month(&mut log), None, "{bad}");
        }
    }

    #[test]
    fn refuses_numbers_that_are_not_finite() {
        for bad in ["inf", "NaN", "-inf", "1e999", "", "12km", " 1"] {
            assert_eq!(field(bad).number(&mut Log::default()), None, "{bad}");
        }
        assert_eq!(field("1e3").number(&mut Log::default()), Some(1000.0));
    }
}
