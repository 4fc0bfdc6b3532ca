//! Points in time and days, as feeds state them: read, compared and printed the same everywhere.

use std::fmt;
use std::str::FromStr;

use jiff::civil;

use crate::error::Error;

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

    /// Reads RFC 3339, RFC 2822, an ISO day (`2023-09-21`), an ISO date-time without offset (taken
    /// as UTC), a compact day (`20230921`), or seconds or milliseconds since 1970. A year alone
    /// (`2023`) is refused: it names no day, and as seconds it would be the first hour of 1970.
    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if let Some(day) = parse_compact_day(text) {
            return Ok(Self::from_day(day));
        }
        if is_year(text) {
            return Err(
                Error::input(format!("`{text}` is a year alone, which names no day"))
                    .help("give a day, such as 2023-09-21"),
            );
        }
        if let Ok(number) = text.parse::<i64>() {
            return Self::from_epoch(number);
        }
        if let Some(day) = parse_day(text) {
            return day.map(Self::from_day);
        }
        let stamp = text
            .parse::<jiff::Timestamp>()
            .ok()
            .or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|z| z.timestamp()))
            .or_else(|| {
                let local = text.parse::<civil::DateTime>().ok()?;
                local
                    .to_zoned(jiff::tz::TimeZone::UTC)
                    .ok()
                    .map(|z| z.timestamp())
            });
        match stamp {
            Some(stamp) => Self::from_seconds(stamp.as_second()),
            None => Err(Error::input(format!("`{text}` is not a date")).help(
                "use RFC 3339 (2023-09-21T08:00:00Z), RFC 2822, a day (2023-09-21) or seconds since 1970",
            )),
        }
    }
}

impl Timestamp {
    /// Seconds since 1970, or milliseconds when the number is too large for seconds.
    ///
    /// # Errors
    /// When the year lies outside 1000 to 2999.
    pub fn from_epoch(number: i64) -> Result<Self, Error> {
        // 1e11 seconds is the year 5138; 1e11 milliseconds is 1973.
        if number.unsigned_abs() >= 100_000_000_000 {
            Self::from_seconds(number.div_euclid(1000))
        } else {
            Self::from_seconds(number)
        }
    }
}

/// Whether a text is a year of news rather than a number of seconds, which no feed would mean.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: i16| YEARS.contains(&year))
}

/// A day as eight digits. As seconds the same digits would lie in the middle of 1970, which no
/// feed means.
fn parse_compact_day(text: &str) -> Option<Day> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Day::from_ymd(
        text[..4].parse().ok()?,
        text[4..6].parse().ok()?,
        text[6..].parse().ok()?,
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
            ("Thu, 21 Sep 2023 08:00:00 GMT", "2023-09-21T08:00:00Z"),
            ("20230921", "2023-09-21"),
            ("20231399", "1970-08-23T03:49:59Z"),
            ("1695283200", "2023-09-21T08:00:00Z"),
            ("1695283200000", "2023-09-21T08:00:00Z"),
            ("-1", "1969-12-31T23:59:59Z"),
        ];
        for (text, printed) in cases {
            let stamp: Timestamp = text.parse().expect(text);
            assert_eq!(stamp.to_string(), printed, "{text}");
            assert_eq!(printed.parse::<Timestamp>().expect(printed), stamp);
        }
    }

    #[test]
    fn a_year_alone_is_no_date() {
        let error = "1987".parse::<Timestamp>().expect_err("a year");
        assert_eq!(
            error.message(),
            "`1987` is a year alone, which names no day"
        );
        assert!("3000".parse::<Timestamp>().is_ok(), "seconds");
    }

    #[test]
    fn nonsense_and_impossible_days_are_errors_that_say_so() {
        for text in [
            "",
            "soon",
            "2023-02-30",
            "9999-01-01",
            "0000-00-00",
            "99999999999999999",
        ] {
            let error = text.parse::<Timestamp>().expect_err(text);
            assert!(error.repair().is_some(), "{text}: {error}");
        }
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        assert_eq!(Day::from_ymd(2023, 9, 20).expect("a day").weekday(), 2);
        assert_eq!(Day::from_ymd(1970, 1, 1).expect("a day").weekday(), 3);
        assert_eq!(Day::from_ymd(1969, 12, 31).expect("a day").weekday(), 2);
    }
}
