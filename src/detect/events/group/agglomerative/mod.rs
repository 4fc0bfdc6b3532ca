//! Grouping: items that belong together, best pair first.
//!
//! In: judged pairs of items, a gate, and what people said. Out: a partition. Promise: a pair is
//! joined on the average over *all* pairs across the two clusters, so one strong pair cannot chain
//! two clusters together; the order is total, so input order and threads change nothing. Cost:
//! near-linear in the pairs, small clusters being merged into large ones and averages kept as sums
//! (Lance and Williams 1967); pairs that were no candidates are judged when a join depends on them,
//! at most [`CROSS_PAIRS`] a join.

mod cluster;
mod merge;
mod offer;

use self::merge::Grouping;

/// Cross pairs that are judged before a join; of more, an even sample.
pub const CROSS_PAIRS: usize = 1024;

/// When two clusters may become one.
#[derive(Debug, Clone, Copy)]
pub enum Gate {
    /// The average across must reach this share of the average inside the two, or of the prior where that is more.
    Relative(f64),
    /// The average across must reach this strength.
    Absolute(f64),
}

impl Gate {
    /// Strength below which a pair is no reason to join its two items. It still counts against a
    /// join that other pairs suggest.
    fn floor(self, prior: f32) -> f64 {
        match self {
            Self::Absolute(cut) => cut,
            Self::Relative(share) => share * f64::from(prior),
        }
    }
}

/// What people said about items: it goes before every score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Pairs that belong together.
    pub must: Vec<(u32, u32)>,
    /// Pairs that do not.
    pub cannot: Vec<(u32, u32)>,
    /// Items whose cluster nobody else may join.
    pub locked: Vec<u32>,
}

/// Items to be grouped; an item is its index.
pub struct Items<'a> {
    /// How many there are.
    pub count: usize,
    /// How tight a cluster of which no pair is known is expected to be inside.
    pub prior: f32,
    /// Judged pairs above the least strength worth a look.
    pub pairs: &'a [(u32, u32, f32)],
    /// Strength of any pair; 0 when nothing binds them.
    pub judge: &'a dyn Fn(u32, u32) -> f32,
    /// Share, 0 to 1, that two clusters lose by what they say as clusters.
    pub parting: &'a dyn Fn(&[u32], &[u32]) -> f64,
}

impl std::fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} items, {} pairs", self.count, self.pairs.len())
    }
}

/// Groups items. Clusters and their members ascend.
pub fn group(items: &Items<'_>, gate: Gate, constraints: &Constraints) -> Vec<Vec<u32>> {
    let mut grouping = Grouping::new(items, gate);
    grouping.forbid(&constraints.cannot);
    for &(a, b) in &constraints.must {
        grouping.contract(a, b);
    }
    for &item in &constraints.locked {
        grouping.lock(item);
    }
    grouping.offer_all();
    grouping.take_all();
    grouping.partition()
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
        let items = Items {
            count: n,
            prior: 0.3,
            pairs,
            judge: &judge,
            parting: &|_, _| 0.0,
        };
        group(&items, gate, said)
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
    fn a_loose_cluster_asks_no_less_than_single_items_do() {
        // Each next item is tied to all before it, more and more weakly.
        let pairs: Vec<(u32, u32, f32)> = (1_u8..12)
            .flat_map(|b| (0..b).map(move |a| (a.into(), b.into(), 0.4 / f32::from(b).sqrt())))
            .collect();
        let found = run(12, &pairs, Gate::Relative(0.65), &Constraints::default());
        assert_eq!(
            found[0],
            [0, 1, 2, 3, 4],
            "0.4 / 2 is the last above 0.65 x 0.3"
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
