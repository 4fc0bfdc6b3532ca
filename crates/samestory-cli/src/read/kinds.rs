//! Every format that is read, and how the one of an input is found.

use super::crawls::Crawl;
use super::feeds::Syndicated;
use super::format::Format;
use super::kind::{About, Kind, Sign, Start};
use super::pages::Page;
use super::tables::delimited::Delimited;
use super::tables::json::{Json, JsonLines};
use super::tables::stored::Stored;
use super::text::Text;
use super::wire::{Mail, NewsXml, Ninjs, Teletype};

/// A row: a format, and the type that reads it.
struct Row {
    format: Format,
    told: fn(Format, &Start<'_>) -> Sign,
    open: fn(Format, &Start<'_>) -> Box<dyn Kind>,
    about: fn(Format) -> About,
}

const fn row<K: Kind + 'static>(format: Format) -> Row {
    Row {
        format,
        told: K::told,
        open: |format, start| Box::new(K::open(format, start)),
        about: K::about,
    }
}

/// What equally sure signs speak for comes first here.
const ROWS: &[Row] = &[
    row::<Syndicated>(Format::Feed),
    row::<NewsXml>(Format::Nitf),
    row::<NewsXml>(Format::Newsml),
    row::<NewsXml>(Format::NewsmlG2),
    row::<Ninjs>(Format::Ninjs),
    row::<Teletype>(Format::Iptc7901),
    row::<Teletype>(Format::Anpa),
    row::<Mail>(Format::Mail),
    row::<Page>(Format::Html),
    row::<Crawl>(Format::Warc),
    row::<Crawl>(Format::Arc),
    row::<Json>(Format::Json),
    row::<JsonLines>(Format::Jsonl),
    row::<Delimited>(Format::Csv),
    row::<Delimited>(Format::Tsv),
    row::<Stored>(Format::Parquet),
    row::<Stored>(Format::Arrow),
    row::<Stored>(Format::Sqlite),
    row::<Text>(Format::Text),
];

/// Every format that is read, with what people are told of it.
pub fn formats() -> impl Iterator<Item = (Format, About)> {
    ROWS.iter().map(|row| (row.format, (row.about)(row.format)))
}

/// The format that the beginning of an input shows best, and how surely.
pub(super) fn tell(start: &Start<'_>) -> (Format, Sign) {
    let mut best = (Format::Text, Sign::None);
    for row in ROWS {
        let sign = (row.told)(row.format, start);
        if sign > best.1 {
            best = (row.format, sign);
        }
    }
    best
}

/// What reads an input of this format.
pub(super) fn open(format: Format, start: &Start<'_>) -> Box<dyn Kind> {
    match ROWS.iter().find(|row| row.format == format) {
        Some(row) => (row.open)(format, start),
        None => Box::new(Text::open(format, start)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::read::FieldNames;
    use crate::read::fields::Names;
    use crate::read::format;

    #[test]
    fn the_format_is_told_from_name_and_content() {
        let names = Names::new(&FieldNames::default());
        let cases: [(&str, &str, Format); 26] = [
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
            ("-", "<!-- x --><!DOCTYPE html><p>It rained.", Format::Html),
            (
                "a.txt",
                "<?xml version='1.0'?><html xmlns='y'>",
                Format::Html,
            ),
            ("a.htm", "<p>It rained.</p>", Format::Html),
            ("-", "WARC/1.0\r\nWARC-Type: response\r\n", Format::Warc),
            ("-", "WARC/1.0 is a format.", Format::Text),
            (
                "-",
                "filedesc://a.arc 0.0.0.0 20240506070809 text/plain 76\n1 0 x\n",
                Format::Arc,
            ),
            ("a.csv", "x,y", Format::Csv),
            ("a.txt", "{\"text\":1}\n", Format::Jsonl),
            ("a.txt.zst", "{curly} news", Format::Text),
        ];
        for (name, content, expected) in cases {
            let claimed = format::by_name(Path::new(name));
            let start = Start::new(content.as_bytes(), claimed, &names, "");
            let (found, _) = tell(&start);
            assert_eq!(found, expected, "{name}: {content}");
        }
    }
}
