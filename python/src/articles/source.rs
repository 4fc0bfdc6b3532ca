//! Articles from files or from a table, as one source.

use std::path::Path;

use samestory::article::{Article, ArticleSource, Visit};
use samestory::error::Error;
use samestory_cli::read::{ColumnFeed, Feed, MappedField, Problems, Skipped};

use samestory_cli::write::NewFile;

use super::Batches;

/// What the articles are read from.
#[derive(Debug)]
pub(crate) enum Opened {
    /// Files, and records that were laid out as one.
    Files(Box<Feed>),
    /// A table in memory.
    Table(Box<ColumnFeed<Batches>>),
}

/// The same call on whatever it is.
macro_rules! each {
    ($opened:expr, $feed:ident => $call:expr) => {
        match $opened {
            Opened::Files($feed) => $call,
            Opened::Table($feed) => $call,
        }
    };
}

impl Opened {
    pub(super) fn rejected(&self) -> &Problems {
        each!(self, feed => feed.rejected())
    }

    pub(super) fn warnings(&self) -> &Problems {
        each!(self, feed => feed.warnings())
    }

    pub(super) fn mapping(&self) -> &[MappedField] {
        each!(self, feed => feed.mapping())
    }

    pub(super) fn skipped(&self) -> &[Skipped] {
        match self {
            Self::Files(feed) => feed.skipped(),
            Self::Table(_) => &[],
        }
    }

    pub(super) fn asides(&self) -> Vec<(&'static str, u64)> {
        match self {
            Self::Files(feed) => {
                let counts = feed.asides().counts().iter();
                counts
                    .map(|(standing, count)| (standing.name(), *count))
                    .collect()
            }
            Self::Table(_) => Vec::new(),
        }
    }

    /// The number of an article's record in its input, 0 the first.
    pub(super) fn record(&self, position: usize) -> Option<u64> {
        match self {
            Self::Files(feed) => {
                let place = feed.provenance(position).ok()?;
                place.record.map(|record| record - 1)
            }
            Self::Table(feed) => feed.row(position).ok().map(|row| row as u64),
        }
    }

    /// Writes the records of files, those of articles only at the positions that stay.
    pub(super) fn write(&self, path: &Path, kept: &[usize]) -> Result<(), Error> {
        let Self::Files(feed) = self else {
            return Err(Error::usage("what was given is a table").help("write `data` instead"));
        };
        let mut left_out = vec![true; feed.len()];
        for &position in kept {
            left_out[position] = false;
        }
        let mut file = NewFile::create(path)?;
        feed.copy_without(&|position| left_out[position], &mut file, None)?;
        file.finish()
    }

    /// What messages call the place of an article.
    pub(crate) fn place(&self, position: usize) -> Result<String, Error> {
        match self {
            Self::Files(feed) => Ok(feed.provenance(position)?.path.display().to_string()),
            Self::Table(_) => Ok("table".to_owned()),
        }
    }
}

impl ArticleSource for Opened {
    fn len(&self) -> usize {
        each!(self, feed => feed.len())
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        each!(self, feed => feed.article(position))
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        each!(self, feed => feed.visit(positions, visit))
    }
}
