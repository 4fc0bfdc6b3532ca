//! The first pass: every article once, its text let go, its sketch and keys kept.
//!
//! In: a source. Out: one [`Scanned`] an article, input order. Promise: memory per article is the
//! sketch (256 bytes), about two keys per 33 words and the id, whatever the length of the text; the
//! buffers are one set a thread. Cost: one pass over title and text.

use std::cell::RefCell;

use super::furniture::Stretches;
use super::shingle::{Amount, KEPT, SHORT_WORDS, Shingler};
use super::sketch::{SLOTS, Slots, sketch};
use super::{brief, excerpts, version};
use crate::article::{ArticleRef, ArticleSource};
use crate::config::{Config, Profile};
use crate::detect::Observer;
use crate::error::Error;
use crate::time::Timestamp;

/// What is kept of an article.
#[derive(Debug)]
pub(super) struct Scanned {
    pub(super) slots: Slots,
    /// The sketch of its characters, where it is short but not [`Amount::Short`]: by it, it meets those
    /// that are. A label of two words must not part a headline from its copy.
    pub(super) characters: Option<Box<Slots>>,
    /// Word sequence: equal for identical articles.
    pub(super) sequence: u128,
    /// The least of the shingle hashes, turned so that it is independent of the sketch; similar
    /// articles share it with the probability of their resemblance.
    pub(super) least: u64,
    /// Title: equal for equal ones, 0 for none.
    pub(super) title: u64,
    pub(super) fingerprint: u64,
    pub(super) published: Option<Timestamp>,
    pub(super) id: Box<str>,
    pub(super) source: Option<Box<str>>,
    /// Excerpt keys, sorted.
    pub(super) keys: Box<[u32]>,
    /// Words that are not furniture.
    pub(super) words: u32,
    pub(super) amount: Amount,
    pub(super) version: bool,
}

/// Buffers that a thread uses for one article after another.
struct Buffers {
    profile: Profile,
    shingler: Shingler,
    shingles: Vec<u64>,
    keys: Vec<u32>,
}

impl Buffers {
    fn new(config: &Config) -> Self {
        Self {
            profile: config.copies.profile,
            shingler: Shingler::new(config.copies.profile, config.seed),
            shingles: Vec::new(),
            keys: Vec::new(),
        }
    }

    fn scan(&mut self, article: ArticleRef<'_>) -> Scanned {
        let shingled = self.shingler.shingle(article, &mut self.shingles);
        let slots = if self.shingles.is_empty() {
            [0; SLOTS]
        } else {
            sketch(&self.shingles)
        };
        self.keys.clear();
        if shingled.amount == Amount::Full {
            excerpts::keys(&self.shingles, &mut self.keys);
        }
        let turned = self.shingles.iter().map(|x| x.rotate_left(32));
        let least = turned.min().unwrap_or(u64::MAX);
        let words = shingled.words as usize;
        let short = self.profile == Profile::News && words < brief::WORDS;
        let characters = (short && shingled.amount == Amount::Full).then(|| {
            self.shingler.characters(article, &mut self.shingles);
            Box::new(sketch(&self.shingles))
        });
        let scanned = Scanned {
            slots,
            sequence: shingled.sequence,
            title: shingled.title,
            characters,
            least,
            fingerprint: article.fingerprint(),
            published: article.published,
            id: article.id.into(),
            source: article.source.map(Into::into),
            keys: self.keys.as_slice().into(),
            words: shingled.words,
            amount: shingled.amount,
            version: version::is_marked(article.title, article.text),
        };
        if self.shingles.len() > KEPT {
            self.shingles = Vec::new();
            self.keys = Vec::new();
            self.shingler.let_go();
        }
        scanned
    }
}

impl Scanned {
    /// Lets the furniture of an article go.
    pub(super) fn strip(&mut self, own: &Stretches) {
        let mut keys = Vec::new();
        self.slots = sketch(&own.own);
        self.characters = None;
        excerpts::keys(&own.own, &mut keys);
        self.keys = keys.into();
        self.words = own.words;
        if (own.words as usize) < SHORT_WORDS || own.own.is_empty() {
            self.amount = Amount::Tiny;
        }
    }
}

thread_local! {
    static BUFFERS: RefCell<Option<(u64, Profile, Buffers)>> = const { RefCell::new(None) };
}

/// Scans every article of `source`.
pub(super) fn scan<S: ArticleSource + ?Sized>(
    source: &S,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Vec<Scanned>, Error> {
    source.scan(|_, article| {
        observer.advance(1);
        BUFFERS.with_borrow_mut(|kept| {
            let made_for = (config.seed, config.copies.profile);
            match kept {
                Some((seed, profile, buffers)) if (*seed, *profile) == made_for => {
                    buffers.scan(article)
                }
                _ => {
                    let mut buffers = Buffers::new(config);
                    let scanned = buffers.scan(article);
                    *kept = Some((made_for.0, made_for.1, buffers));
                    scanned
                }
            }
        })
    })
}
