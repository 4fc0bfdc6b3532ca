//! Fragments that links to events and storylines end in.
//!
//! Promise: they come from ids, which derive from content, so that links survive reruns.

/// The fragment of an event.
pub(super) fn event(id: &str) -> String {
    fragment("e-", id)
}

/// The fragment of a storyline.
pub(super) fn storyline(id: &str) -> String {
    fragment("s-", id)
}

fn fragment(prefix: &str, id: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    prefix.chars().chain(id.chars().map(safe)).collect()
}
