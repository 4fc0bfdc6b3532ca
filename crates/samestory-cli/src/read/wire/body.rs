//! The body of a news item as text: paragraphs, list items and table rows are lines.
//!
//! NITF, XHTML and what agencies make of both are written as HTML, and laid out as that is. Pictures,
//! their captions, scripts, and what stands around the text (`header`, `footer`, `aside`) are left out.

use super::tree::{Element, Piece};
use crate::read::markup::{self, Html, Shape, entities};

/// The text of an element's content; empty when it has none.
pub(super) fn text_of(element: Element<'_, '_>) -> String {
    let html = html_of(element);
    let text = markup::text_of(&html, Html::Always, Shape::Text).unwrap_or(html);
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

/// What stands for an element of another vocabulary.
fn tag_of(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "p" | "para" | "paragraph" | "fn" | "datasource" | "credit" | "note" | "tagline" => "p",
        "hl1" | "hl2" | "hl" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "heading" => "h2",
        "block" | "div" | "section" | "body" | "body.content" | "article" | "custom-table"
        | "nitf-table" => "div",
        "bq" | "blockquote" => "blockquote",
        "br" => "br",
        "ul" => "ul",
        "ol" => "ol",
        "dl" => "dl",
        "li" => "li",
        "dt" => "dt",
        "dd" => "dd",
        "hr" => "hr",
        "pre" => "pre",
        "table" => "table",
        "tr" => "tr",
        "td" => "td",
        "th" => "th",
        _ => return None,
    })
}

/// Elements that hold no words of the article.
fn is_left_out(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "media"
            | "head"
            | "script"
            | "style"
            | "figure"
            | "iframe"
            | "object"
            | "video"
            | "audio"
            | "nitf-table-metadata"
            | "noscript"
            | "svg"
            | "header"
            | "footer"
            | "nav"
            | "aside"
    )
}

fn html_of(element: Element<'_, '_>) -> String {
    let mut html = String::new();
    // Elements that are open: where each ends, and its tag.
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut skipped = 0;
    for (at, piece) in element.pieces() {
        while let Some((end, tag)) = open.pop_if(|(end, _)| *end <= at) {
            debug_assert!(end <= at, "an element ends before what is behind it");
            close(&mut html, tag);
        }
        if at < skipped {
            continue;
        }
        match piece {
            Piece::Element(inner) if is_left_out(inner.name()) => skipped = inner.end(),
            Piece::Element(inner) => {
                if let Some(tag) = tag_of(inner.name()) {
                    html.push('<');
                    html.push_str(tag);
                    html.push('>');
                    open.push((inner.end(), tag));
                }
            }
            Piece::Text(raw) => match entities::decode(raw) {
                Some(decoded) => escape(&mut html, &decoded),
                None => escape(&mut html, raw),
            },
            Piece::Section(text) => escape(&mut html, text),
        }
    }
    while let Some((_, tag)) = open.pop() {
        close(&mut html, tag);
    }
    html
}

fn close(html: &mut String, tag: &str) {
    if !matches!(tag, "br" | "hr") {
        html.push_str("</");
        html.push_str(tag);
        html.push('>');
    }
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            c => html.push(c),
        }
    }
}
