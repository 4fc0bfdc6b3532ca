//! The bytes behind an article: opened once as a stream, and read again by offset.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use encoding_rs::{Decoder, Encoding, UTF_8};
use tempfile::SpooledTempFile;

use super::blocks::Source;
use super::input::Origin;
use crate::error::Error;

/// Bytes looked at to tell a format.
const SAMPLE_BYTES: u64 = 64 << 10;

/// Bytes that can be read again.
#[derive(Debug)]
pub(super) enum Content {
    File {
        path: PathBuf,
        bytes: u64,
        modified: Option<SystemTime>,
    },
    Bytes(Arc<[u8]>),
    /// A stretch of the spool: where it begins, and its length.
    Spooled {
        base: u64,
        bytes: u64,
    },
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

    /// Bytes that [`Content::read_into`] can read.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::File { bytes, .. } | Self::Spooled { bytes, .. } => *bytes,
            Self::Bytes(all) => all.len() as u64,
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
            Self::Spooled { base, .. } => spool.read(base + offset, bytes),
        }
    }

    /// Reads everything anew, as the stream of [`open`] gave it.
    pub(super) fn read_all(&self) -> Result<Vec<u8>, Error> {
        let (raw, path): (Box<dyn Read + Send>, _) = match self {
            Self::File { path, .. } => (Box::new(self.reopen()?), path.as_path()),
            Self::Bytes(all) => (
                Box::new(io::Cursor::new(Shared(Arc::clone(all)))),
                Path::new(""),
            ),
            Self::Spooled { .. } => return Err(Error::usage("a spool is unpacked already")),
        };
        let mut bytes = Vec::new();
        readable(raw)
            .and_then(|mut readable| readable.stream.read_to_end(&mut bytes))
            .map_err(|error| Error::io(path, error))?;
        Ok(bytes)
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

/// Unpacked bytes of everything that cannot be read twice, one file behind the other: in memory at
/// first, then in an unnamed temporary file.
pub(super) struct Spool(Mutex<(SpooledTempFile, u64)>);

impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Spool").field(&self.len()).finish()
    }
}

impl Spool {
    pub(super) fn new(memory_bytes: u64) -> Self {
        let memory = usize::try_from(memory_bytes).unwrap_or(usize::MAX);
        Self(Mutex::new((tempfile::spooled_tempfile(memory), 0)))
    }

    pub(super) fn len(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1
    }

    /// What was put here since its length was `base`.
    pub(super) fn since(&self, base: u64) -> Content {
        Content::Spooled {
            base,
            bytes: self.len() - base,
        }
    }

    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<()> {
        let mut spool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let end = spool.1;
        spool.0.seek(SeekFrom::Start(end))?;
        spool.0.write_all(bytes).map_err(|error| {
            let text = format!(
                "cannot unpack to the temporary folder: {error}; unpack the input yourself, or set TMPDIR to a folder with more room"
            );
            io::Error::new(error.kind(), text)
        })?;
        spool.1 += bytes.len() as u64;
        Ok(())
    }

    fn read(&self, offset: u64, bytes: &mut [u8]) -> Result<(), Error> {
        let mut spool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        spool
            .0
            .seek(SeekFrom::Start(offset))
            .and_then(|_| spool.0.read_exact(bytes))
            .map_err(|error| Error::io("temporary file", error))
    }
}

/// An input opened for its first reading.
pub(super) struct Opened<'a> {
    /// Everything but a byte order mark, unpacked, and as UTF-8 where a mark says what it is.
    pub(super) stream: Box<dyn Read + Send + 'a>,
    /// The beginning of the stream, to tell its format by.
    pub(super) sample: Vec<u8>,
    pub(super) source: Source,
    /// What can be opened again later; none for a pipe.
    pub(super) content: Option<Content>,
    /// Whether offsets in the stream, plus `mark`, are offsets in the content.
    pub(super) direct: bool,
    /// Bytes of the byte order mark that the stream leaves out.
    pub(super) mark: usize,
}

