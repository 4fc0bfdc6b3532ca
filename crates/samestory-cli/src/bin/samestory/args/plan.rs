//! Arguments of `plan`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Arguments of `plan`.
#[derive(Debug, Clone, Args)]
pub(crate) struct PlanArgs {
    /// Resemblance from which copies must be found [default: 0.5]
    #[arg(long, value_name = "T")]
    pub(crate) threshold: Option<f64>,
    /// Probability with which a pair at the threshold must be found [default: 0.999]
    #[arg(long, value_name = "R")]
    pub(crate) recall: Option<f64>,
    /// How many articles the feed has
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(crate) articles: u32,
    /// Draw the curve into this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) svg: Option<PathBuf>,
}
