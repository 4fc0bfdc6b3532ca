//! Entities in what is no HTML otherwise.

use std::convert::Infallible;

use html5gum::Span;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

/// The text with its entities as characters; none when it has none.
///
/// Only what ends in a semicolon is one: `x?a=1&copy=2` stays.
pub(in crate::read) fn decode(text: &str) -> Option<String> {
    let mut ends = memchr::memchr_iter(b'&', text.as_bytes());
    if !ends.any(|at| is_reference(&text.as_bytes()[at..])) {
        return None;
    }
    // The parser sees no tags and no other ampersands.
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        let (kept, tail) = rest.split_at(at);
        escaped.push_str(kept);
        match tail.as_bytes()[0] {
            b'<' => escaped.push_str("&lt;"),
            _ if is_reference(tail.as_bytes()) => escaped.push('&'),
            _ => escaped.push_str("&amp;"),
        }
        rest = &tail[1..];
    }
    escaped.push_str(rest);
    let mut decoded = String::with_capacity(text.len());
    let emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            if let CallbackEvent::String { value } = event {
                decoded.push_str(&String::from_utf8_lossy(value));
            }
            None
        },
    );
    let Ok(()) = Tokenizer::new_with_emitter(escaped.as_str(), emitter).finish();
    let decoded = decoded.replace('\u{a0}', " ");
    (decoded != text).then_some(decoded)
}

/// Whether bytes that begin with an ampersand begin with a whole entity.
fn is_reference(bytes: &[u8]) -> bool {
    /// Longer than any name.
    const NAME: usize = 33;
    let end = bytes.iter().take(NAME).position(|&b| b == b';');
    match end.map(|end| &bytes[1..end]) {
        None | Some([]) => false,
        Some([b'#', b'x' | b'X', digits @ ..]) => {
            !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
        }
        Some([b'#', digits @ ..]) => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        Some(name) => name.iter().all(u8::is_ascii_alphanumeric),
    }
}
