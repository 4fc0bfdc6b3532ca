//! The part of a page in which most of its long paragraphs are.
//!
//! Readability takes what stands close together; an article in sections of their own, or between
//! others, it may miss. This looks from above: down from the whole page, as long as one element has
//! nearly all of the paragraphs.

use ahash::AHashMap;
use dom_query::{Document, NodeId, NodeRef};

use super::blocks::Block;
use super::furniture::blocks_below;

/// Letters from which a paragraph is a long one.
const LONG: usize = 80;
/// Words of a class or id, and elements, in which no article is.
const ELSEWHERE: &[&str] = &[
    "footer", "nav", "aside", "header", "form", "noscript", "template", "script", "style",
    "figure", "button", "dialog",
];

pub(super) fn of(document: &Document) -> Vec<Block> {
    let Some(body) = document.body() else {
        return Vec::new();
    };
    let mut letters: AHashMap<NodeId, usize> = AHashMap::new();
    for paragraph in document.select("p").nodes() {
        let count = letters_of(paragraph);
        let is_elsewhere = || paragraph.ancestors_it(None).any(|node| is_elsewhere(&node));
        if count < LONG || is_elsewhere() {
            continue;
        }
        for ancestor in paragraph.ancestors_it(None) {
            *letters.entry(ancestor.id).or_default() += count;
        }
    }
    let of = |node: &NodeRef<'_>| letters.get(&node.id).copied().unwrap_or_default();
    let all = of(&body);
    let mut zone = body;
    while let Some(inner) = zone
        .children_it(false)
        .find(|child| of(child) * 5 >= all * 4 && all > 0)
    {
        zone = inner;
    }
    if all == 0 {
        Vec::new()
    } else {
        blocks_below(&zone)
    }
}

/// Letters of a paragraph that are no link.
fn letters_of(paragraph: &NodeRef<'_>) -> usize {
    let all = paragraph.normalized_char_count();
    let linked: usize = paragraph
        .find(&["a"])
        .iter()
        .map(NodeRef::normalized_char_count)
        .sum();
    if linked * 3 > all { 0 } else { all }
}

fn is_elsewhere(node: &NodeRef<'_>) -> bool {
    node.qual_name_ref()
        .is_some_and(|name| ELSEWHERE.contains(&&*name.local))
}
