//! Wordings that make a line a credit, a byline, or one about a picture.
//!
//! In: a line. Out: whether it is worded so. Promise: case does not matter; a line that says who
//! reported is about the text, whatever pictures it names. Cost: one pass of a regular expression,
//! compiled once.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use super::names::words;

/// Words of a line about a picture rather than the text.
const PICTURES: &[&str] = &[
    "photo", "image", "picture", "video", "getty", "foto", "/file", "caption",
];

/// Words by which a text says who reported it.
const REPORT_CREDITS: &[&str] = &[
    "reporting by",
    "with reporting",
    "with files from",
    "with input",
    "inputs from",
    "contributed to this",
    "contributed to the report",
    "contributed reporting",
    "report by",
    "story by",
    "writing by",
    "written by",
    "published by",
    "distributed by",
    "provided by",
    "mit material von",
    "con información de",
    "com informações",
];

/// Any of the words by which a text says who reported it or whose it is.
pub(super) static CREDITS: LazyLock<Regex> =
    LazyLock::new(|| any_of(&[REPORT_CREDITS, OWNER_CREDITS]));
static REPORT_CREDIT: LazyLock<Regex> = LazyLock::new(|| any_of(&[REPORT_CREDITS]));
static PICTURE: LazyLock<Regex> = LazyLock::new(|| any_of(&[PICTURES]));

/// Finds any of some words, in whatever case.
fn any_of(lists: &[&[&str]]) -> Regex {
    let words: Vec<String> = lists.concat().into_iter().map(regex::escape).collect();
    let any = RegexBuilder::new(&words.join("|"))
        .case_insensitive(true)
        .build();
    any.expect("escaped words are a pattern")
}

/// Words by which a text says whose it is.
const OWNER_CREDITS: &[&str] = &[
    "©",
    "copyright",
    "source:",
    "quelle:",
    "fuente:",
    "source :",
];

pub(super) fn is_of_a_picture(line: &str) -> bool {
    PICTURE.is_match(line) && !REPORT_CREDIT.is_match(line)
}

/// `By Ann Doe, Associated Press`.
pub(super) fn is_byline(line: &str) -> bool {
    const STARTS: [&str; 4] = ["by ", "written by ", "source: ", "from "];
    let starts = |start: &&str| {
        let head = line.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    let unended = !line.ends_with(['.', '!', '?']);
    unended && STARTS.iter().any(starts) && words(line).count() <= 14
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reported_matters_more_than_whose_picture_it_is() {
        for (line, picture) in [
            ("Photo: AFP", true),
            ("(Image credit: AP)", true),
            ("Reporting by Ann Doe; photo by John Roe", false),
            ("Ann Doe, AP", false),
        ] {
            assert_eq!(is_of_a_picture(line), picture, "{line}");
        }
    }
}
