//! Reads files of every accepted format into articles; and reads back what a run wrote.
//!
//! In: files, folders and stdin ([`Input`]). Out: a [`Feed`], which is an
//! [`ArticleSource`](samestory::ArticleSource), and an account of every record: it became an article,
//! or it is in [`Feed::rejected`] with its place, the reason and the repair.
//!
//! Promise: inputs are only read; articles plus rejected records are all records; positions follow
//! the order of the inputs, files of a folder by name. No file is left out silently
//! ([`Feed::skipped`]). Whatever the bytes are, reading returns; it does not panic. A table that lies in
//! memory already becomes a [`ColumnFeed`] by the same rules.
//!
//! Cost: one pass over the bytes when the feed is opened, at about the speed of the JSON parser,
//! on all threads of the current rayon pool. A feed within [`Options::memory_bytes`] is kept and
//! never parsed again. Of a larger one 16 bytes an article stay, and its files are read again where
//! an article is asked for; compressed input and stdin are unpacked into an unnamed temporary file
//! for that.

mod archive;
mod beside;
mod blocks;
mod byline;
mod columns;
mod content;
mod copy;
mod copy_archive;
#[cfg(feature = "parquet")]
mod copy_table;
mod corrections;
mod crawls;
mod damage;
mod draft;
mod encoding;
mod feed;
mod feeds;
mod fields;
mod format;
mod framing;
mod hits;
mod identity;
mod index;
mod input;
mod kind;
mod kinds;
mod larder;
mod likeness;
mod listed;
mod marks;
mod markup;
mod members;
mod pages;
mod parsed;
mod problem;
mod readable;
mod results;
mod seekable;
mod selected;
mod shelf;
mod spool;
mod survey;
mod tables;
mod text;
mod transcoded;
mod unreadable;
mod version;
mod versions;
mod wire;
mod xml;

pub use beside::Beside;
pub use columns::{ColumnFeed, Columns, open_columns};
pub use corrections::{CorrectionsFile, read_corrections};
pub use draft::Details;
pub use feed::{Feed, FileCount, Provenance};
pub use fields::{FieldNames, MappedField};
pub use format::Format;
pub use input::{Input, Skipped};
pub use kind::About;
pub use kinds::formats;
pub use marks::Mark;
pub use markup::Html;
pub use pages::Extractor;
pub use problem::{Asides, Problem, Problems, Standing};
pub use results::Results;
pub use selected::Selected;

use samestory::error::Error;
use samestory::time::Timestamp;

/// What to read and how to treat what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Takes every input to be of this format. Default: told from name and content.
    pub format: Option<Format>,
    /// Names of the fields, where the usual ones do not do.
    pub fields: FieldNames,
    /// What becomes of HTML in titles and texts. Default: text, where it is any.
    pub html: Html,
    /// What finds the text of an article in a page. Default: `dom_smoothie`.
    pub extractor: Extractor,
    /// The time up to which embargoes are over: an item whose embargo ends later makes no article.
    /// Default: none, embargoes are only told of ([`Feed::details`]).
    pub as_of: Option<Timestamp>,
    /// What a bad record means. Default: counted.
    pub on_bad_record: OnBadRecord,
    /// Bytes of unpacked input up to which the whole feed stays in memory. Default 256 MiB.
    pub memory_bytes: u64,
    /// Bytes that the archives of a run may unpack to, in memory and in temporary files. Default 16
    /// GiB; what lies beyond is rejected.
    pub unpacked_bytes: u64,
    /// Bytes from which a record is rejected as too long, at most 1 GiB. Default 64 MiB.
    pub record_bytes: usize,
    /// What to ask a data base for, in SQL. Default: nothing, so that none can be read.
    pub query: Option<String>,
}

/// What a record with a problem means for the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnBadRecord {
    /// It is counted and listed, and reading goes on.
    #[default]
    Count,
    /// More than so many rejected records are an error.
    FailAfter(u64),
    /// The first problem of any kind is an error, a field that cannot be read included.
    Fail,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            fields: FieldNames::default(),
            html: Html::Auto,
            extractor: Extractor::Smoothie,
            as_of: None,
            on_bad_record: OnBadRecord::Count,
            memory_bytes: 256 << 20,
            unpacked_bytes: 16 << 30,
            record_bytes: 64 << 20,
            query: None,
        }
    }
}

/// How far the first pass over the inputs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read, as they lie on disk (compressed ones before unpacking).
    pub bytes: u64,
    /// Bytes of all inputs; none when stdin is among them.
    pub total: Option<u64>,
}

/// Opens the inputs and reads them once, calling `progress` about once a megabyte.
///
/// No inputs give an empty feed, and so does an input without a record.
///
/// # Errors
/// - an input that is missing or cannot be read, or a folder that holds nothing to read;
/// - a CSV input without a column for title or text;
/// - a problem that [`Options::on_bad_record`] makes fatal;
/// - no room for the temporary file that large compressed input is unpacked to.
///
/// # Examples
/// ```
/// use samestory::ArticleSource;
/// use samestory_cli::read::{self, Input, Options};
///
/// let lines = "{\"id\": 1, \"title\": \"Rain\", \"body\": \"It rained.\"}\nno record\n";
/// let feed = read::open(&[Input::bytes("a.jsonl", lines)], &Options::default(), &|_| {})?;
/// assert_eq!(feed.len(), 1);
/// assert_eq!(feed.article(0)?.id, "1");
/// assert_eq!(feed.rejected().count(), 1);
/// # Ok::<(), samestory::Error>(())
/// ```
pub fn open(
    inputs: &[Input],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Feed, Error> {
    survey::survey(inputs, options, progress)
}
