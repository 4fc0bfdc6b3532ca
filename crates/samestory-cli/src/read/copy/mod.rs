//! Copies the inputs without some of their records: every other byte stays as it is.
//!
//! In: a feed, and which of its articles are left out. Out: the inputs one behind the other,
//! unpacked. Blank lines, headers, quoting, line endings and records that could not be read stay.
//! What changes is only what joining needs: several CSV files get one header, a file that does not
//! end in a newline gets one before the next file, a byte order mark stays at the very front only.
//! The elements of JSON arrays stay byte for byte; they come out as one array, an element a line.
//! Feeds, and JSON objects around the records, come out as the same document without the records that
//! are left out; only one such document makes one stream.
//! Of plain texts, which are files of their own, the names of those that stay are written, a line each.
//!
//! Cost: one sequential pass over the inputs, a megabyte at a time.

mod input;

use std::io::{self, Write};
use std::ops::Range;

use self::input::Input;
use super::feed::Feed;
use super::index::File;
use super::kind::{Passing, Rows};
use super::marks::{self, Mark};
use super::problem::Standing;
use samestory::error::{Error, ErrorKind};

/// What happens to a record on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// With the position of its article, if it is one.
    Stays(Option<usize>),
    LeftOut,
    /// It could not be read, and goes where such records are collected, or along with the others.
    Rejected,
}

impl Feed {
    /// Copies the inputs to `output`, without the records of those articles that `is_left_out`
    /// names by position. Rejected records go along unchanged, or to `rejects` where that is
    /// given, each with a newline behind it.
    ///
    /// # Errors
    /// - inputs that do not fit into one stream: of different formats, or CSV with different columns;
    /// - a file that changed since it was first read;
    /// - an output that refuses the bytes.
    pub fn copy_without(
        &self,
        is_left_out: &dyn Fn(usize) -> bool,
        output: &mut (dyn Write + Send),
        rejects: Option<&mut dyn Write>,
    ) -> Result<(), Error> {
        self.copy(is_left_out, None, output, rejects)
    }

    /// Copies the inputs to `output` with a further field in the records of some articles; see
    /// [`Feed::copy_without`]. Tables get a further column.
    ///
    /// # Errors
    /// Those of [`Feed::copy_without`] and [`Feed::check_mark`].
    pub fn copy_marked(
        &self,
        mark: Mark<'_>,
        output: &mut (dyn Write + Send),
        rejects: Option<&mut dyn Write>,
    ) -> Result<(), Error> {
        self.check_mark(mark.field)?;
        self.copy(&|_| false, Some(mark), output, rejects)
    }

    fn copy(
        &self,
        is_left_out: &dyn Fn(usize) -> bool,
        mark: Option<Mark<'_>>,
        output: &mut (dyn Write + Send),
        rejects: Option<&mut dyn Write>,
    ) -> Result<(), Error> {
        if let (None, Some(archive)) = (mark, self.archive()) {
            return self.copy_archive(archive, is_left_out, output);
        }
        self.check_one_form()?;
        #[cfg(feature = "parquet")]
        if let Some(Passing::Table) = self.parts().first().map(|file| file.kind.passing()) {
            return self.copy_table(is_left_out, output, rejects);
        }
        let mut copier = Copier {
            mark,
            output,
            rejects,
            last: b'\n',
            is_first: true,
            lead: Vec::new(),
        };
        copier
            .copy(self, is_left_out)
            .map_err(|error| match error.downcast::<Error>() {
                Ok(error) => error,
                Err(error) => {
                    Error::new(ErrorKind::Io, format!("cannot write the records: {error}"))
                        .because(error)
                }
            })
    }

    /// Whether the files can be joined.
    fn check_one_form(&self) -> Result<(), Error> {
        let Some((first, others)) = self.parts().split_first() else {
            return Ok(());
        };
        for other in others {
            let wrong = match (first.kind.passing(), other.kind.passing()) {
                _ if first.format != other.format => format!(
                    "inputs of different formats cannot be joined: this one is {}, {} is {}",
                    other.format,
                    first.name.display(),
                    first.format
                ),
                (Passing::Rows(a), Passing::Rows(b)) if !a.joins(b) => format!(
                    "tables with different headers cannot be joined: this one is not that of {}",
                    first.name.display()
                ),
                (Passing::Document, _) | (_, Passing::Document) => format!(
                    "documents cannot be joined into one: this one and {}",
                    first.name.display()
                ),
                _ => continue,
            };
            return Err(Error::usage(wrong)
                .at_path(&other.name)
                .help("run once for each kind of input"));
        }
        Ok(())
    }

