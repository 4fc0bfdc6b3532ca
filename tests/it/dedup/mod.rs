//! Deduplication: what is left out and why, and that every other byte stays.

mod documents;
mod options;

use std::io::Write;
use std::process::Command;

use proptest::prelude::*;
use samestory::config::{Keep, Level};
use samestory::{Config, Corrections, Error, Quiet, Scan, detect};
use samestory_cli::read::{self, Feed, Input, Options};
use samestory_cli::write::{By, Removal, Rule, removals};
use snapbox::cmd::cargo_bin;

fn open(inputs: &[(&str, &[u8])], memory_bytes: u64) -> Feed {
    let inputs: Vec<_> = inputs
        .iter()
        .map(|(name, bytes)| Input::bytes(*name, bytes))
        .collect();
    let options = Options {
        memory_bytes,
        ..Options::default()
    };
    read::open(&inputs, &options, &|_| {}).unwrap()
}

/// What is left when the articles with these ids are left out, and the rejected records.
fn copy(feed: &Feed, left_out: &[&str], collect: bool) -> Result<(String, String), Error> {
    let ids = feed.scan(|_, a| a.id.to_owned()).unwrap();
    let (mut output, mut rejects) = (Vec::new(), Vec::new());
    feed.copy_without(
        &|position| left_out.contains(&ids[position].as_str()),
        &mut output,
        collect.then_some(&mut rejects as &mut dyn Write),
    )?;
    Ok((
        String::from_utf8(output).unwrap(),
        String::from_utf8(rejects).unwrap(),
    ))
}

/// Inputs, ids to leave out, whether rejects are collected, what is left, what is collected.
type Case<'a> = (
    &'a [(&'a str, &'a str)],
    &'a [&'a str],
    bool,
    &'a str,
    &'a str,
);

const A: &str = "{\"id\":\"a\", \"text\":\"x\"}";
const B: &str = "{\"text\":\"y\",\"id\":\"b\"}";
const C: &str = "{ \"id\":\"c\",\"text\":\"\\u00e9\",\"more\":[1 ,2]}";

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_byte_of_what_stays_stays() {
    let lines = format!("{A}\n\n  {B}  \r\nbad\n{C}");
    let spread = format!("{}\n{}\n", A.replace(' ', "\n"), B.replace(':', " :\n"));
    let array = format!("[{A} , {B},\n{C}]");
    let cases: [Case<'_>; 16] = [
        (&[("f.jsonl", &lines)], &[], false, &lines, ""),
        (
            &[("f.jsonl", &lines)],
            &["b"],
            false,
            &format!("{A}\n\nbad\n{C}"),
            "",
        ),
        (
            &[("f.jsonl", &lines)],
            &["c"],
            true,
            &format!("{A}\n\n  {B}  \r\n"),
            "bad\n",
        ),
        (
            &[("f.jsonl", &lines)],
            &["a", "b", "c"],
            true,
            "\n",
            "bad\n",
        ),
        (
            &[
                ("f.jsonl", &format!("\u{feff}{A}\n")),
                ("g.jsonl", &format!("\u{feff}{B}")),
            ],
            &[],
            false,
            &format!("\u{feff}{A}\n{B}"),
            "",
        ),
        (
            &[("f.jsonl", A), ("g.jsonl", B), ("h.jsonl", C)],
            &["b"],
            false,
            &format!("{A}\n{C}"),
            "",
        ),
        (
            &[(
                "f.csv",
                "id,text\r\na,x\r\nb,\"y\n\"\"z\"\"\"\r\nbad\r\nc,z",
            )],
            &["b"],
            false,
            "id,text\r\na,x\r\nbad\r\nc,z",
            "",
        ),
        (
            &[("f.csv", "id,text\na,x\nb,\"y\nz\"\nbad\nc,z\n")],
            &["a", "c"],
            true,
            "id,text\nb,\"y\nz\"\n",
            "bad\n",
        ),
        (
            &[
                ("f.csv", "id,text\na,x"),
                ("g.csv", "\u{feff}id,text\r\nb,y\n"),
            ],
            &["a"],
            false,
            "id,text\nb,y\n",
            "",
        ),
        (
            &[("f.json", &array)],
            &[],
            false,
            &format!("[\n{A},\n{B},\n{C}\n]\n"),
            "",
        ),
        (
            &[("f.json", &array)],
            &["a"],
            false,
            &format!("[\n{B},\n{C}\n]\n"),
            "",
        ),
        (
            &[("f.json", &format!("[{A},7]"))],
            &["a"],
            true,
            "[]\n",
            "7\n",
        ),
        (
            &[
                ("f.json", &array),
                ("g.json", "[{\"text\":\"w\",\"id\":\"d\"}]"),
            ],
            &["a", "b"],
            false,
            &format!("[\n{C},\n{{\"text\":\"w\",\"id\":\"d\"}}\n]\n"),
            "",
        ),
        (
            &[("f.json", &spread)],
            &["a"],
            false,
            &format!("{}\n", B.replace(':', " :\n")),
            "",
        ),
        (
            &[("a.txt", "x"), ("b.txt", "y"), ("c.txt", "z")],
            &["b"],
            false,
            "a.txt\nc.txt\n",
            "",
        ),
        (&[], &[], false, "", ""),
    ];
    for (inputs, left_out, collect, stays, collected) in cases {
        let inputs: Vec<_> = inputs.iter().map(|(n, c)| (*n, c.as_bytes())).collect();
        for memory_bytes in [0, 1 << 20] {
            let feed = open(&inputs, memory_bytes);
            let copied = copy(&feed, left_out, collect).unwrap();
            assert_eq!(
                copied,
                (stays.to_owned(), collected.to_owned()),
                "{inputs:?}"
            );
        }
    }
}

