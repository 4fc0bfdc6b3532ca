//! Where the records of a feed lie, and the account of what was wrong with them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::OnBadRecord;
use super::blocks::Entry;
use super::content::{Content, Span};
use super::fields::{self, FieldNames, MappedField};
use super::format::Format;
use super::hits::Hits;
use super::input::Skipped;
use super::kind::Kind;
use super::larder;
use super::problem::{Asides, Problem, Problems, Remark, Standing};
use samestory::error::Error;

/// Where every record lies.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) files: Vec<File>,
    /// One an article.
    pub(super) entries: Vec<Entry>,
    /// Each record that is no article, by file.
    pub(super) refused: Vec<NoArticle>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) input_bytes: u64,
}

/// A record that is no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NoArticle {
    /// First byte, counted in the unpacked file.
    pub(super) offset: u64,
    pub(super) length: u64,
    /// Why it is none; none when it is bad.
    pub(super) standing: Option<Standing>,
}

/// What was wrong, and which fields were taken from where.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) rejected: Problems,
    pub(super) warnings: Problems,
    pub(super) asides: Asides,
    pub(super) hits: Hits,
}

/// A file whose records are in the index.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: PathBuf,
    pub(super) content: Content,
    pub(super) kind: Box<dyn Kind>,
    pub(super) format: Format,
    /// Where it lies in an archive that can be passed on member by member.
    pub(super) span: Option<Span>,
    /// Position of its first article.
    pub(super) first: usize,
    pub(super) articles: usize,
    /// Where its articles are kept, by ascending offset of their records, if those take long to parse.
    pub(super) stored: Vec<(u64, larder::Place)>,
    /// Which of [`Index::refused`] are its own.
    pub(super) refused: Range<usize>,
}

impl Index {
    /// Takes articles out, by ascending position: their records are no articles any more. Says where
    /// each lies.
    pub(super) fn set_aside(&mut self, left_out: &[(u32, Standing)]) -> Vec<(usize, u32)> {
        let mut places = Vec::with_capacity(left_out.len());
        let mut left_out = left_out.iter().peekable();
        let (mut entries, mut refused) = (Vec::new(), Vec::new());
        for (number, file) in self.files.iter_mut().enumerate() {
            let (first, start) = (entries.len(), refused.len());
            refused.extend_from_slice(&self.refused[file.refused.clone()]);
            for position in file.first..file.first + file.articles {
                let entry = self.entries[position];
                match left_out.next_if(|(out, _)| *out as usize == position) {
                    None => entries.push(entry),
                    Some(&(_, standing)) => {
                        places.push((number, entry.line));
                        refused.push(NoArticle {
                            offset: entry.offset,
                            length: u64::from(entry.length),
                            standing: Some(standing),
                        });
                    }
                }
            }
            refused[start..].sort_unstable();
            (file.first, file.articles) = (first, entries.len() - first);
            file.refused = start..refused.len();
        }
        self.entries = entries;
        self.refused = refused;
        places
    }
}

impl File {
    /// Where the article of a record is kept.
    pub(super) fn stored(&self, entry: &Entry) -> Option<larder::Place> {
        let at = self
            .stored
            .binary_search_by_key(&entry.offset, |stored| stored.0)
            .ok()?;
        Some(self.stored[at].1)
    }

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
    /// Notes a record that makes no article.
    pub(super) fn refuse(&mut self, place: Place<'_>, remark: Remark) {
        match remark.standing {
            Some(standing) => self.asides.push(standing, || problem(place, remark)),
            None => self.rejected.push(|| problem(place, remark)),
        }
    }

    pub(super) fn warn(&mut self, place: Place<'_>, remark: Remark) {
        self.warnings.push(|| problem(place, remark));
    }

    /// Which fields of the records became which fields of the articles, and how often.
    pub(super) fn mapping(&self, given: &FieldNames) -> Vec<MappedField> {
        (self.hits.sorted().into_iter())
            .map(|(field, rank, articles)| MappedField {
                field: field.name(),
                name: fields::name_of(field, rank, given),
                articles,
            })
            .collect()
    }

    /// # Errors
    /// When what was found so far is fatal.
    pub(super) fn check(&self, policy: OnBadRecord) -> Result<(), Error> {
        let (rejected, warnings) = (&self.rejected, &self.warnings);
        let first = match (rejected.first().first(), warnings.first().first()) {
            (Some(a), Some(b)) if a.path == b.path && b.record < a.record => Some(b),
            (a, b) => a.or(b),
        };
        match (policy, first) {
            (OnBadRecord::Fail, Some(problem)) => Err(problem.to_error()),
            (OnBadRecord::FailAfter(limit), Some(_)) if rejected.count() > limit => {
                let first = rejected.first().first().map(Problem::to_string);
                Err(Error::input(format!(
                    "more than {limit} records were rejected, the first: {}",
                    first.unwrap_or_default()
                )))
            }
            _ => Ok(()),
        }
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
