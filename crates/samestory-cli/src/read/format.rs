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
    /// NITF, one item a file.
    Nitf,
    /// NewsML 1.
    Newsml,
    /// NewsML-G2.
    #[serde(rename = "newsml-g2")]
    NewsmlG2,
    /// News in JSON of the IPTC.
    Ninjs,
    /// IPTC 7901 messages.
    Iptc7901,
    /// ANPA 1312 messages.
    Anpa,
    /// One mail a file, or an mbox of many.
    Mail,
    /// A page with one article.
    Html,
    /// A crawl as WARC, also of texts only (WET).
    Warc,
    /// A crawl as ARC.
    Arc,
}

impl Format {
    const NAMES: [(Self, &'static str); 19] = [
        (Self::Jsonl, "jsonl"),
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Tsv, "tsv"),
        (Self::Text, "text"),
        (Self::Feed, "feed"),
        (Self::Parquet, "parquet"),
        (Self::Arrow, "arrow"),
        (Self::Sqlite, "sqlite"),
        (Self::Nitf, "nitf"),
        (Self::Newsml, "newsml"),
        (Self::NewsmlG2, "newsml-g2"),
        (Self::Ninjs, "ninjs"),
        (Self::Iptc7901, "iptc7901"),
        (Self::Anpa, "anpa"),
        (Self::Mail, "mail"),
        (Self::Html, "html"),
        (Self::Warc, "warc"),
        (Self::Arc, "arc"),
    ];

    /// The names of all formats, as `--format` takes them.
    pub fn names() -> [&'static str; 19] {
        Self::NAMES.map(|(_, name)| name)
    }
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
                let names = Self::names().join(", ");
                Error::config(format!("`{text}` is not a format")).help(format!("use {names}"))
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
        "nitf" => Some(Format::Nitf),
        "newsml" => Some(Format::Newsml),
        "newsmlg2" => Some(Format::NewsmlG2),
        "ninjs" => Some(Format::Ninjs),
        "eml" | "mbox" | "mbx" => Some(Format::Mail),
        "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
        "warc" | "wet" => Some(Format::Warc),
        "arc" => Some(Format::Arc),
        _ => None,
    }
}

/// Whether a file's name is that of an archive.
pub(super) fn is_archive(path: &Path) -> bool {
    let extension = unpacked_name(path).extension().and_then(|e| e.to_str());
    extension.is_some_and(|extension| {
        let extension = extension.to_ascii_lowercase();
        ["zip", "tar", "tgz", "tbz", "tbz2", "txz", "tzst"].contains(&&*extension)
    })
}

/// The name without the ending of a compression.
pub(super) fn unpacked_name(path: &Path) -> &Path {
    match path.extension().and_then(|e| e.to_str()) {
        Some("gz" | "zst" | "gzip" | "zstd" | "xz" | "bz2" | "bzip2") => {
            Path::new(path.file_stem().unwrap_or_default())
        }
        _ => path,
    }
}

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
