//! A text on one line.

/// The words of a text, one space between: line ends, tabs and runs of spaces are one.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
