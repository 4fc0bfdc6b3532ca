//! The first element of an XML document, which tells what it is.

/// The name of a document's first element, and whether the document says that it is XML; none when
/// it begins with something else.
pub(in crate::read) fn root(text: &[u8]) -> Option<(&[u8], bool)> {
    let mut rest = text;
    let mut is_declared = false;
    loop {
        rest = rest.trim_ascii_start();
        let inside = rest.strip_prefix(b"<")?;
        let (skip, end): (bool, &[u8]) = match inside {
            [b'?', ..] => {
                is_declared |= inside.starts_with(b"?xml");
                (true, b"?>")
            }
            [b'!', b'-', b'-', ..] => (true, b"-->"),
            [b'!', ..] => {
                if inside
                    .get(..13)
                    .is_some_and(|d| d.eq_ignore_ascii_case(b"!doctype html"))
                {
                    return Some((b"html", is_declared));
                }
                (true, b">")
            }
            _ => (false, b""),
        };
        if !skip {
            let end = inside
                .iter()
                .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))?;
            return Some((&inside[..end], is_declared));
        }
        let at = memchr::memmem::find(inside, end)?;
        rest = &inside[at + end.len()..];
    }
}

/// A name without its prefix.
pub(in crate::read) fn local(name: &[u8]) -> &[u8] {
    match memchr::memchr(b':', name) {
        Some(at) => &name[at + 1..],
        None => name,
    }
}
