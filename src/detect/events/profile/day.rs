//! Days: when an article says its event happened.
//!
//! In: an article's [`Text`] and facts. Out: its [`EventDay`]. Promise: a month or a year is no day.

use crate::detect::text::{self, DateBasis, Granularity, Text};
use crate::time::Day;

use crate::detect::events::profile::facts::{Fact, Facts, Statement};
use crate::detect::structures::numbers::narrow;

/// Days by which two dates of one event may differ: time zones, and "Wednesday" for a night.
pub(in crate::detect::events) const TOLERANCE_DAYS: i32 = 1;
/// Confidence from which a date can part two articles.
pub const CONFIDENT: f32 = 0.5;

/// When an event happened, as one article says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventDay {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// How sure it is that this is the event's date, 0 to 1.
    pub confidence: f32,
    /// Whether day and month are stated, not resolved from "on Wednesday".
    pub stated: bool,
    /// Index of the fact that states it.
    pub fact: usize,
}

/// The event date of an article, when it states a day or a few.
///
/// A month or year is too coarse to agree on, and is left out.
pub fn event_day(text: &Text, facts: &Facts) -> Option<EventDay> {
    let (date, confidence) = text::event_date(text)?;
    if date.granularity != Granularity::Day {
        return None;
    }
    let states = |fact: &Fact| fact.statement == Statement::Date(date);
    Some(EventDay {
        from: date.from,
        to: date.to,
        confidence: narrow(confidence),
        stated: matches!(date.basis, DateBasis::Stated | DateBasis::YearFilled),
        fact: facts.list().iter().position(states)?,
    })
}

/// Whether two event dates touch, time zones allowed for.
pub fn same_days(a: EventDay, b: EventDay) -> bool {
    touch((a.from, a.to), (b.from, b.to), TOLERANCE_DAYS)
}

/// Whether two ranges of days lie within `tolerance` days of one another.
pub(in crate::detect::events) fn touch(a: (Day, Day), b: (Day, Day), tolerance: i32) -> bool {
    a.0 <= b.1.plus(tolerance) && b.0 <= a.1.plus(tolerance)
}
