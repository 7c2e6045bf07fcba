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

/// Writes a number as [`plain`] gives it.
pub fn write_plain(text: &mut Vec<u8>, value: f64) {
    /// Whole numbers below this fit an integer.
    const WHOLE: f64 = 1e15;
    if value.fract() == 0.0 && value.abs() < WHOLE {
        text.extend_from_slice(itoa::Buffer::new().format(value as i64).as_bytes());
    } else if !write_nine_digits(text, value) {
        text.extend_from_slice(plain(value).as_bytes());
    }
}

/// Writes a number of usual size rounded to nine digits; says whether it could: the last digit of
/// numbers half-way between two is left to exact arithmetic.
fn write_nine_digits(text: &mut Vec<u8>, value: f64) -> bool {
    const DIGITS: usize = 9;
    const POWERS: [f64; 15] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
    ];
    const RANGE: std::ops::Range<f64> = 1e8..1e9;
    /// More than the product of two numbers can be off at this size.
    const OFF: f64 = 1e-6;
    let size = value.abs();
    // Digits after the point that nine digits leave.
    let Some(after) = POWERS
        .iter()
        .position(|power| RANGE.contains(&(size * power)))
    else {
        return false;
    };
    let scaled = size * POWERS[after];
    let mut whole = scaled as u64;
    let rest = scaled - whole as f64;
    if (rest - 0.5).abs() < OFF {
        return false;
    }
    whole += u64::from(rest > 0.5);
    if whole as f64 >= RANGE.end {
        return false;
    }
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(whole).as_bytes();
    if value < 0.0 {
        text.push(b'-');
    }
    let zeros = digits.iter().rev().take_while(|&&it| it == b'0').count();
    let (before, kept) = (DIGITS.saturating_sub(after), DIGITS - zeros.min(after));
    if before == 0 {
        text.extend_from_slice(b"0.");
        text.extend(std::iter::repeat_n(b'0', after - DIGITS));
        text.extend_from_slice(&digits[..kept]);
    } else {
        text.extend_from_slice(&digits[..before]);
        if kept > before {
            text.push(b'.');
            text.extend_from_slice(&digits[before..kept]);
        }
    }
    true
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
    fn written_numbers_are_those_given() {
        // A sequence without pattern (SplitMix64), the same every time.
        let mut state = 1u64;
        let mut word = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((mixed ^ (mixed >> 31)) >> 32) as u32
        };
        let check = |value: f64| {
            let mut text = Vec::new();
            write_plain(&mut text, value);
            assert_eq!(String::from_utf8(text).unwrap(), plain(value), "{value:e}");
        };
        for value in [
            0.0,
            1e-9,
            0.1,
            0.5,
            1.5,
            999_999_999.6,
            99_999.999_95,
            1e15,
            1e300,
            7.0,
        ] {
            check(value);
            check(-value);
        }
        for _ in 0..200_000 {
            let words = [word(), word(), word(), word()];
            let size = f64::from(words[1] % 24) - 9.0;
            let value = (f64::from(words[0]) + 0.5) / 2f64.powi(32) * libm::exp10(size);
            check(value);
            // Few digits, and half-way between two.
            check((value * 1e4).round() / 1e4);
            check(f64::from(words[2] >> 12) + 0.5f64.powi((words[3] % 20) as i32));
        }
        for value in [f64::NAN, f64::INFINITY] {
            check(value);
        }
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
