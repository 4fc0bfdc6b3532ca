//! Editions of what recurs: forecasts, horoscopes, draws of lotteries, market reports, daily counts.
//!
//! Their headlines tell them: by a word that means nothing else, by two signs of a kind, or by a sign and a day. Two of
//! one kind tell of one thing only if they are about the same day.

use super::span;
use crate::detect::text::lexicon::Sign;
use crate::detect::text::scan::Scan;
use crate::detect::text::{DateValue, Edition, Granularity, Recurring};
use crate::detection::Field;
use crate::time::Timestamp;

/// Hour from which a piece may be about the next day, when it states none.
const EVENING: i64 = 15;
const SECONDS_PER_HOUR: i64 = 3600;

/// The edition that a headline is of.
pub(crate) fn find(
    title: &Scan<'_>,
    dates: &[Option<DateValue>],
    published: Option<Timestamp>,
) -> Option<Edition> {
    let days = dates.iter().flatten();
    let day = days
        .filter(|date| date.granularity == Granularity::Day)
        .min_by_key(|date| date.to.number() - date.from.number());
    let (at, kind) = kind(title, day.is_some())?;
    let (from, to) = match (day, published) {
        (Some(day), _) => (day.from, day.to),
        (None, Some(published)) => {
            let evening = published.seconds().div_euclid(SECONDS_PER_HOUR) % 24 >= EVENING;
            let first = published.day();
            (first, first.plus(i32::from(evening)))
        }
        (None, None) => return None,
    };
    Some(Edition {
        kind,
        from,
        to,
        stated: day.is_some(),
        span: span(Field::Title, &title.span(at..at + 1)),
    })
}

/// What recurs, and the first token that is a sign of it.
fn kind(title: &Scan<'_>, dated: bool) -> Option<(usize, Recurring)> {
    let mut seen: Vec<(usize, Recurring)> = Vec::new();
    for (at, token) in title.tokens.iter().enumerate() {
        let Some(Sign { kind, alone }) = token.sense.recurring else {
            continue;
        };
        if alone || dated {
            return Some((at, kind));
        }
        match seen.iter().find(|(_, seen)| *seen == kind) {
            // The same word twice is one sign.
            Some(&(first, _)) if title.word(first) != title.word(at) => return Some((first, kind)),
            Some(_) => {}
            None => seen.push((at, kind)),
        }
    }
    None
}
