//! A component: nodes that near copies and excerpts tie together, directly or through others.
//!
//! In: the judged pairs of its nodes. Out: its families, and which of their pairs were never compared.
//! Promise: no family reaches beyond a component, so each is grouped by itself.

use super::group::{self, Edge, Family, Limits, Part};
use crate::detect::copies::CopyPair;
use crate::detect::roster::{Rank, Roster};
use crate::detect::structures::pairs::pack;
use crate::detection::Relation;

/// Nodes of a family whose pairs are all compared exactly.
pub(in crate::detect::copies) const AUDITED: usize = 512;

/// Nodes that hang together, and what is known of them.
#[derive(Debug)]
pub(in crate::detect::copies) struct Component<'a> {
    /// Judged pairs of its nodes, sorted by (a, b).
    judged: &'a [CopyPair],
    /// Pairs that were judged for its families' sake, sorted by (a, b).
    pub(in crate::detect::copies) added: Vec<CopyPair>,
    /// What it was grouped into last.
    pub(in crate::detect::copies) families: Vec<Family>,
}

impl<'a> Component<'a> {
    pub(in crate::detect::copies) fn new(judged: &'a [CopyPair]) -> Self {
        Self {
            judged,
            added: Vec::new(),
            families: Vec::new(),
        }
    }

    /// Takes more judged pairs of its nodes.
    pub(in crate::detect::copies) fn add(&mut self, pairs: impl Iterator<Item = CopyPair>) {
        self.added.extend(pairs);
        // They stay, and are millions in a feed of near copies.
        self.added.shrink_to_fit();
        self.added.sort_unstable_by_key(|pair| (pair.a, pair.b));
    }

    /// Groups it with what is known, and returns the pairs that were never compared. `estimate` stands
    /// in for the resemblance of a pair that was not, `unknown` for its containment.
    pub(in crate::detect::copies) fn group(
        &mut self,
        roster: &Roster,
        limits: Limits,
        estimate: &impl Fn(Rank, Rank) -> f64,
        unknown: f64,
    ) -> Vec<u64> {
        let groups = group::group(self.edges(), limits, |a, b| {
            self.resemblance(a, b).unwrap_or_else(|| estimate(a, b))
        });
        self.families = group::attach(groups, self.parts(roster), limits, |a, b| {
            self.containment(a, b).unwrap_or(unknown)
        });
        self.missing()
    }

    /// How alike two nodes of one of its families are.
    pub(in crate::detect::copies) fn similarity(
        &self,
        family: &Family,
        a: Rank,
        b: Rank,
        estimate: &impl Fn(Rank, Rank) -> f64,
    ) -> f64 {
        let hangs = |rank: Rank| family.excerpts.binary_search_by_key(&rank, |x| x.0).is_ok();
        let exact = if hangs(a) || hangs(b) {
            self.containment(a, b)
        } else {
            self.resemblance(a, b)
        };
        exact.unwrap_or_else(|| estimate(a, b))
    }

    fn pairs(&self) -> impl Iterator<Item = &CopyPair> {
        self.judged.iter().chain(&self.added)
    }

    fn get(&self, a: Rank, b: Rank) -> Option<&CopyPair> {
        let pair = (a.min(b), a.max(b));
        [self.judged, &self.added].into_iter().find_map(|pairs| {
            let at = pairs.binary_search_by_key(&pair, |known| (known.a, known.b));
            at.ok().map(|at| &pairs[at])
        })
    }

    /// How alike two nodes are as copies; a shared form with other facts is no likeness.
    fn resemblance(&self, a: Rank, b: Rank) -> Option<f64> {
        self.get(a, b).map(|pair| match pair.relation {
            Relation::SameTemplate => 0.0,
            _ => pair.own.resemblance(),
        })
    }

    /// How much of the shorter of two nodes the longer holds.
    fn containment(&self, a: Rank, b: Rank) -> Option<f64> {
        self.get(a, b).map(|pair| match pair.relation {
            Relation::SameTemplate => 0.0,
            _ => pair.own.containment().max(pair.own.containment_back()),
        })
    }

    fn edges(&self) -> Vec<Edge> {
        let near = self
            .pairs()
            .filter(|pair| pair.relation == Relation::NearCopy);
        near.map(|pair| Edge {
            a: pair.a,
            b: pair.b,
            similarity: pair.own.resemblance(),
        })
        .collect()
    }

    fn parts(&self, roster: &Roster) -> Vec<Part> {
        let parts = self.pairs();
        let parts = parts.filter(|pair| pair.relation == Relation::Excerpt);
        parts.map(|pair| part(pair, roster)).collect()
    }

    /// Pairs of members of one family that were never compared.
    fn missing(&self) -> Vec<u64> {
        let mut missing = Vec::new();
        for family in &self.families {
            let nodes = nodes(family);
            let audited = &nodes[..nodes.len().min(AUDITED)];
            // The others at least with the first.
            let beyond = nodes[audited.len()..].iter().map(|&b| (nodes[0], b));
            let unknown = beyond.filter(|&(a, b)| self.get(a, b).is_none());
            missing.extend(unknown.map(|(a, b)| pack(a, b)));
            for (i, &a) in audited.iter().enumerate() {
                let others = audited[i + 1..].iter();
                let others = others.filter(|&&b| self.get(a, b).is_none());
                let others = others.map(|&b| pack(a, b));
                missing.extend(others);
            }
        }
        missing.sort_unstable();
        missing
    }
}

/// Which of two texts is the excerpt: the one that the other holds more of, else the shorter.
fn part(pair: &CopyPair, roster: &Roster) -> Part {
    let (a, b) = (pair.own.containment(), pair.own.containment_back());
    let a_words_fewer = roster.get(pair.a).words <= roster.get(pair.b).words;
    let (shorter, longer) = if a > b || (a >= b && a_words_fewer) {
        (pair.a, pair.b)
    } else {
        (pair.b, pair.a)
    };
    Part {
        shorter,
        longer,
        containment: a.max(b),
    }
}

/// All nodes of a family, ascending.
pub(in crate::detect::copies) fn nodes(family: &Family) -> Vec<Rank> {
    let excerpts = family.excerpts.iter().map(|x| x.0);
    let mut nodes: Vec<Rank> = family.copies.iter().copied().chain(excerpts).collect();
    nodes.sort_unstable();
    nodes
}
