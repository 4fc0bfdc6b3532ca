//! Dates that are a run of digits: compact ones, and numbers of seconds since 1970.

use super::{Day, SECONDS_PER_DAY, Timestamp, no_date};
use crate::error::Error;

/// Years that a compact date with a time may have: as milliseconds, its digits would mean others.
const COMPACT_YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Reads a number, possibly with a sign and a fraction; none when the text is no number.
///
/// Nine to eleven digits are seconds (1973 to 5138), and each three more a thousandth of the unit.
/// Fewer are no time that a feed would mean. Where the digits also read as year, month, day, hour
/// and minute, they are that.
pub(super) fn parse(text: &str) -> Option<Result<Timestamp, Error>> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    // `20.09` is no number of seconds.
    if !all_digits(whole)
        || !all_digits(fraction)
        || (digits.len() > whole.len() && whole.len() < 9)
    {
        return None;
    }
    if digits == text && fraction == "0" {
        if let Some(stamp) = compact(whole) {
            return Some(Ok(stamp));
        }
        if whole.len() == 4
            && whole
                .parse()
                .is_ok_and(|year: i16| super::YEARS.contains(&year))
        {
            return Some(Err(no_date(text, "is a year alone, which names no day")));
        }
    }
    let means_a_time = matches!(whole.len(), 9..=13 | 15 | 16 | 18 | 19);
    Some(match whole.parse::<i64>() {
        Ok(number) if means_a_time => Timestamp::from_epoch(if text.starts_with('-') {
            -number
        } else {
            number
        }),
        _ => Err(no_date(text, "is a number that no feed means as a time")),
    })
}

/// A day as eight digits, and a time as four, six or nine more.
fn compact(digits: &str) -> Option<Timestamp> {
    if !matches!(digits.len(), 8 | 12 | 14 | 17) {
        return None;
    }
    let year: i16 = digits[..4].parse().ok()?;
    let day = Day::from_ymd(year, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?)?;
    if digits.len() == 8 {
        return Some(Timestamp::from_day(day));
    }
    let seconds = clock(&digits[8..digits.len().min(14)])?;
    let midnight = i64::from(day.number()) * SECONDS_PER_DAY;
    COMPACT_YEARS
        .contains(&year)
        .then(|| Timestamp::from_seconds(midnight + seconds).ok())?
}

/// Seconds of the day that `hhmm` or `hhmmss` mean.
pub(super) fn clock(digits: &str) -> Option<i64> {
    let part = |at: usize| {
        digits
            .get(at..at + 2)
            .map_or(Some(0), |part| part.parse().ok())
    };
    seconds_of_day(part(0)?, part(2)?, part(4)?)
}

/// Seconds of the day; midnight may be its 24th hour, and a leap second counts as the one before.
pub(super) fn seconds_of_day(hour: i64, minute: i64, second: i64) -> Option<i64> {
    let is_midnight = hour == 24 && minute == 0 && second == 0;
    ((hour < 24 && minute < 60 && second <= 60) || is_midnight)
        .then(|| hour * 3600 + minute * 60 + second.min(59))
}
