//! Offices beside names: `Premier Li Qiang`, `Qin Hailin, the chief engineer of ...`, `the premier`.

use std::ops::Range;

use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Case, Scan, Token};

/// The office that starts at token `at`, folded, and the token after it.
///
/// The longest run of words that belong to offices and ends in one ("deputy prime minister").
pub(super) fn at(scan: &Scan<'_>, at: usize) -> Option<(String, usize)> {
    if !scan.sense(at).is(Sense::ROLE | Sense::ROLE_PART) {
        return None;
    }
    let mut end = None;
    let mut next = at;
    while next < at + 5
        && scan.sense(next).is(Sense::ROLE | Sense::ROLE_PART)
        && (next == at || joined(scan, next))
    {
        if scan.sense(next).is(Sense::ROLE) || is_whole(scan, next) {
            end = Some(next + 1);
        }
        next += 1;
        let point = scan.is_mark(next, &['.'])
            && scan.is_glued(next)
            && scan.sense(next - 1).is(Sense::ABBREVIATION);
        if point {
            if end == Some(next) {
                end = Some(next + 1);
            }
            next += 1;
        }
        if scan.is_mark(next, &['-']) && scan.is_glued(next + 1) {
            next += 1;
        }
    }
    let mut end = end?;
    // Small they are adjectives and common nouns.
    let offices = &scan.lexicon.offices;
    let common = offices.common.contains(scan.word(at));
    if common && end == at + 1 && scan.tokens[at].case == Case::Lower {
        return None;
    }
    // "Secretary of State", "chief of staff", "speaker of the House".
    if scan.sense(end).is(Sense::OF) && offices.behind_of.contains(scan.word(end + 1)) {
        end += 2;
    }
    if scan.word(end) == "officer"
        || (scan.word(end) == "executive" && scan.word(end - 1) == "chief")
    {
        end += 1;
    }
    let mut words: Vec<&str> = (at..end)
        .map(|i| scan.word(i))
        .filter(|w| !w.is_empty())
        .collect();
    // "General Motors", "Justice Department": the name goes on with what is no office's.
    let named = scan.adjoins(end) && scan.get(end).is_some_and(|t| t.is_capital() && !t.sentence);
    if named && scan.tokens[end - 1].is_capital() {
        let no_office =
            scan.sense(end).is(Sense::INSTITUTION) || offices.none.contains(scan.word(end));
        if no_office {
            return None;
        }
    }
    // Marks of time are not part of the office.
    words.retain(|word| !offices.former.contains(*word));
    let role = words
        .iter()
        .map(|word| offices.full_form(word))
        .collect::<Vec<_>>()
        .join(" ");
    (!role.is_empty()).then_some((role, end))
}

fn joined(scan: &Scan<'_>, at: usize) -> bool {
    !scan.is_line(at) && (scan.adjoins(at) || scan.is_mark(at - 1, &['.', '-']))
}

/// "chief executive" is an office without a word that is one alone.
fn is_whole(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.word(at) == "executive" && scan.word(at - 1) == "chief"
}

/// Whether an office that begins at `start` names somebody without a name beside it: only behind
/// "the", or capital inside a sentence.
pub(super) fn stands_alone(scan: &Scan<'_>, role: &str, start: usize) -> bool {
    let first = &scan.tokens[start];
    let vague = scan.lexicon.offices.vague.contains(role);
    let told =
        scan.sense_before(start).is(Sense::THE) || (first.case == Case::Capital && !first.sentence);
    told && !vague
}

/// The office in apposition behind a name that ends before `at`.
pub(super) fn behind(scan: &Scan<'_>, at: usize) -> Option<(String, Range<usize>)> {
    if !scan.is_mark(at, &[',']) {
        return None;
    }
    for start in at + 1..at + 6 {
        let token = scan.get(start).filter(|t| t.is_word() && !t.line)?;
        if let Some((role, end)) = self::at(scan, start) {
            let other = scan.adjoins(end) && scan.get(end).is_some_and(Token::is_capital);
            return (!other).then_some((role, start..end));
        }
        let skips =
            token.sense.is(Sense::FUNCTION) && !token.sense.is(Sense::CLAUSE) || token.is_capital();
        if !skips {
            return None;
        }
    }
    None
}

/// Whether the name at `start..end` speaks or has an age: what persons do.
pub(super) fn speaks(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let says = |at: usize| scan.sense(at).is(Sense::SAYS);
    let age = scan.is_mark(end, &[','])
        && scan.digits(end + 1).is_some_and(|d| d.len() <= 2)
        && scan.is_mark(end + 2, &[',', '.']);
    age || says(end)
        || (start > 0 && matches!(scan.word(start - 1), "said" | "says") && !scan.is_line(start))
}
