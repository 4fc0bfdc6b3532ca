//! A further field in the records of articles: what it needs of a format, and where it goes.
//!
//! In: a record's bytes and a JSON value. Out: the same bytes with the field in them. Every other
//! byte stays: a JSON object gets the field before its last brace, a row of a table a further cell.
//! A field of that name that is there already is an error, not replaced.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::value::RawValue;

use super::feed::Feed;
use super::index::File;
use super::kind::{Passing, Rows};
use super::tables::delimited::has_column;
use samestory::error::Error;

/// What [`Feed::copy_marked`] adds to records.
#[derive(Clone, Copy)]
pub struct Mark<'a> {
    /// Name of the field.
    pub field: &'a str,
    /// The field's value for the article at a position, as JSON; without one a JSON record stays as
    /// it is, and the cell of a table is empty.
    pub value: &'a dyn Fn(usize) -> Option<String>,
}

impl std::fmt::Debug for Mark<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mark")
            .field("field", &self.field)
            .finish_non_exhaustive()
    }
}

impl Feed {
    /// Whether every record can take a further field of this name.
    ///
    /// # Errors
    /// - an input of plain text, which has no fields;
    /// - a record or table that has a field of that name already;
    /// - a name that the encoding of a table may not have;
    /// - a record that can no longer be read.
    pub fn check_mark(&self, field: &str) -> Result<(), Error> {
        if field.is_empty() {
            return Err(Error::usage("the field to mark copies with has no name"));
        }
        for file in self.parts() {
            if let Some(remark) = file.kind.unmarkable() {
                return Err(Error::usage(remark.reason)
                    .at_path(&file.name)
                    .help(remark.repair));
            }
            match file.kind.passing() {
                Passing::Rows(rows) if has_column(rows, field) => {
                    return Err(taken(file, 1, field));
                }
                Passing::Rows(rows) if !field.is_ascii() && !rows.is_utf8 => {
                    return Err(Error::usage(format!(
                        "the table is not UTF-8, which the name `{field}` needs"
                    ))
                    .at_path(&file.name)
                    .help("give a name of ASCII letters"));
                }
                Passing::Rows(_) => {}
                _ => self.check_records(file, field)?,
            }
        }
        Ok(())
    }

    fn check_records(&self, file: &File, field: &str) -> Result<(), Error> {
        let positions = (file.first..file.first + file.articles).into_par_iter();
        let first = positions.find_map_first(|position| match self.record(position) {
            Ok(record) => has_key(&record, field).then(|| Ok(position)),
            Err(error) => Some(Err(error)),
        });
        match first.transpose()? {
            None => Ok(()),
            Some(position) => {
                let line = self.entries_of(file)[position - file.first].line;
                Err(taken(file, u64::from(line), field))
            }
        }
    }
}

fn taken(file: &File, line: u64, field: &str) -> Error {
    Error::usage(format!("there is a field `{field}` already"))
        .at_path(&file.name)
        .at_record(line)
        .help("nothing is overwritten, mark copies with another field")
}

fn has_key(record: &[u8], field: &str) -> bool {
    serde_json::from_slice::<BTreeMap<String, &RawValue>>(record)
        .is_ok_and(|object| object.contains_key(field))
}

/// A JSON object with a further field.
pub(super) fn in_object(record: &[u8], field: &str, value: &str) -> Vec<u8> {
    let end = memchr::memrchr(b'}', record).unwrap_or(record.len());
    let (object, brace) = record.split_at(end);
    let name = serde_json::Value::from(field).to_string();
    [object, b",", name.as_bytes(), b":", value.as_bytes(), brace].concat()
}

/// The further cell of a header.
pub(super) fn in_header(rows: &Rows, field: &str) -> Vec<u8> {
    cell(rows, field)
}

/// The further cell of a row, whose bytes say what encoding it may have.
pub(super) fn in_row(rows: &Rows, row: &[u8], value: Option<&str>) -> Vec<u8> {
    let value = value.unwrap_or_default();
    if std::str::from_utf8(row).is_ok() {
        cell(rows, value)
    } else {
        cell(rows, &ascii(value))
    }
}

/// The delimiter and a cell behind it, quoted where it has to be.
fn cell(rows: &Rows, text: &str) -> Vec<u8> {
    let mut cell = vec![rows.delimiter];
    let special = |b: &u8| matches!(b, b'"' | b'\n' | b'\r') || *b == rows.delimiter;
    if text.as_bytes().iter().any(special) {
        cell.push(b'"');
        cell.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        cell.push(b'"');
    } else {
        cell.extend_from_slice(text.as_bytes());
    }
    cell
}

/// JSON in which everything beyond ASCII is escaped.
fn ascii(json: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_beyond_ascii_is_escaped_and_reads_the_same() {
        let json = "{\"kept\":\"é😀\"}";
        assert_eq!(ascii(json), "{\"kept\":\"\\u00e9\\ud83d\\ude00\"}");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&ascii(json)), read(json));
    }

    #[test]
    fn a_field_goes_before_the_last_brace() {
        let marked = in_object(b"{ \"id\":\"a}\" }", "c\"", "1");
        assert_eq!(marked, b"{ \"id\":\"a}\" ,\"c\\\"\":1}");
        assert!(has_key(br#"{"a":{"b":1},"\u0063":2}"#, "c"));
        assert!(!has_key(br#"{"a":{"b":1}}"#, "b"));
    }
}
