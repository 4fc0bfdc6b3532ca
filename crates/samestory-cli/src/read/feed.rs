//! A feed on disk: an index of its records, and their articles as far as they fit into memory.

use std::iter;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::blocks::Entry;
use super::content::Content;
use super::draft::{Details, Draft};
use super::fields::{MappedField, Names};
use super::format::Format;
use super::identity::NewIds;
use super::index::{Account, File, Index};
use super::input::Skipped;
use super::larder::Larder;
use super::markup::Html;
use super::problem::{Asides, Problems, Remark, Standing};
use super::shelf::Shelf;
use super::spool::Spool;
use super::{OnBadRecord, Options};
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

/// The articles of some inputs, and an account of everything that was read.
#[derive(Debug)]
pub struct Feed {
    index: Index,
    account: Account,
    /// Every article, when all of them fit: each shelf with the position of its first.
    shelves: Option<Vec<(usize, Shelf)>>,
    spool: Spool,
    larder: Larder,
    names: Names,
    html: Html,
    mapping: Vec<MappedField>,
    /// New ids of articles whose own is taken.
    renamed: NewIds,
}

/// Where an article was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// The file, `-` for standard input.
    pub path: &'a Path,
    /// Line its record starts in, 1-based (in a JSON array: its number); none for a whole file.
    pub record: Option<u64>,
    /// The format of the file.
    pub format: Format,
}

/// What one input file held.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FileCount {
    /// The file, `-` for standard input.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// Articles read from it.
    pub articles: usize,
    /// Records of it that were rejected.
    pub rejected: u64,
}

impl Feed {
    pub(super) fn new(
        index: Index,
        account: Account,
        shelves: Option<Vec<(usize, Shelf)>>,
        (spool, larder): (Spool, Larder),
        names: Names,
        options: &Options,
    ) -> Self {
        let mapping = account.mapping(&options.fields);
        Self {
            index,
            account,
            shelves,
            spool,
            larder,
            names,
            html: options.html,
            mapping,
            renamed: NewIds::default(),
        }
    }

    /// Records that made no article.
    pub fn rejected(&self) -> &Problems {
        &self.account.rejected
    }

    /// What is wrong with records that made an article nevertheless: dates that cannot be read,
    /// fields of a wrong type, guessed encodings; then ids that are taken.
    pub fn warnings(&self) -> &Problems {
        &self.account.warnings
    }

    /// Records that are as they should be and make no article of their own: canceled items, earlier
    /// versions, pictures.
    pub fn asides(&self) -> &Asides {
        &self.account.asides
    }

    /// What the record of an article says beside the article's fields, by name: `byline`, `urgency`,
    /// `version`, `embargo`, `status`, `note`. Empty for formats that say nothing more.
    ///
    /// # Errors
    /// As [`ArticleSource::article`].
    pub fn details(&self, position: usize) -> Result<Details, Error> {
        let (file, entry) = self.locate(position)?;
        let mut draft = Draft::new(self.html);
        draft.details = Some(Details::default());
        file.kind
            .parse(&self.record(position)?, &self.names, &mut draft)
            .map_err(|remark| unlike_before(file, entry, &remark))?;
        Ok(draft.details.unwrap_or_default())
    }

    /// Files that were found and not read.
    pub fn skipped(&self) -> &[Skipped] {
        &self.index.skipped
    }

