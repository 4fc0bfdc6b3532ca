//! Bridges: members without which a cluster falls apart, and the test that splits there.
//!
//! In: a cluster and which of its pairs hold. Out: the articulation points of that graph, and the
//! cluster in parts. Promise: no part hangs together by one member alone; a false merge is worse
//! than a miss.
//! Source: Hopcroft and Tarjan 1973. Cost: quadratic in the size.

use crate::detect::structures::numbers::as_f64;

/// Members whose removal leaves others without a passing path between them, ascending.
pub fn bridges(size: usize, passes: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut search = Search {
        passes,
        entered: vec![0; size],
        low: vec![0; size],
        clock: 0,
        bridges: vec![false; size],
    };
    for root in 0..size {
        if search.entered[root] == 0 {
            search.walk(root);
        }
    }
    (0..size).filter(|&member| search.bridges[member]).collect()
}

/// Splits a cluster at its bridges until none is left. Parts and their members
/// ascend. `holds` is symmetric.
pub fn split(cluster: Vec<u32>, holds: &dyn Fn(u32, u32) -> bool) -> Vec<Vec<u32>> {
    let mut whole = Vec::new();
    let mut waiting = vec![cluster];
    while let Some(cluster) = waiting.pop() {
        match at_bridge(&cluster, holds) {
            Some(parts) => waiting.extend(parts),
            None => whole.push(cluster),
        }
    }
    whole.sort_unstable();
    whole
}

/// The two parts of a cluster at its first bridge, or where nothing ties them; none when it is whole.
fn at_bridge(cluster: &[u32], holds: &dyn Fn(u32, u32) -> bool) -> Option<[Vec<u32>; 2]> {
    let size = cluster.len();
    let mut edges = vec![false; size * size];
    for i in 0..size {
        for j in i + 1..size {
            let edge = holds(cluster[i], cluster[j]);
            edges[i * size + j] = edge;
            edges[j * size + i] = edge;
        }
    }
    let passes = |i: usize, j: usize| edges[i * size + j];
    let bridge = bridges(size, &passes).first().copied();
    let one = reached(size, bridge, &passes);
    if bridge.is_none() && one.iter().all(|&reached| reached) {
        return None;
    }
    let side = |wanted: bool| -> Vec<usize> {
        let others = (0..size).filter(|&m| Some(m) != bridge);
        others.filter(|&m| one[m] == wanted).collect()
    };
    let sides = [side(true), side(false)];
    let share = |side: &Vec<usize>, bridge: usize| {
        let carried = side.iter().filter(|&&m| passes(bridge, m)).count();
        as_f64(carried) / as_f64(side.len())
    };
    // The bridge stays with the side that it is bound to more.
    let home = bridge.map(|m| (m, usize::from(share(&sides[1], m) > share(&sides[0], m))));
    let mut parts = sides.map(|side| side.into_iter().map(|m| cluster[m]).collect::<Vec<_>>());
    if let Some((bridge, side)) = home {
        parts[side].push(cluster[bridge]);
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    Some(parts)
}

/// Which members the first one other than `gone` reaches without it.
fn reached(size: usize, gone: Option<usize>, passes: &dyn Fn(usize, usize) -> bool) -> Vec<bool> {
    let mut seen = vec![false; size];
    let start = usize::from(gone == Some(0));
    let mut waiting = vec![start];
    seen[start] = true;
    while let Some(member) = waiting.pop() {
        let met = (0..size).filter(|&next| Some(next) != gone && passes(member, next));
        for next in met.collect::<Vec<_>>() {
            if !seen[next] {
                seen[next] = true;
                waiting.push(next);
            }
        }
    }
    seen
}

struct Search<'a> {
    passes: &'a dyn Fn(usize, usize) -> bool,
    /// When each member was entered, from 1; 0 for not yet.
    entered: Vec<usize>,
    /// The earliest member that a member's descendants reach without it.
    low: Vec<usize>,
    clock: usize,
    bridges: Vec<bool>,
}

