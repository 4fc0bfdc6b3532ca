//! Newsletters as mail: one message a file, or many in an mbox.
//!
//! The subject is the headline, the sender's name the source, the message's id the id. Of a plain
//! text and HTML the plain text is taken, unless it is a teaser of the HTML.
//!
//! Source: RFC 5322, RFC 2045 to 2049, RFC 4155.

use std::ops::Range;

use mail_parser::MessageParser;

use super::item::Item;
use crate::read::draft::Draft;
use crate::read::fields::Names;
use crate::read::format::Format;
use crate::read::framing::{Framing, Whole, trim};
use crate::read::kind::{About, Kind, Passing, Sign, Start};
use crate::read::markup::{self, Html, Shape};
use crate::read::problem::Remark;

/// Mail.
#[derive(Debug)]
pub(in crate::read) struct Mail {
    is_box: bool,
}

/// A plain text so many times shorter than the HTML beside it only points to that.
const TEASER: usize = 2;

/// Begins each message of an mbox.
const FROM: &[u8] = b"From ";

impl Kind for Mail {
    fn told(_: Format, start: &Start<'_>) -> Sign {
        if has_headers(start.text)
            || (is_from(start.line()) && has_headers(behind_line(start.text)))
        {
            Sign::Shown
        } else {
            Sign::None
        }
    }

    fn about(_: Format) -> About {
        About {
            name: "mail, mbox",
            told: "two of the headers that every mail has; From in front of them",
            article: "a mail",
            taken: "Message-ID; Subject; the plain text, or HTML more than twice as long; Date; List-Id or the sender; \
                    Content-Language",
            left_out: "attachments, other headers",
            passed_on: "the names of the files that stay; an mbox without the left-out mails",
        }
    }

    fn open(_: Format, start: &Start<'_>) -> Self {
        Self {
            is_box: is_from(start.line()),
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        if self.is_box {
            Box::new(Messages::default())
        } else {
            Box::new(Whole)
        }
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        draft.start();
        let message = record.trim_ascii_start();
        let message = if self.is_box {
            behind_line(message)
        } else {
            message
        };
        let Some(message) = MessageParser::default().parse(message) else {
            return Err(Remark::new(
                "is no message that can be read",
                "export the mail again",
            ));
        };
        let sender = message.from().and_then(|from| from.first());
        let list = message.header_raw("List-Id").map(|list| {
            let name = list.split('<').next().unwrap_or_default().trim();
            name.trim_matches('"').to_owned()
        });
        let html = message
            .html_bodies()
            .find(|part| part.is_text_html())
            .and_then(|part| part.text_contents())
            .map(|html| {
                markup::text_of(html, Html::Always, Shape::Text).unwrap_or(html.to_owned())
            });
        let plain = message
            .text_bodies()
            .find(|part| part.is_text() && !part.is_text_html())
            .and_then(|part| part.text_contents())
            .filter(|text| !text.trim().is_empty());
        let text = match (plain, html) {
            (Some(plain), Some(html)) if html.len() > TEASER * plain.len() => Some(html),
            (Some(plain), _) => Some(plain.replace("\r\n", "\n").trim().to_owned()),
            (None, html) => html,
        };
        let item = Item {
            id: message.message_id().map(str::to_owned),
            title: message.subject().map(str::to_owned),
            text,
            date: message.date().map(mail_parser::DateTime::to_rfc3339),
            source: list
                .filter(|name| !name.is_empty())
                .or_else(|| sender?.name().map(str::to_owned))
                .or_else(|| sender?.address().map(str::to_owned)),
            url: message
                .header_raw("Archived-At")
                .map(|at| at.trim().trim_matches(['<', '>']).to_owned()),
            lang: message
                .header_raw("Content-Language")
                .map(|lang| lang.trim().to_owned()),
            byline: sender.and_then(|sender| sender.name()).map(str::to_owned),
            ..Item::default()
        };
        item.deliver(names, draft)
    }

    fn passing(&self) -> Passing<'_> {
        if self.is_box {
            Passing::Document
        } else {
            Passing::Names
        }
    }

    fn unmarkable(&self) -> Option<Remark> {
        Some(Remark::new(
            "a mail has no field to mark copies with",
            "leave copies out instead, or give articles as JSON",
        ))
    }
}

/// Whether a text begins with the headers of a mail, two of those that every mail has among them.
fn has_headers(text: &[u8]) -> bool {
    const USUAL: [&[u8]; 8] = [
        b"from",
        b"date",
        b"subject",
        b"message-id",
        b"received",
        b"to",
        b"mime-version",
        b"return-path",
    ];
    let mut found = [false; 8];
    for (at, line) in text.split(|&b| b == b'\n').take(200).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if at > 0 && matches!(line.first(), Some(b' ' | b'\t')) {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else {
            return false;
        };
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return false;
        }
        for (usual, found) in USUAL.iter().zip(&mut found) {
            *found |= name.eq_ignore_ascii_case(usual);
        }
    }
    found.iter().filter(|found| **found).count() > 1
}

/// Whether a line is one that parts the messages of an mbox.
fn is_from(line: &[u8]) -> bool {
    line.starts_with(FROM) && memchr::memchr_iter(b':', line).count() >= 2
}

fn behind_line(text: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', text).map_or(&[], |at| &text[at + 1..])
}

/// Ends records where the next message of an mbox begins.
#[derive(Debug, Default)]
struct Messages {
    held: usize,
}

impl Framing for Messages {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        const BETWEEN: &[u8] = b"\nFrom ";
        self.held = 0;
        for at in memchr::memmem::find_iter(fresh, BETWEEN) {
            let before = fresh[..at].strip_suffix(b"\r").unwrap_or(&fresh[..at]);
            if before.ends_with(b"\n") {
                return Some(at + 1);
            }
        }
        // The beginning of what parts messages may lie here.
        self.held = fresh.len().min(BETWEEN.len() + 2);
        None
    }

    fn held(&self) -> usize {
        self.held
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        trim(record, |b| b.is_ascii_whitespace())
    }
}
