//! Text as a terminal may show it: nothing in it moves the cursor, reorders the line or hides.
//!
//! In: text that holds words of articles, ids or file names. Out: the same, with each character
//! that is not seen written as an escape, `\n` or `\u{202e}`. Promise: what comes out has no
//! control character, no line or paragraph separator, and no invisible format character but a
//! joiner inside a word that is spelled with it. Visible characters are never changed.
//! Data formats are not shown but read: they keep every character.

use std::borrow::Cow;
use std::fmt;

/// One line: line breaks in it are escaped, too.
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// Several lines, whose breaks stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n')
}

/// Lines for a person. What goes into a line cannot end it, so no headline forges the next one.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds a line.
    pub fn add(&mut self, words: fmt::Arguments<'_>) {
        self.0.push_str(&line(&words.to_string()));
        self.0.push('\n');
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.0.push('\n');
    }

    /// Adds lines that were put together elsewhere.
    pub fn append(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// All lines, each with its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(|c| stays(c) || !is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        if stays(c) || !is_hidden(c) || joins(before, c, after) {
            shown.push(c);
        } else {
            shown.extend(c.escape_default());
        }
        before = Some(c);
    }
    Cow::Owned(shown)
}

/// Controls, line and paragraph separators, interlinear marks, and Unicode's
/// `Default_Ignorable_Code_Point`s (`DerivedCoreProperties.txt`) without the variation selectors
/// that choose between the forms of a visible character.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a joiner stands between two letters or pictures that are spelled with it, as in Persian,
/// Hindi and composed emoji; between Latin letters it only makes two words look like one.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let joined = |side: Option<char>| side.is_some_and(|c| c >= '\u{600}' && !is_hidden(c));
    matches!(c, '\u{200c}' | '\u{200d}') && joined(before) && joined(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_escaped_and_the_rest_stays() {
        for (text, shown) in [
            ("Été à Łódź, 北京", "Été à Łódź, 北京"),
            ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"),
            ("a\u{9b}2J\u{7f}", "a\\u{9b}2J\\u{7f}"),
            ("a\r\n\tb\u{2028}c", "a\\r\\n\\tb\\u{2028}c"),
            (
                "\u{202e}cod\u{2066}\u{61c}",
                "\\u{202e}cod\\u{2066}\\u{61c}",
            ),
            (
                "pay\u{200d}pal\u{200b}\u{ad}",
                "pay\\u{200d}pal\\u{200b}\\u{ad}",
            ),
            ("\u{feff}x\u{e0041}", "\\u{feff}x\\u{e0041}"),
            ("می\u{200c}رود", "می\u{200c}رود"),
            ("👩\u{200d}🚒 ❤\u{fe0f}", "👩\u{200d}🚒 ❤\u{fe0f}"),
        ] {
            assert_eq!(line(text), shown);
        }
    }

    #[test]
    fn a_line_that_is_told_stays_one_line() {
        let mut told = Lines::default();
        told.add(format_args!("{}", "a\nb"));
        told.gap();
        assert_eq!(told.as_str(), "a\\nb\n\n");
        assert_eq!(lines("a\nb\u{1b}"), "a\nb\\u{1b}");
    }
}
