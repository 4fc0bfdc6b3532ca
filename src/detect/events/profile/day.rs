//! Dates: when an article says its event happened, and whether two articles agree on it.
//!
//! In: an article's [`Text`] and facts. Out: its [`EventDay`], and a three-valued [`Agreement`] of two. Promise:
//! a date that is not there is absent, never a disagreement.

use crate::detect::text::{self, DateBasis, Granularity, Section, Text};
use crate::time::Day;

use crate::detect::events::profile::Profile;
use crate::detect::events::profile::facts::{Fact, Facts, Statement};
use crate::detect::structures::sparse::narrow;

/// Days by which two dates of one event may differ: time zones, and "Wednesday" for a night.
const TOLERANCE_DAYS: i32 = 1;
/// Confidence from which a date can part two articles.
pub const CONFIDENT: f32 = 0.5;

/// How sure a weekday is that nothing resolves: one in seven agrees by chance.
const WEEKDAY_CONFIDENCE: f32 = 0.6;

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

/// How the event dates of two articles compare.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Comparison {
    /// Whether they agree.
    pub agreement: Agreement,
    /// How sure the less sure of the two dates is, 0 to 1.
    pub confidence: f32,
    /// Whether both dates are stated, not resolved from a weekday.
    pub stated: bool,
    /// Whether title or lead of one article states the event date of the other.
    pub in_lead: bool,
    /// Days between the two; none for a weekday.
    pub gap_days: Option<u32>,
}

/// Compares when two articles say their event happened.
///
/// They agree when their event dates touch; they are disjoint when neither text states the other's
/// date anywhere. A weekday that nothing resolves agrees with a date that falls on it.
pub fn compare(a: &Profile, b: &Profile) -> Comparison {
    match (a.day, b.day) {
        (Some(x), Some(y)) => days(&a.facts, x, &b.facts, y),
        (Some(day), None) => b
            .weekday
            .map_or_else(Comparison::default, |w| weekday(day, w)),
        (None, Some(day)) => a
            .weekday
            .map_or_else(Comparison::default, |w| weekday(day, w)),
        (None, None) => Comparison::default(),
    }
}

fn days(a_facts: &Facts, a: EventDay, b_facts: &Facts, b: EventDay) -> Comparison {
    let states = |facts: &Facts, day: EventDay, leading: bool| {
        facts.list().iter().any(|fact| match fact.statement {
            _ if leading && !matches!(fact.section, Section::Title | Section::Lead) => false,
            // When the page was made says nothing of what happened.
            Statement::Date(d) if d.basis == DateBasis::Metadata => false,
            Statement::Date(d) if d.granularity == Granularity::Day => {
                touch((d.from, d.to), (day.from, day.to), TOLERANCE_DAYS)
            }
            _ => false,
        })
    };
    let agreement = if touch((a.from, a.to), (b.from, b.to), 0) {
        Agreement::Agree
    } else if states(a_facts, b, false) || states(b_facts, a, false) {
        Agreement::Absent
    } else {
        Agreement::Disjoint
    };
    let gap = (a.from.number() - b.to.number()).max(b.from.number() - a.to.number());
    Comparison {
        agreement,
        confidence: a.confidence.min(b.confidence),
        stated: a.stated && b.stated,
        in_lead: states(a_facts, b, true) || states(b_facts, a, true),
        gap_days: Some(u32::try_from(gap).unwrap_or(0)),
    }
}

fn weekday(day: EventDay, weekday: u8) -> Comparison {
    let holds = |plus: i32| {
        let date = day.from.plus(plus);
        date <= day.to && date.weekday() == weekday
    };
    Comparison {
        agreement: if (0..7).any(holds) {
            Agreement::Agree
        } else {
            Agreement::Disjoint
        },
        confidence: day.confidence.min(WEEKDAY_CONFIDENCE),
        stated: false,
        in_lead: false,
        gap_days: None,
    }
}

/// Whether two event dates touch, time zones allowed for.
pub fn same_days(a: EventDay, b: EventDay) -> bool {
    touch((a.from, a.to), (b.from, b.to), TOLERANCE_DAYS)
}

/// Whether two ranges of days lie within `tolerance` days of one another.
fn touch(a: (Day, Day), b: (Day, Day), tolerance: i32) -> bool {
    a.0 <= b.1.plus(tolerance) && b.0 <= a.1.plus(tolerance)
}
