//! Lines that are page furniture as a whole, by what stands in them.
//!
//! In: a trimmed line and its place among the lines of its text. Out: whether it goes. Promise: a
//! line of more than 300 bytes is prose; a label or an invitation does not count at the head of a
//! line that starts as the rest of a sentence, and a byline only near the edges. Cost: one folded
//! copy of a short line, and a look at it for each phrase of the lists.

use super::phrases::{self, Phrases};

/// `page_banner`: a name out of the page's code.
pub(super) fn is_identifier(line: &str) -> bool {
    line.contains('_')
        && line.len() <= 40
        && line
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// Whether the line at `place` of `lines` is navigation, a label, a copyright mark or a byline.
pub(super) fn is_furniture(line: &str, place: usize, lines: usize) -> bool {
    // Prose lines are long; nothing below looks at one.
    if line.len() > 300 {
        return false;
    }
    let words = line.split_whitespace().count();
    let folded = phrases::small(line);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let sentence = line.ends_with(['.', '!', '?', '"', '”', '。', '।', '！', '？']);
    // An agency's caption to an old picture, with that picture's date.
    let label = folded.strip_prefix("file").unwrap_or_default().trim_start();
    if line.starts_with("FILE") && label.starts_with(['-', '–', '—', ':', 'p']) {
        return true;
    }
    if !sentence && phrases::NAVIGATION.holds(bare) {
        return true;
    }
    let small = line.starts_with(char::is_lowercase);
    let starts = |list: &Phrases| list.start(bare, small);
    if words <= 12 && !sentence && starts(&phrases::LABELS) {
        return true;
    }
    if words <= 30 && starts(&phrases::READ_MORE) {
        return true;
    }
    if words <= 45
        && (folded.starts_with('©')
            || bare.starts_with("copyright ")
            || folded.contains("all rights reserved"))
    {
        return true;
    }
    if words <= 10 && !sentence && (place < 4 || place + 3 > lines) && is_byline(line) {
        return true;
    }
    let near_end = place > 0 && place + 4 > lines;
    near_end && words <= 40 && starts(&phrases::INVITATIONS) && phrases::names_channel(&folded)
}

/// "By Jane Doe and John Roe, City Correspondent".
pub(super) fn is_byline(line: &str) -> bool {
    let Some(names) = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("BY "))
    else {
        return false;
    };
    names.split_whitespace().all(|word| {
        let first = word.trim_start_matches(['(', '<']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
            || word.contains('@')
            || matches!(
                word,
                "and" | "for" | "in" | "at" | "of" | "de" | "van" | "von" | "bin" | "al"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names_and_small_words_between_them() {
        for (line, is) in [
            ("By Jane Doe and John Roe, City Correspondent", true),
            ("BY JANE DOE", true),
            ("By Ludwig van Dam (dam@example.com)", true),
            ("By then the fire had spread", false),
            ("Jane Doe", false),
        ] {
            assert_eq!(is_byline(line), is, "{line}");
        }
    }

    #[test]
    fn a_byline_far_from_both_edges_is_prose() {
        let line = "By Jane Doe";
        for (place, is) in [(0, true), (3, true), (10, false), (18, true)] {
            assert_eq!(is_furniture(line, place, 20), is, "{place}");
        }
    }
}
