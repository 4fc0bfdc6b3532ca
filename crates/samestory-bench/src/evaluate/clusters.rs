//! Everything about one clustering against gold labels.

use serde::Serialize;

use super::agreement::Agreement;
use super::bootstrap::{DRAWS, Interval, Replicates};
use super::contingency::Contingency;
use super::labels::Labels;
use super::worst::Faults;

/// How well found clusters agree with gold, how sure that is, and where they do not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClusterMeasures {
    /// Every measure of agreement.
    pub agreement: Agreement,
    /// 95% interval of the B-cubed F1, by resampling gold clusters.
    pub b_cubed_f1_interval: Option<Interval>,
    /// 95% interval of the pairwise F1, likewise.
    pub pairwise_f1_interval: Option<Interval>,
    /// The clusters that cost most.
    pub worst: Faults,
    /// What the intervals are made from.
    #[serde(skip)]
    pub replicates: Replicates,
}

impl ClusterMeasures {
    /// Measures `found` against `gold`; `None` when they share no article.
    ///
    /// `seed` draws the resamplings; `worst` bounds each list of clusters.
    pub fn of(gold: &Labels, found: &Labels, seed: u64, worst: usize) -> Option<Self> {
        let table = Contingency::of(gold, found);
        let agreement = Agreement::of(&table)?;
        let replicates = Replicates::of(&table, DRAWS, seed);
        Some(Self {
            agreement,
            b_cubed_f1_interval: Interval::of(&replicates.b_cubed_f1),
            pairwise_f1_interval: Interval::of(&replicates.pairwise_f1),
            worst: Faults::of(&table, worst),
            replicates,
        })
    }
}
