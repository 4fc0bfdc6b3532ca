//! Dates brought to days: what a [`Mention`] leaves open is filled from the article.
//!
//! In: the mentions of one string, a [`Reference`]. Out: a [`DateValue`] for each that can be
//! told. Rules: a weekday is the nearest such day at or before the reference day, after it where
//! the words look ahead; a day without year takes the year that its weekday fits and that lies
//! nearest the reference day, else the year that the text states nearest to it; without a
//! reference day a weekday stays open. Nothing is read from the clock.

use super::calendar::{Direction, Mention, Period, Stated};
use crate::detect::text::{DateBasis, DateValue, Granularity};
use crate::time::Day;

/// What open dates are resolved against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The day of publication, or the dateline's.
    pub(crate) day: Option<Day>,
    /// A year for days and months that have none, when no day is known.
    pub(crate) year: Option<i16>,
}

/// Days a year-less date may lie after the reference day and still be of the coming year.
const HALF_YEAR: i32 = 183;

/// The days a mention means, as far as they can be told.
pub(crate) fn resolve(stated: Stated, reference: Reference) -> Option<DateValue> {
    match stated {
        Stated::Day {
            year,
            month,
            day,
            to,
            weekday,
        } => {
            let (first, basis) = match year {
                Some(year) => (Day::from_ymd(year, month, day)?, DateBasis::Stated),
                None => (
                    fill_year(month, day, weekday, reference)?,
                    DateBasis::YearFilled,
                ),
            };
            let last = to.map_or(Some(first), |(m, d)| Day::from_ymd(first.ymd()?.0, m, d))?;
            (last >= first).then_some(value(first, last, Granularity::Day, basis))
        }
        Stated::DayOfMonth(day) => {
            let day = day_near(day, reference.day?)?;
            Some(value(day, day, Granularity::Day, DateBasis::Resolved))
        }
        Stated::Months {
            year,
            from,
            to,
            direction,
        } => {
            let (year, basis) = match year {
                Some(year) => (year, DateBasis::Stated),
                None => (
                    month_year(from, direction, reference)?,
                    DateBasis::YearFilled,
                ),
            };
            Some(value(
                Day::from_ymd(year, from, 1)?,
                month_end(year, to)?,
                Granularity::Month,
                basis,
            ))
        }
        Stated::Year(year) => Some(value(
            Day::from_ymd(year, 1, 1)?,
            Day::from_ymd(year, 12, 31)?,
            Granularity::Year,
            DateBasis::Stated,
        )),
        Stated::Weekday { weekday, direction } => {
            let day = weekday_near(weekday, direction, reference.day?);
            Some(value(day, day, Granularity::Day, DateBasis::Resolved))
        }
        Stated::Relative { period, offset } => relative(period, offset, reference.day?),
    }
}

fn value(from: Day, to: Day, granularity: Granularity, basis: DateBasis) -> DateValue {
    DateValue {
        from,
        to,
        granularity,
        basis,
    }
}

/// The year in which the day's weekday fits and which lies nearest the reference day.
fn fill_year(month: i8, day: i8, weekday: Option<u8>, reference: Reference) -> Option<Day> {
    let near = match (reference.day, reference.year) {
        (Some(day), _) => day,
        (None, Some(year)) => {
            let stated = Day::from_ymd(year, month, day)?;
            // A year stated somewhere in the text must not contradict the weekday beside the day.
            return weekday
                .is_none_or(|w| w == stated.weekday())
                .then_some(stated);
        }
        (None, None) => return None,
    };
    let (year, ..) = near.ymd()?;
    let candidates = (year - 1..=year + 1).filter_map(|year| Day::from_ymd(year, month, day));
    let distance = |day: &Day| {
        let ahead = day.number() - near.number();
        // News looks back more often than ahead: a tie goes to the past.
        (ahead.abs() * 2 + i32::from(ahead > 0), ahead > HALF_YEAR)
    };
    let fitting = candidates
        .clone()
        .filter(|day| weekday.is_some_and(|w| w == day.weekday()));
    fitting
        .min_by_key(distance)
        .or_else(|| candidates.min_by_key(distance))
}

