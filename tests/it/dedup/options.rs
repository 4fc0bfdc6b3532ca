//! What `dedup` can be asked for: marks, outlets, an older feed, phrases that are no content.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use samestory_cli::read::Mark;
use serde_json::{Value, json};
use snapbox::cmd::cargo_bin;

use super::{open, report};

/// The records with `mark` for the articles at some positions.
fn marked(
    name: &str,
    input: &[u8],
    field: &str,
    at: &[usize],
) -> Result<Vec<u8>, samestory::Error> {
    let value = |position: usize| {
        let kept = "{\"kept\":\"é,1\"}".to_owned();
        at.contains(&position).then_some(kept)
    };
    let mark = Mark {
        field,
        value: &value,
    };
    let mut output = Vec::new();
    open(&[(name, input)], 0).copy_marked(mark, &mut output, None)?;
    Ok(output)
}

#[test]
fn a_mark_is_a_further_field_and_every_other_byte_stays() {
    let object = r#"{"kept":"é,1"}"#;
    let cell = r#""{""kept"":""é,1""}""#;
    let cases = [
        (
            "f.jsonl",
            "\u{feff}{\"id\":\"a\", \"text\":\"}\"}\r\n\nbad\n  {\"text\":\"y\" } \n{\"text\":\"z\"}".to_owned(),
            &[0, 1][..],
            format!(
                "\u{feff}{{\"id\":\"a\", \"text\":\"}}\",\"c\":{object}}}\r\n\nbad\n  {{\"text\":\"y\" ,\"c\":{object}}} \n{{\"text\":\"z\"}}"
            ),
        ),
        (
            "f.json",
            "[{\"text\":\"x\"},\n{\"text\":\"y\"}]".to_owned(),
            &[1],
            format!("[\n{{\"text\":\"x\"}},\n{{\"text\":\"y\",\"c\":{object}}}\n]\n"),
        ),
        (
            "f.csv",
            "\u{feff}id,text\r\na,x\r\nb,\"y\n\"\"z\"\"\"\r\nbad\r\nc,".to_owned(),
            &[1, 2],
            format!("\u{feff}id,text,c\r\na,x,\r\nb,\"y\n\"\"z\"\"\",{cell}\r\nbad\r\nc,,{cell}"),
        ),
        (
            "f.tsv",
            "id\ttext\na\tx\nb\t\n".to_owned(),
            &[1],
            format!("id\ttext\tc\na\tx\t\nb\t\t{cell}\n"),
        ),
        ("f.csv", "id,text\n".to_owned(), &[], "id,text,c\n".to_owned()),
    ];
    for (name, input, at, output) in cases {
        let found = marked(name, input.as_bytes(), "c", at).unwrap();
        assert_eq!(String::from_utf8(found).unwrap(), output, "{name}");
    }
    // A row of another encoding gets a cell that reads the same in it.
    let latin = b"id,text\na,Z\xfcrich bleibt k\xfchl\n";
    let found = marked("f.csv", latin, "c", &[0]).unwrap();
    assert!(
        found.ends_with(b"k\xfchl,\"{\"\"kept\"\":\"\"\\u00e9,1\"\"}\"\n"),
        "{found:?}"
    );
}

#[test]
fn a_field_that_is_there_and_a_format_without_fields_are_refused() {
    for (name, input, says) in [
        (
            "f.jsonl",
            "{\"text\":\"x\"}\n{\"text\":\"y\",\"\\u0063\":null}\n",
            "f.jsonl:2: there is a field `c`",
        ),
        (
            "f.csv",
            "id,\"c\",text\n1,2,3\n",
            "f.csv:1: there is a field `c`",
        ),
        ("f.txt", "words", "no field"),
    ] {
        let error = marked(name, input.as_bytes(), "c", &[]).unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
        assert!(error.repair().is_some());
    }
}

fn write(room: &Path, name: &str, articles: &[Value]) {
    let mut lines = String::new();
    for article in articles {
        lines.push_str(&article.to_string());
        lines.push('\n');
    }
    fs::write(room.join(name), lines).unwrap();
}

fn dedup(room: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(cargo_bin!("samestory"))
        .current_dir(room)
        .args(["dedup", "--removed", "removed.jsonl"])
        .args(arguments)
        .output()
        .unwrap();
    let schema = samestory_cli::write::SCHEMAS
        .iter()
        .find(|s| s.name == "removal")
        .unwrap();
    let schema = serde_json::from_str(schema.text).unwrap();
    for removal in removed(room) {
        jsonschema::validate(&schema, &removal).unwrap();
    }
    output
}

