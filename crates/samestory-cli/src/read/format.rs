//! The formats, and which one a file's name claims.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

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
    /// A Parquet table.
    Parquet,
    /// An Arrow table: a file (Feather) or a stream.
    Arrow,
    /// A `SQLite` data base, of which a query gives the rows.
    Sqlite,
}

impl Format {
    const NAMES: [(Self, &'static str); 9] = [
        (Self::Jsonl, "jsonl"),
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Tsv, "tsv"),
        (Self::Text, "text"),
        (Self::Feed, "feed"),
        (Self::Parquet, "parquet"),
        (Self::Arrow, "arrow"),
        (Self::Sqlite, "sqlite"),
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
                    .help("use jsonl, json, csv, tsv, text, feed, parquet, arrow or sqlite")
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
        "parquet" | "pq" => Some(Format::Parquet),
        "arrow" | "arrows" | "feather" | "ipc" => Some(Format::Arrow),
        "sqlite" | "sqlite3" | "db" | "db3" => Some(Format::Sqlite),
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

#[cfg(test)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_print_and_parse_back() {
        for (format, name) in Format::NAMES {
            assert_eq!(format.to_string(), name);
            assert_eq!(name.parse::<Format>().expect(name), format);
        }
        assert!("pdf".parse::<Format>().is_err());
    }
}
