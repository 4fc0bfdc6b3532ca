//! Where the reports of an event differ: each value in the words that state it, and who says it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use samestory::cut;
use samestory::detection::{Conflict, ConflictValue, Event, Field, Quote};

use super::material::Material;
use super::sources::{self, Owners};
use super::views::{self, ArticleName, QuoteView};
use super::words;

/// Values of a conflict that are shown, and outlets named for each.
const VALUES: usize = 4;
const NAMED: usize = 4;
/// Characters of the sentence shown on either side of a value.
const BESIDE: usize = 60;

/// A fact on which the articles disagree.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ConflictView {
    pub(super) field: String,
    pub(super) values: Vec<ConflictSide>,
    /// Values that are not shown.
    pub(super) more: usize,
}

/// One value and who states it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ConflictSide {
    pub(super) value: String,
    pub(super) says: Vec<ArticleName>,
    pub(super) more: usize,
    pub(super) quote: Option<QuoteView>,
    #[serde(skip)]
    independent: usize,
}

/// What most independent sources say otherwise comes first, and so do the values of each.
pub(super) fn conflicts(
    material: &Material<'_>,
    owners: &Owners,
    event: &Event,
) -> Vec<ConflictView> {
    let conflicts = event.conflicts.iter();
    let mut views: Vec<ConflictView> = conflicts
        .map(|conflict| {
            let sides = conflict.values.iter();
            let mut values: Vec<ConflictSide> = sides
                .map(|value| side(material, owners, conflict, value))
                .collect();
            values.sort_by_key(|side| Reverse(side.independent));
            let more = values.len().saturating_sub(VALUES);
            values.truncate(VALUES);
            ConflictView {
                field: field(conflict),
                values,
                more,
            }
        })
        .collect();
    views.sort_by_key(|view| {
        let support = |at: usize| view.values.get(at).map(|side| side.independent);
        Reverse((support(1), support(0)))
    });
    views
}

fn side(
    material: &Material<'_>,
    owners: &Owners,
    conflict: &Conflict,
    value: &ConflictValue,
) -> ConflictSide {
    let articles = value.articles.iter();
    let says: BTreeSet<usize> = articles.filter_map(|id| material.find(id)).collect();
    let mut says: Vec<usize> = says.into_iter().collect();
    let independent = sources::independence(material, owners, &says).sources;
    says.sort_by_key(|&position| material.time_key(position));
    let mut named = BTreeSet::new();
    says.retain(|&position| named.insert(views::source(material, position)));
    // A number is shown as it was written, with what it counts.
    let stated = value.quote.as_ref().filter(|_| is_number(&value.value));
    let stated = stated.filter(|_| conflict.field != "event_date");
    ConflictSide {
        value: stated.map_or_else(
            || material.strings.value(&value.value),
            |quote| words::label(&quote.text),
        ),
        more: says.len().saturating_sub(NAMED),
        says: (says.iter().take(NAMED))
            .map(|&position| views::article(material, position))
            .collect(),
        quote: value.quote.as_ref().and_then(|q| excerpt(material, q)),
        independent,
    }
}

fn is_number(value: &str) -> bool {
    value.parse::<f64>().is_ok()
}

/// What the values are of: nouns are compared as stems, so the word is taken from a quote.
fn field(conflict: &Conflict) -> String {
    let quotes = conflict.values.iter().filter_map(|v| v.quote.as_ref());
    let mut written = quotes.flat_map(|quote| quote.text.split(|c: char| !c.is_alphabetic()));
    let word = written.find(|word| word.to_lowercase().starts_with(&conflict.field));
    words::label(&word.unwrap_or(&conflict.field).replace('_', " "))
}

/// The quoted words within their line; none where the page has no such words.
fn excerpt(material: &Material<'_>, quote: &Quote) -> Option<QuoteView> {
    let shown = views::quote(material, quote)?;
    let article = material.article(material.find(&quote.article)?);
    let whole = match quote.field {
        Field::Title => &article.title,
        Field::Text => &article.text,
    };
    let (before, behind) = (whole.get(..quote.start)?, whole.get(quote.end..)?);
    let before = before.rsplit('\n').next().unwrap_or_default();
    let behind = behind.split('\n').next().unwrap_or_default();
    let text = format!(
        "{}{}{}",
        last_words(before),
        quote.text,
        first_words(behind)
    );
    Some(QuoteView {
        text: words::label(&text),
        ..shown
    })
}

fn first_words(line: &str) -> String {
    cut::with_ellipsis(line, BESIDE)
}

fn last_words(line: &str) -> String {
    let Some((cut, _)) = line
        .char_indices()
        .rev()
        .nth(BESIDE - 1)
        .filter(|(at, _)| *at > 0)
    else {
        return line.to_owned();
    };
    let begin = line[cut..]
        .find(char::is_whitespace)
        .map_or(cut, |at| cut + at);
    format!("…{}", line[begin..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_between_words() {
        let line = "wort ".repeat(30);
        assert_eq!(first_words("short"), "short");
        assert_eq!(last_words("short"), "short");
        assert!(first_words(&line).ends_with("wort…"));
        assert!(last_words(&line).starts_with("…wort"));
        assert_eq!(last_words(&"长".repeat(100)).chars().count(), BESIDE + 1);
    }
}
