//! Keys: which articles are worth judging against one another.
//!
//! In: the profiles, in time order. Out: [`Nearest`]: for every article the earlier ones that share
//! most of its telling terms, names and facts. Promise: at most [`PARTNERS`] of them each, within
//! the window; a key that more than [`POSTINGS`] articles share is searched only among the latest
//! of them, and the pairs left out are counted. Cost: keys × postings per article, whatever the
//! size of the archive. Source: the inverted index with accumulators of Zobel and Moffat (2006).

use rayon::prelude::*;

use super::facts::Statement;
use super::terms::Profile;
use super::vector::Vector;

/// Telling terms of title and lead that serve as keys.
const LEAD_KEYS: usize = 24;
/// Words of names that serve as keys.
const NAME_KEYS: usize = 12;
/// Partners kept for an article.
pub const PARTNERS: usize = 40;
/// Articles of one key that are looked at for an article: the latest before it.
pub const POSTINGS: usize = 256;
/// Shared key weight below which two articles are not worth judging.
const LEAST: f32 = 0.02;
/// What a shared number with unit, or a shared quotation, counts beside the terms.
const FACT: f32 = 0.08;

/// Pairs worth judging, and what the cap left out.
#[derive(Debug, Clone, Default)]
pub struct Nearest {
    /// Pairs (earlier, later), sorted by the later one.
    pub pairs: Vec<(u32, u32)>,
    /// Keys that more articles share than are looked at.
    pub hot_keys: usize,
    /// Pairs that were not looked at under such a key.
    pub left_out: u64,
}

/// A key of an article and how much sharing it counts.
type Key = (u64, f32);

/// Finds for every profile the earlier ones nearest to it, `window_seconds` back at most; undated
/// profiles may meet any other.
pub fn nearest(profiles: &[Profile], window_seconds: u64) -> Nearest {
    let keys: Vec<Vec<Key>> = profiles.par_iter().map(keys).collect();
    let index = Index::new(&keys);
    let lists: Vec<Vec<u32>> = keys
        .par_iter()
        .enumerate()
        .map_init(
            || Accumulator::new(profiles.len()),
            |sums, (article, _)| {
                index.gather(article, sums);
                let met = |other: u32| {
                    let both = profiles[article]
                        .published
                        .zip(profiles[other as usize].published);
                    both.is_none_or(|(x, y)| x.seconds().abs_diff(y.seconds()) <= window_seconds)
                };
                sums.best(met)
            },
        )
        .collect();
    let mut found = Nearest {
        hot_keys: index.hot_keys,
        left_out: index.left_out,
        ..Nearest::default()
    };
    for (later, earlier) in (0..).zip(lists) {
        found.pairs.extend(earlier.into_iter().map(|e| (e, later)));
    }
    found
}

/// The keys of an article, each once.
fn keys(profile: &Profile) -> Vec<Key> {
    let mut keys = Vec::with_capacity(LEAD_KEYS + NAME_KEYS + 8);
    keys.extend(strongest(&profile.lead, LEAD_KEYS, 0, 0.5));
    keys.extend(strongest(&profile.names, NAME_KEYS, 1, 0.25));
    for fact in profile.facts.list() {
        match fact.statement {
            Statement::Number { value, unit } if unit != 0 => {
                keys.push((2 << 60 | mix(unit ^ value.to_bits()), FACT));
            }
            Statement::Quotation(words) => keys.push((3 << 60 | mix(words), FACT)),
            _ => {}
        }
    }
    keys.sort_by_key(|&(key, _)| key);
    keys.dedup_by_key(|key| key.0);
    keys
}

/// Leaves the upper four bits free for the kind of key.
fn mix(hash: u64) -> u64 {
    hash >> 4
}

/// The heaviest terms of a vector.
fn strongest(vector: &Vector, limit: usize, kind: u64, weight: f32) -> Vec<Key> {
    let mut entries = vector.entries().to_vec();
    entries.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    entries.truncate(limit);
    let key = |(term, w): (u32, f32)| (kind << 60 | u64::from(term), w * weight.sqrt());
    entries.into_iter().map(key).collect()
}

/// Which articles have a key, in time order.
struct Index {
    /// Articles and weights of all keys, one key after another.
    postings: Vec<(u32, f32)>,
    /// For every key of every article, where that article stands in `postings` and where the key
    /// begins there.
    places: Vec<(u32, u32)>,
    /// Where each article's keys begin in `places`.
    begin: Vec<usize>,
    hot_keys: usize,
    left_out: u64,
}

impl Index {
    fn new(keys: &[Vec<Key>]) -> Self {
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
    fn gather(&self, article: usize, sums: &mut Accumulator) {
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
struct Accumulator {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Accumulator {
    fn new(articles: usize) -> Self {
        Self {
            sums: vec![0.0; articles],
            touched: Vec::new(),
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
    fn best(&mut self, met: impl Fn(u32) -> bool) -> Vec<u32> {
        let sum = |article: &u32| self.sums[*article as usize];
        let mut best: Vec<(f32, u32)> = self
            .touched
            .iter()
            .map(|article| (sum(article), *article))
            .filter(|&(sum, article)| sum >= LEAST && met(article))
            .collect();
        let order = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
        if best.len() > PARTNERS {
            best.select_nth_unstable_by(PARTNERS, order);
            best.truncate(PARTNERS);
        }
        for article in self.touched.drain(..) {
            self.sums[article as usize] = 0.0;
        }
        let mut articles: Vec<u32> = best.into_iter().map(|(_, article)| article).collect();
        articles.sort_unstable();
        articles
    }
}
