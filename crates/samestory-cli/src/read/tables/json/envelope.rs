//! Objects around the records: `{"articles": [...]}`, `{"response": {"docs": [...]}}`, a JSON Feed.
//!
//! The list of records is the first one among the object's own members, and those of objects in it,
//! whose elements look like articles. An object that is an article itself is none, whatever lists
//! it has.

use std::ops::Range;

use super::elements::Elements;
use crate::read::fields::{Field, Names};
use crate::read::framing::Framing;

/// Where the list of records begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Envelope {
    /// Bytes up to and with its bracket.
    bytes: usize,
    /// Objects around it.
    depth: u32,
}

/// Looks for an envelope at the beginning of a stream.
pub(super) fn find(sample: &[u8], names: &Names) -> Option<Envelope> {
    let start = sample.iter().position(|b| !b.is_ascii_whitespace())?;
    if sample[start] != b'{' {
        return None;
    }
    let mut scan = Scan {
        bytes: sample,
        at: start,
    };
    let mut root = Members::default();
    let whole = root.read(&mut scan, names, 1).is_some();
    // Lines of records go on with the next one.
    let goes_on = whole && sample[scan.at..].trim_ascii_start().first() == Some(&b'{');
    let is_titled = root.title.is_some();
    if root.is_article || (is_titled && (goes_on || (root.is_dated && root.is_summed_up))) {
        return None;
    }
    let list = match (root.lists.as_slice(), whole) {
        ([], _) => return None,
        // An empty answer. In lines of records something would follow.
        ([list], true) if list.kind == Kind::Empty && root.title.is_none() => {
            sample[scan.at..].trim_ascii().is_empty().then_some(list)?
        }
        (lists, _) => {
            let of_kind = |kind| lists.iter().find(move |list| list.kind == kind);
            let is_reported = root.title.is_some() && root.is_dated;
            let is_described = root.title.is_some() && (root.is_dated || root.is_summed_up);
            of_kind(Kind::Articles)
                .or_else(|| of_kind(Kind::Described).filter(|_| !is_reported))
                .or_else(|| of_kind(Kind::Titled).filter(|_| !is_described))?
        }
    };
    Some(list.envelope)
}

/// What the elements of a list look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    /// They have a title or a summary.
    Titled,
    /// They have both.
    Described,
    /// They have a text, or a title and a date.
    Articles,
    Other,
}

#[derive(Debug)]
struct List {
    kind: Kind,
    envelope: Envelope,
}

/// What the members of an object are.
#[derive(Debug, Default)]
struct Members {
    /// It has a text of its own.
    is_article: bool,
    title: Option<()>,
    is_dated: bool,
    is_summed_up: bool,
    lists: Vec<List>,
}

impl Members {
    /// Reads an object from its brace on; none when the sample ends first.
    fn read(&mut self, scan: &mut Scan<'_>, names: &Names, depth: u32) -> Option<()> {
        /// Deeper objects are none that hold the records.
        const DEEPEST: u32 = 6;
        scan.at += 1;
        loop {
            match scan.next_byte()? {
                b'}' => {
                    scan.at += 1;
                    return Some(());
                }
                b'"' => {}
                _ => {
                    scan.at += 1;
                    continue;
                }
            }
            let key = scan.string()?;
            let key = std::str::from_utf8(key).unwrap_or_default();
            if scan.next_byte()? != b':' {
                continue;
            }
            scan.at += 1;
            let known = names.child(key);
            match scan.next_byte()? {
                b'"' => {
                    let is_empty = scan.string()?.is_empty();
                    self.note(known, is_empty);
                }
                b'[' => {
                    let envelope = Envelope {
                        bytes: scan.at + 1,
                        depth,
                    };
                    let kind = list_kind(scan.bytes, scan.at + 1, names);
                    if kind == Kind::Other {
                        self.note(known, false);
                    } else {
                        self.lists.push(List { kind, envelope });
                    }
                    scan.value()?;
                }
                b'{' if depth < DEEPEST => {
                    let mut inner = Self::default();
                    let whole = inner.read(scan, names, depth + 1);
                    self.lists.append(&mut inner.lists);
                    whole?;
                }
                _ => {
                    let start = scan.at;
                    scan.value()?;
                    self.note(known, scan.bytes[start..].starts_with(b"null"));
                }
            }
        }
    }

    fn note(&mut self, known: Option<&Names>, is_empty: bool) {
        let Some(target) = known.and_then(|names| names.target).filter(|_| !is_empty) else {
            return;
        };
        match target.field {
            Field::Text if target.is_sure => self.is_article = true,
            Field::Text => self.is_summed_up = true,
            Field::Title => self.title = Some(()),
            Field::Date => self.is_dated = true,
            _ => {}
        }
    }
}