#[test]
fn inputs_that_do_not_fit_into_one_stream_are_refused() {
    let cases: [&[(&str, &str)]; 3] = [
        &[("a.jsonl", A), ("b.csv", "text\nx\n")],
        &[("a.csv", "id,text\n1,x\n"), ("b.csv", "text,id\nx,1\n")],
        &[("a.txt", "x"), ("b.jsonl", A)],
    ];
    for inputs in cases {
        let inputs: Vec<_> = inputs.iter().map(|(n, c)| (*n, c.as_bytes())).collect();
        let error = copy(&open(&inputs, 1 << 20), &[], false).unwrap_err();
        assert!(error.to_string().contains("cannot be joined"), "{error}");
        assert!(error.repair().is_some());
    }
}

#[test]
fn a_closed_or_full_output_is_an_error_that_keeps_its_cause() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let feed = open(&[("a.jsonl", A.as_bytes())], 0);
    let error = feed.copy_without(&|_| false, &mut Full, None).unwrap_err();
    let cause = std::error::Error::source(&error).unwrap();
    let cause = cause.downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(cause.kind(), std::io::ErrorKind::StorageFull);
}

proptest! {
    #[test]
    fn what_stays_and_what_is_left_out_are_all_lines(
        lines in prop::collection::vec(
            prop_oneof![
                "[a-z]{1,9}".prop_map(|t| format!("{{\"text\":\"{t}\"}}")),
                "[a-z {]{0,9}",
            ], 0..40),
        left_out in any::<u64>(),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let input = lines.iter().map(|line| format!("{line}{end}")).collect::<Vec<_>>().concat();
        let feed = open(&[("a.jsonl", input.as_bytes())], 0);
        let is_left_out = |position: usize| left_out >> (position % 64) & 1 == 1;
        let mut output = Vec::new();
        feed.copy_without(&is_left_out, &mut output, None).unwrap();
        let mut position = 0;
        let expected = lines
            .iter()
            .filter(|line| {
                let is_article = line.starts_with("{\"");
                position += usize::from(is_article);
                !(is_article && is_left_out(position - 1))
            })
            .map(|line| format!("{line}{end}"))
            .collect::<Vec<_>>()
            .concat();
        prop_assert_eq!(String::from_utf8(output).unwrap(), expected);
    }
}

/// Sentences of a report, all different.
fn report(topic: &str, sentences: std::ops::Range<usize>) -> String {
    let sentence = |n| {
        format!(
            "The {topic} council heard on day {n} that the plan numbered {} would cost {} thousand pounds.",
            n * 7 + 3,
            n * n + 11
        )
    };
    sentences.map(sentence).collect::<Vec<_>>().join(" ")
}

fn decide(articles: &[(&str, &str, String)], by: By, keep: Keep) -> Vec<Removal> {
    let lines: String = articles
        .iter()
        .map(|(id, date, text)| {
            serde_json::json!({"id": id, "published": date, "text": text}).to_string() + "\n"
        })
        .collect();
    let feed = open(&[("a.jsonl", lines.as_bytes())], 1 << 20);
    let mut config = Config {
        keep,
        ..Config::default()
    };
    config.events.level = match by {
        By::Family => Level::Copies,
        By::Event => Level::Events,
    };
    let found = detect(&feed, &config, &Corrections::default(), &Quiet).unwrap();
    removals(
        &found,
        &Rule {
            by,
            ..Rule::default()
        },
    )
}

