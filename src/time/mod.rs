//! Points in time and days, as feeds state them: read, compared and printed the same everywhere.

use std::fmt;
use std::str::FromStr;

use jiff::civil;

use crate::error::Error;

mod epoch;
mod forms;
mod months;
mod zones;

/// How finely a [`Timestamp`] was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the day is known; the time of day says nothing.
    Day,
    /// Stated to the second.
    Second,
}

/// A moment in UTC, with the precision in which it was stated.
///
/// Ordered by time; a day-only stamp sorts as its midnight, before stamps of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    precision: Precision,
}

/// A calendar day: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

const SECONDS_PER_DAY: i64 = 86_400;
/// Years that a feed may plausibly state; outside, a stamp is an error, not a date.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;

impl Timestamp {
    /// A stamp stated to the second; `seconds` since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// When the year lies outside 1000 to 2999.
    pub fn from_seconds(seconds: i64) -> Result<Self, Error> {
        let stamp = Self {
            seconds,
            precision: Precision::Second,
        };
        if stamp
            .day()
            .civil()
            .is_some_and(|d| YEARS.contains(&d.year()))
        {
            Ok(stamp)
        } else {
            Err(out_of_range(&seconds.to_string()))
        }
    }

    /// A stamp that only states its day.
    pub fn from_day(day: Day) -> Self {
        Self {
            seconds: i64::from(day.0) * SECONDS_PER_DAY,
            precision: Precision::Day,
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z; for a day-only stamp, those of its midnight.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// How finely it was stated. A stamp of exactly midnight is often a day in disguise.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Its day in UTC.
    pub fn day(self) -> Day {
        let days = self.seconds.div_euclid(SECONDS_PER_DAY);
        Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }
}

impl Day {
    /// The day so many days after 1970-01-01 (before, when negative).
    pub fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Year, month (1 to 12) and day of month (1 to 31) to a day, when there is such a day.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = civil::Date::new(year, month, day).ok()?;
        let epoch = civil::date(1970, 1, 1);
        let days = (date - epoch).get_days();
        YEARS.contains(&year).then_some(Self(days))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Year, month and day of month.
    pub fn ymd(self) -> Option<(i16, i8, i8)> {
        self.civil().map(|d| (d.year(), d.month(), d.day()))
    }

    /// Day of the week, Monday = 0 to Sunday = 6.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((i64::from(self.0) + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    fn civil(self) -> Option<civil::Date> {
        let span = jiff::Span::new().try_days(self.0).ok()?;
        civil::date(1970, 1, 1).checked_add(span).ok()
    }
}

fn out_of_range(found: &str) -> Error {
    Error::input(format!("date `{found}` is out of range")).help("give a year from 1000 to 2999")
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Reads a date as feeds state it:
    ///
    /// - ISO 8601 and RFC 3339: a day, a time with or without offset (none: UTC), the compact forms
    ///   (`20240506`, `20240506T100000Z`, `20240506100000`), week dates and ordinal dates;
    /// - RFC 2822, `ctime`, and whatever else names the month (`May 6, 2024 10:00 AM EST`,
    ///   `6. Mai 2024`), in twelve languages; a wrong weekday is passed over;
    /// - days in figures: year first (`2024/05/06`, `2024年5月6日`), or day first behind points
    ///   (`06.05.2024`). Behind slashes or hyphens (`06/05/2024`) the part above 12 is the day; where
    ///   neither is, the date could be two days, and is an error;
    /// - seconds, milliseconds, microseconds or nanoseconds since 1970, told by their number of
    ///   digits, from the year 1973 on.
    ///
    /// A year or a month alone names no day and is an error, and so are small numbers, which
    /// exporters write for "unknown".
    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if let Some(day) = parse_day(text) {
            return day.map(Self::from_day);
        }
        if let Some(stamp) = epoch::parse(text) {
            return stamp;
        }
        // The usual form first, as it is by far the fastest.
        match text.parse::<jiff::Timestamp>() {
            Ok(stamp) => Self::from_seconds(stamp.as_second()),
            Err(_) => forms::parse(text),
        }
    }
}

