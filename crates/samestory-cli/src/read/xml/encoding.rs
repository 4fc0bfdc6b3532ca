//! The encoding of an XML document.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::read::encoding;
use crate::read::problem::Remark;

/// The encoding that an XML declaration names.
pub(in crate::read) fn declared(sample: &[u8]) -> Option<&'static Encoding> {
    let start = sample.trim_ascii_start();
    let end = memchr::memmem::find(&start[..start.len().min(400)], b"?>")?;
    let declaration = start[..end].strip_prefix(b"<?xml")?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let value = declaration[at + b"encoding".len()..].trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first()?;
    let value = &value[1..];
    let label = &value[..memchr::memchr(quote, value)?];
    Encoding::for_label(label)
}

/// Bytes as text, in the encoding that the document names if they are not UTF-8.
pub(in crate::read) fn decoded<'r>(
    bytes: &'r [u8],
    encoding: Option<&'static Encoding>,
) -> (Cow<'r, str>, Option<Remark>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), None);
    }
    let known = encoding.filter(|encoding| *encoding != encoding_rs::UTF_8);
    let (text, found) = encoding::decode(bytes, known);
    let remark = known.is_none().then(|| encoding::decoded(found));
    (Cow::Owned(text), remark)
}
