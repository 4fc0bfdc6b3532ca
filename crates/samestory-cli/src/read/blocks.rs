//! Cuts a stream into records, a block of about a megabyte at a time.
//!
//! In: a stream of bytes. Out: [`Block`]s, each with the places of the whole records in it. A
//! record longer than the limit is passed over without being held; the next one is whole again.
//! Only this part is sequential; parsing is not.

use std::io::{self, Read};

use super::damage::is_of_system;
use super::framing::Framing;
use super::problem::Remark;
use super::spool::Spool;

/// Bytes read at a time.
const BLOCK_BYTES: usize = 1 << 20;
/// Room for a block and the beginning of a usual record before it, so that nothing grows while a
/// block is read.
const BUFFER_BYTES: usize = BLOCK_BYTES + (1 << 16);

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// First byte, counted in the unpacked file.
    pub(super) offset: u64,
    /// Bytes, separator not included.
    pub(super) length: u32,
    /// Line of its first byte, 1-based; in a JSON array the number of the record.
    pub(super) line: u32,
}

/// A record that makes no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) offset: u64,
    pub(super) length: u64,
    pub(super) line: u32,
    pub(super) remark: Remark,
}

/// A stretch of a file and the records in it.
#[derive(Debug)]
pub(super) struct Block {
    /// Where `bytes` begin in the unpacked file.
    pub(super) offset: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) records: Vec<Entry>,
    /// Records that cannot even be cut out.
    pub(super) refused: Vec<Refused>,
}

impl Block {
    pub(super) fn record(&self, entry: &Entry) -> &[u8] {
        let start = usize::try_from(entry.offset - self.offset).unwrap_or(usize::MAX);
        &self.bytes[start..start + entry.length as usize]
    }
}

/// The blocks of one stream.
pub(super) struct Blocks<'s> {
    stream: Box<dyn Read + Send + 's>,
    /// What is read is copied here, when the stream cannot be read again; but no record that is
    /// longer than any may be.
    spool: Option<&'s Spool>,
    framing: Box<dyn Framing>,
    record_bytes: usize,
    /// Where `buffer` begins in the unpacked file.
    offset: u64,
    line: u32,
    buffer: Vec<u8>,
    /// The current record starts at `start`; up to `seen` the framing has looked.
    start: usize,
    seen: usize,
    /// Up to here the buffer was copied to the spool.
    copied: usize,
    /// Bytes at the front of the buffer that end an overlong record.
    left_out: usize,
    /// The record being passed over because of its length.
    overlong: Option<Refused>,
    records: Vec<Entry>,
    refused: Vec<Refused>,
    ended: bool,
    /// Whether damage was the last that the stream gave.
    is_damaged: bool,
}

impl<'s> Blocks<'s> {
    pub(super) fn new(
        stream: Box<dyn Read + Send + 's>,
        spool: Option<&'s Spool>,
        framing: Box<dyn Framing>,
        offset: u64,
        record_bytes: usize,
    ) -> Self {
        Self {
            stream,
            spool,
            framing,
            record_bytes,
            offset,
            line: 1,
            buffer: Vec::with_capacity(BUFFER_BYTES),
            start: 0,
            seen: 0,
            copied: 0,
            left_out: 0,
            overlong: None,
            records: Vec::new(),
            refused: Vec::new(),
            ended: false,
            is_damaged: false,
        }
    }

    /// The next record cut out alone: a header.
    pub(super) fn next_record(&mut self) -> io::Result<Option<(Entry, Vec<u8>)>> {
        while self.records.is_empty() && !self.ended {
            self.step()?;
        }
        if self.records.is_empty() {
            return Ok(None);
        }
        let entry = self.records.remove(0);
        let start = usize::try_from(entry.offset - self.offset).unwrap_or(usize::MAX);
        let bytes = self.buffer[start..start + entry.length as usize].to_vec();
        Ok(Some((entry, bytes)))
    }