/// A member whose neighbours are being looked at.
struct Visit {
    member: usize,
    parent: Option<usize>,
    next: usize,
    children: usize,
}

impl Search<'_> {
    fn enter(&mut self, member: usize, parent: Option<usize>) -> Visit {
        self.clock += 1;
        self.entered[member] = self.clock;
        self.low[member] = self.clock;
        Visit {
            member,
            parent,
            next: 0,
            children: 0,
        }
    }

    /// Walks one component, without recursion: a cluster may be a long chain.
    fn walk(&mut self, root: usize) {
        let mut path = vec![self.enter(root, None)];
        while let Some(visit) = path.last_mut() {
            let (member, next) = (visit.member, visit.next);
            if next == self.entered.len() {
                let done = path.pop();
                self.leave(done, path.last());
                continue;
            }
            visit.next += 1;
            if next == member || visit.parent == Some(next) || !(self.passes)(member, next) {
                continue;
            }
            if self.entered[next] > 0 {
                self.low[member] = self.low[member].min(self.entered[next]);
            } else {
                visit.children += 1;
                let child = self.enter(next, Some(member));
                path.push(child);
            }
        }
    }

    fn leave(&mut self, done: Option<Visit>, parent: Option<&Visit>) {
        let Some(done) = done else { return };
        match parent {
            None => self.bridges[done.member] = done.children > 1,
            Some(above) => {
                let (low, above) = (self.low[done.member], above);
                self.low[above.member] = self.low[above.member].min(low);
                if above.parent.is_some() && low >= self.entered[above.member] {
                    self.bridges[above.member] = true;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_groups_that_one_member_ties_are_split_and_it_stays_with_its_own() {
        // Two cliques of four, and 4 tied to one member of the second.
        let clique = |a: u32, b: u32| (a < 4) == (b < 4) && a < 8 && b < 8;
        let holds = |a: u32, b: u32| {
            let tie = (a.min(b), a.max(b)) == (3, 4);
            clique(a, b) || tie
        };
        let parts = split((0..8).collect(), &holds);
        assert_eq!(parts, [vec![0, 1, 2, 3], vec![4, 5, 6, 7]]);
    }

    #[test]
    fn a_chain_falls_into_pairs_and_a_clique_stays() {
        let chain = |a: u32, b: u32| a.abs_diff(b) == 1;
        assert_eq!(split(vec![1, 2, 3, 4], &chain), [[1, 2], [3, 4]]);
        assert_eq!(split(vec![5, 6, 7, 8], &|_, _| true), [[5, 6, 7, 8]]);
        assert_eq!(split(vec![9], &|_, _| false), [[9]]);
    }

    fn components_without(size: usize, edges: &[(usize, usize)], gone: Option<usize>) -> usize {
        let mut home: Vec<usize> = (0..size).collect();
        for _ in 0..size {
            for &(a, b) in edges
                .iter()
                .filter(|e| Some(e.0) != gone && Some(e.1) != gone)
            {
                let least = home[a].min(home[b]);
                home[a] = least;
                home[b] = least;
            }
        }
        (0..size)
            .filter(|&m| Some(m) != gone && home[m] == m)
            .count()
    }

    proptest! {
        #[test]
        fn bridges_are_the_members_whose_removal_leaves_more_parts(
            edges in prop::collection::vec((0_usize..9, 0_usize..9), 0..16)
        ) {
            let edges: Vec<_> = edges.into_iter().filter(|(a, b)| a != b).collect();
            let passes = |a, b| edges.contains(&(a, b)) || edges.contains(&(b, a));
            let alone = |m: usize| !edges.iter().any(|&(a, b)| a == m || b == m);
            let whole = components_without(9, &edges, None);
            let expected: Vec<usize> = (0..9)
                .filter(|&m| !alone(m) && components_without(9, &edges, Some(m)) > whole)
                .collect();
            prop_assert_eq!(bridges(9, &passes), expected);
        }
    }
}
