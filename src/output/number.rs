//! Numbers as text: for files, and for people.

/// A number for a file: without decimals where it has none, else with nine significant digits at
/// most. The same number gives the same text on every machine.
pub fn plain(value: f64) -> String {
    if !value.is_finite() {
        String::new()
    } else if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{}", value as i64)
    } else {
        let rounded: f64 = format!("{value:.8e}").parse().unwrap_or(value);
        format!("{rounded}")
    }
}

/// A number for people: three significant digits, thousands separated by commas.
pub fn rounded(value: f64) -> String {
    significant(value, 3)
}

/// A number for people with 1 to 6 significant digits, thousands separated by commas.
pub fn significant(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "-".to_owned();
    }
    let value: f64 = format!("{value:.*e}", digits - 1).parse().unwrap_or(value);
    let size = value.abs();
    if size < 0.001 {
        return if size > 0.0 {
            format!("{value:.0e}")
        } else {
            "0".to_owned()
        };
    }
    let decimals = (digits as i32 - 1 - libm::log10(size).floor() as i32).clamp(0, 6) as usize;
    grouped(&format!("{value:.decimals$}"))
}

/// A whole number with thousands separated by commas.
pub fn whole(value: u64) -> String {
    grouped(&value.to_string())
}

pub(super) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = sign.to_owned();
    for (position, digit) in integer.chars().enumerate() {
        if position > 0 && (integer.len() - position) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_get_nine_digits_at_most_and_no_needless_decimals() {
        assert_eq!(plain(3.0), "3");
        assert_eq!(plain(-2.0), "-2");
        assert_eq!(plain(1.0 / 3.0), "0.333333333");
        assert_eq!(plain(1234.5), "1234.5");
        assert_eq!(plain(0.000_012_5), "0.0000125");
        assert_eq!(plain(f64::NAN), "");
    }

    #[test]
    fn people_get_three_digits() {
        assert_eq!(rounded(0.0), "0");
        assert_eq!(rounded(523_412.0), "523,000");
        assert_eq!(rounded(1234.6), "1,230");
        assert_eq!(rounded(999.6), "1,000");
        assert_eq!(rounded(12.345), "12.3");
        assert_eq!(rounded(-0.12345), "-0.123");
        assert_eq!(rounded(0.000_04), "4e-5");
        assert_eq!(whole(1_234_567), "1,234,567");
    }
}
