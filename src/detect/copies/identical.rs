//! Identical articles: collapsed to one node before anything is compared.
//!
//! In: the scanned articles. Out: [`Identical`], groups of equal word sequences. Promise: a hundred
//! thousand copies of one article cost a sort, not five billion comparisons; an article without
//! words is identical to nothing. Cost: a sort of 24 bytes an article.

use rayon::prelude::*;

use super::scan::Scanned;
use super::{Amount, CopyPair, Overlap};
use crate::detect::roster::{Rank, Roster};
use crate::detection::{Capped, Relation};

/// Pairs between two groups of identical articles that are all listed; beyond, each article is
/// listed with the other group's first.
const LISTED: usize = 1024;

/// Groups of identical articles.
#[derive(Debug)]
pub(super) struct Identical {
    /// The first of each article's group, by rank.
    first: Vec<Rank>,
    /// Groups of two and more, each ascending, by first.
    groups: Vec<Vec<Rank>>,
}

impl Identical {
    pub(super) fn new(roster: &Roster, scanned: &[Scanned]) -> Self {
        let mut keyed: Vec<(u128, Rank)> = (0..)
            .zip(roster.entries())
            .map(|(rank, entry)| (&scanned[entry.position as usize], rank))
            .filter(|(scanned, _)| scanned.amount != Amount::Empty)
            .map(|(scanned, rank)| (scanned.sequence, rank))
            .collect();
        keyed.par_sort_unstable();
        let mut first: Vec<Rank> = (0..).take(roster.len()).collect();
        let mut groups: Vec<Vec<Rank>> = Vec::new();
        for group in keyed
            .chunk_by(|x, y| x.0 == y.0)
            .filter(|group| group.len() > 1)
        {
            let ranks: Vec<Rank> = group.iter().map(|x| x.1).collect();
            for &rank in &ranks {
                first[rank as usize] = ranks[0];
            }
            groups.push(ranks);
        }
        groups.sort_unstable();
        Self { first, groups }
    }

    /// The first of every group and every article that is identical to none, ascending.
    pub(super) fn firsts(&self) -> impl Iterator<Item = Rank> {
        (0..)
            .zip(&self.first)
            .filter(|(rank, first)| rank == *first)
            .map(|x| x.0)
    }

    /// The articles identical to `first`, itself included.
    pub(super) fn group(&self, first: Rank) -> &[Rank] {
        match self.groups.binary_search_by_key(&first, |group| group[0]) {
            Ok(at) => &self.groups[at],
            // It is the first of its group: itself.
            Err(_) => std::slice::from_ref(&self.first[first as usize]),
        }
    }

    /// The pairs of firsts, and those within groups, as pairs of articles, sorted; with what was
    /// not listed.
    pub(super) fn expand(&self, pairs: &[CopyPair]) -> (Vec<CopyPair>, Option<Capped>) {
        let mut all = Vec::with_capacity(pairs.len());
        let (mut keys, mut left_out) = (0, 0);
        for group in &self.groups {
            let n = group.len();
            let listed = if n * (n - 1) / 2 <= LISTED { n } else { 1 };
            for (i, &a) in group.iter().take(listed).enumerate() {
                all.extend(group[i + 1..].iter().map(|&b| same(a, b)));
            }
            if listed == 1 {
                keys += 1;
                left_out += (n as u64 - 1) * (n as u64 - 2) / 2;
            }
        }
        for pair in pairs {
            let (x, y) = (self.group(pair.a), self.group(pair.b));
            if x.len() * y.len() <= LISTED {
                for &a in x {
                    all.extend(y.iter().map(|&b| between(pair, a, b)));
                }
            } else {
                all.extend(y.iter().map(|&b| between(pair, x[0], b)));
                all.extend(x[1..].iter().map(|&a| between(pair, a, y[0])));
                keys += 1;
                left_out += (x.len() as u64 - 1) * (y.len() as u64 - 1);
            }
        }
        all.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        let capped = (keys > 0).then(|| Capped {
            cap: format!("identical articles with more than {LISTED} pairs"),
            keys,
            pairs: left_out,
        });
        (all, capped)
    }
}

/// The pair of two identical articles.
fn same(a: Rank, b: Rank) -> CopyPair {
    CopyPair {
        a,
        b,
        relation: Relation::Identical,
        overlap: Overlap::WHOLE,
        agreeing_facts: 0,
        conflicting_facts: 0,
        boilerplate: 0.0,
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
            ..pair.clone()
        }
    }
}
