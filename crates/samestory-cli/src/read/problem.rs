//! What is wrong with a record, where, and how to repair it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use samestory::error::Error;

/// One thing that is wrong with one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// File the record stands in, as it was named.
    pub path: PathBuf,
    /// Line the record starts in, 1-based (in a JSON array: its number); none for a whole file.
    pub record: Option<u64>,
    /// What was found.
    pub reason: String,
    /// How to repair it.
    pub repair: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(record) = self.record {
            write!(f, ":{record}")?;
        }
        write!(f, ": {}; {}", self.reason, self.repair)
    }
}

impl Problem {
    /// The problem as an error, for runs in which it is fatal.
    pub fn to_error(&self) -> Error {
        let error = Error::input(&self.reason)
            .at_path(&self.path)
            .help(&self.repair);
        match self.record {
            Some(record) => error.at_record(record),
            None => error,
        }
    }
}

/// Problems in input order: all of them counted, the first [`Problems::LISTED`] listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Problems {
    count: u64,
    first: Vec<Problem>,
}

impl Problems {
    /// How many are listed; the others are only counted, so that a wrong file cannot fill memory.
    pub const LISTED: usize = 10_000;

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The first of them.
    pub fn first(&self) -> &[Problem] {
        &self.first
    }

    pub(super) fn push(&mut self, problem: impl FnOnce() -> Problem) {
        self.count += 1;
        if self.first.len() < Self::LISTED {
            self.first.push(problem());
        }
    }
}

/// A problem before its place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) reason: String,
    pub(super) repair: &'static str,
    /// Why a record that is as it should be makes no article; none where something is wrong with it.
    pub(super) standing: Option<Standing>,
}

impl Remark {
    pub(super) fn new(reason: impl Into<String>, repair: &'static str) -> Self {
        Self {
            reason: reason.into(),
            repair,
            standing: None,
        }
    }

    /// Says why a good record makes no article: it is counted, and passed on as it is.
    pub(super) fn aside(standing: Standing, reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            repair: standing.reason(),
            standing: Some(standing),
        }
    }
}

/// Why a record that is as it should be makes no article of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// Its publisher canceled it, or a later version of it.
    Canceled,
    /// Its publisher withholds it.
    Withheld,
    /// Its embargo is not over.
    Embargoed,
    /// It is a draft, or waits to be published.
    Unpublished,
    /// A later version of it stands.
    Superseded,
    /// It was delivered before, with the same content.
    Repeated,
    /// It is a picture, a recording, or has no words otherwise.
    NoText,
    /// It lists other items.
    Package,
    /// It is a record of a crawl that holds no page: a request, a revisit, a picture.
    NoPage,
    /// It is a page of a crawl that holds no article: a front page, a page of an error.
    NoArticle,
}

impl Standing {
    /// As records name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Canceled => "canceled",
            Self::Withheld => "withheld",
            Self::Embargoed => "embargoed",
            Self::Unpublished => "unpublished",
            Self::Superseded => "superseded",
            Self::Repeated => "repeated",
            Self::NoText => "no_text",
            Self::Package => "package",
            Self::NoPage => "no_page",
            Self::NoArticle => "no_article",
        }
    }

    /// In words.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Canceled => "canceled by its publisher",
            Self::Withheld => "withheld by its publisher",
            Self::Embargoed => "under embargo",
            Self::Unpublished => "not published",
            Self::Superseded => "an earlier version of an item",
            Self::Repeated => "an item that was delivered before",
            Self::NoText => "an item without a text",
            Self::Package => "a list of other items",
            Self::NoPage => "a record of a crawl without a page",
            Self::NoArticle => "a page of a crawl without an article",
        }
    }
}

/// Records that are as they should be and make no article of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asides {
    counts: BTreeMap<Standing, u64>,
    problems: Problems,
}

impl Asides {
    /// How many there are of each kind.
    pub fn counts(&self) -> &BTreeMap<Standing, u64> {
        &self.counts
    }

    /// The first of them, in the order of the inputs; earlier versions come last.
    pub fn first(&self) -> &[Problem] {
        self.problems.first()
    }

    pub(super) fn push(&mut self, standing: Standing, problem: impl FnOnce() -> Problem) {
        *self.counts.entry(standing).or_default() += 1;
        self.problems.push(problem);
    }
}
