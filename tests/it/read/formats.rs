//! Formats and containers: one feed written in each of them, and folders of texts.

use std::fs;

use samestory::{Article, ArticleSource};
use samestory_cli::read::{Input, Options};

use super::{articles, gzip, open};

/// Three articles as a feed engineer would send them.
fn three() -> Vec<Article> {
    let article = |id: &str, title: &str, text: &str, published: Option<&str>| Article {
        id: id.into(),
        title: title.into(),
        text: text.into(),
        published: published.map(|p| p.parse().expect("a date")),
        source: Some("Coastal Courier".into()),
        url: Some(format!("https://courier.example/{id}")),
        lang: Some("en".into()),
        author: Some("Ilse Tarn, Orla Brandt".into()),
    };
    vec![
        article(
            "a-1",
            "Ferry \"Aurora\" runs aground",
            "The ferry ran aground, twice.\n\nNobody was hurt; café owners helped.",
            Some("2023-09-20T10:00:00Z"),
        ),
        article(
            "a-2",
            "",
            "A text\twithout, a \"title\".",
            Some("2023-09-21"),
        ),
        article("a-3", "Только заголовок 标题", "", None),
    ]
}

fn as_jsonl(articles: &[Article]) -> String {
    let lines: Vec<_> = articles
        .iter()
        .map(|a| serde_json::to_string(a).expect("JSON"))
        .collect();
    lines.join("\n") + "\n"
}

fn as_table(articles: &[Article], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    writer
        .write_record([
            "ID",
            "Headline",
            "body",
            "pubDate",
            "publisher",
            "link",
            "language",
            "By-Line",
        ])
        .expect("a header");
    for a in articles {
        let published = a.published.map(|p| p.to_string()).unwrap_or_default();
        let optional = |s: &Option<String>| s.clone().unwrap_or_default();
        writer
            .write_record([
                &a.id,
                &a.title,
                &a.text,
                &published,
                &optional(&a.source),
                &optional(&a.url),
                &optional(&a.lang),
                &optional(&a.author),
            ])
            .expect("a record");
    }
    writer.into_inner().expect("bytes")
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[test]
fn every_format_and_container_gives_the_same_articles() {
    let expected = three();
    let jsonl = as_jsonl(&expected);
    let array = serde_json::to_string_pretty(&expected).expect("JSON");
    let spread = expected
        .iter()
        .map(|a| serde_json::to_string_pretty(a).expect("JSON"))
        .collect::<Vec<_>>()
        .join("\n");
    let (csv, tsv) = (as_table(&expected, b','), as_table(&expected, b'\t'));
    let semicolons = as_table(&expected, b';');
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("feed.jsonl", jsonl.clone().into()),
        ("feed.ndjson", jsonl.trim_end().into()),
        ("windows.jsonl", jsonl.replace('\n', "\r\n").into()),
        ("blank.jsonl", jsonl.replace('\n', "\n\n  \n").into()),
        ("-", jsonl.clone().into()),
        ("mark.jsonl", format!("\u{feff}{jsonl}").into()),
        ("wide.jsonl", utf16(&jsonl)),
        ("packed.jsonl.gz", gzip(jsonl.as_bytes())),
        ("packed-without-saying-so", gzip(jsonl.as_bytes())),
        ("twice.jsonl.gz", {
            let lines: Vec<_> = jsonl
                .split_inclusive('\n')
                .map(|l| gzip(l.as_bytes()))
                .collect();
            lines.concat()
        }),
        ("frames.jsonl.zst", {
            let frames: Vec<_> = jsonl
                .split_inclusive('\n')
                .map(|l| zstd::encode_all(l.as_bytes(), 1).expect("a frame"))
                .collect();
            // A frame for others, of four bytes, in front and between.
            let skipped = b"\x5a\x2a\x4d\x18\x04\0\0\0note";
            [&skipped[..], &frames.join(&skipped[..]), skipped].concat()
        }),
        ("feed.json", array.clone().into()),
        ("array", array.clone().into()),
        ("array.jsonl", array.into()),
        ("spread.json", spread.into()),
        ("feed.csv", csv.clone()),
        ("mark.csv", [b"\xef\xbb\xbf", &csv[..]].concat()),
        (
            "wide.csv",
            utf16(&String::from_utf8(csv.clone()).expect("UTF-8")),
        ),
        ("semicolons.csv", semicolons),
        ("feed.tsv", tsv.clone()),
        ("feed.tsv.gz", gzip(&tsv)),
        ("some-table", csv),
    ];
    for (name, bytes) in cases {
        for memory_bytes in [0, 1 << 20] {
            let options = Options {
                memory_bytes,
                ..Options::default()
            };
            let feed = open(&[Input::bytes(name, &bytes)], &options);
            assert_eq!(feed.rejected().first(), [], "{name}");
            assert_eq!(feed.warnings().first(), [], "{name}");
            assert_eq!(
                articles(&feed),
                expected,
                "{name} with {memory_bytes} bytes"
            );
            assert_eq!(feed.is_in_memory(), memory_bytes > 0, "{name}");
            for (position, article) in expected.iter().enumerate() {
                assert_eq!(
                    &feed.article(position).expect("an article"),
                    article,
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_folder_of_texts_gives_an_article_a_file_named_by_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    put("b.txt", b"Second\ntext");
    put("a.txt.gz", &gzip(b"First"));
    put(
        "deep/c.txt",
        "caf\u{e9} und \u{fc}ber Stra\u{df}e".as_bytes(),
    );
    put("deep/d.txt", b"Die Stra\xdfe f\xfchrt \xfcber den Flu\xdf");
    put("empty.txt", b"");
    put("picture.png", b"\x89PNG");
    put("binary.txt", b"\x89\0\xff\0");
    put(".hidden", b"x");
    let feed = open(&[folder.path().into()], &Options::default());
    let found: Vec<_> = articles(&feed)
        .into_iter()
        .map(|a| (a.id, a.title, a.text))
        .collect();
    let expected = [
        ("a", "First"),
        ("b", "Second\ntext"),
        ("deep/c", "caf\u{e9} und \u{fc}ber Stra\u{df}e"),
        (
            "deep/d",
            "Die Stra\u{df}e f\u{fc}hrt \u{fc}ber den Flu\u{df}",
        ),
        ("empty", ""),
    ]
    .map(|(id, text)| (id.to_owned(), String::new(), text.to_owned()));
    assert_eq!(found, expected);
    let skipped: Vec<_> = feed.skipped().iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(skipped, ["hidden", "not a name of an accepted format"]);
    assert_eq!(feed.rejected().count(), 1, "the binary file");
    assert_eq!(feed.warnings().count(), 1, "the guessed encoding");
}
