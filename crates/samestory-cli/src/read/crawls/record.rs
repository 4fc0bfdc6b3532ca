//! The article of a record, or why it holds none.

use std::borrow::Cow;

use super::http::{self, Response};
use super::{arc, head, warc};
use crate::read::draft::Draft;
use crate::read::encoding;
use crate::read::fields::Field;
use crate::read::pages::{self, Found, Place};
use crate::read::problem::{Remark, Standing};
use crate::read::version::Version;

/// Types of a body that is a page.
const PAGES: &[&str] = &[
    "text/html",
    "application/xhtml+xml",
    "application/vnd.wap.xhtml+xml",
];
/// Bytes of a first line that may be a title.
const TITLE_BYTES: usize = 300;

pub(super) fn parse_warc(record: &[u8], draft: &mut Draft) -> Result<(), Remark> {
    draft.start();
    let record = record.trim_ascii_start();
    let (Some((bytes, payload)), true) = (head::split(record), record.starts_with(b"WARC/")) else {
        return Err(no_record());
    };
    let head = warc::Head::of(bytes).ok_or_else(no_record)?;
    let payload = whole(payload, head.length)?;
    let (id, address, date) = (head.id(), head.address(), head.field("WARC-Date"));
    let found = Found {
        id: &id,
        address: &address,
        date: &date,
        charset: None,
        in_crawl: true,
    };
    let kind = head.field("WARC-Type").to_ascii_lowercase();
    match &*kind {
        "response" => response(payload, &found, draft),
        "resource" => {
            let kind = head.field("Content-Type");
            if payload.starts_with(b"HTTP/") {
                return response(payload, &found, draft);
            }
            let charset = http::charset(&kind);
            page(
                payload,
                &http::media_type(&kind),
                Found {
                    charset: charset.as_deref(),
                    ..found
                },
                draft,
            )
        }
        "conversion" => {
            let kind = head.field("Content-Type");
            if http::media_type(&kind) == "text/plain" {
                return text(payload, &found, draft);
            }
            Err(passed_over(
                "holds something that was converted, and no text",
            ))
        }
        "revisit" => Err(passed_over(
            "is a revisit: the page was as it is in an earlier record",
        )),
        "warcinfo" | "request" | "metadata" | "continuation" => Err(passed_over(format!(
            "is of the kind `{kind}`, which holds no page"
        ))),
        _ => Err(passed_over("is of a kind that holds no page")),
    }
}

pub(super) fn parse_arc(record: &[u8], draft: &mut Draft) -> Result<(), Remark> {
    draft.start();
    let record = record.trim_ascii_start();
    let line = memchr::memchr(b'\n', record).map(|end| record.split_at(end + 1));
    let Some((head, payload)) = line.and_then(|(line, rest)| Some((arc::Head::of(line)?, rest)))
    else {
        return Err(no_record());
    };
    let payload = whole(payload, Some(head.length))?;
    let found = Found {
        address: head.address,
        date: head.date,
        in_crawl: true,
        ..Found::default()
    };
    if head.address.starts_with("filedesc:") {
        return Err(passed_over("says what the file is"));
    }
    if payload.starts_with(b"HTTP/") {
        return response(payload, &found, draft);
    }
    page(payload, &http::media_type(head.kind), found, draft)
}

/// The payload without the line ends behind it.
fn whole(payload: &[u8], length: Option<u64>) -> Result<&[u8], Remark> {
    let length = length
        .and_then(|length| usize::try_from(length).ok())
        .ok_or_else(no_record)?;
    let Some((payload, behind)) = payload.split_at_checked(length) else {
        return Err(Remark::new(
            "is cut off: it has fewer bytes than it says",
            "fetch the file again; the other records were read",
        ));
    };
    if !behind.iter().all(u8::is_ascii_whitespace) {
        return Err(Remark::new(
            "is damaged: it has more bytes than it says",
            "fetch the file again; the other records were read",
        ));
    }
    Ok(payload)
}

fn response(payload: &[u8], found: &Found<'_>, draft: &mut Draft) -> Result<(), Remark> {
    let Some(response) = Response::of(payload) else {
        return Err(passed_over("is no response of HTTP"));
    };
    if response.status != 200 {
        return Err(passed_over(format!(
            "is a response of status {}",
            response.status
        )));
    }
    let kind = response.kind();
    if !kind.is_empty() && !PAGES.contains(&&*kind) {
        return Err(no_page(&kind));
    }
    let charset = response.charset();
    let found = Found {
        charset: charset.as_deref(),
        ..*found
    };
    page(&response.body(), &kind, found, draft)
}

/// Reads a body of a type; of none it is a page if it begins as one.
fn page(body: &[u8], kind: &str, found: Found<'_>, draft: &mut Draft) -> Result<(), Remark> {
    let is_page =
        PAGES.contains(&kind) || kind.is_empty() && body.trim_ascii_start().starts_with(b"<");
    if !is_page {
        return Err(no_page(kind));
    }
    pages::parse(body, &found, draft)
}

/// Reads the text of a page, whose first line is the page's title.
fn text(payload: &[u8], found: &Found<'_>, draft: &mut Draft) -> Result<(), Remark> {
    let (guessed, text) = if let Ok(text) = std::str::from_utf8(payload) {
        (None, Cow::Borrowed(text))
    } else {
        let (text, guessed) = encoding::decode(payload, None);
        (Some(guessed), Cow::Owned(text))
    };
    let text = text.trim();
    if text.is_empty() {
        return Err(passed_over("is an empty text"));
    }
    let (title, text) = match text.split_once('\n') {
        Some((title, rest)) if title.len() <= TITLE_BYTES => (title.trim(), rest.trim_start()),
        _ => ("", text),
    };
    let values = [
        (Field::Id, found.id),
        (Field::Title, title),
        (Field::Text, text),
        (Field::Url, found.address),
        (Field::Date, found.date),
    ];
    for (field, value) in values {
        draft.put(Place::Record.of(field), value);
    }
    draft.version = Version::at(found.address, found.date.parse().ok());
    draft.remarks.extend(guessed.map(encoding::decoded));
    draft.finish_plain()
}

fn no_record() -> Remark {
    Remark::new(
        "is no record of a crawl",
        "fetch the file again; the other records were read",
    )
}

fn no_page(kind: &str) -> Remark {
    let kind = if kind.is_empty() {
        "an unknown type"
    } else {
        kind
    };
    passed_over(format!("is of the type {kind}, which is no page"))
}

/// What a record is that is as it should be and holds no page.
fn passed_over(what: impl Into<String>) -> Remark {
    Remark::aside(Standing::NoPage, what)
}
