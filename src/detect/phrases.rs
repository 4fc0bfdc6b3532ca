//! Phrases that count as no content because the user says so ([`Config::boilerplate`]).
//!
//! In: an article. Out: the same with those phrases blanked: spaces of the same length, so that every
//! offset still counts in the raw strings. Promise: no stage sees their words, for copies and events
//! alike; ids that come from the content stay those of the whole article. A phrase is found word by
//! word, whatever its letter case, punctuation and line breaks; of phrases that begin at one word the
//! longest counts. Cost: without phrases nothing, else one pass over title and text.

use std::borrow::Cow;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::text::tokenise;
use crate::article::{Article, ArticleRef, ArticleSource, Visit};
use crate::config::Config;
use crate::error::Error;

/// The phrases of a [`Config`], ready to be found.
#[derive(Debug, Clone)]
pub struct Phrases(Option<AhoCorasick>);

impl Phrases {
    /// Prepares the phrases of these settings.
    ///
    /// # Errors
    /// When a phrase has no words, or all of them together are too many to hold.
    pub fn new(config: &Config) -> Result<Self, Error> {
        if config.boilerplate.is_empty() {
            return Ok(Self(None));
        }
        let mut patterns = Vec::with_capacity(config.boilerplate.len());
        for phrase in &config.boilerplate {
            let (pattern, _) = framed(phrase);
            if pattern.is_empty() {
                return Err(Error::config(format!(
                    "boilerplate has a phrase without words: `{phrase}`"
                ))
                .help("give the words that articles repeat"));
            }
            patterns.push(pattern);
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns)
            .map_err(|cause| {
                Error::config(format!("boilerplate has too many phrases: {cause}"))
                    .help("give fewer, or shorter ones")
            })?;
        Ok(Self(Some(automaton)))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The text with every phrase blanked; its line breaks stay.
    pub fn blank<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some(automaton) = &self.0 else {
            return Cow::Borrowed(text);
        };
        let (words, places) = framed(text);
        let mut blanked = String::new();
        let mut done = 0;
        for found in automaton.find_iter(&words) {
            let first = places.partition_point(|(start, _)| *start < found.start());
            let after = places.partition_point(|(start, _)| *start < found.end());
            let (from, to) = (places[first].1.start, places[after - 1].1.end);
            blanked.push_str(&text[done..from]);
            blanked.extend(
                text[from..to]
                    .bytes()
                    .map(|b| if b == b'\n' { '\n' } else { ' ' }),
            );
            done = to;
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        blanked.push_str(&text[done..]);
        Cow::Owned(blanked)
    }

    /// The article with every phrase of its title and text blanked.
    pub(super) fn strip(&self, article: &Article) -> Article {
        Article {
            title: self.blank(&article.title).into_owned(),
            text: self.blank(&article.text).into_owned(),
            ..article.clone()
        }
    }
}

/// The words of a text, each between two bytes that no word holds, so that a phrase never begins or
/// ends inside a word; and where each begins there and stands in the text.
fn framed(text: &str) -> (String, Vec<(usize, Range<usize>)>) {
    let mut words = String::with_capacity(text.len() + text.len() / 4);
    let mut places = Vec::new();
    tokenise::words(text, |word, place| {
        places.push((words.len(), place));
        words.push('\u{1}');
        words.push_str(word);
        words.push('\u{2}');
    });
    (words, places)
}

/// A source whose articles are read without some phrases.
#[derive(Debug)]
pub struct Without<'a, S: ?Sized> {
    source: &'a S,
    phrases: Phrases,
    /// Of the whole articles, by position, where anyone asks: ids, and what corrections name, come from
    /// them.
    fingerprints: Vec<u64>,
}

impl<'a, S: ArticleSource + ?Sized> Without<'a, S> {
    /// The articles of `source` without `phrases`.
    pub fn new(source: &'a S, phrases: Phrases) -> Self {
        Self {
            source,
            phrases,
            fingerprints: Vec::new(),
        }
    }

    /// Gives the articles these fingerprints, by position: those that they have with the phrases.
    pub(in crate::detect) fn identified(self, fingerprints: Vec<u64>) -> Self {
        Self {
            fingerprints,
            ..self
        }
    }

    fn read(&self, article: ArticleRef<'_>, stage: impl FnOnce(ArticleRef<'_>)) {
        let (title, text) = (
            self.phrases.blank(article.title),
            self.phrases.blank(article.text),
        );
        stage(ArticleRef {
            title: &title,
            text: &text,
            ..article
        });
    }
}

impl<S: ArticleSource + ?Sized> ArticleSource for Without<'_, S> {
    fn len(&self) -> usize {
        self.source.len()
    }

    fn fingerprint(&self, position: usize, article: ArticleRef<'_>) -> u64 {
        let known = self.fingerprints.get(position).copied();
        known.unwrap_or_else(|| self.source.fingerprint(position, article))
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        Ok(self.phrases.strip(&self.source.article(position)?))
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        self.source.visit(positions, &|place, article| {
            self.read(article, |article| visit(place, article));
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(list: &[&str]) -> Phrases {
        let config = Config {
            boilerplate: list.iter().map(|&phrase| phrase.to_owned()).collect(),
            ..Config::default()
        };
        Phrases::new(&config).unwrap()
    }

    #[test]
    fn a_phrase_is_blanked_whatever_its_case_and_punctuation_and_nothing_else_moves() {
        let phrases = phrases(&["sign up for our letter", "Sign up", "für Äpfel"]);
        for (text, blanked) in [
            (
                "It rained.\nSIGN UP, for\nour “letter”!",
                "It rained.\n            \n             ”!",
            ),
            ("sign upwards; resign up", "sign upwards; resign up"),
            ("Sign up now", "        now"),
            ("Für Äpfel: ja", "           : ja"),
            ("", ""),
        ] {
            let found = phrases.blank(text);
            assert_eq!(found, blanked);
            assert_eq!(found.len(), text.len());
        }
    }

    #[test]
    fn a_phrase_without_words_is_refused() {
        let config = Config {
            boilerplate: vec!["***".to_owned()],
            ..Config::default()
        };
        assert!(
            Phrases::new(&config)
                .unwrap_err()
                .to_string()
                .contains("***")
        );
    }
}
