//! Where the records of a feed lie, and the account of what was wrong with them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::blocks::Entry;
use super::content::Content;
use super::draft::Hits;
use super::format::Format;
use super::input::Skipped;
use super::kind::Kind;
use super::problem::{Problem, Problems, Remark};

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
    pub(super) kind: Box<dyn Kind>,
    pub(super) format: Format,
    /// Position of its first article.
    pub(super) first: usize,
    pub(super) articles: usize,
    /// Which of [`Index::refused`] are its own.
    pub(super) refused: Range<usize>,
}

impl File {
    /// What people find a record by: its line, or nothing where the file is the record.
    pub(super) fn place(&self, line: u32) -> Place<'_> {
        Place {
            path: &self.name,
            record: (!self.kind.is_whole()).then_some(u64::from(line)),
        }
    }
}

/// Where a problem lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) path: &'a Path,
    pub(super) record: Option<u64>,
}

impl Account {
    pub(super) fn reject(&mut self, place: Place<'_>, remark: Remark) {
        self.rejected.push(|| problem(place, remark));
    }

    pub(super) fn warn(&mut self, place: Place<'_>, remark: Remark) {
        self.warnings.push(|| problem(place, remark));
    }
}

fn problem(place: Place<'_>, remark: Remark) -> Problem {
    Problem {
        path: place.path.to_owned(),
        record: place.record,
        reason: remark.reason,
        repair: remark.repair.to_owned(),
    }
}
