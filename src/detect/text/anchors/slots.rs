//! Slots of numbered series: `Week 5`, `Day 21`, `second round`, `Q2`.
//!
//! Two reports that differ in one tell of different instances of one kind of event.

use std::ops::Range;

use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Case, Kind, Scan};

/// The slot that starts at token `at`: its tokens and folded form, noun first.
pub(crate) fn at(scan: &Scan<'_>, at: usize) -> Option<(Range<usize>, String)> {
    quarter(scan, at)
        .or_else(|| noun_first(scan, at))
        .or_else(|| ordinal_first(scan, at))
}

/// `Q2`.
fn quarter(scan: &Scan<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let digits = scan
        .digits(at + 1)
        .filter(|d| matches!(*d, "1" | "2" | "3" | "4"))?;
    (scan.word(at) == "q" && scan.is_glued(at + 1)).then(|| (at..at + 2, format!("q{digits}")))
}

/// `Week 5`, `Series four`.
fn noun_first(scan: &Scan<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let noun = scan.get(at).filter(|t| t.sense.is(Sense::SERIES))?;
    let next = at + 1;
    let token = scan.get(next).filter(|t| !t.line)?;
    let number = match token.kind {
        Kind::Number => scan
            .digits(next)
            .filter(|d| d.len() <= 4)?
            .trim_start_matches('0')
            .to_owned(),
        // "day one" is a turn of phrase, "Day One" a slot.
        Kind::Word if noun.case != Case::Lower && !token.sense.is(Sense::ORDINAL) => {
            token.sense.cardinal()?.to_string()
        }
        _ => return None,
    };
    // "Day 2: ..." is a slot, "group 4:30" is not.
    let clock = scan.is_mark(next + 1, &[':']) && scan.is_glued(next + 2);
    let counts = clock || scan.is_mark(next + 1, &['%']) || scan.sense(next + 1).power > 0;
    (!counts && !number.is_empty())
        .then(|| (at..next + 1, format!("{} {number}", scan.folded(noun))))
}

/// `second round`, `21st matchday`, `fourth quarter`.
fn ordinal_first(scan: &Scan<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let token = scan.get(at)?;
    let (number, next) = match token.kind {
        Kind::Word if token.sense.is(Sense::ORDINAL) => {
            (token.sense.cardinal()?.to_string(), at + 1)
        }
        Kind::Number if scan.is_glued(at + 1) && scan.sense(at + 1).is(Sense::DAY_ENDING) => {
            (scan.digits(at)?.to_owned(), at + 2)
        }
        _ => return None,
    };
    // "first day" and "second time" count nothing that recurs as a series.
    let noun = scan.word(next);
    if !scan.sense(next).is(Sense::NUMBERED) || scan.is_line(next) {
        return None;
    }
    let slot = if scan.sense(next).is(Sense::QUARTER) && number.len() == 1 {
        format!("q{number}")
    } else {
        format!("{noun} {number}")
    };
    Some((at..next + 1, slot))
}
