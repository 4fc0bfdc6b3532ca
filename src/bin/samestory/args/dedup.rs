//! Arguments of `dedup`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use samestory::write::By;

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
    /// Write the articles that stay to this file instead of to stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Write a line of JSON for each article that is left out: in favour of which other, and why
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) removed: Option<PathBuf>,
    /// Write records that cannot be read to this file instead of passing them on
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
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
  samestory dedup texts/ | xargs cat

JSONL and CSV records pass byte for byte. Of a folder of texts the names of the files that stay
are printed. A record that cannot be read passes on unless --rejects names a place for it.

Exit codes: 0 done, 1 failed, 2 usage, 3 done but records could not be read.";
