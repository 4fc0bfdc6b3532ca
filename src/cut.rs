//! Texts that are cut to be shown.

/// A cut text without its last, broken word, and an ellipsis. A script without spaces is cut where it
/// is: going back to a space far before would leave next to nothing.
pub(crate) fn with_ellipsis(text: &str) -> String {
    let end = text
        .rfind(char::is_whitespace)
        .filter(|&end| end > text.len() / 2);
    format!("{}…", text[..end.unwrap_or(text.len())].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_falls_between_words_unless_that_leaves_next_to_nothing() {
        for (text, expected) in [
            ("", "…"),
            ("storm closes por", "storm closes…"),
            ("storm", "storm…"),
            (
                "北京 9月7日电国家发展和改革委员会宣",
                "北京 9月7日电国家发展和改革委员会宣…",
            ),
        ] {
            assert_eq!(with_ellipsis(text), expected);
        }
    }
}
