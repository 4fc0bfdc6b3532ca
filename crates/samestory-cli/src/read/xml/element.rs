//! The elements of an XML document, read from whatever they are.
//!
//! Nothing is asked of the text: names may not match, and ampersands may be bare.

use std::borrow::Cow;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::markup::entities;

/// An element and what is in it.
#[derive(Debug)]
pub(in crate::read) struct Element<'x> {
    pub(in crate::read) name: String,
    pub(in crate::read) tag: BytesStart<'x>,
    pub(in crate::read) source: &'x str,
    /// Whether it is closed.
    pub(in crate::read) is_whole: bool,
}

impl Element<'_> {
    pub(in crate::read) fn attribute(&self, name: &str) -> Option<String> {
        attribute(&self.tag, name)
    }
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
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
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
            let (tag, source, is_whole) = match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let (source, is_whole) = inside(self.text, &mut self.reader, &tag);
                    (tag, source, is_whole)
                }
                Ok(Event::Empty(tag)) => (tag, "", true),
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => continue,
            };
            return Some(Element {
                name: tag.name().as_ref().to_owned(),
                tag,
                source,
                is_whole,
            });
        }
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
    const SECTION: &str = "<![CDATA[";
    if !source.contains('<') {
        return entities::decode(source).map_or(Cow::Borrowed(source), Cow::Owned);
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
            let end = section.find("]]>").unwrap_or(section.len());
            text.push_str(&section[..end]);
            rest = section.get(end + 3..).unwrap_or_default();
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
