//! The only reader of decimal numbers outside imports.

use super::Finite;

/// The number that `text` says in decimal digits: with a sign, a point and an exponent or without. The nearest `f64`,
/// ties to even; `None` for anything else, spaces included, and for what is too large.
///
/// Read by `serde_json`, which the browser part has anyway: the reader of the standard library beside it, with a table of
/// powers of its own, is nine kilobytes of it.
pub fn number(text: &str) -> Option<Finite> {
    let is_plain = |byte: u8| byte.is_ascii_digit() || b".eE+-".contains(&byte);
    if !text.bytes().all(is_plain) {
        return None;
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let digits = if sign.is_empty() { digits.strip_prefix('+').unwrap_or(digits) } else { digits };
    let (mantissa, exponent) = digits.split_at(digits.find(['e', 'E']).unwrap_or(digits.len()));
    if !mantissa.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // As JSON has them: no zeros before another digit, a digit on both sides of the point.
    let mantissa = mantissa.strip_suffix('.').unwrap_or(mantissa).trim_start_matches('0');
    let zero = if mantissa.starts_with(|first: char| first.is_ascii_digit()) { "" } else { "0" };
    serde_json::from_str(&format!("{sign}{zero}{mantissa}{exponent}")).ok().and_then(Finite::new)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_write_is_read_and_what_is_no_number_is_not() {
        for text in
            ["0", "-0", "00", "007", "5.", ".5", "+.5e1", "-12.250", "1e-3", "2E+4", "0.1", "1e22", "1e-400"]
        {
            assert_eq!(number(text).map(Finite::get), text.parse().ok(), "{text}");
        }
        for text in [
            "", "-", "+", ".", "e5", ".e5", "1e", "--1", "+-1", "1 ", " 1", "1,5", "0x1", "inf", "NaN",
            "1e999",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_as_the_standard_library_reads_it(value: f64, places in 0_usize..20) {
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:.places$}")] {
                let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
                prop_assert_eq!(number(&text).map(Finite::get), expected, "{}", text);
            }
        }
    }
}
