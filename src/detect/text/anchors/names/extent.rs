//! How far a name reaches: from a capital on, over its further parts.
//!
//! In: a [`Scan`] and the token where a name may begin. Out: its tokens. Promise: the parts of a
//! name adjoin, on one line and in one sentence; between capitals stand only particles, initials,
//! hyphens and what institutions are joined by. Cost: one look at each token, of nine at most.

use std::ops::Range;

use crate::detect::text::anchors::roles;
use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Case, Kind, Scan, Token};

/// Tokens of a name at most.
const LONGEST: usize = 9;

/// The capitalised span that starts at `at`.
pub(super) fn extend(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    if !starts_name(scan.get(at)?) {
        return None;
    }
    let mut end = at + 1;
    while end < scan.len() && end - at < LONGEST {
        let next = next_part(scan, at..end);
        match next {
            Some(next) => end = next,
            None => break,
        }
    }
    Some(at..end)
}

fn starts_name(token: &Token) -> bool {
    token.is_capital() && !is_plain(token)
}

/// Capitalised without naming anything.
fn is_plain(token: &Token) -> bool {
    let sense = token.sense;
    if token.case == Case::Upper && token.end - token.start > 1 {
        // "US" and "IT" are no pronouns.
        return sense.is(Sense::NOT_A_NAME) && !matches!(token.end - token.start, 2)
            || sense.weekday > 0;
    }
    sense.is(Sense::FUNCTION | Sense::NOT_A_NAME)
        || sense.weekday > 0
        || (sense.month > 0 && !sense.is(Sense::DOUBTFUL))
}

/// The token after the next part of a name whose tokens so far are `span`.
fn next_part(scan: &Scan<'_>, span: Range<usize>) -> Option<usize> {
    let end = span.end;
    let last = &scan.tokens[end - 1];
    let continues = |at: usize| scan.get(at).is_some_and(|t| starts_name(t) && !t.line);
    let token = scan.get(end).filter(|t| !t.line)?;
    match token.kind {
        Kind::Word if token.is_capital() => {
            // "Chinese President Xi Jinping": the office parts two names.
            let office = roles::at(scan, end).is_some_and(|(_, after)| {
                scan.adjoins(after) && scan.get(after).is_some_and(starts_name)
            });
            // "John A. Boehner".
            let initial = token.end - token.start == 1
                && scan.is_mark(end + 1, &['.'])
                && scan.is_glued(end + 1);
            let joined =
                scan.adjoins(end) && !token.sentence && (initial || continues(end)) && !office;
            joined.then_some(end + 1)
        }
        Kind::Word => {
            if !scan.adjoins(end) {
                return None;
            }
            let word = scan.folded(token);
            if token.sense.is(Sense::PARTICLE) && word != "do" && word != "y" {
                let more = usize::from(scan.sense(end + 1).is(Sense::PARTICLE));
                return continues(end + 1 + more).then_some(end + 2 + more);
            }
            let institution = span
                .clone()
                .any(|i| scan.tokens[i].sense.is(Sense::INSTITUTION));
            let more = usize::from(scan.word(end + 1) == "the");
            match word {
                "of" if institution => continues(end + 1 + more).then_some(end + 2 + more),
                "and" | "for" => {
                    let ministry = span.clone().any(|i| scan.sense(i).is(Sense::MINISTRY));
                    let of = span.clone().any(|i| matches!(scan.word(i), "of" | "for"));
                    (ministry && (of || word == "for") && continues(end + 1)).then_some(end + 2)
                }
                _ => None,
            }
        }
        Kind::Mark('.') if token.glued => {
            let initial = last.end - last.start == 1 || last.sense.is(Sense::ADDRESS);
            (initial && continues(end + 1)).then_some(end + 2)
        }
        Kind::Mark('-' | '‑' | '\u{2010}') if token.glued && scan.is_glued(end + 1) => scan
            .get(end + 1)
            .filter(|next| {
                let acronym = last.case == Case::Upper || next.case == Case::Upper;
                (next.is_capital() && !acronym)
                    || (span.len() >= 2 && next.sense.is(Sense::SYLLABLE))
            })
            .map(|_| end + 2),
        Kind::Mark('&') => continues(end + 1).then_some(end + 2),
        Kind::Mark(_) | Kind::Number => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::lexicon;

    #[test]
    fn a_name_reaches_over_particles_initials_and_institutions() {
        for (raw, name) in [
            ("John A. Boehner spoke", "John A. Boehner"),
            ("Ursula von der Leyen spoke", "Ursula von der Leyen"),
            (
                "Ministry of Health and Welfare said",
                "Ministry of Health and Welfare",
            ),
            ("Moon Jae-in spoke", "Moon Jae-in"),
            ("London and Paris", "London"),
            ("London\nParis", "London"),
        ] {
            let scan = Scan::new(raw, &[], lexicon::of("en"));
            let tokens = extend(&scan, 0).expect(raw);
            assert_eq!(&raw[scan.span(tokens)], name);
        }
    }
}
