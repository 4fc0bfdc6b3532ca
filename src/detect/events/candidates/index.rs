//! The inverted index of blocking keys, and sums over it.
//!
//! In: the keys of every article, in time order. Out: for an article the earlier ones that share most.
//! Promise: a key that more than [`POSTINGS`] articles share is searched only among the latest of them, and
//! the pairs left out are counted. Cost: keys × postings per article, whatever the size of the archive.
//! Source: the inverted index with accumulators of Zobel and Moffat (2006).

use rayon::prelude::*;

use crate::detect::events::candidates::blocking::Key;

/// Partners kept for an article.
pub const PARTNERS: usize = 40;
/// Articles of one key that are looked at for an article: the latest before it.
pub const POSTINGS: usize = 256;
/// Shared key weight below which two articles are not worth judging.
const LEAST: f32 = 0.01;

/// Which articles have a key, in time order.
pub(super) struct Index {
    /// Articles and weights of all keys, one key after another.
    postings: Vec<(u32, f32)>,
    /// For every key of every article, where that article stands in `postings` and where the key
    /// begins there.
    places: Vec<(u32, u32)>,
    /// Where each article's keys begin in `places`.
    begin: Vec<usize>,
    pub(super) hot_keys: usize,
    pub(super) left_out: u64,
}

impl Index {
    pub(super) fn new(keys: &[Vec<Key>]) -> Self {
        let mut begin = vec![0];
        let mut entries = Vec::with_capacity(keys.iter().map(Vec::len).sum());
        for (article, keys) in (0_u32..).zip(keys) {
            for (place, &(key, weight)) in (entries.len()..).zip(keys) {
                entries.push((key, article, weight, place));
            }
            begin.push(entries.len());
        }
        entries.par_sort_unstable_by_key(|&(key, article, ..)| (key, article));
        let mut index = Self {
            postings: entries.iter().map(|e| (e.1, e.2)).collect(),
            places: vec![(0, 0); entries.len()],
            begin,
            hot_keys: 0,
            left_out: 0,
        };
        let mut start = 0;
        for group in entries.chunk_by(|x, y| x.0 == y.0) {
            let first = u32::try_from(start).unwrap_or(u32::MAX);
            for (at, entry) in (first..).zip(group) {
                index.places[entry.3] = (first, at);
            }
            if group.len() > POSTINGS {
                let beyond = (group.len() - POSTINGS) as u64;
                index.hot_keys += 1;
                index.left_out += beyond * (beyond - 1) / 2;
            }
            start += group.len();
        }
        index
    }

    /// Adds up, for every earlier article, the weight of the keys it shares with `article`.
    pub(super) fn gather(&self, article: usize, sums: &mut Accumulator) {
        for &(first, at) in &self.places[self.begin[article]..self.begin[article + 1]] {
            let (first, at) = (first as usize, at as usize);
            let own = self.postings[at].1;
            for &(other, weight) in &self.postings[first.max(at.saturating_sub(POSTINGS))..at] {
                sums.add(other, own * weight);
            }
        }
    }
}

/// Sums by article, emptied after every use.
pub(super) struct Accumulator {
    sums: Vec<f32>,
    touched: Vec<u32>,
    /// Room to choose in.
    best: Vec<(f32, u32)>,
}

impl Accumulator {
    pub(super) fn new(articles: usize) -> Self {
        Self {
            sums: vec![0.0; articles],
            touched: Vec::new(),
            best: Vec::new(),
        }
    }

    fn add(&mut self, article: u32, weight: f32) {
        let sum = &mut self.sums[article as usize];
        if *sum <= 0.0 {
            self.touched.push(article);
        }
        *sum += weight;
    }

    /// The articles with the largest sums, ascending; forgets all sums.
    pub(super) fn best(&mut self, met: impl Fn(u32) -> bool) -> Vec<u32> {
        let (sums, best) = (&mut self.sums, &mut self.best);
        best.clear();
        best.extend(
            self.touched
                .drain(..)
                .map(|article| (std::mem::take(&mut sums[article as usize]), article))
                .filter(|&(sum, article)| sum >= LEAST && met(article)),
        );
        let order = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
        if best.len() > PARTNERS {
            best.select_nth_unstable_by(PARTNERS, order);
            best.truncate(PARTNERS);
        }
        let mut articles: Vec<u32> = best.iter().map(|&(_, article)| article).collect();
        articles.sort_unstable();
        articles
    }
}
