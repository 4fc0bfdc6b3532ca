//! Bad input: each kind is told with its place and repair, counted, and takes nothing else along.

use std::fs;
use std::io::Write;

use proptest::prelude::*;
use samestory::read::{self, Feed, Format, Input, OnBadRecord, Options};
use samestory::{ArticleSource, Error};

const GOOD: &str = "{\"id\":\"good\",\"text\":\"It rained.\"}";
const LAST: &str = "{\"id\":\"last\",\"text\":\"It snowed.\"}";

fn open(input: Input, options: &Options) -> Result<Feed, Error> {
    read::open(&[input], options, &|_| {})
}

fn ids(feed: &Feed) -> Vec<String> {
    feed.scan(|_, article| article.id.to_owned()).unwrap()
}

/// A good record, a bad one, a good one: the bad one alone is rejected, for the reason given.
fn assert_rejected(name: &str, bytes: &[u8], line: u64, reason: &str) {
    for memory_bytes in [0, 1 << 20] {
        let options = Options {
            memory_bytes,
            record_bytes: 1000,
            ..Options::default()
        };
        let feed = open(Input::bytes(name, bytes), &options).unwrap();
        assert_eq!(ids(&feed), ["good", "last"], "{reason}");
        assert_eq!(feed.rejected().count(), 1, "{:?}", feed.rejected());
        let problem = &feed.rejected().first()[0];
        assert_eq!(problem.record, Some(line), "{problem}");
        assert!(
            problem.reason.contains(reason),
            "`{problem}` does not say `{reason}`"
        );
        assert!(!problem.repair.is_empty(), "{problem}");
    }
    let strict = Options {
        on_bad_record: OnBadRecord::Fail,
        record_bytes: 1000,
        ..Options::default()
    };
    let error = open(Input::bytes(name, bytes), &strict).unwrap_err();
    assert!(error.to_string().contains(reason), "{error}");
    assert!(
        error.to_string().starts_with(&format!("{name}:{line}: ")),
        "{error}"
    );
}

#[test]
fn a_bad_line_of_json_is_rejected_alone() {
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(3000));
    let cases: [(&[u8], &str); 19] = [
        (b"{\"id\":1,\"text\":\"cut off", "ends too early"),
        (b"{\"id\":1,\"text\":", "ends too early"),
        (b"{", "ends too early"),
        (b"nonsense", "not JSON"),
        (b"{\"text\":\"a\"} {\"text\":\"b\"}", "trailing characters"),
        (b"{'text':'a'}", "not JSON"),
        (b"{\"text\":\"bad \\x escape\"}", "invalid escape"),
        (b"{\"text\":\"half \\ud800 a pair\"}", "hex escape"),
        (b"{\"text\":\"\xff\xfe\"}", "invalid UTF-8 at byte 9"),
        (b"{\"text\":\"a\tb\"}", "control character"),
        (b"{\"text\":\"a\0b\"}", "control character"),
        (b"\0\0\0\0", "not JSON"),
        (b"5", "invalid type: integer"),
        (b"[{\"text\":\"a\"}]", "invalid type"),
        (b"{\"id\":1,\"text\":5}", "the text is a number"),
        (b"{\"id\":[1],\"text\":\"a\"}", "the id is a list"),
        (
            b"{\"id\":1,\"title\":{},\"text\":\"a\"}",
            "the title is an object",
        ),
        (b"{\"id\":1,\"name\":\"a\"}", "neither a title nor a text"),
        (long.as_bytes(), "longer than 1000 bytes"),
    ];
    for (bad, reason) in cases {
        let bytes = [GOOD.as_bytes(), b"\n", bad, b"\n\n", LAST.as_bytes()].concat();
        assert_rejected("feed.jsonl", &bytes, 2, reason);
    }
}

#[test]
fn a_bad_element_of_a_json_array_is_rejected_alone() {
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(3000));
    let cases = [
        ("{\"text\":5}", "the text is a number"),
        ("17", "invalid type: integer"),
        ("{\"text\" \"a\"}", "not JSON"),
        ("nonsense", "not JSON"),
        (&long, "longer than 1000 bytes"),
    ];
    for (bad, reason) in cases {
        let bytes = format!("[\n{GOOD},\n{bad},{LAST}\n]\n");
        assert_rejected("feed.json", bytes.as_bytes(), 2, reason);
    }
}

