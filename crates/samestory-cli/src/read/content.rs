//! The bytes behind an article: opened once as a stream, and read again by offset.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::SystemTime;

use super::damage::Onward;
use super::readable::{Counted, Readable, peek, readable};
use super::seekable::{Seekable, Shared};
use super::spool::Spool;
use samestory::error::Error;

/// Bytes looked at to tell a format.
const SAMPLE_BYTES: u64 = 64 << 10;

/// Where bytes come from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// A regular file, which can be read again.
    File(PathBuf),
    /// A pipe or a device.
    Pipe(PathBuf),
    Stdin,
    Bytes(Arc<[u8]>),
}

/// Bytes that can be read again.
#[derive(Debug, Clone)]
pub(super) enum Content {
    File {
        path: PathBuf,
        bytes: u64,
        modified: Option<SystemTime>,
    },
    Bytes(Arc<[u8]>),
    /// An unnamed file that nobody else has.
    Temporary(Arc<File>),
    /// A stretch of other content: a member of an archive that lies there as it is.
    Part {
        of: Arc<Content>,
        start: u64,
        bytes: u64,
    },
    /// A stretch of the spool: where it begins, its length, and what it was unpacked from, where
    /// that can be opened again.
    Spooled {
        base: u64,
        bytes: u64,
        packed: Option<Box<Content>>,
    },
    /// What is unpacked anew each time.
    Packed(Box<Content>),
}

impl Content {
    pub(super) fn file(path: &Path, file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        Ok(Self::File {
            path: path.to_owned(),
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
        })
    }

    /// What was put into the spool since its length was `base`, unpacked from `packed`.
    pub(super) fn spooled(spool: &Spool, base: u64, packed: Option<Self>) -> Self {
        Self::Spooled {
            base,
            bytes: spool.len() - base,
            packed: packed.map(Box::new),
        }
    }

