//! A cluster while it grows: its members, and what is known of the pairs inside and across.
//!
//! In: sums of strengths. Out: how tight the cluster is. Promise: few pairs say little, so the
//! prior weighs against them as [`PRIOR_PAIRS`] pairs would. Cost: sums alone are kept, no pair.

use ahash::{AHashMap, AHashSet};

use crate::detect::structures::numbers::as_f64;

/// Weight of the prior against the pairs inside a cluster.
const PRIOR_PAIRS: f64 = 2.0;

/// What is known of the pairs across two clusters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Link {
    pub(super) sum: f64,
    pub(super) known: usize,
}

#[derive(Debug, Default)]
pub(super) struct Cluster {
    pub(super) members: Vec<u32>,
    /// Sum of the strengths of the pairs inside.
    pub(super) within: f64,
    pub(super) links: AHashMap<u32, Link>,
    pub(super) apart: AHashSet<u32>,
    pub(super) locked: bool,
}

impl Cluster {
    /// How tight it is inside: the mean strength of its pairs, drawn to the prior while they are few.
    pub(super) fn cohesion(&self, prior: f64) -> f64 {
        let size = self.members.len();
        let pairs = as_f64(size * (size - 1) / 2);
        (self.within + PRIOR_PAIRS * prior) / (pairs + PRIOR_PAIRS)
    }

    /// Its first item, by which it is known in the order of offers.
    pub(super) fn founder(&self) -> u32 {
        self.members[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cohesion_goes_from_the_prior_to_the_mean_inside_as_pairs_come() {
        let cluster = |members: u32, within| Cluster {
            members: (0..members).collect(),
            within,
            ..Cluster::default()
        };
        assert!((cluster(1, 0.0).cohesion(0.5) - 0.5).abs() < 1e-12);
        assert!((cluster(2, 0.8).cohesion(0.5) - 0.6).abs() < 1e-12);
        assert!(cluster(40, 0.8 * 780.0).cohesion(0.5) > 0.799);
    }
}
