//! The first pass: every article once, its text let go, its sketch and keys kept.
//!
//! In: a source. Out: [`Scanned`]: the articles in their total order. Promise: memory per article is the
//! sketch (256 bytes), about two keys per 33 words and the id, whatever the length of the text; the
//! buffers are one set a thread. Cost: one pass over title and text.

use std::cell::RefCell;

use self::identical::Identical;
use self::shingle::{Amount, KEPT, SHORT_WORDS, Shingler};
use self::sketch::{SLOTS, Slots, sketch};
use crate::article::{ArticleRef, ArticleSource, Scan};
use crate::config::{Config, Profile};
use crate::detect::roster::{Entry, Roster};
use crate::detect::{Observer, Stage};
use crate::error::Error;

pub(in crate::detect::copies) mod brief;
pub(in crate::detect::copies) mod hash;
pub(in crate::detect::copies) mod identical;
pub(in crate::detect::copies) mod keys;
pub mod minhash;
pub mod shingle;
pub mod sketch;
mod version;

/// The articles of a feed, read once.
#[derive(Debug)]
pub(in crate::detect::copies) struct Scanned {
    /// The articles in their total order.
    pub(in crate::detect::copies) roster: Roster,
    pub(in crate::detect::copies) articles: Articles,
    /// The excerpt keys of each article, by rank.
    pub(in crate::detect::copies) keys: Vec<Keys>,
    /// Articles of the same words.
    pub(in crate::detect::copies) identical: Identical,
}

/// Excerpt keys of an article, sorted.
pub(in crate::detect::copies) type Keys = Box<[u32]>;

/// What is kept of every article, by rank.
pub(in crate::detect::copies) type Articles = Vec<Box<Sketched>>;

/// What is kept of an article.
#[derive(Debug)]
pub(in crate::detect::copies) struct Sketched {
    pub(in crate::detect::copies) slots: Slots,
    /// The sketch of its characters, where it is short but not [`Amount::Short`]: by it, it meets those
    /// that are. A label of two words must not part a headline from its copy.
    pub(in crate::detect::copies) characters: Option<Box<Slots>>,
    /// Word sequence: equal for identical articles.
    pub(in crate::detect::copies) sequence: u128,
    /// The least of the shingle hashes, turned so that it is independent of the sketch; similar
    /// articles share it with the probability of their resemblance.
    pub(in crate::detect::copies) least: u64,
    /// Title: equal for equal ones, 0 for none.
    pub(in crate::detect::copies) title: u64,
    /// Words that are not furniture.
    pub(in crate::detect::copies) words: u32,
    pub(in crate::detect::copies) amount: Amount,
}

/// An article as the first pass leaves it.
pub(in crate::detect::copies) type Read = (Entry, Kept);
pub(in crate::detect::copies) type Kept = (Box<Sketched>, Keys);

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

    fn scan(&mut self, position: u32, fingerprint: u64, article: ArticleRef<'_>) -> Read {
        let shingled = self.shingler.shingle(article, &mut self.shingles);
        let slots = if self.shingles.is_empty() {
            [0; SLOTS]
        } else {
            sketch(&self.shingles)
        };
        self.keys.clear();
        if shingled.amount == Amount::Full {
            keys::keys(&self.shingles, &mut self.keys);
        }
        let turned = self.shingles.iter().map(|x| x.rotate_left(32));
        let least = turned.min().unwrap_or(u64::MAX);
        let words = shingled.words as usize;
        let short = self.profile == Profile::News && words < brief::WORDS;
        let characters = (short && shingled.amount == Amount::Full).then(|| {
            self.shingler.characters(article, &mut self.shingles);
            Box::new(sketch(&self.shingles))
        });
        let sketched = Box::new(Sketched {
            slots,
            sequence: shingled.sequence,
            title: shingled.title,
            characters,
            least,
            words: shingled.words,
            amount: shingled.amount,
        });
        let entry = Entry {
            position,
            id: article.id.into(),
            published: article.published,
            source: article.source.map(Into::into),
            fingerprint,
            words: shingled.words,
            version: version::is_marked(article.title, article.text),
        };
        let keys = self.keys.as_slice().into();
        if self.shingles.len() > KEPT {
            self.shingles = Vec::new();
            self.keys = Vec::new();
            self.shingler.let_go();
        }
        (entry, (sketched, keys))
    }
}

impl Sketched {
    /// Lets furniture go: `own` are the shingles and `words` the words that are left. Returns its new
    /// excerpt keys.
    pub(in crate::detect::copies) fn strip(&mut self, own: &[u64], words: u32) -> Keys {
        let mut keys = Vec::new();
        self.slots = sketch(own);
        self.characters = None;
        keys::keys(own, &mut keys);
        self.words = words;
        if (words as usize) < SHORT_WORDS || own.is_empty() {
            self.amount = Amount::Tiny;
        }
        keys.into()
    }
}

thread_local! {
    static BUFFERS: RefCell<Option<(u64, Profile, Buffers)>> = const { RefCell::new(None) };
}

/// Scans every article of `source`, in input order.
pub(in crate::detect::copies) fn read(
    source: &dyn ArticleSource,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Vec<Read>, Error> {
    observer.begin(Stage::Sketch, source.len() as u64);
    source.scan(|position, article| {
        observer.advance(1);
        let fingerprint = source.fingerprint(position, article);
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        BUFFERS.with_borrow_mut(|kept| {
            let made_for = (config.seed, config.copies.profile);
            match kept {
                Some((seed, profile, buffers)) if (*seed, *profile) == made_for => {
                    buffers.scan(position, fingerprint, article)
                }
                _ => {
                    let mut buffers = Buffers::new(config);
                    let read = buffers.scan(position, fingerprint, article);
                    *kept = Some((made_for.0, made_for.1, buffers));
                    read
                }
            }
        })
    })
}

/// Scans every article of `source` and puts them in order.
pub(in crate::detect::copies) fn scan(
    source: &dyn ArticleSource,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Scanned, Error> {
    let read = read(source, config, observer)?;
    let (entries, mut by_position): (Vec<Entry>, Vec<Option<Kept>>) = (read.into_iter())
        .map(|(entry, kept)| (entry, Some(kept)))
        .unzip();
    let roster = Roster::new(entries);
    let in_order = roster.entries().iter();
    let (articles, keys): (Articles, Vec<Keys>) = in_order
        .filter_map(|entry| by_position[entry.position as usize].take())
        .unzip();
    Ok(Scanned {
        identical: Identical::new(&roster, &articles),
        roster,
        articles,
        keys,
    })
}
