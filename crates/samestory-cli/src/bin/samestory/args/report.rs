//! Arguments of `report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use samestory_cli::write::ReportLang;

/// Arguments of `report`.
#[derive(Debug, Args)]
#[command(after_help = REPORT_EXAMPLES)]
pub(crate) struct ReportArgs {
    /// Output folder of `samestory cluster`
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// What to make of it
    #[arg(short, long, value_enum, default_value_t = ReportFormat::Html)]
    pub(crate) format: ReportFormat,
    /// Write it here [default: report.html in DIR for html, or pages in DIR/report; stdout for
    /// the others]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = super::output::file())]
    pub(crate) output: Option<PathBuf>,
    /// Outlets and their owners, `outlet TAB owner` a line; outlets of one owner count once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) owners: Option<PathBuf>,
    /// Language of the report; articles stay in theirs [default: that of the run]
    #[arg(long, value_name = "LANG")]
    pub(crate) report_lang: Option<ReportLangArg>,
    /// Most megabytes of one page; texts are cut to fit, and what does not fit then becomes a folder
    /// `report` of pages by day
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(u16).range(2..=500))]
    pub(crate) max_megabytes: u16,
}

argument_enum! {
    /// Argument for [`ReportLang`].
    ReportLangArg for ReportLang {
        /// English
        En,
        /// German
        De,
        /// French
        Fr,
        /// Spanish
        Es,
        /// Russian
        Ru,
        /// Chinese
        Zh
    }
}

/// A format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// The page for the editor, with everything
    Html,
    /// The day's edition as Markdown, for a mail
    Md,
    /// The day's edition as a page for paper: at most ten pages of A4 when printed
    PdfReady,
}

const REPORT_EXAMPLES: &str = "\
Examples:
  samestory report out
  samestory report out --format pdf-ready -o edition.html
  samestory report out --report-lang de
  samestory report out -o today.html --owners owners.tsv";
