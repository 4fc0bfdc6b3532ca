//! What is wrong with a record, where, and how to repair it.

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
}

impl Remark {
    pub(super) fn new(reason: impl Into<String>, repair: &'static str) -> Self {
        Self {
            reason: reason.into(),
            repair,
        }
    }
}
