//! Words of a raw string, folded for comparison, with their place in it.
//!
//! In: `&str`. Out: one call an word, in order, with its folded form and byte range. Nothing is
//! allocated per word.

use std::ops::Range;

/// Calls `emit` with every word of `text`: its folded form and where it stands.
///
/// Words are runs of letters and digits; case is folded.
pub fn words(text: &str, mut emit: impl FnMut(&str, Range<usize>)) {
    let mut start = None;
    let mut folded = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            folded.extend(c.to_lowercase());
        } else if let Some(first) = start.take() {
            emit(&folded, first..at);
            folded.clear();
        }
    }
}
