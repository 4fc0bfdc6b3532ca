//! Where the items of an XML document begin and end.
//!
//! Comments, CDATA sections and declarations are passed over, whatever stands in them. Nothing is
//! asked of the rest: a feed that is cut off gives the items before the cut.

use std::ops::Range;

use super::root::local;
use crate::read::framing::{Framing, trim};

/// Longer names are none of an item.
const NAME_BYTES: usize = 40;

/// Ends records at the end of each item.
#[derive(Debug)]
pub(in crate::read) struct Items {
    /// Names of elements that are items, without prefixes.
    names: Vec<Vec<u8>>,
    state: State,
    /// Bytes seen since the current record began, which is at the end of the one before.
    seen: usize,
    /// Where the tag that is being read begins, counted as `seen` is.
    tag: usize,
    /// What follows the angle bracket of that tag, up to the end of its name.
    name: Vec<u8>,
    item: Option<Item>,
    is_closed: bool,
}

#[derive(Debug)]
struct Item {
    name: Vec<u8>,
    start: usize,
    /// Items of that name that are open, one inside the other.
    depth: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Text,
    Name,
    /// In a tag behind its name; the quote that is open, and whether the byte before was a slash.
    Tag {
        quote: u8,
        slash: bool,
    },
    /// In something that ends with these bytes, of which so many were seen.
    Until {
        end: &'static [u8],
        met: usize,
    },
}

impl Items {
    /// Items are the elements of these names.
    pub(in crate::read) fn named<N: AsRef<[u8]>>(names: &[N]) -> Self {
        Self {
            names: names.iter().map(|name| name.as_ref().to_owned()).collect(),
            state: State::default(),
            seen: 0,
            tag: 0,
            name: Vec::new(),
            item: None,
            is_closed: false,
        }
    }

    /// Whether elements of a name are items, in whatever case.
    fn is_item(&self, name: &[u8]) -> bool {
        let mut names = self.names.iter();
        names.any(|known| known.eq_ignore_ascii_case(local(name)))
    }

    /// Takes one byte outside of text; true at the end of an item.
    fn take(&mut self, byte: u8) -> bool {
        match self.state {
            State::Text => {}
            State::Name => return self.take_name(byte),
            State::Tag { quote, slash } => {
                self.state = match byte {
                    // No value holds it: a quote was forgotten.
                    b'<' => {
                        self.begin_tag();
                        return false;
                    }
                    _ if quote != 0 => State::Tag {
                        quote: if byte == quote { 0 } else { quote },
                        slash: false,
                    },
                    b'>' => {
                        self.state = State::Text;
                        return self.end_tag(slash);
                    }
                    b'"' | b'\'' => State::Tag {
                        quote: byte,
                        slash: false,
                    },
                    _ => State::Tag {
                        quote,
                        slash: byte == b'/',
                    },
                };
            }
            State::Until { end, met } => {
                let met = if byte == end[met] {
                    met + 1
                } else if byte == end[0] {
                    // `]]]>` ends a section, too.
                    if met > 1 && end[1] == byte { met } else { 1 }
                } else {
                    0
                };
                self.state = if met == end.len() {
                    State::Text
                } else {
                    State::Until { end, met }
                };
            }
        }
        false
    }

    fn take_name(&mut self, byte: u8) -> bool {
        let ends =
            byte.is_ascii_whitespace() || byte == b'>' || (byte == b'/' && !self.name.is_empty());
        if ends || self.name.len() == NAME_BYTES {
            self.state = State::Tag {
                quote: 0,
                slash: false,
            };
            return self.take(byte);
        }
        if byte == b'<' {
            self.begin_tag();
            return false;
        }
        self.name.push(byte);
        let end: &[u8] = match &self.name[..] {
            b"!--" => b"-->",
            b"![CDATA[" => b"]]>",
            b"?" => b"?>",
            _ => return false,
        };
        self.state = State::Until { end, met: 0 };
        false
    }

    fn begin_tag(&mut self) {
        self.tag = self.seen - 1;
        self.name.clear();
        self.state = State::Name;
    }

    /// At the end of a tag: whether it ends an item.
    fn end_tag(&mut self, is_empty: bool) -> bool {
        let (is_end, name) = match self.name.strip_prefix(b"/") {
            Some(name) => (true, name),
            None => (false, &self.name[..]),
        };
        let is_item = !is_end && self.is_item(name);
        match &mut self.item {
            None if is_item => {
                self.item = Some(Item {
                    name: name.to_vec(),
                    start: self.tag,
                    depth: 1,
                });
                is_empty
            }
            Some(item) if item.name.eq_ignore_ascii_case(name) => {
                match (is_end, is_empty) {
                    (true, _) => item.depth -= 1,
                    (false, false) => item.depth += 1,
                    (false, true) => {}
                }
                item.depth == 0
            }
            _ => false,
        }
    }
}

impl Framing for Items {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        if self.is_closed {
            self.is_closed = false;
            self.item = None;
            self.seen = 0;
        }
        let mut at = 0;
        while at < fresh.len() {
            // Leap over what cannot change the state.
            let next = match self.state {
                State::Text => memchr::memchr(b'<', &fresh[at..]),
                State::Until { end, met: 0 } => memchr::memchr(end[0], &fresh[at..]),
                _ => Some(0),
            };
            let Some(next) = next else {
                self.seen += fresh.len() - at;
                break;
            };
            self.seen += next + 1;
            at += next + 1;
            if self.state == State::Text {
                self.begin_tag();
            } else if self.take(fresh[at - 1]) {
                self.is_closed = true;
                return Some(at);
            }
        }
        None
    }

    fn release(&mut self, _: usize) -> usize {
        let released = match (&mut self.item, self.state) {
            (Some(item), _) => std::mem::take(&mut item.start),
            (None, State::Name | State::Tag { .. }) => self.tag,
            (None, _) => self.seen,
        };
        self.seen -= released;
        self.tag = self.tag.saturating_sub(released);
        released
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        let Some(item) = &self.item else {
            return record.len()..record.len();
        };
        let start = item.start.min(record.len());
        let inner = trim(&record[start..], |b| b.is_ascii_whitespace());
        start + inner.start..start + inner.end
    }
}
