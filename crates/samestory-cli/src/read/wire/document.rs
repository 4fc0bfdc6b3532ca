//! News items in XML: NITF, NewsML 1 and NewsML-G2, one or many in a document.

use encoding_rs::Encoding;

use super::tree::{Element, Tree};
use super::{newsml1, newsml2, nitf};
use crate::read::draft::Draft;
use crate::read::fields::Names;
use crate::read::format::Format;
use crate::read::framing::{Framing, Whole};
use crate::read::kind::{About, Kind, Passing, Sign, Start};
use crate::read::problem::Remark;
use crate::read::xml::{self, Items};

/// A document of news items.
#[derive(Debug)]
pub(in crate::read) struct NewsXml {
    format: Format,
    encoding: Option<&'static Encoding>,
}

/// The format of documents whose first element has a name.
pub(in crate::read) fn format_of(root: &[u8]) -> Option<Format> {
    match xml::local(root) {
        b"nitf" => Some(Format::Nitf),
        b"NewsML" | b"NewsItem" => Some(Format::Newsml),
        b"newsMessage" => Some(Format::NewsmlG2),
        root if newsml2::ITEMS.contains(&root) => Some(Format::NewsmlG2),
        _ => None,
    }
}

impl Kind for NewsXml {
    fn told(format: Format, start: &Start<'_>) -> Sign {
        let root = xml::root(start.text);
        if root.and_then(|(root, _)| format_of(root)) == Some(format) {
            Sign::Shown
        } else {
            Sign::None
        }
    }

    fn about(format: Format) -> About {
        let (name, told, article, taken) = match format {
            Format::Nitf => (
                "NITF 2.5 to 3.6",
                "the root element nitf",
                "the file",
                "doc-id; hl1 or title; body.content, or abstract; date.issue, pubdata, story.date or date.release; \
                 distributor, rights.owner or doc.copyright; byline; baselang",
            ),
            Format::Newsml => (
                "NewsML 1",
                "the root element NewsML or NewsItem",
                "a NewsItem",
                "PublicIdentifier; HeadLine; the longest text content; ThisRevisionCreated or FirstCreated; \
                 Provider or Source; ByLine; Language or xml:lang; RevisionId",
            ),
            _ => (
                "NewsML-G2",
                "the root element newsMessage, newsItem, packageItem or another item, with any prefix",
                "a newsItem",
                "guid; the main headline, that of an inner NITF or itemMeta/title; the longest inline content, or \
                 description; versionCreated or firstCreated; provider or infoSource; by; language or xml:lang; version",
            ),
        };
        About {
            name,
            told,
            article,
            taken,
            left_out: "pictures, captions, packages; canceled, withheld and embargoed items; earlier versions",
            passed_on: if format == Format::Nitf {
                "the names of the files that stay"
            } else {
                "the same document without the left-out items"
            },
        }
    }

    fn open(format: Format, start: &Start<'_>) -> Self {
        Self {
            format,
            encoding: xml::declared(start.sample),
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        match self.format {
            Format::Nitf => Box::new(Whole),
            Format::Newsml => Box::new(Items::named(newsml1::ITEMS)),
            _ => Box::new(Items::named(newsml2::ITEMS)),
        }
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        draft.start();
        let (text, remark) = xml::decoded(record, self.encoding);
        draft.remarks.extend(remark);
        let tree = Tree::of(&text)?;
        let root = tree.root().ok_or_else(|| {
            Remark::new(
                "is no element that can be read",
                "check the document with an XML tool",
            )
        })?;
        let read: fn(Element<'_, '_>) -> _ = match self.format {
            Format::Nitf => nitf::read,
            Format::Newsml => newsml1::read,
            _ => newsml2::read,
        };
        read(root).deliver(names, draft)
    }

    fn passing(&self) -> Passing<'_> {
        // A NITF document is one item.
        if self.format == Format::Nitf {
            Passing::Names
        } else {
            Passing::Document
        }
    }

    fn unmarkable(&self) -> Option<Remark> {
        Some(Remark::new(
            "a news item in XML has no field to mark copies with",
            "leave copies out instead, or give articles as JSON",
        ))
    }
}
