//! The dateline: where and when a report was filed, at the head of its text.
//!
//! `BEIJING, September 20 –`, `WASHINGTON (AP) --`, `25th September 2023 – (Beijing)`, `BEIJING:`.

use std::ops::Range;

use super::calendar::Mention;
use crate::detect::text::lexicon::{Sense, agencies};
use crate::detect::text::scan::{Case, Kind, Scan, Token};

/// A dateline, as token ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// All of it, the closing mark included.
    pub(crate) tokens: Range<usize>,
    /// The place.
    pub(crate) place: Option<Range<usize>>,
    /// Index of its date among the text's mentions.
    pub(crate) mention: Option<usize>,
}

/// Tokens a dateline has at most.
const LONGEST: usize = 24;

/// The dateline at the head of one of the first paragraphs from token `from` on.
pub(crate) fn find(scan: &Scan<'_>, mentions: &[Mention], from: usize) -> Option<Dateline> {
    (from..scan.len().min(from + 120))
        .filter(|&index| index == from || scan.tokens[index].line)
        .take(4)
        .find_map(|start| at(scan, mentions, start).filter(|line| has_prose(scan, line)))
}

fn at(scan: &Scan<'_>, mentions: &[Mention], start: usize) -> Option<Dateline> {
    let mention_at = |at: usize| mention_at(mentions, at);
    let bracketed_first = scan.is_mark(start, &['(']);
    let mut place: Option<Range<usize>> = None;
    let mut mention = None;
    let mut brackets = false;
    let mut upper = true;
    let mut at = start;
    while at < scan.len().min(start + LONGEST) {
        let token = &scan.tokens[at];
        if token.line && at > start {
            // An upper-case place on a line of its own.
            let alone = place.is_some() && upper && !brackets && at - start <= 4;
            return alone.then_some(Dateline {
                tokens: start..at,
                place,
                mention,
            });
        }
        if let Some(index) = mention_at(at) {
            mention = Some(index);
            at = mentions[index].tokens.end;
            continue;
        }
        match token.kind {
            Kind::Word if token.is_capital() || is_lower_place(scan, mentions, start, at) => {
                if brackets && place.is_some() {
                    // The agency.
                } else if mention.is_none() || brackets || place.is_none() {
                    upper &= token.case == Case::Upper;
                    let first = place.as_ref().map_or(at, |p| p.start);
                    place = Some(first..at + 1);
                }
                at += 1;
            }
            Kind::Mark('(') => {
                brackets = true;
                at += 1;
            }
            Kind::Mark(')') => {
                at += 1;
                // "(CNN) The president", "New York (CNN)The president", "(Beijing) The president".
                let dash = scan.is_mark(at, &DASHES) || scan.is_mark(at, &[':']);
                let ends = dash || scan.get(at).is_some_and(Token::is_capital);
                if brackets && ends && (place.is_some() || bracketed_first) {
                    while scan.is_mark(at, &DASHES) || scan.is_mark(at, &[':']) {
                        at += 1;
                    }
                    return Some(finish(scan, start..at, place, mention));
                }
                brackets = false;
            }
            Kind::Mark(',' | '.' | '/' | '\'') => at += 1,
            Kind::Mark(mark) if DASHES.contains(&mark) || mark == ':' => {
                if mark == '-' && token.glued && scan.is_glued(at + 1) {
                    at += 1;
                    continue;
                }
                while scan.is_mark(at, &DASHES) {
                    at += 1;
                }
                // "25th September 2023 – (Beijing) The president".
                if place.is_none() && mention.is_some() && scan.is_mark(at, &['(']) {
                    continue;
                }
                if mark == ':' {
                    return (place.is_some() && upper)
                        .then(|| finish(scan, start..at + 1, place, mention));
                }
                return (place.is_some() || mention.is_some())
                    .then(|| finish(scan, start..at, place, mention));
            }
            _ => return None,
        }
    }
    None
}

/// The mention that starts at a token; mentions are in reading order.
fn mention_at(mentions: &[Mention], at: usize) -> Option<usize> {
    mentions.binary_search_by_key(&at, |m| m.tokens.start).ok()
}

/// "Type – Shooting" and "FILE: a photo" are labels: a report goes on behind its dateline.
fn has_prose(scan: &Scan<'_>, line: &Dateline) -> bool {
    const WORDS: usize = 8;
    let end = line.tokens.end;
    let behind = (end..end + WORDS)
        .filter(|&at| at == end || !scan.is_line(at))
        .count();
    let label = scan.sense(line.tokens.start).is(Sense::LABEL);
    behind == WORDS && !label
}

const DASHES: [char; 4] = ['-', '–', '—', '―'];

/// "beijing, September 20 –": some pages write everything small, but then a date follows.
fn is_lower_place(scan: &Scan<'_>, mentions: &[Mention], start: usize, at: usize) -> bool {
    at == start
        && scan.is_mark(at + 1, &[','])
        && mention_at(mentions, at + 2)
            .is_some_and(|date| scan.is_mark(mentions[date].tokens.end, &DASHES))
}

/// An agency in brackets alone ("(CNN)") is no place.
fn finish(
    scan: &Scan<'_>,
    tokens: Range<usize>,
    place: Option<Range<usize>>,
    mention: Option<usize>,
) -> Dateline {
    let place = place.filter(|place| {
        let bracketed = place.start > 0 && scan.is_mark(place.start - 1, &['(']);
        let agency = bracketed && scan.tokens[place.start].case == Case::Upper;
        !agency && !is_agency(scan.word(place.start))
    });
    Dateline {
        tokens,
        place,
        mention,
    }
}

/// Agencies and broadcasters that stand in datelines, as folded words.
pub(crate) fn is_agency(word: &str) -> bool {
    agencies::is_in_datelines(word)
}
