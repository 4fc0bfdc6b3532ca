//! Arguments of `generate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Arguments of `generate`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct GenerateArgs {
    /// How many articles
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub(crate) articles: usize,
    /// Seed of everything; the same options give the same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// First day [default: 2024-03-01]
    #[arg(long, value_name = "DAY")]
    pub(crate) start: Option<samestory::Day>,
    /// How many days the feed spans
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) days: u32,
    /// About how many words an article has
    #[arg(long, value_name = "N", default_value_t = 400)]
    pub(crate) words: usize,
    /// A feed, or articles made to try one weakness
    #[arg(long, value_enum, default_value_t = SetArg::Feed)]
    pub(crate) set: SetArg,
    /// Write the articles to this file instead of stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = super::output::file())]
    pub(crate) output: Option<PathBuf>,
    /// Write what is true of them to this folder: families.gold.tsv, events.gold.tsv,
    /// storylines.gold.tsv, and origins.tsv (which was made from which); with the articles there
    /// as articles.jsonl, it is a set for `evaluate --suite`
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) gold: Option<PathBuf>,
}

/// What `generate` can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SetArg {
    /// A feed: singles, reports of events, storylines, copies, templates
    Feed,
    /// Each article shares 0.8 of its shingles with the next
    Chain,
    /// Unrelated articles of one outlet under one footer of 60 words
    Footer,
    /// The same article again and again
    Identical,
    /// Otherwise unrelated articles with one long passage in common
    Hot,
}

const EXAMPLES: &str = "\
Examples:
  samestory generate --articles 10000 -o feed.jsonl
  samestory generate --gold sets/news -o sets/news/articles.jsonl
  samestory evaluate --suite sets";
