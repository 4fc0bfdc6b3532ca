//! What each report of an event adds to those before it.
//!
//! In: texts, in the order of time. Out: of each the sentence that says most that none before has said.
//! Promise: a text that says nothing new has none; the same for the same texts. Cost: linear.
//! What can mislead: new words are taken for news, so a report in other words seems to add something.

use std::collections::HashSet;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::marks::words_of;
use super::words;
use samestory::cut;

/// Fewest words that a sentence must hold which stand in no earlier text.
const LEAST_NEW: usize = 5;
/// Fewest letters of a word that counts; figures always do.
const LEAST_LETTERS: usize = 4;
/// Characters of a sentence that are shown.
const SHOWN: usize = 220;

/// What has been said so far.
#[derive(Debug, Default)]
pub(super) struct Said(HashSet<u64>);

impl Said {
    /// The sentence of the text that says most that is new, if any; then the text has been said, too.
    pub(super) fn add(&mut self, text: &str) -> String {
        if self.0.is_empty() {
            self.0.extend(telling(text));
            return String::new();
        }
        let mut best: Option<(usize, &str)> = None;
        let mut added: Vec<u64> = Vec::new();
        for sentence in sentences(text) {
            let new: HashSet<u64> = (telling(sentence))
                .filter(|word| !self.0.contains(word))
                .collect();
            let better = best.is_none_or(|(most, _)| new.len() > most);
            if new.len() >= LEAST_NEW && better {
                best = Some((new.len(), sentence));
            }
            added.extend(new);
        }
        self.0.extend(added);
        best.map_or_else(String::new, |(_, sentence)| {
            words::label(&cut::with_ellipsis(sentence.trim(), SHOWN))
        })
    }
}

/// The words of a text that can be news, as hashes of their folded letters.
fn telling(text: &str) -> impl Iterator<Item = u64> + '_ {
    words_of(text).into_iter().filter_map(|word: Range<usize>| {
        let word = &text[word];
        let counts = word.chars().count() >= LEAST_LETTERS
            || word.chars().any(|c| c.is_numeric() || c > '\u{2e80}');
        counts.then(|| xxh3_64(word.to_lowercase().as_bytes()))
    })
}

/// The text in sentences: up to a full stop before a space, or the end of a line.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            if rest.trim().is_empty() {
                return None;
            }
            let mut ends = rest
                .char_indices()
                .zip(rest.chars().skip(1).map(Some).chain([None]));
            let end = ends.find_map(|((at, c), next)| {
                let stops =
                    matches!(c, '.' | '!' | '?' | '؟') && next.is_none_or(char::is_whitespace);
                let closes = matches!(c, '。' | '！' | '？');
                (stops || closes).then(|| at + c.len_utf8())
            });
            let (sentence, behind) = rest.split_at(end.unwrap_or(rest.len()));
            rest = behind;
            Some(sentence.trim())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_adds_the_sentence_with_most_new_words() {
        let mut said = Said::default();
        let first =
            "The ferry Morning Star ran aground off Kellan Head on Monday. Nobody was hurt.";
        assert_eq!(said.add(first), "", "the first adds nothing to itself");
        assert_eq!(said.add(first), "");
        assert_eq!(
            said.add(
                "On Monday the Morning Star ran aground. Captain Ruth Amery blamed a broken rudder, \
                 inspectors told reporters. Nobody was hurt."
            ),
            "Captain Ruth Amery blamed a broken rudder, inspectors told reporters."
        );
        assert_eq!(said.add("Captain Ruth Amery blamed the rudder."), "");
        let split: Vec<&str> = sentences("A b. C 3.5 d! E\n新线开通。票价不变。").collect();
        assert_eq!(split, ["A b.", "C 3.5 d!", "E", "新线开通。", "票价不变。"]);
    }
}
