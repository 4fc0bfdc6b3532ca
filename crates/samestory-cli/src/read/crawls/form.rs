//! The two forms of crawls.

use super::{arc, warc};

/// What a crawl is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Warc,
    Arc,
}

impl Form {
    /// Whether a line begins a record.
    pub(super) fn begins(self, line: &[u8]) -> bool {
        match self {
            Self::Warc => warc::begins(line),
            Self::Arc => arc::Head::of(line).is_some(),
        }
    }

    /// How long the payload is that follows a head.
    pub(super) fn payload_bytes(self, head: &[u8]) -> Option<u64> {
        match self {
            Self::Warc => warc::Head::of(head)?.length,
            Self::Arc => Some(arc::Head::of(head)?.length),
        }
    }
}
