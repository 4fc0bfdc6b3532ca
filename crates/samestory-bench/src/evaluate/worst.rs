//! The clusters that cost most: where to look first.
//!
//! In: a [`Contingency`]. Out: found clusters that mix gold clusters and gold clusters that are
//! scattered, by the number of wrong or missing pairs, worst first.

use serde::Serialize;

use super::agreement::pairs;
use super::contingency::{Cell, Cluster, Contingency};

/// A cluster of one side and the clusters of the other side that share its articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The cluster's label.
    pub cluster: String,
    /// Its articles (those that both sides label).
    pub articles: u64,
    /// Pairs of its articles that the other side parts.
    pub pairs: u64,
    /// Labels on the other side and how many of its articles each holds, largest first.
    pub parts: Vec<(String, u64)>,
}

/// Clusters at fault, each list worst first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// Found clusters that put together what gold parts (false merges).
    pub merged: Vec<Fault>,
    /// Gold clusters that the result parts (misses).
    pub scattered: Vec<Fault>,
}

impl Faults {
    /// The worst clusters of either kind, at most `most` of each.
    pub fn of(table: &Contingency, most: usize) -> Self {
        Self {
            merged: faults(table, most, &table.found, &table.gold, |c| {
                (c.found, c.gold)
            }),
            scattered: faults(table, most, &table.gold, &table.found, |c| {
                (c.gold, c.found)
            }),
        }
    }
}

fn faults(
    table: &Contingency,
    most: usize,
    clusters: &[Cluster],
    others: &[Cluster],
    sides: impl Fn(&Cell) -> (usize, usize),
) -> Vec<Fault> {
    let mut all: Vec<Fault> = clusters
        .iter()
        .map(|cluster| Fault {
            cluster: cluster.name.clone(),
            articles: cluster.articles,
            pairs: pairs(cluster.articles),
            parts: Vec::new(),
        })
        .collect();
    for cell in &table.cells {
        let (own, other) = sides(cell);
        all[own].pairs -= pairs(cell.articles);
        all[own]
            .parts
            .push((others[other].name.clone(), cell.articles));
    }
    all.retain(|fault| fault.pairs > 0);
    all.sort_by(|a, b| {
        b.pairs
            .cmp(&a.pairs)
            .then_with(|| a.cluster.cmp(&b.cluster))
    });
    all.truncate(most);
    for fault in &mut all {
        fault
            .parts
            .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Labels, Level};

    #[test]
    fn the_costliest_cluster_comes_first_and_names_its_parts() {
        let gold = Labels::parse("a\tx\nb\tx\nc\tx\nd\ty\ne\tz\nf\tz\n", Level::Event);
        let found = Labels::parse("a\t1\nb\t1\nc\t1\nd\t1\ne\t2\nf\t3\n", Level::Event);
        let faults = Faults::of(&Contingency::of(&gold, &found), 5);
        assert_eq!(faults.merged.len(), 1);
        assert_eq!(faults.merged[0].cluster, "1");
        assert_eq!(faults.merged[0].pairs, 3);
        assert_eq!(faults.merged[0].parts, [("x".into(), 3), ("y".into(), 1)]);
        assert_eq!(faults.scattered.len(), 1);
        assert_eq!(faults.scattered[0].cluster, "z");
        assert_eq!(
            Faults::of(&Contingency::of(&gold, &gold), 5),
            Faults::default()
        );
    }
}
