//! Dates: whether two articles agree on when the event happened.
//!
//! In: two profiles. Out: a [`Comparison`], with a three-valued [`Agreement`]. Promise: a date that is not
//! there is absent, never a disagreement.

use crate::detect::events::profile::Profile;
use crate::detect::events::profile::day::{EventDay, TOLERANCE_DAYS, touch};
use crate::detect::events::profile::facts::{Facts, Statement};
use crate::detect::text::{DateBasis, Granularity, Section};

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
