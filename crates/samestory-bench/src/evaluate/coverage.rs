//! Whether the true pairs were judged at all.
//!
//! In: gold labels, the copy families of a run, and its judged pairs. Out: [`Coverage`]. A pair
//! that was never judged cannot be found, so this recall bounds every later one; judging all pairs
//! would make it 1, so it is read beside the pairs judged per article. Families are judged by one
//! of their articles: a judged pair covers every pair across its two families.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::agreement::{pairs, real, share};
use super::labels::Labels;

/// How many of the true pairs were judged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Coverage {
    /// Pairs that gold puts together, among the articles of the run.
    pub true_pairs: u64,
    /// Those of one copy family, or judged.
    pub covered: u64,
    /// Covered over all, 0 to 1; 1 when gold has no pair.
    pub recall: f64,
    /// Judged pairs over articles of the run; 0 for an empty run.
    pub judged_per_article: f64,
}

impl Coverage {
    /// Measures the judged pairs, named by the ids of their articles, against gold.
    pub fn of<'a>(
        gold: &Labels,
        families: &Labels,
        judged: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut linked: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut count = 0;
        for (a, b) in judged {
            count += 1;
            if let (Some(a), Some(b)) = (families.get(a), families.get(b)) {
                linked.insert((a.min(b), a.max(b)));
            }
        }
        let mut clusters: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for (id, cluster) in gold.iter() {
            if let Some(family) = families.get(id) {
                *clusters
                    .entry(cluster)
                    .or_default()
                    .entry(family)
                    .or_default() += 1;
            }
        }
        let (mut true_pairs, mut covered) = (0, 0);
        for families in clusters.into_values() {
            true_pairs += pairs(families.values().sum());
            let families: Vec<(&str, u64)> = families.into_iter().collect();
            for (i, (a, in_a)) in families.iter().enumerate() {
                covered += pairs(*in_a);
                for (b, in_b) in &families[i + 1..] {
                    if linked.contains(&(*a, *b)) {
                        covered += in_a * in_b;
                    }
                }
            }
        }
        Self {
            true_pairs,
            covered,
            recall: share(real(covered), real(true_pairs)),
            judged_per_article: real(count) / real((families.len() as u64).max(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Level;

    #[test]
    fn a_judged_pair_covers_the_copies_of_both_sides() {
        let gold = Labels::parse("a\tx\na2\tx\nb\tx\nc\tx\nd\ty\nlost\ty\n", Level::Event);
        let families = Labels::parse("a\t1\na2\t1\nb\t2\nc\t3\nd\t4\n", Level::Family);
        let coverage = Coverage::of(&gold, &families, [("b", "a2"), ("a", "d")]);
        // Six pairs of x: a-a2 (copies), a-b and a2-b (judged); a-c, a2-c, b-c were not.
        assert_eq!((coverage.true_pairs, coverage.covered), (6, 3));
        assert!((coverage.judged_per_article - 0.4).abs() < 1e-12);
        let none = Labels::default();
        assert!((Coverage::of(&none, &none, []).recall - 1.0).abs() < 1e-12);
    }
}
