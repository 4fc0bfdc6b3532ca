//! CSV: a table with a header row, UTF-8, RFC 4180.
//!
//! A cell of prose that begins like a formula (`=`, `+`, `-`, `@`, tab, return) gets a `'` in
//! front, so that a spreadsheet shows it instead of running it. Ids are never changed, since
//! files are joined on them: import them as text.

use std::io::{self, Write};

use super::table::{Table, Values};

/// Writes a table as CSV; a missing value is an empty cell.
///
/// # Errors
/// When `writer` refuses the bytes.
pub fn csv<W: Write>(writer: W, table: &Table) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(writer);
    csv.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.rows() {
        for column in &table.columns {
            csv.write_field(cell(&column.values, row))?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}

fn cell(values: &Values, row: usize) -> String {
    match values {
        Values::Text(values) => values[row].clone().unwrap_or_default(),
        Values::Prose(values) => values[row].as_deref().map(inert).unwrap_or_default(),
        Values::Integer(values) => values[row].map(|v| v.to_string()).unwrap_or_default(),
        Values::Number(values) => values[row].map(|v| v.to_string()).unwrap_or_default(),
    }
}

/// Words that no spreadsheet takes for a formula.
fn inert(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Column;

    #[test]
    fn cells_are_quoted_and_formulas_do_not_run() {
        let table = Table {
            name: "event",
            columns: vec![
                Column {
                    name: "event",
                    values: Values::Text(vec![Some("-1".into()), None]),
                },
                Column {
                    name: "title",
                    values: Values::Prose(vec![Some("=1+1".into()), Some("a, \"b\"\nc".into())]),
                },
                Column {
                    name: "score",
                    values: Values::Number(vec![Some(0.25), None]),
                },
            ],
        };
        let mut bytes = Vec::new();
        csv(&mut bytes, &table).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "event,title,score\n-1,'=1+1,0.25\n,\"a, \"\"b\"\"\nc\",\n"
        );
    }
}
