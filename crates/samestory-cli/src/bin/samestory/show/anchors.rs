//! The anchors of an article: dates, names, numbers and the like, by value.

use std::io::{self, Write};

use samestory::ArticleRef;
use samestory::detect::text::{self, DateBasis, DateValue, Granularity, Value as Anchor};
use samestory_cli::write;
use serde::Serialize;
use serde_json::{Value, json};

use super::List;
use super::words::{quoted, section};

#[derive(Serialize)]
struct Shown<'a, L> {
    anchors: L,
    event_date: Option<Value>,
    id: &'a str,
}

/// Every anchor with its value and place, and the day the article tells of.
pub(super) fn anchors(article: ArticleRef<'_>, out: &mut impl Write) -> io::Result<()> {
    let text = text::analyse(article);
    let anchors = || {
        text.anchors.iter().map(|anchor| {
            let mut shown = quoted(article, anchor.span);
            shown["section"] = section(anchor.section).into();
            let (kind, value) = value(&anchor.value);
            shown["kind"] = kind.into();
            shown["value"] = value;
            shown
        })
    };
    let event_date = text::event_date(&text).map(|(value, confidence)| {
        let mut shown = date(value);
        shown["confidence"] = confidence.into();
        shown
    });
    let record = Shown {
        anchors: List(anchors),
        event_date,
        id: article.id,
    };
    write::lines(out, [record])
}

fn value(value: &Anchor) -> (&'static str, Value) {
    match value {
        Anchor::Date(value) => ("date", date(*value)),
        Anchor::Number { value, unit } => ("number", json!({ "number": value, "unit": unit })),
        Anchor::Name(name) => ("name", name.as_str().into()),
        Anchor::Place(place) => ("place", place.as_str().into()),
        Anchor::Role { role, holder } => ("role", json!({ "role": role, "holder": holder })),
        Anchor::Quotation(words) => ("quotation", words.as_str().into()),
        Anchor::Slot(slot) => ("slot", slot.as_str().into()),
        Anchor::Weekday(day) => ("weekday", (*day).into()),
        other => ("other", format!("{other:?}").into()),
    }
}

fn date(value: DateValue) -> Value {
    json!({
        "from": value.from,
        "to": value.to,
        "granularity": match value.granularity {
            Granularity::Day => "day",
            Granularity::Month => "month",
            Granularity::Year => "year",
        },
        "basis": match value.basis {
            DateBasis::Stated => "stated",
            DateBasis::YearFilled => "year filled in",
            DateBasis::Resolved => "resolved",
            DateBasis::Dateline => "dateline",
            DateBasis::Metadata => "metadata line",
        },
    })
}
