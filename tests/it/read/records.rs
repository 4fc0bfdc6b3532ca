//! Records: their fields under usual and given names, their ids, and their bytes again.

use samestory::ArticleSource;
use samestory_cli::read::{FieldNames, Format, Input, Options};

use super::{articles, gzip, open, read_one};

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
