//! Shingles: the overlapping word triples of an article, as 64-bit hashes.
//!
//! In: title and text. Out: a [`Shingled`] summary, and the hashes in a buffer that the caller
//! reuses. Promise: no string per shingle, no allocation per word. Cost: one pass over the text.
//!
//! Policy for little text, under [`Profile::News`]: without words an article is `Empty`; with
//! fewer than [`TINY_WORDS`] it is `Tiny`, and only an identical one is its copy; with fewer than
//! [`SHORT_WORDS`] it is shingled by five characters instead of three words, because a single
//! replaced word would break most of its triples. [`Profile::Reference`] skips texts below
//! [`REFERENCE_WORDS`] altogether and never uses characters.
//!
//! Source: Broder 1997, "On the resemblance and containment of documents".

use super::hash;
use crate::article::ArticleRef;
use crate::config::{Config, Profile};
use crate::detect::structures::sort;
use crate::detect::text::normalise::WordRule;
use crate::detect::text::tokenise::{self, Ascii, Sink};

/// Words per shingle.
pub const WORDS: usize = 3;
/// Characters per shingle of a short text.
pub const CHARACTERS: usize = 5;
/// Below this many words an article is compared for identity only.
pub const TINY_WORDS: usize = 5;
/// Below this many words an article is shingled by characters.
pub const SHORT_WORDS: usize = 12;
/// Below this many words [`Profile::Reference`] skips an article.
pub const REFERENCE_WORDS: usize = 20;

/// Words of room that are kept for the next article: most never need more.
pub(in crate::detect::copies) const KEPT: usize = 1 << 18;

/// How much text an article has for comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// No words, or skipped by the profile: a copy of nothing.
    Empty,
    /// A few words: a copy of identical ones only.
    Tiny,
    /// Shingled by characters.
    Short,
    /// Shingled by words.
    Full,
}

impl Amount {
    /// In ascending order.
    const ALL: [Self; 4] = [Self::Empty, Self::Tiny, Self::Short, Self::Full];

    /// Its number, 0 to 3: the more text, the greater.
    pub(in crate::detect::copies) fn number(self) -> u8 {
        self as u8
    }

    /// The amount of a number; none of another one.
    pub(in crate::detect::copies) fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// What one pass over an article finds besides its shingles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shingled {
    /// Words in title and text.
    pub words: u32,
    /// How much text that is.
    pub amount: Amount,
    /// Hash of the word sequence: equal for identical articles.
    pub sequence: u128,
    /// Hash of the title's words: equal for equal titles, 0 for none.
    pub title: u64,
}

/// How much text so many words are.
pub(in crate::detect::copies) fn amount(profile: Profile, words: usize) -> Amount {
    match (profile, words) {
        (_, 0) => Amount::Empty,
        (Profile::Reference, n) if n < REFERENCE_WORDS => Amount::Empty,
        (Profile::News, n) if n < TINY_WORDS => Amount::Tiny,
        (Profile::News, n) if n < SHORT_WORDS => Amount::Short,
        _ => Amount::Full,
    }
}

/// Turns articles into shingles; keeps its buffers between articles.
#[derive(Debug)]
pub struct Shingler {
    profile: Profile,
    seed: u64,
    words: Vec<u64>,
    characters: String,
}

impl Shingler {
    /// A shingler of this profile; the seed changes every hash.
    pub fn new(profile: Profile, seed: u64) -> Self {
        Self {
            profile,
            seed,
            words: Vec::new(),
            characters: String::new(),
        }
    }

    /// The rule by which a profile cuts words.
    pub(crate) fn rule(profile: Profile) -> WordRule {
        match profile {
            Profile::News => WordRule::Compared,
            Profile::Reference => WordRule::Python,
        }
    }

    /// Fills `shingles` with the article's shingle hashes, in text order, repeats included.
    ///
    /// The title's words come first and shingles run on from the title into the text.
    pub fn shingle(&mut self, article: ArticleRef<'_>, shingles: &mut Vec<u64>) -> Shingled {
        shingles.clear();
        self.words.clear();
        let rule = Self::rule(self.profile);
        let mut title_words = 0;
        for text in [article.title, article.text] {
            title_words = self.words.len();
            let mut sink = Hashing {
                seed: self.seed,
                words: &mut self.words,
            };
            tokenise::scan(text, rule, &mut sink);
        }
        let amount = amount(self.profile, self.words.len());
        if amount == Amount::Short {
            self.by_characters(article, shingles);
        }
        let shingled = Shingled {
            words: u32::try_from(self.words.len()).unwrap_or(u32::MAX),
            amount,
            sequence: hash::sequence(&self.words),
            title: hash::few_words(&self.words[..title_words]),
        };
        if amount == Amount::Full {
            // In place of the words, so that a long text takes no second buffer.
            let words = &mut self.words;
            let last = words.len() - (WORDS - 1);
            for at in 0..last {
                words[at] = hash::three_words(words[at], words[at + 1], words[at + 2]);
            }
            words.truncate(last);
            std::mem::swap(words, shingles);
        }
        shingled
    }

