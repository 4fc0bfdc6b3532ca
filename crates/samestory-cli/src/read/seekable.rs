//! Bytes that are read from any place: a file, or memory.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

/// A file, or bytes in memory.
#[derive(Debug, Clone)]
pub(super) enum Seekable {
    File(Arc<File>),
    Bytes(Arc<[u8]>),
}

impl Seekable {
    /// Reads from the beginning, and from anywhere else.
    pub(super) fn cursor(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(match self {
            Self::File(file) => {
                let mut file = file.try_clone()?;
                file.rewind()?;
                Box::new(file)
            }
            Self::Bytes(bytes) => Box::new(io::Cursor::new(Shared(Arc::clone(bytes)))),
        })
    }

    /// Reads from a place on.
    pub(super) fn read_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::File(file) => {
                // Readers share the place in the file, so each reads on from its own in one go.
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(start))?;
                Box::new(BufReader::new(file))
            }
            Self::Bytes(bytes) => {
                let mut cursor = io::Cursor::new(Shared(Arc::clone(bytes)));
                cursor.set_position(start);
                Box::new(cursor)
            }
        })
    }
}

/// What reads from any place.
pub(super) trait ReadSeek: Read + Seek + Send {}

impl<R: Read + Seek + Send> ReadSeek for R {}

/// Bytes that a cursor can read from without copying them.
pub(super) struct Shared(pub(super) Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(feature = "parquet")]
mod chunks {
    use bytes::Bytes;
    use parquet::errors::{ParquetError, Result};
    use parquet::file::reader::{ChunkReader, Length};

    use super::{Read, Seekable};

    impl Length for Seekable {
        fn len(&self) -> u64 {
            match self {
                Self::File(file) => file.metadata().map_or(0, |metadata| metadata.len()),
                Self::Bytes(bytes) => bytes.len() as u64,
            }
        }
    }

    impl ChunkReader for Seekable {
        type T = Box<dyn Read + Send>;

        fn get_read(&self, start: u64) -> Result<Self::T> {
            Ok(self.read_from(start)?)
        }

        fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
            // What a damaged table asks for is not made room for.
            let rest = self.len().saturating_sub(start);
            if length as u64 > rest {
                return Err(ParquetError::EOF(format!(
                    "{length} bytes at {start} of {}",
                    self.len()
                )));
            }
            let mut bytes = Vec::with_capacity(length);
            self.get_read(start)?
                .take(length as u64)
                .read_to_end(&mut bytes)?;
            if bytes.len() < length {
                return Err(ParquetError::EOF("the file became shorter".to_owned()));
            }
            Ok(bytes.into())
        }
    }
}
