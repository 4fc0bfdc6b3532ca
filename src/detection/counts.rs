//! How a run went: what was counted, chosen and capped.

use serde::{Deserialize, Serialize};

use crate::corrections::{Contradiction, Unmatched};

/// What a run counted, chose and capped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles read.
    pub articles: usize,
    /// Articles without any word.
    pub empty: usize,
    /// Articles with too few words to judge by.
    pub short: usize,
    /// Articles in a family without being its lead.
    pub copies: usize,
    /// Families of two or more.
    pub families: usize,
    /// Events.
    pub events: usize,
    /// Events of one family.
    pub single_events: usize,
    /// Storylines.
    pub storylines: usize,
    /// Pairs that met in a band or a containment key.
    pub copy_candidates: usize,
    /// Pairs of families that met in an event key.
    pub event_candidates: usize,
    /// What became of the judged pairs as records.
    #[serde(default)]
    pub pairs: PairCounts,
    /// Candidate work left out by a cap, per reason; empty when nothing was capped.
    pub capped: Vec<Capped>,
    /// Names of `prefer` that are the source of no article.
    #[serde(default)]
    pub unknown_preferred: Vec<String>,
    /// Bands and rows chosen, with what they promise.
    pub bands: Option<BandPlan>,
    /// What became of the corrections that were given.
    #[serde(default)]
    pub corrections: CorrectionOutcome,
}

/// How many pairs were compared or judged, and how many of them are recorded. All is zero where nobody
/// asked for pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairCounts {
    /// Pairs that were compared or judged.
    pub judged: u64,
    /// Those of them that are recorded.
    pub recorded: u64,
    /// Those that are recorded with their reasons.
    pub explained: u64,
    /// Those that the settings ask for, left out because their articles have so many.
    pub beyond_cap: u64,
}

/// What became of the corrections of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionOutcome {
    /// Verdicts given.
    pub given: usize,
    /// Verdicts that name articles which the run does not have.
    pub unmatched: Vec<Unmatched>,
    /// Verdicts left out because others say otherwise, with the chain that says so.
    pub contradictions: Vec<Contradiction>,
}

/// Work that a stated cap left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capped {
    /// Which cap.
    pub cap: String,
    /// How many keys it hit.
    pub keys: usize,
    /// How many pairs it left out.
    pub pairs: u64,
}

/// Bands and rows, and the candidate probability that they promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandPlan {
    /// Number of bands.
    pub bands: usize,
    /// Slots per band.
    pub rows: usize,
    /// Resemblance the plan was made for.
    pub threshold: f64,
    /// Probability asked for at the threshold.
    pub target_recall: f64,
    /// Predicted probability, as (resemblance, probability that such a pair becomes a candidate).
    pub curve: Vec<(f64, f64)>,
    /// Share of a sample's exact pairs at or above the threshold that were candidates.
    pub measured_recall: Option<f64>,
    /// Exact pairs in that sample.
    pub measured_pairs: usize,
}
