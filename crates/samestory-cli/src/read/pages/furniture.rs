//! What stands in an article's part of a page and is no text of it: captions, dates, names of
//! authors, lists of other articles, invitations.
//!
//! Elements go by what their class or name says, and only together a small part of the text: a class
//! that most of it has says something else here. Blocks go by what they are: links, lines that are
//! said again and again, short lines in front of the first paragraph and behind the last.

use ahash::{AHashMap, AHashSet};
use dom_query::{NodeId, NodeRef};

use super::blocks::{self, Block, Kind};

/// Elements without text of the article.
const ELEMENTS: &[&str] = &[
    "figcaption",
    "button",
    "nav",
    "footer",
    "svg",
    "audio",
    "video",
    "iframe",
    "noscript",
    "script",
    "style",
    "template",
    "time",
    "select",
    "textarea",
    "form",
];

/// Words of a class or id that name what is no text.
const WORDS: &[&str] = &[
    "advert",
    "advertisement",
    "advertising",
    "author",
    "authors",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "caption",
    "captions",
    "comments",
    "copyright",
    "credit",
    "credits",
    "disclaimer",
    "factbox",
    "gallery",
    "newsletter",
    "newsletters",
    "paywall",
    "promo",
    "recirc",
    "register",
    "registration",
    "related",
    "share",
    "sharing",
    "signup",
    "slideshow",
    "social",
    "subscribe",
    "tags",
    "timestamp",
    "trending",
];

/// Words in front of one of those that make it say how an element is, not what.
const STATES: &[&str] = &["has", "with", "no", "is", "js", "hide", "without"];

/// The blocks of a part of a page, without the elements that are no text.
pub(super) fn blocks_below(root: &NodeRef<'_>) -> Vec<Block> {
    let left_out = elements(root);
    blocks::of(root, &|node| left_out.contains(&node.id))
}

/// Elements below a part of a page that are left out.
fn elements(root: &NodeRef<'_>) -> AHashSet<NodeId> {
    let letters = root.normalized_char_count();
    let mut found: AHashMap<usize, (usize, Vec<NodeId>)> = AHashMap::new();
    let mut left_out = AHashSet::new();
    let mut next = root.first_child();
    while let Some(node) = next {
        let sign = sign(&node);
        match sign {
            Some(Sign::Element) => {
                left_out.insert(node.id);
            }
            Some(Sign::Word(word)) => {
                let of_word = found.entry(word).or_default();
                of_word.0 += node.normalized_char_count();
                of_word.1.push(node.id);
            }
            None => {}
        }
        let inner = if sign == Some(Sign::Element) {
            None
        } else {
            node.first_child()
        };
        next = inner.or_else(|| after(node, root));
    }
    for (sum, nodes) in found.into_values() {
        if sum * 4 < letters {
            left_out.extend(nodes);
        }
    }
    left_out
}

/// The node behind another and all that is in it.
fn after<'a>(node: NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut node = node;
    loop {
        if node.id == root.id {
            return None;
        }
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent()?;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Element,
    /// The place of a word in [`WORDS`].
    Word(usize),
}

fn sign(node: &NodeRef<'_>) -> Option<Sign> {
    let element = node.element_ref()?;
    if ELEMENTS.contains(&&*element.name.local) {
        return Some(Sign::Element);
    }
    let mut names = element
        .attrs
        .iter()
        .filter(|a| matches!(&*a.name.local, "class" | "id"));
    let word = names.find_map(|attribute| word_of(&attribute.value))?;
    Some(Sign::Word(word))
}

/// The first of [`WORDS`] in a class: `photo__caption js-Share` has photo, caption, js and share.
fn word_of(value: &str) -> Option<usize> {
    let mut word = String::new();
    let mut is_state = false;
    let mut before = ' ';
    for c in value.chars().chain([' ']) {
        let is_end = !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase();
        if is_end && !word.is_empty() {
            if let Ok(found) = WORDS.binary_search(&word.as_str())
                && !is_state
            {
                return Some(found);
            }
            is_state = STATES.contains(&word.as_str());
            word.clear();
        }
        if c.is_whitespace() {
            is_state = false;
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    None
}

/// The blocks without those that are no text of the article.
pub(super) fn without(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.retain(|block| !is_link(block));
    drop_repeated(&mut blocks);
    drop_ends(&mut blocks);
    blocks
}

/// Whether a block is a link to something else.
fn is_link(block: &Block) -> bool {
    block.linked * 5 >= block.text.len() * 4 && block.text.len() < 200
}

/// Short lines that are said three times and more are none of the article; of long ones, one stays.
fn drop_repeated(blocks: &mut Vec<Block>) {
    let mut counts = AHashMap::<&str, u32>::new();
    for block in blocks.iter() {
        *counts.entry(&block.text).or_default() += 1;
    }
    let mut seen = AHashSet::new();
    let stays: Vec<bool> = blocks
        .iter()
        .map(|block| {
            if block.words() < 8 {
                block.kind == Kind::Row || counts[&*block.text] < 3
            } else {
                seen.insert(&*block.text)
            }
        })
        .collect();
    let mut stays = stays.into_iter();
    blocks.retain(|_| stays.next() == Some(true));
}

/// Whether a block is long enough to be a paragraph.
pub(super) fn is_paragraph(block: &Block) -> bool {
    block.words() >= 12
}

/// Blocks in front of the first paragraph among which names and dates may be.
const FRONT: usize = 12;

fn drop_ends(blocks: &mut Vec<Block>) {
    let Some(first) = blocks.iter().position(is_paragraph) else {
        return;
    };
    let ends = |block: &Block| {
        block
            .text
            .ends_with(['.', '!', '?', '"', '”', '»', '“', '…', '。', ':'])
    };
    if first <= FRONT {
        let mut at = 0;
        blocks.retain(|block| {
            at += 1;
            at > first || block.words() >= 8 || ends(block) && block.words() >= 4
        });
    }
    while let Some(last) = blocks.last() {
        if is_paragraph(last)
            || ends(last) && last.kind != Kind::Heading
            || matches!(last.kind, Kind::Item | Kind::Row)
        {
            break;
        }
        blocks.pop();
    }
}
