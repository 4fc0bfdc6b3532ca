//! The words of an article: as they are compared, and one by one.

use std::io::{self, Write};

use samestory::ArticleRef;
use samestory::detect::text::{self, PublishedBasis, Section, Span, Text, tokenise};
use samestory::detection::Field;
use samestory_cli::write;
use serde::Serialize;
use serde_json::{Value, json};

use super::List;

/// Title and text folded, the words set apart by single spaces; and what was left out.
pub(super) fn normalised(article: ArticleRef<'_>, out: &mut impl Write) -> io::Result<()> {
    let text = text::analyse(article);
    let furniture = text.furniture.iter().map(|span| quoted(article, *span));
    let record = json!({
        "id": article.id,
        "lang": text.lang,
        "published": text.published,
        "published_from": published_from(&text),
        "title": folded(article.title, Field::Title, &text),
        "text": folded(article.text, Field::Text, &text),
        "furniture": furniture.collect::<Vec<_>>(),
    });
    write::lines(out, [record])
}

#[derive(Serialize)]
struct Tokens<'a, L> {
    id: &'a str,
    lang: &'a str,
    words: L,
}

/// Every word that events look at, with its place in the raw strings.
pub(super) fn tokens(article: ArticleRef<'_>, out: &mut impl Write) -> io::Result<()> {
    let text = text::analyse(article);
    let words = || {
        text.words.iter().map(|word| {
            let mut shown = quoted(article, word.span);
            shown["term"] = format!("{:016x}", word.term).into();
            shown["section"] = section(word.section).into();
            shown["function"] = word.function.into();
            shown
        })
    };
    let record = Tokens {
        id: article.id,
        lang: &text.lang,
        words: List(words),
    };
    write::lines(out, [record])
}

fn folded(raw: &str, field: Field, text: &Text) -> String {
    let mut left_out = text.furniture.iter().filter(|span| span.field == field);
    let mut next = left_out.next();
    let mut folded = String::with_capacity(raw.len());
    tokenise::words(raw, |word, place| {
        while next.is_some_and(|span| span.end as usize <= place.start) {
            next = left_out.next();
        }
        if next.is_none_or(|span| place.start < span.start as usize) {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
    });
    folded
}

/// A place in an article with the words that stand there.
pub(super) fn quoted(article: ArticleRef<'_>, span: Span) -> Value {
    let raw = match span.field {
        Field::Title => article.title,
        Field::Text => article.text,
    };
    json!({
        "words": raw.get(span.start as usize..span.end as usize),
        "field": span.field,
        "start": span.start,
        "end": span.end,
    })
}

pub(super) fn section(section: Section) -> &'static str {
    match section {
        Section::Title => "title",
        Section::Lead => "lead",
        Section::Body => "body",
        Section::Background => "background",
    }
}

fn published_from(text: &Text) -> &'static str {
    match text.published_basis {
        PublishedBasis::Missing => "nothing",
        PublishedBasis::Feed => "feed",
        PublishedBasis::Metadata => "metadata line",
        PublishedBasis::Dateline => "dateline",
    }
}
