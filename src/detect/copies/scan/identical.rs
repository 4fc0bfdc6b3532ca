//! Identical articles: collapsed to one node before anything is compared.
//!
//! In: the scanned articles. Out: [`Identical`], groups of equal word sequences. Promise: a hundred
//! thousand copies of one article cost a sort, not five billion comparisons; an article without
//! words is identical to nothing, and one of a few words to nothing of another occasion. Cost: a sort of 24 bytes an article; 16 bytes an article are kept.

use ahash::AHashMap;
use rayon::prelude::*;

use super::Articles;
use super::brief::Issue;
use super::shingle::Amount;
use crate::detect::copies::{CopyPair, Overlap};
use crate::detect::roster::{Rank, Roster};
use crate::detect::structures::rows::Rows;
use crate::detection::{Capped, Relation};

/// Pairs between two groups of identical articles that are all listed; beyond, each article is
/// listed with the other group's first.
pub(in crate::detect::copies) const LISTED: usize = 1024;
/// Pairs an article, and in all at least, from which fewer between two groups are all listed.
const AN_ARTICLE: usize = 64;
const LEAST: usize = 1 << 20;

/// Groups of identical articles.
#[derive(Debug)]
pub(in crate::detect::copies) struct Identical {
    /// The first of each article's group, by rank.
    first: Vec<Rank>,
    /// The group of each first, ascending; empty for others.
    groups: Rows,
}

impl Identical {
    pub(in crate::detect::copies) fn new(roster: &Roster, articles: &Articles) -> Self {
        let keyed = (0..)
            .zip(articles)
            .filter(|(_, article)| article.amount != Amount::Empty)
            .map(|(rank, article)| (article.sequence, rank))
            .collect();
        let few = |rank: Rank| articles[rank as usize].amount != Amount::Full;
        Self::given(firsts(roster, keyed, few))
    }

    /// The groups of which the first of every article is known, by rank.
    pub(in crate::detect::copies) fn given(first: Vec<Rank>) -> Self {
        let ranks = first.iter().copied().zip(0..);
        Self {
            groups: Rows::new(first.len(), ranks),
            first,
        }
    }
}

/// The first article of each one's group, by rank. `keyed` are word sequences, `few` tells which
/// articles have so few words that the occasion counts.
pub(in crate::detect::copies) fn firsts(
    roster: &Roster,
    mut keyed: Vec<(u128, Rank)>,
    few: impl Fn(Rank) -> bool,
) -> Vec<Rank> {
    keyed.par_sort_unstable();
    let mut first: Vec<Rank> = (0..).take(roster.len()).collect();
    let mut occasion = Occasion::default();
    for group in keyed.chunk_by(|x, y| x.0 == y.0) {
        let few = few(group[0].1);
        let mut of = group[0].1;
        for &(_, rank) in group {
            if few {
                occasion.place(roster, rank, &mut of);
            }
            first[rank as usize] = of;
        }
        occasion.outlets.clear();
    }
    first
}

impl Identical {
    /// The first of every group and every article that is identical to none, ascending.
    pub(in crate::detect::copies) fn firsts(&self) -> impl Iterator<Item = Rank> {
        (0..)
            .zip(&self.first)
            .filter(|(rank, first)| rank == *first)
            .map(|x| x.0)
    }

    /// The articles identical to `first`, itself included.
    pub(in crate::detect::copies) fn group(&self, first: Rank) -> &[Rank] {
        self.groups.get(first)
    }

