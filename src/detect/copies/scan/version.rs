//! Marks by which an agency says that an article is another version of an earlier one.
//!
//! In: title and text. Out: whether one of them opens with such a mark, or the title closes with
//! one: `UPDATE 2-`, `CORRECTED:`, `(Updated)`, `RPT-`, `WRAPUP 1`. Only upper case, brackets or a
//! following dash, colon or number make a mark of a word: "Updates expected" is none.

use std::sync::LazyLock;

use ahash::AHashSet;

use crate::languages;

/// Words that mark a version, in lower case, in any language.
static MARKS: LazyLock<AHashSet<&str>> = LazyLock::new(|| languages::words("versions").collect());

/// Whether title or text mark the article as an update, correction or repeat.
pub(crate) fn is_marked(title: &str, text: &str) -> bool {
    let first_line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    opens_with_mark(title) || closes_with_mark(title) || opens_with_mark(first_line)
}

/// Whether a word, in any case, can mark a version.
pub(super) fn is_mark(word: &str) -> bool {
    MARKS.contains(word.to_lowercase().as_str())
}

fn opens_with_mark(line: &str) -> bool {
    let line = line.trim_start();
    let (bracketed, line) = match line.strip_prefix(['(', '[', '*']) {
        Some(rest) => (true, rest.trim_start_matches('*')),
        None => (false, line),
    };
    let end = line
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    if !is_mark(word) {
        return false;
    }
    let upper = word.chars().all(char::is_uppercase);
    let rest = rest.trim_start();
    let marked = rest.starts_with([':', '-', '\u{2013}', '\u{2014}', '(', ')', ']', '*'])
        || rest.starts_with(|c: char| c.is_ascii_digit());
    upper || bracketed || marked
}

fn closes_with_mark(title: &str) -> bool {
    let title = title.trim_end().trim_end_matches([')', ']', '*']);
    let Some((before, word)) = title.rsplit_once(|c: char| !c.is_alphabetic()) else {
        return false;
    };
    let bracket = title[before.len()..].starts_with(['(', '[', '*']);
    let dashed = before
        .trim_end()
        .ends_with(['-', '\u{2013}', '\u{2014}', ':']);
    is_mark(word) && (bracket || dashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words() {
        for title in [
            "UPDATE 2-Bank cuts rates",
            "Update: Bank cuts rates",
            "CORRECTED-Bank cuts rates",
            "(Updated) Bank cuts rates",
            "RPT-Bank cuts rates",
            "Bank cuts rates (Corrected)",
            "Bank cuts rates - update",
            "WRAPUP 1-Bank cuts rates",
        ] {
            assert!(is_marked(title, ""), "{title}");
            assert!(
                is_marked("Bank cuts rates", &format!("\n{title}\nmore"))
                    || title.ends_with([')', 'e']),
                "{title}"
            );
        }
        for title in [
            "Updates expected from the bank",
            "Bank corrects the record on rates",
            "Correct answers win",
            "",
            "Bank gives update",
        ] {
            assert!(!is_marked(title, title), "{title}");
        }
    }
}
