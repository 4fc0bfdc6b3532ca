//! Wordings that make a line a credit, a byline, or one about a picture.
//!
//! In: a line. Out: whether it is worded so. Promise: case does not matter; a line that says who
//! reported is about the text, whatever pictures it names. Cost: one pass of an automaton that is
//! built once.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::names::words;
use crate::languages;

/// Any of the words by which a text says who reported it or whose it is.
pub(super) static CREDITS: LazyLock<AhoCorasick> =
    LazyLock::new(|| any_of(&["report credits", "owner credits"]));
/// Starts of lines that name the author.
static BYLINE_STARTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| languages::lines("byline starts").collect());
static REPORT_CREDIT: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(&["report credits"]));
static PICTURE: LazyLock<AhoCorasick> = LazyLock::new(|| any_of(&["pictures"]));

/// Finds any of some lists' phrases, of all languages, small, capital, or with a capital first.
fn any_of(lists: &[&str]) -> AhoCorasick {
    let phrases = lists.iter().flat_map(|list| languages::lines(list));
    let writings = phrases.flat_map(|phrase| {
        let mut rest = phrase.chars();
        let first = rest.next().map(char::to_uppercase).into_iter().flatten();
        let capital = first.chain(rest).collect();
        [phrase.to_owned(), capital, phrase.to_uppercase()]
    });
    let any = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .ascii_case_insensitive(true)
        .build(writings);
    any.expect("a few phrases make an automaton")
}

pub(super) fn is_of_a_picture(line: &str) -> bool {
    PICTURE.is_match(line) && !REPORT_CREDIT.is_match(line)
}

/// `By Ann Doe, Associated Press`.
pub(super) fn is_byline(line: &str) -> bool {
    let starts = |start: &&str| {
        let (head, rest) = line.split_at_checked(start.len()).unwrap_or_default();
        let small = head.chars().flat_map(char::to_lowercase);
        rest.starts_with(' ') && small.eq(start.chars())
    };
    let unended = !line.ends_with(['.', '!', '?']);
    unended && BYLINE_STARTS.iter().any(starts) && words(line).count() <= 14
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