    /// The pairs of firsts, and those within groups, as pairs of articles, sorted; with what was
    /// not listed. Between two groups at most `listed` pairs all are.
    pub(in crate::detect::copies) fn expand(
        &self,
        mut pairs: Vec<CopyPair>,
        listed: usize,
    ) -> (Vec<CopyPair>, Option<Capped>) {
        // Most articles are identical to none, and a feed of near copies has millions of pairs.
        let mut all = Vec::new();
        let (mut keys, mut left_out) = (0, 0);
        for first in self.firsts() {
            let group = self.group(first);
            let n = group.len();
            if n == 1 {
                continue;
            }
            let listed = if n * (n - 1) / 2 <= LISTED { n } else { 1 };
            for (i, &a) in group.iter().take(listed).enumerate() {
                all.extend(group[i + 1..].iter().map(|&b| same(a, b)));
            }
            if listed == 1 {
                keys += 1;
                left_out += (n as u64 - 1) * (n as u64 - 2) / 2;
            }
        }
        pairs.retain(|pair| {
            let (x, y) = (self.group(pair.a), self.group(pair.b));
            if x.len() == 1 && y.len() == 1 {
                return true;
            }
            if x.len() * y.len() <= listed {
                for &a in x {
                    all.extend(y.iter().map(|&b| between(pair, a, b)));
                }
            } else {
                all.extend(y.iter().map(|&b| between(pair, x[0], b)));
                all.extend(x[1..].iter().map(|&a| between(pair, a, y[0])));
                keys += 1;
                left_out += (x.len() as u64 - 1) * (y.len() as u64 - 1);
            }
            false
        });
        pairs.reserve_exact(all.len());
        pairs.append(&mut all);
        pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        let capped = (keys > 0).then(|| Capped {
            cap: format!("identical articles with more than {listed} pairs"),
            keys,
            pairs: left_out,
        });
        (pairs, capped)
    }
}

/// The occasion on which some articles of the same few words were published.
#[derive(Default)]
struct Occasion<'a> {
    /// The first article of each outlet.
    outlets: AHashMap<Option<&'a str>, Rank>,
}

impl<'a> Occasion<'a> {
    /// Moves on to the occasion of `rank`, the next article in time, if it is not that of `first`.
    fn place(&mut self, roster: &'a Roster, rank: Rank, first: &mut Rank) {
        let this = issue(roster, rank);
        let own = self.outlets.get(&this.source).unwrap_or(first);
        if !this.is_of(issue(roster, *own)) || !this.is_of(issue(roster, *first)) {
            *first = rank;
            self.outlets.clear();
        }
        self.outlets.entry(this.source).or_insert(rank);
    }
}

fn issue(roster: &Roster, rank: Rank) -> Issue<'_> {
    let entry = roster.get(rank);
    Issue {
        published: entry.published,
        source: entry.source.as_deref(),
    }
}

impl Identical {
    /// The most pairs between two groups that may all be listed, so that all lists stay within bounds.
    pub(in crate::detect::copies) fn listed(&self, pairs: &[CopyPair]) -> usize {
        within_bounds(&self.sums(pairs), self.first.len())
    }

    /// How many pairs are listed in all, for each of [`listings`].
    pub(in crate::detect::copies) fn sums(&self, pairs: &[CopyPair]) -> Vec<usize> {
        let sizes = |pair: &CopyPair| [pair.a, pair.b].map(|first| self.group(first).len());
        let all = |listed| pairs.iter().map(|pair| listing(sizes(pair), listed)).sum();
        listings().map(all).collect()
    }
}

/// How many pairs may all be listed, from the most to one.
fn listings() -> impl Iterator<Item = usize> {
    std::iter::successors(Some(LISTED), |listed| Some(listed / 2)).take_while(|&listed| listed > 0)
}

/// How many pairs are listed between two groups of these sizes.
fn listing([x, y]: [usize; 2], listed: usize) -> usize {
    if x * y <= listed { x * y } else { x + y - 1 }
}

/// The first of [`listings`] of which the sum of all listed pairs is within bounds for so many articles.
pub(in crate::detect::copies) fn within_bounds(sums: &[usize], articles: usize) -> usize {
    let bound = LEAST.max(AN_ARTICLE * articles);
    let fitting = listings().zip(sums).find(|(_, sum)| **sum <= bound);
    fitting.map_or(1, |(listed, _)| listed)
}

/// The pair of two identical articles.
fn same(a: Rank, b: Rank) -> CopyPair {
    CopyPair {
        a,
        b,
        relation: Relation::Identical,
        overlap: Overlap::WHOLE,
        own: Overlap::WHOLE,
        agreeing_facts: 0,
        conflicting_facts: 0,
        version: false,
    }
}

/// What holds of the pair of firsts, for two articles of their groups.
fn between(pair: &CopyPair, a: Rank, b: Rank) -> CopyPair {
    if a < b {
        CopyPair {
            a,
            b,
            ..pair.clone()
        }
    } else {
        CopyPair {
            a: b,
            b: a,
            overlap: pair.overlap.reversed(),
            own: pair.own.reversed(),
            ..pair.clone()
        }
    }
}
