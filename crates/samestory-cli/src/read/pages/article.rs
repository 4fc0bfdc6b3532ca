//! What a page holds: its article, or why it holds none.

use super::dates::{self, Published};
use super::extractor::Extractor;
use super::stated::{Stated, host};
use super::{body, refusal, title, tree};

/// An article as its page gives it; what it does not state is empty.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) published: Option<Published>,
    pub(super) lang: String,
    pub(super) url: String,
    pub(super) source: String,
    pub(super) authors: Vec<String>,
    /// Whether something of it was not looked at, because it is too deep or too large.
    pub(super) is_cut: bool,
}

/// Reads a page that was found at an address, if that is not empty.
///
/// # Errors
/// With the reason, when it is no article.
pub(super) fn read(
    html: &str,
    address: &str,
    extractor: Extractor,
) -> Result<Article, &'static str> {
    let tree::Tree { document, is_cut } = tree::grow(html);
    let stated = Stated::of(&document);
    let url = url(&stated, address);
    let published = dates::of(&stated, &url);
    let title = title::of(&stated);
    // What is too deep or too large for the tree is so for other parsers, too.
    let extractor = if is_cut {
        Extractor::Smoothie
    } else {
        extractor
    };
    let body = body::of(document, html, &stated, extractor);
    refusal::check(&stated, &title, &body, published.is_some(), &url)?;
    let text = if body.text.is_empty() {
        stated
            .meta(&["ogdescription", "description", "twitterdescription"])
            .to_owned()
    } else {
        body.text
    };
    Ok(Article {
        text,
        published,
        lang: lang(&stated),
        source: source(&stated, &url),
        authors: authors(&stated),
        title,
        url,
        is_cut,
    })
}

/// The page's own address, where it states a whole one, else that at which it was found.
fn url(stated: &Stated, address: &str) -> String {
    let own = stated.address();
    let is_whole = |url: &&String| url.starts_with("http");
    let linked = Some(&stated.linked.url).filter(|_| stated.linked.is_article);
    let found = [Some(&own), linked].into_iter().flatten().find(is_whole);
    found.cloned().unwrap_or_else(|| address.to_owned())
}

fn lang(stated: &Stated) -> String {
    let stated = [
        &*stated.lang,
        &stated.linked.lang,
        stated.meta(&[
            "contentlanguage",
            "language",
            "inlanguage",
            "dclanguage",
            "dctermslanguage",
        ]),
        stated.meta(&["oglocale"]),
    ];
    let is_code = |code: &&str| {
        let first = code.split(['-', '_']).next().unwrap_or_default();
        (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    };
    stated
        .into_iter()
        .find(is_code)
        .unwrap_or_default()
        .replace('_', "-")
}

/// The outlet: the site's name, its publisher's, or its host.
fn source(stated: &Stated, url: &str) -> String {
    let named = [
        stated.meta(&["ogsitename"]),
        &stated.linked.publisher,
        stated.meta(&[
            "applicationname",
            "publisher",
            "dcpublisher",
            "articlepublisher",
        ]),
    ];
    let found = named
        .into_iter()
        .find(|name| !name.is_empty() && !name.starts_with("http"));
    found.unwrap_or(host(url)).to_owned()
}

fn authors(stated: &Stated) -> Vec<String> {
    if !stated.linked.authors.is_empty() {
        return stated.linked.authors.clone();
    }
    let metas = [
        "author",
        "articleauthor",
        "parselyauthor",
        "sailthruauthor",
        "dccreator",
        "dctermscreator",
        "bylauthor",
        "cxenseparseauthor",
    ];
    let found = metas.iter().map(|name| {
        stated
            .metas(name)
            .filter(|name| !name.contains("://"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    found
        .chain([vec![stated.item("author").to_owned()]])
        .find(|names| names.iter().any(|name| !name.is_empty()))
        .unwrap_or_default()
}
