//! The elements of one XML record, so that fields can be looked for wherever they stand.
//!
//! In: the text of a record, well-formed or cut off. Out: its elements and texts in the order of the
//! document. Names are compared without their prefixes, as providers choose those freely. Nothing
//! recurses, and the number of elements is bounded. Cost: linear.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::markup::entities;
use crate::read::problem::Remark;
use crate::read::xml::lenient;

/// More elements than any news item has.
const MOST: usize = 1_000_000;

/// An XML record taken apart.
#[derive(Debug)]
pub(super) struct Tree<'x> {
    nodes: Vec<Node<'x>>,
}

#[derive(Debug)]
enum Node<'x> {
    Element {
        /// What stands between the angle brackets.
        tag: &'x str,
        name_len: usize,
        /// The first node behind all that is in it.
        end: usize,
    },
    Text(&'x str),
    /// Text without entities.
    Section(&'x str),
}

/// A piece of what is inside of an element.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'t, 'x> {
    Element(Element<'t, 'x>),
    Text(&'x str),
    Section(&'x str),
}

impl<'x> Tree<'x> {
    pub(super) fn of(text: &'x str) -> Result<Self, Remark> {
        let mut reader = lenient(text);
        let mut nodes = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            let before = place(&reader);
            let event = reader.read_event();
            let raw = text.get(before..place(&reader)).unwrap_or_default();
            match event {
                Ok(Event::Start(tag)) => {
                    open.push(nodes.len());
                    nodes.push(element(raw, &tag, usize::MAX));
                }
                Ok(Event::Empty(tag)) => nodes.push(element(raw, &tag, nodes.len() + 1)),
                Ok(Event::End(tag)) => {
                    // An end without a beginning ends nothing, and one of an outer element ends
                    // those in it.
                    let name = tag.name().as_ref().to_owned();
                    let known = open.iter().rev().take(64).position(|&at| {
                        matches!(&nodes[at], Node::Element { tag, name_len, .. } if tag[..*name_len] == *name)
                    });
                    for _ in 0..known.map_or(0, |depth| depth + 1) {
                        close(&mut nodes, &mut open);
                    }
                }
                Ok(Event::Text(_) | Event::GeneralRef(_)) => nodes.push(Node::Text(raw)),
                Ok(Event::CData(_)) => {
                    let inner = raw.strip_prefix("<![CDATA[").unwrap_or(raw);
                    nodes.push(Node::Section(inner.strip_suffix("]]>").unwrap_or(inner)));
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
            if nodes.len() > MOST {
                return Err(Remark::new(
                    format!("has more than {MOST} elements"),
                    "check that it is a news item",
                ));
            }
        }
        while !open.is_empty() {
            close(&mut nodes, &mut open);
        }
        Ok(Self { nodes })
    }

    /// The first element.
    pub(super) fn root(&self) -> Option<Element<'_, 'x>> {
        let is_element = |node: &Node<'_>| matches!(node, Node::Element { .. });
        let at = self.nodes.iter().position(is_element)?;
        Some(Element { tree: self, at })
    }
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn element<'x>(raw: &'x str, tag: &BytesStart<'_>, end: usize) -> Node<'x> {
    let name_len = tag.name().as_ref().len();
    let inner = raw.trim_start().strip_prefix('<').unwrap_or_default();
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    Node::Element {
        tag: inner.strip_suffix('/').unwrap_or(inner),
        name_len: name_len.min(inner.len()),
        end,
    }
}

fn close(nodes: &mut [Node<'_>], open: &mut Vec<usize>) {
    let behind = nodes.len();
    if let Some(Node::Element { end, .. }) = open.pop().and_then(|at| nodes.get_mut(at)) {
        *end = behind;
    }
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'t, 'x> {
    tree: &'t Tree<'x>,
    at: usize,
}

impl<'t, 'x> Element<'t, 'x> {
    /// Its name without the prefix.
    pub(super) fn name(self) -> &'x str {
        match &self.tree.nodes[self.at] {
            Node::Element { tag, name_len, .. } => {
                let name = tag.get(..*name_len).unwrap_or_default();
                name.rsplit_once(':').map_or(name, |(_, local)| local)
            }
            _ => "",
        }
    }

    /// The first node behind all that is in it.
    pub(super) fn end(self) -> usize {
        match &self.tree.nodes[self.at] {
            Node::Element { end, .. } => *end,
            _ => self.at + 1,
        }
    }

    /// The value of an attribute, by its name without the prefix; empty values are none.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        let Node::Element { tag, name_len, .. } = &self.tree.nodes[self.at] else {
            return None;
        };
        let start = BytesStart::from_content(*tag, *name_len);
        let mut attributes = start.html_attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.as_ref();
            key == name || key.rsplit_once(':').is_some_and(|(_, local)| local == name)
        })?;
        let value = entities::decode(&found.value).unwrap_or_else(|| found.value.into_owned());
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// All that is in it, in document order, elements with what is in them behind them; each with
    /// its place.
    pub(super) fn pieces(self) -> impl Iterator<Item = (usize, Piece<'t, 'x>)> {
        let tree = self.tree;
        (self.at + 1..self.end()).map(move |at| {
            let piece = match &tree.nodes[at] {
                Node::Element { .. } => Piece::Element(Element { tree, at }),
                Node::Text(text) => Piece::Text(text),
                Node::Section(text) => Piece::Section(text),
            };
            (at, piece)
        })
    }

    /// The elements in it at any depth.
    pub(super) fn all(self) -> impl Iterator<Item = Self> {
        self.pieces().filter_map(|(_, piece)| match piece {
            Piece::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The elements right inside of it.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        let mut next = self.at + 1;
        self.all().filter(move |element| {
            let is_child = element.at >= next;
            if is_child {
                next = element.end();
            }
            is_child
        })
    }

    /// The elements of a name at any depth that are in no other of that name.
    pub(super) fn outermost(self, name: &str) -> impl Iterator<Item = Self> {
        let mut next = self.at + 1;
        self.all().filter(move |element| {
            let is_outer = element.at >= next && element.name() == name;
            if is_outer {
                next = element.end();
            }
            is_outer
        })
    }

    /// The first child of a name.
    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// The first element of a name at any depth.
    pub(super) fn find(self, name: &str) -> Option<Self> {
        self.all().find(|element| element.name() == name)
    }

    /// The element at the end of a path of names, each the first at any depth below the one before.
    pub(super) fn path(self, names: &[&str]) -> Option<Self> {
        names
            .iter()
            .try_fold(self, |element, name| element.find(name))
    }

    /// Its text on one line; none when that is empty.
    pub(super) fn text(self) -> Option<String> {
        let mut text = String::new();
        let mut raw = String::new();
        for (_, piece) in self.pieces() {
            match piece {
                Piece::Text(part) => raw.push_str(part),
                Piece::Section(part) => {
                    flush(&mut raw, &mut text);
                    text.push_str(part);
                }
                // Words of two elements are two words, unless they are in a line.
                Piece::Element(inner) if !is_inline(inner.name()) => raw.push(' '),
                Piece::Element(_) => {}
            }
        }
        flush(&mut raw, &mut text);
        let words: Vec<&str> = text.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "em"
            | "i"
            | "lang"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
    )
}

fn flush(raw: &mut String, text: &mut String) {
    match entities::decode(raw) {
        Some(decoded) => text.push_str(&decoded),
        None => text.push_str(raw),
    }
    raw.clear();
}
