//! The second pass: candidates' texts are read again and compared exactly.
//!
//! In: packed pairs of ranks. Out: one [`CopyPair`] each, sorted. Promise: at most one small
//! batch of texts a thread is held at a time, and a text is read once where its candidates fit into
//! one batch; pairs of like length that hang together are put into the same one, and where a short
//! text may stand in a long one, the short one is read for it again. Cost: a reading per article and
//! batch, and for each pair a look at every shingle of the one article.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::CopyPair;
use super::boilerplate;
use super::excerpts;
use super::forest::Forest;
use super::furniture::Furniture;
use super::judge::{Opened, Side, judge};
use super::near::Found;
use super::near::{members, unpack};
use super::reading::Reading;
use super::scan::Scanned;
use super::set::HashedSet;
use crate::article::{ArticleRef, ArticleSource};
use crate::config::{Config, Profile};
use crate::detect::Observer;
use crate::detect::roster::{Rank, Roster};
use crate::error::Error;

/// Words of the articles of a batch: 16 bytes each, so that it stays in the processor's cache.
const BATCH_WORDS: u64 = 1 << 17;
/// The same where more words hang together: each article is met in several batches then, and read for
/// each of them.
const CROWD_WORDS: u64 = 1 << 20;

/// Reads articles again and judges pairs of them.
pub(super) struct Comparison<'a, S: ?Sized> {
    pub(super) source: &'a S,
    pub(super) roster: &'a Roster,
    pub(super) config: &'a Config,
    pub(super) observer: &'a dyn Observer,
    /// Boilerplate of each source that has any.
    boilerplate: BTreeMap<&'a str, Vec<u64>>,
    /// What articles share that tell of something else.
    pub(super) furniture: Furniture,
}

impl<'a, S: ArticleSource + ?Sized> Comparison<'a, S> {
    pub(super) fn new(
        source: &'a S,
        roster: &'a Roster,
        config: &'a Config,
        observer: &'a dyn Observer,
    ) -> Self {
        Self {
            source,
            roster,
            config,
            observer,
            boilerplate: BTreeMap::new(),
            furniture: Furniture::default(),
        }
    }

    /// Learns the boilerplate of every source of which many articles are candidates of one another.
    pub(super) fn learn_boilerplate(
        &mut self,
        pairs: &[u64],
        scanned: &[Scanned],
    ) -> Result<(), Error> {
        if self.config.copies.profile == Profile::Reference {
            return Ok(());
        }
        let mut partners = vec![0_usize; self.roster.len()];
        for &pair in pairs {
            let (a, b) = unpack(pair);
            if self.source_of(a).is_some() && self.source_of(a) == self.source_of(b) {
                partners[a as usize] += 1;
                partners[b as usize] += 1;
            }
        }
        let mut of_source: BTreeMap<&str, Vec<Rank>> = BTreeMap::new();
        for rank in (0..).take(self.roster.len()) {
            let many = partners[rank as usize] >= boilerplate::CANDIDATES;
            if let (true, Some(source)) = (many, self.source_of(rank)) {
                of_source.entry(source).or_default().push(rank);
            }
        }
        for (source, mut ranks) in of_source {
            if ranks.len() < boilerplate::ARTICLES {
                continue;
            }
            // Which of too many are looked at depends on their content alone.
            let sequence = |rank| scanned[self.roster.get(rank).position as usize].sequence;
            ranks.sort_by_key(|&rank| sequence(rank));
            ranks.truncate(boilerplate::SAMPLE);
            let learned = boilerplate::learn(&self.read(&ranks)?);
            if !learned.is_empty() {
                self.boilerplate.insert(source, learned);
            }
        }
        Ok(())
    }

