//! Arguments of `cluster`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use samestory::config::Pairs;

use super::report::ReportLangArg;
use super::{InputArgs, SettingsArgs, When};

/// Arguments of `cluster`.
#[derive(Debug, Args)]
#[command(after_help = CLUSTER_EXAMPLES)]
pub(crate) struct ClusterArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Write every result into this folder, all or nothing; without it memberships go to stdout
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Write the editors' report, too; `auto` does for up to 200,000 articles
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Output"
    )]
    pub(crate) report: When,
    /// Language of the report; articles stay in theirs
    #[arg(
        long,
        value_name = "LANG",
        default_value = "en",
        help_heading = "Output"
    )]
    pub(crate) report_lang: ReportLangArg,
    /// Which of the judged pairs pairs.jsonl holds [default: near]
    #[arg(long, value_name = "WHICH", help_heading = "Output")]
    pub(crate) pairs: Option<PairsArg>,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

argument_enum! {
    /// Argument for [`Pairs`].
    PairsArg for Pairs {
        /// Copies, and articles that share an event or a storyline
        Tied,
        /// And those that nearly were tied
        Near,
        /// Every one: some forty an article, most of them unrelated
        All,
        /// None; reasons are then missing from the report, too
        None
    }
}

const CLUSTER_EXAMPLES: &str = "\
Examples:
  samestory cluster feed.jsonl -o out
  zcat feed.jsonl.gz | samestory cluster - | head
  samestory cluster articles/ --window 72h --level copies

Exit codes: 0 done, 1 failed, 2 usage, 3 done but records were rejected.";
