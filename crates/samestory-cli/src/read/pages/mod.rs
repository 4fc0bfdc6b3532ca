//! Pages: HTML that holds one article.
//!
//! In: the bytes of a page. Out: its article, or the reason why it is none (`refusal.rs`). What the
//! page states of itself is gathered in one walk (`stated.rs`): JSON-LD (`linked.rs`), Open Graph and
//! other `meta` elements, headings, `<time>`. Of it come title (`title.rs`), date (`dates.rs`) and the
//! other fields (`article.rs`); the text is that of the part that holds the article (`body.rs`), found by
//! Readability or, with the feature `trafilatura`, where that is asked for, by trafilatura (`extractor.rs`).
//!
//! Promise: whatever the bytes are, time and memory grow with them, and with no depth of elements
//! (`tree.rs`). No site is known by its name.
//!
//! Source: schema.org, the Open Graph protocol, WHATWG HTML; `dom_smoothie`, which follows Mozilla's
//! Readability.

mod article;
mod blocks;
mod body;
mod charset;
mod dates;
mod extractor;
mod furniture;
mod linked;
mod place;
mod refusal;
mod stated;
mod title;
mod tree;
mod wording;
mod zone;

use self::dates::Published;
pub use self::extractor::Extractor;
pub(super) use self::place::Place;
use super::draft::Draft;
use super::encoding;
use super::fields::{Field, Names};
use super::format::Format;
use super::framing::{Framing, Whole};
use super::kind::{About, Kind, Passing, Sign, Start};
use super::problem::{Remark, Standing};
use super::version::Version;
use super::xml::root;

/// A file that is a page.
#[derive(Debug)]
pub(super) struct Page {
    id: Box<str>,
}

impl Kind for Page {
    fn told(_: Format, start: &Start<'_>) -> Sign {
        let is_page = root(start.text).is_some_and(|(root, _)| {
            let root = root.to_ascii_lowercase();
            matches!(&root[..], b"html" | b"head" | b"body" | b"title" | b"meta")
        });
        match start.claimed {
            _ if is_page => Sign::Shown,
            Some(Format::Html) => Sign::Named,
            _ => Sign::None,
        }
    }

    fn about(_: Format) -> About {
        About {
            name: "HTML page",
            told: "an `html` element or document type, or the name (.html, .htm)",
            article: "the page",
            taken: "JSON-LD, Open Graph and other meta elements, headings, `<time>`; the text of the part with the article",
            left_out: "navigation, captions, bylines, related articles; front pages, consent walls and pages of errors are refused",
            passed_on: "the names of the files that stay",
        }
    }

    fn open(_: Format, start: &Start<'_>) -> Self {
        Self {
            id: start.id.into(),
        }
    }

    fn is_costly(&self) -> bool {
        true
    }

    fn framing(&self) -> Box<dyn Framing> {
        Box::new(Whole)
    }

    fn parse(&self, record: &[u8], _: &Names, draft: &mut Draft) -> Result<(), Remark> {
        let found = Found {
            id: &self.id,
            ..Found::default()
        };
        parse(record, &found, draft)
    }

    fn passing(&self) -> Passing<'_> {
        Passing::Names
    }

    fn unmarkable(&self) -> Option<Remark> {
        Some(Remark::new(
            "a page has no field to mark copies with",
            "leave copies out instead, or give articles as records",
        ))
    }
}

/// What is known of a page from where it was found; empty where nothing is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found<'f> {
    pub(super) id: &'f str,
    pub(super) address: &'f str,
    /// When it was fetched, which dates a page that does not say when it was published.
    pub(super) date: &'f str,
    /// The character set that the protocol named.
    pub(super) charset: Option<&'f str>,
    /// Whether it was fetched along with others: crawls hold front pages and errors as well, and none
    /// of these is a fault.
    pub(super) in_crawl: bool,
}

/// Bytes of the largest page: the text of an article, with all that is around it, has no more.
const PAGE_BYTES: usize = 16 << 20;

/// Reads a page into the draft.
///
/// # Errors
/// The reason, where it is no article.
pub(super) fn parse(bytes: &[u8], found: &Found<'_>, draft: &mut Draft) -> Result<(), Remark> {
    draft.start();
    if bytes.len() > PAGE_BYTES {
        return Err(Remark::new(
            format!("is a page of more than {PAGE_BYTES} bytes, which no article has"),
            "leave it out, or take the text out of it",
        ));
    }
    let (html, guessed) = charset::decode(bytes, found.charset);
    let article = article::read(&html, found.address, draft.extractor).map_err(|why| {
        if found.in_crawl {
            Remark::aside(Standing::NoArticle, why)
        } else {
            Remark::new(why, "leave it out, or name the page of the article itself")
        }
    })?;
    draft.put(Place::Record.of(Field::Id), found.id);
    draft.put(Place::Stated.of(Field::Title), &article.title);
    draft.put(Place::Part.of(Field::Text), &article.text);
    draft.put(Place::Stated.of(Field::Source), &article.source);
    draft.put(Place::Stated.of(Field::Url), &article.url);
    draft.put(Place::Stated.of(Field::Lang), &article.lang);
    match article.published {
        Some(Published { stamp, place }) => draft.put(place.of(Field::Date), &stamp.to_string()),
        None => draft.put(Place::Record.of(Field::Date), found.date),
    }
    for author in &article.authors {
        draft.put(Place::Stated.of(Field::Author), author);
    }
    // What was fetched last stands; files do not say when they were.
    let fetched = found.date.parse().ok();
    let date = fetched.or(article.published.as_ref().map(|published| published.stamp));
    draft.version = Version::at(&article.url, date);
    draft.remarks.extend(guessed.map(encoding::decoded));
    if article.is_cut {
        draft.remarks.push(Remark::new(
            "is a page of very many or very deep elements, which was read as far as they go",
            "check the text that was read, or take it out of the page yourself",
        ));
    }
    draft.finish_plain()
}
