//! Dates: when an article says its event happened, and whether two articles agree on it.
//!
//! In: an article's [`Text`] and facts. Out: its [`EventDay`], and a three-valued [`Agreement`] of two. Promise:
//! a date that is not there is absent, never a disagreement.

use crate::detect::text::{self, Granularity, Text};
use crate::time::Day;

use super::facts::{Fact, Facts, Statement};
use super::vector::narrow;

/// Days by which two dates of one event may differ: time zones, and "Wednesday" for a night.
const TOLERANCE_DAYS: i32 = 1;
/// Confidence from which a date can part two articles.
pub const CONFIDENT: f32 = 0.5;

/// What two articles say of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Both state it, alike.
    Agree,
    /// At least one does not state it.
    #[default]
    Absent,
    /// Both state it, differently.
    Disjoint,
}

/// When an event happened, as one article says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventDay {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// How sure it is that this is the event's date, 0 to 1.
    pub confidence: f32,
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
        fact: facts.list().iter().position(states)?,
    })
}

/// Whether two articles agree on when their event happened.
///
/// They agree when their event dates touch; they are disjoint when both are confident, and neither
/// text states the other's date anywhere.
pub fn agreement(a: (&Facts, Option<EventDay>), b: (&Facts, Option<EventDay>)) -> Agreement {
    let ((a_facts, Some(a_day)), (b_facts, Some(b_day))) = (a, b) else {
        return Agreement::Absent;
    };
    if touch((a_day.from, a_day.to), (b_day.from, b_day.to), 0) {
        return Agreement::Agree;
    }
    let confident = a_day.confidence >= CONFIDENT && b_day.confidence >= CONFIDENT;
    let states = |facts: &Facts, day: EventDay| {
        facts.list().iter().any(|fact| match fact.statement {
            Statement::Date(d) if d.granularity == Granularity::Day => {
                touch((d.from, d.to), (day.from, day.to), TOLERANCE_DAYS)
            }
            _ => false,
        })
    };
    if !confident || states(a_facts, b_day) || states(b_facts, a_day) {
        return Agreement::Absent;
    }
    Agreement::Disjoint
}

/// Whether two event dates touch, time zones allowed for.
pub fn same_days(a: EventDay, b: EventDay) -> bool {
    touch((a.from, a.to), (b.from, b.to), TOLERANCE_DAYS)
}

/// Whether two ranges of days lie within `tolerance` days of one another.
fn touch(a: (Day, Day), b: (Day, Day), tolerance: i32) -> bool {
    a.0 <= b.1.plus(tolerance) && b.0 <= a.1.plus(tolerance)
}
