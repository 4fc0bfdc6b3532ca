//! A stream made readable: unpacked, without its byte order mark, and as UTF-8.
//!
//! What it is is told by its first bytes, whatever its name says. Promise: a packed stream that unpacks to
//! more than news ever does ends there. Memory: what the decoder takes.

use std::io::{self, Read};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bzip2::read::MultiBzDecoder;
use lzma_rust2::XzReader;

use super::damage::{Ending, Failing, Marking, is_of_system};
use super::members::{Gzip, Zstd};
use super::transcoded::{self, Shown, Transcoded};

/// A stream unpacked, without its byte order mark, and as UTF-8 where the mark tells its encoding.
pub(super) struct Readable<'a> {
    pub(super) stream: Box<dyn Read + Send + 'a>,
    pub(super) packed: bool,
    pub(super) transcoded: bool,
    /// Bytes of the mark.
    pub(super) mark: usize,
}

pub(super) fn readable<'a>(raw: Box<dyn Read + Send + 'a>) -> io::Result<Readable<'a>> {
    let (stream, packed) = unpacked(Box::new(Marking::new(raw)))?;
    let (start, stream) = peek(stream, transcoded::START_BYTES)?;
    let (shown, mark) = transcoded::shown(&start).unwrap_or((Shown::Utf8, 0));
    let stream: Box<dyn Read + Send + 'a> =
        Box::new(io::Cursor::new(start[mark..].to_vec()).chain(stream));
    let (stream, transcoded): (Box<dyn Read + Send + 'a>, _) = match Transcoded::new(stream, shown)
    {
        Ok(stream) => (Box::new(stream), true),
        Err(stream) => (stream, false),
    };
    Ok(Readable {
        stream,
        packed,
        transcoded,
        mark,
    })
}

/// Takes the first bytes off a stream. Damage in packed data waits in the stream that is left.
pub(super) fn peek<'a>(
    mut stream: Box<dyn Read + Send + 'a>,
    bytes: u64,
) -> io::Result<(Vec<u8>, Box<dyn Read + Send + 'a>)> {
    let mut start = Vec::new();
    match (&mut stream).take(bytes).read_to_end(&mut start) {
        Ok(_) => Ok((start, stream)),
        Err(error) if is_of_system(&error) => Err(error),
        Err(error) => Ok((start, Box::new(Failing::new(error).chain(stream)))),
    }
}

/// Unpacks a stream that is compressed, whatever its name; says whether it is.
fn unpacked<'a>(raw: Box<dyn Read + Send + 'a>) -> io::Result<(Box<dyn Read + Send + 'a>, bool)> {
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        stream: raw,
        counter: Arc::clone(&packed),
    };
    let (magic, rest) = peek(Box::new(counted), 10)?;
    let packing = Packing::of(&magic);
    let stream = io::Cursor::new(magic).chain(rest);
    let unpacked: Box<dyn Read + Send + 'a> = match packing {
        None => return Ok((Box::new(stream), false)),
        Some(Packing::Gzip) => Box::new(Gzip::new(Box::new(stream))),
        Some(Packing::Zstd) => Box::new(Zstd::new(Box::new(stream))),
        Some(Packing::Xz) => {
            let decoder = XzReader::new_mem_limit(stream, true, XZ_MEMORY_KIB);
            Box::new(Ending::new(decoder))
        }
        Some(Packing::Bzip2) => Box::new(Ending::new(MultiBzDecoder::new(stream))),
    };
    let guarded = Guarded {
        stream: unpacked,
        packed,
        bytes: 0,
    };
    Ok((Box::new(guarded), true))
}

/// What decoding xz may take, as much as its strongest setting needs.
const XZ_MEMORY_KIB: u32 = 128 << 10;

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zstd,
    Xz,
    Bzip2,
}

impl Packing {
    fn of(magic: &[u8]) -> Option<Self> {
        match magic {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A frame, and one that decoders pass over: what it holds is not for them.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            // A block, or the end of an empty stream.
            [b'B', b'Z', b'h', b'1'..=b'9', block @ ..]
                if block.starts_with(b"1AY&SY") || block.starts_with(b"\x17rE8P\x90") =>
            {
                Some(Self::Bzip2)
            }
            _ => None,
        }
    }
}

/// Bytes up to which no compressed stream is a bomb, and how many times its size it may unpack to
/// beyond.
const BOMB_BYTES: u64 = 256 << 20;
const BOMB_RATIO: u64 = 500;

/// A stream whose bytes are counted for another reader.
pub(super) struct Counted<R, C> {
    pub(super) stream: R,
    pub(super) counter: C,
}

impl<R: Read, C: Deref<Target = AtomicU64>> Read for Counted<R, C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.counter.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// An unpacked stream that ends where it turns out to be a bomb.
struct Guarded<'a> {
    stream: Box<dyn Read + Send + 'a>,
    packed: Arc<AtomicU64>,
    bytes: u64,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.bytes += read as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if is_bomb(packed, self.bytes) {
            return Err(bomb());
        }
        Ok(read)
    }
}

/// Whether so many bytes unpacked to more than news ever does.
fn is_bomb(packed: u64, unpacked: u64) -> bool {
    unpacked > BOMB_BYTES && unpacked / BOMB_RATIO > packed
}

fn bomb() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("it unpacks to more than {BOMB_RATIO} times its size, as no news does"),
    )
}
