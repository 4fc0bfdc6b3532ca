//! Texts that are cut to be shown.

/// At most so many characters of a text, and whether that cuts it.
pub fn to_chars(text: &str, chars: usize) -> (&str, bool) {
    // Most texts are short, and a character has a byte at least.
    if text.len() <= chars {
        return (text, false);
    }
    match text.char_indices().nth(chars) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

/// A text as it is, or so many characters of it without the last, broken word, and an ellipsis. A
/// script without spaces is cut where it is: going back to a space far before would leave next to
/// nothing.
pub fn with_ellipsis(text: &str, chars: usize) -> String {
    let (text, true) = to_chars(text, chars) else {
        return text.to_owned();
    };
    let end = text
        .rfind(char::is_whitespace)
        .filter(|&end| end > text.len() / 2);
    format!("{}…", text[..end.unwrap_or(text.len())].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_only_when_it_has_more() {
        for (text, chars, expected) in [
            ("", 0, ("", false)),
            ("äöü", 3, ("äöü", false)),
            ("äöü", 2, ("äö", true)),
            ("äöü", 0, ("", true)),
        ] {
            assert_eq!(to_chars(text, chars), expected);
        }
    }

    #[test]
    fn a_cut_falls_between_words_unless_that_leaves_next_to_nothing() {
        for (text, expected) in [
            ("storm", "storm"),
            ("storm closes port", "storm closes…"),
            ("stormclosesportagain", "stormclosesporta…"),
            (
                "北京 9月7日电国家发展和改革委员会宣布",
                "北京 9月7日电国家发展和改革委…",
            ),
        ] {
            assert_eq!(with_ellipsis(text, 16), expected);
        }
    }
}
