//! Grouping: units that belong together, best pair first.
//!
//! In: judged pairs of units, a gate, and what people said. Out: a partition. Promise: a pair is
//! joined on the average over *all* pairs across the two clusters, so one strong pair cannot chain
//! two clusters together; the order is total, so input order and threads change nothing. Cost:
//! near-linear in the pairs, small clusters being merged into large ones and averages kept as sums
//! (Lance and Williams 1967); pairs that were no candidates are judged when a join depends on them,
//! at most [`CROSS_PAIRS`] a join.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use ahash::{AHashMap, AHashSet};

use super::vector::as_f64;

/// Cross pairs that are judged before a join; of more, an even sample.
pub const CROSS_PAIRS: usize = 1024;
/// Weight of the prior against the pairs inside a cluster.
const PRIOR_PAIRS: f64 = 2.0;

/// When two clusters may become one.
#[derive(Debug, Clone, Copy)]
pub enum Gate {
    /// The average across must reach this share of the average inside the two.
    Relative(f64),
    /// The average across must reach this strength.
    Absolute(f64),
}

impl Gate {
    /// Strength below which a pair is no reason to join its two units. It still counts against a
    /// join that other pairs suggest.
    fn floor(self, priors: &[f32]) -> f64 {
        match self {
            Self::Absolute(cut) => cut,
            Self::Relative(share) => {
                let least = priors.iter().copied().reduce(f32::min);
                share * f64::from(least.unwrap_or_default())
            }
        }
    }
}

/// What people said about units: it goes before every score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Pairs that belong together.
    pub must: Vec<(u32, u32)>,
    /// Pairs that do not.
    pub cannot: Vec<(u32, u32)>,
    /// Units whose cluster nobody else may join.
    pub locked: Vec<u32>,
}

/// Units to be grouped; a unit is its index.
pub struct Units<'a> {
    /// How tight a cluster is expected to be inside, by unit.
    pub priors: &'a [f32],
    /// Judged pairs above the least strength worth a look.
    pub pairs: &'a [(u32, u32, f32)],
    /// Strength of any pair; 0 when nothing binds them.
    pub judge: &'a dyn Fn(u32, u32) -> f32,
    /// Share, 0 to 1, that two clusters lose by what they say as clusters.
    pub parting: &'a dyn Fn(&[u32], &[u32]) -> f64,
}

impl std::fmt::Debug for Units<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} units, {} pairs", self.priors.len(), self.pairs.len())
    }
}

/// Groups units. Clusters and their members ascend.
pub fn group(units: &Units<'_>, gate: Gate, constraints: &Constraints) -> Vec<Vec<u32>> {
    let mut grouping = Grouping::new(units, gate);
    grouping.forbid(&constraints.cannot);
    for &(a, b) in &constraints.must {
        grouping.contract(a, b);
    }
    for &unit in &constraints.locked {
        let home = grouping.home[unit as usize];
        grouping.clusters[home as usize].locked = true;
    }
    grouping.offer_all();
    while let Some(offer) = grouping.queue.pop() {
        grouping.consider(&offer);
    }
    grouping.partition()
}

/// What is known of the pairs across two clusters.
#[derive(Debug, Clone, Copy, Default)]
struct Link {
    sum: f64,
    known: usize,
}

#[derive(Debug, Default)]
struct Cluster {
    members: Vec<u32>,
    /// Sum of the strengths of the pairs inside.
    within: f64,
    /// Sum of the members' priors.
    priors: f64,
    links: AHashMap<u32, Link>,
    apart: AHashSet<u32>,
    locked: bool,
}

impl Cluster {
    /// How tight it is inside: the mean strength of its pairs, drawn to the prior while they are few.
    fn cohesion(&self) -> f64 {
        let size = self.members.len();
        let pairs = as_f64(size * (size - 1) / 2);
        let prior = self.priors / as_f64(size);
        (self.within + PRIOR_PAIRS * prior) / (pairs + PRIOR_PAIRS)
    }

    fn founder(&self) -> u32 {
        self.members[0]
    }
}

/// Two clusters that may be joined; the best offer comes first.
#[derive(Debug)]
struct Offer {
    mean: f64,
    founders: (u32, u32),
    clusters: (u32, u32),
}

impl Offer {
    fn rank(&self, other: &Self) -> Ordering {
        let by_mean = self.mean.total_cmp(&other.mean);
        let key = |offer: &Self| Reverse((offer.founders, offer.clusters));
        by_mean.then_with(|| key(self).cmp(&key(other)))
    }
}
impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        self.rank(other) == Ordering::Equal
    }
}
impl Eq for Offer {}
impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank(other)
    }
}

