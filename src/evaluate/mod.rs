//! Measures a result against gold labels: clusters, scores and candidates.
//!
//! In: labels (who belongs together, found and gold), judged pairs with their scores. Out: numbers
//! with their confidence intervals, and plots. Pure: texts in, values out; the program reads and
//! writes the files.
//!
//! - [`labels`]: cluster labels from TSV or `memberships.jsonl`
//! - [`contingency`]: gold and found clusters, crossed
//! - [`agreement`]: pairwise and B-cubed precision, recall and F1, ARI, V-measure
//! - [`worst`]: the clusters that cost most

pub mod agreement;
pub mod contingency;
pub mod labels;
pub mod worst;

pub use agreement::{Agreement, Prf};
pub use contingency::Contingency;
pub use labels::{Labels, Level};