    fn source_of(&self, rank: Rank) -> Option<&'a str> {
        self.roster.get(rank).source.as_deref()
    }

    /// What `make` makes of these articles, in this order.
    pub(super) fn scan<T: Send>(
        &self,
        ranks: &[Rank],
        make: impl Fn(ArticleRef<'_>) -> T + Sync,
    ) -> Result<Vec<T>, Error> {
        let position = |&rank: &Rank| self.roster.get(rank).position;
        let positions: Vec<u32> = ranks.iter().map(position).collect();
        self.source
            .scan_some(&positions, |_, article| make(article))
    }

    /// Readings of these articles, in this order.
    fn read(&self, ranks: &[Rank]) -> Result<Vec<Reading>, Error> {
        let (profile, seed) = (self.config.copies.profile, self.config.seed);
        self.scan(ranks, |article| {
            let mut reading = Reading::new(article, profile, seed);
            reading.own = self.furniture.of(article).map(|stretches| {
                let mut own = stretches.own;
                HashedSet::default().drop_repeats(&mut own);
                own
            });
            match article
                .source
                .and_then(|source| self.boilerplate.get(source))
            {
                Some(boilerplate) => reading.leave_out(boilerplate),
                None => reading,
            }
        })
    }

    /// Judges every pair.
    pub(super) fn judge(&self, pairs: &[u64]) -> Result<Vec<CopyPair>, Error> {
        let batches = self.batches(pairs);
        let judged = batches.par_iter().map(|batch| self.judge_batch(batch));
        let judged: Vec<Vec<CopyPair>> = judged.collect::<Result<_, _>>()?;
        let mut judged = judged.concat();
        judged.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        Ok(judged)
    }

    /// Judges the pairs of one batch.
    fn judge_batch(&self, batch: &[u64]) -> Result<Vec<CopyPair>, Error> {
        let ranks = members(batch);
        let readings = self.read(&ranks)?;
        let side = |rank: Rank| Side {
            reading: &readings[ranks.partition_point(|&other| other < rank)],
            version: self.roster.get(rank).version,
            published: self.roster.get(rank).published,
            source: self.source_of(rank),
        };
        let mut by_longer: Vec<(Rank, Rank)> =
            batch.iter().map(|&pair| self.longer_first(pair)).collect();
        by_longer.sort_unstable();
        let of_longer: Vec<&[(Rank, Rank)]> = by_longer.chunk_by(|x, y| x.0 == y.0).collect();
        let judged: Vec<Vec<CopyPair>> = of_longer
            .par_iter()
            .map_init(Opened::default, |opened, pairs| {
                let longer = side(pairs[0].0).reading;
                opened.open(longer);
                let judged = pairs.iter().map(|&(of_longer, of_shorter)| {
                    let shared = opened.shared(longer, side(of_shorter).reading);
                    let (first, second) = (of_longer.min(of_shorter), of_longer.max(of_shorter));
                    let (a, b) = (side(first), side(second));
                    let verdict = judge(a, b, shared, &self.config.copies);
                    CopyPair {
                        a: first,
                        b: second,
                        relation: verdict.relation,
                        overlap: verdict.overlap,
                        own: verdict.own,
                        agreeing_facts: verdict.agreeing,
                        conflicting_facts: verdict.conflicting,
                        boilerplate: verdict.boilerplate,
                        version: a.version || b.version,
                    }
                });
                judged.collect()
            })
            .collect();
        self.observer.advance(batch.len() as u64);
        Ok(judged.concat())
    }

    /// The two articles of a pair, the longer one first.
    fn longer_first(&self, pair: u64) -> (Rank, Rank) {
        let (a, b) = unpack(pair);
        if self.roster.get(b).words > self.roster.get(a).words {
            (b, a)
        } else {
            (a, b)
        }
    }

    /// Cuts pairs into batches of articles with at most [`BATCH_WORDS`] (or one pair), or [`CROWD_WORDS`].
    pub(super) fn batches(&self, pairs: &[u64]) -> Vec<Vec<u64>> {
        let words = |rank: Rank| self.roster.get(rank).words;
        // A stock phrase can tie half of a feed's short texts to its long ones.
        let alike = pairs.iter().copied().filter(|&pair| {
            let (longer, shorter) = self.longer_first(pair);
            f64::from(words(longer)) <= excerpts::LONGER * f64::from(words(shorter))
        });
        let mut alike = Forest::new(alike, self.roster.len());
        let mut together = vec![0; self.roster.len()];
        for rank in (0..).take(self.roster.len()) {
            together[alike.root(rank) as usize] += u64::from(words(rank));
        }
        let mut sorted: Vec<(Rank, u64)> = pairs
            .iter()
            .map(|&pair| (alike.root(self.longer_first(pair).0), pair))
            .collect();
        sorted.par_sort_unstable();
        let mut batches = Vec::new();
        let mut batch: Vec<u64> = Vec::new();
        let mut held: ahash::AHashSet<Rank> = ahash::AHashSet::new();
        let mut filled = 0;
        for (root, pair) in sorted {
            let most = if together[root as usize] > BATCH_WORDS {
                CROWD_WORDS
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
            if filled + more > most && !batch.is_empty() {
                batches.push(std::mem::take(&mut batch));
                held.clear();
                filled = 0;
            }
            filled += new(a, &held) + new(b, &held);
            held.extend([a, b]);
            batch.push(pair);
        }
        batches.extend((!batch.is_empty()).then_some(batch));
        batches
    }
}

/// Both lists of candidates as one, and what their caps left out.
pub(super) fn merge(near: &Found, excerpts: &Found) -> Vec<u64> {
    let mut all = near.pairs.clone();
    all.extend(&excerpts.pairs);
    all.par_sort_unstable();
    all.dedup();
    all
}
