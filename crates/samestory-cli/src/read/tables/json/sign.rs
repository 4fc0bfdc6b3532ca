//! What tells JSON by its first line.

/// Whether a line is a JSON object; none when it is the beginning of one.
pub(super) fn is_object(line: &[u8]) -> Option<bool> {
    match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
        Ok(_) => Some(true),
        Err(error) if error.is_eof() => None,
        Err(_) => Some(false),
    }
}
