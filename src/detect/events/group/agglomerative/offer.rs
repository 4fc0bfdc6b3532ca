//! The order in which clusters are offered for joining.
//!
//! In: two clusters and the mean strength across. Out: its rank. Promise: a total order, the
//! highest mean first, then the smallest founders, so that the heap gives the same sequence for
//! any order of insertion.

use std::cmp::{Ordering, Reverse};

/// Two clusters that may be joined; the best offer comes first.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) mean: f64,
    pub(super) founders: (u32, u32),
    pub(super) clusters: (u32, u32),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_mean_comes_first_and_then_the_smallest_founders() {
        let offer = |mean, founders| Offer {
            mean,
            founders,
            clusters: founders,
        };
        let mut heap = std::collections::BinaryHeap::from([
            offer(0.5, (2, 3)),
            offer(0.9, (4, 5)),
            offer(0.5, (0, 7)),
        ]);
        let order: Vec<(u32, u32)> =
            std::iter::from_fn(|| heap.pop().map(|o| o.founders)).collect();
        assert_eq!(order, [(4, 5), (0, 7), (2, 3)]);
    }
}