#[test]
fn a_bad_line_of_csv_is_rejected_alone() {
    let long = format!("1,{}", "x".repeat(3000));
    let cases = [
        ("only one field", "has 1 fields where the header has 2"),
        ("1,2,3", "has 3 fields where the header has 2"),
        (&long, "longer than 1000 bytes"),
    ];
    for (bad, reason) in cases {
        let bytes = format!("id,text\ngood,\"It\nrained.\"\n\n{bad}\nlast,It snowed.\n");
        assert_rejected("feed.csv", bytes.as_bytes(), 5, reason);
    }
}

#[test]
fn a_quote_that_is_never_closed_takes_no_other_line_along() {
    let many = "last,It snowed.\n".repeat(100);
    for (rest, articles) in [("last,It snowed.\n", 2), (many.as_str(), 101)] {
        let bytes = format!("id,text\ngood,It rained.\nbad,\"never closed\n{rest}");
        let options = Options {
            record_bytes: 1000,
            ..Options::default()
        };
        let feed = open(Input::bytes("feed.csv", bytes), &options).unwrap();
        assert_eq!(feed.len(), articles);
        let problem = &feed.rejected().first()[0];
        assert_eq!(problem.record, Some(3), "{problem}");
        assert!(problem.reason.contains("never closed"), "{problem}");
        assert_eq!(feed.rejected().count(), 1);
    }
}

