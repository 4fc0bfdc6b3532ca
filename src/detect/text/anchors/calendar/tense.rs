//! Tense: whether what is said lies ahead.

use super::Direction;
use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::Scan;

/// Where a month or a weekday without a date lies, by the word before it and the clause.
pub(super) fn direction(scan: &Scan<'_>, at: usize) -> Direction {
    let before = scan.sense_before(at);
    if before.is(Sense::LAST) {
        Direction::StrictlyPast
    } else if before.is(Sense::NEXT | Sense::UNTIL) || will(scan, at) {
        Direction::Future
    } else {
        Direction::Past
    }
}

/// Whether the clause speaks of what is to come.
fn will(scan: &Scan<'_>, at: usize) -> bool {
    let mut index = at;
    for _ in 0..10 {
        let Some(before) = index.checked_sub(1) else {
            return false;
        };
        if scan.tokens[index].line || scan.is_mark(before, &['.', '!', '?', ';', '"', '”', '“'])
        {
            return false;
        }
        index = before;
        let sense = scan.sense(index);
        if sense.is(Sense::FUTURE) {
            return true;
        }
        if sense.is(Sense::PAST) {
            return false;
        }
    }
    false
}
