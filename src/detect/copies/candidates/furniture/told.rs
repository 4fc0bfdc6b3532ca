//! An article as far as it matters what its headline is about.
//!
//! In: an article. Out: [`Told`]: its shingles in text order, its words as terms, and the terms of
//! its headline, or of the first sentence where there is none. Cost: one pass over the text.

use crate::article::ArticleRef;
use crate::config::Profile;
use crate::cut;
use crate::detect::copies::scan::hash;
use crate::detect::copies::scan::shingle::{self, Amount, Shingler};
use crate::detect::structures::sets::HashedSet;
use crate::detect::text::{self, furniture, language, tokenise};

/// Characters of the text that tell its language.
const HEAD: usize = 600;
/// Words of the first sentence that stand for a missing headline.
const OPENING: usize = 24;

/// One article.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// In text order, repeats included; each begins at the word of the same index.
    pub(super) shingles: Vec<u64>,
    /// The term of each word, the title's first; 0 for function words.
    pub(super) words: Vec<u64>,
    /// Where the text begins in `words`, behind a first line that repeats the title.
    pub(super) body: usize,
    /// Words of the title.
    pub(super) title: usize,
    /// Terms of the headline, sorted.
    pub(super) headline: Vec<u64>,
    /// Hash of the outlet's name, 0 for none.
    pub(super) outlet: u64,
}

/// What is used for one pair after another.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub(super) seen: HashedSet,
    pub(super) covered: Vec<bool>,
}

impl Told {
    pub(super) fn new(article: ArticleRef<'_>, profile: Profile, seed: u64) -> Self {
        let mut told = Self::default();
        let shingled = Shingler::new(profile, seed).shingle(article, &mut told.shingles);
        if shingled.amount != Amount::Full {
            return Self::default();
        }
        let (head, _) = cut::to_chars(article.text, HEAD);
        let lang = language::by_words(article.lang, article.title, head);
        let mut ends = Vec::new();
        let mut title_hashes = Vec::new();
        let mut text_hashes = Vec::new();
        text::terms(&lang, |known| {
            let mut push = |text: &str, words: &mut Vec<u64>, hashes: &mut Vec<u64>| {
                let (mut before, mut line) = (0, 0);
                // Lines that any page has are no article's own.
                let lines = furniture::find(text).spans;
                tokenise::words(text, |word, range| {
                    let (term, function) = known(word, &text[range.clone()]);
                    while lines.get(line).is_some_and(|line| line.end <= range.start) {
                        line += 1;
                    }
                    let in_line = lines.get(line).is_some_and(|l| l.contains(&range.start));
                    words.push(if function || in_line { 0 } else { term });
                    hashes.push(hash::folded_word(word.as_bytes(), 0));
                    // n-grams of a script without spaces overlap.
                    let between = text.get(before..range.start).unwrap_or_default();
                    ends.push(ends_sentence(between));
                    before = range.end.max(before);
                });
            };
            push(article.title, &mut told.words, &mut title_hashes);
            told.title = told.words.len();
            push(article.text, &mut told.words, &mut text_hashes);
        });
        let repeats = told.title > 0 && text_hashes.starts_with(&title_hashes);
        told.body = told.title * (1 + usize::from(repeats));
        told.headline = told.words[..told.title].to_vec();
        if told.title == 0 {
            let opening = told.words.iter().zip(&ends);
            let opening = opening
                .enumerate()
                .take_while(|(at, (_, ends))| *at < shingle::WORDS || (*at < OPENING && !**ends));
            told.headline = opening.map(|(_, (&term, _))| term).collect();
        }
        told.headline.retain(|&term| term != 0);
        told.headline.sort_unstable();
        told.headline.dedup();
        told.outlet = article
            .source
            .map_or(0, |source| hash::folded_word(source.as_bytes(), 0) | 1);
        told
    }

    /// Whether the feed gives it a headline.
    pub(super) fn is_titled(&self) -> bool {
        self.title > 0
    }
}

/// Whether a sentence ends between two words.
fn ends_sentence(between: &str) -> bool {
    between.contains(['\n', '!', '?', '。', '！', '？', '।'])
        || (between.starts_with('.') && between.len() > 1)
}
