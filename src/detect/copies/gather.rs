//! From judged pairs to families, their leads and their audit.
//!
//! In: judged pairs of nodes (firsts of identical articles). Out: [`Gathered`]. Promise: the
//! similarity of every two nodes of a family is known exactly and reaches the cohesion; only in a
//! family of more than [`AUDITED`] nodes are the pairs among the others estimated from sketches,
//! which is counted. Method: group with what is known, sketches standing in for the rest; compare
//! every pair of members that was not; group again, until nothing is missing. Cost: m*m/2
//! comparisons for a family of m nodes.

use std::borrow::Cow;

use rayon::prelude::*;

use super::compare::Comparison;
use super::families::{self, Edge, Family, Limits, Part};
use super::identical::Identical;
use super::near::pack;
use super::scan::Scanned;
use super::sketch::equal_slots;
use super::{CopyPair, FamilyCohesion};
use crate::article::ArticleSource;
use crate::config::Config;
use crate::detect::lead;
use crate::detect::roster::{Rank, Roster};
use crate::detection::{Capped, Relation};
use crate::error::Error;

/// Nodes of a family whose pairs are all compared exactly.
const AUDITED: usize = 512;
/// Rounds after which an excerpt with unknown pairs is let go.
const ROUNDS: usize = 6;

/// Families over all articles, aligned lists.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// All judged pairs of nodes, sorted.
    pub(super) pairs: Vec<CopyPair>,
    pub(super) families: Vec<Vec<Rank>>,
    pub(super) leads: Vec<Rank>,
    pub(super) cohesion: Vec<FamilyCohesion>,
    pub(super) excerpts: Vec<(Rank, Rank)>,
    pub(super) capped: Option<Capped>,
}

/// Builds the families.
pub(super) fn gather<S: ArticleSource + ?Sized>(
    comparison: &Comparison<'_, S>,
    judged: Vec<CopyPair>,
    identical: &Identical,
    scanned: &[Scanned],
) -> Result<Gathered, Error> {
    let limits = Limits::new(comparison.config.copies.threshold);
    let mut known = Known::new(judged, comparison.roster.len());
    let estimate = |a: Rank, b: Rank| {
        let slots = |rank| &scanned[comparison.roster.get(rank).position as usize].slots;
        f64::from(equal_slots(slots(a), slots(b))) / 128.0
    };
    let mut found = Vec::new();
    for round in 0..=ROUNDS {
        let unknown = if round < ROUNDS { 1.0 } else { 0.0 };
        let groups = families::group(known.edges(), limits, |a, b| {
            known.resemblance(a, b).unwrap_or_else(|| estimate(a, b))
        });
        let parts = known.parts(comparison.roster);
        found = families::attach(groups, parts, limits, |a, b| {
            known.containment(a, b).unwrap_or(unknown)
        });
        let missing = known.missing(&found);
        if missing.is_empty() {
            break;
        }
        known.add(comparison.judge(&missing)?);
    }
    Ok(finish(
        comparison.roster,
        comparison.config,
        identical,
        known,
        &found,
        estimate,
        limits,
    ))
}

/// Judged pairs by their two nodes.
struct Known {
    /// Sorted by (a, b).
    pairs: Vec<CopyPair>,
    /// Where the pairs of each a begin, by rank, and the end of the last.
    begin: Vec<usize>,
}

impl Known {
    /// Pairs sorted by (a, b), of so many articles.
    fn new(pairs: Vec<CopyPair>, articles: usize) -> Self {
        let mut known = Self {
            pairs,
            begin: vec![0; articles + 1],
        };
        known.find_begins();
        known
    }

    fn add(&mut self, pairs: Vec<CopyPair>) {
        self.pairs.extend(pairs);
        (self.pairs).par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        self.find_begins();
    }

    fn find_begins(&mut self) {
        self.begin.fill(0);
        for pair in &self.pairs {
            self.begin[pair.a as usize + 1] += 1;
        }
        for rank in 1..self.begin.len() {
            self.begin[rank] += self.begin[rank - 1];
        }
    }

