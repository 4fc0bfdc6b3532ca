//! Framing: where records end, and what of one is not a separator.
//!
//! In: bytes as they come. Out: the end of each record. Promise: no byte is looked at twice. A format that is
//! cut into records implements [`Framing`]; [`super::blocks`] does the cutting.

use std::ops::Range;

/// Says where records end; keeps its state between calls, so that no byte is looked at twice.
pub(super) trait Framing: Send {
    /// Bytes of `fresh` up to and with the end of the current record, when that lies in it.
    fn end(&mut self, fresh: &[u8]) -> Option<usize>;

    /// Bytes at the end of what was looked at last that are to be shown again with more behind them:
    /// they may begin what ends a record.
    fn held(&self) -> usize {
        0
    }

    /// Whether the current record swallows what follows it, because a quote is never closed.
    fn is_open(&self) -> bool {
        false
    }

    /// Begins anew at the start of a record.
    fn restart(&mut self) {}

    /// At the end of the stream: bytes at the end of the current record that begin another one, because
    /// this one said that it was longer.
    fn swallowed(&mut self) -> Option<u64> {
        None
    }

    /// Bytes at the end of the record that ended last which are those of the next one.
    fn back(&mut self) -> u64 {
        0
    }

    /// Lets go of the front of the current record, of which `seen` bytes were looked at, as far as it
    /// belongs to no record: how many bytes that are.
    fn release(&mut self, seen: usize) -> usize {
        let _ = seen;
        0
    }

    /// The part of a record without separators; empty when it is none.
    fn trim(&self, record: &[u8]) -> Range<usize>;

    /// Whether people find a record by its line; else by its number.
    fn counts_lines(&self) -> bool {
        true
    }
}

/// Everything is one record.
#[derive(Debug)]
pub(super) struct Whole;

impl Framing for Whole {
    fn end(&mut self, _: &[u8]) -> Option<usize> {
        None
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        0..record.len()
    }
}

/// The range left of `bytes` without what `around` accepts at both ends.
pub(super) fn trim(bytes: &[u8], around: impl Fn(u8) -> bool) -> Range<usize> {
    match bytes.iter().position(|&b| !around(b)) {
        None => bytes.len()..bytes.len(),
        Some(start) => {
            let kept = bytes.iter().rposition(|&b| !around(b)).unwrap_or(start);
            start..kept + 1
        }
    }
}
