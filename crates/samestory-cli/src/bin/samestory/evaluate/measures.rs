//! What is measured of one result.

use samestory_bench::evaluate::Level;
use samestory_bench::evaluate::calibration::Reliability;
use samestory_bench::evaluate::clusters::ClusterMeasures;
use samestory_bench::evaluate::coverage::Coverage;
use samestory_bench::evaluate::questions::Questions;
use serde::Serialize;

/// Everything that is known about a result; what `--json` prints.
#[derive(Debug, Serialize)]
pub(super) struct Measures {
    pub(super) level: Level,
    #[serde(flatten)]
    pub(super) clusters: ClusterMeasures,
    /// Of the judged pairs' scores; none without pairs or at the level of families.
    pub(super) pair_calibration: Option<Reliability>,
    /// Of the memberships' scores; none for a TSV or at the level of families.
    pub(super) membership_calibration: Option<Reliability>,
    /// Of the true pairs by the listed ones, which are the strongest of those judged; none as for
    /// `pair_calibration`.
    pub(super) coverage: Option<Coverage>,
    /// Whether the report asks about the false merges; none unless asked for.
    pub(super) questions: Option<Questions>,
    /// Lines that could not be read, each with its file, number and repair.
    pub(super) rejected: Vec<String>,
}