    fn get(&self, a: Rank, b: Rank) -> Option<&CopyPair> {
        let (a, b) = (a.min(b), a.max(b));
        let pairs = &self.pairs[self.begin[a as usize]..self.begin[a as usize + 1]];
        let at = pairs.binary_search_by_key(&b, |pair| pair.b).ok()?;
        Some(&pairs[at])
    }

    /// How alike two nodes are as copies; a shared form with other facts is no likeness.
    fn resemblance(&self, a: Rank, b: Rank) -> Option<f64> {
        self.get(a, b).map(|pair| match pair.relation {
            Relation::SameTemplate => 0.0,
            _ => pair.overlap.resemblance,
        })
    }

    /// How much of the shorter of two nodes the longer holds.
    fn containment(&self, a: Rank, b: Rank) -> Option<f64> {
        self.get(a, b).map(|pair| match pair.relation {
            Relation::SameTemplate => 0.0,
            _ => pair.overlap.containment.max(pair.overlap.containment_back),
        })
    }

    fn edges(&self) -> Vec<Edge> {
        let near = self
            .pairs
            .iter()
            .filter(|pair| pair.relation == Relation::NearCopy);
        near.map(|pair| Edge {
            a: pair.a,
            b: pair.b,
            similarity: pair.overlap.resemblance,
        })
        .collect()
    }

    fn parts(&self, roster: &Roster) -> Vec<Part> {
        let parts = self.pairs.iter();
        let parts = parts.filter(|pair| pair.relation == Relation::Excerpt);
        parts.map(|pair| part(pair, roster)).collect()
    }