    /// The next block, none at the end.
    ///
    /// # Errors
    /// When the stream cannot be read or the copy cannot be written. Damage in packed data is not
    /// an error: it refuses the record that it cuts off and ends the stream.
    pub(super) fn next_block(&mut self) -> io::Result<Option<Block>> {
        while self.records.is_empty() && self.refused.is_empty() {
            if self.ended {
                return Ok(None);
            }
            self.step()?;
        }
        let mut rest = Vec::with_capacity(BUFFER_BYTES);
        rest.extend_from_slice(&self.buffer[self.start..]);
        self.buffer.truncate(self.start);
        let block = Block {
            offset: self.offset,
            bytes: std::mem::replace(&mut self.buffer, rest),
            records: std::mem::take(&mut self.records),
            refused: std::mem::take(&mut self.refused),
        };
        self.let_go();
        Ok(Some(block))
    }

    /// Accounts for `buffer[..start]` having left the buffer.
    fn let_go(&mut self) {
        self.offset += self.start as u64;
        self.seen -= self.start;
        self.copied = self.copied.saturating_sub(self.start);
        self.start = 0;
    }

    /// Copies what was cut out to the spool.
    fn copy(&mut self) -> io::Result<()> {
        let end = if self.ended {
            self.buffer.len()
        } else {
            self.start
        };
        if let Some(spool) = self.spool {
            if self.left_out > 0 {
                spool.leave_out(self.left_out);
                self.copied = self.left_out;
            }
            spool.append(&self.buffer[self.copied..end])?;
        }
        self.left_out = 0;
        self.copied = end;
        Ok(())
    }

    /// Makes room for another block, and for no more than a record and two blocks.
    fn grow(&mut self) {
        let needed = self.buffer.len() + BLOCK_BYTES + 64;
        if self.buffer.capacity() < needed {
            let most = (self.record_bytes + 2 * BLOCK_BYTES).max(needed);
            let room = (2 * self.buffer.capacity()).clamp(needed, most);
            self.buffer.reserve_exact(room - self.buffer.len());
        }
    }

    /// Reads on and cuts out what is whole. The buffer holds at most one record too long and a block.
    fn step(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.let_go();
        if self.buffer.len() > self.record_bytes && self.framing.is_open() {
            self.refuse_line();
            return self.copy();
        }
        if self.buffer.len() > self.record_bytes || self.overlong.is_some() {
            self.pass_over();
        }
        self.grow();
        let before = self.buffer.len();
        let read = (&mut self.stream)
            .take(BLOCK_BYTES as u64)
            .read_to_end(&mut self.buffer);
        let is_empty = self.buffer.len() == before;
        self.cut();
        match read {
            Ok(bytes) if bytes == BLOCK_BYTES => {}
            Ok(_) => self.finish(),
            Err(error) if is_of_system(&error) => return Err(error),
            Err(error) => {
                // A stream that has nothing more to give fails again at once.
                let is_over = is_empty && self.is_damaged;
                self.refuse_rest(&error);
                self.ended = is_over;
                self.is_damaged = true;
                return self.copy();
            }
        }
        self.is_damaged &= is_empty;
        self.copy()
    }

    /// Cuts out every record whose end lies in the buffer.
    fn cut(&mut self) {
        while let Some(length) = self.framing.end(&self.buffer[self.seen..]) {
            self.seen += length;
            let back = usize::try_from(self.framing.back()).unwrap_or(usize::MAX);
            self.seen -= back.min(self.seen - self.start);
            self.close();
        }
        self.seen = (self.buffer.len() - self.framing.held()).max(self.seen);
        let released = self.framing.release(self.seen - self.start);
        if self.framing.counts_lines() {
            let lines = count_lines(&self.buffer[self.start..self.start + released]);
            self.line = self.line.saturating_add(lines);
        }
        self.start += released;
    }

