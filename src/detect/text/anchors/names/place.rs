//! Whether a name is a place, by the preposition before it.
//!
//! In: a [`Scan`] and the tokens of a name. Out: yes or no. Promise: contests, bodies and
//! adjectives are no places whatever leads them ("in the Senate", "in the French capital"), and
//! neither is a name that goes on behind a hyphen. Cost: a few tokens on either side.

use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Case, Scan};

/// Whether a preposition makes the name at `start` a place.
pub(super) fn is_place(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let led = |at: usize| {
        scan.sense(at).is(Sense::PLACE_PREPOSITION) && scan.tokens[at].case == Case::Lower
    };
    let the = scan.sense(before).is(Sense::THE);
    // "in the French capital", "in the NFL": what "the" leads is a place only as a whole name.
    let acronym =
        scan.tokens[start].case == Case::Upper && !scan.sense(start).is(Sense::PLACE_ACRONYM);
    let people = ["ish", "ian", "ese", "ican", "ch", "ic"]
        .iter()
        .any(|ending| scan.word(end - 1).ends_with(ending));
    let adjective = (the || people)
        && scan.adjoins(end)
        && scan
            .get(end)
            .is_some_and(|t| t.case == Case::Lower && t.is_word() && !t.sense.is(Sense::FUNCTION));
    let last = scan.word(end - 1);
    let other = scan.sense(end - 1).is(Sense::NOT_A_PLACE);
    let office = before > 0 && scan.sense(before - 1).is(Sense::ROLE) && last == "charge";
    // "in Covid-19".
    let hyphenated = scan.is_mark(end, &['-']) && scan.is_glued(end);
    if (the && acronym) || hyphenated || adjective || other || office {
        return false;
    }
    scan.adjoins(start)
        && (led(before)
            || (the && before > 0 && led(before - 1))
            || (scan.tokens[before].sentence && scan.word(before) == "in"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::lexicon;

    #[test]
    fn a_preposition_makes_a_place_unless_the_word_is_no_place() {
        for (raw, name, is) in [
            ("They met in London yesterday", 3..4, true),
            ("They met in the Netherlands on Monday", 4..5, true),
            ("They met London yesterday", 2..3, false),
            ("They met in the Senate on Monday", 4..5, false),
            ("They met in the French capital", 4..5, false),
        ] {
            let scan = Scan::new(raw, &[], lexicon::of("en"));
            assert_eq!(is_place(&scan, name.start, name.end), is, "{raw}");
        }
    }
}
