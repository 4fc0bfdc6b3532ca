//! What a feed says of all its items.

use encoding_rs::Encoding;
use quick_xml::events::Event;

use super::element::{attribute, decoded, inside, lenient, text_of};
use crate::read::markup::{self, Html, Shape};
use crate::read::root::local;

/// The feed's own title, language and encoding.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) lang: String,
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
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    depth += 1;
                    if matches!(local(tag.name().as_ref().as_bytes()), b"item" | b"entry") {
                        break;
                    }
                    if depth <= 2 && head.lang.is_empty() {
                        head.lang = attribute(&tag, "xml:lang").unwrap_or_default();
                    }
                    // Of the feed or channel; deeper ones are those of a picture.
                    let is_own = (2..=3).contains(&depth);
                    let place = match tag.name().as_ref() {
                        "title" | "atom:title" if is_own && head.title.is_empty() => {
                            Some(&mut head.title)
                        }
                        "language" | "dc:language" if is_own => Some(&mut head.lang),
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
                Ok(Event::End(_)) => depth = depth.saturating_sub(1),
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        if let Some(title) = markup::text_of(&head.title, Html::Auto, Shape::Line) {
            head.title = title;
        }
        head
    }
}

/// The encoding that an XML declaration names.
fn declared(sample: &[u8]) -> Option<&'static Encoding> {
    let start = sample.trim_ascii_start();
    let end = memchr::memmem::find(&start[..start.len().min(400)], b"?>")?;
    let declaration = start[..end].strip_prefix(b"<?xml")?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let value = declaration[at + b"encoding".len()..].trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first()?;
    let value = &value[1..];
    let label = &value[..memchr::memchr(quote, value)?];
    Encoding::for_label(label)
}
