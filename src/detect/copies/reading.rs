//! An article read again for comparison: its shingle set, its words and its facts.
//!
//! In: an article that has a candidate. Out: a [`Reading`]. Kept only while its batch of candidates
//! is compared. Cost: one pass over the text and a sort of its shingles; 24 bytes a word.

use std::ops::Range;

use super::hash;
use super::shingle::{self, Amount, Shingler};
use crate::article::ArticleRef;
use crate::config::Profile;
use crate::detect::text::tokenise::{self, Sink};
use crate::detection::Field;

/// A word: its hash, and whether it states a fact: a figure, which begins or ends with a digit; or
/// a name, weekday or month, told by a capital inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) hash: u64,
    pub(crate) is_fact: bool,
}

/// What comparison needs of an article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// Sorted, without repeats.
    pub(crate) shingles: Vec<u64>,
    /// The shingles without its source's boilerplate, where that makes a difference.
    pub(crate) own: Option<Vec<u64>>,
    /// Words in reading order, the title's first.
    pub(crate) words: Vec<Token>,
    /// Hashes of its facts, sorted, without repeats.
    pub(crate) facts: Vec<u64>,
}

impl Reading {
    pub(crate) fn new(article: ArticleRef<'_>, profile: Profile, seed: u64) -> Self {
        let mut words = Vec::with_capacity((article.title.len() + article.text.len()) / 5);
        let mut facts = Vec::new();
        for (field, text) in [(Field::Title, article.title), (Field::Text, article.text)] {
            let mut sink = Telling {
                text,
                field,
                seed,
                before: 0,
                words: &mut words,
                facts: &mut facts,
            };
            tokenise::scan(text, Shingler::rule(profile), &mut sink);
        }
        let mut shingles = Vec::with_capacity(words.len());
        match shingle::amount(profile, words.len()) {
            Amount::Full => {
                let triples = words.windows(shingle::WORDS);
                shingles
                    .extend(triples.map(|w| hash::three_words(w[0].hash, w[1].hash, w[2].hash)));
            }
            _ => {
                Shingler::new(profile, seed).shingle(article, &mut shingles);
            }
        }
        shingle::to_set(&mut shingles);
        shingle::to_set(&mut facts);
        Self {
            shingles,
            own: None,
            words,
            facts,
        }
    }

    /// Leaves these shingles, sorted, out of [`Reading::own`].
    pub(crate) fn leave_out(mut self, boilerplate: &[u64]) -> Self {
        let known = |shingle: &u64| boilerplate.binary_search(shingle).is_ok();
        if self.shingles.iter().any(known) {
            let own = self.shingles.iter().copied();
            self.own = Some(own.filter(|shingle| !known(shingle)).collect());
        }
        self
    }
}

/// Hashes words and tells facts from other words.
struct Telling<'a> {
    text: &'a str,
    field: Field,
    seed: u64,
    /// Where the word before ends.
    before: usize,
    words: &'a mut Vec<Token>,
    facts: &'a mut Vec<u64>,
}

impl Telling<'_> {
    fn push(&mut self, hash: u64, is_fact: bool, end: usize) {
        self.words.push(Token { hash, is_fact });
        if is_fact {
            self.facts.push(hash);
        }
        self.before = end;
    }

    /// Whether a word with a capital, which begins at `start`, stands inside a sentence.
    fn inside(&self, start: usize) -> bool {
        // Headlines often capitalise every word.
        self.field == Field::Text
            && self.before > 0
            && !opens_sentence(&self.text[self.before..start])
    }
}

/// Whether what stands between two words makes the second one begin a sentence or a quotation.
fn opens_sentence(between: &str) -> bool {
    between
        .bytes()
        .any(|b| matches!(b, b'.' | b'!' | b'?' | b':' | b'\n' | b'"'))
        || between.contains('\u{201c}')
}

impl Sink for Telling<'_> {
    #[inline]
    fn ascii(&mut self, range: Range<usize>) {
        let bytes = self.text.as_bytes();
        let word = &bytes[range.clone()];
        let is_fact = (word[0].is_ascii_uppercase() && self.inside(range.start))
            || word[0].is_ascii_digit()
            || word[word.len() - 1].is_ascii_digit();
        let hash = hash::ascii_word(bytes, range.clone(), self.seed);
        self.push(hash, is_fact, range.end);
    }

    fn folded(&mut self, word: &str, range: Range<usize>) {
        let first = self.text[range.clone()].chars().next();
        let is_fact = (first.is_some_and(char::is_uppercase) && self.inside(range.start))
            || word.starts_with(char::is_numeric)
            || word.ends_with(char::is_numeric);
        let hash = hash::folded_word(word.as_bytes(), self.seed);
        self.push(hash, is_fact, range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_names_are_told_from_plain_words() {
        let article = crate::Article {
            title: "All Words Capital 7".to_owned(),
            text: "Police in Leeds said on Monday that 12 people. They left \u{c9}vry".to_owned(),
            ..crate::Article::default()
        };
        let reading = Reading::new(article.as_ref(), Profile::News, 0);
        let facts: Vec<usize> = (0..reading.words.len())
            .filter(|&at| reading.words[at].is_fact)
            .collect();
        // 7, Leeds, Monday, 12, Évry
        assert_eq!(facts, [3, 6, 9, 11, 15]);
        assert_eq!(reading.facts.len(), 5);
    }

    #[test]
    fn a_reading_has_the_shingles_of_the_first_pass() {
        for words in [0, 1, 3, 40] {
            let article = crate::Article {
                title: "Storm closes port".to_owned(),
                text: "word \u{e9}t\u{e9} again ".repeat(words),
                ..crate::Article::default()
            };
            for profile in [Profile::News, Profile::Reference] {
                let mut set = Vec::new();
                Shingler::new(profile, 5).shingle(article.as_ref(), &mut set);
                shingle::to_set(&mut set);
                assert_eq!(Reading::new(article.as_ref(), profile, 5).shingles, set);
            }
        }
    }
}
