//! JSON Lines: one record a line, UTF-8, `\n` after every line.

use std::io::{self, Write};

use serde::Serialize;

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
        serde_json::to_writer(&mut *writer, &record)?;
        writer.write_all(b"\n")?;
    }
    Ok(())
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
}
