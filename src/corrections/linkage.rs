//! Links and bars between articles that cannot contradict one another.
//!
//! In: links ("these two are one") and bars ("these two are never one"), one after the other.
//! A link or bar that the earlier ones rule out is refused, with the chain that rules it out.
//! Cost: links are a forest, so a chain is the one path between two articles; a link looks
//! through the shorter of the two bar lists (small-to-large, O(n log n) over all).

use std::collections::{BTreeMap, VecDeque};

/// A statement that was accepted: two articles and the index of the verdict that says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) verdict: usize,
}

/// What a statement says of its two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// They are one.
    Link,
    /// They are never one.
    Bar,
}

/// What stands so far.
#[derive(Debug, Default)]
pub(super) struct Linkage {
    parent: BTreeMap<u32, u32>,
    size: BTreeMap<u32, usize>,
    edges: BTreeMap<u32, Vec<Statement>>,
    bars: BTreeMap<u32, Vec<Statement>>,
    locks: BTreeMap<u32, usize>,
}

/// Why a statement is refused: the accepted ones that, in this order, rule it out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) chain: Vec<Statement>,
    /// The verdict that locked one of the two sides.
    pub(super) lock: Option<usize>,
}

impl Linkage {
    fn root(&self, mut article: u32) -> u32 {
        while let Some(&up) = self.parent.get(&article) {
            article = up;
        }
        article
    }

    /// Whether the two are one by what stands.
    pub(super) fn linked(&self, a: u32, b: u32) -> bool {
        a == b || self.root(a) == self.root(b)
    }

    /// Whether what stands allows the bond.
    pub(super) fn allows(&self, bond: Bond, statement: Statement) -> Result<(), Refusal> {
        match bond {
            Bond::Link => self.allows_link(statement),
            Bond::Bar => self.allows_bar(statement),
        }
    }

    /// Adds a bond that is allowed.
    pub(super) fn add(&mut self, bond: Bond, statement: Statement) {
        match bond {
            Bond::Link => self.link(statement),
            Bond::Bar => self.bar(statement),
        }
    }

