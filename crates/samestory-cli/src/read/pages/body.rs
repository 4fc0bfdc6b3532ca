//! The text of the article in a page.
//!
//! The part of the page that holds it is found by an [`Extractor`];
//! what stands in that part and is no text of the article is left out by `furniture.rs`. Where the
//! page states the text of its article in JSON-LD, that is the measure: blocks that are not in it are
//! left out if it is whole, and it is taken itself where the part has missed it.

use dom_query::Document;

use super::blocks::{self, Block, Kind};
use super::extractor::{self, Extractor};
use super::furniture;
use super::stated::Stated;
use super::tree;
use super::wording::Wording;
use super::zone;

/// The article of a page.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) text: String,
    /// Words of the text.
    pub(super) words: usize,
    /// Bytes of the part in links, and in all.
    pub(super) linked: usize,
    pub(super) bytes: usize,
}

/// Letters of fewer are hardly an article.
const FEW: usize = 500;

pub(super) fn of(document: Document, html: &str, stated: &Stated, extractor: Extractor) -> Body {
    let mut blocks = extractor::part(extractor, document, html.len());
    let found = letters(&blocks);
    if found < FEW {
        // The extractor took the tree apart.
        let wide = zone::of(&tree::grow(html).document);
        if letters(&wide) > found * 3 {
            blocks = wide;
        }
    }
    let linked = blocks.iter().map(|block| block.linked).sum();
    let bytes = blocks.iter().map(|block| block.text.len()).sum();
    let kept = furniture::without(blocks);
    let text = by_statement(kept, &stated.linked.body);
    Body {
        words: blocks::words(&text),
        text,
        linked,
        bytes,
    }
}

/// Letters of the paragraphs that are no links.
fn letters(blocks: &[Block]) -> usize {
    let paragraphs = blocks
        .iter()
        .filter(|block| furniture::is_paragraph(block) && block.linked * 3 < block.text.len());
    paragraphs.map(|block| block.text.len()).sum()
}

/// A stated text of fewer letters is a teaser.
const WHOLE: usize = 400;

/// Measures the blocks by the text that the page states.
fn by_statement(mut blocks: Vec<Block>, stated: &str) -> String {
    let text = lay_out(&blocks);
    if stated.len() < WHOLE {
        return text;
    }
    let share = Wording::of(&text).share_of(stated);
    if share < 0.6 && stated.len() * 5 > text.len() * 4 {
        return stated.to_owned();
    }
    let statement = Wording::of(stated);
    let is_in = |block: &Block| statement.share_of(&block.text) >= 0.5;
    let kept: usize = blocks
        .iter()
        .filter(|block| is_in(block))
        .map(|block| block.text.len())
        .sum();
    if share < 0.8 || kept * 5 < text.len() * 3 {
        return text;
    }
    let first = blocks.iter().position(is_in).unwrap_or(0);
    let last = blocks.iter().rposition(is_in).unwrap_or(blocks.len());
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        at <= first || is_in(block) || block.kind == Kind::Heading && at <= last
    });
    lay_out(&blocks)
}

/// The blocks as a text: an empty line between paragraphs, a line end between items and rows.
fn lay_out(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            let is_apart = block.is_apart || block.kind == Kind::Heading;
            text.push_str(if is_apart { "\n\n" } else { "\n" });
        }
        text.push_str(&block.text);
    }
    text
}
