//! CSV: a table with a header row, UTF-8, RFC 4180.
//!
//! A cell of text that a spreadsheet would run as a formula gets a `'` in front, so that it is shown
//! instead: one that begins with `=`, `+`, `-` or `@`, their full-width forms, a tab or a line break
//! (OWASP, "CSV Injection"). Numbers are never changed. Whoever joins the file by ids that begin so
//! asks for [`Cells::Raw`].

use std::io::{self, Write};

use super::table::{Table, Values};

/// How cells of text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cells {
    /// With a `'` before what a spreadsheet would run.
    #[default]
    Inert,
    /// As they are.
    Raw,
}

/// Writes a table as CSV; a missing value is an empty cell.
///
/// # Errors
/// When `writer` refuses the bytes.
pub fn csv<W: Write>(writer: W, table: &Table, cells: Cells) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(writer);
    csv.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.rows() {
        for column in &table.columns {
            csv.write_field(cell(&column.values, row, cells))?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}

fn cell(values: &Values, row: usize, cells: Cells) -> String {
    match values {
        Values::Text(values) => match (values[row].as_deref().unwrap_or_default(), cells) {
            (text, Cells::Inert) if runs(text) => format!("'{text}"),
            (text, _) => text.to_owned(),
        },
        Values::Integer(values) => values[row].map(|v| v.to_string()).unwrap_or_default(),
        Values::Number(values) => values[row].map(|v| v.to_string()).unwrap_or_default(),
    }
}

/// Whether a spreadsheet may take the text for a formula.
fn runs(text: &str) -> bool {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(SIGNS)
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
                    values: Values::Text(vec![Some("＝1".into()), None]),
                },
                Column {
                    name: "title",
                    values: Values::Text(vec![Some("=1+1".into()), Some("a, \"b\"\nc".into())]),
                },
                Column {
                    name: "score",
                    values: Values::Number(vec![Some(-0.25), None]),
                },
            ],
        };
        let written = |cells| {
            let mut bytes = Vec::new();
            csv(&mut bytes, &table, cells).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(
            written(Cells::Inert),
            "event,title,score\n'＝1,'=1+1,-0.25\n,\"a, \"\"b\"\"\nc\",\n"
        );
        assert_eq!(
            written(Cells::Raw),
            "event,title,score\n＝1,=1+1,-0.25\n,\"a, \"\"b\"\"\nc\",\n"
        );
    }

    #[test]
    fn text_that_begins_like_a_formula_is_known_and_no_other() {
        for text in [
            "=", "+1", "-a", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x",
        ] {
            assert!(runs(text), "{text}");
        }
        for text in ["", "a=1", " 1", "'=1", "–5 degrees", "e-17"] {
            assert!(!runs(text), "{text}");
        }
    }
}
