//! An article read again for comparison: its shingle set, its words and its facts.
//!
//! In: an article that has a candidate. Out: a [`Reading`]. Kept only while its batch of candidates
//! is compared. Cost: one pass over the text; 16 bytes a word.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use super::align::{Seeded, Seeds};
use super::token::Token;
use crate::article::ArticleRef;
use crate::config::Profile;
use crate::detect::copies::scan::brief::Brief;
use crate::detect::copies::scan::hash;
use crate::detect::copies::scan::shingle::{self, Amount, Shingler};
use crate::detect::structures::sets::HashedSet;
use crate::detect::text::credits;
use crate::detect::text::tokenise::{self, Ascii, Sink};
use crate::detection::Field;

/// What comparison needs of an article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// In reading order, without repeats.
    pub(crate) shingles: Vec<u64>,
    /// The shingles without its source's boilerplate, where that makes a difference.
    pub(crate) own: Option<Vec<u64>>,
    /// Words in reading order, the title's first.
    pub(crate) words: Vec<Token>,
    /// Hashes of its facts, sorted, without repeats.
    pub(crate) facts: Vec<u64>,
    /// Its words in full, where they are few.
    pub(crate) brief: Option<Box<Brief>>,
    /// Its shingles of characters where it is short, sorted: by these it is compared with one that has no
    /// others.
    pub(crate) characters: Vec<u64>,
    /// Found when it is aligned with another for the first time.
    pub(in crate::detect::copies) seeds: OnceLock<Seeds>,
}

/// What a thread uses for one article after another.
#[derive(Debug, Default)]
struct Buffers {
    hashes: Vec<u64>,
    facts: Vec<u64>,
    seen: HashedSet,
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

impl Reading {
    pub(crate) fn new(article: ArticleRef<'_>, profile: Profile, seed: u64) -> Self {
        BUFFERS.with_borrow_mut(|buffers| {
            let Buffers {
                hashes,
                facts,
                seen,
            } = buffers;
            hashes.clear();
            facts.clear();
            let mut words = Vec::with_capacity((article.title.len() + article.text.len()) / 5);
            for (field, text) in [(Field::Title, article.title), (Field::Text, article.text)] {
                let mut sink = Telling {
                    text,
                    field,
                    seed,
                    head: match field {
                        Field::Title => 0,
                        Field::Text => credits::head(text),
                    },
                    before: 0,
                    hashes,
                    words: &mut words,
                    facts,
                };
                tokenise::scan(text, Shingler::rule(profile), &mut sink);
            }
            let mut shingles = Vec::with_capacity(words.len());
            if shingle::amount(profile, words.len()) == Amount::Full {
                let triples = hashes.windows(shingle::WORDS);
                shingles.extend(triples.map(|w| hash::three_words(w[0], w[1], w[2])));
            } else {
                Shingler::new(profile, seed).shingle(article, &mut shingles);
            }
            seen.drop_repeats(&mut shingles);
            let brief = Brief::new(article, profile, words.len()).map(Box::new);
            let mut characters = Vec::new();
            if brief.is_some() {
                Shingler::new(profile, seed).characters(article, &mut characters);
                shingle::to_set(&mut characters);
            }
            facts.sort_unstable();
            facts.dedup();
            Self {
                shingles,
                own: None,
                brief,
                characters,
                words,
                facts: facts.clone(),
                seeds: OnceLock::new(),
            }
        })
    }

    /// Its words, ready to be aligned.
    pub(crate) fn seeded(&self) -> Seeded<'_> {
        Seeded {
            words: &self.words,
            seeds: self.seeds.get_or_init(|| Seeds::new(&self.words)),
        }
    }

    /// Leaves these shingles, sorted, out of [`Reading::own`].
    pub(crate) fn leave_out(&mut self, boilerplate: &[u64]) {
        let known = |shingle: &u64| boilerplate.binary_search(shingle).is_ok();
        let left = self.own.as_ref().unwrap_or(&self.shingles);
        if left.iter().any(known) {
            let own = left.iter().copied();
            self.own = Some(own.filter(|shingle| !known(shingle)).collect());
        }
    }
}

/// Hashes words and tells facts from other words.
struct Telling<'a> {
    text: &'a str,
    field: Field,
    seed: u64,
    /// Where byline and dateline end: who filed a report, and where, says nothing of its facts.
    head: usize,
    /// Where the word before ends.
    before: usize,
    /// The words as shingles see them.
    hashes: &'a mut Vec<u64>,
    words: &'a mut Vec<Token>,
    facts: &'a mut Vec<u64>,
}

impl Telling<'_> {
    #[inline]
    fn push(&mut self, hash: u64, token: Token, end: usize) {
        self.hashes.push(hash);
        self.words.push(token);
        if token.is_fact() {
            self.facts.push(token.hash());
        }
        self.before = end;
    }

    /// A word that begins or ends with a digit.
    fn figure(&self, word: &str) -> Token {
        let core = word.trim_matches(|c: char| !c.is_numeric());
        Token::figure(hash::folded_word(core.as_bytes(), self.seed))
    }

    /// Whether a word with a capital, which begins at `start`, stands inside a sentence.
    fn inside(&self, start: usize) -> bool {
        // Headlines often capitalise every word.
        self.field == Field::Text
            && start >= self.head
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
    fn ascii(&mut self, word: Ascii<'_>) {
        let range = word.range();
        let bytes = self.text.as_bytes();
        let (first, last) = (bytes[range.start], bytes[range.end - 1]);
        let hash = hash::lowered_word(word.block, word.start, word.length, self.seed);
        let token = if first.is_ascii_digit() || last.is_ascii_digit() {
            self.figure(&self.text[range.clone()])
        } else if first.is_ascii_uppercase() && self.inside(range.start) {
            Token::name(hash)
        } else {
            Token::word(hash)
        };
        self.push(hash, token, range.end);
    }

    fn folded(&mut self, word: &str, range: Range<usize>) {
        let first = self.text[range.clone()].chars().next();
        let hash = hash::folded_word(word.as_bytes(), self.seed);
        let token = if word.starts_with(char::is_numeric) || word.ends_with(char::is_numeric) {
            self.figure(word)
        } else if first.is_some_and(char::is_uppercase) && self.inside(range.start) {
            Token::name(hash)
        } else {
            Token::word(hash)
        };
        self.push(hash, token, range.end);
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
            .filter(|&at| reading.words[at].is_fact())
            .collect();
        // 7, Leeds, Monday, 12, Évry
        assert_eq!(facts, [3, 6, 9, 11, 15]);
        assert_eq!(reading.facts.len(), 5);
    }

    #[test]
    fn a_figure_is_the_same_in_any_currency_or_unit() {
        let token = |text: &str| {
            let article = crate::Article {
                text: text.to_owned(),
                ..crate::Article::default()
            };
            Reading::new(article.as_ref(), Profile::News, 0).words[0]
        };
        for (one, other, same) in [
            ("$US6 billion", "$6 billion", true),
            ("5bn", "5m", true),
            ("A$1,200.50", "A$1,200.50", true),
            ("760", "607", false),
            ("1.2", "12", false),
        ] {
            let last = |text| token(text);
            assert_eq!(last(one).is(last(other)), same, "{one} {other}");
        }
        assert!(token("$US6").is_figure() && !token("six").is_figure());
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
                let mut read = Reading::new(article.as_ref(), profile, 5).shingles;
                assert_eq!(read.len(), set.len());
                shingle::to_set(&mut read);
                assert_eq!(read, set);
            }
        }
    }
}
