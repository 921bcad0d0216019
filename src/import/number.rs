//! Decimal numbers as files write them.

/// Why a text is not a decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("write the decimal point as a full stop; commas are not guessed.")]
    Comma,
    #[error("write the number in full, without an exponent.")]
    Exponent,
    #[error(
        "this is no number; leave the cell empty when the value is missing, or list the text under `missing` in the \
         mapping."
    )]
    Word,
    #[error("write a number with the digits 0 to 9 and at most one decimal point.")]
    Other,
}

/// An optional minus, digits, and optionally a full stop and more digits; the digits before the stop may be left
/// out (`.5`). No plus sign, exponent, separator, NaN or infinity. Very long numbers may come out infinite: check the
/// range. Never `-0.0`.
pub fn parse_number(text: &str) -> Result<f64, NumberError> {
    if !is_decimal(text) {
        return Err(reason(text));
    }
    // Adding zero turns -0.0 into 0.0, so that one score has one value.
    text.parse::<f64>().map(|value| value + 0.0).map_err(|_| NumberError::Other)
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole.is_empty() || digits(whole)) && digits(fraction),
        None => digits(unsigned),
    }
}

fn reason(text: &str) -> NumberError {
    let only = |extra: &[char]| text.chars().all(|c| c.is_ascii_digit() || c == '-' || extra.contains(&c));
    if text.contains(',') && only(&[',', '.', ' ']) {
        NumberError::Comma
    } else if text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.')
        && text.contains(['e', 'E'])
        && only(&['e', 'E', '+', '.'])
    {
        NumberError::Exponent
    } else if text.chars().any(|c| c.is_ascii_alphabetic()) || text == "." {
        NumberError::Word
    } else {
        NumberError::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_decimals_are_read() {
        for (text, value) in
            [("3", 3.0), ("-1.25", -1.25), ("007", 7.0), (".5", 0.5), ("15.33333", 15.333_33)]
        {
            assert_eq!(parse_number(text), Ok(value), "{text}");
        }
        assert!(parse_number("-0").is_ok_and(f64::is_sign_positive));
    }

    #[test]
    fn what_is_not_a_plain_decimal_is_refused_with_its_reason() {
        let cases = [
            ("NaN", NumberError::Word),
            ("inf", NumberError::Word),
            ("-Infinity", NumberError::Word),
            ("NA", NumberError::Word),
            (".", NumberError::Word),
            ("0x10", NumberError::Word),
            ("1e309", NumberError::Exponent),
            ("1E+05", NumberError::Exponent),
            ("1,5", NumberError::Comma),
            ("1.234,5", NumberError::Comma),
            ("٣", NumberError::Other),
            ("\u{2212}3", NumberError::Other),
            ("+3", NumberError::Other),
            ("3.", NumberError::Other),
            ("1.2.3", NumberError::Other),
            ("--1", NumberError::Other),
            ("-", NumberError::Other),
            ("", NumberError::Other),
            ("1 000", NumberError::Other),
        ];
        for (text, reason) in cases {
            assert_eq!(parse_number(text), Err(reason), "{text}");
        }
    }
}
