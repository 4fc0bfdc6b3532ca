//! Where the rows of a table of text end.

use std::ops::Range;

use crate::read::framing::{Framing, trim};

/// Ends records at newlines outside quotes.
#[derive(Debug)]
pub(super) struct Quoted {
    delimiter: u8,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Bare,
    InQuotes,
    /// After a quote inside quotes: the end of the field, or half of a doubled quote.
    AfterQuote,
}

impl Quoted {
    pub(super) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: State::FieldStart,
        }
    }
}

impl Framing for Quoted {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < fresh.len() {
            // Leap over what cannot change the state.
            let next = match self.state {
                State::InQuotes => memchr::memchr(b'"', &fresh[at..]),
                State::Bare => memchr::memchr3(self.delimiter, b'\n', b'\r', &fresh[at..]),
                State::FieldStart | State::AfterQuote => Some(0),
            };
            at += next?;
            let byte = fresh[at];
            at += 1;
            self.state = match (self.state, byte) {
                (State::InQuotes, _) => State::AfterQuote,
                (State::FieldStart | State::AfterQuote, b'"') => State::InQuotes,
                (_, b'\n' | b'\r') => {
                    self.state = State::FieldStart;
                    return Some(at);
                }
                (_, byte) if byte == self.delimiter => State::FieldStart,
                _ => State::Bare,
            };
        }
        None
    }

    fn is_open(&self) -> bool {
        self.state == State::InQuotes
    }

    fn restart(&mut self) {
        self.state = State::FieldStart;
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        let inner = trim(record, |b| matches!(b, b'\n' | b'\r'));
        if record[inner.clone()].iter().all(|b| matches!(b, b' ')) {
            inner.end..inner.end
        } else {
            inner
        }
    }
}