    /// Gives back what a text of many megabytes has left of room.
    pub(in crate::detect::copies) fn let_go(&mut self) {
        self.words.clear();
        self.words.shrink_to(KEPT);
        self.characters.clear();
        self.characters.shrink_to(KEPT);
    }

    /// Fills `shingles` with the shingles of characters that the article has where it is compared with a
    /// short one.
    pub(in crate::detect::copies) fn characters(
        &mut self,
        article: ArticleRef<'_>,
        shingles: &mut Vec<u64>,
    ) {
        shingles.clear();
        self.by_characters(article, shingles);
    }

    /// Windows of characters over the folded words with one space between them.
    fn by_characters(&mut self, article: ArticleRef<'_>, shingles: &mut Vec<u64>) {
        self.characters.clear();
        for text in [article.title, article.text] {
            tokenise::words_by(text, WordRule::Compared, |word, _| {
                if !self.characters.is_empty() {
                    self.characters.push(' ');
                }
                self.characters.push_str(word);
            });
        }
        let text = &self.characters;
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        for ((start, _), end) in text.char_indices().zip(ends.skip(CHARACTERS - 1)) {
            shingles.push(hash::mix(hash::folded_word(
                &text.as_bytes()[start..end],
                self.seed,
            )));
        }
    }
}

/// Hashes every word.
struct Hashing<'a> {
    seed: u64,
    words: &'a mut Vec<u64>,
}

impl Sink for Hashing<'_> {
    #[inline]
    fn ascii(&mut self, word: Ascii<'_>) {
        let Ascii {
            block,
            start,
            length,
            ..
        } = word;
        self.words
            .push(hash::lowered_word(block, start, length, self.seed));
    }

    fn folded(&mut self, word: &str, _: std::ops::Range<usize>) {
        self.words
            .push(hash::folded_word(word.as_bytes(), self.seed));
    }
}

/// The set of an article's shingles, sorted; of many articles, a kept [`Shingler`] is quicker.
pub fn set(article: ArticleRef<'_>, config: &Config) -> Vec<u64> {
    let mut shingles = Vec::new();
    Shingler::new(config.copies.profile, config.seed).shingle(article, &mut shingles);
    to_set(&mut shingles);
    shingles
}

/// Sorts hashes and drops repeats: a set.
pub fn to_set(shingles: &mut Vec<u64>) {
    sort::numbers(shingles, &mut Vec::new());
    shingles.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles(title: &str, text: &str, profile: Profile) -> (Shingled, Vec<u64>) {
        let mut found = Vec::new();
        let article = crate::Article {
            title: title.to_owned(),
            text: text.to_owned(),
            ..crate::Article::default()
        };
        let shingled = Shingler::new(profile, 0).shingle(article.as_ref(), &mut found);
        (shingled, found)
    }

    #[test]
    fn amounts_follow_the_number_of_words() {
        for (words, news, reference) in [
            (0, Amount::Empty, Amount::Empty),
            (1, Amount::Tiny, Amount::Empty),
            (4, Amount::Tiny, Amount::Empty),
            (5, Amount::Short, Amount::Empty),
            (11, Amount::Short, Amount::Empty),
            (12, Amount::Full, Amount::Empty),
            (19, Amount::Full, Amount::Empty),
            (20, Amount::Full, Amount::Full),
        ] {
            let text = "word ".repeat(words);
            assert_eq!(shingles("", &text, Profile::News).0.amount, news, "{words}");
            assert_eq!(
                shingles("", &text, Profile::Reference).0.amount,
                reference,
                "{words}"
            );
        }
    }

    #[test]
    fn shingles_run_from_the_title_into_the_text_and_keep_their_separators() {
        let body = "one two three four five six seven eight nine ten eleven twelve";
        let (_, whole) = shingles("", &format!("alpha beta {body}"), Profile::News);
        let (_, parts) = shingles("Alpha beta", body, Profile::News);
        assert_eq!(whole, parts);
        let (_, moved) = shingles("", &format!("alphab eta {body}"), Profile::News);
        assert_eq!(whole.iter().filter(|x| moved.contains(x)).count(), 10);
    }

    #[test]
    fn case_and_quotes_make_no_difference_and_figures_do() {
        let text = |figure: &str| {
            format!(
                "\u{201c}Shares\u{201d} ROSE {figure} percent on Monday, the exchange said, as traders returned"
            )
        };
        let plain = "shares rose 7 percent on monday the exchange said as traders returned";
        assert_eq!(
            shingles("", &text("7"), Profile::News).0.sequence,
            shingles("", plain, Profile::News).0.sequence
        );
        assert_ne!(
            shingles("", &text("8"), Profile::News).0.sequence,
            shingles("", plain, Profile::News).0.sequence
        );
    }
}
