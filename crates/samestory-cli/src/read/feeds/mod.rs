//! RSS, RDF and Atom: an `item` or `entry` an article.
//!
//! Items are cut out by their tags (`read/xml`), so that one that is ill-formed costs no other,
//! and read one by one (`item.rs`) by the names of their elements, which are looked up as the keys
//! of JSON are: `content:encoded` before `description`, `pubDate`, `dc:date`, `guid`, `link`. What
//! the feed says of all of them (`head.rs`) holds where an item says nothing: its title is the
//! source, its language the language.
//!
//! Another XML document is read the same way where an element in it has the fields of an article
//! (`records.rs`).
//!
//! Source: the specifications of RSS 0.9 to 2.0 and its modules, RFC 4287.

mod base;
mod head;
mod item;
mod prefixes;
mod records;
mod wordpress;

use self::head::Head;
use super::draft::Draft;
use super::fields::Names;
use super::format::Format;
use super::framing::Framing;
use super::kind::{About, Kind, Passing, Sign, Start};
use super::problem::Remark;
use super::xml::{Items, local, root};

/// A feed, and what it says of all its items.
#[derive(Debug)]
pub(super) struct Syndicated {
    head: Head,
    /// Elements that are items, by their names without prefixes.
    items: Vec<Vec<u8>>,
}

impl Kind for Syndicated {
    fn told(_: Format, start: &Start<'_>) -> Sign {
        match (start.claimed, start.text.first()) {
            (_, Some(b'<')) if is_feed(start.text) => Sign::Shown,
            (_, Some(b'<')) if records::item_in(start).is_some() => Sign::Shown,
            (Some(Format::Feed), None | Some(b'<')) => Sign::Named,
            _ => Sign::None,
        }
    }

    fn about(_: Format) -> About {
        About {
            name: "RSS 0.9 to 2.0, RDF, Atom, CDF",
            told: "the first element: rss, RDF, feed or channel",
            article: "an item or entry",
            taken: "title; content:encoded, content, description or summary; pubDate, published, dc:date or updated; link, \
                    or a guid that is a page, relative ones by xml:base; guid or id; author or dc:creator; \
                    source and language of the item or of the feed",
            left_out: "pictures, enclosures, categories, comments, contributors",
            passed_on: "the same document without the left-out items",
        }
    }

    fn open(_: Format, start: &Start<'_>) -> Self {
        Self {
            head: Head::of(start.sample),
            items: match records::item_in(start) {
                Some(name) if !is_feed(start.text) => vec![name.into_bytes()],
                _ => vec![b"item".to_vec(), b"entry".to_vec()],
            },
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        Box::new(Items::named(&self.items))
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        item::parse(record, &self.head, names, draft)
    }

    fn passing(&self) -> Passing<'_> {
        Passing::Document
    }

    fn unmarkable(&self) -> Option<Remark> {
        Some(Remark::new(
            "an item of a feed has no field to mark copies with",
            "leave copies out instead, or give articles as JSON",
        ))
    }
}

/// Whether a document is RSS, RDF or Atom.
fn is_feed(text: &[u8]) -> bool {
    const ROOTS: [&[u8]; 4] = [b"rss", b"rdf", b"feed", b"channel"];
    root(text).is_some_and(|(root, _)| {
        let name = local(root);
        ROOTS.iter().any(|known| name.eq_ignore_ascii_case(known))
    })
}
