//! Keys: which articles are worth judging against one another.
//!
//! In: the profiles, in time order. Out: [`Nearest`]: for every article the earlier ones that share
//! most of its telling terms, names and facts. Promise: at most [`PARTNERS`] of them each, within
//! the window; a key that more than [`POSTINGS`] articles share is searched only among the latest
//! of them, and the pairs left out are counted. Cost: keys × postings per article, whatever the
//! size of the archive. Source: the inverted index with accumulators of Zobel and Moffat (2006).

use rayon::prelude::*;

use crate::detect::events::candidates::window::Window;
use crate::detect::events::profile::Profile;
use crate::detect::events::profile::facts::Statement;
use crate::detect::structures::sparse::Vector;

/// What a key is made of, in its upper four bits.
const KIND_SHIFT: u32 = 60;
const TERM: u64 = 0;
const NAME: u64 = 1;
const NUMBER: u64 = 2;
const QUOTATION: u64 = 3;
/// Telling terms that serve as keys, and how much they count from the lead and from all of the text.
const TERM_KEYS: usize = 28;
const LEAD_WEIGHT: f32 = 0.7;
const BODY_WEIGHT: f32 = 0.35;
/// Words of names that serve as keys.
const NAME_KEYS: usize = 12;
const NAME_WEIGHT: f32 = 0.5;
/// Partners kept for an article.
pub const PARTNERS: usize = 40;
/// Articles among which every pair is judged: some 125,000 pairs at most.
const FEW: usize = 500;
/// Articles of one key that are looked at for an article: the latest before it.
pub const POSTINGS: usize = 256;
/// Shared key weight below which two articles are not worth judging.
const LEAST: f32 = 0.01;
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

/// Finds for every profile the earlier ones nearest to it, as far back as a storyline goes on; undated
/// profiles may meet any other.
pub fn nearest(profiles: &[Profile], window: Window) -> Nearest {
    let published = |article: u32| profiles[article as usize].published;
    let met = |x: u32, y: u32| window.holds_storyline(published(x), published(y));
    // So few articles need no keys: each may be judged against all others.
    if profiles.len() <= FEW {
        let all = 0..u32::try_from(profiles.len()).unwrap_or(u32::MAX);
        let pairs = all.flat_map(|later| (0..later).map(move |earlier| (earlier, later)));
        return Nearest {
            pairs: pairs.filter(|&(x, y)| met(x, y)).collect(),
            ..Nearest::default()
        };
    }
    let keys: Vec<Vec<Key>> = profiles.par_iter().map(keys).collect();
    let index = Index::new(&keys);
    let lists: Vec<Vec<u32>> = (0..keys.len())
        .into_par_iter()
        .map_init(
            || Accumulator::new(profiles.len()),
            |sums, article| {
                index.gather(article, sums);
                let later = u32::try_from(article).unwrap_or(u32::MAX);
                sums.best(|earlier| met(earlier, later))
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
    let mut keys = Vec::with_capacity(TERM_KEYS + NAME_KEYS + 8);
    let terms = blend(&profile.wording.lead, &profile.wording.body);
    keys.extend(strongest(terms, TERM_KEYS, TERM));
    let names = profile.wording.names.entries().iter();
    let names = names.map(|&(name, weight)| (name, weight * NAME_WEIGHT));
    keys.extend(strongest(names.collect(), NAME_KEYS, NAME));
    for fact in profile.facts.list() {
        match fact.statement {
            Statement::Number { value, unit } if unit != 0 => {
                let number = mix(unit ^ value.to_bits());
                keys.push((NUMBER << KIND_SHIFT | number, FACT));
            }
            Statement::Quotation(words) => {
                keys.push((QUOTATION << KIND_SHIFT | mix(words), FACT));
            }
            _ => {}
        }
    }
    keys.sort_by_key(|&(key, _)| key);
    keys.dedup_by_key(|key| key.0);
    keys
}

/// Leaves the upper four bits free for the kind of key.
fn mix(hash: u64) -> u64 {
    hash >> (u64::BITS - KIND_SHIFT)
}

/// Terms of the lead and of all of the text, with their weight from both.
fn blend(lead: &Vector, body: &Vector) -> Vec<(u32, f32)> {
    let weighted = |vector: &Vector, by: f32| -> Vec<(u32, f32)> {
        vector
            .entries()
            .iter()
            .map(|&(term, w)| (term, w * by))
            .collect()
    };
    let mut terms = weighted(lead, LEAD_WEIGHT);
    terms.extend(weighted(body, BODY_WEIGHT));
    terms.sort_by_key(|&(term, _)| term);
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    terms
}

/// The heaviest terms as keys.
fn strongest(mut terms: Vec<(u32, f32)>, limit: usize, kind: u64) -> Vec<Key> {
    let order = |x: &(u32, f32), y: &(u32, f32)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
    if terms.len() > limit {
        terms.select_nth_unstable_by(limit, order);
        terms.truncate(limit);
    }
    let key = |(term, w): (u32, f32)| (kind << KIND_SHIFT | u64::from(term), w);
    terms.into_iter().map(key).collect()
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
    /// Room to choose in.
    best: Vec<(f32, u32)>,
}

impl Accumulator {
    fn new(articles: usize) -> Self {
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
    fn best(&mut self, met: impl Fn(u32) -> bool) -> Vec<u32> {
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