/// Opens an input, counting the bytes read from it.
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
    let Readable {
        stream,
        packed,
        transcoded,
        mark,
    } = readable(Box::new(Counted { raw, counter }))?;
    let (sample, stream) = peek(stream, SAMPLE_BYTES);
    Ok(Opened {
        stream: Box::new(io::Cursor::new(sample.clone()).chain(stream)),
        sample,
        source: if packed {
            Source::Packed
        } else {
            Source::Plain
        },
        direct: content.is_some() && !packed && !transcoded,
        content,
        mark: if transcoded { 0 } else { mark },
    })
}

/// A stream unpacked, without its byte order mark, and as UTF-8 where the mark tells its encoding.
struct Readable<'a> {
    stream: Box<dyn Read + Send + 'a>,
    packed: bool,
    transcoded: bool,
    /// Bytes of the mark.
    mark: usize,
}

fn readable<'a>(raw: Box<dyn Read + Send + 'a>) -> io::Result<Readable<'a>> {
    let (stream, packed) = unpacked(raw)?;
    let (start, stream) = peek(stream, 3);
    let encoding = Encoding::for_bom(&start);
    let mark = encoding.map_or(0, |(_, mark)| mark);
    let stream: Box<dyn Read + Send + 'a> =
        Box::new(io::Cursor::new(start[mark..].to_vec()).chain(stream));
    let transcoded = encoding.is_some_and(|(encoding, _)| encoding != UTF_8);
    let stream = match encoding {
        Some((encoding, _)) if transcoded => Box::new(Transcoded::new(stream, encoding)),
        _ => stream,
    };
    Ok(Readable {
        stream,
        packed,
        transcoded,
        mark,
    })
}

/// Takes the first bytes off a stream. An error waits in the stream that is left.
fn peek<'a>(
    mut stream: Box<dyn Read + Send + 'a>,
    bytes: u64,
) -> (Vec<u8>, Box<dyn Read + Send + 'a>) {
    let mut start = Vec::new();
    match (&mut stream).take(bytes).read_to_end(&mut start) {
        Ok(_) => (start, stream),
        Err(error) => (start, Box::new(Failing(Some(error)))),
    }
}

/// Unpacks a stream that is compressed, whatever its name; says whether it is.
fn unpacked<'a>(raw: Box<dyn Read + Send + 'a>) -> io::Result<(Box<dyn Read + Send + 'a>, bool)> {
    const GZIP: &[u8] = &[0x1f, 0x8b];
    const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
    // The library wants five bytes at least, which every packed stream has.
    let (magic, rest) = peek(raw, 5);
    let is_packed = magic.len() == 5 && (magic.starts_with(GZIP) || magic.starts_with(ZSTD));
    let stream: Box<dyn Read + Send + 'a> = Box::new(io::Cursor::new(magic).chain(rest));
    if !is_packed {
        return Ok((stream, false));
    }
    let (stream, _) = niffler::send::get_reader(stream).map_err(io::Error::other)?;
    Ok((stream, true))
}

/// Bytes that a cursor can read from without copying them.
struct Shared(Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

struct Counted<'a> {
    raw: Box<dyn Read + Send>,
    counter: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.raw.read(buffer)?;
        self.counter.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A stream that failed while its beginning was looked at.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A stream of another encoding as UTF-8.
struct Transcoded<'a> {
    stream: Box<dyn Read + Send + 'a>,
    decoder: Decoder,
    decoded: String,
    used: usize,
    ended: bool,
}

impl<'a> Transcoded<'a> {
    fn new(stream: Box<dyn Read + Send + 'a>, encoding: &'static Encoding) -> Self {
        Self {
            stream,
            decoder: encoding.new_decoder_without_bom_handling(),
            decoded: String::new(),
            used: 0,
            ended: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let mut input = [0; 16 << 10];
        let read = self.stream.read(&mut input)?;
        self.ended = read == 0;
        self.decoded.clear();
        self.used = 0;
        let needed = self.decoder.max_utf8_buffer_length(read);
        self.decoded.reserve(needed.unwrap_or(64 << 10));
        // The room is the most that the decoder can ask for, so all of the input is taken.
        let _ = self
            .decoder
            .decode_to_string(&input[..read], &mut self.decoded, self.ended);
        Ok(())
    }
}

impl Read for Transcoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.used == self.decoded.len() && !self.ended {
            self.decode_more()?;
        }
        let rest = &self.decoded.as_bytes()[self.used..];
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.used += taken;
        Ok(taken)
    }
}
