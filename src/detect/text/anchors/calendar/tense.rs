//! Tense: whether what is said lies ahead.

use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::Scan;

/// Whether the clause speaks of what is to come.
pub(super) fn will(scan: &Scan<'_>, at: usize) -> bool {
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
