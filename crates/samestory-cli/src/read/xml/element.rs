//! The elements of an XML document, read from whatever they are.
//!
//! Nothing is asked of the text: names may not match, and ampersands may be bare.

use std::borrow::Cow;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::markup::entities;

/// What is around a section of words as they are.
const SECTION: &str = "<![CDATA[";
const SECTION_END: &str = "]]>";

/// An element and what is in it.
#[derive(Debug)]
pub(in crate::read) struct Element<'x> {
    pub(in crate::read) name: String,
    pub(in crate::read) tag: BytesStart<'x>,
    pub(in crate::read) source: &'x str,
    /// Whether it is closed.
    pub(in crate::read) is_whole: bool,
    /// Whether it holds words and sections only.
    is_leaf: bool,
}

impl<'x> Element<'x> {
    /// The element that a text begins with; if the text ends with its end, it goes up to there.
    pub(in crate::read) fn around(text: &'x str) -> Option<Self> {
        let mut elements = Elements::of(text);
        let Ok(Event::Start(tag)) = elements.reader.read_event() else {
            return Elements::of(text).next();
        };
        let start = place(elements.reader.buffer_position());
        let inner = (text.get(start..)?.strip_suffix('>'))
            .and_then(|inner| inner.strip_suffix(tag.name().as_ref()))
            .and_then(|inner| inner.strip_suffix("</"));
        let Some(source) = inner else {
            return Elements::of(text).next();
        };
        Some(Self {
            name: tag.name().as_ref().to_owned(),
            tag,
            source,
            is_whole: true,
            is_leaf: false,
        })
    }

    pub(in crate::read) fn attribute(&self, name: &str) -> Option<String> {
        attribute(&self.tag, name)
    }

    /// Whether other elements are in it.
    pub(in crate::read) fn has_elements(&self) -> bool {
        !self.is_leaf && Elements::of(self.source).next().is_some()
    }
}

fn place(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

pub(in crate::read) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))?;
    let value = entities::decode(&found.value).unwrap_or_else(|| found.value.into_owned());
    Some(value.trim().to_owned())
}

/// A reader that takes what it gets.
pub(in crate::read) fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// What is inside of an element whose tag was read last, and whether that is closed.
pub(in crate::read) fn inside<'x>(
    text: &'x str,
    reader: &mut Reader<&'x [u8]>,
    tag: &BytesStart<'_>,
) -> (&'x str, bool) {
    let start = place(reader.buffer_position());
    match reader.read_to_end(tag.name()) {
        Ok(span) => {
            let inner = text.get(place(span.start)..place(span.end));
            (inner.unwrap_or_default(), true)
        }
        Err(_) => (text.get(start..).unwrap_or_default(), false),
    }
}

/// The elements of a text that are not inside of one another.
pub(in crate::read) struct Elements<'x> {
    text: &'x str,
    reader: Reader<&'x [u8]>,
}

impl<'x> Elements<'x> {
    pub(in crate::read) fn of(text: &'x str) -> Self {
        Self {
            text,
            reader: lenient(text),
        }
    }
}

impl<'x> Iterator for Elements<'x> {
    type Item = Element<'x>;

    fn next(&mut self) -> Option<Element<'x>> {
        loop {
            let (tag, source, is_whole, is_leaf) = match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let start = place(self.reader.buffer_position());
                    let rest = self.text.get(start..).unwrap_or_default();
                    if let Some((source, behind)) = leaf(rest, tag.name().as_ref()) {
                        *self = Self::of(behind);
                        (tag, source, true, true)
                    } else {
                        let (source, is_whole) = inside(self.text, &mut self.reader, &tag);
                        (tag, source, is_whole, false)
                    }
                }
                Ok(Event::Empty(tag)) => (tag, "", true, true),
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => continue,
            };
            return Some(Element {
                name: tag.name().as_ref().to_owned(),
                tag,
                source,
                is_whole,
                is_leaf,
            });
        }
    }
}

/// What is inside of an element of words and sections only, and what comes behind its end; `rest`
/// follows its tag. Most of a document are such, and few bytes of them are to be looked at.
fn leaf<'x>(rest: &'x str, name: &str) -> Option<(&'x str, &'x str)> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr(b'<', &bytes[at..])?;
        if bytes[at..].starts_with(SECTION.as_bytes()) {
            at += memchr::memmem::find(&bytes[at..], SECTION_END.as_bytes())? + SECTION_END.len();
            continue;
        }
        let behind = rest[at..].strip_prefix("</")?.strip_prefix(name)?;
        return Some((&rest[..at], behind.strip_prefix('>')?));
    }
}

/// What an element holds.
pub(in crate::read) fn value_of<'x>(element: &Element<'x>) -> Cow<'x, str> {
    let value = text_of(element.source);
    // Atom 0.3 says so, 1.0 by the type; what is no such text stays as it is.
    let is_packed = |kind: String| {
        let is_text = kind.starts_with("text/") || kind.ends_with("/xml") || kind.ends_with("+xml");
        kind.contains('/') && !is_text
    };
    if element.attribute("mode").as_deref() == Some("base64")
        || element.attribute("type").is_some_and(is_packed)
    {
        let packed: String = value.split_ascii_whitespace().collect();
        let bytes = BASE64_STANDARD.decode(packed);
        if let Some(text) = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
            return Cow::Owned(text);
        }
    }
    value
}

/// The text of an element's source: characters for entities, sections unwrapped, comments gone. With
/// elements in it, it is mark-up, and stays so.
pub(in crate::read) fn text_of(source: &str) -> Cow<'_, str> {
    if !source.contains('<') {
        return entities::decode(source).map_or(Cow::Borrowed(source), Cow::Owned);
    }
    let only = (source.strip_prefix(SECTION)).and_then(|rest| rest.strip_suffix(SECTION_END));
    if let Some(text) = only
        && memchr::memmem::find(text.as_bytes(), SECTION_END.as_bytes()).is_none()
    {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(source.len());
    // Text that is no section, and whether elements are in it.
    let mut marked = String::new();
    let mut has_elements = false;
    let mut rest = source;
    let flush = |marked: &mut String, has_elements: bool, text: &mut String| {
        let decoded = if has_elements {
            None
        } else {
            entities::decode(marked)
        };
        text.push_str(decoded.as_deref().unwrap_or(marked));
        marked.clear();
    };
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        marked.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(section) = rest.strip_prefix(SECTION) {
            flush(&mut marked, has_elements, &mut text);
            let end = memchr::memmem::find(section.as_bytes(), SECTION_END.as_bytes());
            let end = end.unwrap_or(section.len());
            text.push_str(&section[..end]);
            rest = section.get(end + SECTION_END.len()..).unwrap_or_default();
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else {
            has_elements = true;
            marked.push('<');
            rest = &rest[1..];
        }
    }
    marked.push_str(rest);
    flush(&mut marked, has_elements, &mut text);
    Cow::Owned(text)
}
