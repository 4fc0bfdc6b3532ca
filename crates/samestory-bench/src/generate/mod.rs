//! Makes labelled synthetic news from a seed.
//!
//! In: [`Options`]. Out: [`Feed`], an iterator of [`Labelled`] articles in order of publication.
//! The prose is our own: word lists and sentence patterns beside this file, made-up names. An event
//! is a set of facts and propositions; each report tells most of them in its own order and words,
//! so that rewrites share facts and few shingles, while copies share shingles by their edit.
//!
//! Promise: the same options give the same bytes on every machine. Cost: linear in the number of
//! articles; memory holds only the stories under way, a share of the feed that depends on `days`.
//!
//! A figure measured here says how a system treats *these* edits and rewrites; real rewriters are
//! freer, and real unrelated articles share more stock phrases.

use samestory::article::Article;
use samestory::error::Error;
use samestory::time::{Day, Timestamp};

mod compose;
mod draws;
mod edit;
mod facts;
mod feed;
mod kinds;
mod lexicon;
mod names;
mod outlet;
mod pattern;
mod proposition;
mod special;
mod spelling;
mod story;
pub mod worst;

pub use draws::Draws;
pub use edit::{EDITS, Edit};
pub use feed::Feed;
pub use special::Special;
pub use story::Origin;

/// What feed to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many articles.
    pub articles: usize,
    /// Seed of everything.
    pub seed: u64,
    /// First day. Default 2024-03-01.
    pub start: Day,
    /// How many days the feed spans, at least 1. Default 30.
    pub days: u32,
    /// About how many words an article has. Default 400, about 2.5 KB.
    pub words: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            articles: 1_000,
            seed: 1,
            start: Day::from_number(19_783),
            days: 30,
            words: 400,
        }
    }
}

impl Options {
    /// Checks every range.
    ///
    /// # Errors
    /// [`samestory::error::ErrorKind::Config`] naming the first setting that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        if self.days == 0 || self.days > 36_500 {
            return Err(
                Error::config(format!("days is {}", self.days)).help("give 1 to 36500 days")
            );
        }
        if self.words == 0 || self.words > 100_000 {
            return Err(
                Error::config(format!("words is {}", self.words)).help("give 1 to 100000 words")
            );
        }
        Timestamp::from_seconds(i64::from(self.start.number()) * 86_400)?;
        Timestamp::from_seconds(
            i64::from(self.start.number()) * 86_400 + i64::from(self.days) * 86_400,
        )?;
        Ok(())
    }
}

/// A generated article and what is true of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The article.
    pub article: Article,
    /// Copy family: the id of its first article.
    pub family: String,
    /// Event: the id of its first article.
    pub event: String,
    /// Storyline: the id of its first article.
    pub storyline: String,
    /// How it came about.
    pub origin: Origin,
    /// Id of the article it was made from; none for a first report.
    pub from: Option<String>,
}

/// The word tables, read once.
#[derive(Debug)]
struct Tables {
    names: names::Names,
    lexicon: lexicon::Lexicon,
    kinds: Vec<kinds::Kind>,
    forms: Vec<pattern::Pattern>,
    quotes: Vec<pattern::Pattern>,
    outlets: Vec<outlet::Outlet>,
}

impl Tables {
    fn new() -> Self {
        let patterns = |text| lexicon::lines(text).map(pattern::Pattern::parse).collect();
        let names = names::Names::new();
        Self {
            lexicon: lexicon::Lexicon::new(),
            kinds: kinds::kinds(),
            forms: patterns(include_str!("lexicon/forms.txt")),
            quotes: patterns(include_str!("lexicon/quotes.txt")),
            outlets: (0..outlet::OUTLETS)
                .map(|number| outlet::Outlet::new(number, &names))
                .collect(),
            names,
        }
    }
}
