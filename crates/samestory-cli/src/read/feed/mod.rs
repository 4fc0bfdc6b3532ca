//! A feed on disk: an index of its records, and their articles as far as they fit into memory.

use std::ops::Range;
use std::path::{Path, PathBuf};

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
use super::pages::Extractor;
use super::problem::{Asides, Problems, Remark, Standing};
use super::shelf::Shelf;
use super::spool::Spool;
use super::{OnBadRecord, Options};
use samestory::error::Error;
use source::unlike_before;

mod source;

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
    extractor: Extractor,
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
            extractor: options.extractor,
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
    /// As [`samestory::ArticleSource::article`].
    pub fn details(&self, position: usize) -> Result<Details, Error> {
        let (file, entry) = self.locate(position)?;
        let mut draft = Draft::new(self.html, self.extractor);
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
    /// As [`samestory::ArticleSource::article`].
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
}
