//! How well found clusters agree with gold clusters.
//!
//! In: a [`Contingency`]. Out: [`Agreement`]. Pairwise measures weigh a cluster by the square of
//! its size, so one large cluster can decide them; B-cubed weighs every article the same, and many
//! single articles raise it. Read both. Sources: Bagga and Baldwin 1998 (B-cubed), Hubert and
//! Arabie 1985 (adjusted Rand index), Rosenberg and Hirschberg 2007 (V-measure).

use serde::Serialize;

use super::contingency::{Cluster, Contingency};

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Prf {
    /// Share of what was found that is right; 1 when nothing was found.
    pub precision: f64,
    /// Share of what is right that was found; 1 when there is nothing to find.
    pub recall: f64,
    /// 2PR / (P + R); 0 when both are 0.
    pub f1: f64,
}

impl Prf {
    /// Adds the harmonic mean.
    pub fn new(precision: f64, recall: f64) -> Self {
        Self {
            precision,
            recall,
            f1: harmonic(precision, recall),
        }
    }
}

/// Every measure of agreement between found and gold clusters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Articles that both sides label; nothing else is measured.
    pub articles: u64,
    /// Articles with a gold label that the result lacks.
    pub only_gold: u64,
    /// Articles of the result without gold label.
    pub only_found: u64,
    /// Gold clusters.
    pub gold_clusters: usize,
    /// Found clusters.
    pub found_clusters: usize,
    /// Over pairs of articles.
    pub pairwise: Prf,
    /// Over articles: each one's precision and recall within its clusters, averaged.
    pub b_cubed: Prf,
    /// Rand index corrected for chance: 1 for the same clusters, around 0 for random ones, may be
    /// negative.
    pub adjusted_rand: f64,
    /// 1 when every found cluster holds articles of one gold cluster only.
    pub homogeneity: f64,
    /// 1 when every gold cluster lies within one found cluster.
    pub completeness: f64,
    /// Harmonic mean of homogeneity and completeness; high by itself when clusters are many and
    /// small.
    pub v_measure: f64,
}

impl Agreement {
    /// Measures a cross table; `None` when the two sides share no article.
    pub fn of(table: &Contingency) -> Option<Self> {
        if table.is_empty() {
            return None;
        }
        let n = real(table.articles);
        let (homogeneity, completeness) = entropy_shares(table, n);
        Some(Self {
            articles: table.articles,
            only_gold: table.only_gold,
            only_found: table.only_found,
            gold_clusters: table.gold.len(),
            found_clusters: table.found.len(),
            pairwise: pairwise(table),
            b_cubed: b_cubed(table, n),
            adjusted_rand: adjusted_rand(table),
            homogeneity,
            completeness,
            v_measure: harmonic(homogeneity, completeness),
        })
    }
}

/// A count as a real number; exact below 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles and pairs lie far below 2^53"
)]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}

/// Number of pairs among so many articles.
pub(super) fn pairs(articles: u64) -> u64 {
    articles * articles.saturating_sub(1) / 2
}

/// a / b, or 1 when b is 0.
pub(super) fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 1.0 } else { part / whole }
}

/// 2ab / (a + b), or 0 when both are 0.
pub(super) fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 {
        0.0
    } else {
        2.0 * a * b / (a + b)
    }
}

fn pairs_in(clusters: &[Cluster]) -> u64 {
    clusters.iter().map(|c| pairs(c.articles)).sum()
}

fn pairs_in_both(table: &Contingency) -> u64 {
    table.cells.iter().map(|c| pairs(c.articles)).sum()
}

fn pairwise(table: &Contingency) -> Prf {
    let both = real(pairs_in_both(table));
    Prf::new(
        share(both, real(pairs_in(&table.found))),
        share(both, real(pairs_in(&table.gold))),
    )
}

fn b_cubed(table: &Contingency, n: f64) -> Prf {
    let (mut precision, mut recall) = (0.0, 0.0);
    for cell in &table.cells {
        let square = real(cell.articles).powi(2);
        precision += square / real(table.found[cell.found].articles);
        recall += square / real(table.gold[cell.gold].articles);
    }
    Prf::new(precision / n, recall / n)
}

fn adjusted_rand(table: &Contingency) -> f64 {
    let (gold, found) = (real(pairs_in(&table.gold)), real(pairs_in(&table.found)));
    let all = real(pairs(table.articles));
    let expected = if all == 0.0 { 0.0 } else { gold * found / all };
    let most = f64::midpoint(gold, found);
    // Both one cluster, or both all single: the same clusters, and nothing to correct.
    share(real(pairs_in_both(table)) - expected, most - expected)
}

/// Homogeneity and completeness: mutual information over the entropy of either side.
fn entropy_shares(table: &Contingency, n: f64) -> (f64, f64) {
    let entropy = |counts: &mut dyn Iterator<Item = u64>| -> f64 {
        counts
            .map(|count| real(count) / n)
            .map(|p| -p * p.ln())
            .sum()
    };
    let gold = entropy(&mut table.gold.iter().map(|c| c.articles));
    let found = entropy(&mut table.found.iter().map(|c| c.articles));
    let both = entropy(&mut table.cells.iter().map(|c| c.articles));
    let shared = gold + found - both;
    (share(shared, gold), share(shared, found))
}

#[cfg(test)]
mod tests;