struct Grouping<'a> {
    clusters: Vec<Cluster>,
    /// The cluster each unit is in.
    home: Vec<u32>,
    queue: BinaryHeap<Offer>,
    judge: &'a dyn Fn(u32, u32) -> f32,
    parting: &'a dyn Fn(&[u32], &[u32]) -> f64,
    gate: Gate,
}

impl<'a> Grouping<'a> {
    fn new(units: &Units<'a>, gate: Gate) -> Self {
        let mut clusters: Vec<Cluster> = (0_u32..)
            .zip(units.priors)
            .map(|(unit, &prior)| Cluster {
                members: vec![unit],
                priors: f64::from(prior),
                ..Cluster::default()
            })
            .collect();
        let floor = gate.floor(units.priors);
        for &(a, b, strength) in units.pairs {
            let sum = f64::from(strength);
            if sum < floor {
                continue;
            }
            let link = Link { sum, known: 1 };
            clusters[a as usize].links.insert(b, link);
            clusters[b as usize].links.insert(a, link);
        }
        Self {
            home: (0_u32..).take(clusters.len()).collect(),
            clusters,
            queue: BinaryHeap::new(),
            judge: units.judge,
            parting: units.parting,
            gate,
        }
    }

    fn forbid(&mut self, cannot: &[(u32, u32)]) {
        for &(a, b) in cannot {
            self.clusters[a as usize].apart.insert(b);
            self.clusters[b as usize].apart.insert(a);
        }
    }

    /// Joins two units because a person said so.
    fn contract(&mut self, a: u32, b: u32) {
        let (a, b) = (self.home[a as usize], self.home[b as usize]);
        if a != b {
            self.complete(a, b);
            self.join(a, b);
        }
    }

    fn offer_all(&mut self) {
        for cluster in 0..u32::try_from(self.clusters.len()).unwrap_or(u32::MAX) {
            let mut linked: Vec<u32> = self.clusters[cluster as usize]
                .links
                .keys()
                .copied()
                .filter(|&other| other > cluster)
                .collect();
            linked.sort_unstable();
            for other in linked {
                self.offer(cluster, other);
            }
        }
    }

    /// Whether a person said that the two may not become one.
    fn barred(&self, a: u32, b: u32) -> bool {
        let [x, y] = [a, b].map(|c| &self.clusters[c as usize]);
        x.locked || y.locked || x.apart.contains(&b)
    }

    fn link(&self, a: u32, b: u32) -> Option<Link> {
        self.clusters[a as usize].links.get(&b).copied()
    }

    fn offer(&mut self, a: u32, b: u32) {
        let Some(link) = self.link(a, b) else { return };
        let mean = link.sum / as_f64(link.known);
        if mean <= 0.0 || self.barred(a, b) {
            return;
        }
        let founder = |c: u32| self.clusters[c as usize].founder();
        let (a, b) = if founder(a) < founder(b) {
            (a, b)
        } else {
            (b, a)
        };
        self.queue.push(Offer {
            mean,
            founders: (founder(a), founder(b)),
            clusters: (a, b),
        });
    }

    /// Takes an offer if it still stands and the gate lets it through.
    fn consider(&mut self, offer: &Offer) {
        let (a, b) = offer.clusters;
        let stands = self.link(a, b).is_some_and(|link| {
            (link.sum / as_f64(link.known)).total_cmp(&offer.mean) == Ordering::Equal
        });
        // Pairs that were no candidates lower the mean: what fails without them fails with them.
        if !stands || self.barred(a, b) || !self.passes(a, b, offer.mean) {
            return;
        }
        let link = self.complete(a, b);
        let mean = link.sum / as_f64(link.known);
        if mean < offer.mean {
            self.offer(a, b);
        } else if self.passes(a, b, mean) {
            self.join(a, b);
        }
    }

    fn passes(&self, a: u32, b: u32, mean: f64) -> bool {
        match self.gate {
            Gate::Absolute(cut) => mean >= cut,
            Gate::Relative(share) => {
                let [x, y] = [a, b].map(|c| &self.clusters[c as usize]);
                let needed = share * f64::midpoint(x.cohesion(), y.cohesion());
                mean >= needed && mean * (1.0 - (self.parting)(&x.members, &y.members)) >= needed
            }
        }
    }

