//! Calendar days, ISO 8601 (`2024-03-31`) only.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not four, two and two digits.
    #[error("write the day as year-month-day with four, two and two digits (2024-03-31).")]
    Form,
    /// No day of the calendar.
    #[error("there is no such day; correct it.")]
    NoSuchDay,
    /// Outside the years that data of people can have.
    #[error("the day lies outside 1900-01-01 to 2100-12-31; correct it or leave the cell empty.")]
    Implausible,
}

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2100;

/// A day of the Gregorian calendar between 1900-01-01 and 2100-12-31; in files and addresses `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

impl Day {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// A [`DayError`] for another form, no such day, or a day outside the window.
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let (year, month, day) = parts(text).ok_or(DayError::Form)?;
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return Err(DayError::NoSuchDay);
        }
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return Err(DayError::Implausible);
        }
        Ok(Self(days_since_1970(year, month, day)))
    }

    /// The day this many days after 1970-01-01; `None` outside the window.
    pub const fn from_days(days: i32) -> Option<Self> {
        let first = days_since_1970(FIRST_YEAR, 1, 1);
        let last = days_since_1970(LAST_YEAR, 12, 31);
        if days < first || days > last { None } else { Some(Self(days)) }
    }

    /// Days since 1970-01-01.
    pub const fn days(self) -> i32 {
        self.0
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        Self::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0);
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
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

/// Civil from days, the inverse of the above, from the same source.
const fn civil(days: i32) -> (i32, i32, i32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
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
            assert_eq!(Day::parse(text).map(Day::days), Ok(days), "{text}");
        }
    }

    #[test]
    fn every_day_of_the_window_follows_the_one_before() {
        let mut previous: Option<i32> = None;
        for year in FIRST_YEAR..=LAST_YEAR {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    let text = format!("{year}-{month:02}-{day:02}");
                    let day = Day::parse(&text).unwrap();
                    assert_eq!(day.to_string(), text);
                    assert_eq!(Day::from_days(day.days()), Some(day));
                    assert!(previous.is_none_or(|before| day.days() == before + 1), "{text}");
                    previous = Some(day.days());
                }
            }
        }
    }

    #[test]
    fn days_outside_the_window_are_none() {
        assert_eq!(Day::from_days(-25_568), None);
        assert_eq!(Day::from_days(47_847), None);
        assert_eq!(Day::from_days(i32::MIN), None);
        assert_eq!(Day::from_days(i32::MAX), None);
    }

    #[test]
    fn a_day_crosses_as_text() {
        let day = Day::parse("2024-02-29").unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2024-02-29\"");
        assert_eq!(serde_json::from_str::<Day>("\"2024-02-29\"").unwrap(), day);
        assert!(serde_json::from_str::<Day>("\"2023-02-29\"").is_err());
        assert!(serde_json::from_str::<Day>("19782").is_err());
    }
}
