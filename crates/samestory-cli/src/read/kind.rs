//! What every format gives: how it is told, where its records lie, and the article of a record.
//!
//! A format is a row in `kinds.rs` and a type with this trait in one of the folders beside it; all
//! that reads, reads again and passes on knows formats by it only.

use std::fmt::Debug;
use std::io;

use super::blocks::Blocks;
use super::draft::Draft;
use super::fields::Names;
use super::format::Format;
use super::framing::Framing;
use super::problem::Remark;

/// The beginning of an input, by which its format is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start<'a> {
    /// The first bytes, unpacked and without a byte order mark.
    pub(super) sample: &'a [u8],
    /// The sample from its first letter on.
    pub(super) text: &'a [u8],
    /// What the name says.
    pub(super) claimed: Option<Format>,
    /// The names of fields.
    pub(super) names: &'a Names,
    /// Id of the article, should the input be one.
    pub(super) id: &'a str,
}

impl<'a> Start<'a> {
    pub(super) fn new(
        sample: &'a [u8],
        claimed: Option<Format>,
        names: &'a Names,
        id: &'a str,
    ) -> Self {
        let sample = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample);
        Self {
            sample,
            text: sample.trim_ascii_start(),
            claimed,
            names,
            id,
        }
    }

    /// The first line that is not blank.
    pub(super) fn line(&self) -> &'a [u8] {
        let mut lines = self.text.split(|&b| b == b'\n');
        lines.next().unwrap_or_default()
    }
}

/// What people are told of a format; each a few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct About {
    /// What it is called.
    pub name: &'static str,
    /// How an input is told to be of it.
    pub told: &'static str,
    /// What of it is an article.
    pub article: &'static str,
    /// Which fields are taken from where.
    pub taken: &'static str,
    /// What is left out of articles.
    pub left_out: &'static str,
    /// What `dedup` gives back.
    pub passed_on: &'static str,
}

/// How surely a beginning is that of a format. The surest wins, of equals the first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    None,
    /// Anything may be of this format.
    Possible,
    /// The content looks like it.
    Likely,
    /// The name says it, and nothing speaks against it.
    Named,
    /// The content shows it, whatever the name says.
    Shown,
}

/// A format of which an input was found to be.
pub(super) trait Kind: Debug + Send + Sync {
    /// How surely an input that begins so is of `format`.
    fn told(format: Format, start: &Start<'_>) -> Sign
    where
        Self: Sized;

    /// What people are told of `format`.
    fn about(format: Format) -> About
    where
        Self: Sized;

    /// Begins to read an input that was told to be, or said to be, of `format`.
    fn open(format: Format, start: &Start<'_>) -> Self
    where
        Self: Sized;

    /// Whether parsing a record takes so long that articles are kept on disk rather than parsed
    /// again.
    fn is_costly(&self) -> bool {
        false
    }

    /// Where records end.
    fn framing(&self) -> Box<dyn Framing>;

    /// Reads what stands before the records, and says so where there can be no articles behind it.
    ///
    /// # Errors
    /// When the stream cannot be read.
    fn begin(
        &mut self,
        blocks: &mut Blocks<'_>,
        start: &Start<'_>,
    ) -> io::Result<Option<NoArticles>> {
        let _ = (blocks, start);
        Ok(None)
    }

    /// Reads one record into the draft.
    ///
    /// # Errors
    /// The reason, where the record makes no article.
    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark>;

    /// How records are passed on without some of them.
    fn passing(&self) -> Passing<'_>;

    /// Whether the file is one record, which is then read as a whole.
    fn is_whole(&self) -> bool {
        matches!(self.passing(), Passing::Names)
    }

    /// Why its records can take no further field; none where they are JSON objects or rows.
    fn unmarkable(&self) -> Option<Remark> {
        None
    }
}

/// Why a file that can be read holds no articles.
#[derive(Debug)]
pub(super) struct NoArticles {
    pub(super) reason: &'static str,
    /// Where one looked for them.
    pub(super) among: String,
    pub(super) repair: &'static str,
}

/// How the records of a file are passed on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Passing<'k> {
    /// Each is a line or more, and files are joined.
    Lines,
    /// As lines, behind a header.
    Rows(&'k Rows),
    /// They come out as one array or sequence, an element a line.
    Elements,
    /// The document around them stays.
    Document,
    /// The table comes out in its own form, with the rows that stay.
    Table,
    /// The file is the record, and its name is passed on.
    Names,
}

/// The form of a table of text.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) delimiter: u8,
    pub(super) header: Vec<u8>,
    /// Where the header ends in its file, its newline not included.
    pub(super) header_end: u64,
    /// Whether nothing says that it has another encoding.
    pub(super) is_utf8: bool,
}

impl Rows {
    /// Whether the rows of both can stand under one header.
    pub(super) fn joins(&self, other: &Self) -> bool {
        self.delimiter == other.delimiter && self.header == other.header
    }
}
