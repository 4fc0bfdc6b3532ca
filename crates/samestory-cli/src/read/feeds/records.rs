//! Records in XML of no known format: elements whose children are the fields of an article.
//!
//! In: the beginning of a document. Out: the name of its first element that has a title and a text, a
//! title and a date, or a text and a date, by the names that are known of records.

use quick_xml::events::Event;

use crate::read::fields::{Field, Names};
use crate::read::kind::Start;
use crate::read::unreadable::is_refused_root;
use crate::read::wire;
use crate::read::xml::{declared, decoded, lenient, local, root};

/// The name of the elements that are records, without its prefix; none when there are none.
pub(super) fn item_in(start: &Start<'_>) -> Option<String> {
    let (root, is_declared) = root(start.text)?;
    let is_other = is_refused_root(root)
        || local(root).eq_ignore_ascii_case(b"html")
        || wire::format_of(root).is_some();
    if !is_declared || is_other {
        return None;
    }
    let (text, _) = decoded(start.sample, declared(start.sample));
    let mut reader = lenient(&text);
    let mut open: Vec<Element> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => open.push(Element::new(tag.name().as_ref())),
            Ok(Event::Text(text)) => {
                if let Some(element) = open.last_mut() {
                    element.has_words |= !text.trim_ascii().is_empty();
                }
            }
            Ok(Event::CData(_) | Event::GeneralRef(_)) => {
                if let Some(element) = open.last_mut() {
                    element.has_words = true;
                }
            }
            Ok(Event::End(_)) => {
                let Some(closed) = open.pop() else { continue };
                if let (true, Some(parent)) = (closed.has_words, open.last_mut()) {
                    parent.note(&closed.name, start.names);
                }
                if closed.is_record() {
                    return Some(closed.local());
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    // One may be longer than the sample.
    let longest = open.iter().rev().find(|element| element.is_record());
    longest.map(Element::local)
}

/// An element that is open, and which fields of an article it has.
struct Element {
    name: String,
    has_words: bool,
    /// Title, text, date.
    fields: [bool; 3],
}

impl Element {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            has_words: false,
            fields: [false; 3],
        }
    }

    fn note(&mut self, child: &str, names: &Names) {
        let target = names.child(child).and_then(|known| known.target);
        let Some(target) = target.filter(|target| target.is_sure) else {
            return;
        };
        match target.field {
            Field::Title => self.fields[0] = true,
            Field::Text => self.fields[1] = true,
            Field::Date => self.fields[2] = true,
            _ => {}
        }
    }

    fn is_record(&self) -> bool {
        self.fields.iter().filter(|has| **has).count() > 1
    }

    fn local(&self) -> String {
        String::from_utf8_lossy(local(self.name.as_bytes())).into_owned()
    }
}
