//! From judged pairs to families, their leads and their audit.
//!
//! In: judged pairs of nodes (firsts of identical articles). Out: [`Gathered`]. Promise: the
//! similarity of every two nodes of a family is known exactly and reaches the cohesion; only in a
//! family of more than [`AUDITED`] nodes are the pairs among the others estimated from sketches,
//! which is counted. Method: group with what is known, sketches standing in for the rest; compare
//! every pair of members that was not; group again, until nothing is missing. Cost: m*m/2
//! comparisons for a family of m nodes.

use ahash::AHashMap;

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
    let mut known = Known::new(judged);
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
        found,
        estimate,
        limits,
    ))
}

/// Judged pairs by their two nodes.
struct Known {
    pairs: Vec<CopyPair>,
    at: AHashMap<u64, u32>,
}

impl Known {
    fn new(pairs: Vec<CopyPair>) -> Self {
        let mut known = Self {
            pairs: Vec::new(),
            at: AHashMap::new(),
        };
        known.add(pairs);
        known
    }

    fn add(&mut self, pairs: Vec<CopyPair>) {
        self.pairs.extend(pairs);
        self.pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        self.at = self
            .pairs
            .iter()
            .map(|pair| pack(pair.a, pair.b))
            .zip(0..)
            .collect();
    }

    fn get(&self, a: Rank, b: Rank) -> Option<&CopyPair> {
        self.at.get(&pack(a, b)).map(|&at| &self.pairs[at as usize])
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
                let others = audited[i + 1..].iter().map(|&b| pack(a, b));
                missing.extend(others.filter(|pair| !self.at.contains_key(pair)));
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
    mut found: Vec<Family>,
    estimate: impl Fn(Rank, Rank) -> f64,
    limits: Limits,
) -> Gathered {
    // Identical articles without another copy, and articles alone.
    let mut in_family = vec![false; roster.len()];
    for family in &found {
        for rank in nodes(family) {
            in_family[rank as usize] = true;
        }
    }
    for first in identical.firsts().filter(|&rank| !in_family[rank as usize]) {
        found.push(Family {
            copies: vec![first],
            excerpts: Vec::new(),
        });
    }
    let mut capped = Capped {
        cap: format!(
            "families of more than {AUDITED} different texts, audited in part by sketches"
        ),
        keys: 0,
        pairs: 0,
    };
    let mut all: Vec<(Vec<Rank>, Rank, FamilyCohesion)> = Vec::with_capacity(found.len());
    let mut excerpts = Vec::new();
    for family in &found {
        let n = nodes(family).len() as u64;
        if n > AUDITED as u64 {
            let audited = AUDITED as u64;
            capped.keys += 1;
            capped.pairs += n * (n - 1) / 2 - audited * (audited - 1) / 2;
        }
        let copies: Vec<Rank> = family
            .copies
            .iter()
            .flat_map(|&rank| identical.group(rank))
            .copied()
            .collect();
        let lead = lead::lead(roster, config, copies.iter().copied());
        let mut members = copies;
        for &(excerpt, at) in &family.excerpts {
            let group = identical.group(excerpt);
            excerpts.extend(group.iter().map(|&rank| (rank, at)));
            members.extend(group);
        }
        members.sort_unstable();
        let cohesion = cohesion(family, identical, &known, &estimate, limits);
        all.push((members, lead, cohesion));
    }
    all.sort_unstable_by_key(|family| family.0[0]);
    excerpts.sort_unstable();
    let mut gathered = Gathered {
        pairs: known.pairs,
        excerpts,
        capped: (capped.keys > 0).then_some(capped),
        ..Gathered::default()
    };
    for (members, lead, cohesion) in all {
        gathered.families.push(members);
        gathered.leads.push(lead);
        gathered.cohesion.push(cohesion);
    }
    gathered
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
