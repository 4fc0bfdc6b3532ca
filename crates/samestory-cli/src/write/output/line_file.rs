//! A file of an output folder, one record a line, in batches as large as memory likes.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use crate::write::lines;
use samestory::error::Error;

/// A file of an output folder that is being written, one record a line.
#[derive(Debug)]
pub struct LineFile {
    writer: BufWriter<File>,
    place: PathBuf,
}

impl LineFile {
    /// Makes the file at `path`; messages call it by its place.
    pub(super) fn create(path: &Path, place: PathBuf) -> Result<Self, Error> {
        match File::create(path) {
            Ok(created) => Ok(Self {
                writer: BufWriter::with_capacity(1 << 16, created),
                place,
            }),
            Err(e) => Err(unwritten(&place, e)),
        }
    }

    /// Adds one line a record, in their order; they are put into JSON on all threads.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add<T: Serialize + Sync>(&mut self, records: &[T]) -> Result<(), Error> {
        let parts: Vec<io::Result<Vec<u8>>> = records
            .par_chunks(LINES_AT_ONCE)
            .map(|records| {
                let mut bytes = Vec::with_capacity(records.len() * USUAL_BYTES);
                lines(&mut bytes, records)?;
                Ok(bytes)
            })
            .collect();
        for part in parts {
            part.and_then(|bytes| self.writer.write_all(&bytes))
                .map_err(|e| unwritten(&self.place, e))?;
        }
        Ok(())
    }

    /// Completes the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> Result<(), Error> {
        let Self { writer, place } = self;
        let written = writer.into_inner().map_err(io::IntoInnerError::into_error);
        written
            .and_then(|file| file.sync_all())
            .map_err(|e| unwritten(&place, e))
    }
}

/// That something could not be written into an output folder.
pub(super) fn unwritten(place: &Path, cause: io::Error) -> Error {
    Error::io(place, cause)
        .help("nothing was written to the output folder; free space or name another one")
}

/// Records that are put into JSON before any is written.
pub(super) const RECORDS_AT_ONCE: usize = 4_096;
/// Records that one thread puts into JSON at once, and what room they are given at first.
const LINES_AT_ONCE: usize = 256;
const USUAL_BYTES: usize = 512;