impl Timestamp {
    /// Seconds since 1970; milliseconds, microseconds or nanoseconds when the number is too large
    /// for the unit before.
    ///
    /// # Errors
    /// When the year lies outside 1000 to 2999.
    pub fn from_epoch(number: i64) -> Result<Self, Error> {
        // 1e11 seconds is the year 5138; 1e11 milliseconds is 1973. The others alike.
        let unit = match number.unsigned_abs() {
            size if size < 100_000_000_000 => 1,
            size if size < 100_000_000_000_000 => 1000,
            size if size < 100_000_000_000_000_000 => 1_000_000,
            _ => 1_000_000_000,
        };
        Self::from_seconds(number.div_euclid(unit))
    }
}

/// What is wrong with a text that is no date, without all of it, however long it is.
fn no_date(text: &str, why: &str) -> Error {
    const SHOWN: usize = 60;
    let cut = text.char_indices().nth(SHOWN).map(|(at, _)| at);
    let shown = &text[..cut.unwrap_or(text.len())];
    let rest = if cut.is_some() { "..." } else { "" };
    Error::input(format!("`{shown}{rest}` {why}")).help(
        "use RFC 3339 (2023-09-21T08:00:00Z), RFC 2822, a day (2023-09-21) or seconds since 1970",
    )
}

/// `None` when the text is not of the form of an ISO day.
fn parse_day(text: &str) -> Option<Result<Day, Error>> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    let read = || Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    Some(read().ok_or_else(|| out_of_range(text)))
}

impl FromStr for Day {
    type Err = Error;

