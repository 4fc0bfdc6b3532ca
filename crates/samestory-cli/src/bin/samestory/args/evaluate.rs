//! Arguments of `evaluate`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use samestory_bench::evaluate::Level;

/// Arguments of `evaluate`.
#[derive(Debug, Args)]
#[command(after_help = EVALUATE_EXAMPLES)]
pub(crate) struct EvaluateArgs {
    /// Result to measure: an output folder, memberships.jsonl, or a TSV of id and cluster
    #[arg(value_name = "MEMBERSHIPS", value_hint = ValueHint::AnyPath, required_unless_present = "suite", requires = "gold")]
    pub(crate) memberships: Option<PathBuf>,
    /// Gold labels: a TSV of id and cluster, or a corrections.jsonl, whose verdicts are gold pairs
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "memberships")]
    pub(crate) gold: Option<PathBuf>,
    /// Which clusters the gold labels name
    #[arg(long, default_value = "event")]
    pub(crate) level: GoldLevelArg,
    /// Judged pairs, to measure their scores as probabilities [default: pairs.jsonl of an output folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "gold")]
    pub(crate) pairs: Option<PathBuf>,
    /// Write a reliability plot of the pairs' scores here, as SVG
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "gold")]
    pub(crate) plot: Option<PathBuf>,
    /// Also say how many false merges the first N questions of the report ask about; needs an output folder
    #[arg(long, value_name = "N", requires = "gold")]
    pub(crate) questions: Option<usize>,
    /// How many of the worst clusters to list
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) worst: usize,
    /// Print one JSON object instead of tables
    #[arg(long)]
    pub(crate) json: bool,
    /// Fail at the first bad line of the labels, pairs or memberships
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) suite: SuiteArgs,
}

/// Arguments of `evaluate --suite`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Suite")]
pub(crate) struct SuiteArgs {
    /// Run the whole pipeline on every set of this folder (folders with articles.jsonl and
    /// events.gold.tsv, storylines.gold.tsv, pairs.tsv or jaccard3-0.5.tsv) and measure it
    #[arg(long = "suite", id = "suite", value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = ["memberships", "gold", "pairs"])]
    pub(crate) folder: Option<PathBuf>,
    /// Write the report here instead of to stdout; reliability plots go to images/ beside it
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = super::output::file(), requires = "suite")]
    pub(crate) output: Option<PathBuf>,
    /// Figures to beat, as TSV: set, B-cubed F1, pairwise F1 [default: those of the project]
    #[arg(long, value_name = "TSV", value_hint = ValueHint::FilePath, requires = "suite")]
    pub(crate) floors: Option<PathBuf>,
    /// Settings instead of the defaults, from a TOML file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "suite")]
    pub(crate) config: Option<PathBuf>,
    /// Threads to use, four a core at most; the result is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}

const EVALUATE_EXAMPLES: &str = "\
Examples:
  samestory evaluate --gold events.gold.tsv out
  samestory evaluate --gold families.gold.tsv --level family memberships.jsonl --json
  samestory evaluate --gold corrections.jsonl out
  samestory evaluate --gold events.gold.tsv --questions 50 out
  samestory evaluate --suite sets -o docs/quality.md

Exit codes: 0 done, 1 failed, 2 usage, 3 done but lines were rejected.";

argument_enum! {
    /// Argument for the level of gold labels.
    GoldLevelArg for Level {
        /// Copy families
        Family,
        /// Events
        Event,
        /// Storylines
        Storyline
    }
}
