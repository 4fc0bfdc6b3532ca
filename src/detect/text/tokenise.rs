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
//! Cost: ASCII goes 64 bytes at a time through bit masks, a few bytes a clock cycle; other text one
//! character at a time. Source: UAX #29, rules WB5 to WB13, without its dictionary part.

use std::ops::Range;

use wide::u8x16;

use super::normalise::{APOSTROPHE, Class, Fold, WordRule, class};

/// Calls `emit` with every word of `text`: its folded form and where it stands.
pub fn words(text: &str, emit: impl FnMut(&str, Range<usize>)) {
    scan(
        text,
        WordRule::Unicode,
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

/// Bytes of a block in lower case, and 16 zero bytes behind, so that a word can be read by sixteens.
pub(crate) type Lowered = [u8; BLOCK + 16];

/// Bytes that are looked at together.
const BLOCK: usize = 64;

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

/// Bits of positions below `n`, for n up to 64.
const fn below(n: usize) -> u64 {
    if n >= 64 { u64::MAX } else { (1 << n) - 1 }
}

/// One bit a byte for up to 64 bytes of text.
struct Block {
    lowered: Lowered,
    letters: u64,
    digits: u64,
    /// Full stops and apostrophes.
    stops: u64,
    commas: u64,
    beyond_ascii: u64,
}

/// How far a block's words reach.
struct Limits {
    /// Words are settled below this bit.
    words_end: usize,
    /// Where to go on; equal to `words_end` when the slow path has to.
    next: usize,
}

impl Block {
    #[inline]
    fn read(bytes: &[u8], at: usize) -> Self {
        let rest = &bytes[at..];
        let mut padded;
        let chunk: &[u8; BLOCK] = if let Some(chunk) = rest.first_chunk() {
            chunk
        } else {
            // Zero bytes are separators.
            padded = [0; BLOCK];
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        };
        let (sixteens, _) = chunk.as_chunks::<16>();
        let parts: [u8x16; BLOCK / 16] = std::array::from_fn(|i| u8x16::new(sixteens[i]));
        let case = u8x16::splat(0x20);
        let letters = parts.map(|x| within(x | case, b'a', b'z'));
        let mut lowered = [0; BLOCK + 16];
        let (places, _) = lowered.as_chunks_mut::<16>();
        for i in 0..BLOCK / 16 {
            places[i] = (parts[i] | (letters[i] & case)).to_array();
        }
        let underscores = parts.map(|x| equal(x, b'_'));
        Self {
            lowered,
            letters: bits(std::array::from_fn(|i| letters[i] | underscores[i])),
            digits: bits(parts.map(|x| within(x, b'0', b'9'))),
            stops: bits(parts.map(|x| equal(x, b'.') | equal(x, b'\''))),
            commas: bits(parts.map(|x| equal(x, b','))),
            beyond_ascii: bits(parts),
        }
    }

    /// Bytes that belong to words, joiners between their two sides included.
    fn words(&self, rule: WordRule) -> u64 {
        let plain = self.letters | self.digits;
        match rule {
            WordRule::Python => plain,
            WordRule::Unicode => {
                let between = |of: u64| (of << 1) & (of >> 1);
                let in_letters = self.stops & between(self.letters);
                let in_digits = (self.stops | self.commas) & between(self.digits);
                plain | in_letters | in_digits
            }
        }
    }

    fn limits(&self, words: u64, left: usize) -> Limits {
        let unsettled = words | self.stops | self.commas | self.beyond_ascii;
        if self.beyond_ascii != 0 {
            let first = self.beyond_ascii.trailing_zeros() as usize;
            let separators = !unsettled & below(first);
            let start = 64 - separators.leading_zeros() as usize;
            return Limits {
                words_end: start,
                next: start,
            };
        }
        if left < 64 {
            return Limits {
                words_end: 64,
                next: left,
            };
        }
        // Up to the last byte that surely parts words; what follows is read again.
        let end = 64 - (!unsettled).leading_zeros() as usize;
        match end {
            0 => Limits {
                words_end: 0,
                next: 0,
            },
            _ => Limits {
                words_end: end - 1,
                next: end,
            },
        }
    }
}

/// The highest bit of every byte.
#[inline]
fn bits(parts: [u8x16; BLOCK / 16]) -> u64 {
    let part = |i: usize| u64::from(parts[i].to_bitmask()) << (16 * i);
    part(0) | part(1) | part(2) | part(3)
}

/// All bits of every byte that lies in `low..=top`.
#[inline]
fn within(x: u8x16, low: u8, top: u8) -> u8x16 {
    let above = x - u8x16::splat(low);
    above.simd_eq(above.min(u8x16::splat(top - low)))
}

/// All bits of every byte that is this one.
#[inline]
fn equal(x: u8x16, byte: u8) -> u8x16 {
    x.simd_eq(u8x16::splat(byte))
}

/// The scanner for what is not ASCII: one character at a time.
struct Slow<'a> {
    text: &'a str,
    rule: WordRule,
    fold: Fold,
    raw: String,
    /// Where each character of `raw` begins: (in the text, in `raw`).
    places: Vec<(usize, usize)>,
}

impl<'a> Slow<'a> {
    fn new(text: &'a str, rule: WordRule) -> Self {
        Self {
            text,
            rule,
            fold: Fold::new(),
            raw: String::new(),
            places: Vec::new(),
        }
    }

    fn peek(&self, at: usize) -> Option<(char, Class)> {
        let c = self.text[at..].chars().next()?;
        Some((c, class(c, self.rule)))
    }

    /// Gives the words from `at` to the sink; returns where the fast path can go on.
    fn words<S: Sink>(&mut self, mut at: usize, sink: &mut S) -> usize {
        while let Some((c, class)) = self.peek(at) {
            at = match class {
                Class::Letter | Class::Digit => self.word(at, sink),
                Class::Unspaced(n) => self.n_grams(at, n, sink),
                _ => at + c.len_utf8(),
            };
            if self.text.as_bytes().get(at).is_none_or(u8::is_ascii) {
                break;
            }
        }
        at
    }

    /// One word, which begins at `start`; returns where it ends.
    fn word<S: Sink>(&mut self, start: usize, sink: &mut S) -> usize {
        self.raw.clear();
        let mut at = start;
        let mut end = start;
        let mut last = Class::Separator;
        while let Some((c, class)) = self.peek(at) {
            let after = at + c.len_utf8();
            match class {
                Class::Letter | Class::Digit => {
                    self.raw.push(c);
                    last = class;
                    end = after;
                }
                Class::Mark => {
                    self.raw.push(c);
                    end = after;
                }
                Class::Ignorable => {}
                _ if self.joins(c, last, after) => {
                    let joiner = if class == Class::Apostrophe {
                        APOSTROPHE
                    } else {
                        c
                    };
                    self.raw.push(joiner);
                }
                _ => break,
            }
            at = after;
        }
        let folded = match self.rule {
            WordRule::Unicode => self.fold.word(&self.raw),
            WordRule::Python => self.fold.lower(&self.raw),
        };
        sink.folded(folded, start..end);
        at.max(end)
    }

    /// Whether `c` after a character of class `last` joins it to what stands at `after`.
    fn joins(&self, c: char, last: Class, after: usize) -> bool {
        if self.rule == WordRule::Python {
            return false;
        }
        let apostrophe = class(c, self.rule) == Class::Apostrophe;
        let kind = match last {
            Class::Letter => apostrophe || c == '.',
            Class::Digit => apostrophe || c == '.' || c == ',',
            _ => false,
        };
        kind && self.peek(after).is_some_and(|(_, next)| next == last)
    }

    /// A run of an unspaced script as overlapping n-grams; returns where the run ends.
    fn n_grams<S: Sink>(&mut self, start: usize, n: usize, sink: &mut S) -> usize {
        self.raw.clear();
        self.places.clear();
        let mut at = start;
        while let Some((c, class)) = self.peek(at) {
            match class {
                Class::Unspaced(m) if m == n => {
                    self.places.push((at, self.raw.len()));
                    self.raw.push(c);
                }
                Class::Ignorable => {}
                _ => break,
            }
            at += c.len_utf8();
        }
        let length = self.places.len();
        self.places.push((at, self.raw.len()));
        for i in 0..=length.saturating_sub(n) {
            let (from, raw_from) = self.places[i];
            let (to, raw_to) = self.places[(i + n).min(length)];
            let folded = self.fold.word(&self.raw[raw_from..raw_to]);
            sink.folded(folded, from..to);
        }
        at
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
            for rule in [WordRule::Unicode, WordRule::Python] {
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
            let mut before = 0;
            for (word, range) in collect(&text, WordRule::Unicode) {
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert!(range.start >= before && range.start < range.end);
                prop_assert!(!word.is_empty());
                before = range.start;
            }
        }
    }
}
