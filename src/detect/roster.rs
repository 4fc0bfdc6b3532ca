//! The articles of a run in their total order, with the few facts that every stage needs.
//!
//! In: one [`Entry`] an article, input order. Out: the same entries ordered by (publication, id),
//! undated last. Every later stage names an article by its rank in this order, which is what makes
//! results independent of input order.

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::time::Timestamp;

/// Rank of an article in the total order of a [`Roster`].
pub type Rank = u32;

/// What is kept of an article when its text is let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Position in the source, to read the article again.
    pub position: u32,
    /// The article's id.
    pub id: Box<str>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Its outlet.
    pub source: Option<Box<str>>,
    /// Content fingerprint ([`crate::ArticleRef::fingerprint`]).
    pub fingerprint: u64,
    /// Words in title and text.
    pub words: u32,
    /// Whether its title or first line marks it as an update or correction.
    pub version: bool,
}

/// What a cluster goes by whose founder's fingerprint, `taken`, is that of an earlier cluster's: its founder's id
/// counts, too.
pub(in crate::detect) fn named_anew(taken: u64, id: &str) -> u64 {
    xxh3_64(format!("{taken:016x}{id}").as_bytes())
}

/// The articles in their total order.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    entries: Vec<Entry>,
    rank_of_position: Vec<Rank>,
}

impl Roster {
    /// Orders the entries of a source; `entries[i].position` must be a permutation of `0..n`.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.par_sort_by(|a, b| {
            let time = |e: &Entry| (e.published.is_none(), e.published);
            time(a).cmp(&time(b)).then_with(|| a.id.cmp(&b.id))
        });
        let mut rank_of_position = vec![0; entries.len()];
        for (rank, entry) in (0..).zip(&entries) {
            rank_of_position[entry.position as usize] = rank;
        }
        Self {
            entries,
            rank_of_position,
        }
    }

    /// The article of that rank.
    ///
    /// # Panics
    /// When there is no such rank.
    pub fn get(&self, rank: Rank) -> &Entry {
        &self.entries[rank as usize]
    }

    /// All articles, by rank.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Ranks in input order.
    pub fn input_order(&self) -> &[Rank] {
        &self.rank_of_position
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
