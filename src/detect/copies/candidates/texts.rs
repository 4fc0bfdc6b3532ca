//! The texts of articles, read again for pairs of them.
//!
//! In: packed pairs. Out: the pairs in batches, and what is made of the articles of one. Promise: at most
//! one batch of texts a thread is held at a time, and a text is read once where its candidates fit into one
//! batch; pairs of like length that hang together are put into the same one, and where a short text may
//! stand in a long one, the short one is read for it again. Cost: a reading per article and batch.

use rayon::prelude::*;

use super::excerpts::LONGER;
use crate::article::{ArticleRef, ArticleSource, Scan};
use crate::config::Config;
use crate::detect::roster::{Rank, Roster};
use crate::detect::structures::pairs::unpack;
use crate::detect::structures::union_find::UnionFind;
use crate::error::Error;

/// Words of the articles of a batch: 16 bytes each, so that it stays in the processor's cache.
const BATCH_WORDS: u64 = 1 << 17;
/// The same where more words hang together: each article is met in several batches then, and read for
/// each of them.
const CROWD_WORDS: u64 = 1 << 20;
/// Texts as long as the longest of those that hang together that a batch has room for in any case: were it two,
/// each pair of long texts would be read on its own.
const LONGEST: u64 = 4;

/// The articles of a feed by rank, to be read again.
pub(in crate::detect::copies) struct Texts<'a> {
    pub(in crate::detect::copies) source: &'a dyn ArticleSource,
    pub(in crate::detect::copies) roster: &'a Roster,
    pub(in crate::detect::copies) config: &'a Config,
}

impl Texts<'_> {
    /// What `make` makes of these articles, in this order.
    pub(in crate::detect::copies) fn scan<T: Send + Sync>(
        &self,
        ranks: &[Rank],
        make: impl Fn(ArticleRef<'_>) -> T + Sync,
    ) -> Result<Vec<T>, Error> {
        let position = |&rank: &Rank| self.roster.get(rank).position;
        let positions: Vec<u32> = ranks.iter().map(position).collect();
        self.source
            .scan_some(&positions, |_, article| make(article))
    }

    /// The two articles of a pair, the longer one first.
    pub(in crate::detect::copies) fn longer_first(&self, pair: u64) -> (Rank, Rank) {
        let (a, b) = unpack(pair);
        if self.roster.get(b).words > self.roster.get(a).words {
            (b, a)
        } else {
            (a, b)
        }
    }

    /// Cuts pairs into batches of articles with at most [`BATCH_WORDS`] (or one pair), [`CROWD_WORDS`], or
    /// [`LONGEST`] texts.
    pub(in crate::detect::copies) fn batches(&self, pairs: &[u64]) -> Vec<Batch> {
        let words = |rank: Rank| self.roster.get(rank).words;
        // A stock phrase can tie half of a feed's short texts to its long ones.
        let alike = pairs.iter().copied().filter(|&pair| {
            let (longer, shorter) = self.longer_first(pair);
            f64::from(words(longer)) <= LONGER * f64::from(words(shorter))
        });
        let mut alike = UnionFind::new(alike, self.roster.len());
        let mut together = vec![(0, 0); self.roster.len()];
        for rank in (0..).take(self.roster.len()) {
            let (all, longest) = &mut together[alike.root(rank) as usize];
            *all += u64::from(words(rank));
            *longest = u64::from(words(rank)).max(*longest);
        }
        let mut sorted: Vec<(Rank, u64)> = pairs
            .iter()
            .map(|&pair| (alike.root(self.longer_first(pair).0), pair))
            .collect();
        sorted.par_sort_unstable();
        let mut batches = Vec::new();
        let mut batch = Batch::default();
        let mut held: ahash::AHashSet<Rank> = ahash::AHashSet::new();
        for (root, pair) in sorted {
            let (all, longest) = together[root as usize];
            let most = if all > BATCH_WORDS {
                CROWD_WORDS.max(LONGEST * longest)
            } else {
                BATCH_WORDS
            };
            let (a, b) = unpack(pair);
            let new = |rank: Rank, held: &ahash::AHashSet<Rank>| {
                if held.contains(&rank) {
                    0
                } else {
                    u64::from(words(rank))
                }
            };
            let more = new(a, &held) + new(b, &held);
            if batch.words + more > most && !batch.pairs.is_empty() {
                batches.push(std::mem::take(&mut batch));
                held.clear();
            }
            batch.words += new(a, &held) + new(b, &held);
            held.extend([a, b]);
            batch.pairs.push(pair);
        }
        batches.extend((!batch.pairs.is_empty()).then_some(batch));
        batches
    }
}

/// Pairs whose articles are held together.
#[derive(Debug, Default)]
pub(in crate::detect::copies) struct Batch {
    pub(in crate::detect::copies) pairs: Vec<u64>,
    /// Words of the articles.
    words: u64,
}

/// Batches in their order, cut into those that may be held at a time: as many small ones as there is work
/// for all threads, and of large ones, which have work for several, no more than two.
pub(in crate::detect::copies) fn rounds(batches: &[Batch]) -> impl Iterator<Item = &[Batch]> {
    let threads = rayon::current_num_threads() as u64;
    let most = (2 * CROWD_WORDS).max(4 * threads * BATCH_WORDS);
    let mut words = 0;
    batches.chunk_by(move |last, _| {
        words = if words < most { words } else { 0 } + last.words;
        words < most
    })
}
