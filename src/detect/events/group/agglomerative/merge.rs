//! Merging: offers are taken, judged over all pairs across, and joined.
//!
//! In: items, their judged pairs, a [`Gate`]. Out: a partition. Promise: an offer that a join
//! overtook is dropped, and one whose mean falls once all pairs are judged is offered again at its
//! new rank. Cost: near-linear in the pairs, the cluster with fewer links moving into the other.
//! Source: Lance and Williams 1967.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::cluster::{Cluster, Link};
use super::offer::Offer;
use super::{CROSS_PAIRS, Gate, Items};
use crate::detect::structures::numbers::as_f64;

/// Clusters, and the offers to join them that are still open.
pub(super) struct Grouping<'a> {
    clusters: Vec<Cluster>,
    /// The cluster each item is in.
    home: Vec<u32>,
    queue: BinaryHeap<Offer>,
    judge: &'a dyn Fn(u32, u32) -> f32,
    parting: &'a dyn Fn(&[u32], &[u32]) -> f64,
    prior: f64,
    gate: Gate,
}

impl<'a> Grouping<'a> {
    pub(super) fn new(items: &Items<'a>, gate: Gate) -> Self {
        let mut clusters: Vec<Cluster> = (0_u32..)
            .take(items.count)
            .map(|item| Cluster {
                members: vec![item],
                ..Cluster::default()
            })
            .collect();
        let floor = gate.floor(items.prior);
        for &(a, b, strength) in items.pairs {
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
            judge: items.judge,
            parting: items.parting,
            prior: f64::from(items.prior),
            gate,
        }
    }

    /// Keeps pairs of items apart because a person said so.
    pub(super) fn forbid(&mut self, cannot: &[(u32, u32)]) {
        for &(a, b) in cannot {
            self.clusters[a as usize].apart.insert(b);
            self.clusters[b as usize].apart.insert(a);
        }
    }

    /// Joins two items because a person said so.
    pub(super) fn contract(&mut self, a: u32, b: u32) {
        let (a, b) = (self.home[a as usize], self.home[b as usize]);
        if a != b {
            self.complete(a, b);
            self.join(a, b);
        }
    }

    /// Lets nobody else join the cluster of an item.
    pub(super) fn lock(&mut self, item: u32) {
        let home = self.home[item as usize];
        self.clusters[home as usize].locked = true;
    }

    /// Offers every two clusters that a pair links.
    pub(super) fn offer_all(&mut self) {
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

    /// Takes offers, the best first, until none is left.
    pub(super) fn take_all(&mut self) {
        while let Some(offer) = self.queue.pop() {
            self.consider(&offer);
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
                let inside = f64::midpoint(x.cohesion(self.prior), y.cohesion(self.prior));
                // What is loose inside asks no less than two single items do, or a topic grows and grows.
                let needed = share * inside.max(self.prior);
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

    /// The clusters and their members, ascending.
    pub(super) fn partition(self) -> Vec<Vec<u32>> {
        let clusters = self.clusters.into_iter().map(|cluster| cluster.members);
        let mut partition: Vec<Vec<u32>> = clusters.filter(|m| !m.is_empty()).collect();
        partition.sort_unstable();
        partition
    }
}
