//! Whole months that a measure looks at.

use jiff::civil::{Date, date};

use super::RunSpec;
use crate::world::calendar::Calendar;

/// A run of whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    first: Date,
    last: Date,
}

impl Period {
    /// A year (`2023`), a half (`2023h1`) or a month (`2023m05`).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year: i16 = year
            .parse()
            .ok()
            .filter(|year| (1900..=2999).contains(year))?;
        let months = match (rest.get(..1), rest.get(1..)) {
            (None, _) => (1, 12),
            (Some("h"), Some("1")) => (1, 6),
            (Some("h"), Some("2")) => (7, 12),
            (Some("m"), Some(month)) => {
                let month: i8 = month
                    .parse()
                    .ok()
                    .filter(|month| (1..=12).contains(month))?;
                (month, month)
            }
            _ => return None,
        };
        Some(Self {
            first: date(year, months.0, 1),
            last: date(year, months.1, 1),
        })
    }

    /// Periods joined by `+`.
    pub(super) fn parse_some(text: &str) -> Option<Vec<Self>> {
        text.split('+').map(Period::parse).collect()
    }

    /// First and last day.
    pub(super) fn days(self) -> (Date, Date) {
        (self.first, self.last.last_of_month())
    }

    /// Positions of its months in the window; none if the window does not hold all of it.
    pub(super) fn months(self, spec: &RunSpec) -> Option<Vec<usize>> {
        let (first, last) = self.days();
        if spec.from > first || spec.to < last {
            return None;
        }
        let calendar = Calendar::new(spec.from, spec.to);
        let months = calendar.months().iter().enumerate();
        let inside = months.filter(|(_, month)| (self.first..=self.last).contains(month));
        Some(inside.map(|(position, _)| position).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_years_halves_and_months() {
        let months = |text: &str| Period::parse(text).map(|it| (it.first.month(), it.last.month()));
        assert_eq!(months("2023"), Some((1, 12)));
        assert_eq!(months("2023h2"), Some((7, 12)));
        assert_eq!(months("2023m05"), Some((5, 5)));
        for bad in ["", "23", "2023h3", "2023m13", "2023x1", "2023h"] {
            assert_eq!(months(bad), None, "{bad}");
        }
    }
}
