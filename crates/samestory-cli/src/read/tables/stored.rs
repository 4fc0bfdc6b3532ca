//! Tables that are no text: Parquet, Arrow, `SQLite`.
//!
//! In: a file that begins as one of them. Out: its rows as lines of JSON, which are read as any
//! others, nested columns and lists included. They are kept as what is unpacked is (`spool.rs`).
//! A table needs to be read from any place: what is packed, or comes through a pipe, is put into an
//! unnamed temporary file first.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::json::JsonLines;
use crate::read::Options;
use crate::read::blocks::Blocks;
use crate::read::content::{Content, Opened};
use crate::read::draft::Draft;
use crate::read::fields::Names;
use crate::read::format::Format;
use crate::read::framing::Framing;
use crate::read::kind::{About, Kind, NoArticles, Passing, Sign, Start};
use crate::read::problem::Remark;
use crate::read::seekable::Seekable;
use samestory::error::Error;

/// The rows of a table.
#[derive(Debug)]
pub(in crate::read) struct Stored {
    format: Format,
}

impl Kind for Stored {
    fn told(_: Format, _: &Start<'_>) -> Sign {
        // By its first bytes alone, before its rows are laid out.
        Sign::None
    }

    fn about(format: Format) -> About {
        let (name, told, article, passed_on) = match format {
            Format::Parquet => (
                "Parquet",
                "its first bytes",
                "a row",
                "a table of the same schema, rows in order",
            ),
            Format::Arrow => (
                "Arrow and Feather (builds with the feature `arrow`)",
                "its first bytes",
                "a row",
                "the rows as JSON lines",
            ),
            _ => (
                "SQLite (builds with the feature `sqlite`)",
                "its first bytes",
                "a row that `--query` gives",
                "the rows as JSON lines",
            ),
        };
        About {
            name,
            told,
            article,
            taken: "columns by name or path, nested ones too; the elements of a list are joined",
            left_out: "other columns",
            passed_on,
        }
    }

    fn open(format: Format, _: &Start<'_>) -> Self {
        Self { format }
    }

    fn framing(&self) -> Box<dyn Framing> {
        JsonLines.framing()
    }

    fn begin(&mut self, _: &mut Blocks<'_>, start: &Start<'_>) -> io::Result<Option<NoArticles>> {
        // Where a column is known, only those that are were laid out.
        let row: serde_json::Map<String, serde_json::Value> =
            match serde_json::from_slice(start.line()) {
                Ok(row) => row,
                Err(_) => return Ok(None),
            };
        if row.is_empty() || row.keys().any(|column| start.names.at(column).is_some()) {
            return Ok(None);
        }
        let columns: Vec<&str> = row.keys().map(String::as_str).collect();
        Ok(Some(NoArticles {
            reason: "no column holds a title or a text",
            among: columns.join(", ").chars().take(200).collect(),
            repair: "name them with --title-field and --text-field",
        }))
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        JsonLines.parse(record, names, draft)
    }

    fn passing(&self) -> Passing<'_> {
        match self.format {
            Format::Parquet => Passing::Table,
            _ => Passing::Lines,
        }
    }

    fn unmarkable(&self) -> Option<Remark> {
        (self.format == Format::Parquet).then(|| {
            Remark::new(
                "a Parquet table gets no further column to mark copies with",
                "leave copies out instead, or give articles as JSON",
            )
        })
    }
}

/// The format of a table that begins so.
pub(in crate::read) fn told(sample: &[u8]) -> Option<Format> {
    [
        (&b"PAR1"[..], Format::Parquet),
        (b"ARROW1\0\0", Format::Arrow),
        // A stream: a marker, and then the length of a message.
        (b"\xff\xff\xff\xff", Format::Arrow),
        (b"SQLite format 3\0", Format::Sqlite),
    ]
    .into_iter()
    .find_map(|(start, format)| sample.starts_with(start).then_some(format))
}

/// Lays the rows of a table out.
///
/// # Errors
/// When it cannot be read, when this program reads none of the format, or when a query is missing.
pub(in crate::read) fn laid_out<'a>(
    opened: Opened<'a>,
    format: Format,
    names: &Names,
    options: &Options,
) -> Result<Opened<'a>, Error> {
    let damaged = |error: io::Error| {
        Error::input(format!("the table cannot be read: {error}"))
            .help("check that the file is whole, or write it again")
    };
    let content = match opened.content {
        Some(content) if opened.direct => content,
        _ => {
            let mut kept = tempfile::tempfile().map_err(damaged)?;
            io::copy(&mut { opened.stream }, &mut kept).map_err(damaged)?;
            kept.seek(SeekFrom::Start(0)).map_err(damaged)?;
            Content::Temporary(Arc::new(kept))
        }
    };
    let stream = match format {
        Format::Parquet => parquet(&content.seekable()?, names),
        Format::Arrow => arrow(&content.seekable()?, names),
        _ => sqlite(&content, options)?,
    };
    let stream = stream.map_err(|error| match error.kind() {
        io::ErrorKind::Unsupported => Error::input(error.to_string())
            .help("take a build that has it, or export the table as CSV or JSON lines"),
        _ => damaged(error),
    })?;
    // Only of Parquet the table itself is passed on, of others their rows.
    let content = (format == Format::Parquet).then_some(content);
    Opened::of_rows(stream, content).map_err(damaged)
}

type Lines = io::Result<Box<dyn Read + Send>>;

#[cfg(feature = "parquet")]
fn parquet(bytes: &Seekable, names: &Names) -> Lines {
    Ok(Box::new(super::parquet::Rows::open(bytes.clone(), names)?))
}

#[cfg(feature = "arrow")]
fn arrow(bytes: &Seekable, names: &Names) -> Lines {
    Ok(Box::new(super::arrow::Rows::open(bytes, names)?))
}

#[cfg(feature = "sqlite")]
fn sqlite(content: &Content, options: &Options) -> Result<Lines, Error> {
    use super::sqlite::{Rows, tables};
    let Content::File { path, .. } = content else {
        return Err(Error::input("a data base can be read from a file only")
            .help("name the file, unpacked, instead of piping it"));
    };
    let Some(query) = &options.query else {
        return Err(Error::input(format!(
            "is a data base; its tables are {}",
            tables(path).join(", ")
        ))
        .help("say what to read with --query, for example --query 'select * from TABLE'"));
    };
    Rows::open(path, query)
        .map(|rows| Ok(Box::new(rows) as Box<dyn Read + Send>))
        .map_err(|error| {
            Error::input(format!("the query fails: {error}"))
                .help("try it with the sqlite3 program; it may only read")
        })
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &Seekable, _: &Names) -> Lines {
    Err(unsupported("Parquet tables"))
}

#[cfg(not(feature = "arrow"))]
fn arrow(_: &Seekable, _: &Names) -> Lines {
    Err(unsupported("Arrow tables"))
}

#[cfg(not(feature = "sqlite"))]
#[expect(clippy::unnecessary_wraps, reason = "as in builds that have it")]
fn sqlite(_: &Content, _: &Options) -> Result<Lines, Error> {
    Ok(Err(unsupported("data bases")))
}

#[cfg(not(all(feature = "parquet", feature = "arrow", feature = "sqlite")))]
fn unsupported(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::Unsupported,
        format!("this build of samestory reads no {what}"),
    )
}
