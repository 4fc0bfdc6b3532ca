//! The outlet's name behind a headline.
//!
//! In: a title and the outlet as the feed names it. Out: the range to leave out, with the mark
//! before it. Promise: what stands behind a bar is the site's, behind a dash only what names the
//! outlet; three words of headline are left at least. Cost: one pass.

use std::ops::Range;

/// The outlet's name at the end of a headline ("... | BBC News"), with the mark before it.
pub fn title_suffix(title: &str, source: Option<&str>) -> Option<Range<usize>> {
    let marks = [" | ", " - ", " – ", " — ", " :: ", " · "];
    let (at, mark) = (marks.iter())
        .filter_map(|mark| title.rfind(mark).map(|at| (at, *mark)))
        .max_by_key(|(at, _)| *at)?;
    // What stands behind a bar is the site's, all of it.
    let (at, mark) = title
        .find(" | ")
        .map_or((at, mark), |first| (first.min(at), " | "));
    let suffix = &title[at + mark.len()..];
    let long_enough = title[..at].split_whitespace().count() >= 3;
    let short = suffix.split_whitespace().count() <= if mark == " | " { 8 } else { 5 };
    let letters = |s: &str| -> String {
        (s.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase))
        .collect()
    };
    let suffix_letters = letters(suffix);
    let names_outlet = source.map(letters).is_some_and(|source| {
        suffix_letters.len() >= 3
            && source.len() >= 3
            && (source.contains(&suffix_letters) || suffix_letters.contains(&source))
    });
    (long_enough && short && (mark == " | " || names_outlet)).then_some(at..title.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_behind_headlines_are_suffixes() {
        let cases = [
            (
                "Council agrees on levy | BBC News",
                None,
                Some(" | BBC News"),
            ),
            (
                "Council agrees on levy - Reuters",
                Some("reuters.com"),
                Some(" - Reuters"),
            ),
            ("Council agrees on levy - live updates", None, None),
            ("UPDATE 1 - Council", Some("Council"), None),
            ("Levy", None, None),
        ];
        for (title, source, suffix) in cases {
            let found = title_suffix(title, source).map(|span| &title[span]);
            assert_eq!(found, suffix, "{title}");
        }
    }
}
