//! A feed as a source of articles: those in memory as they lie there, the others read again.

use std::iter;
use std::ops::Range;

use rayon::prelude::*;

use super::Feed;
use crate::read::blocks::Entry;
use crate::read::draft::Draft;
use crate::read::index::File;
use crate::read::problem::Remark;
use crate::read::shelf::Shelf;
use samestory::article::{Article, ArticleRef, ArticleSource};
use samestory::error::Error;

/// Bytes of records read at a time when a large feed is scanned.
const SPAN_BYTES: u64 = 1 << 20;
/// Stretches of that size that are scanned before their results are joined to the others.
const SPANS_AT_ONCE: usize = 64;
/// Bytes between two wanted records up to which the ones between are read along: a call costs about
/// as much as copying so many.
const GAP_BYTES: u64 = 1 << 14;
/// Records that are read at once at most when only some are wanted.
const STRETCH_RECORDS: usize = 256;

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

    /// Stretches of positions in one file whose records take about [`SPAN_BYTES`].
    fn spans(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        for file in &self.index.files {
            let end = file.first + file.articles;
            let mut start = file.first;
            for position in file.first..end {
                let entry = self.index.entries[position];
                let mut from = self.index.entries[start].offset;
                // Whatever lies between, such as a record that is too long, is not read along.
                if position > start && entry.offset - from >= SPAN_BYTES {
                    spans.push(start..position);
                    start = position;
                    from = entry.offset;
                }
                if entry.offset + u64::from(entry.length) - from >= SPAN_BYTES {
                    spans.push(start..position + 1);
                    start = position + 1;
                }
            }
            if start < end {
                spans.push(start..end);
            }
        }
        spans
    }

    /// Ascending positions cut into stretches of one file that are worth reading at once.
    fn stretches<'p>(&self, positions: &'p [u32]) -> Vec<&'p [u32]> {
        positions
            .chunk_by(|&one, &next| {
                let (one, next) = (one as usize, next as usize);
                let file = self.file_of(one);
                let near = |from: &Entry, to: &Entry| to.offset - from.offset < GAP_BYTES;
                next < file.first + file.articles
                    && near(&self.index.entries[one], &self.index.entries[next])
            })
            // A stretch without gaps may be a whole file: cut it as a scan would be.
            .flat_map(|stretch| stretch.chunks(STRETCH_RECORDS))
            .collect()
    }

    /// Reads the records at ascending positions of one file again and runs `stage` on each.
    fn scan_records<T>(
        &self,
        positions: impl ExactSizeIterator<Item = usize> + Clone,
        stage: &(impl Fn(usize, ArticleRef<'_>) -> T + Sync),
    ) -> Result<Vec<T>, Error> {
        let (Some(first), Some(last)) = (positions.clone().next(), positions.clone().last()) else {
            return Ok(Vec::new());
        };
        let file = self.file_of(first);
        if file.kind.is_costly() {
            return positions
                .map(|position| {
                    let article = self.stored(file, position)?;
                    Ok(stage(
                        position,
                        self.renamed.named(position, article.as_ref()),
                    ))
                })
                .collect();
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
        let mut draft = Draft::new(self.html);
        let mut results = Vec::with_capacity(positions.len());
        for position in positions {
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
            results.push(stage(
                position,
                self.renamed.named(position, draft.shelf.article(0)),
            ));
        }
        Ok(results)
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

    fn scan<T, F>(&self, stage: F) -> Result<Vec<T>, Error>
    where
        T: Send,
        F: Fn(usize, ArticleRef<'_>) -> T + Sync,
    {
        if let Some(shelves) = &self.shelves {
            return Ok((0..self.len())
                .into_par_iter()
                .map(|position| stage(position, self.kept(shelves, position)))
                .collect());
        }
        let mut results = Vec::with_capacity(self.len());
        // Some at a time: results may be large, and they are held twice while they are joined.
        for spans in self.spans().chunks(SPANS_AT_ONCE) {
            let parts = spans
                .par_iter()
                .map(|span| self.scan_records(span.clone(), &stage))
                .collect::<Result<Vec<_>, _>>()?;
            results.extend(parts.into_iter().flatten());
        }
        Ok(results)
    }

    fn scan_some<T, F>(&self, positions: &[u32], stage: F) -> Result<Vec<T>, Error>
    where
        T: Send,
        F: Fn(usize, ArticleRef<'_>) -> T + Sync,
    {
        for &position in positions {
            self.locate(position as usize)?;
        }
        if let Some(shelves) = &self.shelves {
            return Ok(positions
                .par_iter()
                .map(|&position| stage(position as usize, self.kept(shelves, position as usize)))
                .collect());
        }
        // Read in the order of the files, given back in the order that was asked for.
        let mut slots: Vec<(u32, usize)> = positions.iter().copied().zip(0..).collect();
        slots.sort_unstable();
        let wanted: Vec<u32> = slots.iter().map(|slot| slot.0).collect();
        let parts = self
            .stretches(&wanted)
            .into_par_iter()
            .map(|part| self.scan_records(part.iter().map(|&p| p as usize), &stage))
            .collect::<Result<Vec<_>, _>>()?;
        let mut results: Vec<(usize, T)> = slots
            .iter()
            .map(|slot| slot.1)
            .zip(parts.into_iter().flatten())
            .collect();
        results.sort_unstable_by_key(|result| result.0);
        Ok(results.into_iter().map(|result| result.1).collect())
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        self.locate(position)?;
        if let Some(shelves) = &self.shelves {
            return Ok(self.kept(shelves, position).to_article());
        }
        let mut read = self.scan_records(iter::once(position), &|_, found| found.to_article())?;
        Ok(read.remove(0))
    }
}