    /// Pairs of members of one family that were never compared.
    fn missing(&self, families: &[Family]) -> Vec<u64> {
        let mut missing = Vec::new();
        for family in families {
            let nodes = nodes(family);
            let audited = &nodes[..nodes.len().min(AUDITED)];
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
    let (a, b) = (pair.overlap.containment, pair.overlap.containment_back);
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
fn nodes(family: &Family) -> Vec<Rank> {
    let excerpts = family.excerpts.iter().map(|x| x.0);
    let mut nodes: Vec<Rank> = family.copies.iter().copied().chain(excerpts).collect();
    nodes.sort_unstable();
    nodes
}

fn finish(
    roster: &Roster,
    config: &Config,
    identical: &Identical,
    known: Known,
    found: &[Family],
    estimate: impl Fn(Rank, Rank) -> f64 + Sync,
    limits: Limits,
) -> Gathered {
    let order = by_first_member(found, identical, roster.len());
    let family = |&(first, at): &(Rank, Option<u32>)| match at {
        Some(at) => Cow::Borrowed(&found[at as usize]),
        None => Cow::Owned(Family::of_one(first)),
    };
    let copies = |family: &Family| {
        let groups = family.copies.iter().map(|&rank| identical.group(rank));
        groups.flatten().copied().collect::<Vec<Rank>>()
    };
    let members = |entry| {
        let family = family(entry);
        let mut members = copies(&family);
        let excerpts = family.excerpts.iter();
        members.extend(excerpts.flat_map(|&(excerpt, _)| identical.group(excerpt)));
        members.sort_unstable();
        members
    };
    let lead = |entry| lead::lead(roster, config, copies(&family(entry)));
    let cohesion = |entry| cohesion(&family(entry), identical, &known, &estimate, limits);
    Gathered {
        families: order.par_iter().map(members).collect(),
        leads: order.par_iter().map(lead).collect(),
        cohesion: order.par_iter().map(cohesion).collect(),
        excerpts: excerpts(found, identical),
        capped: capped(found),
        pairs: known.pairs,
    }
}

/// The first member of every family with its number, ascending; articles that are in none, and
/// identical articles without another copy, are families without a number.
fn by_first_member(
    found: &[Family],
    identical: &Identical,
    articles: usize,
) -> Vec<(Rank, Option<u32>)> {
    let mut in_family = vec![false; articles];
    let mut order = Vec::with_capacity(articles);
    for (number, family) in (0..).zip(found) {
        let nodes = nodes(family);
        for &rank in &nodes {
            in_family[rank as usize] = true;
        }
        order.extend(nodes.first().map(|&first| (first, Some(number))));
    }
    let alone = identical.firsts().filter(|&rank| !in_family[rank as usize]);
    order.extend(alone.map(|first| (first, None)));
    order.par_sort_unstable();
    order
}

/// All excerpts, each with what it hangs at, ascending.
fn excerpts(found: &[Family], identical: &Identical) -> Vec<(Rank, Rank)> {
    let hung = found.iter().flat_map(|family| &family.excerpts);
    let mut excerpts: Vec<(Rank, Rank)> = hung
        .flat_map(|&(excerpt, at)| identical.group(excerpt).iter().map(move |&rank| (rank, at)))
        .collect();
    excerpts.sort_unstable();
    excerpts
}

/// What the audit estimated.
fn capped(found: &[Family]) -> Option<Capped> {
    let pairs = |nodes: usize| nodes as u64 * (nodes as u64).saturating_sub(1) / 2;
    let sizes = (found.iter()).map(|family| family.copies.len() + family.excerpts.len());
    let large: Vec<usize> = sizes.filter(|&nodes| nodes > AUDITED).collect();
    (!large.is_empty()).then(|| Capped {
        cap: format!(
            "families of more than {AUDITED} different texts, audited in part by sketches"
        ),
        keys: large.len(),
        pairs: large.iter().map(|&n| pairs(n) - pairs(AUDITED)).sum(),
    })
}

/// The audit of a family over all pairs of its members.
fn cohesion(
    family: &Family,
    identical: &Identical,
    known: &Known,
    estimate: &impl Fn(Rank, Rank) -> f64,
    limits: Limits,
) -> FamilyCohesion {
    let nodes = nodes(family);
    let hangs = |rank: Rank| family.excerpts.binary_search_by_key(&rank, |x| x.0).is_ok();
    let similarity = |a: Rank, b: Rank| {
        let exact = if hangs(a) || hangs(b) {
            known.containment(a, b)
        } else {
            known.resemblance(a, b)
        };
        exact.unwrap_or_else(|| estimate(a, b))
    };
    let weight = |rank: Rank| identical.group(rank).len() as f64;
    let weights: Vec<f64> = nodes.iter().map(|&rank| weight(rank)).collect();
    let (mut sum, mut count) = (0.0, 0.0);
    let mut weakest: Option<(f64, Rank, Rank)> = None;
    let mut near: Vec<(usize, usize)> = Vec::new();
    for (i, &a) in nodes.iter().enumerate() {
        let same = weights[i] * (weights[i] - 1.0) / 2.0;
        sum += same;
        count += same;
        if let (true, None) = (weights[i] > 1.0, weakest) {
            weakest = Some((1.0, a, identical.group(a)[1]));
        }
        for (j, &b) in nodes.iter().enumerate().skip(i + 1) {
            let similarity = similarity(a, b);
            sum += weights[i] * weights[j] * similarity;
            count += weights[i] * weights[j];
            if weakest.is_none_or(|least| similarity < least.0) {
                weakest = Some((similarity, a, b));
            }
            if similarity >= limits.threshold {
                near.push((i, j));
            }
        }
    }
    let Some((min, a, b)) = weakest else {
        return FamilyCohesion {
            min: 1.0,
            mean: 1.0,
            weakest: None,
            bridges: Vec::new(),
        };
    };
    let bridges = (0..nodes.len())
        .filter(|&i| weights[i] < 2.0 && parts_without(i, nodes.len(), &near) > 1)
        .map(|i| nodes[i])
        .collect();
    FamilyCohesion {
        min,
        mean: sum / count,
        weakest: Some((a, b)),
        bridges,
    }
}

/// Into how many parts the nodes fall when one of them is taken away.
fn parts_without(gone: usize, nodes: usize, near: &[(usize, usize)]) -> usize {
    let mut part: Vec<usize> = (0..nodes).collect();
    let mut parts = nodes - 1;
    for &(i, j) in near.iter().filter(|&&(i, j)| i != gone && j != gone) {
        let root = |mut at: usize| {
            while part[at] != at {
                at = part[at];
            }
            at
        };
        let (i, j) = (root(i), root(j));
        if i != j {
            part[i.max(j)] = i.min(j);
            parts -= 1;
        }
    }
    parts
}