#[test]
fn copies_are_left_out_for_the_one_that_the_rule_keeps() {
    let text = report("harbour", 0..12);
    let longer = format!("{text} The vote was postponed by a week for want of a quorum.");
    let articles = [
        ("late", "2023-09-22", text.clone()),
        ("other", "2023-09-20", report("library", 40..52)),
        ("early", "2023-09-20", text),
        ("long", "2023-09-21", longer),
    ];
    for (keep, kept) in [
        (Keep::Earliest, "early"),
        (Keep::Latest, "late"),
        (Keep::Longest, "long"),
        (Keep::SourceOrder, "late"),
    ] {
        let left_out = decide(&articles, By::Family, keep);
        let ids: Vec<_> = left_out
            .iter()
            .map(|r| (r.position, r.kept.as_str()))
            .collect();
        let expected: Vec<_> = [(0, "late"), (2, "early"), (3, "long")]
            .into_iter()
            .filter(|(_, id)| *id != kept)
            .map(|(position, _)| (position, kept))
            .collect();
        assert_eq!(ids, expected, "{keep:?}");
        assert!(
            left_out
                .iter()
                .all(|r| !r.why.is_empty() && r.relation.is_some())
        );
    }
}

#[test]
fn a_longer_text_is_never_left_out_for_one_that_it_quotes() {
    let part = report("harbour", 0..8);
    let whole = format!("{part} {}", report("stadium", 100..140));
    let articles = [
        ("part", "2023-09-20", part.clone()),
        ("whole", "2023-09-21", whole),
        ("again", "2023-09-22", part),
    ];
    for keep in [
        Keep::Earliest,
        Keep::Latest,
        Keep::Longest,
        Keep::SourceOrder,
    ] {
        let left_out = decide(&articles, By::Family, keep);
        let ids: Vec<_> = left_out.iter().map(|r| (&*r.id, &*r.kept)).collect();
        assert_eq!(ids, [("part", "whole"), ("again", "whole")], "{keep:?}");
    }
}

#[test]
fn the_command_writes_what_stays_what_does_not_and_what_could_not_be_read() {
    let room = tempfile::tempdir().unwrap();
    let text = report("harbour", 0..8);
    let line = |id: &str, text: &str| format!("{{ \"id\":\"{id}\",  \"text\":\"{text}\"}}\r\n");
    let feed = [
        line("a", &text),
        line("b", &report("library", 40..48)),
        "no record\r\n".to_owned(),
        line("c", &text),
    ];
    std::fs::write(room.path().join("feed.jsonl"), feed.concat()).unwrap();
    let command = |arguments: &[&str]| {
        let output = Command::new(cargo_bin!("samestory"))
            .current_dir(room.path())
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let file = |name: &str| std::fs::read_to_string(room.path().join(name)).unwrap();
    let stdout = command(&["dedup", "feed.jsonl", "--removed", "removed.jsonl"]);
    assert_eq!(stdout, feed[..3].concat());
    let removal: serde_json::Value = serde_json::from_str(&file("removed.jsonl")).unwrap();
    assert_eq!(
        (&removal["id"], &removal["kept"]),
        (&"c".into(), &"a".into())
    );
    let schema = samestory_cli::write::SCHEMAS
        .iter()
        .find(|s| s.name == "removal")
        .unwrap();
    let schema = serde_json::from_str(schema.text).unwrap();
    jsonschema::validate(&schema, &removal).unwrap();
    let stdout = command(&[
        "dedup",
        "feed.jsonl",
        "--rejects",
        "rejects",
        "-o",
        "out",
        "--keep",
        "source-order",
    ]);
    assert_eq!(stdout, "");
    assert_eq!(file("out"), feed[..2].concat());
    assert_eq!(file("rejects"), "no record\n");
    let stdin = std::fs::File::open(room.path().join("feed.jsonl")).unwrap();
    let piped = Command::new(cargo_bin!("samestory"))
        .arg("dedup")
        .arg("-")
        .stdin(stdin)
        .output();
    assert_eq!(
        String::from_utf8(piped.unwrap().stdout).unwrap(),
        feed[..3].concat()
    );
}
