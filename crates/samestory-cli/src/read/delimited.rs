//! CSV and TSV: a header that names the columns, then a record an article.
//!
//! Quotes, doubled quotes and newlines inside quotes as in RFC 4180. A record must have as many
//! fields as the header.

use std::ops::Range;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::Encoding;

use super::blocks::{Framing, trim};
use super::draft::Draft;
use super::fields::{Field, Names, Target};
use super::plain;
use super::problem::Remark;

/// What a header says.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    delimiter: u8,
    targets: Vec<Option<Target>>,
    header: Vec<u8>,
    /// Where the header ends in its file, its newline not included.
    pub(super) header_end: u64,
    /// How bytes that are not UTF-8 are read; none where the file gave no hint.
    encoding: Option<&'static Encoding>,
}

impl Columns {
    /// Reads a header; `sample` is the beginning of the file, to guess its encoding by.
    pub(super) fn new(header: &[u8], delimiter: u8, names: &Names, sample: &[u8]) -> Self {
        let targets = split(header, delimiter)
            .iter()
            .map(|name| {
                let name = String::from_utf8_lossy(name);
                names.at(name.trim()).and_then(|known| known.target)
            })
            .collect();
        Self {
            delimiter,
            targets,
            header: header.to_vec(),
            header_end: header.len() as u64,
            encoding: plain::guess(sample),
        }
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Whether a column has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        let header = split(&self.header, self.delimiter);
        let mut names = header.iter().map(|name| String::from_utf8_lossy(name));
        names.any(|column| column.trim() == name.trim())
    }

    /// Whether nothing says that the table has another encoding.
    pub(super) fn is_utf8(&self) -> bool {
        self.encoding.is_none()
    }

    /// Whether the records of both can stand under one header.
    pub(super) fn joins(&self, other: &Self) -> bool {
        self.delimiter == other.delimiter && self.header == other.header
    }

    /// Number of columns that hold a field of an article.
    pub(super) fn known(&self) -> usize {
        self.targets.iter().flatten().count()
    }

    /// Whether some column holds a title or a text.
    pub(super) fn hold_articles(&self) -> bool {
        self.targets
            .iter()
            .flatten()
            .any(|t| matches!(t.field, Field::Title | Field::Text))
    }
}

/// The delimiter that cuts a header into most known names; a tab, comma, semicolon or bar.
pub(super) fn delimiter(header: &[u8], names: &Names) -> Option<u8> {
    let known = |delimiter: &u8| {
        split(header, *delimiter)
            .iter()
            .filter(|name| names.at(String::from_utf8_lossy(name).trim()).is_some())
            .count()
    };
    // The last of equals wins, so the most usual one comes last.
    [b'|', b';', b'\t', b',']
        .into_iter()
        .max_by_key(known)
        .filter(|delimiter| known(delimiter) > 0)
}

/// Reads one record.
pub(super) fn parse(record: &[u8], columns: &Columns, draft: &mut Draft) -> Result<(), Remark> {
    draft.start();
    let decoded = match std::str::from_utf8(record) {
        Ok(_) => None,
        Err(_) => Some(plain::decode(record, columns.encoding)),
    };
    let bytes = decoded.as_ref().map_or(record, |(text, _)| text.as_bytes());
    let fields = split(bytes, columns.delimiter);
    if fields.len() != columns.targets.len() {
        return Err(Remark::new(
            format!(
                "has {} fields where the header has {}",
                fields.len(),
                columns.targets.len()
            ),
            "quote fields that hold the delimiter, a quote or a newline",
        ));
    }
    for (target, field) in columns.targets.iter().zip(&fields) {
        if let Some(target) = target {
            // Cutting valid UTF-8 at ASCII bytes leaves valid UTF-8.
            draft.put(*target, &String::from_utf8_lossy(field));
        }
    }
    if let Some((_, encoding)) = decoded {
        draft.remarks.push(plain::decoded(encoding));
    }
    draft.finish()
}

/// The fields of one record, quotes resolved.
fn split(record: &[u8], delimiter: u8) -> Vec<Vec<u8>> {
    let mut reader = reader(delimiter);
    let mut fields = Vec::new();
    let mut ends = vec![0; 1 + memchr::memchr_iter(delimiter, record).count()];
    let mut output = vec![0; record.len()];
    let (mut input, mut written, mut ended) = (record, 0, 0);
    loop {
        let (result, read, wrote, closed) =
            reader.read_record(input, &mut output[written..], &mut ends[ended..]);
        input = &input[read..];
        written += wrote;
        ended += closed;
        match result {
            // An empty input then says that this is the end.
            ReadRecordResult::InputEmpty => {}
            _ => break,
        }
    }
    let mut start = 0;
    for &end in &ends[..ended] {
        fields.push(output[start..end].to_vec());
        start = end;
    }
    fields
}

fn reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

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