    /// Every record of a file in its order, the rejected ones included.
    pub(super) fn records<'a>(
        &'a self,
        file: &'a File,
        is_left_out: &'a dyn Fn(usize) -> bool,
    ) -> impl Iterator<Item = (Range<u64>, Fate)> + 'a {
        let mut articles = self
            .entries_of(file)
            .iter()
            .zip(file.first..)
            .map(move |(entry, position)| {
                let fate = if is_left_out(position) {
                    Fate::LeftOut
                } else {
                    Fate::Stays(Some(position))
                };
                (entry.offset..entry.offset + u64::from(entry.length), fate)
            })
            .peekable();
        let mut refused = self
            .refused_of(file)
            .map(|(range, standing)| match standing {
                None => (range, Fate::Rejected),
                Some(Standing::Superseded | Standing::Repeated) => (range, Fate::LeftOut),
                Some(_) => (range, Fate::Stays(None)),
            })
            .peekable();
        std::iter::from_fn(move || match (articles.peek(), refused.peek()) {
            (Some((article, _)), Some((other, _))) if other.start < article.start => refused.next(),
            (Some(_), _) => articles.next(),
            (None, _) => refused.next(),
        })
    }
}

struct Copier<'m, 'o, 'r> {
    mark: Option<Mark<'m>>,
    output: &'o mut dyn Write,
    rejects: Option<&'r mut dyn Write>,
    /// The byte that was written last.
    last: u8,
    /// Whether no file, or no element, was written yet.
    is_first: bool,
    /// Spaces in front of a first record of a document that was left out.
    lead: Vec<u8>,
}