#[test]
fn a_bad_field_that_is_not_needed_leaves_the_article_and_warns() {
    let cases = [
        ("\"date\":\"soon\"", "`soon` is not a date"),
        ("\"date\":\"9999-01-01\"", "out of range"),
        ("\"date\":\"2023-02-30\"", "out of range"),
        ("\"date\":99999999999999999999", "date"),
        ("\"date\":-1e300", "date"),
        ("\"date\":true", "the date is a truth value"),
        ("\"url\":[]", "the url is a list"),
        ("\"lang\":{\"code\":\"en\"}", "the lang is an object"),
    ];
    for (field, reason) in cases {
        let line = format!("{{\"id\":\"good\",\"text\":\"a\",{field}}}\n");
        let feed = open(Input::bytes("a.jsonl", &line), &Options::default()).unwrap();
        let article = feed.article(0).unwrap();
        assert_eq!(
            (article.published, article.url, article.lang),
            (None, None, None)
        );
        assert_eq!(feed.rejected().count(), 0, "{field}");
        let warning = feed.warnings().first()[0].to_string();
        assert!(
            warning.contains(reason),
            "`{warning}` does not say `{reason}`"
        );
        let strict = Options {
            on_bad_record: OnBadRecord::Fail,
            ..Options::default()
        };
        let error = open(Input::bytes("a.jsonl", line), &strict).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn damaged_archives_give_what_is_whole_and_one_rejection() {
    let lines = (0..2000)
        .map(|n| {
            format!(
                "{{\"id\":{n},\"text\":\"It rained {n} times in {}.\"}}\n",
                n * 7919
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let mut zstd = Vec::new();
    let level = niffler::Level::One;
    let mut packer =
        niffler::get_writer(Box::new(&mut zstd), niffler::Format::Zstd, level).unwrap();
    packer.write_all(lines.as_bytes()).unwrap();
    drop(packer);
    for (name, packed) in [("a.jsonl.gz", gzip), ("a.jsonl.zst", zstd)] {
        let whole = open(Input::bytes(name, &packed), &Options::default()).unwrap();
        assert_eq!((whole.len(), whole.rejected().count()), (2000, 0), "{name}");
        for cut in [packed.len() - 1, packed.len() / 2, 20, 6] {
            let feed = open(Input::bytes(name, &packed[..cut]), &Options::default()).unwrap();
            assert_eq!(feed.rejected().count(), 1, "{name} cut to {cut}");
            let problem = feed.rejected().first()[0].to_string();
            assert!(problem.contains("damaged or cut off"), "{problem}");
            assert!(
                ids(&feed)
                    .iter()
                    .zip(0..)
                    .all(|(id, n)| *id == n.to_string())
            );
            assert!(
                name.ends_with("zst") || cut < packed.len() - 1 || feed.len() >= 1999,
                "{name}: {}",
                feed.len()
            );
        }
        // zstd is written without a checksum by default: only a broken structure shows.
        let mut flipped = packed.clone();
        flipped[packed.len() / 2] ^= 0xff;
        let feed = open(Input::bytes(name, flipped), &Options::default()).unwrap();
        assert!(name.ends_with("zst") || feed.rejected().count() > 0);
    }
}

#[test]
fn a_line_of_200_megabytes_is_passed_over_with_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.jsonl");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    writeln!(file, "{GOOD}").unwrap();
    write!(file, "{{\"text\":\"").unwrap();
    let megabyte = vec![b'x'; 1 << 20];
    for _ in 0..200 {
        file.write_all(&megabyte).unwrap();
    }
    writeln!(file, "\"}}\n{LAST}").unwrap();
    file.into_inner().unwrap().sync_all().unwrap();
    let feed = open(path.as_path().into(), &Options::default()).unwrap();
    assert_eq!(ids(&feed), ["good", "last"]);
    let problem = feed.rejected().first()[0].to_string();
    assert!(problem.contains("longer than 67108864 bytes"), "{problem}");
    let wide = Options {
        record_bytes: 1 << 30,
        ..Options::default()
    };
    let feed = open(path.as_path().into(), &wide).unwrap();
    assert_eq!(feed.len(), 3);
    assert_eq!(feed.article(1).unwrap().text.len(), 200 << 20);
}

#[test]
fn inputs_that_cannot_be_read_are_clear_errors() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("empty")).unwrap();
    fs::create_dir(at("pictures")).unwrap();
    fs::write(at("pictures/a.png"), b"\x89PNG").unwrap();
    fs::write(at("table.csv"), "year,value\n1,2\n").unwrap();
    let cases = [
        ("missing.jsonl", "No such file", "check the name"),
        ("empty", "holds no file to read", "put .jsonl"),
        ("pictures", "holds no file to read", "--format"),
        (
            "table.csv",
            "no column holds a title or a text among `year,value`",
            "--text-field",
        ),
    ];
    for (name, reason, repair) in cases {
        let error = open(at(name).into(), &Options::default()).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(name) && text.contains(reason) && text.contains(repair),
            "{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_of_a_folder_is_rejected_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), GOOD).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("b.jsonl")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("c")).unwrap();
    let feed = open(folder.path().into(), &Options::default()).unwrap();
    assert_eq!(ids(&feed), ["good"]);
    assert_eq!(feed.rejected().count(), 2, "{:?}", feed.rejected());
}

#[test]
fn empty_inputs_hold_no_articles() {
    for name in ["a.jsonl", "a.json", "a.csv", "-", "unknown"] {
        for bytes in [&b""[..], b"\n", b"\n\n \n", b"\xef\xbb\xbf"] {
            let feed = open(Input::bytes(name, bytes), &Options::default()).unwrap();
            assert_eq!(
                (feed.len(), feed.rejected().count()),
                (0, 0),
                "{name} {bytes:?}"
            );
        }
    }
    let none = read::open(&[], &Options::default(), &|_| {}).unwrap();
    assert!(none.is_empty());
    assert!(none.article(0).is_err());
}

#[test]
fn a_file_that_changes_meanwhile_is_an_error_and_not_another_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, format!("{GOOD}\n{LAST}\n")).unwrap();
    let options = Options {
        memory_bytes: 0,
        ..Options::default()
    };
    let feed = open(path.as_path().into(), &options).unwrap();
    assert_eq!(feed.article(1).unwrap().id, "last");
    fs::write(&path, format!("{LAST}\n{GOOD}\n\n")).unwrap();
    for error in [
        feed.article(1).unwrap_err(),
        feed.scan(|_, _| ()).unwrap_err(),
    ] {
        assert!(error.to_string().contains("changed or vanished"), "{error}");
    }
    fs::remove_file(&path).unwrap();
    assert!(
        feed.article(0)
            .unwrap_err()
            .to_string()
            .contains("run again")
    );
}

#[test]
fn too_many_bad_records_end_the_run_where_a_limit_is_set() {
    let lines = format!("{GOOD}\nbad\nworse\n{LAST}\n");
    for (limit, passes) in [(0, false), (1, false), (2, true)] {
        let options = Options {
            on_bad_record: OnBadRecord::FailAfter(limit),
            ..Options::default()
        };
        let result = open(Input::bytes("a.jsonl", &lines), &options);
        assert_eq!(result.is_ok(), passes, "{limit}");
        if let Err(error) = result {
            assert!(error.to_string().contains("a.jsonl:2"), "{error}");
        }
    }
}

#[test]
fn a_million_bad_records_are_all_counted_and_the_first_are_listed() {
    let lines = "x\n".repeat(1_000_000);
    let feed = open(Input::bytes("a.jsonl", lines), &Options::default()).unwrap();
    assert_eq!(feed.rejected().count(), 1_000_000);
    assert_eq!(feed.rejected().first().len(), read::Problems::LISTED);
    assert_eq!(feed.rejected().first()[9].record, Some(10));
}

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
