//! Arguments of `bench`.

use clap::Args;

/// Arguments of `bench`.
#[derive(Debug, Clone, Args)]
pub(crate) struct BenchArgs {
    /// Recall by edit type: insertions, cuts, replaced words, other headlines, misread letters
    #[arg(long, required = true)]
    pub(crate) edits: bool,
    /// How many articles to generate
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) articles: usize,
    /// Seed of the generated articles
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Threads to use; the result is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}