    /// What each file held, in reading order.
    pub fn files(&self) -> impl ExactSizeIterator<Item = FileCount> + '_ {
        self.index.files.iter().map(|file| FileCount {
            path: file.name.clone(),
            format: file.format,
            articles: file.articles,
            rejected: self
                .refused_of(file)
                .filter(|(_, standing)| standing.is_none())
                .count() as u64,
        })
    }

    /// Which fields of the records became which fields of the articles, and how often.
    pub fn mapping(&self) -> &[MappedField] {
        &self.mapping
    }

    /// Bytes read from the inputs as they lie on disk, compressed ones before unpacking.
    pub fn input_bytes(&self) -> u64 {
        self.index.input_bytes
    }

    /// Whether the texts are in memory; else they are read again when asked for.
    pub fn is_in_memory(&self) -> bool {
        self.shelves.is_some()
    }

    /// The bytes of the record that an article was read from, as they came, unpacked and without
    /// the separator behind them; a text that came as UTF-16 is UTF-8 here.
    ///
    /// # Errors
    /// As [`ArticleSource::article`].
    pub fn record(&self, position: usize) -> Result<Vec<u8>, Error> {
        let (file, entry) = self.locate(position)?;
        match (file.kind.is_whole(), &file.content) {
            (true, Content::File { .. } | Content::Bytes(_) | Content::Part { .. }) => {
                file.content.read_all()
            }
            _ => file
                .content
                .read(entry.offset, entry.length as usize, &self.spool),
        }
    }

    /// Where an article was read from.
    ///
    /// # Errors
    /// When there is no article at the position.
    pub fn provenance(&self, position: usize) -> Result<Provenance<'_>, Error> {
        let (file, entry) = self.locate(position)?;
        Ok(Provenance {
            path: &file.name,
            record: file.place(entry.line).record,
            format: file.format,
        })
    }

    pub(super) fn parts(&self) -> &[File] {
        &self.index.files
    }

    pub(super) fn spool(&self) -> &Spool {
        &self.spool
    }

    pub(super) fn entries_of(&self, file: &File) -> &[Entry] {
        &self.index.entries[file.first..file.first + file.articles]
    }

    /// Where the records of a file lie that are no articles, and why they are none.
    pub(super) fn refused_of(
        &self,
        file: &File,
    ) -> impl Iterator<Item = (Range<u64>, Option<Standing>)> + '_ {
        self.index.refused[file.refused.clone()]
            .iter()
            .map(|record| {
                (
                    record.offset..record.offset + record.length,
                    record.standing,
                )
            })
    }

    /// Takes articles out, by ascending position; `ids` are the hashes of all ids.
    pub(super) fn set_aside(&mut self, left_out: &[(u32, Standing)], ids: &mut Vec<u64>) {
        let is_out = |position: usize| {
            let of = |&(out, _): &(u32, Standing)| (out as usize).cmp(&position);
            left_out.binary_search_by(of).is_ok()
        };
        let mut position = 0..;
        ids.retain(|_| position.next().is_some_and(|position| !is_out(position)));
        let mut kept = 0;
        for (first, shelf) in self.shelves.iter_mut().flatten() {
            let mut position = *first..;
            let articles = &mut shelf.articles;
            articles.retain(|_| position.next().is_some_and(|position| !is_out(position)));
            *first = kept;
            kept += articles.len();
        }
        for ((file, line), (_, standing)) in
            self.index.set_aside(left_out).into_iter().zip(left_out)
        {
            let remark = Remark::aside(*standing, standing.reason());
            self.account
                .refuse(self.index.files[file].place(line), remark);
        }
    }

    /// Gives articles other ids, and notes what is to be said of each.
    pub(super) fn rename(&mut self, ids: NewIds, remarks: Vec<(usize, Remark)>) {
        self.renamed = ids;
        for (position, remark) in remarks {
            let file = &self.index.files[self.file_number(position)];
            let line = self.index.entries[position].line;
            self.account.warn(file.place(line), remark);
        }
    }

    /// # Errors
    /// When what was found is fatal.
    pub(super) fn check(&self, policy: OnBadRecord) -> Result<(), Error> {
        self.account.check(policy)
    }

    pub(super) fn locate(&self, position: usize) -> Result<(&File, &Entry), Error> {
        let entry = self.index.entries.get(position).ok_or_else(|| {
            Error::usage(format!(
                "no article at position {position}: the feed has {}",
                self.index.entries.len()
            ))
        })?;
        Ok((self.file_of(position), entry))
    }

    fn file_of(&self, position: usize) -> &File {
        &self.index.files[self.file_number(position)]
    }

    /// Which file holds an article. The last file that starts there: those before it are empty.
    pub(super) fn file_number(&self, position: usize) -> usize {
        let files = &self.index.files;
        files.partition_point(|file| file.first <= position) - 1
    }

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
        self.renamed.named(position, shelf.article(position - first))
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
                    Ok(stage(position, self.renamed.named(position, article.as_ref())))
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
            draft.empty();
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
fn unlike_before(file: &File, entry: &Entry, remark: &Remark) -> Error {
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
