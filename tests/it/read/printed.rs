//! `samestory read`: what it prints is what `cluster` reads, and reads back.

use std::fs;

use serde_json::Value;

use crate::sample;

/// Records that are hard to read back: mark-up that is meant, ids that clash, dates of any kind.
const FEED: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Hythe &amp; Elm</title><language>en</language>
<item><guid>a</guid><title>Use &amp;lt;b&amp;gt; for bold</title><description>&lt;p&gt;Write &amp;lt;p&amp;gt; and &amp;amp;amp; in it.&lt;/p&gt;</description><dc:creator>Tarn, Ilse</dc:creator><pubDate>Mon, 12 Feb 2024 07:30:00 +0100</pubDate></item>
<item><guid>a</guid><title>Lock closed</title><description>The lock of Elm Hythe is closed, the canal office said on Monday.</description><dc:date>2024-02-12</dc:date></item>
<item><title>Lock closed</title><description>The lock of Elm Hythe is closed, the canal office said on Monday.</description><pubDate>sometime</pubDate></item>
<item><link>https://h.example/picture</link></item>
</channel></rss>
"#;

#[test]
fn what_is_printed_is_read_back_with_the_same_result() {
    let room = tempfile::tempdir().unwrap();
    fs::create_dir(room.path().join("in")).unwrap();
    fs::write(room.path().join("in/feed.xml"), FEED).unwrap();
    fs::write(room.path().join("in/lines.jsonl"), sample::FEED).unwrap();
    fs::write(room.path().join("in/note.txt"), "One <b>bold</b> note.\r\n").unwrap();
    let run = |args: &[&str]| {
        let output = sample::samestory(room.path()).args(args).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let printed = run(&["read", "in", "-q"]);
    fs::write(room.path().join("printed.jsonl"), &printed).unwrap();
    assert_eq!(
        run(&["read", "printed.jsonl", "-q"]).is_empty(),
        printed.is_empty()
    );
    run(&["cluster", "in", "-q", "-o", "one", "--report", "never"]);
    run(&[
        "cluster",
        "printed.jsonl",
        "-q",
        "-o",
        "two",
        "--report",
        "never",
    ]);
    for file in [
        "memberships",
        "families",
        "events",
        "storylines",
        "pairs",
        "articles",
    ] {
        let of = |folder: &str| {
            fs::read_to_string(room.path().join(folder).join(format!("{file}.jsonl"))).unwrap()
        };
        assert_eq!(of("one"), of("two"), "{file}");
    }
    let lines: Vec<Value> = (String::from_utf8(printed).unwrap().lines())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["title"], "Use <b> for bold");
    assert_eq!(lines[0]["text"], "Write <p> and & in it.");
    // Of one id the article that was published first keeps it.
    assert_eq!(
        (lines[0]["id"].as_str(), lines[1]["id"].as_str()),
        (Some("a#2"), Some("a"))
    );
    assert_eq!(lines[1]["from"]["input"], "in/feed.xml");
    assert_eq!(lines[1]["from"]["record"], 4);
    assert_eq!(lines[1]["from"]["format"], "feed");
    let schema = samestory_cli::write::SCHEMAS
        .iter()
        .find(|schema| schema.name == "read")
        .unwrap();
    let schema: Value = serde_json::from_str(schema.text).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for line in &lines {
        assert!(schema.is_valid(line), "{line}");
    }
}

#[test]
fn rejected_records_are_counted_and_fields_are_named_for_those_who_ask() {
    let room = tempfile::tempdir().unwrap();
    fs::write(
        room.path().join("feed.jsonl"),
        "{\"headline\":\"a\"}\nno record\n",
    )
    .unwrap();
    let output = sample::samestory(room.path())
        .args(["read", "feed.jsonl", "-v"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    for part in [
        "feed.jsonl:2: rejected",
        "title read from `headline` in 1 article",
        "rejected    1",
    ] {
        assert!(said.contains(part), "{said}");
    }
}
