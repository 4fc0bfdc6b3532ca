//! Fields of the kind that WARC and HTTP have: a line each, with a colon.

use std::borrow::Cow;

/// Cuts off the head, which ends at a blank line: its lines, and what follows.
pub(super) fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    loop {
        let line = memchr::memchr(b'\n', &bytes[at..])?;
        let is_blank = bytes[at..at + line].trim_ascii().is_empty();
        let end = at + line + 1;
        if is_blank && at > 0 {
            return Some((&bytes[..at], &bytes[end..]));
        }
        at = end;
    }
}

/// The value of the first field of this name, whatever case it is written in; lines that begin with
/// a space go on with the one before.
pub(super) fn field<'h>(head: &'h [u8], name: &str) -> Option<Cow<'h, str>> {
    let mut lines = head.split(|&b| b == b'\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        let Some(colon) = memchr::memchr(b':', line) else {
            continue;
        };
        if !line[..colon]
            .trim_ascii()
            .eq_ignore_ascii_case(name.as_bytes())
        {
            continue;
        }
        let mut value = String::from_utf8_lossy(line[colon + 1..].trim_ascii());
        while let Some(more) = lines.next_if(|line| matches!(line.first(), Some(b' ' | b'\t'))) {
            value.to_mut().push(' ');
            value
                .to_mut()
                .push_str(&String::from_utf8_lossy(more.trim_ascii()));
        }
        return Some(value);
    }
    None
}
