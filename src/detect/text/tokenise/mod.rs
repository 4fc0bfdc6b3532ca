//! Words of a raw string, folded for comparison, with their place in it.
//!
//! In: `&str`. Out: one call a word, in order. Promise: the byte ranges ascend, do not overlap
//! (n-grams of unspaced scripts overlap one another), and lie on character boundaries of the raw
//! string; nothing is allocated per word.
//!
//! Words are runs of letters, marks and digits; an apostrophe or full stop between two letters and
//! a full stop, comma or apostrophe between two digits belong to the word (`don't`, `u.s`,
//! `1,000.5`: figures are never collapsed). Quotes and dashes part words, invisible characters are
//! dropped, and runs of Han, Kana, Thai, Lao, Khmer and Myanmar become overlapping character
//! n-grams.
//!
//! Cost: ASCII goes 64 bytes at a time through bit masks (`block`), a few bytes a clock cycle;
//! other text one character at a time (`slow`). Source: UAX #29, rules WB5 to WB13, without its
//! dictionary part.

mod block;
mod slow;

use std::ops::Range;

use self::block::{Block, Limits, below};
use self::slow::Slow;
use super::normalise::WordRule;

pub(crate) use self::block::Lowered;

/// Calls `emit` with every word of `text`: its folded form and where it stands.
pub fn words(text: &str, emit: impl FnMut(&str, Range<usize>)) {
    words_by(text, WordRule::Unicode, emit);
}

/// Calls `emit` with every word of `text` as `rule` cuts and folds it.
pub fn words_by(text: &str, rule: WordRule, emit: impl FnMut(&str, Range<usize>)) {
    scan(
        text,
        rule,
        &mut Folding {
            text,
            buffer: String::new(),
            emit,
        },
    );
}

/// Receives the words of a text in order.
pub(crate) trait Sink {
    /// A word of ASCII letters, digits and joiners.
    fn ascii(&mut self, word: Ascii<'_>);
    /// Any other word, folded.
    fn folded(&mut self, word: &str, range: Range<usize>);
}

/// A word of fewer than 64 ASCII letters, digits and joiners.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ascii<'b> {
    /// Its block in lower case.
    pub(crate) block: &'b Lowered,
    /// Where it begins in the block.
    pub(crate) start: usize,
    pub(crate) length: usize,
    /// Where the block begins in the text.
    at: usize,
}

impl Ascii<'_> {
    /// Its place in the text.
    pub(crate) fn range(&self) -> Range<usize> {
        let start = self.at + self.start;
        start..start + self.length
    }
}

/// A [`Sink`] that gives every word its folded form.
struct Folding<'a, F> {
    text: &'a str,
    buffer: String,
    emit: F,
}

impl<F: FnMut(&str, Range<usize>)> Sink for Folding<'_, F> {
    fn ascii(&mut self, word: Ascii<'_>) {
        let range = word.range();
        self.buffer.clear();
        self.buffer.push_str(&self.text[range.clone()]);
        self.buffer.make_ascii_lowercase();
        (self.emit)(&self.buffer, range);
    }

    fn folded(&mut self, word: &str, range: Range<usize>) {
        (self.emit)(word, range);
    }
}