    /// Reads an ISO day, `2023-09-21`.
    fn from_str(text: &str) -> Result<Self, Error> {
        parse_day(text.trim()).unwrap_or_else(|| {
            Err(Error::input(format!("`{text}` is not a day")).help("write it as 2023-09-21"))
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ymd() {
            Some((year, month, day)) => write!(f, "{year:04}-{month:02}-{day:02}"),
            None => write!(f, "day {}", self.0),
        }
    }
}

impl fmt::Display for Timestamp {
    /// A day for a day-only stamp, else RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.day();
        match self.precision {
            Precision::Day => day.fmt(f),
            Precision::Second => {
                let rest = self.seconds.rem_euclid(SECONDS_PER_DAY);
                write!(
                    f,
                    "{day}T{:02}:{:02}:{:02}Z",
                    rest / 3600,
                    rest / 60 % 60,
                    rest % 60
                )
            }
        }
    }
}

macro_rules! serde_as_text {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
serde_as_text!(Timestamp);
serde_as_text!(Day);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_accepted_form_reads_and_prints_back() {
        let cases = [
            ("2023-09-21", "2023-09-21"),
            ("2023-09-21T08:00:00Z", "2023-09-21T08:00:00Z"),
            ("2023-09-21T08:00:00+02:00", "2023-09-21T06:00:00Z"),
            ("2017-09-15T00:00:00", "2017-09-15T00:00:00Z"),
            ("2017-09-15 09:05", "2017-09-15T09:05:00Z"),
            ("2017-09-15 09:05:30 UTC", "2017-09-15T09:05:30Z"),
            ("2017-09-15 09:05:30+0100", "2017-09-15T08:05:30Z"),
            ("2017-09-15T09:05:30 -0500", "2017-09-15T14:05:30Z"),
            ("2017-09-15T09:05:30 Z", "2017-09-15T09:05:30Z"),
            ("2017-09-15T24:00:00Z", "2017-09-16T00:00:00Z"),
            ("2017-09-15T09:05:30.25", "2017-09-15T09:05:30Z"),
            ("20170915T090530Z", "2017-09-15T09:05:30Z"),
            ("20170915090530", "2017-09-15T09:05:30Z"),
            ("201709150905", "2017-09-15T09:05:00Z"),
            ("20170915090530123", "2017-09-15T09:05:30Z"),
            ("2017-W37-5", "2017-09-15"),
            ("2017W375", "2017-09-15"),
            ("2017-258", "2017-09-15"),
            ("2017/09/15", "2017-09-15"),
            ("2017/9/5 7:05", "2017-09-05T07:05:00Z"),
            ("2017年9月15日", "2017-09-15"),
            ("2017년 9월 15일", "2017-09-15"),
            ("15.09.2017", "2017-09-15"),
            ("5.9.17", "2017-09-05"),
            ("15/09/2017", "2017-09-15"),
            ("09/15/2017 9:05 PM", "2017-09-15T21:05:00Z"),
            ("07-07-2017", "2017-07-07"),
            ("15 September 2017", "2017-09-15"),
            ("September 15, 2017", "2017-09-15"),
            ("Sept. 15th, 2017 at 9:05 p.m. EDT", "2017-09-16T01:05:00Z"),
            ("Friday, Sep 15, 2017", "2017-09-15"),
            ("15-Sep-2017 09:05:30", "2017-09-15T09:05:30Z"),
            ("15. März 2017, 9:05 Uhr", "2017-03-15T09:05:00Z"),
            ("15 de marzo de 2017", "2017-03-15"),
            ("1er août 2017", "2017-08-01"),
            ("15 сентября 2017 г.", "2017-09-15"),
            ("Thu, 21 Sep 2023 08:00:00 GMT", "2023-09-21T08:00:00Z"),
            ("Mon, 21 Sep 2023 08:00:00 +0200", "2023-09-21T06:00:00Z"),
            ("Thu, 21 Sep 23 08:00 PST", "2023-09-21T16:00:00Z"),
            ("Thu Sep  7 08:00:00 2023", "2023-09-07T08:00:00Z"),
            ("Thu Sep  7 08:00:00 CEST 2023", "2023-09-07T06:00:00Z"),
            (
                "Thu Sep 07 2023 08:00:00 GMT+0200 (CEST)",
                "2023-09-07T06:00:00Z",
            ),
            ("20230921", "2023-09-21"),
            ("1695283200", "2023-09-21T08:00:00Z"),
            ("1695283200.75", "2023-09-21T08:00:00Z"),
            ("1695283200000", "2023-09-21T08:00:00Z"),
            ("1695283200000000", "2023-09-21T08:00:00Z"),
            ("1695283200000000000", "2023-09-21T08:00:00Z"),
            ("946684799", "1999-12-31T23:59:59Z"),
        ];
        for (text, printed) in cases {
            let stamp: Timestamp = text.parse().expect(text);
            assert_eq!(stamp.to_string(), printed, "{text}");
            assert_eq!(printed.parse::<Timestamp>().expect(printed), stamp);
        }
    }

    #[test]
    fn what_names_no_day_or_two_is_no_date_and_says_why() {
        let cases = [
            ("1987", "is a year alone, which names no day"),
            ("2023-09", "names a month but no day"),
            ("September 2023", "names a month but no day"),
            ("2023-W38", "names a week but no day"),
            ("21 September", "names no year"),
            ("0", "is a number that no feed means as a time"),
            ("-1", "is a number that no feed means as a time"),
            ("20231399", "is a number that no feed means as a time"),
            ("20231399102030", "is a number that no feed means as a time"),
            ("06/05/2024", "could be 6 May or 5 June"),
            ("5-6-2024", "could be 5 June or 6 May"),
            (
                "2023-09-21T08:00:00 XYT",
                "has a time zone that is not known",
            ),
            ("soon", "is not a date"),
            ("yesterday", "is not a date"),
            ("", "is not a date"),
            ("2023-09-21 by our staff", "is not a date"),
            ("31 February 2023", "is not a date"),
            ("2023-09-21T25:00:00Z", "is not a date"),
        ];
        for (text, why) in cases {
            let error = text.parse::<Timestamp>().expect_err(text);
            assert_eq!(error.message(), format!("`{text}` {why}"));
            assert!(error.repair().is_some(), "{text}: {error}");
        }
    }

    #[test]
    fn impossible_days_and_years_are_errors_that_say_so() {
        for text in [
            "2023-02-30",
            "9999-01-01",
            "0000-00-00",
            "2024-13-45",
            "99999999999999999",
            "9".repeat(500).as_str(),
            "Mon, ".repeat(500).as_str(),
        ] {
            let error = text.parse::<Timestamp>().expect_err(text);
            assert!(error.repair().is_some(), "{text}: {error}");
            assert!(error.message().len() < 150, "{error}");
        }
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        assert_eq!(Day::from_ymd(2023, 9, 20).expect("a day").weekday(), 2);
        assert_eq!(Day::from_ymd(1970, 1, 1).expect("a day").weekday(), 3);
        assert_eq!(Day::from_ymd(1969, 12, 31).expect("a day").weekday(), 2);
    }
}
