//! Arguments of `dedup`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use samestory_cli::write::{Among, By};

use super::{InputArgs, SettingsArgs};

/// Arguments of `dedup`.
#[derive(Debug, Args)]
#[command(after_help = DEDUP_EXAMPLES)]
pub(crate) struct DedupArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What counts as a repetition
    #[arg(long, default_value = "family", help_heading = "Output")]
    pub(crate) by: ByArg,
    /// Count only repetitions of an article of the same outlet; articles without a source stay
    #[arg(
        long,
        value_name = "WHAT",
        conflicts_with = "across",
        help_heading = "Output"
    )]
    pub(crate) within: Option<BoundArg>,
    /// Count only repetitions of an article of another outlet; articles without a source stay
    #[arg(long, value_name = "WHAT", help_heading = "Output")]
    pub(crate) across: Option<BoundArg>,
    /// Leave out, too, what repeats an article of this feed, which itself is not passed on: a file,
    /// a folder, or `-`; may be repeated
    #[arg(long, value_name = "OLD", value_hint = ValueHint::AnyPath, help_heading = "Output")]
    pub(crate) against: Vec<PathBuf>,
    /// Pass every record on, those that would be left out with this further field, which tells the
    /// kept article, the relation and the score; no record may have the field already
    #[arg(long, value_name = "FIELD", help_heading = "Output")]
    pub(crate) mark: Option<String>,
    /// Write no records but the names of the files of which something stays, each with a NUL byte
    /// behind it, for `xargs -0`; the files may be of different formats
    #[arg(long, conflicts_with_all = ["mark", "rejects"], help_heading = "Output")]
    pub(crate) list0: bool,
    /// Write the articles that stay to this file instead of to stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = super::output::file(), help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Write a line of JSON for each article that is left out: in favour of which other, and why
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = super::output::file(), help_heading = "Output")]
    pub(crate) removed: Option<PathBuf>,
    /// Write records that cannot be read to this file instead of passing them on
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

/// What bounds the articles that may repeat one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BoundArg {
    /// The outlet, as the record names it
    Source,
}

impl DedupArgs {
    /// Between which outlets a repetition counts.
    pub(crate) fn among(&self) -> Among {
        match (self.within, self.across) {
            (Some(BoundArg::Source), _) => Among::OneSource,
            (None, Some(BoundArg::Source)) => Among::OtherSources,
            (None, None) => Among::All,
        }
    }
}

argument_enum! {
    /// Argument for what `dedup` leaves out.
    ByArg for By {
        /// Copies of a text: every text of the feed stays
        Family,
        /// Reports of an event, however worded: one article an event stays
        Event
    }
}

const DEDUP_EXAMPLES: &str = "\
Examples:
  samestory dedup feed.jsonl --removed removed.jsonl > fresh.jsonl
  zcat feed.jsonl.gz | samestory dedup - --keep longest | next-tool
  samestory dedup today.jsonl --against yesterday.jsonl --against archive/ > news.jsonl
  samestory dedup feed.csv --mark copy_of --across source > marked.csv
  samestory dedup pages/ --list0 | xargs -0 cp -t fresh/

JSONL and CSV records pass byte for byte. Of a folder of texts the names of the files that stay
are printed. A record that cannot be read passes on unless --rejects names a place for it.

Exit codes: 0 done, 1 failed, 2 usage, 3 done but records could not be read.";