/// What the first element of a list looks like, as far as the sample goes.
fn list_kind(bytes: &[u8], at: usize, names: &Names) -> Kind {
    let mut scan = Scan { bytes, at };
    match scan.next_byte() {
        Some(b']') => Kind::Empty,
        Some(b'{') => {
            let (mut title, mut date, mut text, mut summary) = (false, false, false, false);
            let mut keys = Keys { scan, depth: 0 };
            while let Some(key) = keys.next_key() {
                let known = names.child(key);
                // Objects around an article's fields count as what they hold.
                text |= known.is_some_and(Names::is_wrapper);
                match known.and_then(|names| names.target) {
                    Some(target) if target.field == Field::Text && target.is_sure => text = true,
                    Some(target) => match target.field {
                        Field::Text => summary = true,
                        Field::Title => title = true,
                        Field::Date => date = true,
                        _ => {}
                    },
                    None => {}
                }
            }
            match (text || (date && (title || summary)), title, summary) {
                (true, ..) => Kind::Articles,
                (false, true, true) => Kind::Described,
                (false, false, false) => Kind::Other,
                _ => Kind::Titled,
            }
        }
        _ => Kind::Other,
    }
}

/// The keys of one object.
struct Keys<'b> {
    scan: Scan<'b>,
    depth: u32,
}

impl<'b> Keys<'b> {
    fn next_key(&mut self) -> Option<&'b str> {
        if self.depth == 0 {
            self.scan.at += 1;
            self.depth = 1;
        }
        loop {
            match self.scan.next_byte()? {
                b'"' => {
                    let key = self.scan.string()?;
                    if self.scan.next_byte()? != b':' {
                        return None;
                    }
                    self.scan.at += 1;
                    let _ = self.scan.value();
                    return std::str::from_utf8(key).ok();
                }
                b',' => self.scan.at += 1,
                _ => return None,
            }
        }
    }
}

/// A place in JSON that may end early.
#[derive(Debug, Clone, Copy)]
struct Scan<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Scan<'b> {
    /// The next byte that is no space, which stays.
    fn next_byte(&mut self) -> Option<u8> {
        let rest = self.bytes.get(self.at..)?;
        self.at += rest.iter().position(|b| !b.is_ascii_whitespace())?;
        self.bytes.get(self.at).copied()
    }

    /// The string that begins here, without its quotes; passes over it.
    fn string(&mut self) -> Option<&'b [u8]> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            at += memchr::memchr2(b'"', b'\\', self.bytes.get(at..)?)?;
            if self.bytes[at] == b'"' {
                self.at = at + 1;
                return Some(&self.bytes[start..at]);
            }
            at += 2;
        }
    }

    /// Passes over a value.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0_u32;
        loop {
            match self.next_byte()? {
                b'"' => {
                    self.string()?;
                    if depth == 0 {
                        return Some(());
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => {
                    self.at += usize::from(depth == 1);
                    return Some(());
                }
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => return Some(()),
                _ => {}
            }
            self.at += 1;
        }
    }
}

/// Ends records at the end of each element of the list in an envelope.
#[derive(Debug)]
pub(super) struct Enveloped {
    part: Part,
    inside: Elements,
    is_between: bool,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    /// So many bytes up to the list, and objects around it.
    Front(usize, u32),
    List(u32),
    /// Behind the list, inside of so many objects.
    Back {
        depth: u32,
        in_string: bool,
        is_escaped: bool,
    },
    /// Behind all of it, where nothing should be: records, to be refused.
    After,
}

impl Enveloped {
    pub(super) fn new(envelope: Envelope) -> Self {
        Self {
            part: Part::Front(envelope.bytes, envelope.depth),
            inside: Elements::default(),
            is_between: true,
        }
    }

    /// The end of the part behind the list.
    fn back(&mut self, fresh: &[u8]) -> Option<usize> {
        let Part::Back {
            depth,
            in_string,
            is_escaped,
        } = &mut self.part
        else {
            return None;
        };
        for (at, &byte) in fresh.iter().enumerate() {
            match byte {
                _ if *is_escaped => *is_escaped = false,
                b'\\' if *in_string => *is_escaped = true,
                b'"' => *in_string = !*in_string,
                _ if *in_string => {}
                b'{' | b'[' => *depth += 1,
                b'}' | b']' => {
                    *depth = depth.saturating_sub(1);
                    if *depth == 0 {
                        self.part = Part::After;
                        self.inside = Elements::default();
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

impl Framing for Enveloped {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        self.is_between = matches!(self.part, Part::Front(..) | Part::Back { .. });
        match &mut self.part {
            Part::Front(bytes, depth) => {
                let taken = (*bytes).min(fresh.len());
                *bytes -= taken;
                let depth = *depth;
                (*bytes == 0).then(|| {
                    self.part = Part::List(depth);
                    taken
                })
            }
            Part::List(depth) => {
                let end = self.inside.end(fresh)?;
                if self.inside.is_over {
                    self.part = Part::Back {
                        depth: *depth,
                        in_string: false,
                        is_escaped: false,
                    };
                }
                Some(end)
            }
            Part::Back { .. } => self.back(fresh),
            Part::After => self.inside.end(fresh),
        }
    }

    fn release(&mut self, seen: usize) -> usize {
        if self.is_between { seen } else { 0 }
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        if self.is_between {
            record.len()..record.len()
        } else {
            self.inside.trim(record)
        }
    }

    fn counts_lines(&self) -> bool {
        false
    }
}
