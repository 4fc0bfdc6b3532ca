//! Errors of the system and damage in packed data: which is which, and streams that go on or end there.

use std::fmt;
use std::io::{self, Read};

/// Whether an error came from the system; else from damage in packed data.
pub(super) fn is_of_system(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<OfSystem>)
}

/// Whether an error is that of damage in packed data, which reading on may leave behind.
pub(super) fn is_damage(error: &io::Error) -> bool {
    error.kind() != io::ErrorKind::Interrupted && !is_of_system(error)
}

/// An error of the system, so that decoders that pass it on do not hide where it came from.
#[derive(Debug)]
struct OfSystem(io::Error);

impl fmt::Display for OfSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for OfSystem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// A stream whose errors are marked as the system's.
pub(super) struct Marking<R>(R);

impl<R> Marking<R> {
    pub(super) fn new(stream: R) -> Self {
        Self(stream)
    }
}

impl<R: Read> Read for Marking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            // To be tried again, by whoever looks at the kind only.
            io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, OfSystem(error)),
        })
    }
}

/// A decoder that cannot go on behind damage: its stream ends there.
pub(super) struct Ending<R>(Option<R>);

impl<R> Ending<R> {
    pub(super) fn new(decoder: R) -> Self {
        Self(Some(decoder))
    }
}

impl<R: Read> Read for Ending<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.0 else {
            return Ok(0);
        };
        let read = decoder.read(buffer);
        if read.as_ref().is_err_and(is_damage) {
            self.0 = None;
        }
        read
    }
}

/// A stream without the errors of damage in packed data: what can be unpacked, as it was read first.
pub(super) struct Onward<R> {
    stream: R,
    /// Whether damage was the last that the stream gave; once more, and it is over.
    is_damaged: bool,
}

impl<R> Onward<R> {
    pub(super) fn new(stream: R) -> Self {
        Self {
            stream,
            is_damaged: false,
        }
    }
}

impl<R: Read> Read for Onward<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.stream.read(buffer);
            let was_damaged = self.is_damaged;
            self.is_damaged = read.as_ref().is_err_and(is_damage);
            match (self.is_damaged, was_damaged) {
                (true, true) => return Ok(0),
                (true, false) => {}
                (false, _) => return read,
            }
        }
    }
}

/// A stream that failed while its beginning was looked at.
pub(super) struct Failing(Option<io::Error>);

impl Failing {
    pub(super) fn new(error: io::Error) -> Self {
        Self(Some(error))
    }
}

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
