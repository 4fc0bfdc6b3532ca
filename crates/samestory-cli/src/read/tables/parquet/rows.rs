//! The rows of a Parquet table as lines of JSON.
//!
//! In: the bytes of a file. Out: a stream, a row a line, with the columns that may be a field of an
//! article. Cost: a page of each of those columns is held.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use super::json;
use crate::read::fields::Names;
use crate::read::seekable::Seekable;

/// A stream of lines.
pub(in crate::read::tables) struct Rows {
    /// None behind the last row, and behind damage.
    iterator: Option<RowIter<'static>>,
    line: Vec<u8>,
    read: usize,
}

impl Rows {
    /// Opens a file.
    ///
    /// # Errors
    /// When it is no Parquet table.
    pub(in crate::read::tables) fn open(bytes: Seekable, names: &Names) -> io::Result<Self> {
        let rows = guarded(|| {
            let file = SerializedFileReader::new(bytes)?;
            let schema = file
                .metadata()
                .file_metadata()
                .schema_descr()
                .root_schema_ptr();
            RowIter::from_file_into(Box::new(file)).project(known(&schema, names)?)
        })?;
        Ok(Self {
            iterator: Some(rows),
            line: Vec::new(),
            read: 0,
        })
    }
}

/// The part of a schema that may hold a field of an article; none where no column does, so that
/// all are read and can be named.
fn known(schema: &Arc<Type>, names: &Names) -> parquet::errors::Result<Option<Type>> {
    let columns: Vec<_> = (schema.get_fields().iter())
        .filter(|column| names.at(column.name()).is_some())
        .cloned()
        .collect();
    if columns.is_empty() {
        return Ok(None);
    }
    let part = Type::group_type_builder(schema.name()).with_fields(columns);
    part.build().map(Some)
}

/// What the reader of the format gives; its errors, and the places where it gives up, are damage.
fn guarded<T>(read: impl FnOnce() -> parquet::errors::Result<T>) -> io::Result<T> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            error.to_string(),
        )),
        Err(_) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the Parquet table is damaged",
        )),
    }
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.line.len() {
            self.line.clear();
            self.read = 0;
            let Some(rows) = &mut self.iterator else {
                return Ok(0);
            };
            match guarded(|| rows.next().transpose()) {
                Ok(Some(row)) => {
                    json::object(row.get_column_iter(), &mut self.line);
                    self.line.push(b'\n');
                }
                Ok(None) => self.iterator = None,
                Err(error) => {
                    self.iterator = None;
                    return Err(error);
                }
            }
        }
        let rest = &self.line[self.read..];
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.read += taken;
        Ok(taken)
    }
}
