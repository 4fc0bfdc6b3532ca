//! Arguments of `compare`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{ReadingArgs, SettingsArgs};

/// Arguments of `compare`.
#[derive(Debug, Args)]
#[command(after_help = COMPARE_EXAMPLES)]
pub(crate) struct CompareArgs {
    /// File of one article; with --in, the id of one
    #[arg(value_name = "A", value_hint = ValueHint::FilePath)]
    pub(crate) a: String,
    /// The other one
    #[arg(value_name = "B", value_hint = ValueHint::FilePath)]
    pub(crate) b: String,
    /// Feed or output folder that holds both articles; may be repeated
    #[arg(long = "in", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  samestory compare monday.txt tuesday.txt
  samestory compare article-7 article-9 --in feed.jsonl --json
  samestory compare article-7 article-9 --in out

The two are compared alone: what is usual in a feed is not known, so scores may differ from those of
a run, which `samestory explain` tells.";