    /// Judges the pairs across two clusters that no candidate covered.
    fn complete(&mut self, a: u32, b: u32) -> Link {
        let [x, y] = [a, b].map(|c| &self.clusters[c as usize].members);
        let cross = x.len() * y.len();
        let link = self.link(a, b).unwrap_or_default();
        if link.known == cross {
            return link;
        }
        let step = cross.div_ceil(CROSS_PAIRS);
        let (mut sum, mut judged) = (0.0, 0);
        for pair in (0..cross).step_by(step) {
            sum += f64::from((self.judge)(x[pair / y.len()], y[pair % y.len()]));
            judged += 1;
        }
        let link = Link {
            sum: sum * as_f64(cross) / as_f64(judged),
            known: cross,
        };
        self.clusters[a as usize].links.insert(b, link);
        self.clusters[b as usize].links.insert(a, link);
        link
    }

    /// Merges the cluster with fewer links into the other.
    fn join(&mut self, a: u32, b: u32) {
        let weight = |c: u32| {
            let cluster = &self.clusters[c as usize];
            (cluster.links.len(), Reverse(cluster.founder()))
        };
        let (into, from) = if weight(a) >= weight(b) {
            (a, b)
        } else {
            (b, a)
        };
        let gone = std::mem::take(&mut self.clusters[from as usize]);
        let kept = &mut self.clusters[into as usize];
        let between = kept.links.remove(&from).unwrap_or_default();
        kept.within += gone.within + between.sum;
        kept.priors += gone.priors;
        for &member in &gone.members {
            self.home[member as usize] = into;
        }
        kept.members.extend(gone.members);
        kept.members.sort_unstable();
        for &other in &gone.apart {
            self.clusters[into as usize].apart.insert(other);
            self.clusters[other as usize].apart.remove(&from);
            self.clusters[other as usize].apart.insert(into);
        }
        let mut links: Vec<(u32, Link)> = gone.links.into_iter().filter(|l| l.0 != into).collect();
        links.sort_unstable_by_key(|l| l.0);
        for (other, link) in links {
            self.clusters[other as usize].links.remove(&from);
            let merged = self.clusters[into as usize].links.entry(other).or_default();
            merged.sum += link.sum;
            merged.known += link.known;
            let merged = *merged;
            self.clusters[other as usize].links.insert(into, merged);
            self.offer(into, other);
        }
    }

    fn partition(self) -> Vec<Vec<u32>> {
        let clusters = self.clusters.into_iter().map(|cluster| cluster.members);
        let mut partition: Vec<Vec<u32>> = clusters.filter(|m| !m.is_empty()).collect();
        partition.sort_unstable();
        partition
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(n: usize, pairs: &[(u32, u32, f32)], gate: Gate, said: &Constraints) -> Vec<Vec<u32>> {
        let judge = |a: u32, b: u32| {
            let (a, b) = (a.min(b), a.max(b));
            let pair = pairs.iter().find(|p| (p.0, p.1) == (a, b));
            pair.map_or(0.0, |p| p.2)
        };
        let units = Units {
            priors: &vec![0.3; n],
            pairs,
            judge: &judge,
            parting: &|_, _| 0.0,
        };
        group(&units, gate, said)
    }

    #[test]
    fn a_chain_of_strong_pairs_is_not_one_cluster() {
        let pairs = [(0, 1, 0.9), (1, 2, 0.8), (2, 3, 0.9)];
        let found = run(4, &pairs, Gate::Absolute(0.5), &Constraints::default());
        assert_eq!(found, [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn the_relative_gate_asks_more_of_tight_clusters() {
        let loose = [(0, 1, 0.3), (0, 2, 0.2), (1, 2, 0.2)];
        let tight = [(0, 1, 0.9), (0, 2, 0.2), (1, 2, 0.2)];
        let gate = Gate::Relative(0.65);
        assert_eq!(run(3, &loose, gate, &Constraints::default()), [[0, 1, 2]]);
        assert_eq!(
            run(3, &tight, gate, &Constraints::default()),
            [vec![0, 1], vec![2]]
        );
    }

    #[test]
    fn what_people_said_goes_before_every_score() {
        let pairs = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9), (2, 3, 0.1)];
        let said = Constraints {
            must: vec![(2, 3)],
            cannot: vec![(0, 2)],
            locked: Vec::new(),
        };
        let found = run(4, &pairs, Gate::Absolute(0.3), &said);
        let together = |a: u32, b: u32| found.iter().any(|c| c.contains(&a) && c.contains(&b));
        assert!(together(2, 3) && !together(0, 2), "{found:?}");
    }
}
