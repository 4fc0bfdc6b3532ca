//! Union-find: which articles hang together through pairs.
//!
//! In: packed pairs of ranks. Out: for each rank the least one that it hangs together with. Cost: near
//! linear in the pairs; 4 bytes an article. Source: path halving (Tarjan and van
//! Leeuwen 1984), the least rank as root, so that the order of the pairs does not matter.

use super::pairs::unpack;

#[derive(Debug)]
pub(in crate::detect) struct UnionFind {
    parent: Vec<u32>,
}

impl UnionFind {
    /// Joins so many ranks by pairs.
    pub(in crate::detect) fn new(pairs: impl Iterator<Item = u64>, ranks: usize) -> Self {
        let mut joined = Self {
            parent: (0..).take(ranks).collect(),
        };
        for pair in pairs {
            let (a, b) = unpack(pair);
            let (a, b) = (joined.root(a), joined.root(b));
            joined.parent[a.max(b) as usize] = a.min(b);
        }
        joined
    }

    /// The least rank that one hangs together with: itself when it stands alone.
    pub(in crate::detect) fn root(&mut self, mut rank: u32) -> u32 {
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
    use super::super::pairs::pack;
    use super::*;

    #[test]
    fn the_least_of_a_component_is_its_root_whatever_the_order_of_the_pairs() {
        let pairs = [pack(5, 3), pack(1, 2), pack(3, 2), pack(7, 6)];
        for turn in 0..pairs.len() {
            let mut pairs = pairs;
            pairs.rotate_left(turn);
            let mut joined = UnionFind::new(pairs.into_iter(), 8);
            let roots: Vec<u32> = (0..8).map(|rank| joined.root(rank)).collect();
            assert_eq!(roots, [0, 1, 1, 1, 4, 1, 6, 6]);
        }
    }
}
