//! Gold and found clusters, crossed: how many articles lie in each pair of clusters.
//!
//! In: two [`Labels`]. Out: [`Contingency`], over the articles that both label. Every agreement
//! measure is a function of it. Cost: linear in articles.

use std::collections::BTreeMap;

use super::labels::Labels;

/// Articles that lie in one gold and one found cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Index into [`Contingency::gold`].
    pub gold: usize,
    /// Index into [`Contingency::found`].
    pub found: usize,
    /// Articles in both; at least 1.
    pub articles: u64,
}

/// A cluster and its number of articles (those that both sides label).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its label.
    pub name: String,
    /// Articles that both sides label.
    pub articles: u64,
}

/// The cross table of two clusterings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contingency {
    /// Articles that both sides label.
    pub articles: u64,
    /// Non-empty cells, by (gold, found).
    pub cells: Vec<Cell>,
    /// Gold clusters, by name.
    pub gold: Vec<Cluster>,
    /// Found clusters, by name.
    pub found: Vec<Cluster>,
    /// Articles with a gold label that the result lacks; no measure counts them.
    pub only_gold: u64,
    /// Articles of the result without gold label; no measure counts them.
    pub only_found: u64,
}

impl Contingency {
    /// Crosses two clusterings.
    pub fn of(gold: &Labels, found: &Labels) -> Self {
        let mut table = Self::default();
        let mut crossed: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for (id, g) in gold.iter() {
            match found.get(id) {
                Some(f) => *crossed.entry((g, f)).or_default() += 1,
                None => table.only_gold += 1,
            }
        }
        let shared: u64 = crossed.values().sum();
        table.articles = shared;
        table.only_found = found.len() as u64 - shared;
        let gold_index = index(crossed.keys().map(|k| k.0));
        let found_index = index(crossed.keys().map(|k| k.1));
        table.gold = clusters(&gold_index);
        table.found = clusters(&found_index);
        for ((g, f), articles) in crossed {
            let cell = Cell {
                gold: gold_index[g],
                found: found_index[f],
                articles,
            };
            table.gold[cell.gold].articles += articles;
            table.found[cell.found].articles += articles;
            table.cells.push(cell);
        }
        table
    }

    /// Whether the two sides share no article.
    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }
}

fn index<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut index: BTreeMap<&str, usize> = names.map(|name| (name, 0)).collect();
    for (place, i) in index.values_mut().zip(0..) {
        *place = i;
    }
    index
}

fn clusters(index: &BTreeMap<&str, usize>) -> Vec<Cluster> {
    index
        .keys()
        .map(|name| Cluster {
            name: (*name).to_owned(),
            articles: 0,
        })
        .collect()
}