/// Gives every word of `text` to `sink`.
pub(crate) fn scan<S: Sink>(text: &str, rule: WordRule, sink: &mut S) {
    let bytes = text.as_bytes();
    let mut slow = None;
    let mut at = 0;
    while at < bytes.len() {
        let block = Block::read(bytes, at);
        let words = block.words(rule);
        let Limits { words_end, next } = block.limits(words, bytes.len() - at);
        let words = words & below(words_end);
        let mut starts = words & !(words << 1);
        // The bit after each word's last; a word never reaches bit 63 of a block that goes on.
        let mut ends = !words & (words << 1);
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            let end = ends.trailing_zeros() as usize;
            sink.ascii(Ascii {
                block: &block.lowered,
                start,
                length: end - start,
                at,
            });
            starts &= starts - 1;
            ends &= ends.wrapping_sub(1);
        }
        at += next;
        if words_end == next && at < bytes.len() {
            // Something the masks cannot settle begins here.
            let slow = slow.get_or_insert_with(|| Slow::new(text, rule));
            at = slow.words(at, sink);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn collect(text: &str, rule: WordRule) -> Vec<(String, Range<usize>)> {
        let mut found = Vec::new();
        let emit = |word: &str, range| found.push((word.to_owned(), range));
        scan(
            text,
            rule,
            &mut Folding {
                text,
                buffer: String::new(),
                emit,
            },
        );
        found
    }

    fn unicode(text: &str) -> Vec<String> {
        collect(text, WordRule::Unicode)
            .into_iter()
            .map(|(word, _)| word)
            .collect()
    }

    #[test]
    fn words_follow_the_rules_of_their_script() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("Hello, World!", &["hello", "world"]),
            (
                "don\u{2019}t 'quote' Reuters'",
                &["don't", "quote", "reuters"],
            ),
            (
                "U.S. fell 1,000.5 points.",
                &["u.s", "fell", "1,000.5", "points"],
            ),
            ("twenty-one\u{2014}2", &["twenty", "one", "2"]),
            (
                "co\u{ad}operate zero\u{200b}width",
                &["cooperate", "zerowidth"],
            ),
            ("Stra\u{df}e STRASSE", &["strasse", "strasse"]),
            (
                "\u{fb01}nance \u{ff21}\u{ff22}\u{ff11}",
                &["finance", "ab1"],
            ),
            ("Cafe\u{301} caf\u{e9}", &["caf\u{e9}", "caf\u{e9}"]),
            (
                "\u{41f}\u{420}\u{418}\u{412}\u{415}\u{422}",
                &["\u{43f}\u{440}\u{438}\u{432}\u{435}\u{442}"],
            ),
            (
                "\u{4e2d}\u{56fd}\u{5317}\u{4eac}2023\u{5e74}",
                &[
                    "\u{4e2d}\u{56fd}",
                    "\u{56fd}\u{5317}",
                    "\u{5317}\u{4eac}",
                    "2023",
                    "\u{5e74}",
                ],
            ),
            (
                "\u{e2a}\u{e27}\u{e31}\u{e2a}\u{e14}\u{e35}",
                &[
                    "\u{e2a}\u{e27}\u{e31}\u{e2a}",
                    "\u{e27}\u{e31}\u{e2a}\u{e14}",
                    "\u{e31}\u{e2a}\u{e14}\u{e35}",
                ],
            ),
            ("a_b x", &["a_b", "x"]),
            ("...'',,", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&unicode(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_python_rule_cuts_as_its_regular_expression_does() {
        let words: Vec<String> = collect(
            "Don\u{2019}t U.S. 1,000 a_b \u{c9}t\u{e9}\u{b2} x\u{301}y",
            WordRule::Python,
        )
        .into_iter()
        .map(|(word, _)| word)
        .collect();
        assert_eq!(
            words,
            [
                "don",
                "t",
                "u",
                "s",
                "1",
                "000",
                "a_b",
                "\u{e9}t\u{e9}\u{b2}",
                "x",
                "y"
            ]
        );
    }

    #[test]
    fn words_longer_than_a_block_stay_whole() {
        for length in [1, 7, 8, 9, 62, 63, 64, 65, 127, 128, 129, 1000] {
            for lead in 0..3 {
                let text = format!("{}{} end", " ".repeat(lead), "Ab".repeat(length));
                let found = collect(&text, WordRule::Unicode);
                assert_eq!(found[0].0, "ab".repeat(length));
                assert_eq!(found[0].1, lead..lead + 2 * length);
                assert_eq!(found[1].0, "end");
            }
        }
    }

    proptest! {
        /// The masks against the scanner that looks at one character at a time.
        #[test]
        fn the_fast_path_equals_the_slow_one(text in "[a-zA-Z0-9_ .,'\u{2019}\u{e9}\u{4e2d}\u{301}\u{ad}\n-]{0,200}") {
            for rule in [WordRule::Unicode, WordRule::Compared, WordRule::Python] {
                let mut slow = Vec::new();
                {
                    let mut sink = Folding { text: &text, buffer: String::new(), emit: |w: &str, r| slow.push((w.to_owned(), r)) };
                    let mut scanner = Slow::new(&text, rule);
                    let mut at = 0;
                    while at < text.len() {
                        at = scanner.words(at, &mut sink);
                    }
                }
                prop_assert_eq!(&collect(&text, rule), &slow);
            }
        }

        #[test]
        fn ranges_ascend_and_lie_on_characters(text in "\\PC{0,120}") {
            for rule in [WordRule::Unicode, WordRule::Compared] {
                let mut before = 0;
                for (word, range) in collect(&text, rule) {
                    prop_assert!(text.get(range.clone()).is_some());
                    prop_assert!(range.start >= before && range.start < range.end);
                    prop_assert!(!word.is_empty());
                    before = range.start;
                }
            }
        }
    }
}
