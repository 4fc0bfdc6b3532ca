//! Arguments of `explain`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// An article, event, storyline or family; or several articles, to explain what lies between
    /// each two of them
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    /// Output folder of `samestory cluster`
    #[arg(long, value_name = "DIR", default_value = "out", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// Print one JSON object a line instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  samestory explain article-7
  samestory explain article-7 article-9 --dir results
  samestory explain e-1f9a6c02d3b74e58 --json";
