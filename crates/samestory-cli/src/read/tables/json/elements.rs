//! Objects in an array, or one behind the other.

use std::ops::Range;

use crate::read::framing::{Framing, trim};

/// Ends records at the end of each object of an array, or of objects one behind the other that may
/// span lines.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was met so far, each by itself"
)]
pub(super) struct Elements {
    depth: u32,
    in_string: bool,
    escaped: bool,
    /// Something other than an object was begun between the objects.
    stray: bool,
    /// The record that ended last is the end of the array.
    pub(super) is_over: bool,
}

impl Framing for Elements {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        self.is_over = false;
        for (at, &byte) in fresh.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_string = false,
                    _ => {}
                }
                continue;
            }
            match (byte, self.depth) {
                (b'{' | b'}' | b']', 0) if self.stray => {
                    self.stray = false;
                    return Some(at);
                }
                (b'{', _) | (b'[', 1..) => self.depth += 1,
                (b'}' | b']' | b',', depth) if depth == 0 || (depth == 1 && byte != b',') => {
                    *self = Self {
                        is_over: byte == b']' && depth == 0,
                        ..Self::default()
                    };
                    return Some(at + 1);
                }
                (b'}' | b']', _) => self.depth -= 1,
                (b'"', _) => {
                    self.in_string = true;
                    self.stray |= self.depth == 0;
                }
                (b'[', 0) => {}
                (_, 0) => self.stray |= !byte.is_ascii_whitespace(),
                _ => {}
            }
        }
        None
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        let between = |b: u8| b.is_ascii_whitespace() || b == b',';
        let inner = trim(record, between);
        match &record[inner.clone()] {
            // The brackets of the array that holds the records belong to none of them.
            [b'[', rest @ ..] => {
                let start = inner.start + 1;
                let within = trim(rest, between);
                match &rest[within.clone()] {
                    b"]" => inner.end..inner.end,
                    _ => start + within.start..start + within.end,
                }
            }
            b"]" => inner.end..inner.end,
            _ => inner,
        }
    }

    fn counts_lines(&self) -> bool {
        false
    }
}
