//! The formats, and how one is told from a file's name and first bytes.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::delimited;
use super::fields::Names;
use super::kinds;
use samestory::error::Error;

/// What the bytes of an unpacked file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// A JSON array of objects, an object that holds one, or objects that span lines.
    Json,
    /// A header and records, separated by commas (or semicolons, tabs or bars, as the header shows).
    Csv,
    /// A header and records, separated by tabs.
    Tsv,
    /// One article a file.
    Text,
    /// RSS, RDF or Atom.
    Feed,
}

impl Format {
    const NAMES: [(Self, &'static str); 6] = [
        (Self::Jsonl, "jsonl"),
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Tsv, "tsv"),
        (Self::Text, "text"),
        (Self::Feed, "feed"),
    ];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(format, _)| format == self);
        f.write_str(name.map_or("", |(_, name)| name))
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == text)
            .map(|(format, _)| *format)
            .ok_or_else(|| {
                Error::config(format!("`{text}` is not a format"))
                    .help("use jsonl, json, csv, tsv, text or feed")
            })
    }
}

/// The format that a file's name claims, compression endings aside.
pub(super) fn by_name(path: &Path) -> Option<Format> {
    let extension = unpacked_name(path)
        .extension()?
        .to_str()?
        .to_ascii_lowercase();
    match extension.as_str() {
        "jsonl" | "ndjson" | "jsonlines" => Some(Format::Jsonl),
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "txt" | "text" => Some(Format::Text),
        "rss" | "rdf" | "atom" | "xml" => Some(Format::Feed),
        _ => None,
    }
}

/// The name without the ending of a compression.
pub(super) fn unpacked_name(path: &Path) -> &Path {
    match path.extension().and_then(|e| e.to_str()) {
        Some("gz" | "zst" | "gzip" | "zstd") => Path::new(path.file_stem().unwrap_or_default()),
        _ => path,
    }
}

/// The format that the first bytes show; `claimed` is what the name says.
pub(super) fn by_content(sample: &[u8], claimed: Option<Format>, names: &Names) -> Format {
    let sample = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample);
    let text = sample.trim_ascii_start();
    let line = text.split(|&b| b == b'\n').next().unwrap_or_default();
    let second = text.get(1..).unwrap_or_default().trim_ascii_start();
    match (claimed, text.first()) {
        (_, Some(b'<')) if kinds::is_feed(text) => Format::Feed,
        (Some(format @ (Format::Csv | Format::Tsv)), _) => format,
        (_, Some(b'[')) if matches!(second.first(), Some(b'{' | b']')) => Format::Json,
        (Some(Format::Jsonl), _) | (None, None) => Format::Jsonl,
        (Some(Format::Text), Some(b'{')) if is_object(line) == Some(true) => Format::Jsonl,
        (Some(Format::Text), _) => Format::Text,
        (Some(Format::Feed), None | Some(b'<')) => Format::Feed,
        // An object cut off by the end of the sample is a long line, one cut off by the end of its
        // line spans several.
        (_, Some(b'{')) if is_object(line).is_none() && line.len() < text.len() => Format::Json,
        (_, Some(b'{')) | (Some(Format::Json), _) => Format::Jsonl,
        (None | Some(Format::Feed), _) if is_header(line, names) => Format::Csv,
        (None | Some(Format::Feed), _) => Format::Text,
    }
}

/// Whether a line is a JSON object; none when it is the beginning of one.
fn is_object(line: &[u8]) -> Option<bool> {
    match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
        Ok(_) => Some(true),
        Err(error) if error.is_eof() => None,
        Err(_) => Some(false),
    }
}

/// Whether a line names a title or a text and another known field.
fn is_header(line: &[u8], names: &Names) -> bool {
    delimited::delimiter(line, names).is_some_and(|delimiter| {
        let columns = delimited::Columns::new(line, delimiter, names, &[]);
        columns.hold_articles() && columns.known() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::FieldNames;

    #[test]
    fn the_format_is_told_from_name_and_content() {
        let names = Names::new(&FieldNames::default());
        let cases: [(&str, &str, Format); 20] = [
            ("a.jsonl", "{\"text\":1}\n", Format::Jsonl),
            ("a.jsonl", "nonsense\n", Format::Jsonl),
            ("a.jsonl", "[{\"text\":1}]", Format::Json),
            ("a.json", "{\"text\":1}\n{\"text\":2}\n", Format::Jsonl),
            ("a.json", "{\n \"text\": 1\n}\n", Format::Json),
            ("a.json.gz", " [ {\"text\": 1}]", Format::Json),
            ("a.json", "", Format::Jsonl),
            ("-", "{\"text\": \"cut off by the sam", Format::Jsonl),
            ("-", "\u{feff}{\"text\":1}\n", Format::Jsonl),
            ("-", "id,title,text\n1,a,b\n", Format::Csv),
            ("-", "id\tTitle\tbody\n1\ta\tb\n", Format::Csv),
            ("-", "It rained, the paper wrote.\n", Format::Text),
            ("-", "[London] It rained.", Format::Text),
            ("-", "", Format::Jsonl),
            ("-", "<?xml version='1.0'?>\n<rss/>", Format::Feed),
            ("a.xml", "<!-- x --> <feed xmlns='y'>", Format::Feed),
            ("-", "<p>It rained.</p>", Format::Text),
            ("a.csv", "x,y", Format::Csv),
            ("a.txt", "{\"text\":1}\n", Format::Jsonl),
            ("a.txt.zst", "{curly} news", Format::Text),
        ];
        for (name, content, expected) in cases {
            let claimed = by_name(Path::new(name));
            let found = by_content(content.as_bytes(), claimed, &names);
            assert_eq!(found, expected, "{name}: {content}");
        }
    }

    #[test]
    fn names_print_and_parse_back() {
        for (format, name) in Format::NAMES {
            assert_eq!(format.to_string(), name);
            assert_eq!(name.parse::<Format>().expect(name), format);
        }
        assert!("pdf".parse::<Format>().is_err());
    }
}
