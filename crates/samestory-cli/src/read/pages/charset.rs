//! The letters of a page.
//!
//! In: bytes, and the character set that the protocol named. Out: text. UTF-8 is told by its bytes,
//! whatever a page says; else the mark at the front counts, then the protocol, then the page's own
//! `meta` element, then what the bytes look like.
//!
//! Source: WHATWG HTML, determining the character encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::read::encoding;

/// Bytes at the front in which a page names its character set.
const HEAD_BYTES: usize = 4096;

/// A page as text, and whether its letters had to be guessed.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    protocol: Option<&str>,
) -> (Cow<'b, str>, Option<&'static Encoding>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[mark..]).0, None);
    }
    let stated = protocol
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| of_meta(&bytes[..bytes.len().min(HEAD_BYTES)]));
    // Its letters are ASCII, so it looks like UTF-8.
    if stated != Some(ISO_2022_JP)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return (Cow::Borrowed(text), None);
    }
    match stated.filter(|encoding| *encoding != UTF_8) {
        Some(encoding) => {
            let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
            if has_errors && is_nearly_utf8(bytes) {
                return (String::from_utf8_lossy(bytes), None);
            }
            (text, None)
        }
        _ if is_nearly_utf8(bytes) => (String::from_utf8_lossy(bytes), None),
        _ => {
            let (text, guessed) = encoding::decode(bytes, None);
            (Cow::Owned(text), Some(guessed))
        }
    }
}

/// Whether bytes beyond ASCII are UTF-8 but for a few, as where two pages were put together.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk
            .valid()
            .bytes()
            .filter(|byte| !byte.is_ascii())
            .count();
        bad += chunk.invalid().len();
    }
    bad * 20 < good
}

/// The character set in `<meta charset>` or `<meta http-equiv content>`, or in an XML declaration.
fn of_meta(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let mut metas =
        memchr::memmem::find_iter(&head, b"<meta").chain(memchr::memmem::find(&head, b"<?xml"));
    let found = metas.find_map(|start| {
        let tag = &head[start..];
        let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
        let key: &[u8] = if tag.starts_with(b"<?xml") {
            b"encoding"
        } else {
            b"charset"
        };
        let at = memchr::memmem::find(tag, key)? + key.len();
        let value = tag[at..].trim_ascii_start().strip_prefix(b"=")?;
        let value = value.trim_ascii_start();
        let value = value
            .strip_prefix(b"\"")
            .or_else(|| value.strip_prefix(b"'"))
            .unwrap_or(value);
        let end = value
            .iter()
            .position(|b| matches!(b, b'"' | b'\'' | b' ' | b';' | b'/' | b'?'));
        Encoding::for_label(&value[..end.unwrap_or(value.len())])
    })?;
    // A page in which this can be read is neither.
    Some(match found {
        found if found == UTF_16LE || found == UTF_16BE => UTF_8,
        found if found == X_USER_DEFINED => WINDOWS_1252,
        found => found,
    })
}
