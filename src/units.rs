//! Units of the quantities that describe the world, and what each unit allows.

use std::fmt;

/// The unit a number is measured in. A unit decides which values are legal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Chance of an event, 0 to 1.
    Probability,
    /// Part of a whole, 0 to 1.
    Share,
    /// Rate per person (or party) and day, 0 or more.
    PerDay,
    /// Days, 0 or more.
    Days,
    /// US dollars of 2023, 0 or more.
    Usd,
    /// US dollars of 2023 per person and day, 0 or more.
    UsdPerDay,
    /// Kilometres, 0 or more.
    Km,
    /// People, 0 or more.
    Persons,
    /// People per day, 0 or more.
    PersonsPerDay,
    /// Units of utility, -1e6 to 1e6.
    Utils,
    /// A multiplier, 0 or more.
    Ratio,
    /// Natural-log points, -100 to 100: their exponential is a number still.
    LogPoints,
    /// Points on the 0 to 100 scales of health and energy.
    Points,
    /// The unit of the lever that a dated change sets; the lever's own range bounds it.
    Lever,
}

impl Unit {
    /// Every unit that files name, in the order of the documentation.
    pub const ALL: [Unit; 13] = [
        Unit::Probability,
        Unit::Share,
        Unit::PerDay,
        Unit::Days,
        Unit::Usd,
        Unit::UsdPerDay,
        Unit::Km,
        Unit::Persons,
        Unit::PersonsPerDay,
        Unit::Utils,
        Unit::Ratio,
        Unit::LogPoints,
        Unit::Points,
    ];

    /// The word used for the unit in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Probability => "probability",
            Unit::Share => "share",
            Unit::PerDay => "1/day",
            Unit::Days => "days",
            Unit::Usd => "USD",
            Unit::UsdPerDay => "USD/day",
            Unit::Km => "km",
            Unit::Persons => "persons",
            Unit::PersonsPerDay => "persons/day",
            Unit::Utils => "utils",
            Unit::Ratio => "x",
            Unit::LogPoints => "log points",
            Unit::Points => "points",
            Unit::Lever => "as its lever",
        }
    }

    /// Lowest and highest legal value of the unit.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Unit::Probability | Unit::Share => (0.0, 1.0),
            Unit::Points => (0.0, 100.0),
            Unit::Utils => (-1e6, 1e6),
            Unit::LogPoints => (-100.0, 100.0),
            Unit::Lever => (f64::NEG_INFINITY, f64::INFINITY),
            _ => (0.0, f64::INFINITY),
        }
    }

    /// Whether `value` is finite and inside the unit's bounds.
    pub fn allows(self, value: f64) -> bool {
        let (low, high) = self.bounds();
        value.is_finite() && value >= low && value <= high
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Bytes in lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
