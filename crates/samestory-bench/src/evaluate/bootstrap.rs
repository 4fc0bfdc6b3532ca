//! Confidence intervals by resampling gold clusters.
//!
//! In: a [`Contingency`]. Out: replicates of B-cubed and pairwise scores, and intervals from them.
//! Articles of one event share their fate, so events are drawn with replacement, never articles
//! (the cluster bootstrap: Davison and Hinkley 1997, section 3.8; Field and Welsh 2007). The found
//! clusters stay as they are: the interval says how the figure would vary with other events of the
//! same kind, not with another feed. Deterministic: draw i is XXH3 of the counter i.

use serde::Serialize;

use super::agreement::{Prf, pairs, real, share};
use super::contingency::Contingency;

/// Resamplings that published intervals rest on; their ends then vary by about a tenth of the width.
pub const DRAWS: usize = 1000;

/// A 95% confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The 2.5th percentile.
    pub low: f64,
    /// The 97.5th percentile.
    pub high: f64,
}

impl Interval {
    /// The middle 95% of replicates; `None` when there are none.
    pub fn of(replicates: &[f64]) -> Option<Self> {
        let mut sorted = replicates.to_vec();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().checked_sub(1)?;
        // Rounds inwards by less than one replicate.
        let cut = last / 40;
        Some(Self {
            low: sorted[cut],
            high: sorted[last - cut],
        })
    }
}

/// Scores over resampled gold clusters, in the order of the draws.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Replicates {
    /// B-cubed F1.
    pub b_cubed_f1: Vec<f64>,
    /// Pairwise F1.
    pub pairwise_f1: Vec<f64>,
}

impl Replicates {
    /// Scores of `draws` resamplings; empty when the table is.
    ///
    /// Give sets different seeds when their replicates are to be averaged.
    pub fn of(table: &Contingency, draws: usize, seed: u64) -> Self {
        let events = sums(table);
        let mut replicates = Self::default();
        if events.is_empty() {
            return replicates;
        }
        let mut counter = 0_u64;
        for _ in 0..draws {
            let mut total = Sums::default();
            for _ in 0..events.len() {
                total.add(&events[draw(counter, seed, events.len())]);
                counter += 1;
            }
            replicates.b_cubed_f1.push(total.b_cubed().f1);
            replicates.pairwise_f1.push(total.pairwise().f1);
        }
        replicates
    }
}

/// What one gold cluster adds to numerators and denominators.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    articles: f64,
    precision: f64,
    recall: f64,
    pairs_in_both: f64,
    pairs_in_gold: f64,
    /// A found pair across two gold clusters counts half in each.
    pairs_in_found: f64,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.precision += other.precision;
        self.recall += other.recall;
        self.pairs_in_both += other.pairs_in_both;
        self.pairs_in_gold += other.pairs_in_gold;
        self.pairs_in_found += other.pairs_in_found;
    }

    fn b_cubed(&self) -> Prf {
        Prf::new(self.precision / self.articles, self.recall / self.articles)
    }

    fn pairwise(&self) -> Prf {
        Prf::new(
            share(self.pairs_in_both, self.pairs_in_found),
            share(self.pairs_in_both, self.pairs_in_gold),
        )
    }
}

fn sums(table: &Contingency) -> Vec<Sums> {
    let mut sums: Vec<Sums> = table
        .gold
        .iter()
        .map(|cluster| Sums {
            articles: real(cluster.articles),
            pairs_in_gold: real(pairs(cluster.articles)),
            ..Sums::default()
        })
        .collect();
    for cell in &table.cells {
        let sum = &mut sums[cell.gold];
        let (shared, found) = (real(cell.articles), real(table.found[cell.found].articles));
        sum.precision += shared * shared / found;
        sum.recall += shared * shared / real(table.gold[cell.gold].articles);
        sum.pairs_in_both += real(pairs(cell.articles));
        sum.pairs_in_found += shared * (found - 1.0) / 2.0;
    }
    sums
}

/// An index below `len`: the counter's hash, scaled.
fn draw(counter: u64, seed: u64, len: usize) -> usize {
    let hash = xxhash_rust::xxh3::xxh3_64_with_seed(&counter.to_le_bytes(), seed);
    let scaled = (u128::from(hash) * len as u128) >> 64;
    usize::try_from(scaled).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Agreement, Labels};

    /// 60 events of three articles; every fourth event is torn, every tenth merged with the next.
    fn table() -> Contingency {
        let (mut gold, mut found) = (Vec::new(), Vec::new());
        for event in 0..60 {
            for article in 0..3 {
                let id = format!("{event}-{article}");
                gold.push((id.clone(), format!("g{event}")));
                let cluster = match (event % 4, event % 10) {
                    (0, _) => format!("f{event}-{}", article / 2),
                    (_, 1) => format!("f{}", event + 1),
                    _ => format!("f{event}"),
                };
                found.push((id, cluster));
            }
        }
        Contingency::of(
            &gold.into_iter().collect::<Labels>(),
            &found.into_iter().collect::<Labels>(),
        )
    }

    #[test]
    fn each_event_taken_once_gives_the_measure_itself() {
        let table = table();
        let mut total = Sums::default();
        for event in sums(&table) {
            total.add(&event);
        }
        let agreement = Agreement::of(&table).expect("articles");
        assert!((total.b_cubed().f1 - agreement.b_cubed.f1).abs() < 1e-12);
        assert!((total.pairwise().f1 - agreement.pairwise.f1).abs() < 1e-12);
    }

    #[test]
    fn the_interval_holds_the_measure_and_is_the_same_every_time() {
        let table = table();
        let measure = Agreement::of(&table).expect("articles").b_cubed.f1;
        let replicates = Replicates::of(&table, 1000, 7);
        let interval = Interval::of(&replicates.b_cubed_f1).expect("replicates");
        assert!(
            interval.low < measure && measure < interval.high,
            "{interval:?}"
        );
        assert!(interval.high - interval.low < 0.12, "{interval:?}");
        assert_eq!(replicates, Replicates::of(&table, 1000, 7));
        assert_ne!(replicates, Replicates::of(&table, 1000, 8));
    }

    #[test]
    fn perfect_clusters_have_no_width_and_nothing_has_no_interval() {
        let gold: Labels = [("a", "x"), ("b", "x"), ("c", "y")]
            .map(|(id, c)| (id.to_owned(), c.to_owned()))
            .into_iter()
            .collect();
        let replicates = Replicates::of(&Contingency::of(&gold, &gold), 50, 0);
        let interval = Interval::of(&replicates.pairwise_f1).expect("replicates");
        assert!(interval.low > 1.0 - 1e-12 && interval.high < 1.0 + 1e-12);
        assert_eq!(
            Replicates::of(&Contingency::default(), 50, 0),
            Replicates::default()
        );
        assert_eq!(Interval::of(&[]), None);
    }

    #[test]
    fn draws_spread_evenly() {
        let mut hits = [0; 10];
        for counter in 0..10_000 {
            hits[draw(counter, 1, 10)] += 1;
        }
        assert!(hits.iter().all(|&h| (900..1100).contains(&h)), "{hits:?}");
    }
}
