//! The scanner for what is not ASCII: one character at a time.
//!
//! In: a text and the place where the masks of a block settle nothing. Out: its words up to
//! the next ASCII character outside a word. Promise: on any text the same words as the blocks give.
//! Cost: one look at the class of each character, and one at what follows a joiner. Source: UAX
//! #29, rules WB5 to WB13.

use std::ops::Range;

use super::Sink;
use crate::detect::text::fold::{Fold, Umlauts};
use crate::detect::text::language;
use crate::detect::text::normalise::{APOSTROPHE, Class, WordRule, class};

/// Letters that German writes out as two; the mark alone stands in texts that are not composed.
fn is_umlaut(c: char) -> bool {
    matches!(c, 'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü' | '\u{308}')
}

/// The scanner for what is not ASCII: one character at a time.
pub(super) struct Slow<'a> {
    text: &'a str,
    rule: WordRule,
    fold: Fold,
    /// What stands for umlauts, once one was met.
    umlauts: Option<Umlauts>,
    raw: String,
    /// Where each character of `raw` begins: (in the text, in `raw`).
    places: Vec<(usize, usize)>,
}

impl<'a> Slow<'a> {
    pub(super) fn new(text: &'a str, rule: WordRule) -> Self {
        Self {
            text,
            rule,
            fold: Fold::new(),
            umlauts: None,
            raw: String::new(),
            places: Vec::new(),
        }
    }

    fn peek(&self, at: usize) -> Option<(char, Class)> {
        let c = self.text[at..].chars().next()?;
        Some((c, class(c, self.rule)))
    }

    /// Gives the words from `at` to the sink; returns where the fast path can go on.
    pub(super) fn words<S: Sink>(&mut self, mut at: usize, sink: &mut S) -> usize {
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
        self.emit(0..self.raw.len(), start..end, sink);
        at.max(end)
    }

    /// Gives these bytes of `raw`, folded, to the sink; what is nothing but marks is no word.
    fn emit<S: Sink>(&mut self, raw: Range<usize>, place: Range<usize>, sink: &mut S) {
        let raw = &self.raw[raw];
        let folded = match self.rule {
            WordRule::Unicode => self.fold.written(raw),
            WordRule::Python => self.fold.lower(raw),
            WordRule::Compared => {
                let umlauts = if raw.contains(is_umlaut) {
                    let told = || language::umlauts(self.text);
                    *self.umlauts.get_or_insert_with(told)
                } else {
                    Umlauts::Bare
                };
                self.fold.compared(raw, umlauts)
            }
        };
        if !folded.is_empty() {
            sink.folded(folded, place);
        }
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
    fn n_grams<S: Sink>(&mut self, start: usize, n: u8, sink: &mut S) -> usize {
        self.raw.clear();
        self.places.clear();
        let mut at = start;
        while let Some((c, class)) = self.peek(at) {
            match class {
                Class::Unspaced(m) if m == n => {
                    self.places.push((at, self.raw.len()));
                    self.raw.push(c);
                }
                // Belongs to the character before.
                Class::Mark => self.raw.push(c),
                Class::Ignorable => {}
                _ => break,
            }
            at += c.len_utf8();
        }
        let n = usize::from(n);
        let length = self.places.len();
        self.places.push((at, self.raw.len()));
        for i in 0..=length.saturating_sub(n) {
            let (from, raw_from) = self.places[i];
            let (to, raw_to) = self.places[(i + n).min(length)];
            self.emit(raw_from..raw_to, from..to, sink);
        }
        at
    }
}
