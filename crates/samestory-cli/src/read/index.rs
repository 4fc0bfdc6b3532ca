//! Where the records of a feed lie, and the account of what was wrong with them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::blocks::Entry;
use super::content::Content;
use super::delimited::{self, Columns};
use super::draft::{Draft, Hits};
use super::feeds::{self, Head};
use super::fields::Names;
use super::format::Format;
use super::input::Skipped;
use super::problem::{Problem, Problems, Remark};
use super::{json, plain};

/// Where every record lies.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) files: Vec<File>,
    /// One an article.
    pub(super) entries: Vec<Entry>,
    /// First byte and length of each rejected record, by file.
    pub(super) refused: Vec<(u64, u64)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) input_bytes: u64,
}

/// What was wrong, and which fields were taken from where.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) rejected: Problems,
    pub(super) warnings: Problems,
    pub(super) hits: Hits,
}

/// A file whose records are in the index.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: PathBuf,
    pub(super) content: Content,
    pub(super) layout: Layout,
    pub(super) format: Format,
    /// Position of its first article.
    pub(super) first: usize,
    pub(super) articles: usize,
    /// Which of [`Index::refused`] are its own.
    pub(super) refused: Range<usize>,
}

/// How a record of a file is parsed.
#[derive(Debug)]
pub(super) enum Layout {
    Json,
    /// JSON inside of an object that stays around the records.
    Envelope,
    Feed(Box<Head>),
    Delimited(Box<Columns>),
    /// The file is one record; its article has this id.
    Text(Box<str>),
}

impl Layout {
    pub(super) fn parse(
        &self,
        record: &[u8],
        names: &Names,
        draft: &mut Draft,
    ) -> Result<(), Remark> {
        match self {
            Self::Json | Self::Envelope => json::parse(record, names, draft),
            Self::Feed(head) => feeds::parse(record, head, names, draft),
            Self::Delimited(columns) => delimited::parse(record, columns, draft),
            Self::Text(id) => plain::parse(record, id, draft),
        }
    }
}

impl Account {
    pub(super) fn reject(&mut self, path: &Path, line: u32, remark: Remark, format: Format) {
        self.rejected.push(|| problem(path, line, remark, format));
    }

    pub(super) fn warn(&mut self, path: &Path, line: u32, remark: Remark, format: Format) {
        self.warnings.push(|| problem(path, line, remark, format));
    }
}

fn problem(path: &Path, line: u32, remark: Remark, format: Format) -> Problem {
    Problem {
        path: path.to_owned(),
        record: (format != Format::Text).then_some(u64::from(line)),
        reason: remark.reason,
        repair: remark.repair.to_owned(),
    }
}