    /// Bytes that [`Content::read_into`] can read.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::File { bytes, .. } | Self::Spooled { bytes, .. } | Self::Part { bytes, .. } => {
                *bytes
            }
            Self::Bytes(all) => all.len() as u64,
            Self::Temporary(file) => file.metadata().map_or(0, |metadata| metadata.len()),
            Self::Packed(_) => u64::MAX,
        }
    }

    /// Reads `length` bytes from `offset` on.
    ///
    /// # Errors
    /// As [`Content::read_into`].
    pub(super) fn read(&self, offset: u64, length: usize, spool: &Spool) -> Result<Vec<u8>, Error> {
        let mut bytes = vec![0; length];
        self.read_into(offset, &mut bytes, spool)?;
        Ok(bytes)
    }

    /// Fills `bytes` from `offset` on.
    ///
    /// # Errors
    /// When the file is gone, or is no longer the one that was opened first.
    pub(super) fn read_into(
        &self,
        offset: u64,
        bytes: &mut [u8],
        spool: &Spool,
    ) -> Result<(), Error> {
        match self {
            Self::File { path, .. } => {
                let mut file = self.reopen()?;
                file.seek(SeekFrom::Start(offset))
                    .and_then(|_| file.read_exact(bytes))
                    .map_err(|error| changed(path).because(error))
            }
            Self::Bytes(all) => {
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                let stretch = all.get(start..start.saturating_add(bytes.len()));
                bytes.copy_from_slice(
                    stretch.ok_or_else(|| Error::usage("bytes beyond the end of the input"))?,
                );
                Ok(())
            }
            Self::Temporary(_) => (self.seekable()?.read_from(offset))
                .and_then(|mut stream| stream.read_exact(bytes))
                .map_err(|error| Error::io("temporary file", error)),
            Self::Part {
                of,
                start,
                bytes: length,
            } => {
                if offset.saturating_add(bytes.len() as u64) > *length {
                    return Err(Error::usage("bytes beyond the end of the member"));
                }
                of.read_into(start + offset, bytes, spool)
            }
            Self::Spooled { base, .. } => spool.read(base + offset, bytes),
            Self::Packed(packed) => {
                let mut stream = Onward::new(packed.stream()?);
                io::copy(&mut (&mut stream).take(offset), &mut io::sink())
                    .and_then(|_| stream.read_exact(bytes))
                    .map_err(|error| changed(packed.path()).because(error))
            }
        }
    }

    /// The bytes as they lie there, to be read from any place.
    ///
    /// # Errors
    /// When the file is gone or changed.
    pub(super) fn seekable(&self) -> Result<Seekable, Error> {
        match self {
            Self::File { .. } => Ok(Seekable::File(Arc::new(self.reopen()?))),
            Self::Bytes(all) => Ok(Seekable::Bytes(Arc::clone(all))),
            Self::Packed(_) => Err(Error::usage(
                "what is packed can only be read from its beginning",
            )),
            Self::Temporary(file) => Ok(Seekable::File(Arc::clone(file))),
            Self::Spooled {
                packed: Some(packed),
                ..
            } => packed.seekable(),
            Self::Spooled { packed: None, .. } => Err(Error::usage("a spool is no file")),
            Self::Part { .. } => Err(Error::usage("a member of an archive is no file")),
        }
    }

    /// Reads everything anew, as the stream of [`open`] gave it.
    pub(super) fn read_all(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.stream()?
            .read_to_end(&mut bytes)
            .map_err(|error| Error::io(self.path(), error))?;
        Ok(bytes)
    }

    /// Opens the bytes for reading from the front to the end: at the offsets of
    /// [`Content::read_into`], the parts that the spool left out included.
    ///
    /// # Errors
    /// When the file is gone or changed, or when a part was left out of a stream that can be read
    /// only once.
    pub(super) fn sequential<'a>(
        &'a self,
        spool: &'a Spool,
    ) -> Result<Box<dyn Read + Send + 'a>, Error> {
        match self {
            Self::Spooled {
                base,
                bytes,
                packed,
            } if spool.has_hole(*base, *bytes) => match packed {
                Some(packed) => packed.stream(),
                None => Err(Error::input(
                    "a record longer than the limit was not kept, so it cannot be passed on",
                )
                .help("name a file instead of piping it, or raise --max-record-bytes")),
            },
            Self::Packed(packed) => Ok(Box::new(Onward::new(packed.stream()?))),
            _ => Ok(Box::new(Stretch {
                content: self,
                spool,
                at: 0,
            })),
        }
    }

    /// The stream of [`open`] once more.
    pub(super) fn stream(&self) -> Result<Box<dyn Read + Send>, Error> {
        match readable(self.raw()?) {
            Ok(readable) => Ok(readable.stream),
            Err(error) => Err(Error::io(self.path(), error)),
        }
    }

    /// The bytes as they lie on disk.
    fn raw(&self) -> Result<Box<dyn Read + Send>, Error> {
        Ok(match self {
            Self::File { .. } => Box::new(self.reopen()?),
            Self::Bytes(all) => Box::new(io::Cursor::new(Shared(Arc::clone(all)))),
            Self::Temporary(_) => Box::new(
                self.seekable()?
                    .cursor()
                    .map_err(|error| Error::io("temporary file", error))?,
            ),
            Self::Part { of, start, bytes } => {
                let whole = of.seekable()?.read_from(*start);
                Box::new(
                    whole
                        .map_err(|error| Error::io(self.path(), error))?
                        .take(*bytes),
                )
            }
            Self::Packed(packed) => return packed.stream(),
            Self::Spooled { .. } => return Err(Error::usage("a spool is unpacked already")),
        })
    }

    fn path(&self) -> &Path {
        match self {
            Self::File { path, .. } => path,
            Self::Part { of, .. } => of.path(),
            _ => Path::new(""),
        }
    }

    fn reopen(&self) -> Result<File, Error> {
        let Self::File {
            path,
            bytes,
            modified,
        } = self
        else {
            return Err(Error::usage("not a file"));
        };
        let file = File::open(path).map_err(|error| changed(path).because(error))?;
        let metadata = file.metadata().map_err(|e| Error::io(path, e))?;
        if metadata.len() != *bytes || metadata.modified().ok() != *modified {
            return Err(changed(path));
        }
        Ok(file)
    }
}

