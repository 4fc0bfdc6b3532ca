//! Writes what a run found, one file per format.

mod csv;
mod dedup;
mod feeds;
mod lines;
mod ninjs;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod report;
mod schema;
mod table;

use samestory::detection::Detection;
use samestory::run::{RunRecord, StoredArticle};

pub use csv::{Cells, csv};
pub use dedup::{Among, By, Removal, Rule, add_round, removals};
pub use feeds::{FeedOptions, atom, json_feed, rss};
pub use lines::lines;
pub use ninjs::ninjs;
pub use output::{LineFile, NewFile, OutputFolder, complete, discard, replace, resolve};
#[cfg(feature = "parquet")]
pub use parquet::parquet;
pub use report::{
    Doubted, Length, Owners, ReportFile, ReportLang, ReportOptions, doubted, markdown, pages,
    report, report_pair, report_text_chars,
};
pub use schema::{SCHEMAS, Schema};
pub use table::{Column, Table, Values};

/// The records of a run, as they are shown and exported.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    /// How the run went.
    pub run: &'a RunRecord,
    /// What it found.
    pub detection: &'a Detection,
    /// The articles, input order; aligned with the memberships.
    pub articles: &'a [StoredArticle],
}
