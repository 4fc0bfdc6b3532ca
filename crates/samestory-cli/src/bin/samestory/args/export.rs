//! Arguments of `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct ExportArgs {
    /// What to export
    pub(crate) what: ExportArg,
    /// Output folder of `samestory cluster`
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// Format [default: csv for memberships, events and pairs, rss for leads, markdown for summary]
    #[arg(short, long)]
    pub(crate) format: Option<ExportFormat>,
    /// Write to this file, whole or not at all; without it the result goes to stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = super::output::file())]
    pub(crate) output: Option<PathBuf>,
    /// Leave CSV cells as they are; without it one that a spreadsheet would run as a formula (it
    /// begins with =, +, -, @, tab or line break) gets a ' in front
    #[arg(long)]
    pub(crate) raw: bool,
    /// Title of the feed
    #[arg(long, value_name = "TITLE")]
    pub(crate) title: Option<String>,
    /// Address of the site that the feed belongs to
    #[arg(long, value_name = "URL")]
    pub(crate) link: Option<String>,
    /// Most items of the feed [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) items: Option<usize>,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportArg {
    /// One row an article: csv, parquet
    Memberships,
    /// One row an event: csv, parquet; an item of a feed: rss, atom, json-feed; or one ninjs item an
    /// article: ninjs
    Events,
    /// One row a judged pair: csv, parquet
    Pairs,
    /// Events as a feed, told by their lead articles: rss, atom, json-feed
    Leads,
    /// The report in the length of a chat message: markdown
    Summary,
}

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Csv,
    Parquet,
    Ninjs,
    Rss,
    Atom,
    JsonFeed,
    Markdown,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  samestory export events out -o events.csv
  samestory export pairs out --format parquet -o pairs.parquet
  samestory export events out --format ninjs
  samestory export events out --format atom -o events.xml
  samestory export leads out --title 'Morning list' -o leads.xml
  samestory export summary out";
