//! What reaches a terminal: words of articles, ids and file names never steer it.

#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;
use snapbox::cmd::cargo_bin;

/// Clears the screen, sets the window's title, turns the line around, hides, breaks the line.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{61c}\u{200e}\u{200b}\u{2028}\r\u{7f}\nforged: line";

fn run(room: &Path, arguments: &[&OsStr]) -> Output {
    Command::new(cargo_bin!("samestory"))
        .current_dir(room)
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// A feed of copies, reports of one event and records with something wrong, all in hostile words.
fn feed() -> String {
    let text = |n: usize| {
        let report = "The ferry Solveig ran aground off Marnholm early on Tuesday with 212 passengers. \
                      The coast guard brought all of them ashore, a spokeswoman of the harbour said.";
        match n % 3 {
            0 | 1 => format!("{report} {HOSTILE}"),
            _ => format!(
                "All 212 passengers of the ferry Solveig, aground off Marnholm, are safe {HOSTILE}."
            ),
        }
    };
    let article = |n: usize| {
        json!({
            "id": format!("{HOSTILE}{n}"), "title": format!("Ferry Solveig aground off Marnholm {HOSTILE}"),
            "source": format!("{HOSTILE}{n}"), "published": "2024-04-09", "text": text(n), "lang": "en",
        })
    };
    let mut lines: Vec<String> = (0..6).map(|n| article(n).to_string()).collect();
    for bad in [
        json!({"id": format!("{HOSTILE}0"), "text": "again"}),
        json!({"id": HOSTILE, "published": HOSTILE, "text": "no date"}),
        json!({"id": 7, "title": [HOSTILE], HOSTILE: 1}),
        json!([HOSTILE]),
    ] {
        lines.push(bad.to_string());
    }
    lines.push(format!("{{\"id\": {HOSTILE}"));
    lines.join("\n")
}

#[track_caller]
fn expect_inert(command: &[&OsStr], stream: &[u8], is_data: bool) {
    let text = String::from_utf8_lossy(stream);
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || !is_data
                && matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let at = text.find(steers);
    assert!(at.is_none(), "{command:?}: {text:?}");
    if !is_data {
        assert!(!text.contains("\nforged"), "{command:?}: {text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of commands")]
fn no_command_shows_what_steers_a_terminal() {
    let room = tempfile::tempdir().unwrap();
    let name = OsStr::from_bytes(b"f\x1b[31m\xe2\x80\xae\xff\nforged: name.jsonl");
    let out = OsStr::new("o\u{1b}[2J\u{202e}");
    fs::write(room.path().join(name), feed()).unwrap();
    fs::write(room.path().join("feed.jsonl"), feed()).unwrap();
    fs::write(
        room.path().join("c\u{1b}.toml"),
        "keep = \"\u{202e}\u{9b}\"",
    )
    .unwrap();
    fs::write(
        room.path().join("gold.tsv"),
        format!("7\tx{}\n", HOSTILE.replace(['\n', '\r'], "")),
    )
    .unwrap();
    let id = |n: usize| format!("{HOSTILE}{n}");
    let ids = [id(0), id(1), id(2)];
    let [a, b, c] = ids.each_ref().map(OsStr::new);
    let hostile = OsStr::new(HOSTILE);
    let os = OsStr::new;
    let made = run(
        room.path(),
        &[
            os("cluster"),
            name,
            os("-o"),
            out,
            os("-v"),
            os("--progress=always"),
        ],
    );
    assert_eq!(made.status.code(), Some(3), "{made:?}");
    expect_inert(&[os("cluster")], &made.stderr, false);
    let records = |file: &str, key: &str| -> Vec<String> {
        let text = fs::read_to_string(room.path().join(out).join(file)).unwrap();
        text.lines()
            .map(|line| {
                serde_json::from_str::<serde_json::Value>(line).unwrap()[key]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    let groups = [
        records("events.jsonl", "event"),
        records("families.jsonl", "family"),
        records("storylines.jsonl", "storyline"),
    ]
    .concat();
    assert!(groups.len() > 2);
    let mut told: Vec<Vec<&OsStr>> = vec![
        vec![os("explain"), os("--dir"), out, a],
        vec![os("explain"), os("--dir"), out, a, b, c],
        vec![os("explain"), os("--dir"), out, hostile],
        vec![os("explain"), os("--dir"), hostile, a],
        vec![os("compare"), a, c, os("--in"), out],
        vec![os("compare"), a, b, os("--in"), name],
        vec![os("compare"), hostile, b, os("--in"), name],
        vec![os("compare"), name, hostile],
        vec![os("plan"), os("--svg"), os("p\u{1b}\u{202e}.svg")],
        vec![os("plan"), os("--svg"), os("no\u{1b}\u{202e}/p.svg")],
        vec![os("report"), out],
        vec![os("report"), out, os("--owners"), name],
        vec![os("report"), hostile],
        vec![
            os("export"),
            os("events"),
            out,
            os("-o"),
            os("e\u{9b}\u{202e}.csv"),
        ],
        vec![os("evaluate"), os("--gold"), os("gold.tsv"), out],
        vec![os("evaluate"), os("--gold"), name, name],
        vec![os("config"), os("show"), os("--config"), os("c\u{1b}.toml")],
        vec![os("config"), os("show"), os("--config"), hostile],
        vec![os("schema"), hostile],
        vec![os("cluster"), name, os("-o"), out, os("--prefer"), hostile],
        vec![os("cluster"), name, os("-o"), out, os("--strict")],
        vec![
            os("cluster"),
            name,
            os("-o"),
            out,
            os("--corrections"),
            name,
        ],
        vec![os("cluster"), name, os("--format"), hostile],
        vec![os("cluster"), os("--x\u{1b}[2J\u{202e}")],
        vec![os("man"), out, hostile],
        vec![hostile],
    ];
    told.extend(
        groups
            .iter()
            .map(|group| vec![os("explain"), os("--dir"), out, os(group)]),
    );
    for command in &told {
        let output = run(room.path(), command);
        expect_inert(command, &output.stdout, false);
        expect_inert(command, &output.stderr, false);
        assert!(
            output.stdout.len() + output.stderr.len() > 10,
            "{command:?}"
        );
    }
    // Their results are data, their messages are not.
    let mut read: Vec<Vec<&OsStr>> = vec![
        vec![os("cluster"), name],
        vec![os("explain"), os("--json"), os("--dir"), out, a, b],
        vec![os("compare"), os("--json"), a, b, os("--in"), name],
        vec![os("export"), os("events"), out, os("--format=ninjs")],
        vec![os("export"), os("summary"), out],
        vec![
            os("dedup"),
            name,
            os("-o"),
            os("d\u{1b}"),
            os("--removed"),
            os("r\u{1b}"),
            os("-v"),
        ],
        vec![
            os("dedup"),
            name,
            os("-o"),
            hostile,
            os("--rejects"),
            hostile,
        ],
    ];
    for stage in [
        "normalise",
        "tokens",
        "anchors",
        "shingles",
        "sketch",
        "terms",
    ] {
        read.push(vec![os("show"), os("--stage"), os(stage), name]);
    }
    for command in &read {
        let output = run(room.path(), command);
        expect_inert(command, &output.stdout, true);
        expect_inert(command, &output.stderr, false);
    }
}