fn month_year(month: i8, direction: Direction, reference: Reference) -> Option<i16> {
    let Some(day) = reference.day else {
        return reference.year;
    };
    let (year, current, _) = day.ymd()?;
    Some(match direction {
        Direction::Past => year - i16::from(month > current),
        Direction::StrictlyPast => year - i16::from(month >= current),
        Direction::Future => year + i16::from(month < current),
    })
}

fn month_end(year: i16, month: i8) -> Option<Day> {
    let next = if month == 12 {
        Day::from_ymd(year + 1, 1, 1)
    } else {
        Day::from_ymd(year, month + 1, 1)
    };
    next.map(|day| day.plus(-1))
}

fn weekday_near(weekday: u8, direction: Direction, reference: Day) -> Day {
    let back = (i32::from(reference.weekday()) - i32::from(weekday)).rem_euclid(7);
    match direction {
        Direction::Past => reference.plus(-back),
        Direction::StrictlyPast => reference.plus(if back == 0 { -7 } else { -back }),
        Direction::Future => reference.plus(7 - back),
    }
}

/// The day of the month that lies nearest the reference day, of two equally near the earlier one.
fn day_near(day: i8, reference: Day) -> Option<Day> {
    let (year, month, _) = reference.ymd()?;
    let months = [
        if month == 1 {
            (year - 1, 12)
        } else {
            (year, month - 1)
        },
        (year, month),
        if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        },
    ];
    let days = months
        .into_iter()
        .filter_map(|(year, month)| Day::from_ymd(year, month, day));
    days.min_by_key(|day| (day.number() - reference.number()).abs())
}

fn relative(period: Period, offset: i32, reference: Day) -> Option<DateValue> {
    let resolved = |from, to, granularity| Some(value(from, to, granularity, DateBasis::Resolved));
    let monday = reference.plus(-i32::from(reference.weekday()));
    match period {
        Period::Day => {
            let day = reference.plus(offset);
            resolved(day, day, Granularity::Day)
        }
        Period::Week => {
            let from = monday.plus(offset * 7);
            resolved(from, from.plus(6), Granularity::Day)
        }
        Period::Weekend => {
            // On a weekday "the weekend" is the one before; on Saturday and Sunday this one.
            let saturday = monday.plus(if reference.weekday() >= 5 { 5 } else { -2 } + offset * 7);
            resolved(saturday, saturday.plus(1), Granularity::Day)
        }
        Period::Month => {
            let (year, month, _) = reference.ymd()?;
            let months = i32::from(year) * 12 + i32::from(month) - 1 + offset;
            let year = i16::try_from(months.div_euclid(12)).ok()?;
            let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
            resolved(
                Day::from_ymd(year, month, 1)?,
                month_end(year, month)?,
                Granularity::Month,
            )
        }
        Period::Year => {
            let year = reference.ymd()?.0 + i16::try_from(offset).ok()?;
            resolved(
                Day::from_ymd(year, 1, 1)?,
                Day::from_ymd(year, 12, 31)?,
                Granularity::Year,
            )
        }
    }
}

/// The years that a text states and where, to fill in those that it leaves open.
#[derive(Debug, Clone)]
pub(crate) struct Years {
    /// Token and year, in reading order.
    stated: Vec<(usize, i16)>,
}

impl Years {
    /// The years of a text's mentions, which are in reading order.
    pub(crate) fn of(mentions: &[Mention]) -> Self {
        let year = |mention: &Mention| Some((mention.tokens.start, stated_year(mention.stated)?));
        Self {
            stated: mentions.iter().filter_map(year).collect(),
        }
    }

    /// The year stated nearest to a token, the earlier one of two equally near.
    pub(crate) fn nearest(&self, token: usize) -> Option<i16> {
        let behind = self.stated.partition_point(|&(at, _)| at < token);
        let around = &self.stated[behind.saturating_sub(1)..self.stated.len().min(behind + 1)];
        let nearest = around
            .iter()
            .map(|&(at, year)| (at.abs_diff(token), year))
            .min();
        nearest.map(|(_, year)| year)
    }
}

fn stated_year(stated: Stated) -> Option<i16> {
    match stated {
        Stated::Day { year, .. } | Stated::Months { year, .. } => year,
        Stated::Year(year) => Some(year),
        Stated::DayOfMonth(_) | Stated::Weekday { .. } | Stated::Relative { .. } => None,
    }
}
