//! Reading: every accepted format into the same articles, whatever the container and the memory.

use std::fs;
use std::io::Write;

use samestory::read::{self, Feed, FieldNames, Format, Input, Options};
use samestory::{Article, ArticleSource};

fn open(inputs: &[Input], options: &Options) -> Feed {
    read::open(inputs, options, &|_| {}).expect("a feed")
}

fn read_one(name: &str, content: impl AsRef<[u8]>) -> Feed {
    open(&[Input::bytes(name, content)], &Options::default())
}

fn articles(feed: &Feed) -> Vec<Article> {
    feed.scan(|_, article| article.to_article())
        .expect("a scan")
}

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
            ])
            .expect("a record");
    }
    writer.into_inner().expect("bytes")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("gzip");
    encoder.finish().expect("gzip")
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

#[test]
fn fields_are_found_by_usual_names_and_by_given_ones() {
    let given = |set: fn(&mut FieldNames)| {
        let mut fields = FieldNames::default();
        set(&mut fields);
        fields
    };
    let cases = [
        (
            r#"{"headline":"h","content":"c"}"#,
            FieldNames::default(),
            ("h", "c", None),
        ),
        (
            r#"{"body":"worse","text":"better"}"#,
            FieldNames::default(),
            ("", "better", None),
        ),
        (
            r#"{"Title":"h","BODY":"c"}"#,
            FieldNames::default(),
            ("h", "c", None),
        ),
        (
            r#"{"text":"t","source":{"id":1,"name":"n"}}"#,
            FieldNames::default(),
            ("", "t", Some("n")),
        ),
        (
            r#"{"text":"t","source":{},"domain":"d"}"#,
            FieldNames::default(),
            ("", "t", Some("d")),
        ),
        (
            r#"{"title":{"rendered":"h"},"content":{"rendered":"c"}}"#,
            FieldNames::default(),
            ("h", "c", None),
        ),
        (
            r#"{"text":"t","a":{"b":"deep"}}"#,
            given(|f| f.text = Some("a.b".into())),
            ("", "deep", None),
        ),
        (
            r#"{"text":"t","a.b":"flat"}"#,
            given(|f| f.text = Some("a.b".into())),
            ("", "flat", None),
        ),
        (
            r#"{"text":"t","x":"given"}"#,
            given(|f| f.title = Some("/x".into())),
            ("given", "t", None),
        ),
        (
            r#"{"text":"first","text":"last"}"#,
            FieldNames::default(),
            ("", "last", None),
        ),
        (
            r#"{"title":null,"text":null}"#,
            FieldNames::default(),
            ("", "", None),
        ),
        (
            r#"{"title":1984,"text":"a number for a title"}"#,
            FieldNames::default(),
            ("1984", "a number for a title", None),
        ),
    ];
    for (record, fields, (title, text, source)) in cases {
        let options = Options {
            fields,
            ..Options::default()
        };
        let feed = open(&[Input::bytes("a.jsonl", record)], &options);
        assert_eq!(feed.rejected().first(), [], "{record}");
        let article = feed.article(0).expect(record);
        assert_eq!(
            (
                article.title.as_str(),
                article.text.as_str(),
                article.source.as_deref()
            ),
            (title, text, source),
            "{record}"
        );
    }
}

#[test]
fn ids_may_be_numbers_and_a_missing_one_comes_from_the_content() {
    let feed = read_one(
        "a.jsonl",
        "{\"id\":7,\"text\":\"a\"}\n{\"id\":-1.5,\"text\":\"a\"}\n{\"text\":\"a\"}\n{\"id\":\"\",\"text\":\"b\"}\n",
    );
    let ids: Vec<_> = articles(&feed).into_iter().map(|a| a.id).collect();
    assert_eq!(ids[..2], ["7", "-1.5"]);
    let again = read_one("b.csv", "text\nb\na\n");
    let from_table: Vec<_> = articles(&again).into_iter().map(|a| a.id).collect();
    assert_eq!(ids[2..], [from_table[1].clone(), from_table[0].clone()]);
}

#[test]
fn a_taken_id_gets_a_number_that_does_not_depend_on_input_order() {
    let lines = [
        r#"{"id":"x","text":"late","published":"2023-09-22"}"#,
        r#"{"id":"x","text":"early","published":"2023-09-20"}"#,
        r#"{"id":"x","text":"undated"}"#,
        r#"{"id":"x#2","text":"taken as well"}"#,
        r#"{"id":"x","text":"late","published":"2023-09-22"}"#,
    ];
    let expected = [
        ("early", "x"),
        ("late", "x#3"),
        ("late", "x#4"),
        ("taken as well", "x#2"),
        ("undated", "x#5"),
    ];
    for turn in 0..lines.len() {
        let mut turned = lines;
        turned.rotate_left(turn);
        let feed = read_one("a.jsonl", turned.join("\n"));
        let mut found: Vec<_> = articles(&feed)
            .into_iter()
            .map(|a| (a.text, a.id))
            .collect();
        found.sort();
        assert_eq!(
            found,
            expected.map(|(text, id)| (text.to_owned(), id.to_owned()))
        );
        assert_eq!(feed.warnings().count(), 3);
    }
}

#[test]
fn the_chosen_fields_and_the_counts_of_every_file_are_told() {
    let feed = open(
        &[
            Input::bytes(
                "a.jsonl",
                "{\"id\":1,\"body\":\"x\"}\n{\"id\":2,\"text\":\"y\"}\nbad\n",
            ),
            Input::bytes("b.tsv", "id\ttext\n3\tz\n"),
        ],
        &Options::default(),
    );
    let mapping: Vec<_> = feed
        .mapping()
        .iter()
        .map(|m| (m.field, m.name.as_str(), m.articles))
        .collect();
    assert_eq!(
        mapping,
        [("id", "id", 3), ("text", "text", 2), ("text", "body", 1)]
    );
    let files: Vec<_> = feed
        .files()
        .map(|f| (f.format, f.articles, f.rejected))
        .collect();
    assert_eq!(files, [(Format::Jsonl, 2, 1), (Format::Tsv, 1, 0)]);
}

#[test]
fn a_record_can_be_had_again_byte_for_byte() {
    let lines = [
        "{ \"id\": 1,  \"text\":\"\\u00e9\" }",
        "{\"text\":\"b\",\"more\":[1,{}]}",
    ];
    for (name, bytes) in [
        ("a.jsonl", lines.join("\r\n").into_bytes()),
        ("a.jsonl.gz", gzip(lines.join("\n").as_bytes())),
        (
            "a.json",
            format!("[\n{}\n]", lines.join(" ,\n")).into_bytes(),
        ),
    ] {
        let feed = read_one(name, bytes);
        for (position, line) in lines.iter().enumerate() {
            assert_eq!(
                feed.record(position).expect(name),
                line.as_bytes(),
                "{name}"
            );
        }
    }
}
