//! Text: dates, numbers, names and furniture of whole articles, as tables of cases; and what
//! holds for any Unicode.

use samestory::Article;
use samestory::detect::text::{Text, Value, analyse};

mod anchors;
mod any_unicode;
mod dates;
mod event_day;
mod writings;

/// Words behind a phrase, so that it is not the whole article.
const PROSE: &str = "The council heard reports from several departments and agreed that the work \
    should go on as planned, while members asked for more time to study the figures.";

fn article(title: &str, text: &str, published: &str, lang: &str) -> Article {
    Article {
        id: "1".to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        published: (!published.is_empty()).then(|| published.parse().expect(published)),
        lang: Some(lang.to_owned()),
        ..Article::default()
    }
}

fn read(phrase: &str, published: &str, lang: &str) -> Text {
    analyse(article("", &format!("{phrase} {PROSE}"), published, lang).as_ref())
}

/// `2023-09-20`, `2023-09-22..2023-09-23`; days of the dates, in reading order.
fn dates(text: &Text) -> Vec<String> {
    text.anchors
        .iter()
        .filter_map(|anchor| match anchor.value {
            Value::Date(date) if date.from == date.to => Some(date.from.to_string()),
            Value::Date(date) => Some(format!("{}..{}", date.from, date.to)),
            _ => None,
        })
        .collect()
}
