//! One record a line.

use std::ops::Range;

use super::blocks::{Framing, trim};

/// Ends records at newlines; a blank line is none.
#[derive(Debug, Default)]
pub(super) struct Lines;

impl Framing for Lines {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        memchr::memchr(b'\n', fresh).map(|at| at + 1)
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        trim(record, |b| b.is_ascii_whitespace())
    }
}
