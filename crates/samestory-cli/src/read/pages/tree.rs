//! The tree of a page, no deeper and no larger than what can be looked through in linear time.
//!
//! A parser of HTML, and everything that walks its tree, takes time with the depth of each element.
//! So the page is handed over a little at a time, and what lies beyond the bounds is left out.

use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// Elements inside of one another; browsers go to 512.
const DEPTH: usize = 256;
/// Elements, texts and comments.
const NODES: usize = 400_000;
/// Bytes parsed between two looks at the tree.
const STEP_BYTES: u32 = 1 << 14;

/// A page as a tree.
pub(super) struct Tree {
    pub(super) document: Document,
    /// Whether something was left out because of the bounds.
    pub(super) is_cut: bool,
}

pub(super) fn grow(html: &str) -> Tree {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), options);
    let html = StrTendril::from_slice(html);
    let mut at = 0;
    let mut is_cut = false;
    while at < html.len32() {
        let mut length = STEP_BYTES.min(html.len32() - at);
        while !html.is_char_boundary((at + length) as usize) {
            length += 1;
        }
        parser.process(html.subtendril(at, length));
        at += length;
        let tree = &parser.tokenizer.sink.sink.tree;
        if tree.len() > NODES || is_too_deep(tree) {
            is_cut = at < html.len32();
            break;
        }
    }
    Tree {
        document: parser.finish(),
        is_cut,
    }
}

/// Whether the elements that are open, which are the last of the last, are too many.
fn is_too_deep(tree: &dom_query::Tree) -> bool {
    let mut node = Some(tree.root());
    for _ in 0..DEPTH {
        node = match node {
            Some(node) => node.last_child(),
            None => return false,
        };
    }
    node.is_some()
}
