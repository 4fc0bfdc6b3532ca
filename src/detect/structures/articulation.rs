//! Articulation points: into how many parts a graph falls when one of its nodes is taken away.
//!
//! In: a number of nodes and the edges between them. Out: that count for each node. Cost: linear in nodes
//! and edges. Source: Hopcroft and Tarjan 1973, without recursion.

use super::rows::Rows;

/// The number of parts that the other nodes form without each node.
pub(in crate::detect) fn without_each(nodes: usize, edges: &[(u32, u32)]) -> Vec<usize> {
    let both = edges.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
    let mut search = Search {
        next_to: Rows::new(nodes, both),
        entered: vec![0; nodes],
        low: vec![0; nodes],
        clock: 0,
        pieces: vec![0; nodes],
    };
    let mut parts = 0;
    for root in (0..).take(nodes) {
        if search.entered[root as usize] == 0 {
            parts += 1;
            search.walk(root);
        }
    }
    // Its own part goes, and what that falls into comes.
    search
        .pieces
        .iter()
        .map(|pieces| parts - 1 + pieces)
        .collect()
}

struct Search {
    next_to: Rows,
    /// When each node was entered, from 1; 0 for not yet.
    entered: Vec<u32>,
    /// The earliest node that a node and its descendants reach without their parent.
    low: Vec<u32>,
    clock: u32,
    /// Pieces that each node's part falls into without it.
    pieces: Vec<usize>,
}

impl Search {
    fn enter(&mut self, node: u32) {
        self.clock += 1;
        self.entered[node as usize] = self.clock;
        self.low[node as usize] = self.clock;
    }

    /// Walks the part of a node that was not entered.
    fn walk(&mut self, root: u32) {
        self.enter(root);
        // Nodes on the way down, each with how many of its neighbours were looked at.
        let mut path = vec![(root, 0)];
        while let Some(&mut (node, ref mut looked)) = path.last_mut() {
            let at = node as usize;
            if let Some(&next) = self.next_to.get(node).get(*looked) {
                *looked += 1;
                match self.entered[next as usize] {
                    0 => {
                        self.enter(next);
                        // What is above and beside it.
                        self.pieces[next as usize] = 1;
                        path.push((next, 0));
                    }
                    // The way back to the parent counts like any other: it reaches no further than it.
                    entered => self.low[at] = self.low[at].min(entered),
                }
                continue;
            }
            path.pop();
            let Some(&(parent, _)) = path.last() else {
                continue;
            };
            let above = parent as usize;
            self.low[above] = self.low[above].min(self.low[at]);
            self.pieces[above] += usize::from(self.low[at] >= self.entered[above]);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::pairs::pack;
    use super::super::union_find::UnionFind;
    use super::*;

    /// Takes each node away and joins the others.
    fn naive(nodes: u32, edges: &[(u32, u32)]) -> Vec<usize> {
        let without = |gone: u32| {
            let left = edges.iter().filter(|&&(i, j)| i != gone && j != gone);
            let mut joined = UnionFind::new(left.map(|&(i, j)| pack(i, j)), nodes as usize);
            let others = (0..nodes).filter(|&i| i != gone);
            others.filter(|&i| joined.root(i) == i).count()
        };
        (0..nodes).map(without).collect()
    }

    proptest! {
        #[test]
        fn each_node_leaves_as_many_parts_as_joining_the_others_gives(
            edges in prop::collection::btree_set((0_u32..9, 0_u32..9), 0..16),
        ) {
            let edges: Vec<(u32, u32)> = edges.into_iter().filter(|(a, b)| a < b).collect();
            prop_assert_eq!(without_each(9, &edges), naive(9, &edges));
        }
    }

    #[test]
    fn a_long_chain_is_walked_without_recursion() {
        let edges: Vec<(u32, u32)> = (1..200_000).map(|node| (node - 1, node)).collect();
        let parts = without_each(200_000, &edges);
        assert_eq!((parts[0], parts[1], parts[199_999]), (1, 2, 1));
    }
}
