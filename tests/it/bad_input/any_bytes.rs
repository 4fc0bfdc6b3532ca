//! Any bytes at all: reading ends, and every way of reading them agrees.

use proptest::prelude::*;
use samestory::{ArticleSource, Scan};
use samestory_cli::read::{Feed, Format, Input, Options};

use super::{GOOD, ids, open};

/// Bytes that look like input: pieces of JSON and CSV, broken in every way.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(&b"{\"id\":1,\"text\":\"a\"}"[..]),
        Just(&b"{\"title\":\"b\"}"[..]),
        Just(&b"\n"[..]),
        Just(&b"\r\n"[..]),
        Just(&b"\""[..]),
        Just(&b","[..]),
        Just(&b"{"[..]),
        Just(&b"}"[..]),
        Just(&b"["[..]),
        Just(&b"]"[..]),
        Just(&b"\\"[..]),
        Just(&b"id,text\n"[..]),
        Just(&b"1,\"two\nlines\"\n"[..]),
        Just(&b"\xff\xfe"[..]),
        Just(&b"\xef\xbb\xbf"[..]),
        Just(&b"\x1f\x8b\x08"[..]),
        Just(&b"\0"[..]),
        Just("\u{e9}\u{4e00}".as_bytes()),
    ];
    prop_oneof![
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        prop::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #[test]
    fn whatever_the_bytes_reading_ends_and_every_way_of_reading_agrees(
        bytes in bytes(),
        format in prop::sample::select(vec![
            None, Some(Format::Jsonl), Some(Format::Json), Some(Format::Csv), Some(Format::Tsv),
            Some(Format::Text),
        ]),
        record_bytes in prop::sample::select(vec![16_usize, 1000]),
    ) {
        let options = |memory_bytes| Options { format, record_bytes, memory_bytes, ..Options::default() };
        let input = || Input::bytes("-", &bytes);
        let (Ok(kept), Ok(again)) = (open(input(), &options(1 << 20)), open(input(), &options(0))) else {
            return Ok(());
        };
        let all = |feed: &Feed| feed.scan(|_, a| a.to_article()).unwrap();
        prop_assert_eq!(all(&kept), all(&again));
        for (position, article) in all(&again).into_iter().enumerate() {
            prop_assert_eq!(again.article(position).unwrap(), article);
        }
        let unique: std::collections::BTreeSet<_> = ids(&kept).into_iter().collect();
        prop_assert_eq!(unique.len(), kept.len());
        prop_assert_eq!(kept.rejected(), again.rejected());
    }

    #[test]
    fn every_line_is_an_article_or_a_rejection(
        lines in prop::collection::vec(
            prop_oneof![Just(GOOD.to_owned()), Just("{\"text\":".to_owned()), "[^\r\n]{0,40}"], 0..50),
    ) {
        let text = lines.join("\n");
        // A byte order mark before the first line is no part of it.
        let marked = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let blank = |line: &&str| line.trim_matches(|c: char| c.is_ascii_whitespace()).is_empty();
        let records = marked.split('\n').filter(|line| !blank(line)).count();
        let options = Options { format: Some(Format::Jsonl), ..Options::default() };
        let feed = open(Input::bytes("a", text.clone()), &options).unwrap();
        prop_assert_eq!(feed.len() as u64 + feed.rejected().count(), records as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn records_do_not_depend_on_where_blocks_end(
        texts in prop::collection::vec("[a-z\"\n,\u{e9}]{0,40}", 1..20),
        pad in (1_usize << 20) - 400..(1 << 20) + 400,
    ) {
        // A first record that ends near the end of the first block.
        let pad = "p".repeat(pad);
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["id", "text"]).unwrap();
        let mut lines = String::new();
        for (n, text) in std::iter::once(&pad).chain(&texts).enumerate() {
            table.write_record([&n.to_string(), text]).unwrap();
            lines.push_str(&serde_json::json!({"id": n, "text": text}).to_string());
            lines.push('\n');
        }
        let table = table.into_inner().unwrap();
        let array = format!("[{}]", lines.trim_end().replace("}\n", "},\n"));
        for (name, bytes) in [("a.jsonl", lines.into_bytes()), ("a.csv", table), ("a.json", array.into_bytes())] {
            let feed = open(Input::bytes(name, bytes), &Options::default()).unwrap();
            let found = feed.scan(|_, a| a.text.to_owned()).unwrap();
            prop_assert_eq!(feed.rejected().count(), 0);
            prop_assert_eq!(&found[1..], &texts[..], "{}", name);
        }
    }
}
