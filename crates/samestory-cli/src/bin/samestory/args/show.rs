//! Arguments of `show`.

use clap::{Args, ValueEnum};

use super::{InputArgs, SettingsArgs};

/// Arguments of `show`.
#[derive(Debug, Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub(crate) struct ShowArgs {
    /// Which stage
    #[arg(long)]
    pub(crate) stage: StageArg,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

/// A stage that `show` can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageArg {
    /// Folded title and text, publication date, page furniture left out
    Normalise,
    /// Words with their place, section and term
    Tokens,
    /// Dates, names, places, numbers, offices, quotations and slots with their values
    Anchors,
    /// Distinct shingle hashes
    Shingles,
    /// Slots that stand for the shingles when candidates are sought
    Sketch,
    /// Terms of title and lead with their weight in the feed
    Terms,
}

const SHOW_EXAMPLES: &str = "\
Examples:
  samestory show --stage anchors feed.jsonl
  samestory show --stage normalise article.txt | jq -r .text

One JSON object an article goes to stdout.";
