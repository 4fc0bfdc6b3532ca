//! A file that is read through once, and passed on or over part by part.

use std::io::{self, BufRead, BufReader, Read};

use crate::read::feed::Feed;
use crate::read::index::File;
use crate::read::kind::Passing;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A file being read through, and how far.
pub(super) struct Input<'a> {
    reader: BufReader<Box<dyn Read + Send + 'a>>,
    at: u64,
}

impl<'a> Input<'a> {
    /// At the beginning of a file.
    pub(super) fn open(file: &'a File, feed: &'a Feed) -> io::Result<Self> {
        let stream = file.content.sequential(feed.spool());
        let stream = stream.map_err(|error| io::Error::other(error.at_path(&file.name)))?;
        Ok(Self {
            reader: BufReader::with_capacity(1 << 20, stream),
            at: 0,
        })
    }

    /// Whether what comes is a JSON array.
    pub(super) fn begins_array(&mut self) -> io::Result<bool> {
        let start = self.reader.fill_buf()?;
        let start = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start);
        Ok(start.trim_ascii_start().first() == Some(&b'['))
    }

    /// Sends everything up to `end`, or to the end of the file.
    pub(super) fn send(
        &mut self,
        end: u64,
        mut sink: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        while self.at < end {
            let buffer = self.reader.fill_buf()?;
            let taken = usize::try_from(end - self.at)
                .unwrap_or(usize::MAX)
                .min(buffer.len());
            if taken == 0 {
                break;
            }
            sink(&buffer[..taken])?;
            self.reader.consume(taken);
            self.at += taken as u64;
        }
        Ok(())
    }

    /// The bytes up to `end`.
    pub(super) fn take(&mut self, end: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.send(end, |part| {
            bytes.extend_from_slice(part);
            Ok(())
        })?;
        Ok(bytes)
    }

    /// Passes over the rest of a line that holds nothing more.
    pub(super) fn skip_line_end(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let blank = buffer
                .iter()
                .position(|b| !matches!(b, b' ' | b'\t' | b'\r'))
                .unwrap_or(buffer.len());
            let ends = buffer.get(blank) == Some(&b'\n');
            let is_over = blank < buffer.len() || buffer.is_empty();
            let taken = blank + usize::from(ends);
            self.reader.consume(taken);
            self.at += taken as u64;
            if is_over {
                return Ok(());
            }
        }
    }

    /// Passes over what only the first of several files keeps: a byte order mark, and the header.
    pub(super) fn skip_front(&mut self, file: &File) -> io::Result<()> {
        if self.reader.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
            self.send(BYTE_ORDER_MARK.len() as u64, |_| Ok(()))?;
        }
        if let Passing::Rows(rows) = file.kind.passing() {
            self.send(rows.header_end, |_| Ok(()))?;
            self.skip_line_end()?;
        }
        Ok(())
    }
}
