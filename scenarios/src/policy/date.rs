//! Days of the calendar.

use std::fmt;

use time::Month;

/// A day, in the Gregorian calendar, without a time or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(time::Date);

/// Text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no day: expected year, month and day, such as 2027-01-31")]
pub struct DateError {
    text: String,
}

impl Date {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`DateError`] for any other form, and for a day that is not in the calendar.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let date: Option<toml::value::Datetime> = text.parse().ok();
        date.as_ref()
            .and_then(Self::of_toml)
            .ok_or_else(|| DateError {
                text: text.to_owned(),
            })
    }

    /// The day of a TOML date; none where it has a time, or is not in the calendar.
    pub(super) fn of_toml(written: &toml::value::Datetime) -> Option<Self> {
        let date = written.date.as_ref()?;
        if written.time.is_some() || written.offset.is_some() {
            return None;
        }
        let month = Month::try_from(date.month).ok()?;
        time::Date::from_calendar_date(i32::from(date.year), month, date.day)
            .ok()
            .map(Self)
    }

    /// The day in UTC, so many seconds after 1970 began; none where that is beyond the calendar.
    pub fn of_unix_seconds(seconds: i64) -> Option<Self> {
        let moment = time::OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        Some(Self(moment.date()))
    }

    /// Days from `earlier` to this day; negative if this one is the earlier.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.0.to_julian_day()) - i64::from(earlier.0.to_julian_day())
    }
}

/// As `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(formatter, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_read() {
        for text in ["2026-10-01", "2028-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "26-10-01",
            "2026-10-01T00:00:00",
            "10:00:00",
            "tomorrow",
            "",
            "2026-10-01 ",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn seconds_since_1970_fall_on_days() {
        let day = |seconds| Date::of_unix_seconds(seconds).unwrap().to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(86_399), "1970-01-01");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(Date::of_unix_seconds(i64::MAX), None);
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        let day = |text| Date::parse(text).unwrap();
        // 2028 is a leap year, 2026 is not.
        assert_eq!(day("2026-03-01").days_since(day("2026-02-28")), 1);
        assert_eq!(day("2028-03-01").days_since(day("2028-02-28")), 2);
        assert_eq!(day("2026-01-01").days_since(day("2027-01-01")), -365);
    }
}
