//! Arguments of `report`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Arguments of `report`.
#[derive(Debug, Args)]
#[command(after_help = REPORT_EXAMPLES)]
pub(crate) struct ReportArgs {
    /// Output folder of `samestory cluster`
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// Write the page here [default: report.html in DIR]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Outlets and their owners, `outlet TAB owner` a line; outlets of one owner count once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) owners: Option<PathBuf>,
    /// Most megabytes of the page; texts are cut to fit
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u16).range(2..=500))]
    pub(crate) max_megabytes: u16,
}

const REPORT_EXAMPLES: &str = "\
Examples:
  samestory report out
  samestory report out -o today.html --owners owners.tsv";