fn removed(room: &Path) -> Vec<Value> {
    let text = fs::read_to_string(room.join("removed.jsonl")).unwrap_or_default();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Ids of the records on stdout.
fn ids(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let id = |line: &str| {
        serde_json::from_str::<Value>(line).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    text.lines().map(id).collect()
}

#[test]
fn a_repetition_counts_within_an_outlet_or_across_outlets_as_asked() {
    let room = tempfile::tempdir().unwrap();
    let text = report("harbour", 0..12);
    let part = report("harbour", 0..9);
    let article = |id: &str, source: Value, text: &str| json!({"id": id, "published": "2023-09-20", "source": source, "text": text});
    write(
        room.path(),
        "feed.jsonl",
        &[
            article("a", json!("Post"), &text),
            article("b", json!("Herald"), &text),
            article("c", json!("post "), &text),
            article("d", json!("Herald"), &part),
            article("e", json!(null), &text),
            article("f", json!("Times"), &report("library", 40..52)),
        ],
    );
    for (flags, stay) in [
        (&[][..], &["a", "f"][..]),
        (&["--within", "source"], &["a", "b", "e", "f"]),
        (&["--across", "source"], &["a", "c", "e", "f"]),
        (
            &["--within", "source", "--by", "event"],
            &["a", "b", "e", "f"],
        ),
        (
            &["--across", "source", "--by", "event"],
            &["a", "c", "e", "f"],
        ),
    ] {
        let output = dedup(room.path(), &[&["feed.jsonl"], flags].concat());
        assert_eq!(ids(&output), stay, "{flags:?}");
    }
    let both = dedup(
        room.path(),
        &["feed.jsonl", "--within", "source", "--across", "source"],
    );
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn what_stood_in_an_older_feed_is_left_out_and_the_older_feed_is_never_passed_on() {
    let room = tempfile::tempdir().unwrap();
    let text = report("harbour", 0..12);
    let article =
        |id: &str, day: &str, text: &str| json!({"id": id, "published": day, "text": text});
    fs::create_dir(room.path().join("old")).unwrap();
    write(
        room.path(),
        "old/monday.jsonl",
        &[
            article("a", "2023-09-20", &text),
            article("b", "2023-09-20", &report("stadium", 100..106)),
            article("old:x", "2023-09-20", &report("quarry", 60..72)),
        ],
    );
    write(
        room.path(),
        "sunday.jsonl",
        &[article("s", "2023-09-19", &report("canal", 80..92))],
    );
    let whole = format!(
        "{} {}",
        report("stadium", 100..106),
        report("bridge", 200..230)
    );
    write(
        room.path(),
        "new.jsonl",
        &[
            // The id is taken by another article of the older feed, and the date is earlier.
            article("b", "2023-09-18", &text),
            article("w", "2023-09-21", &whole),
            article("n", "2023-09-21", &report("library", 40..52)),
            article("m", "2023-09-22", &report("library", 40..52)),
            article("old:a", "2023-09-21", &report("market", 20..32)),
            article("s2", "2023-09-21", &report("canal", 80..92)),
        ],
    );
    let flags = ["new.jsonl", "--against", "old", "--against", "sunday.jsonl"];
    let output = dedup(room.path(), &flags);
    assert_eq!(ids(&output), ["w", "n", "old:a"]);
    let removed = removed(room.path());
    let found: Vec<_> = removed
        .iter()
        .map(|r| ["id", "kept", "kept_in"].map(|key| r[key].as_str().unwrap_or("-")))
        .collect();
    let monday = ["b", "a", "old/monday.jsonl"];
    assert_eq!(
        found,
        [monday, ["m", "n", "-"], ["s2", "s", "sunday.jsonl"]]
    );
    assert_eq!(removed[0]["relation"]["to"], "old::a");
    assert_eq!(removed[0]["why"][0], "the same words as `old::a`");
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("articles    6 from 1 input"), "{message}");
    assert!(message.contains("left out    3: 3 identical"), "{message}");

    let output = dedup(
        room.path(),
        &[&flags[..], &["--by", "event", "--keep", "latest"]].concat(),
    );
    assert!(!ids(&output).contains(&"b".to_owned()));
    // Nothing of the older feed is passed on, and marks name where the kept one is.
    let output = dedup(room.path(), &[&flags[..], &["--mark", "copy_of"]].concat());
    assert_eq!(ids(&output), ["b", "w", "n", "m", "old:a", "s2"]);
    let first: Value =
        serde_json::from_slice(output.stdout.split(|&b| b == b'\n').next().unwrap()).unwrap();
    assert_eq!(
        first["copy_of"],
        json!({"kept": "a", "kept_in": "old/monday.jsonl", "relation": "identical", "score": 1.0})
    );
    // Inputs are never changed, and stdin is one feed only.
    let over = dedup(
        room.path(),
        &[
            "new.jsonl",
            "--against",
            "sunday.jsonl",
            "-o",
            "sunday.jsonl",
        ],
    );
    assert_eq!(over.status.code(), Some(2));
    assert_eq!(
        dedup(room.path(), &["-", "--against", "-"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_phrase_of_ones_own_is_no_content_for_copies_and_events() {
    let room = tempfile::tempdir().unwrap();
    let notice = "Readers who value the harbour desk can support it with a yearly gift of any size. \
                  The desk answers letters from subscribers on every second Thursday of the month. \
                  Photographs, prints and back issues are sold at the counter beside the fish market.";
    let article = |id: &str, own: &str| json!({"id": id, "published": "2023-09-20", "text": format!("{own}\n\n{}", notice.to_uppercase())});
    let own = [
        "Growers in the Veld valley expect a late harvest after cold nights.",
        "Two chess players from Marnholm reached the final in Aldis.",
    ];
    write(
        room.path(),
        "feed.jsonl",
        &[article("a", own[0]), article("b", own[1])],
    );
    fs::write(room.path().join("phrases.txt"), notice.replace(". ", ".\n")).unwrap();
    let compare = |flags: &[&str]| {
        let output = Command::new(cargo_bin!("samestory"))
            .current_dir(room.path())
            .args(["compare", "a", "b", "--in", "feed.jsonl", "--json"])
            .args(flags)
            .output()
            .unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["pair"].clone()
    };
    assert!(compare(&[])["resemblance"].as_f64().unwrap() > 0.5);
    let without = compare(&["--boilerplate", "phrases.txt"]);
    assert_eq!(without["resemblance"], 0.0);
    assert_eq!(without["relation"], "unrelated");
    let output = dedup(room.path(), &["feed.jsonl", "--boilerplate", "phrases.txt"]);
    assert_eq!(ids(&output), ["a", "b"]);
    // Ids come from the whole article, whatever is left out of sight.
    let family = |input: &str, flags: &[&str]| {
        let output = Command::new(cargo_bin!("samestory"))
            .current_dir(room.path())
            .args(["cluster", input, "--level", "copies"])
            .args(flags)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        first["family"].clone()
    };
    write(room.path(), "a.jsonl", &[article("a", own[0])]);
    let alone = family("a.jsonl", &[]);
    assert_eq!(
        family("feed.jsonl", &["--boilerplate", "phrases.txt"]),
        alone
    );
}

#[test]
fn names_are_listed_for_programs_that_take_files_whatever_the_formats() {
    let room = tempfile::tempdir().unwrap();
    let text = "A ferry ran aground off Orla, and all passengers were brought ashore by noon.\n";
    let line = |id: &str, text: &str| format!("{}\n", json!({"id": id, "text": text}));
    let files = [
        ("feed/a.txt", text.to_owned()),
        ("feed/b.txt", text.to_owned()),
        (
            "feed/c d.jsonl",
            line("1", text) + &line("2", "Rain is on its way."),
        ),
        ("feed/e.jsonl", line("3", text)),
        ("feed/f.jsonl", "no record\n".to_owned()),
    ];
    fs::create_dir(room.path().join("feed")).unwrap();
    for (name, content) in &files {
        fs::write(room.path().join(name), content).unwrap();
    }
    let output = dedup(room.path(), &["feed", "--list0"]);
    let listed = String::from_utf8(output.stdout).unwrap();
    let kept: Vec<&str> = listed.split_terminator('\0').collect();
    // Of equal articles the first by its id stays.
    assert_eq!(kept, ["feed/c d.jsonl", "feed/f.jsonl"]);
    let output = dedup(room.path(), &["feed", "--list0", "--mark", "copy"]);
    assert_eq!(output.status.code(), Some(2));
}
