//! One line of JSON of so many bytes, most of them not in the text.

use std::io::{self, Write};

use super::texts::START;
use super::{Case, Make, Unit, line};
use samestory::article::Article;

pub(super) const CASES: &[Case] = &[
    record("long-title", long_title),
    record("long-id", long_id),
    record("long-source", long_source),
    record("long-date", long_date),
    record("many-fields", many_fields),
    record("nested-lists", nested_lists),
    record("nested-objects", nested_objects),
    record("lists-left-open", lists_left_open),
];

const fn record(name: &'static str, write: fn(usize, &mut dyn Write) -> io::Result<()>) -> Case {
    Case {
        name,
        unit: Unit::Bytes,
        start: START,
        make: Make::Write(write),
    }
}

const TEXT: &str = "rain over the bay";

fn filled(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes.div_ceil(piece.len()))
}

/// One article with a text of a few words.
fn with(out: &mut dyn Write, change: impl FnOnce(&mut Article)) -> io::Result<()> {
    let mut article = Article {
        id: "0".into(),
        text: TEXT.into(),
        ..Article::default()
    };
    change(&mut article);
    line(out, &article)
}

fn long_title(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    with(out, |a| a.title = filled("Rain hits Ada Lund - ", bytes))
}

fn long_id(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    with(out, |a| a.id = filled("a", bytes))
}

fn long_source(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    with(out, |a| {
        a.title = "Rain falls over the bay - Oster Bay News".into();
        a.source = Some(filled("Oster Bay News, ", bytes));
    })
}

fn long_date(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    let date = filled("Mon, 12 ", bytes);
    writeln!(out, r#"{{"text":"{TEXT}","published":"{date}"}}"#)
}

fn many_fields(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    write!(out, r#"{{"text":"{TEXT}""#)?;
    for field in 0..bytes / 8 {
        write!(out, r#","f{field}":1"#)?;
    }
    writeln!(out, "}}")
}

/// A record whose `note` is nested so deep.
fn nested(out: &mut dyn Write, open: &str, core: &str, close: &str) -> io::Result<()> {
    writeln!(out, r#"{{"text":"{TEXT}","note":{open}{core}{close}}}"#)
}

fn nested_lists(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    nested(out, &"[".repeat(bytes / 2), "", &"]".repeat(bytes / 2))
}

fn nested_objects(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    nested(
        out,
        &r#"{"o":"#.repeat(bytes / 6),
        "1",
        &"}".repeat(bytes / 6),
    )
}

fn lists_left_open(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", filled("[", bytes))
}
