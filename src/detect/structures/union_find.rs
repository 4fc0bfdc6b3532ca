//! A forest: which articles hang together through pairs.
//!
//! In: packed pairs of ranks. Out: for each rank the least one that it hangs together with. Cost: near
//! linear in the pairs; 4 bytes an article. Source: union-find with path halving (Tarjan and van
//! Leeuwen 1984), the least rank as root, so that the order of the pairs does not matter.

use super::near::unpack;
use crate::detect::roster::Rank;

#[derive(Debug)]
pub(super) struct Forest {
    parent: Vec<Rank>,
}

impl Forest {
    /// Joins so many ranks by pairs.
    pub(super) fn new(pairs: impl Iterator<Item = u64>, ranks: usize) -> Self {
        let mut forest = Self {
            parent: (0..).take(ranks).collect(),
        };
        for pair in pairs {
            let (a, b) = unpack(pair);
            let (a, b) = (forest.root(a), forest.root(b));
            forest.parent[a.max(b) as usize] = a.min(b);
        }
        forest
    }

    /// The least rank that one hangs together with: itself when it stands alone.
    pub(super) fn root(&mut self, mut rank: Rank) -> Rank {
        let parent = &mut self.parent;
        loop {
            let up = parent[rank as usize];
            if up == rank {
                return rank;
            }
            parent[rank as usize] = parent[up as usize];
            rank = up;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::near::pack;
    use super::*;

    #[test]
    fn the_least_of_a_component_is_its_root_whatever_the_order_of_the_pairs() {
        let pairs = [pack(5, 3), pack(1, 2), pack(3, 2), pack(7, 6)];
        for turn in 0..pairs.len() {
            let mut pairs = pairs;
            pairs.rotate_left(turn);
            let mut forest = Forest::new(pairs.into_iter(), 8);
            let roots: Vec<Rank> = (0..8).map(|rank| forest.root(rank)).collect();
            assert_eq!(roots, [0, 1, 1, 1, 4, 1, 6, 6]);
        }
    }
}
