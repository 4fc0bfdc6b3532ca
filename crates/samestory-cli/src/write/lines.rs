//! JSON Lines: one record a line, UTF-8, `\n` after every line.
//!
//! Every control character is escaped, also those that JSON lets stand (delete, and U+0080 to
//! U+009F, which some terminals obey), so a line does no harm where it is shown. All else stays as
//! it is, marks of direction included: they belong to the text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes each record as one line of JSON.
///
/// No records write nothing.
///
/// # Errors
/// When `writer` refuses the bytes.
pub fn lines<T, W>(writer: &mut W, records: impl IntoIterator<Item = T>) -> io::Result<()>
where
    T: Serialize,
    W: Write + ?Sized,
{
    for record in records {
        record.serialize(&mut Serializer::with_formatter(&mut *writer, Inert))?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}

/// Compact JSON without control characters.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, control)) = control(rest) {
            writer.write_all(&rest.as_bytes()[..at])?;
            write!(writer, "\\u{:04x}", u32::from(control))?;
            rest = &rest[at + control.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// The first control character above those that JSON escapes itself, and its place.
fn control(text: &str) -> Option<(usize, char)> {
    // U+0080 to U+009F begin with this byte, as do some letters of Latin scripts.
    memchr::memchr2_iter(0x7f, 0xc2, text.as_bytes()).find_map(|at| {
        let c = text[at..].chars().next()?;
        c.is_control().then_some((at, c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_takes_one_line_even_when_it_holds_line_breaks() {
        let mut bytes = Vec::new();
        lines(&mut bytes, ["a\nb", "ü"]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"a\\nb\"\n\"ü\"\n");
    }

    #[test]
    fn no_control_character_stands_in_a_line_and_none_is_lost() {
        let text = "\u{1b}[1m\u{7f}«a»\u{9b}2J\u{85}\u{a0}\"\u{202e}";
        let mut bytes = Vec::new();
        lines(&mut bytes, [text]).unwrap();
        let line = String::from_utf8(bytes).unwrap();
        assert!(!line.trim_end().contains(char::is_control), "{line:?}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
