//! The second pass: candidates' texts are read again and compared exactly.
//!
//! In: packed pairs of ranks. Out: one [`CopyPair`] each, sorted. Promise: at most one batch of
//! texts is held at a time, and a text is read once where its candidates fit into one batch; pairs
//! that hang together are put into the same one. Cost: a reading per article and batch, a merge
//! of two sorted lists per pair.

use std::collections::BTreeMap;

use ahash::AHashMap;
use rayon::prelude::*;

use super::CopyPair;
use super::boilerplate;
use super::judge::{Side, judge};
use super::near::Found;
use super::near::unpack;
use super::reading::Reading;
use super::scan::Scanned;
use crate::article::ArticleSource;
use crate::config::{Config, Profile};
use crate::detect::Observer;
use crate::detect::roster::{Rank, Roster};
use crate::error::Error;

/// Words of the articles of a batch: 32 bytes each, so about 128 MB.
const BATCH_WORDS: u64 = 4_000_000;

/// Reads articles again and judges pairs of them.
pub(super) struct Comparison<'a, S: ?Sized> {
    pub(super) source: &'a S,
    pub(super) roster: &'a Roster,
    pub(super) config: &'a Config,
    pub(super) observer: &'a dyn Observer,
    /// Boilerplate of each source that has any.
    boilerplate: BTreeMap<&'a str, Vec<u64>>,
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
        let mut partners: AHashMap<Rank, usize> = AHashMap::new();
        for &pair in pairs {
            let (a, b) = unpack(pair);
            if self.source_of(a).is_some() && self.source_of(a) == self.source_of(b) {
                *partners.entry(a).or_default() += 1;
                *partners.entry(b).or_default() += 1;
            }
        }
        let mut of_source: BTreeMap<&str, Vec<Rank>> = BTreeMap::new();
        for rank in (0..).take(self.roster.len()) {
            let many = partners
                .get(&rank)
                .is_some_and(|&n| n >= boilerplate::CANDIDATES);
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

    /// Readings of these articles, in this order.
    fn read(&self, ranks: &[Rank]) -> Result<Vec<Reading>, Error> {
        let positions: Vec<u32> = ranks
            .iter()
            .map(|&rank| self.roster.get(rank).position)
            .collect();
        let (profile, seed) = (self.config.copies.profile, self.config.seed);
        self.source.scan_some(&positions, |_, article| {
            let reading = Reading::new(article, profile, seed);
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
        let mut judged = Vec::with_capacity(pairs.len());
        for batch in self.batches(pairs) {
            let mut ranks: Vec<Rank> = batch
                .iter()
                .flat_map(|&pair| <[Rank; 2]>::from(unpack(pair)))
                .collect();
            ranks.sort_unstable();
            ranks.dedup();
            let readings = self.read(&ranks)?;
            let side = |rank: Rank| Side {
                reading: &readings[ranks.partition_point(|&other| other < rank)],
                version: self.roster.get(rank).version,
            };
            judged.par_extend(batch.par_iter().map(|&pair| {
                let (a, b) = unpack(pair);
                let verdict = judge(side(a), side(b), &self.config.copies);
                CopyPair {
                    a,
                    b,
                    relation: verdict.relation,
                    overlap: verdict.overlap,
                    agreeing_facts: verdict.agreeing,
                    conflicting_facts: verdict.conflicting,
                    boilerplate: verdict.boilerplate,
                    version: self.roster.get(a).version || self.roster.get(b).version,
                }
            }));
            self.observer.advance(batch.len() as u64);
        }
        judged.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        Ok(judged)
    }

    /// Cuts pairs into batches of articles with at most [`BATCH_WORDS`] words (or one pair).
    fn batches(&self, pairs: &[u64]) -> Vec<Vec<u64>> {
        let component = components(pairs);
        let mut sorted: Vec<(Rank, u64)> = pairs
            .iter()
            .map(|&pair| (component[&unpack(pair).0], pair))
            .collect();
        sorted.sort_unstable();
        let mut batches = Vec::new();
        let mut batch: Vec<u64> = Vec::new();
        let mut held: ahash::AHashSet<Rank> = ahash::AHashSet::new();
        let mut words = 0;
        for (_, pair) in sorted {
            let (a, b) = unpack(pair);
            let new = |rank: Rank, held: &ahash::AHashSet<Rank>| {
                if held.contains(&rank) {
                    0
                } else {
                    u64::from(self.roster.get(rank).words)
                }
            };
            let more = new(a, &held) + new(b, &held);
            if words + more > BATCH_WORDS && !batch.is_empty() {
                batches.push(std::mem::take(&mut batch));
                held.clear();
                words = 0;
            }
            words += new(a, &held) + new(b, &held);
            held.extend([a, b]);
            batch.push(pair);
        }
        batches.extend((!batch.is_empty()).then_some(batch));
        batches
    }
}

/// The least rank that each rank hangs together with.
fn components(pairs: &[u64]) -> AHashMap<Rank, Rank> {
    fn root(parent: &mut AHashMap<Rank, Rank>, mut rank: Rank) -> Rank {
        loop {
            let up = *parent.entry(rank).or_insert(rank);
            if up == rank {
                return rank;
            }
            let above = parent[&up];
            parent.insert(rank, above);
            rank = above;
        }
    }
    let mut parent = AHashMap::new();
    for &pair in pairs {
        let (a, b) = unpack(pair);
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent.insert(a.max(b), a.min(b));
    }
    let ranks: Vec<Rank> = pairs.iter().map(|&pair| unpack(pair).0).collect();
    ranks
        .into_iter()
        .map(|rank| (rank, root(&mut parent, rank)))
        .collect()
}

/// Both lists of candidates as one, and what their caps left out.
pub(super) fn merge(near: &Found, excerpts: Found) -> Vec<u64> {
    let mut all = near.pairs.clone();
    all.extend(excerpts.pairs);
    all.par_sort_unstable();
    all.dedup();
    all
}
