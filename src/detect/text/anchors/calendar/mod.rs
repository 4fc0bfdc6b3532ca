//! Dates as the words state them, before anything is filled in.
//!
//! In: a [`Scan`] and a token index. Out: a [`Mention`] starting there: which tokens and what they
//! state. Grammars, tried in turn: figures (`2023-09-20`, `20.09.2023`, `2023年9月20日`), month first
//! (`Sept. 20, 2023`), day first (`22nd to 23rd September`), weekday, relative (`last week`,
//! `three days ago`), quarter, year. A number that can be read two ways (`05/06/2023`) is no date.

use std::ops::Range;

use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Case, Kind, Scan, Token};

mod figures;
mod months;
mod periods;
mod tense;
mod weekdays;

use figures::{figures, han};
use months::{day_first, month_first};
use periods::{ago, quarter, relative, year};
use weekdays::{weekday, weekday_and_date};

/// Which way from the reference day an unfinished date points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The nearest at or before the reference day.
    Past,
    /// The nearest before it ("last Wednesday").
    StrictlyPast,
    /// The nearest after it ("next Wednesday", "will meet on Wednesday").
    Future,
}

/// A period counted from the reference day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    Day,
    Week,
    Weekend,
    Month,
    Year,
}

/// What words state about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stated {
    /// One day or several, `to` as (month, day).
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
        to: Option<(i8, i8)>,
        weekday: Option<u8>,
    },
    /// A day of a month that is not named.
    DayOfMonth(i8),
    /// Months of one year, `from` to `to`.
    Months {
        year: Option<i16>,
        from: i8,
        to: i8,
        direction: Direction,
    },
    /// A year.
    Year(i16),
    /// Monday = 0 to Sunday = 6.
    Weekday { weekday: u8, direction: Direction },
    /// So many periods after the reference day's; negative before.
    Relative { period: Period, offset: i32 },
}

/// A date in the words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) tokens: Range<usize>,
    pub(crate) stated: Stated,
}

/// All dates of a text, in reading order, none inside another.
pub(crate) fn mentions(scan: &Scan<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.len() {
        match mention_at(scan, at) {
            Some(mention) => {
                at = mention.tokens.end;
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

/// The date that starts at token `at`.
pub(crate) fn mention_at(scan: &Scan<'_>, at: usize) -> Option<Mention> {
    let token = scan.get(at)?;
    let (stated, end) = match token.kind {
        Kind::Number => absolute_at(scan, at)
            .or_else(|| ago(scan, at))
            .or_else(|| year(scan, at))?,
        Kind::Word if !may_start(scan, token) => return None,
        Kind::Word => absolute_at(scan, at)
            .or_else(|| weekday(scan, at))
            .or_else(|| relative(scan, at))
            .or_else(|| ago(scan, at))
            .or_else(|| quarter(scan, at))?,
        Kind::Mark(_) => return None,
    };
    Some(Mention {
        tokens: at..end,
        stated,
    })
}

/// Whether any grammar starts with such a word; most words rule them all out at once.
fn may_start(scan: &Scan<'_>, token: &Token) -> bool {
    const CLASSES: u64 = Sense::YESTERDAY
        | Sense::TODAY
        | Sense::TOMORROW
        | Sense::ARTICLE
        | Sense::ONE
        | Sense::LAST
        | Sense::THIS
        | Sense::NEXT
        | Sense::ORDINAL;
    let sense = token.sense;
    sense.month > 0
        || sense.weekday > 0
        || sense.cardinal().is_some()
        || sense.is(CLASSES)
        // `q` of "Q4", and Han.
        || token.end - token.start == 1
        || (token.case == Case::Lower && token.end - token.start == 3)
        || scan.lexicon.era(scan.folded(token)).is_some()
}

/// A date with a month in it at token `at`, and the token after it.
pub(crate) fn absolute_at(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    match scan.get(at)?.kind {
        Kind::Number => figures(scan, at)
            .or_else(|| han(scan, at))
            .or_else(|| day_first(scan, at)),
        Kind::Word if scan.lexicon.era(scan.folded(scan.get(at)?)).is_some() => han(scan, at),
        Kind::Word => month_first(scan, at).or_else(|| weekday_and_date(scan, at)),
        Kind::Mark(_) => None,
    }
}

const DASHES: [char; 5] = ['-', '–', '—', '‑', '−'];
