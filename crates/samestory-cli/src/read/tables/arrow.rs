//! Arrow: tables by column, as a file (Feather) or a stream.
//!
//! In: the bytes of a file. Out: a stream, a row a line of JSON, with the columns that may be a field
//! of an article. Cost: a batch of rows is held.

use std::io::{self, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_json::LineDelimitedWriter;
use arrow_schema::{ArrowError, Schema};

use crate::read::fields::Names;
use crate::read::seekable::Seekable;

/// First bytes of the file; a stream has others.
pub(super) const FILE: &[u8] = b"ARROW1";

/// A stream of lines.
pub(super) struct Rows {
    /// None behind the last batch, and behind damage.
    batches: Option<Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>>,
    lines: Vec<u8>,
    read: usize,
}

impl Rows {
    /// Opens a file or a stream.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn open(bytes: &Seekable, names: &Names) -> io::Result<Self> {
        let mut start = [0; 6];
        let is_file = bytes.read_from(0)?.read_exact(&mut start).is_ok() && start == *FILE;
        let batches: Box<dyn Iterator<Item = _> + Send> = guarded(|| {
            Ok(if is_file {
                let source = || bytes.cursor().map(BufReader::new);
                let schema = FileReader::try_new(source()?, None)?.schema();
                let file = FileReader::try_new(source()?, known(&schema, names))?;
                Box::new(file) as Box<dyn Iterator<Item = _> + Send>
            } else {
                let source = || bytes.read_from(0).map(BufReader::new);
                let schema = StreamReader::try_new(source()?, None)?.schema();
                Box::new(StreamReader::try_new(source()?, known(&schema, names))?)
            })
        })?;
        Ok(Self {
            batches: Some(batches),
            lines: Vec::new(),
            read: 0,
        })
    }

    fn next_lines(&mut self) -> io::Result<()> {
        let Some(batches) = &mut self.batches else {
            return Ok(());
        };
        let lines = &mut self.lines;
        let next = guarded(|| {
            let Some(batch) = batches.next().transpose()? else {
                return Ok(false);
            };
            let mut writer = LineDelimitedWriter::new(lines);
            writer.write(&batch)?;
            writer.finish()?;
            Ok(true)
        });
        if !matches!(next, Ok(true)) {
            self.batches = None;
        }
        next.map(|_| ())
    }
}

/// The columns that may hold a field of an article; none where no column does, so that all are
/// read and can be named.
fn known(schema: &Schema, names: &Names) -> Option<Vec<usize>> {
    let fields = schema.fields().iter().enumerate();
    let known = fields.filter(|(_, field)| names.at(field.name()).is_some());
    let known: Vec<usize> = known.map(|(at, _)| at).collect();
    (!known.is_empty()).then_some(known)
}

/// What the reader of the format gives; its errors, and the places where it gives up, are damage.
fn guarded<T>(read: impl FnOnce() -> Result<T, ArrowError>) -> io::Result<T> {
    let damage = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) => Err(damage(error.to_string())),
        Err(_) => Err(damage("the Arrow table is damaged".to_owned())),
    }
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.lines.len() && self.batches.is_some() {
            self.lines.clear();
            self.read = 0;
            self.next_lines()?;
        }
        let rest = &self.lines[self.read..];
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.read += taken;
        Ok(taken)
    }
}
