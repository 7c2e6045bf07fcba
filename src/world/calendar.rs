//! Days counted from the corridor's first day, and the months they fall in.

use jiff::{ToSpan, civil::Date};

/// A run of days: the simulated window.
#[derive(Clone, Debug)]
pub struct Calendar {
    first: Date,
    month_of_day: Vec<u16>,
    months: Vec<Date>,
}

impl Calendar {
    /// The days from `first` to `last`, both included; empty if `last` comes before `first`.
    pub fn new(first: Date, last: Date) -> Self {
        let mut month_of_day = Vec::new();
        let mut months: Vec<Date> = Vec::new();
        let mut day = first;
        while day <= last {
            let month = day.first_of_month();
            if months.last() != Some(&month) {
                months.push(month);
            }
            month_of_day.push(months.len() as u16 - 1);
            match day.checked_add(1.day()) {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        Self {
            first,
            month_of_day,
            months,
        }
    }

    /// Number of days.
    pub fn days(&self) -> usize {
        self.month_of_day.len()
    }

    /// First days of the months touched, in order.
    pub fn months(&self) -> &[Date] {
        &self.months
    }

    /// Position in [`Calendar::months`] of the month in which `day` falls.
    pub fn month_of(&self, day: usize) -> usize {
        usize::from(self.month_of_day[day.min(self.month_of_day.len() - 1)])
    }

    /// Date of `day`.
    pub fn date(&self, day: usize) -> Date {
        self.first.saturating_add((day as i64).days())
    }

    /// Whether `day` is the last day of its month or of the window.
    pub fn ends_month(&self, day: usize) -> bool {
        day + 1 == self.days() || self.month_of(day) != self.month_of(day + 1)
    }
}
