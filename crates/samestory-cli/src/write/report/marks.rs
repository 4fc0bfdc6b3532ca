//! What one text takes from another, as marked runs.
//!
//! In: two texts. Out: the second in segments: taken, new, or (between copies) left out. Between
//! copies every change counts, by a Histogram diff over words (the `similar` crate, Unicode words
//! of UAX #29; no deadline, since a result must not depend on the clock). Between reports in other
//! words only runs of at least [`LEAST_RUN`] words count as taken, wherever they stand, since
//! shorter ones are shared by chance.
//! Cost: linear in the texts for reports; for copies, as the diff.

use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffTag, TextDiff};
use xxhash_rust::xxh3::xxh3_64;

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

/// A text in segments, with what they sum up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// Sets `text` against an `earlier` version of it: every new and every left-out word.
pub(super) fn version(earlier: &str, text: &str) -> Marked {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Histogram)
        .diff_unicode_words(earlier, text);
    let mut marked = Marked::default();
    for op in diff.ops() {
        let old = || op.old_range().filter_map(|i| diff.old_slice(i));
        let new = || op.new_range().filter_map(|i| diff.new_slice(i));
        let new_words = new().filter(|token| is_word(token)).count();
        marked.words += new_words;
        if op.tag() == DiffTag::Equal {
            push(
                &mut marked.segments,
                Kind::Plain,
                &new().collect::<String>(),
            );
        } else {
            marked.new_words += new_words;
            marked.gone_words += old().filter(|token| is_word(token)).count();
            push(&mut marked.segments, Kind::Gone, &old().collect::<String>());
            push(&mut marked.segments, Kind::New, &new().collect::<String>());
        }
    }
    marked
}

/// The runs of [`LEAST_RUN`] words of a text, as hashes.
#[derive(Debug)]
pub(super) struct Runs(HashSet<u64>);

impl Runs {
    pub(super) fn of(text: &str) -> Self {
        Self(runs(text, &words_of(text)).into_iter().collect())
    }

    /// Marks what another report has taken over of the text.
    pub(super) fn mark(&self, text: &str) -> Marked {
        let words = words_of(text);
        let mut taken = vec![false; words.len()];
        for (at, run) in runs(text, &words).into_iter().enumerate() {
            if self.0.contains(&run) {
                taken[at..at + LEAST_RUN].fill(true);
            }
        }
        let mut marked = Marked {
            words: words.len(),
            new_words: taken.iter().filter(|taken| !**taken).count(),
            ..Marked::default()
        };
        let mut at = 0;
        for (place, word) in words.iter().enumerate() {
            let inside = taken[place] && place > 0 && taken[place - 1];
            let before = if inside { Kind::Taken } else { Kind::Plain };
            push(&mut marked.segments, before, &text[at..word.start]);
            let kind = if taken[place] {
                Kind::Taken
            } else {
                Kind::Plain
            };
            push(&mut marked.segments, kind, &text[word.clone()]);
            at = word.end;
        }
        push(&mut marked.segments, Kind::Plain, &text[at..]);
        marked
    }
}

/// A hash for each run of [`LEAST_RUN`] words, in order.
fn runs(text: &str, words: &[Range<usize>]) -> Vec<u64> {
    let hash = |word: &Range<usize>| xxh3_64(text[word.clone()].to_lowercase().as_bytes());
    let hashes: Vec<u64> = words.iter().map(hash).collect();
    let joined = |run: &[u64]| {
        (run.iter()).fold(0, |sum: u64, hash| {
            sum.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash
        })
    };
    hashes.windows(LEAST_RUN).map(joined).collect()
}

/// Where the words of a text stand: runs of letters and digits, each letter of its own in scripts
/// without spaces.
pub(super) fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut joins = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let alone = matches!(c, '\u{e00}'..='\u{e7f}' | '\u{2e80}'..='\u{a4cf}' | '\u{20000}'..='\u{3ffff}');
        let word = c.is_alphanumeric();
        match words.last_mut() {
            Some(last) if word && joins && !alone => last.end = end,
            _ if word => words.push(at..end),
            _ => {}
        }
        joins = word && !alone;
    }
    words
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
        let marked = version("Three people died.", "Four people died today.");
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
    fn a_report_shows_only_long_runs_as_taken_wherever_they_stand() {
        let first = Runs::of("On Monday evening the council of the old town met, said the mayor.");
        let marked =
            first.mark("The mayor said: “Council of the old town votes on Monday evening.”");
        assert_eq!(
            shown(&marked),
            [
                (Kind::Plain, "The mayor said: “"),
                (Kind::Taken, "Council of the old town"),
                (Kind::Plain, " votes on Monday evening.”"),
            ]
        );
        assert_eq!((marked.words, marked.new_words), (12, 7));
    }

    #[test]
    fn scripts_without_spaces_count_by_letters() {
        let marked = Runs::of("新的地铁线路周一开通").mark("地铁线路图");
        assert_eq!(
            shown(&marked),
            [(Kind::Taken, "地铁线路"), (Kind::Plain, "图")]
        );
    }

    proptest! {
        #[test]
        fn the_segments_spell_the_text(earlier in "[ab ]{0,40}", text in "[ab ,]{0,40}") {
            let version = version(&earlier, &text);
            let spell = |drop: Kind| -> String {
                let kept = version.segments.iter().filter(|s| s.kind != drop);
                kept.map(|s| s.text.as_str()).collect()
            };
            prop_assert_eq!(spell(Kind::Gone), text.clone());
            prop_assert_eq!(spell(Kind::New), earlier.clone());
            let report = Runs::of(&earlier).mark(&text);
            let spelt: String = report.segments.iter().map(|s| s.text.as_str()).collect();
            prop_assert_eq!(spelt, text);
        }

        #[test]
        fn every_taken_run_is_long_and_stands_in_the_earlier_text(
            earlier in "([abc] ){0,30}", text in "([abc] ){0,30}"
        ) {
            for segment in Runs::of(&earlier).mark(&text).segments {
                let run = segment.text.trim();
                let words = run.split(' ').count();
                if segment.kind == Kind::Taken {
                    prop_assert!(words >= LEAST_RUN);
                    let four: Vec<&str> = run.split(' ').take(LEAST_RUN).collect();
                    prop_assert!(earlier.contains(&four.join(" ")));
                }
            }
        }
    }
}
