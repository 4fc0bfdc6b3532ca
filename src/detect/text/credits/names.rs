//! Agencies by name in a piece of a line.
//!
//! In: a few words. Out: the agencies that they name, in reading order. Promise: of several names
//! that begin at one word the longest counts, and no word counts for two. Cost: at most as many
//! look-ups a word as the longest name has words.

use std::ops::Range;
use std::sync::LazyLock;

use ahash::AHashSet;

use crate::cut;
use crate::detect::text::lexicon::agencies::{self, LONGEST_NAME};
use crate::languages;

/// Words that may stand beside an agency's name in a line of credits.
static BESIDE_NAMES: LazyLock<AHashSet<&str>> =
    LazyLock::new(|| languages::words("beside agencies").collect());

/// Whether a piece holds an agency's name and nothing of its own; known of prose at its first words.
pub(super) fn is_made_of_names(piece: &str) -> bool {
    let beside = |word: &str| {
        let word = word.to_lowercase();
        word.bytes().all(|b| b.is_ascii_digit()) || BESIDE_NAMES.contains(word.as_str())
    };
    let mut rest = piece;
    let mut named = false;
    loop {
        let next: Vec<Range<usize>> = words(rest).take(LONGEST_NAME).collect();
        let Some(first) = next.first() else {
            return named;
        };
        let end = match name_at(rest, &next) {
            Some((length, _)) => {
                named = true;
                next[length - 1].end
            }
            None if beside(&rest[first.clone()]) => first.end,
            None => return false,
        };
        rest = &rest[end..];
    }
}

pub(super) fn is_known(word: &str) -> bool {
    agencies::named(&[word]).is_some()
}

/// The agencies that a piece names, the longest names first where several begin at one word.
pub(super) fn names(piece: &str) -> Vec<&'static str> {
    let words: Vec<Range<usize>> = words(piece).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        at += match name_at(piece, &words[at..]) {
            Some((length, name)) => {
                found.push(name);
                length
            }
            None => 1,
        };
    }
    found
}

/// The agency that begins at the first of some words of a piece, and of how many words its name is.
fn name_at(piece: &str, words: &[Range<usize>]) -> Option<(usize, &'static str)> {
    let first = words.first()?;
    if !agencies::begins_name(&piece[first.clone()]) {
        return None;
    }
    (1..=LONGEST_NAME.min(words.len()))
        .rev()
        .find_map(|length| {
            let spelt = words[..length].iter().map(|w| &piece[w.clone()]);
            let name = agencies::named(&spelt.collect::<Vec<&str>>())?;
            Some((length, name))
        })
}

/// An agency at the start of a text that puts no spaces between words: `新华社北京9月20日电`.
pub(super) fn unspaced_name(line: &str) -> Option<&'static str> {
    (2..=4).find_map(|length| {
        let (name, _) = cut::to_chars(line, length);
        agencies::named(&[name])
    })
}

/// An agency at the end of a piece that puts no spaces between words: `北京共同`.
pub(super) fn unspaced_end(piece: &str) -> Option<&'static str> {
    (2..=4).rev().find_map(|length| {
        let (at, _) = piece.char_indices().rev().nth(length - 1)?;
        agencies::named(&[&piece[at..]])
    })
}

/// The words of a piece: runs of letters and digits.
pub(super) fn words(piece: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + piece[rest..].find(char::is_alphanumeric)?;
        let length = piece[start..].find(|c: char| !c.is_alphanumeric());
        rest = length.map_or(piece.len(), |length| start + length);
        Some(start..rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_counts_and_every_agency_is_found() {
        for (piece, agencies) in [
            ("The Canadian Press and AFP", &["Canadian Press", "AFP"][..]),
            ("WXYZ/AFP", &["AFP"]),
            ("Ann Doe", &[]),
            ("", &[]),
        ] {
            assert_eq!(names(piece), agencies, "{piece}");
        }
    }

    #[test]
    fn a_piece_with_a_word_of_its_own_is_not_made_of_names() {
        for (piece, made) in [
            ("With inputs from ANI", true),
            ("© 2024 Bloomberg L.P.", true),
            ("Reuters said so", false),
            ("news service", false),
            ("", false),
        ] {
            assert_eq!(is_made_of_names(piece), made, "{piece}");
        }
    }
}
