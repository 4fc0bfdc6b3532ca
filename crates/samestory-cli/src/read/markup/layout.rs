//! The text of HTML, laid out in lines.

use std::borrow::Cow;

use html5gum::emitters::callback::CallbackEvent;

use super::elements::{self, Gap};
use super::tokens;

/// What becomes of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Shape {
    /// A headline is one.
    Line,
    Text,
}

pub(super) fn convert(html: &str, shape: Shape) -> String {
    let unwrapped;
    let html = if html.contains("<![CDATA[") {
        unwrapped = html.replace("<![CDATA[", "").replace("]]>", "");
        &unwrapped
    } else {
        html
    };
    let mut page = Page {
        html,
        shape,
        // Without an element that ends a line, the lines are those of the source.
        keeps_lines: shape == Shape::Text && !super::signs::have_lines(html),
        // Without one that ends a paragraph, blank lines do.
        keeps_paragraphs: shape == Shape::Text && !super::signs::have_paragraphs(html),
        text: String::with_capacity(html.len()),
        gap: Gap::None,
        skipped: None,
        closed: Vec::new(),
        preformatted: 0,
    };
    tokens::each(html, |token| match token {
        CallbackEvent::OpenStartTag { name } => page.open(name),
        CallbackEvent::EndTag { name } => page.close(name),
        CallbackEvent::String { value } => page.words(value),
        _ => {}
    });
    page.text
}

struct Page<'h> {
    html: &'h str,
    shape: Shape,
    keeps_lines: bool,
    keeps_paragraphs: bool,
    text: String,
    gap: Gap,
    /// The element whose words are left out, and how many of its name are open.
    skipped: Option<(Vec<u8>, u32)>,
    /// Elements to be left out, and whether they are closed anywhere.
    closed: Vec<(Vec<u8>, bool)>,
    preformatted: u32,
}

impl Page<'_> {
    fn open(&mut self, name: &[u8]) {
        if let Some((skipped, open)) = &mut self.skipped {
            *open += u32::from(skipped == name);
        } else if elements::is_left_out(name) && self.is_closed(name) {
            self.skipped = Some((name.to_vec(), 1));
        } else {
            self.gap = self.gap.max(elements::gap_around(name));
            self.preformatted += u32::from(name == b"pre");
        }
    }

    fn close(&mut self, name: &[u8]) {
        match &mut self.skipped {
            Some((skipped, open)) if skipped == name => {
                *open -= 1;
                if *open == 0 {
                    self.skipped = None;
                }
            }
            Some(_) => {}
            None => {
                self.gap = self.gap.max(elements::gap_around(name));
                if name == b"pre" {
                    self.preformatted = self.preformatted.saturating_sub(1);
                }
            }
        }
    }

    /// What is never closed is not left out: it would take the rest of the text along. Code is no
    /// text even then.
    fn is_closed(&mut self, name: &[u8]) -> bool {
        if matches!(name, b"script" | b"style") {
            return true;
        }
        if let Some((_, closed)) = self.closed.iter().find(|(known, _)| known == name) {
            return *closed;
        }
        let end = [b"</", name].concat();
        let mut ends = memchr::memmem::find_iter(self.html.as_bytes(), b"</");
        let closed = ends.any(|at| {
            let tail = self.html.as_bytes().get(at..at + end.len());
            tail.is_some_and(|tail| tail.eq_ignore_ascii_case(&end))
        });
        self.closed.push((name.to_vec(), closed));
        closed
    }

    fn words(&mut self, value: &[u8]) {
        if self.skipped.is_some() {
            return;
        }
        // It is looked through faster than it is mended.
        let value = match std::str::from_utf8(value) {
            Ok(value) => Cow::Borrowed(value),
            Err(_) => String::from_utf8_lossy(value),
        };
        if self.preformatted > 0 && self.shape == Shape::Text {
            self.fill_gap();
            self.text.push_str(value.trim_end_matches('\n'));
            return;
        }
        let mut rest = &*value;
        while !rest.is_empty() {
            let (words, after) = rest.split_at(words(rest.as_bytes()));
            if !words.is_empty() {
                self.fill_gap();
                self.text.push_str(words);
            }
            let (spaces, after) = after.split_at(spaces(after.as_bytes()));
            rest = after;
            if spaces.is_empty() {
                continue;
            }
            let lines = memchr::memchr_iter(b'\n', spaces.as_bytes()).count();
            self.gap = self.gap.max(match lines {
                1 if self.keeps_lines => Gap::Line,
                2.. if self.keeps_lines || self.keeps_paragraphs => Gap::Paragraph,
                _ => Gap::Space,
            });
        }
    }

    fn fill_gap(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if self.text.is_empty() {
            return;
        }
        self.text.push_str(match (gap, self.shape) {
            (Gap::None, _) => "",
            (Gap::Space, _) | (_, Shape::Line) => " ",
            (Gap::Line, Shape::Text) => "\n",
            (Gap::Paragraph, Shape::Text) => "\n\n",
        });
    }
}

/// Bytes in front that are words, with no more than a space between two.
fn words(bytes: &[u8]) -> usize {
    /// So many are looked at together.
    const BYTES: usize = 64;
    if space(bytes, 0) > 0 {
        return 0;
    }
    let mut at = 1;
    while at < bytes.len() {
        let few = &bytes[at - 1..bytes.len().min(at + BYTES)];
        let others = few.windows(2).fold(false, |found, two| {
            let is_double = two[0] == b' ' && two[1] == b' ';
            found | is_double | matches!(two[1], b'\t'..=b'\r' | 0xc2)
        });
        if !others {
            at += few.len() - 1;
            // A space at the end is looked at again, with what follows it.
            at -= usize::from(at < bytes.len() && few.ends_with(b" "));
            continue;
        }
        for _ in 1..few.len() {
            let is_between = bytes[at] == b' ' && space(bytes, at + 1) == 0;
            if space(bytes, at) > 0 && !is_between {
                return at;
            }
            at += 1;
        }
    }
    // One at the end is between nothing.
    bytes.len() - usize::from(bytes.ends_with(b" "))
}

/// Bytes in front that are spaces.
fn spaces(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let length @ 1.. = space(bytes, at) {
        at += length;
    }
    at
}

/// The length of the space at a place, with or without a break; 0 where there is none.
fn space(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(byte) if byte.is_ascii_whitespace() => 1,
        Some(0xc2) if bytes.get(at + 1) == Some(&0xa0) => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::words;

    /// The same by its letters.
    fn naive(text: &str) -> usize {
        let is_space = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        let is_word = |c: Option<char>| c.is_some_and(|c| !is_space(c));
        let mut before = None;
        let mut letters = text.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let after = letters.peek().map(|(_, c)| *c);
            if is_space(c) && !(c == ' ' && is_word(before) && is_word(after)) {
                return at;
            }
            before = Some(c);
        }
        text.len()
    }

    proptest! {
        #[test]
        fn words_end_where_more_than_a_space_follows(
            text in "([a-z]{1,80}|[a-z\u{e9}\u{a7}]{1,4} ){0,9}([ \n\r\u{a0}]{0,2}[a-z]{0,2}){0,3}",
        ) {
            prop_assert_eq!(words(text.as_bytes()), naive(&text));
        }
    }
}
