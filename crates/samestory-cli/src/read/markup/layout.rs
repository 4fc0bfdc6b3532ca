//! The text of HTML, laid out in lines.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::elements::{self, Gap};

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
        text: String::with_capacity(html.len() / 2),
        gap: Gap::None,
        skipped: None,
        closed: Vec::new(),
        preformatted: 0,
    };
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name } => page.open(name),
                CallbackEvent::EndTag { name } => page.close(name),
                CallbackEvent::String { value } => page.words(value),
                _ => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
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
        let value = String::from_utf8_lossy(value);
        if self.preformatted > 0 && self.shape == Shape::Text {
            self.fill_gap();
            self.text.push_str(value.trim_end_matches('\n'));
            return;
        }
        let mut rest = &*value;
        while let Some(first) = rest.chars().next() {
            let is_space = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
            let end = if is_space(first) {
                rest.find(|c| !is_space(c))
            } else {
                rest.find(is_space)
            };
            let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
            rest = after;
            if !is_space(first) {
                self.fill_gap();
                self.text.push_str(run);
                continue;
            }
            let lines = memchr::memchr_iter(b'\n', run.as_bytes()).count();
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
