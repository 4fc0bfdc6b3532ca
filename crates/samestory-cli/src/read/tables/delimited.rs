//! CSV and TSV: a header that names the columns, then a record an article.
//!
//! Quotes, doubled quotes and newlines inside quotes as in RFC 4180. A record must have as many
//! fields as the header.

use std::io;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::Encoding;

use super::quoted::Quoted;
use crate::read::blocks::Blocks;
use crate::read::draft::Draft;
use crate::read::encoding;
use crate::read::fields::{Field, Names, Target};
use crate::read::format::Format;
use crate::read::framing::Framing;
use crate::read::kind::{About, Kind, NoArticles, Passing, Rows, Sign, Start};
use crate::read::problem::Remark;

/// A table of text.
#[derive(Debug)]
pub(in crate::read) struct Delimited {
    rows: Rows,
    targets: Vec<Option<Target>>,
    /// How bytes that are not UTF-8 are read; none where the file gave no hint.
    encoding: Option<&'static Encoding>,
}

impl Kind for Delimited {
    fn told(format: Format, start: &Start<'_>) -> Sign {
        match start.claimed {
            Some(claimed) if claimed == format => Sign::Named,
            None | Some(Format::Feed)
                if format == Format::Csv && is_header(start.line(), start.names) =>
            {
                Sign::Likely
            }
            _ => Sign::None,
        }
    }

    fn about(format: Format) -> About {
        About {
            name: match format {
                Format::Tsv => "TSV",
                _ => "CSV with comma, semicolon, tab or bar",
            },
            told: match format {
                Format::Tsv => "the name (.tsv, .tab)",
                _ => "a header with a title or text and another known field, or the name (.csv)",
            },
            article: "a row",
            taken: "columns by name; UTF-8, UTF-16, UTF-32, or the encoding that the bytes seem to have",
            left_out: "other columns",
            passed_on: "the same table",
        }
    }

    fn open(format: Format, start: &Start<'_>) -> Self {
        let encoding = encoding::guess(start.sample);
        Self {
            rows: Rows {
                delimiter: match format {
                    Format::Tsv => b'\t',
                    _ => delimiter(start.line(), start.names).unwrap_or(b','),
                },
                header: Vec::new(),
                header_end: 0,
                is_utf8: encoding.is_none(),
            },
            targets: Vec::new(),
            encoding,
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        Box::new(Quoted::new(self.rows.delimiter))
    }

    fn begin(
        &mut self,
        blocks: &mut Blocks<'_>,
        start: &Start<'_>,
    ) -> io::Result<Option<NoArticles>> {
        let Some((entry, header)) = blocks.next_record()? else {
            return Ok(None);
        };
        self.targets = targets(&header, self.rows.delimiter, start.names);
        self.rows.header_end = entry.offset + u64::from(entry.length);
        self.rows.header = header;
        if hold_articles(&self.targets) {
            return Ok(None);
        }
        let header = String::from_utf8_lossy(&self.rows.header);
        Ok(Some(NoArticles {
            reason: "no column holds a title or a text",
            among: header.chars().take(200).collect(),
            repair: "name them with --title-field and --text-field",
        }))
    }

    fn parse(&self, record: &[u8], _: &Names, draft: &mut Draft) -> Result<(), Remark> {
        parse(record, self, draft)
    }

    fn passing(&self) -> Passing<'_> {
        Passing::Rows(&self.rows)
    }
}

/// Whether a column of a table has this name.
pub(in crate::read) fn has_column(rows: &Rows, name: &str) -> bool {
    let header = split(&rows.header, rows.delimiter);
    let mut names = header.iter().map(|name| String::from_utf8_lossy(name));
    names.any(|column| column.trim() == name.trim())
}

/// The field of an article that each column holds.
fn targets(header: &[u8], delimiter: u8, names: &Names) -> Vec<Option<Target>> {
    let columns = split(header, delimiter).into_iter().map(|name| {
        let name = String::from_utf8_lossy(&name);
        names.at(name.trim()).and_then(|known| known.target)
    });
    columns.collect()
}

/// Whether some column holds a title or a text.
fn hold_articles(targets: &[Option<Target>]) -> bool {
    let mut fields = targets.iter().flatten().map(|target| target.field);
    fields.any(|field| matches!(field, Field::Title | Field::Text))
}

/// Whether a line names a title or a text and another known field.
fn is_header(line: &[u8], names: &Names) -> bool {
    delimiter(line, names).is_some_and(|delimiter| {
        let targets = targets(line, delimiter, names);
        hold_articles(&targets) && targets.iter().flatten().count() > 1
    })
}

/// The delimiter that cuts a header into most known names; a tab, comma, semicolon or bar.
fn delimiter(header: &[u8], names: &Names) -> Option<u8> {
    let known = |delimiter: &u8| {
        split(header, *delimiter)
            .iter()
            .filter(|name| names.at(String::from_utf8_lossy(name).trim()).is_some())
            .count()
    };
    // The last of equals wins, so the most usual one comes last.
    [b'|', b';', b'\t', b',']
        .into_iter()
        .max_by_key(known)
        .filter(|delimiter| known(delimiter) > 0)
}

/// Reads one record.
fn parse(record: &[u8], table: &Delimited, draft: &mut Draft) -> Result<(), Remark> {
    draft.start();
    let decoded = match std::str::from_utf8(record) {
        Ok(_) => None,
        Err(_) => Some(encoding::decode(record, table.encoding)),
    };
    let bytes = decoded.as_ref().map_or(record, |(text, _)| text.as_bytes());
    let fields = split(bytes, table.rows.delimiter);
    if fields.len() != table.targets.len() {
        return Err(Remark::new(
            format!(
                "has {} fields where the header has {}",
                fields.len(),
                table.targets.len()
            ),
            "quote fields that hold the delimiter, a quote or a newline",
        ));
    }
    for (target, field) in table.targets.iter().zip(&fields) {
        if let Some(target) = target {
            // Cutting valid UTF-8 at ASCII bytes leaves valid UTF-8.
            draft.put(*target, &String::from_utf8_lossy(field));
        }
    }
    if let Some((_, encoding)) = decoded {
        draft.remarks.push(encoding::decoded(encoding));
    }
    draft.finish()
}

/// The fields of one record, quotes resolved.
fn split(record: &[u8], delimiter: u8) -> Vec<Vec<u8>> {
    let mut reader = reader(delimiter);
    let mut fields = Vec::new();
    let mut ends = vec![0; 1 + memchr::memchr_iter(delimiter, record).count()];
    let mut output = vec![0; record.len()];
    let (mut input, mut written, mut ended) = (record, 0, 0);
    loop {
        let (result, read, wrote, closed) =
            reader.read_record(input, &mut output[written..], &mut ends[ended..]);
        input = &input[read..];
        written += wrote;
        ended += closed;
        match result {
            // An empty input then says that this is the end.
            ReadRecordResult::InputEmpty => {}
            _ => break,
        }
    }
    let mut start = 0;
    for &end in &ends[..ended] {
        fields.push(output[start..end].to_vec());
        start = end;
    }
    fields
}

fn reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}
