//! When the event of an article happened, as far as the article tells.
//!
//! In: a [`Text`]. Out: a date and how sure it is. The day that title and first sentences state
//! wins over later ones, a day over a month; a dateline's day is only when the report was filed
//! and stands in when nothing else is said; metadata and background dates never count.

use super::{Anchor, DateBasis, DateValue, Granularity, Section, Text, Value};
use crate::detection::Field;
use crate::time::Timestamp;

/// Least confidence that is worth telling.
const LEAST: f64 = 0.15;
/// Days before publication from which a day is no longer news.
const OLD_DAYS: i32 = 14;
/// Days a span has at most to say when something happened ("the first eight months" has more).
const LONGEST_SPAN_DAYS: i32 = 31;

/// The day (or days, or month) of the article's event and the confidence, 0 to 1, in it.
///
/// `None` when the article states no date that could be its event's, or only weekdays that
/// nothing resolves; see [`event_weekday`] for those.
pub fn event_date(text: &Text) -> Option<(DateValue, f64)> {
    let mut best: Option<(DateValue, f64)> = None;
    let lead = lead(text);
    for (value, anchor) in dates(text) {
        let confidence = confidence(text, lead, &value, anchor);
        // Strictly more: among equals the first in reading order stands.
        if confidence >= LEAST && best.is_none_or(|(_, most)| confidence > most) {
            best = Some((value, confidence));
        }
    }
    best
}

/// The weekday, Monday = 0, that title or lead name first without anything that resolves it.
pub fn event_weekday(text: &Text) -> Option<u8> {
    text.anchors
        .iter()
        .filter(|anchor| matches!(anchor.section, Section::Title | Section::Lead))
        .find_map(|anchor| match anchor.value {
            Value::Weekday(weekday) => Some(weekday),
            _ => None,
        })
}

fn dates(text: &Text) -> impl Iterator<Item = (DateValue, &Anchor)> {
    text.anchors.iter().filter_map(|anchor| match anchor.value {
        Value::Date(value)
            if value.basis != DateBasis::Metadata && anchor.section != Section::Background =>
        {
            Some((value, anchor))
        }
        _ => None,
    })
}

fn confidence(text: &Text, lead: Option<Lead>, value: &DateValue, anchor: &Anchor) -> f64 {
    let place = match anchor.section {
        Section::Title => 0.9,
        Section::Lead => 0.9 - 0.3 * lead.map_or(0.0, |lead| lead.share(anchor)),
        // How far down the first 300 words or so.
        Section::Body => 0.55 * (1.0 - f64::from(anchor.span.start.min(4000)) / 5000.0),
        Section::Background => 0.0,
    };
    let form = match (value.granularity, value.basis) {
        _ if value.to.number() - value.from.number() >= LONGEST_SPAN_DAYS => 0.0,
        (_, DateBasis::Dateline) => 0.35,
        (Granularity::Day, _) if value.from == value.to => 1.0,
        // A stated range is an event's; "last week" is vague.
        (Granularity::Day, DateBasis::Resolved) => 0.6,
        (Granularity::Day, _) => 0.95,
        (Granularity::Month | Granularity::Year, _) => 0.4,
    };
    let time = match text.published.map(Timestamp::day) {
        // A page may be made long after; then its date says little.
        Some(_) if text.published_basis == super::PublishedBasis::Metadata => 1.0,
        Some(published) => {
            let before = published.number() - value.to.number();
            let vague = value.basis == DateBasis::Resolved && value.from != value.to;
            if value.from.number() > published.number() + 1 {
                if vague { 0.2 } else { 0.6 }
            } else if before > OLD_DAYS {
                0.35
            } else {
                1.0
            }
        }
        // The year came from another date of the text, which may be of another matter.
        None if value.basis == DateBasis::YearFilled => 0.6,
        None => 1.0,
    };
    place * form * time
}

/// Where the lead begins and how many bytes it has.
#[derive(Clone, Copy)]
struct Lead {
    start: u32,
    bytes: u32,
}

fn lead(text: &Text) -> Option<Lead> {
    let mut words = text.words.iter().filter(|w| w.section == Section::Lead);
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    Some(Lead {
        start: first.span.start,
        bytes: last.span.end.saturating_sub(first.span.start).max(1),
    })
}

impl Lead {
    /// 0 at the head of the lead, 1 at its end.
    fn share(self, anchor: &Anchor) -> f64 {
        if anchor.span.field == Field::Title {
            return 0.0;
        }
        let before = anchor.span.start.saturating_sub(self.start);
        (f64::from(before) / f64::from(self.bytes)).min(1.0)
    }
}
