//! Arguments of `bench`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Arguments of `bench`.
#[derive(Debug, Clone, Args)]
pub(crate) struct BenchArgs {
    /// Recall by edit type: insertions, cuts, replaced words, other headlines, misread letters
    #[arg(long, required_unless_present_any = ["scale", "worst"])]
    pub(crate) edits: bool,
    /// Time, peak memory and how they grow, of the whole job at each of these numbers of articles
    #[arg(long, value_name = "N,...", value_delimiter = ',')]
    pub(crate) scale: Vec<usize>,
    /// Time and memory of the whole job on inputs made to break it, case by case, and how they grow
    /// while the size is doubled; exit code 1 where they grow faster than n log n [default: all]
    #[arg(long, value_name = "CASE,...", value_delimiter = ',', num_args = 0..)]
    pub(crate) worst: Option<Vec<String>>,
    /// How often --worst doubles the size
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub(crate) doublings: u8,
    /// How many times the usual size --worst starts from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) times: usize,
    /// Folder for the articles and results of --scale and --worst, which are removed again;
    /// 100,000 articles take about 2 GB [default: the system's temporary folder]
    #[arg(long = "in", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) room: Option<PathBuf>,
    /// How many articles --edits generates
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) articles: usize,
    /// Seed of the generated articles
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Threads to use, four a core at most; the result is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}
