//! Reads `corrections.jsonl`, the file that the report exports.
//!
//! In: JSON Lines, one verdict a line (see [`samestory::corrections::Verdict`]); blank lines and
//! unknown fields are ignored. Out: the verdicts in file order, and an error for each line that
//! is none. A bad line does not end the reading; whoever reads decides what it means.

use std::path::Path;

use samestory::corrections::{Correction, Corrections};
use samestory::error::Error;

/// What a corrections file holds.
#[derive(Debug, Default)]
pub struct CorrectionsFile {
    /// The verdicts, in file order.
    pub corrections: Corrections,
    /// The lines that could not be read, each with its number and what is wrong.
    pub rejected: Vec<Error>,
}

/// Reads a corrections file.
///
/// # Errors
/// When the file cannot be read. Lines that are no verdict are listed in
/// [`CorrectionsFile::rejected`].
pub fn read_corrections(path: &Path) -> Result<CorrectionsFile, Error> {
    let bytes = std::fs::read(path).map_err(|source| {
        Error::io(path, source).help("--corrections takes the file that the report exports")
    })?;
    Ok(parse(&bytes, path))
}

fn parse(bytes: &[u8], path: &Path) -> CorrectionsFile {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut file = CorrectionsFile::default();
    for (record, line) in (1..).zip(bytes.split(|&b| b == b'\n')) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Correction>(line) {
            Ok(correction) => file.corrections.verdicts.push(Correction {
                line: Some(record),
                ..correction
            }),
            Err(cause) => file.rejected.push(
                Error::input(format!("not a correction: {cause}"))
                    .at_path(path)
                    .at_record(record)
                    .help("a line is an object such as {\"verdict\":\"same_event\",\"a\":\"16 hex digits\",\"b\":\"16 hex digits\"}")
                    .because(cause),
            ),
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_is_named_and_the_others_are_kept() {
        let text = "\u{feff}{\"verdict\":\"pin_lead\",\"article\":\"000000000000000a\",\"extra\":1}\r\n\n\
                    {\"verdict\":\"perhaps\"}\n\
                    {\"verdict\":\"merge\",\"articles\":[\"000000000000000a\",\"000000000000000b\"],\"note\":\"x\"}";
        let file = parse(text.as_bytes(), Path::new("c.jsonl"));
        let lines: Vec<_> = file.corrections.verdicts.iter().map(|c| c.line).collect();
        assert_eq!(lines, [Some(1), Some(4)], "blank and bad lines count");
        assert_eq!(file.rejected.len(), 1);
        let message = file.rejected[0].to_string();
        assert!(
            message.starts_with("c.jsonl:3: not a correction"),
            "{message}"
        );
    }

    #[test]
    fn a_missing_file_is_an_error_that_names_it() {
        let error = read_corrections(Path::new("no/such/file.jsonl")).unwrap_err();
        assert!(error.to_string().contains("no/such/file.jsonl"), "{error}");
    }
}
