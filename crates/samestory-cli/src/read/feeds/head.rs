//! What a feed says of all its items.

use encoding_rs::Encoding;
use quick_xml::events::{BytesStart, Event};

use super::base::Base;
use super::prefixes::Prefixes;
use crate::read::markup::{self, Html, Shape};
use crate::read::xml::{attribute, declared, decoded, inside, lenient, local, text_of};

/// The feed's own title, language and encoding.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) lang: String,
    pub(super) prefixes: Prefixes,
    pub(super) base: Base,
    /// How bytes that are not UTF-8 are read; none where the feed does not say.
    pub(super) encoding: Option<&'static Encoding>,
}

impl Head {
    /// Reads the beginning of a feed up to its first item.
    pub(super) fn of(sample: &[u8]) -> Self {
        let encoding = declared(sample);
        let text = decoded(sample, encoding).0;
        let mut head = Self {
            encoding,
            ..Self::default()
        };
        let mut reader = lenient(&text);
        let mut depth = 0_u32;
        let mut link = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    depth += 1;
                    head.prefixes.declare(&tag);
                    let name = tag.name();
                    let name = name.as_ref();
                    if is_item(name.as_bytes()) {
                        break;
                    }
                    if depth <= 2 && head.lang.is_empty() {
                        head.lang = attribute(&tag, "xml:lang").unwrap_or_default();
                    }
                    if depth <= 2 {
                        head.base = head.base.inside(&tag).into_owned();
                    }
                    // Of the feed or channel; deeper ones are those of a picture.
                    let is_own = (2..=3).contains(&depth);
                    let usual = head.prefixes.usual(name);
                    let name = usual.as_deref().unwrap_or(name);
                    let name = name
                        .strip_prefix("atom:")
                        .unwrap_or(name)
                        .to_ascii_lowercase();
                    let place = match &*name {
                        "title" if is_own && head.title.is_empty() => Some(&mut head.title),
                        "language" | "dc:language" if is_own => Some(&mut head.lang),
                        "link" if is_own && link.is_empty() => {
                            link = link_of(&tag).unwrap_or_default();
                            link.is_empty().then_some(&mut link)
                        }
                        "image" | "textinput" | "items" => {
                            inside(&text, &mut reader, &tag);
                            depth -= 1;
                            None
                        }
                        _ => None,
                    };
                    if let Some(place) = place {
                        let (source, _) = inside(&text, &mut reader, &tag);
                        text_of(source).trim().clone_into(place);
                        depth -= 1;
                    }
                }
                Ok(Event::Empty(tag))
                    if link.is_empty() && local(tag.name().as_ref().as_bytes()) == b"link" =>
                {
                    link = link_of(&tag).unwrap_or_default();
                }
                Ok(Event::End(_)) => depth = depth.saturating_sub(1),
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        head.base = head.base.or(|| Base::at(&link));
        if let Some(title) = markup::text_of(&head.title, Html::Auto, Shape::Line) {
            head.title = title;
        }
        head
    }
}

/// Whether elements of a name are the items of a feed.
pub(super) fn is_item(name: &[u8]) -> bool {
    let name = local(name);
    name.eq_ignore_ascii_case(b"item") || name.eq_ignore_ascii_case(b"entry")
}

/// The page that a link of a feed leads to.
fn link_of(tag: &BytesStart<'_>) -> Option<String> {
    let relation = attribute(tag, "rel");
    let is_page = relation.is_none_or(|relation| relation == "alternate");
    attribute(tag, "href").filter(|_| is_page)
}
