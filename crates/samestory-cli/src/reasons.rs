//! A judged pair in words: how two articles relate, what speaks for it and what against.

use samestory::Relation;
use samestory::detection::{Evidence, Pair, Quote};

use crate::line::one_line;
use crate::shown::Lines;

/// Reasons of each kind that are told unless all are asked for.
pub const STRONGEST: usize = 3;

/// Longest quotation that is shown whole, in characters.
const QUOTE_CHARS: usize = 90;

/// A pair in full: its relation, its numbers, both headlines, and the `most` strongest reasons of
/// each kind.
pub fn told(pair: &Pair, titles: [&str; 2], most: usize, indent: &str) -> Lines {
    let Pair { a, b, .. } = pair;
    let mut text = Lines::default();
    text.add(format_args!(
        "{indent}{a} and {b}: {}",
        relation(pair.relation)
    ));
    text.add(format_args!("{indent}{}", scores(pair)));
    for (id, title) in [a, b].into_iter().zip(titles) {
        text.add(format_args!("{indent}{id}  {title}"));
    }
    reasons(&mut text, pair, most, &format!("{indent}  "));
    text
}

/// The relation as a person would say it.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Identical => "identical texts",
        Relation::NearCopy => "near copies",
        Relation::Excerpt => "one holds an excerpt of the other",
        Relation::Rewrite => "one is a rewrite of the other",
        Relation::SameEvent => "reports of the same event",
        Relation::SameStoryline => "different events of one storyline",
        Relation::SameTemplate => "the same form with other facts",
        Relation::Undecided => "too little to decide by",
        Relation::Unrelated => "unrelated",
    }
}

/// The numbers of a pair on one line.
fn scores(pair: &Pair) -> String {
    let score = |score: Option<f64>| score.map_or_else(|| "-".to_owned(), |s| format!("{s:.3}"));
    format!(
        "event {}, storyline {}, resemblance {:.3}, containment {:.3} / {:.3}",
        score(pair.event_score),
        score(pair.storyline_score),
        pair.resemblance,
        pair.containment,
        pair.containment_back
    )
}

/// The strongest reasons for and against, each with its quotations, indented.
fn reasons(text: &mut Lines, pair: &Pair, most: usize, indent: &str) {
    if !pair.explained {
        let Pair { a, b, .. } = pair;
        text.add(format_args!(
            "{indent}reasons not recorded, as they are for the main tie and the nearest miss of an article; \
             samestory compare --in DIR {a} {b} gives them"
        ));
        return;
    }
    list(text, "for", &pair.evidence_for, most, indent);
    list(text, "against", &pair.evidence_against, most, indent);
}

fn list(text: &mut Lines, side: &str, evidence: &[Evidence], most: usize, indent: &str) {
    let more = evidence.len().saturating_sub(most);
    let none = if evidence.is_empty() { ": nothing" } else { "" };
    text.add(format_args!("{indent}{side}{none}"));
    for reason in evidence.iter().take(most) {
        // Adding 0 takes the sign from a weight that rounds to none.
        let weight = (reason.weight * 100.0).round() / 100.0 + 0.0;
        text.add(format_args!(
            "{indent}  {weight:+6.2}  {:14} {}",
            reason.signal, reason.detail
        ));
        for quotes in reason.quotes.chunk_by(|a, b| a.article == b.article) {
            let words: Vec<_> = quotes.iter().map(quoted).collect();
            let of = &quotes[0].article;
            text.add(format_args!("{indent}          {of}: {}", words.join(", ")));
        }
    }
    if more > 0 {
        text.add(format_args!("{indent}  and {more} weaker"));
    }
}

/// The quoted words on one line, shortened in the middle when they are many.
fn quoted(quote: &Quote) -> String {
    let words = one_line(&quote.text);
    let count = words.chars().count();
    if count <= QUOTE_CHARS {
        return format!("\"{words}\"");
    }
    let half = QUOTE_CHARS / 2;
    let start: String = words.chars().take(half).collect();
    let end: String = words.chars().skip(count - half).collect();
    format!("\"{} ... {}\"", start.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::detection::Field;

    #[test]
    fn a_long_quotation_is_shortened_in_the_middle_and_never_breaks_a_line() {
        let quote = |text: String| Quote {
            article: "a".into(),
            field: Field::Text,
            start: 0,
            end: text.len(),
            text,
        };
        assert_eq!(quoted(&quote("one\n  two".into())), "\"one two\"");
        let long = quoted(&quote("äö ".repeat(100)));
        assert!(long.contains(" ... "), "{long}");
        assert!(long.chars().count() < QUOTE_CHARS + 10, "{long}");
    }
}
