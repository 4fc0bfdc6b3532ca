//! The head of a WARC record.

use std::borrow::Cow;

use super::head::field;

/// What is asked of a head.
#[derive(Debug)]
pub(super) struct Head<'h> {
    bytes: &'h [u8],
    /// Bytes of the payload.
    pub(super) length: Option<u64>,
}

/// Whether a line begins a record.
pub(super) fn begins(line: &[u8]) -> bool {
    line.starts_with(b"WARC/")
        && line.len() < 16
        && line[5..]
            .trim_ascii_end()
            .iter()
            .all(|b| b.is_ascii_digit() || *b == b'.')
}

impl<'h> Head<'h> {
    pub(super) fn of(bytes: &'h [u8]) -> Option<Self> {
        let line = bytes.split_inclusive(|&b| b == b'\n').next()?;
        begins(line).then(|| Self {
            bytes,
            length: field(bytes, "Content-Length").and_then(|length| length.parse().ok()),
        })
    }

    pub(super) fn field(&self, name: &str) -> Cow<'h, str> {
        field(self.bytes, name).unwrap_or_default()
    }

    /// An address; early writers put it between brackets.
    pub(super) fn address(&self) -> String {
        let address = self.field("WARC-Target-URI");
        let address = address.strip_prefix('<').unwrap_or(&address);
        address.strip_suffix('>').unwrap_or(address).to_owned()
    }

    /// The name of the record, without what all have in front.
    pub(super) fn id(&self) -> String {
        let id = self.field("WARC-Record-ID");
        let id = id.trim_start_matches('<').trim_end_matches('>');
        id.strip_prefix("urn:uuid:").unwrap_or(id).to_owned()
    }
}
