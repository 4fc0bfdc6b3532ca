//! Whether a text is HTML, or only talks of it.
//!
//! Signs are: words between the two tags of an element, a tag of a paragraph, line or picture that
//! touches words or stands on a line of its own, a comment, a CDATA section. A tag that stands
//! between spaces or quotes, as words do, is spoken of.

use std::ops::Deref;

use super::elements::{self, Gap, Kind};

pub(super) fn are_in(text: &str) -> bool {
    let mut tags = Tags::of(text);
    // Elements that were opened right in front of a word.
    let mut open = 0_u64;
    while let Some(tag) = tags.next_tag() {
        match tag {
            Tag::Section => return true,
            Tag::Open {
                kind: Kind::Inline(number),
                is_glued,
                has_attributes,
            } => {
                if is_glued || has_attributes {
                    open |= 1 << number;
                }
            }
            Tag::Close {
                kind: Kind::Inline(number),
                is_glued,
            } => {
                if is_glued && open & (1 << number) != 0 {
                    return true;
                }
            }
            Tag::Open {
                kind: Kind::Block,
                is_glued,
                ..
            }
            | Tag::Close {
                kind: Kind::Block,
                is_glued,
            } => {
                if is_glued || tags.is_apart {
                    return true;
                }
            }
        }
    }
    false
}

/// Whether an element of the text ends a line.
pub(super) fn have_lines(text: &str) -> bool {
    have(text, |name| elements::gap_around(name) >= Gap::Line)
}

/// Whether the text has elements that are its paragraphs.
pub(super) fn have_paragraphs(text: &str) -> bool {
    have(text, |name| matches!(name, b"p" | b"br"))
}

fn have(text: &str, is_one: impl Fn(&[u8]) -> bool) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let (name, _) = name_at(
            bytes,
            at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/')),
        );
        is_one(&name)
    })
}

enum Tag {
    Open {
        kind: Kind,
        /// Whether what it opens follows at once.
        is_glued: bool,
        has_attributes: bool,
    },
    Close {
        kind: Kind,
        is_glued: bool,
    },
    /// A comment, a document type or CDATA.
    Section,
}

/// The tags of a text.
struct Tags<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Whether the last tag stood between the ends of its line.
    is_apart: bool,
    /// Whether a comment that is opened may yet be closed.
    comments: bool,
}

impl<'t> Tags<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            is_apart: false,
            comments: true,
        }
    }

    fn next_tag(&mut self) -> Option<Tag> {
        loop {
            let start = self.at + memchr::memchr(b'<', self.bytes.get(self.at..)?)?;
            self.at = start + 1;
            let inside = &self.bytes[self.at..];
            if inside.starts_with(b"!--") {
                self.comments = self.comments && memchr::memmem::find(inside, b"-->").is_some();
                if self.comments {
                    return Some(Tag::Section);
                }
            } else if inside.starts_with(b"![CDATA[") || starts_with(inside, b"!doctype ") {
                return Some(Tag::Section);
            }
            let is_end = inside.first() == Some(&b'/');
            let (name, after) = name_at(self.bytes, self.at + usize::from(is_end));
            let Some(kind) = elements::kind(&name) else {
                continue;
            };
            // Neither comes any more: then no tag does.
            let close = after + memchr::memchr2(b'<', b'>', &self.bytes[after..])?;
            self.at = close;
            if self.bytes[close] == b'<' {
                continue;
            }
            self.at = close + 1;
            let attributes = self.bytes[after..close].trim_ascii_end();
            let has_attributes = attributes.contains(&b'=');
            if !has_attributes && !matches!(attributes, b"" | b"/") {
                continue;
            }
            let before = start.checked_sub(1).map(|at| self.bytes[at]);
            let behind = self.bytes.get(close + 1).copied();
            let ends_line = |byte: Option<u8>| matches!(byte, None | Some(b'\n' | b'\r'));
            self.is_apart =
                ends_line(before) && ends_line(behind) && (before.is_some() || behind.is_some());
            return Some(match (is_end, kind) {
                (true, _) => Tag::Close {
                    kind,
                    is_glued: is_word(before),
                },
                (false, Kind::Inline(_)) => Tag::Open {
                    kind,
                    is_glued: is_word(behind),
                    has_attributes,
                },
                (false, Kind::Block) => Tag::Open {
                    kind,
                    is_glued: is_word(behind) || is_word(before),
                    has_attributes,
                },
            });
        }
    }
}

/// The first letters of an element's name, small ones; no name that is known has more.
#[derive(Default)]
struct Name {
    letters: [u8; 12],
    length: usize,
}

impl Deref for Name {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.letters[..self.length]
    }
}

/// The name that begins at a place, and where it ends.
fn name_at(bytes: &[u8], at: usize) -> (Name, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let mut name = Name::default();
    for (letter, byte) in name.letters.iter_mut().zip(rest) {
        if !byte.is_ascii_alphanumeric() {
            break;
        }
        *letter = byte.to_ascii_lowercase();
        name.length += 1;
    }
    let end = at + name.length;
    (name, end)
}

fn starts_with(bytes: &[u8], start: &[u8]) -> bool {
    bytes
        .get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether a byte is a part of the text that a tag touches: no space, and no mark that stands
/// around a tag that is spoken of.
fn is_word(byte: Option<u8>) -> bool {
    match byte {
        None => false,
        // The end of a sentence touches a tag, and so does another tag.
        Some(b'.' | b'!' | b'?' | b'<' | b'>' | b'&' | b';' | b':' | b'%' | b'$' | b'-') => true,
        Some(byte) => byte.is_ascii_alphanumeric() || !byte.is_ascii(),
    }
}