    fn allows_link(&self, Statement { a, b, .. }: Statement) -> Result<(), Refusal> {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return Ok(());
        }
        if let Some(bar) = self.bar_between(root_a, root_b) {
            let (near, far) = if self.root(bar.a) == root_a {
                (bar.a, bar.b)
            } else {
                (bar.b, bar.a)
            };
            let mut chain = self.path(a, near);
            chain.push(bar);
            chain.extend(self.path(far, b));
            return Err(Refusal { chain, lock: None });
        }
        match self.locks.get(&root_a).or(self.locks.get(&root_b)) {
            None => Ok(()),
            Some(&lock) => Err(Refusal {
                chain: Vec::new(),
                lock: Some(lock),
            }),
        }
    }

    fn allows_bar(&self, Statement { a, b, .. }: Statement) -> Result<(), Refusal> {
        if self.linked(a, b) {
            return Err(Refusal {
                chain: self.path(a, b),
                lock: None,
            });
        }
        Ok(())
    }

    fn link(&mut self, statement: Statement) {
        let Statement { a, b, .. } = statement;
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return;
        }
        self.edges.entry(a).or_default().push(statement);
        self.edges.entry(b).or_default().push(statement);
        let size = |root| self.size.get(&root).copied().unwrap_or(1);
        let sum = size(root_a) + size(root_b);
        let (small, large) = if size(root_a) < size(root_b) {
            (root_a, root_b)
        } else {
            (root_b, root_a)
        };
        self.parent.insert(small, large);
        self.size.insert(large, sum);
        if let Some(moved) = self.bars.remove(&small) {
            self.bars.entry(large).or_default().extend(moved);
        }
    }

    fn bar(&mut self, statement: Statement) {
        for article in [statement.a, statement.b] {
            let root = self.root(article);
            self.bars.entry(root).or_default().push(statement);
        }
    }

    /// Lets nothing more join the articles that are one with `article`.
    pub(super) fn lock(&mut self, article: u32, verdict: usize) {
        self.locks.entry(self.root(article)).or_insert(verdict);
    }

    fn bar_between(&self, a: u32, b: u32) -> Option<Statement> {
        let none = Vec::new();
        let of = |root| self.bars.get(&root).unwrap_or(&none);
        let fewer = if of(a).len() <= of(b).len() {
            of(a)
        } else {
            of(b)
        };
        fewer.iter().copied().find(|bar| {
            let (x, y) = (self.root(bar.a), self.root(bar.b));
            (x, y) == (a, b) || (x, y) == (b, a)
        })
    }

    /// The links from one article to another, in order; both are in one tree of the forest.
    fn path(&self, from: u32, to: u32) -> Vec<Statement> {
        let mut came_by: BTreeMap<u32, (u32, Statement)> = BTreeMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            for edge in self.edges.get(&at).into_iter().flatten() {
                let next = if edge.a == at { edge.b } else { edge.a };
                if next != from && !came_by.contains_key(&next) {
                    came_by.insert(next, (at, *edge));
                    queue.push_back(next);
                }
            }
        }
        let mut chain = Vec::new();
        let mut at = to;
        while let Some(&(before, edge)) = came_by.get(&at) {
            if at == from {
                break;
            }
            chain.push(edge);
            at = before;
        }
        chain.reverse();
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn says(a: u32, b: u32, verdict: usize) -> Statement {
        Statement { a, b, verdict }
    }

    fn chain(refusal: Result<(), Refusal>) -> Vec<usize> {
        let refusal = refusal.expect_err("refused");
        refusal.chain.iter().map(|s| s.verdict).collect()
    }

    #[test]
    fn a_bar_inside_a_linked_group_is_refused_with_the_links_between() {
        let mut linkage = Linkage::default();
        linkage.add(Bond::Link, says(1, 2, 0));
        linkage.add(Bond::Link, says(3, 2, 1));
        assert_eq!(chain(linkage.allows(Bond::Bar, says(1, 3, 2))), [0, 1]);
    }

    #[test]
    fn a_link_across_a_bar_is_refused_with_the_whole_chain() {
        let mut linkage = Linkage::default();
        linkage.add(Bond::Link, says(1, 2, 0));
        linkage.add(Bond::Bar, says(4, 2, 1));
        linkage.add(Bond::Link, says(4, 5, 2));
        assert_eq!(chain(linkage.allows(Bond::Link, says(5, 1, 3))), [2, 1, 0]);
    }

    #[test]
    fn nothing_joins_a_locked_group() {
        let mut linkage = Linkage::default();
        linkage.add(Bond::Link, says(1, 2, 0));
        linkage.lock(1, 1);
        let refusal = linkage.allows(Bond::Link, says(2, 3, 2)).unwrap_err();
        assert_eq!(refusal.lock, Some(1));
        assert!(linkage.allows(Bond::Link, says(2, 1, 3)).is_ok());
    }

    proptest! {
        /// Oracle: the closure of all links by relabelling, and every bar looked at.
        #[test]
        fn a_statement_is_refused_exactly_when_it_contradicts(
            statements in prop::collection::vec((0u32..8, 0u32..8, any::<bool>()), 0..30)
        ) {
            let mut linkage = Linkage::default();
            let mut label: Vec<u32> = (0..8).collect();
            let mut bars: Vec<(u32, u32)> = Vec::new();
            for (verdict, (a, b, is_link)) in statements.into_iter().enumerate() {
                let (la, lb) = (label[a as usize], label[b as usize]);
                let barred = bars.iter().any(|&(x, y)| {
                    let pair = (label[x as usize], label[y as usize]);
                    pair == (la, lb) || pair == (lb, la)
                });
                let (bond, fits) = if is_link {
                    (Bond::Link, la == lb || !barred)
                } else {
                    (Bond::Bar, la != lb)
                };
                let statement = says(a, b, verdict);
                prop_assert_eq!(linkage.allows(bond, statement).is_ok(), fits);
                if fits {
                    linkage.add(bond, statement);
                    if is_link {
                        label.iter_mut().filter(|l| **l == lb).for_each(|l| *l = la);
                    } else {
                        bars.push((a, b));
                    }
                }
            }
        }
    }
}
