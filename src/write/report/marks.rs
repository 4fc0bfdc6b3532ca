//! What one text takes from another, as marked runs.
//!
//! In: two texts. Out: the second in segments: taken, new, or (between copies) left out. Between
//! copies every change counts; between reports in other words only runs of at least
//! [`LEAST_RUN`] words count as taken, since shorter ones are shared by chance.
//! Cost: Histogram diff over words; no deadline, since a result must not depend on the clock.
//! Source: the `similar` crate, Unicode words (UAX #29).

use serde::Serialize;
use similar::{Algorithm, DiffTag, TextDiff};

use super::words;

/// Fewest words in a row that count as taken over between two reports.
const LEAST_RUN: usize = 4;

/// A run of text and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Segment {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// What a segment is, seen from the earlier text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Nothing to say about it.
    Plain,
    /// Stands in the earlier text, too.
    Taken,
    /// Not in the earlier text.
    New,
    /// Only in the earlier text.
    Gone,
}

/// How a text is set against another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As a version of it: new and left-out words.
    Version,
    /// As another report: long runs taken over.
    Report,
}

/// A text in segments, with what they sum up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) segments: Vec<Segment>,
    /// Words of the text.
    pub(super) words: usize,
    /// Those of them that are not taken over.
    pub(super) new_words: usize,
    /// Words of the earlier text that are left out; counted for versions only.
    pub(super) gone_words: usize,
}

/// A text without marks.
pub(super) fn plain(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    push(&mut segments, Kind::Plain, text);
    segments
}

/// Sets `text` against the `earlier` one.
pub(super) fn against(earlier: &str, text: &str, reading: Reading) -> Marked {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Histogram)
        .diff_unicode_words(earlier, text);
    let mut marked = Marked {
        segments: Vec::new(),
        words: 0,
        new_words: 0,
        gone_words: 0,
    };
    for op in diff.ops() {
        let old = || op.old_range().filter_map(|i| diff.old_slice(i));
        let new = || op.new_range().filter_map(|i| diff.new_slice(i));
        let new_words = new().filter(|token| is_word(token)).count();
        marked.words += new_words;
        if op.tag() == DiffTag::Equal {
            let taken = reading == Reading::Version || new_words >= LEAST_RUN;
            let kind = if reading == Reading::Report && taken {
                Kind::Taken
            } else {
                Kind::Plain
            };
            push(&mut marked.segments, kind, &new().collect::<String>());
            marked.new_words += if taken { 0 } else { new_words };
            continue;
        }
        marked.new_words += new_words;
        if reading == Reading::Version {
            marked.gone_words += old().filter(|token| is_word(token)).count();
            push(&mut marked.segments, Kind::Gone, &old().collect::<String>());
            push(&mut marked.segments, Kind::New, &new().collect::<String>());
        } else {
            push(
                &mut marked.segments,
                Kind::Plain,
                &new().collect::<String>(),
            );
        }
    }
    marked
}

fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// Appends text, to the last segment when that is of the same kind.
fn push(segments: &mut Vec<Segment>, kind: Kind, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = words::clean(text);
    match segments.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(&text),
        _ => segments.push(Segment { kind, text }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(marked: &Marked) -> Vec<(Kind, &str)> {
        let segments = marked.segments.iter();
        segments.map(|s| (s.kind, s.text.as_str())).collect()
    }

    #[test]
    fn a_version_shows_what_came_and_what_went() {
        let marked = against(
            "Three people died.",
            "Four people died today.",
            Reading::Version,
        );
        assert_eq!(
            shown(&marked),
            [
                (Kind::Gone, "Three"),
                (Kind::New, "Four"),
                (Kind::Plain, " people died"),
                (Kind::New, " today"),
                (Kind::Plain, "."),
            ]
        );
        assert_eq!(
            (marked.words, marked.new_words, marked.gone_words),
            (4, 2, 1)
        );
    }

    #[test]
    fn a_report_shows_only_long_runs_as_taken() {
        let earlier = "The council of the old town met on Monday evening";
        let text = "On Monday the council of the old town voted";
        let marked = against(earlier, text, Reading::Report);
        let taken: Vec<&str> = (marked.segments.iter())
            .filter(|s| s.kind == Kind::Taken)
            .map(|s| s.text.trim())
            .collect();
        assert_eq!(taken, ["council of the old town"]);
        assert_eq!(marked.gone_words, 0);
    }

    proptest! {
        #[test]
        fn the_segments_spell_the_text(earlier in "[ab ]{0,40}", text in "[ab ]{0,40}") {
            let version = against(&earlier, &text, Reading::Version);
            let spell = |drop: Kind| -> String {
                let kept = version.segments.iter().filter(|s| s.kind != drop);
                kept.map(|s| s.text.as_str()).collect()
            };
            prop_assert_eq!(spell(Kind::Gone), text.clone());
            prop_assert_eq!(spell(Kind::New), earlier.clone());
            let report = against(&earlier, &text, Reading::Report);
            let spelt: String = report.segments.iter().map(|s| s.text.as_str()).collect();
            prop_assert_eq!(spelt, text);
        }
    }
}
