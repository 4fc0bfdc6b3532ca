//! A feed as a source of articles: those in memory as they lie there, the others read again.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::Feed;
use crate::read::blocks::Entry;
use crate::read::draft::Draft;
use crate::read::index::File;
use crate::read::problem::Remark;
use crate::read::shelf::Shelf;
use samestory::article::{Article, ArticleRef, ArticleSource, Visit};
use samestory::error::Error;

/// Bytes between two wanted records up to which the ones between are read along: a call costs about
/// as much as copying so many.
const GAP_BYTES: u64 = 1 << 14;
/// Records that are read at once at most.
const STRETCH_RECORDS: usize = 256;

/// The position of an article, and its place among those that are wanted.
type Wanted = (u32, usize);

impl Feed {
    /// An article that was kept because its record takes long to parse.
    fn stored(&self, file: &File, position: usize) -> Result<Article, Error> {
        let entry = &self.index.entries[position];
        let place = file.stored(entry);
        self.larder
            .get(place.ok_or_else(|| Error::usage("an article that was not kept"))?)
    }

    /// An article in memory.
    fn kept<'a>(&'a self, shelves: &'a [(usize, Shelf)], position: usize) -> ArticleRef<'a> {
        let after = shelves.partition_point(|(first, _)| *first <= position);
        let (first, shelf) = &shelves[after - 1];
        self.renamed
            .named(position, shelf.article(position - first))
    }

    /// Wanted articles in ascending order, cut into stretches of one file that are worth reading at once.
    fn stretches<'w>(&self, wanted: &'w [Wanted]) -> Vec<&'w [Wanted]> {
        wanted
            .chunk_by(|&(one, _), &(next, _)| {
                let (one, next) = (one as usize, next as usize);
                let file = self.file_of(one);
                let near = |from: &Entry, to: &Entry| to.offset - from.offset < GAP_BYTES;
                next < file.first + file.articles
                    && near(&self.index.entries[one], &self.index.entries[next])
            })
            // A stretch without gaps may be a whole file.
            .flat_map(|stretch| stretch.chunks(STRETCH_RECORDS))
            .collect()
    }

    /// Reads the records of a stretch again and shows the articles.
    fn visit_stretch(&self, stretch: &[Wanted], visit: &Visit<'_>) -> Result<(), Error> {
        let (Some(&(first, _)), Some(&(last, _))) = (stretch.first(), stretch.last()) else {
            return Ok(());
        };
        let (first, last) = (first as usize, last as usize);
        let file = self.file_of(first);
        if file.kind.is_costly() {
            for &(position, place) in stretch {
                let article = self.stored(file, position as usize)?;
                visit(
                    place,
                    self.renamed.named(position as usize, article.as_ref()),
                );
            }
            return Ok(());
        }
        let from = self.index.entries[first].offset;
        let last = self.index.entries[last];
        let length = usize::try_from(last.offset - from).unwrap_or(usize::MAX);
        let is_whole = file.kind.is_whole();
        let bytes = if is_whole {
            self.record(first)?
        } else {
            let length = length + last.length as usize;
            file.content.read(from, length, &self.spool)?
        };
        let mut draft = Draft::new(self.html, self.extractor);
        for &(position, place) in stretch {
            let position = position as usize;
            let entry = &self.index.entries[position];
            let record = if is_whole {
                &bytes[..]
            } else {
                let start = usize::try_from(entry.offset - from).unwrap_or(usize::MAX);
                &bytes[start..start + entry.length as usize]
            };
            draft.shelf.empty();
            file.kind
                .parse(record, &self.names, &mut draft)
                .map_err(|remark| unlike_before(file, entry, &remark))?;
            visit(place, self.renamed.named(position, draft.shelf.article(0)));
        }
        Ok(())
    }
}

/// A record that was good in the first pass can only be bad now if the file changed.
pub(super) fn unlike_before(file: &File, entry: &Entry, remark: &Remark) -> Error {
    Error::input(format!(
        "the record changed since it was first read: {}",
        remark.reason
    ))
    .at_path(&file.name)
    .at_record(u64::from(entry.line))
    .help("run again, on a copy if the file is still being written")
}

impl ArticleSource for Feed {
    fn len(&self) -> usize {
        self.index.entries.len()
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        self.locate(position)?;
        if let Some(shelves) = &self.shelves {
            return Ok(self.kept(shelves, position).to_article());
        }
        let read = OnceLock::new();
        let wanted = u32::try_from(position).unwrap_or(u32::MAX);
        self.visit_stretch(&[(wanted, 0)], &|_, found| {
            let _ = read.set(found.to_article());
        })?;
        // A stretch that was read has shown its articles.
        Ok(read.into_inner().unwrap_or_default())
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        for &position in positions {
            self.locate(position as usize)?;
        }
        if let Some(shelves) = &self.shelves {
            (positions.par_iter().enumerate()).for_each(|(place, &position)| {
                visit(place, self.kept(shelves, position as usize));
            });
            return Ok(());
        }
        // In the order of the files.
        let mut wanted: Vec<Wanted> = positions.iter().copied().zip(0..).collect();
        wanted.sort_unstable();
        (self.stretches(&wanted).into_par_iter())
            .try_for_each(|stretch| self.visit_stretch(stretch, visit))
    }
}
