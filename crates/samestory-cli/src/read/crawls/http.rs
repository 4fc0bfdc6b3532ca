//! A response as it came over the wire: its status, its type, and what it carries.

use std::borrow::Cow;
use std::io::Read;

use super::head::{self, field};

/// Bytes that a body may have when it is unpacked.
const BODY_BYTES: u64 = 64 << 20;
/// Packings inside of one another.
const CODINGS: usize = 3;

#[derive(Debug)]
pub(super) struct Response<'r> {
    pub(super) status: u16,
    head: &'r [u8],
    body: &'r [u8],
}

impl<'r> Response<'r> {
    /// None when the bytes are no response.
    pub(super) fn of(bytes: &'r [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(b"HTTP/")?;
        let digits = rest.trim_ascii_start();
        let space = digits.iter().position(|b| *b == b' ')?;
        let status = digits[space..].trim_ascii_start().get(..3)?;
        let status = std::str::from_utf8(status).ok()?.parse().ok()?;
        let (head, body) = head::split(bytes).unwrap_or((bytes, &[]));
        Some(Self { status, head, body })
    }

    /// The type of the body in small letters, without parameters; empty where none is named.
    pub(super) fn kind(&self) -> String {
        let kind = field(self.head, "Content-Type").unwrap_or_default();
        media_type(&kind)
    }

    /// The character set that the response names.
    pub(super) fn charset(&self) -> Option<String> {
        charset(&field(self.head, "Content-Type")?)
    }

    /// The body without chunks, unpacked. What is cut off or damaged gives what was before.
    pub(super) fn body(&self) -> Cow<'r, [u8]> {
        let is_chunked = field(self.head, "Transfer-Encoding")
            .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
        // Some crawlers keep the field and join the chunks.
        let joined = if is_chunked { join(self.body) } else { None };
        let mut body = joined.map_or(Cow::Borrowed(self.body), Cow::Owned);
        let codings = field(self.head, "Content-Encoding")
            .unwrap_or_default()
            .to_ascii_lowercase();
        for coding in codings.split(',').map(str::trim).rev().take(CODINGS) {
            if let Some(unpacked) = unpack(&body, coding) {
                body = Cow::Owned(unpacked);
            }
        }
        body
    }
}

/// A type without its parameters.
pub(super) fn media_type(value: &str) -> String {
    value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The parameter of a type that names the character set.
pub(super) fn charset(value: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

/// The chunks of a body one behind the other; none when it has none.
fn join(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut is_first = true;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = rest[..end]
            .split(|&b| b == b';')
            .next()
            .unwrap_or_default()
            .trim_ascii();
        let digits = std::str::from_utf8(line)
            .ok()
            .filter(|line| !line.starts_with('+'));
        let length = digits.and_then(|digits| usize::from_str_radix(digits, 16).ok());
        let Some(length) = length else {
            return if is_first { None } else { Some(joined) };
        };
        is_first = false;
        rest = &rest[end + 1..];
        if length == 0 {
            break;
        }
        joined.extend_from_slice(&rest[..length.min(rest.len())]);
        rest = rest.get(length..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    (!is_first).then_some(joined)
}

/// What a packed body holds; none when it is not packed so, as where a crawler unpacked it and left
/// the field.
fn unpack(body: &[u8], coding: &str) -> Option<Vec<u8>> {
    let is_page = matches!(
        body.trim_ascii_start(),
        [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..]
    );
    if is_page {
        return None;
    }
    let read: Box<dyn Read + '_> = match coding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            Box::new(flate2::read::MultiGzDecoder::new(body))
        }
        "deflate" => {
            let is_zlib = matches!(body, [first, second, ..]
                if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31));
            if is_zlib {
                Box::new(flate2::read::ZlibDecoder::new(body))
            } else {
                Box::new(flate2::read::DeflateDecoder::new(body))
            }
        }
        "br" => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
        "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => Box::new(zstd::Decoder::new(body).ok()?),
        _ => return None,
    };
    let mut unpacked = Vec::new();
    let read = read.take(BODY_BYTES).read_to_end(&mut unpacked);
    // Something that is no such packing gives nothing at all.
    (read.is_ok() || !unpacked.is_empty()).then_some(unpacked)
}
