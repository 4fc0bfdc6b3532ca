//! Bridges: members without which a cluster falls apart.
//!
//! In: a cluster's size and which of its pairs pass. Out: the articulation points of that graph.
//! Source: Hopcroft and Tarjan 1973. Cost: quadratic in the size.

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
