//! Entities in what is no HTML otherwise.

use std::borrow::Cow;

use html5gum::emitters::callback::CallbackEvent;

use super::tokens;

/// The text with its entities as characters; none when it has none.
///
/// Only what ends in a semicolon is one: `x?a=1&copy=2` stays. With characters for entities come the
/// line ends of HTML, and spaces for those that do not break.
pub(in crate::read) fn decode(text: &str) -> Option<String> {
    let mut decoded = String::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'&', &rest.as_bytes()[from..]) {
        let at = from + at;
        let Some(length) = reference(&rest.as_bytes()[at..]) else {
            from = at + 1;
            continue;
        };
        if decoded.capacity() == 0 {
            decoded.reserve(text.len());
        }
        decoded.push_str(&lines(&rest[..at]));
        push(&mut decoded, &rest[at..at + length]);
        rest = &rest[at + length..];
        from = 0;
    }
    if decoded.capacity() == 0 {
        return None;
    }
    decoded.push_str(&lines(rest));
    if decoded.contains('\u{a0}') {
        decoded = decoded.replace('\u{a0}', " ");
    }
    (decoded != text).then_some(decoded)
}

/// A text with the line ends that a parser of HTML gives.
fn lines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Adds the characters of one entity. Those that XML has are most of all.
fn push(decoded: &mut String, entity: &str) {
    match entity {
        "&lt;" => decoded.push('<'),
        "&gt;" => decoded.push('>'),
        "&amp;" => decoded.push('&'),
        "&quot;" => decoded.push('"'),
        "&apos;" | "&#39;" => decoded.push('\''),
        _ => tokens::each(entity, |token| {
            if let CallbackEvent::String { value } = token {
                decoded.push_str(&String::from_utf8_lossy(value));
            }
        }),
    }
}

/// The length of the entity that bytes begin with; none where an ampersand is only that.
fn reference(bytes: &[u8]) -> Option<usize> {
    /// Longer than any name.
    const NAME: usize = 33;
    let end = bytes.iter().take(NAME).position(|&b| b == b';')?;
    let is_one = match &bytes[1..end] {
        [] => false,
        [b'#', b'x' | b'X', digits @ ..] => {
            !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
        }
        [b'#', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        name => name.iter().all(u8::is_ascii_alphanumeric),
    };
    is_one.then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use html5gum::emitters::callback::CallbackEvent;
    use proptest::prelude::*;

    use super::{decode, reference};
    use crate::read::markup::tokens;

    /// The same by a parser that sees the whole text at once, without tags and bare ampersands.
    fn parsed(text: &str) -> String {
        let bytes = text.as_bytes();
        let escaped: String = (text.char_indices())
            .map(|(at, c)| match c {
                '<' => "&lt;".to_owned(),
                '&' if reference(&bytes[at..]).is_none() => "&amp;".to_owned(),
                c => c.to_string(),
            })
            .collect();
        let mut parsed = String::new();
        tokens::each(&escaped, |token| {
            if let CallbackEvent::String { value } = token {
                parsed.push_str(&String::from_utf8_lossy(value));
            }
        });
        parsed.replace('\u{a0}', " ")
    }

    proptest! {
        #[test]
        fn entities_are_what_a_parser_of_html_takes_them_for(
            text in "(&(amp|lt|gt|quot|apos|nbsp|eacute|NotEqualTilde|notit|copyx|x|#39|#8217|#x1F600|#128|#0|#13|#xD800|#99999999)?;?|[a-c<>;\u{e9}\u{a0} \r\n]){0,12}",
        ) {
            let has_entity = (text.match_indices('&')).any(|(at, _)| reference(&text.as_bytes()[at..]).is_some());
            let expected = Some(parsed(&text)).filter(|parsed| has_entity && *parsed != text);
            prop_assert_eq!(decode(&text), expected);
        }
    }
}
