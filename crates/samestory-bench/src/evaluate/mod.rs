//! Measures a result against gold labels: clusters, scores and candidates.
//!
//! In: labels (who belongs together, found and gold), judged pairs with their scores. Out: numbers
//! with their confidence intervals, and plots. Pure: texts in, values out; the program reads and
//! writes the files.
//!
//! - [`labels`]: cluster labels from TSV or `memberships.jsonl`
//! - [`contingency`]: gold and found clusters, crossed
//! - [`agreement`]: pairwise and B-cubed precision, recall and F1, ARI, V-measure
//! - [`bootstrap`]: confidence intervals by resampling gold clusters
//! - [`worst`]: the clusters that cost most
//! - [`clusters`]: the four above together
//! - [`calibration`]: whether scores are probabilities
//! - [`calibrate`]: the two-parameter map that makes them so
//! - [`left_out`]: calibration fitted on the other sets
//! - [`coverage`]: whether the true pairs were judged at all
//! - [`pairs`], [`memberships`]: judged pairs and memberships beside the truth
//! - [`verdicts`], [`overlaps`]: labelled pairs: same event or not, exact resemblance
//! - [`questions`]: whether a person is asked about false merges
//! - [`plot`]: a reliability plot as SVG
//! - [`suite`], [`floors`], [`quality`]: all of it on many sets, and the report on them

pub mod agreement;
pub mod bootstrap;
pub mod calibrate;
pub mod calibration;
pub mod clusters;
pub mod contingency;
pub mod corrected;
pub mod coverage;
pub mod floors;
pub mod labels;
pub mod left_out;
pub mod memberships;
pub mod overlaps;
pub mod pairs;
pub mod plot;
pub mod quality;
pub mod questions;
pub mod suite;
pub mod verdicts;
pub mod worst;

pub use agreement::{Agreement, Prf};
pub use contingency::Contingency;
pub use labels::{Labels, Level};
