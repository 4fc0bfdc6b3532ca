//! An article read again for comparison: its shingle set and its words with their places.
//!
//! In: an article that has a candidate. Out: a [`Reading`]. Kept only while its batch of candidates
//! is compared. Cost: one pass over the text and a sort of its shingles; 32 bytes a word.

use std::ops::Range;

use super::hash;
use super::shingle::{self, Shingler};
use crate::article::ArticleRef;
use crate::config::Profile;
use crate::detect::text::Span;
use crate::detect::text::tokenise::{self, Sink};
use crate::detection::Field;

/// What a word is to the question whether two texts state the same facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any other word.
    Plain,
    /// Holds a digit.
    Figure,
    /// Capitalised inside a sentence: a name, a weekday, a month.
    Name,
}

/// A word with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) hash: u64,
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

impl Token {
    pub(crate) fn is_fact(&self) -> bool {
        self.kind != Kind::Plain
    }
}

/// What comparison needs of an article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// Sorted, without repeats.
    pub(crate) shingles: Vec<u64>,
    /// Words in reading order, the title's first.
    pub(crate) words: Vec<Token>,
    /// Hashes of its figures and names, sorted, without repeats.
    pub(crate) facts: Vec<u64>,
}

impl Reading {
    pub(crate) fn new(article: ArticleRef<'_>, profile: Profile, seed: u64) -> Self {
        let mut shingles = Vec::new();
        Shingler::new(profile, seed).shingle(article, &mut shingles);
        shingle::to_set(&mut shingles);
        let mut words = Vec::new();
        for (field, text) in [(Field::Title, article.title), (Field::Text, article.text)] {
            let mut sink = Placing {
                text,
                field,
                seed,
                before: 0,
                words: &mut words,
            };
            tokenise::scan(text, Shingler::rule(profile), &mut sink);
        }
        let mut facts: Vec<u64> = words
            .iter()
            .filter(|w| w.is_fact())
            .map(|w| w.hash)
            .collect();
        shingle::to_set(&mut facts);
        Self {
            shingles,
            words,
            facts,
        }
    }
}

struct Placing<'a> {
    text: &'a str,
    field: Field,
    seed: u64,
    /// Where the word before ends.
    before: usize,
    words: &'a mut Vec<Token>,
}

impl Placing<'_> {
    fn place(&mut self, hash: u64, range: Range<usize>) {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.words.push(Token {
            hash,
            kind: self.kind(&range),
            span: Span {
                field: self.field,
                start: place(range.start),
                end: place(range.end),
            },
        });
        self.before = range.end;
    }

    fn kind(&self, range: &Range<usize>) -> Kind {
        let word = &self.text[range.clone()];
        if word.bytes().any(|b| b.is_ascii_digit()) || word.chars().any(char::is_numeric) {
            return Kind::Figure;
        }
        // Headlines often capitalise every word.
        if self.field == Field::Title || !word.chars().next().is_some_and(char::is_uppercase) {
            return Kind::Plain;
        }
        let between = self.text.get(self.before..range.start).unwrap_or_default();
        let opens =
            self.before == 0 || between.contains(['.', '!', '?', ':', '\n', '"', '\u{201c}']);
        if opens { Kind::Plain } else { Kind::Name }
    }
}

impl Sink for Placing<'_> {
    fn ascii(&mut self, range: Range<usize>) {
        let hash = hash::ascii_word(self.text.as_bytes(), range.clone(), self.seed);
        self.place(hash, range);
    }

    fn folded(&mut self, word: &str, range: Range<usize>) {
        self.place(hash::folded_word(word.as_bytes(), self.seed), range);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_names_are_told_from_plain_words() {
        let article = crate::Article {
            title: "All Words Capital 7".to_owned(),
            text: "Police in Leeds said on Monday that 12 people. They left Leeds".to_owned(),
            ..crate::Article::default()
        };
        let reading = Reading::new(article.as_ref(), Profile::News, 0);
        let facts: Vec<&str> = reading
            .words
            .iter()
            .filter(|word| word.is_fact())
            .map(|word| {
                let text = match word.span.field {
                    Field::Title => &article.title,
                    Field::Text => &article.text,
                };
                &text[word.span.start as usize..word.span.end as usize]
            })
            .collect();
        assert_eq!(facts, ["7", "Leeds", "Monday", "12", "Leeds"]);
        assert_eq!(reading.facts.len(), 4);
    }
}
