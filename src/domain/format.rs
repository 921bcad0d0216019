//! The only place where numbers become text. English: `10,264`, `−25.6`, `69.6%`, `14.6 to 15.6`.

use std::fmt::Write as _;

use super::{Finite, Interval, reading};

/// A true minus sign.
pub const MINUS: char = '\u{2212}';

/// `value` with `places` decimals and a true minus; `-0.0` and values that round to zero print without a sign.
pub fn decimal(value: Finite, places: usize) -> String {
    let text = format!("{:.places$}", value.get().abs());
    let is_zero = text.bytes().all(|byte| byte == b'0' || byte == b'.');
    let grouped = group_thousands(&text);
    if value.get() < 0.0 && !is_zero { format!("{MINUS}{grouped}") } else { grouped }
}

/// A count with thousands separated: `10,264`.
pub fn count(value: u32) -> String {
    group_thousands(&value.to_string())
}

/// A share between 0 and 1 as per cent: `69.6%`.
pub fn percent(share: Finite, places: usize) -> String {
    Finite::new(share.get() * 100.0)
        .map_or_else(|| "–".to_owned(), |value| format!("{}%", decimal(value, places)))
}

/// `14.6 to 15.6`.
pub fn interval(interval: Interval, places: usize) -> String {
    format!("{} to {}", decimal(interval.low, places), decimal(interval.high, places))
}

/// A number for a machine: shortest text that reads back to the same `f64`, ASCII minus.
pub fn exact(value: Finite) -> String {
    format!("{}", value.get())
}

/// `value` rounded to `digits` significant digits, as a number.
pub fn to_significant(value: Finite, digits: u32) -> Finite {
    let number = value.get();
    if number == 0.0 || digits == 0 {
        return Finite::ZERO;
    }
    let text = format!("{:.*e}", (digits - 1) as usize, number);
    reading::number(&text).unwrap_or(value)
}

fn group_thousands(digits: &str) -> String {
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(fraction);
    grouped
}

/// Bytes in hexadecimal digits, two a byte, in small letters; no bytes give no digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        // Writing to text cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finite(value: f64) -> Finite {
        Finite::new(value).unwrap_or(Finite::ZERO)
    }

    #[test]
    fn bytes_are_two_digits_each() {
        assert_eq!(hexadecimal(&[0, 10, 255]), "000aff");
        assert_eq!(hexadecimal(&[]), "");
    }

    #[test]
    fn thousands_are_separated_and_minus_is_true() {
        assert_eq!(count(10_264), "10,264");
        assert_eq!(decimal(finite(-25.61), 1), "−25.6");
        assert_eq!(decimal(finite(-0.04), 1), "0.0");
        assert_eq!(decimal(finite(1_234_567.25), 1), "1,234,567.2");
        assert_eq!(percent(finite(0.6964), 1), "69.6%");
    }

    #[test]
    fn significant_digits_are_kept() {
        assert_eq!(to_significant(finite(22.343), 2).get(), 22.0);
        assert_eq!(to_significant(finite(0.012_345), 2).get(), 0.012);
        assert_eq!(to_significant(finite(-1_874.0), 2).get(), -1_900.0);
    }
}
