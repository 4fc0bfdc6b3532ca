//! Where the records of a crawl begin and end.
//!
//! A record says its length, and what follows must be another record or the end. Where it is not,
//! the length was wrong: the record then ends in front of the next thing that begins as one, so that
//! no other is lost with it.

use std::ops::Range;

use memchr::memmem;

use super::form::Form;
use crate::read::framing::{Framing, trim};

/// Longer heads, and lines of one, are none.
const HEAD_BYTES: usize = 1 << 16;
/// How a record of WARC begins behind the end of a line.
const NEXT: &[u8] = b"\nWARC/1.";

/// Ends records at the end of what they say is theirs.
#[derive(Debug)]
pub(super) struct Records {
    form: Form,
    state: State,
    /// What was read of the current head, and of its current line.
    head: Vec<u8>,
    line: Vec<u8>,
    /// Bytes seen since the current record began.
    seen: u64,
    /// Where another record seems to begin inside of the current one.
    inner: Option<u64>,
    /// Bytes that were looked at and belong to the next record.
    back: u64,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// In line ends in front of a record.
    Front,
    Head,
    /// So many bytes before the end of the payload.
    Payload(u64),
    /// In line ends behind it.
    Behind,
    /// In something that is no record.
    Lost,
}

impl Records {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            state: State::Front,
            head: Vec::new(),
            line: Vec::new(),
            seen: 0,
            inner: None,
            back: 0,
        }
    }

    /// Takes bytes up to the end of the current line; true when that is among them.
    fn take_line(&mut self, fresh: &[u8]) -> (usize, bool) {
        let end = memchr::memchr(b'\n', fresh);
        let length = end.map_or(fresh.len(), |at| at + 1);
        let room = HEAD_BYTES.saturating_sub(self.line.len()).min(length);
        self.line.extend_from_slice(&fresh[..room]);
        (length, end.is_some())
    }

    /// At the end of a line of a head: what comes next.
    fn end_line(&mut self) -> State {
        let line = std::mem::take(&mut self.line);
        if self.head.is_empty() && !self.form.begins(&line) {
            return State::Lost;
        }
        self.head.extend_from_slice(&line);
        if self.head.len() > HEAD_BYTES {
            return State::Lost;
        }
        if self.form == Form::Warc && !line.trim_ascii().is_empty() {
            return State::Head;
        }
        self.form
            .payload_bytes(&self.head)
            .map_or(State::Lost, State::Payload)
    }

    /// One step: how many bytes it takes, and whether the record ends behind them.
    fn step(&mut self, fresh: &[u8]) -> (usize, bool) {
        let is_end_of_line = |b: &&u8| matches!(b, b'\r' | b'\n');
        match self.state {
            State::Front => {
                let blank = fresh.iter().take_while(is_end_of_line).count();
                if blank < fresh.len() {
                    self.state = State::Head;
                }
                (blank, false)
            }
            State::Head => {
                let (length, is_whole) = self.take_line(fresh);
                if is_whole {
                    self.state = self.end_line();
                }
                (length, false)
            }
            State::Payload(0) => {
                self.state = State::Behind;
                (0, false)
            }
            State::Payload(left) => {
                let length = usize::try_from(left).unwrap_or(usize::MAX).min(fresh.len());
                if self.form == Form::Warc && self.inner.is_none() {
                    let found = memmem::find(&fresh[..length], NEXT);
                    self.inner = found.map(|at| self.seen + at as u64 + 1);
                }
                self.state = State::Payload(left - length as u64);
                (length, false)
            }
            State::Behind => {
                let blank = fresh.iter().take_while(is_end_of_line).count();
                if blank > 0 {
                    return (blank, false);
                }
                let is_next =
                    self.form == Form::Arc || b"WARC/".iter().zip(fresh).all(|(a, b)| a == b);
                match self.inner.take() {
                    _ if is_next => (0, true),
                    Some(inner) => {
                        self.back = self.seen - inner;
                        (0, true)
                    }
                    None => {
                        self.state = State::Lost;
                        (0, false)
                    }
                }
            }
            State::Lost => {
                let (length, is_whole) = self.take_line(fresh);
                if !is_whole {
                    return (length, false);
                }
                let is_next = self.form.begins(&self.line);
                if is_next {
                    self.back = self.line.len() as u64;
                }
                self.line.clear();
                (length, is_next)
            }
        }
    }
}

impl Framing for Records {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < fresh.len() {
            let (length, ends) = self.step(&fresh[at..]);
            at += length;
            self.seen += length as u64;
            if ends {
                let back = self.back;
                self.restart();
                self.back = back;
                return Some(at);
            }
        }
        None
    }

    fn restart(&mut self) {
        *self = Self::new(self.form);
    }

    fn swallowed(&mut self) -> Option<u64> {
        let bytes = self.seen - self.inner?;
        self.restart();
        Some(bytes)
    }

    fn back(&mut self) -> u64 {
        std::mem::take(&mut self.back)
    }

    /// The line ends behind a record are its own.
    fn trim(&self, record: &[u8]) -> Range<usize> {
        let inner = trim(record, |b| matches!(b, b'\r' | b'\n'));
        if inner.is_empty() {
            inner
        } else {
            inner.start..record.len()
        }
    }

    fn counts_lines(&self) -> bool {
        false
    }
}