fn changed(path: &Path) -> Error {
    Error::input("the file changed or vanished while it was being read")
        .at_path(path)
        .help("run again, on a copy if the file is still being written")
}

/// Some content read from its beginning.
struct Stretch<'a> {
    content: &'a Content,
    spool: &'a Spool,
    at: u64,
}

impl Read for Stretch<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.content.len() - self.at).unwrap_or(usize::MAX);
        let length = buffer.len().min(left);
        self.content
            .read_into(self.at, &mut buffer[..length], self.spool)
            .map_err(io::Error::other)?;
        self.at += length as u64;
        Ok(length)
    }
}

/// Where a member lies in a tar, its headers and padding included.
#[derive(Debug, Clone)]
pub(super) struct Span {
    /// The archive as it lies on disk.
    pub(super) of: Arc<Content>,
    /// In the archive when that is unpacked.
    pub(super) range: Range<u64>,
}

/// An input opened for its first reading.
pub(super) struct Opened<'a> {
    /// Everything but a byte order mark, unpacked, and as UTF-8 where a mark says what it is.
    pub(super) stream: Box<dyn Read + Send + 'a>,
    /// The beginning of the stream, to tell its format by.
    pub(super) sample: Vec<u8>,
    /// What can be opened again later; none for a pipe.
    pub(super) content: Option<Content>,
    /// Whether offsets in the stream, plus `mark`, are offsets in the content.
    pub(super) direct: bool,
    /// Bytes of the byte order mark that the stream leaves out.
    pub(super) mark: usize,
}

impl<'a> Opened<'a> {
    /// The rows of a table, laid out as lines, and the table itself where it can be opened again.
    pub(super) fn of_rows(
        stream: Box<dyn Read + Send + 'a>,
        content: Option<Content>,
    ) -> io::Result<Self> {
        let (sample, stream) = peek(stream, SAMPLE_BYTES)?;
        Ok(Self {
            stream: Box::new(io::Cursor::new(sample.clone()).chain(stream)),
            sample,
            content,
            direct: false,
            mark: 0,
        })
    }
}

/// Opens an input, counting the bytes read from it.
///
/// # Errors
/// When the system does not let it be opened, or its beginning be read. Damage in packed data is no
/// error here: it waits in the stream.
pub(super) fn open<'a>(origin: &Origin, counter: &'a AtomicU64) -> io::Result<Opened<'a>> {
    let mut content = None;
    let raw: Box<dyn Read + Send> = match origin {
        Origin::File(path) => {
            let file = File::open(path)?;
            content = Some(Content::file(path, &file)?);
            Box::new(file)
        }
        Origin::Pipe(path) => Box::new(File::open(path)?),
        Origin::Stdin => Box::new(io::stdin()),
        Origin::Bytes(bytes) => {
            content = Some(Content::Bytes(Arc::clone(bytes)));
            Box::new(io::Cursor::new(Shared(Arc::clone(bytes))))
        }
    };
    opened(
        Box::new(Counted {
            stream: raw,
            counter,
        }),
        content,
    )
}

/// Opens bytes that come from somewhere else; `content` is where they can be read again.
///
/// # Errors
/// As [`open`].
pub(super) fn opened<'a>(
    raw: Box<dyn Read + Send + 'a>,
    content: Option<Content>,
) -> io::Result<Opened<'a>> {
    let Readable {
        stream,
        packed,
        transcoded,
        mark,
    } = readable(raw)?;
    let (sample, stream) = peek(stream, SAMPLE_BYTES)?;
    Ok(Opened {
        stream: Box::new(io::Cursor::new(sample.clone()).chain(stream)),
        sample,
        direct: content.is_some() && !packed && !transcoded,
        content,
        mark: if transcoded { 0 } else { mark },
    })
}
