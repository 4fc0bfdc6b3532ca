//! Unpacked bytes of everything that cannot be read twice, one file behind the other: in memory at
//! first, then in an unnamed temporary file.
//!
//! Records longer than the limit are left out: they take a place, so that offsets stay what they
//! are in the stream, but no room. Read again, such a place is NUL bytes.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::SpooledTempFile;

use samestory::error::Error;

pub(super) struct Spool(Mutex<Store>);

struct Store {
    file: SpooledTempFile,
    /// Bytes in the file.
    bytes: u64,
    /// Ascending, none touching another.
    holes: Vec<Hole>,
}

/// A stretch that was left out.
#[derive(Debug, Clone, Copy)]
struct Hole {
    start: u64,
    end: u64,
    /// Bytes in the holes up to the end of this one.
    sum: u64,
}

impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Spool").field(&self.len()).finish()
    }
}

impl Spool {
    pub(super) fn new(memory_bytes: u64) -> Self {
        let memory = usize::try_from(memory_bytes).unwrap_or(usize::MAX);
        Self(Mutex::new(Store {
            file: tempfile::spooled_tempfile(memory),
            bytes: 0,
            holes: Vec::new(),
        }))
    }

    pub(super) fn len(&self) -> u64 {
        self.store().len()
    }

    /// Puts bytes behind what is there, and says where they begin.
    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut store = self.store();
        let start = store.len();
        let end = store.bytes;
        store.file.seek(SeekFrom::Start(end))?;
        store.file.write_all(bytes).map_err(|error| {
            let text = format!(
                "cannot unpack to the temporary folder: {error}; unpack the input yourself, or set TMPDIR to a folder with more room"
            );
            io::Error::new(error.kind(), text)
        })?;
        store.bytes += bytes.len() as u64;
        Ok(start)
    }

    /// Leaves out the next `bytes`.
    pub(super) fn leave_out(&self, bytes: usize) {
        let mut store = self.store();
        let (start, bytes) = (store.len(), bytes as u64);
        match store.holes.last_mut() {
            Some(hole) if hole.end == start => {
                hole.end += bytes;
                hole.sum += bytes;
            }
            last => {
                let sum = last.map_or(0, |hole| hole.sum) + bytes;
                let end = start + bytes;
                store.holes.push(Hole { start, end, sum });
            }
        }
    }

    /// Whether something of a stretch was left out.
    pub(super) fn has_hole(&self, start: u64, bytes: u64) -> bool {
        let store = self.store();
        let next = store.holes.partition_point(|hole| hole.end <= start);
        store
            .holes
            .get(next)
            .is_some_and(|hole| bytes > 0 && hole.start < start + bytes)
    }

    pub(super) fn read(&self, offset: u64, bytes: &mut [u8]) -> Result<(), Error> {
        self.store()
            .read(offset, bytes)
            .map_err(|error| Error::io("temporary file", error))
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Bytes in the file and in holes.
    fn len(&self) -> u64 {
        self.bytes + self.holes.last().map_or(0, |hole| hole.sum)
    }

    fn read(&mut self, mut offset: u64, mut bytes: &mut [u8]) -> io::Result<()> {
        let mut next = self.holes.partition_point(|hole| hole.end <= offset);
        while !bytes.is_empty() {
            let hole = self.holes.get(next).copied();
            let left_out = hole.is_some_and(|hole| hole.start <= offset);
            let until = hole.map_or(
                u64::MAX,
                |hole| {
                    if left_out { hole.end } else { hole.start }
                },
            );
            let length = usize::try_from(until - offset)
                .unwrap_or(usize::MAX)
                .min(bytes.len());
            let (part, rest) = bytes.split_at_mut(length);
            if left_out {
                part.fill(0);
                next += 1;
            } else {
                let before = next.checked_sub(1).map_or(0, |last| self.holes[last].sum);
                self.file.seek(SeekFrom::Start(offset - before))?;
                self.file.read_exact(part)?;
            }
            offset += length as u64;
            bytes = rest;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_takes_a_place_and_no_room() {
        let spool = Spool::new(4);
        spool.append(b"abc").expect("room");
        spool.leave_out(2);
        spool.leave_out(1);
        spool.append(b"de").expect("room");
        spool.leave_out(1);
        spool.append(b"f").expect("room");
        let all = b"abc\0\0\0de\0f";
        assert_eq!(spool.len(), all.len() as u64);
        for start in 0..all.len() {
            for end in start..=all.len() {
                let mut bytes = vec![1; end - start];
                spool.read(start as u64, &mut bytes).expect("bytes");
                assert_eq!(bytes, all[start..end], "{start}..{end}");
                let holes = all[start..end].contains(&0);
                assert_eq!(spool.has_hole(start as u64, (end - start) as u64), holes);
            }
        }
        assert_eq!(spool.store().bytes, 6);
    }
}
