//! The search index of a report in many pages: a line for each event, in the page that leads to all.
//!
//! In: the events with their heads. Out: what the page's script needs to list, search and narrow them,
//! as JSON that ends no element. It lies in the page itself, since a page from the disk may read no
//! other file.

use serde::Serialize;

use samestory::detection::Event;

use super::events::Head;
use super::material::Material;
use super::members;
use super::words;

/// Terms of an event that can be searched for.
const TERMS: usize = 8;

/// An event in the index.
#[derive(Debug, Serialize)]
struct Row<'a> {
    href: &'a str,
    title: &'a str,
    lang: &'a str,
    /// Who had it first, and when.
    source: &'a str,
    time: &'a str,
    independent: usize,
    articles: usize,
    /// What else can be searched for: outlets and terms.
    said: String,
    /// What sorting and filters need, as the cards of a page have it.
    first: Option<i64>,
    last: Option<i64>,
    doubt: &'a str,
    f: &'a str,
}

/// The index, ready to stand in a script element.
pub(super) fn index(material: &Material<'_>, heads: &[(usize, Head)]) -> String {
    let rows: Vec<Row<'_>> = heads
        .iter()
        .map(|(event, head)| row(material, &material.detection.events[*event], head))
        .collect();
    let json = serde_json::to_string(&rows).unwrap_or_default();
    json.replace('<', "\\u003c")
        .replace("\u{2028}", "\\u2028")
        .replace("\u{2029}", "\\u2029")
}

fn row<'a>(material: &Material<'_>, event: &Event, head: &'a Head) -> Row<'a> {
    let members: Vec<usize> = material.members(event).collect();
    let terms = event
        .terms
        .iter()
        .take(TERMS)
        .map(|term| words::label(term));
    let mut said: Vec<String> = terms.collect();
    if members.len() > 1 {
        said.push(members::outlets(material, &members));
    }
    Row {
        href: &head.href,
        title: &head.title,
        lang: &head.title_lang,
        source: &head.first_source,
        time: &head.first,
        independent: head.independent,
        articles: head.articles,
        said: said.join(" "),
        first: head.first_seconds,
        last: head.last_seconds,
        doubt: &head.doubt,
        f: &head.tokens,
    }
}
