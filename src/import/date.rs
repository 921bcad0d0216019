//! Calendar days, ISO 8601 (`2024-03-31`) only.

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("write the day as year-month-day with four, two and two digits (2024-03-31).")]
    Form,
    #[error("there is no such day; correct it.")]
    NoSuchDay,
    #[error("the day lies outside 1900-01-01 to 2100-12-31; correct it or leave the cell empty.")]
    Implausible,
}

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2100;

/// Days since 1970-01-01 of a day between 1900-01-01 and 2100-12-31 written as `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Result<i32, DateError> {
    let (year, month, day) = parts(text).ok_or(DateError::Form)?;
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return Err(DateError::NoSuchDay);
    }
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(DateError::Implausible);
    }
    Ok(days_since_1970(year, month, day))
}

fn parts(text: &str) -> Option<(i32, i32, i32)> {
    let bytes = text.as_bytes();
    let in_form = bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !in_form {
        return None;
    }
    Some((text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?))
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from civil, Hinnant, "chrono-compatible low-level date algorithms".
const fn days_since_1970(year: i32, month: i32, day: i32) -> i32 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let era = march_year.div_euclid(400);
    let year_of_era = march_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        // Python: (date(y, m, d) - date(1970, 1, 1)).days
        let cases = [
            ("1970-01-01", 0),
            ("1900-01-01", -25_567),
            ("2000-02-29", 11_016),
            ("2024-12-31", 20_088),
            ("2100-12-31", 47_846),
        ];
        for (text, days) in cases {
            assert_eq!(parse_date(text), Ok(days), "{text}");
        }
    }

    #[test]
    fn every_day_of_the_window_follows_the_one_before() {
        let mut previous = None;
        for year in FIRST_YEAR..=LAST_YEAR {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    let days = parse_date(&format!("{year}-{month:02}-{day:02}")).unwrap();
                    assert!(previous.is_none_or(|before| days == before + 1), "{year}-{month}-{day}");
                    previous = Some(days);
                }
            }
        }
    }
}