    /// Ends the current record at `seen`.
    fn close(&mut self) {
        let record = &self.buffer[self.start..self.seen];
        let inner = self.framing.trim(record);
        let offset = self.offset + (self.start + inner.start) as u64;
        let lines = count_lines(record);
        let line = if self.framing.counts_lines() {
            self.line
                .saturating_add(count_lines(&record[..inner.start]))
        } else {
            self.line
        };
        let passed = if self.framing.counts_lines() {
            lines
        } else {
            u32::from(!inner.is_empty() || self.overlong.is_some())
        };
        if let Some(mut overlong) = self.overlong.take() {
            overlong.length += inner.end as u64;
            self.refused.push(overlong);
            // Its beginning left the buffer, so this is at the front of it.
            self.left_out = self.seen;
        } else if inner.len() > self.record_bytes {
            self.refused.push(Refused {
                length: inner.len() as u64,
                ..self.too_long(offset, line)
            });
        } else if !inner.is_empty() {
            self.records.push(Entry {
                offset,
                length: u32::try_from(inner.len()).unwrap_or(u32::MAX),
                line,
            });
        }
        self.start = self.seen;
        self.line = self.line.saturating_add(passed);
    }

    /// Lets go of a buffer that holds the beginning of a record longer than any may be.
    fn pass_over(&mut self) {
        let mut overlong = match self.overlong.take() {
            Some(overlong) => overlong,
            None => self.too_long(self.offset, self.line),
        };
        overlong.length += self.buffer.len() as u64;
        self.overlong = Some(overlong);
        self.offset += self.buffer.len() as u64;
        if let Some(spool) = self.spool {
            spool.leave_out(self.buffer.len());
        }
        self.buffer.clear();
        self.seen = 0;
    }

    /// Refuses the line in which a quote was opened, and begins anew after it.
    fn refuse_line(&mut self) {
        let rest = &self.buffer[self.start..];
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let inner = self.framing.trim(&rest[..length]);
        self.refused.push(Refused {
            offset: self.offset + (self.start + inner.start) as u64,
            length: inner.len() as u64,
            line: self.line,
            remark: Remark::new(
                "a quote that is opened in this line is never closed",
                "close it, or double a quote that is meant as a character",
            ),
        });
        self.line = self.line.saturating_add(1);
        self.start += length;
        self.seen = self.start;
        self.framing.restart();
        self.cut();
    }

    /// At the end of the stream: what is left is the last record, without a separator.
    fn finish(&mut self) {
        while self.framing.is_open() && self.start < self.buffer.len() {
            self.refuse_line();
        }
        while let Some(bytes) = self.framing.swallowed() {
            let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
            if bytes >= self.buffer.len() - self.start {
                break;
            }
            self.seen = self.buffer.len() - bytes;
            self.close();
            self.cut();
        }
        if self.start < self.buffer.len() || self.overlong.is_some() {
            self.seen = self.buffer.len();
            self.close();
        }
        self.ended = true;
    }

    /// At damage in packed data: what is left is refused, and reading goes on behind it.
    fn refuse_rest(&mut self, error: &io::Error) {
        self.refused.push(Refused {
            offset: self.offset + self.start as u64,
            length: (self.buffer.len() - self.start) as u64,
            line: self.line,
            remark: damaged(error),
        });
        self.overlong = None;
        self.start = self.buffer.len();
        self.seen = self.start;
        self.framing.restart();
    }

    fn too_long(&self, offset: u64, line: u32) -> Refused {
        Refused {
            offset,
            length: 0,
            line,
            remark: too_long(self.record_bytes),
        }
    }
}

pub(super) fn too_long(limit: usize) -> Remark {
    Remark::new(
        format!("longer than {limit} bytes, the most that a record may have"),
        "split it, or raise the limit with --max-record-bytes",
    )
}

pub(super) fn damaged(error: &io::Error) -> Remark {
    Remark::new(
        format!("the compressed data are damaged or cut off here: {error}"),
        "what came before was read; copy or pack the file again",
    )
}

fn count_lines(bytes: &[u8]) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
}