impl Copier<'_, '_, '_> {
    fn copy(&mut self, feed: &Feed, is_left_out: &dyn Fn(usize) -> bool) -> io::Result<()> {
        let mut brackets = None;
        for file in feed.parts() {
            let records = feed.records(file, is_left_out);
            let passing = file.kind.passing();
            if let Passing::Names = passing {
                self.names(file, records)?;
                continue;
            }
            let mut input = Input::open(file, feed)?;
            match passing {
                Passing::Document => self.document(&mut input, records)?,
                Passing::Elements => {
                    if brackets.is_none() {
                        brackets = Some(input.begins_array()?);
                    }
                    self.elements(&mut input, records, brackets == Some(true))?;
                }
                _ => {
                    self.lines(&mut input, file, records)?;
                    self.is_first = false;
                }
            }
        }
        match brackets {
            Some(true) if self.is_first => self.write(b"[]\n"),
            Some(true) => self.write(b"\n]\n"),
            Some(false) if !self.is_first => self.write(b"\n"),
            _ => Ok(()),
        }
    }

    /// Everything but the lines of records that are left out.
    fn lines(
        &mut self,
        input: &mut Input<'_>,
        file: &File,
        records: impl Iterator<Item = (Range<u64>, Fate)>,
    ) -> io::Result<()> {
        if !self.is_first {
            if self.last != b'\n' {
                self.write(b"\n")?;
            }
            input.skip_front(file)?;
        }
        let rows = match file.kind.passing() {
            Passing::Rows(rows) => Some(rows),
            _ => None,
        };
        if let (Some(rows), Some(mark), true) = (rows, self.mark, self.is_first) {
            input.send(rows.header_end, |bytes| self.write(bytes))?;
            self.write(&marks::in_header(rows, mark.field))?;
        }
        for (record, fate) in records {
            // Between records there are separators, and a header in front of the first.
            let between = input.take(record.start)?;
            match (fate, &mut self.rejects) {
                (Fate::Stays(position), _) => {
                    self.write(&between)?;
                    self.record(input, record.end, position, rows)?;
                    continue;
                }
                (Fate::Rejected, None) => {
                    self.write(&between)?;
                    input.send(record.end, |bytes| self.write(bytes))?;
                    continue;
                }
                _ => {}
            }
            let line = memchr::memrchr2(b'\n', b'\r', &between).map_or(0, |at| at + 1);
            self.write(&between[..line])?;
            match &mut self.rejects {
                Some(rejects) if fate == Fate::Rejected => {
                    input.send(record.end, |bytes| rejects.write_all(bytes))?;
                    rejects.write_all(b"\n")?;
                }
                _ => input.send(record.end, |_| Ok(()))?,
            }
            input.skip_line_end()?;
        }
        input.send(u64::MAX, |bytes| self.write(bytes))
    }

    /// A document without the records that are left out, nor what parted them from the next.
    fn document(
        &mut self,
        input: &mut Input<'_>,
        records: impl Iterator<Item = (Range<u64>, Fate)>,
    ) -> io::Result<()> {
        let is_space = |b: &u8| b.is_ascii_whitespace();
        let (mut is_first, mut has_kept) = (true, false);
        for (record, fate) in records {
            let between = input.take(record.start)?;
            let trimmed = between.trim_ascii();
            let separates = trimmed.is_empty() || trimmed == b",";
            let stays = match (fate, &mut self.rejects) {
                (Fate::LeftOut, _) => false,
                (Fate::Rejected, rejects) => rejects.is_none(),
                (Fate::Stays(_), _) => true,
            };
            // In front of the first that stays, there is what was in front of the first.
            if is_first && !stays && !separates {
                let end = between
                    .iter()
                    .rposition(|b| !is_space(b))
                    .map_or(0, |at| at + 1);
                self.write(&between[..end])?;
                self.lead = between[end..].to_vec();
            } else if is_first || !separates || has_kept && stays {
                self.write(&between)?;
            } else if stays {
                let lead = std::mem::take(&mut self.lead);
                self.write(&lead)?;
            }
            is_first = false;
            match (fate, &mut self.rejects) {
                (Fate::Stays(position), _) => self.record(input, record.end, position, None)?,
                (Fate::Rejected, None) => input.send(record.end, |bytes| self.write(bytes))?,
                (Fate::Rejected, Some(rejects)) => {
                    input.send(record.end, |bytes| rejects.write_all(bytes))?;
                    rejects.write_all(b"\n")?;
                }
                (Fate::LeftOut, _) => input.send(record.end, |_| Ok(()))?,
            }
            has_kept |= stays;
        }
        input.send(u64::MAX, |bytes| self.write(bytes))
    }

    /// The elements that stay, each on its line.
    fn elements(
        &mut self,
        input: &mut Input<'_>,
        records: impl Iterator<Item = (Range<u64>, Fate)>,
        brackets: bool,
    ) -> io::Result<()> {
        for (record, fate) in records {
            input.send(record.start, |_| Ok(()))?;
            match (fate, &mut self.rejects) {
                (Fate::LeftOut, _) => continue,
                (Fate::Rejected, Some(rejects)) => {
                    input.send(record.end, |bytes| rejects.write_all(bytes))?;
                    rejects.write_all(b"\n")?;
                    continue;
                }
                _ => {}
            }
            self.write(match (brackets, self.is_first) {
                (true, true) => b"[\n",
                (true, false) => b",\n",
                (false, true) => b"",
                (false, false) => b"\n",
            })?;
            self.is_first = false;
            match fate {
                Fate::Stays(position) => self.record(input, record.end, position, None)?,
                _ => input.send(record.end, |bytes| self.write(bytes))?,
            }
        }
        Ok(())
    }

    /// The record of an article, up to `end`, with what it is marked with; `rows` are those of
    /// a table.
    fn record(
        &mut self,
        input: &mut Input<'_>,
        end: u64,
        position: Option<usize>,
        rows: Option<&Rows>,
    ) -> io::Result<()> {
        let Some(mark) = self.mark else {
            return input.send(end, |bytes| self.write(bytes));
        };
        let value = position.and_then(mark.value);
        match (rows, value) {
            (Some(rows), value) => {
                let row = input.take(end)?;
                self.write(&row)?;
                self.write(&marks::in_row(rows, &row, value.as_deref()))
            }
            (None, Some(value)) => {
                let record = input.take(end)?;
                self.write(&marks::in_object(&record, mark.field, &value))
            }
            (None, None) => input.send(end, |bytes| self.write(bytes)),
        }
    }

    /// The name of a file of text.
    fn names(
        &mut self,
        file: &File,
        records: impl Iterator<Item = (Range<u64>, Fate)>,
    ) -> io::Result<()> {
        let mut name = file.name.as_os_str().as_encoded_bytes().to_vec();
        name.push(b'\n');
        for (_, fate) in records {
            match (fate, &mut self.rejects) {
                (Fate::Rejected, Some(rejects)) => rejects.write_all(&name)?,
                (Fate::Stays(_), _) | (Fate::Rejected, None) => self.output.write_all(&name)?,
                (Fate::LeftOut, _) => {}
            }
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(&last) = bytes.last() {
            self.last = last;
        }
        self.output.write_all(bytes)
    }
}
