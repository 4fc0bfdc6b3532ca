//! The blocks of an article's part of a page: paragraphs, headings, items and rows, one after the
//! other, with what is known of each.

use dom_query::NodeRef;

/// What kind of block it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    Item,
    Row,
    /// Lines that stay as they are.
    Preformatted,
}

/// Text between two line ends.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Bytes of the text that are links.
    pub(super) linked: usize,
    /// Whether a paragraph ends in front of it, and not only a line.
    pub(super) is_apart: bool,
}

impl Block {
    pub(super) fn words(&self) -> usize {
        words(&self.text)
    }
}

/// Words of a text, of which scripts without spaces have one in two letters.
pub(super) fn words(text: &str) -> usize {
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    text.split_whitespace().count() + unspaced / 2
}

/// Whether a letter is of a script that has no spaces between words: Thai to Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The blocks below a node, without the elements for which `is_left_out` is true.
pub(super) fn of(root: &NodeRef<'_>, is_left_out: &dyn Fn(&NodeRef<'_>) -> bool) -> Vec<Block> {
    let mut page = Page {
        blocks: Vec::new(),
        text: String::new(),
        linked: 0,
        is_space: false,
        is_apart: true,
        kind: Kind::Paragraph,
        in_link: 0,
        preformatted: 0,
    };
    // Depth first without recursion: an element is entered, then its children, then it is left.
    let mut node = *root;
    'walk: loop {
        let entered = node.id == root.id || !is_left_out(&node);
        if entered {
            page.enter(&node);
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            page.leave(&node);
        }
        loop {
            if node.id == root.id {
                break 'walk;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                break 'walk;
            };
            node = parent;
            page.leave(&node);
        }
    }
    page.end(true);
    page.blocks
}

struct Page {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    /// Whether a space is due.
    is_space: bool,
    is_apart: bool,
    kind: Kind,
    in_link: u32,
    preformatted: u32,
}

/// What an element does to the line that it stands in.
enum Effect {
    None,
    /// It ends the line; the block in it is of this kind, and apart from others or not.
    Line(Kind, bool),
    Space,
}

fn effect(name: &str) -> Effect {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Line(Kind::Heading, true),
        "p" | "blockquote" | "section" | "article" | "div" | "figure" | "ul" | "ol" | "dl"
        | "table" | "main" | "header" | "aside" | "footer" | "address" | "hr" | "form"
        | "fieldset" | "details" | "body" => Effect::Line(Kind::Paragraph, true),
        "pre" => Effect::Line(Kind::Preformatted, true),
        "li" | "dt" | "dd" => Effect::Line(Kind::Item, false),
        "tr" | "caption" => Effect::Line(Kind::Row, false),
        "br" | "figcaption" | "summary" | "thead" | "tbody" | "tfoot" => {
            Effect::Line(Kind::Paragraph, false)
        }
        "td" | "th" => Effect::Space,
        _ => Effect::None,
    }
}

impl Page {
    fn enter(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            node.query(|node| {
                if let dom_query::NodeData::Text { contents } = &node.data {
                    self.words(contents);
                }
            });
            return;
        }
        let Some(name) = node.qual_name_ref() else {
            return;
        };
        match effect(&name.local) {
            Effect::Line(kind, is_apart) => {
                self.end(is_apart);
                // Inside of an item or a row, a paragraph is still that.
                if kind != Kind::Paragraph || !matches!(self.kind, Kind::Item | Kind::Row) {
                    self.kind = kind;
                }
            }
            Effect::Space => self.is_space = true,
            Effect::None => {}
        }
        match &*name.local {
            "a" => self.in_link += 1,
            "pre" => self.preformatted += 1,
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.qual_name_ref() else {
            return;
        };
        match effect(&name.local) {
            Effect::Line(_, is_apart) => {
                self.end(is_apart);
                self.kind = Kind::Paragraph;
            }
            Effect::Space => self.is_space = true,
            Effect::None => {}
        }
        match &*name.local {
            "a" => self.in_link = self.in_link.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.text.push_str(text);
            return;
        }
        let is_space = |c: char| c.is_whitespace() && c != '\u{a0}' || c == '\u{200b}';
        self.is_space |= text.starts_with(is_space);
        for word in text.split(is_space).filter(|word| !word.is_empty()) {
            if self.is_space && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.is_space = true;
            if self.in_link > 0 {
                self.linked += word.len() + 1;
            }
        }
        self.is_space = text.ends_with(is_space) || text.is_empty() && self.is_space;
    }

    /// Ends the line.
    fn end(&mut self, is_apart: bool) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        self.is_space = false;
        let trimmed = text.trim();
        if !trimmed.is_empty() {
            let text = if trimmed.len() == text.len() {
                text
            } else {
                trimmed.to_owned()
            };
            self.blocks.push(Block {
                kind: self.kind,
                text,
                linked,
                is_apart: self.is_apart,
            });
            self.is_apart = false;
        }
        self.is_apart |= is_apart;
    }
}
