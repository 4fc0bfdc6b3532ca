//! Each of the newer languages from end to end: two reports of one event, written apart, and one of
//! another; and the table of what each language has, in `docs/languages.md`.

use std::fmt::Write;
use std::fs;

use samestory::{Article, Config, Corrections, Quiet, Relation, detect};
use snapbox::{Assert, Data};

use crate::sample::root;

/// Two reports of one event and one of another; no language is stated.
const FEEDS: [(&str, &str); 5] = [
    ("hi", include_str!("hi.jsonl")),
    ("ja", include_str!("ja.jsonl")),
    ("pl", include_str!("pl.jsonl")),
    ("tr", include_str!("tr.jsonl")),
    ("uk", include_str!("uk.jsonl")),
];

fn articles(feed: &str) -> Vec<Article> {
    let read = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| record[name].as_str().unwrap().to_owned();
        Article {
            id: field("id"),
            title: field("title"),
            text: field("text"),
            source: Some(field("source")),
            published: Some(field("published").parse().unwrap()),
            ..Article::default()
        }
    };
    feed.lines().map(read).collect()
}

/// Ids of the articles of each event with several, sorted.
fn events(articles: &[Article]) -> Vec<Vec<String>> {
    let found = detect(
        articles,
        &Config::default(),
        &Corrections::default(),
        &Quiet,
    )
    .unwrap();
    for pair in &found.pairs {
        assert!(
            !matches!(pair.relation, Relation::Identical | Relation::NearCopy),
            "{} and {} are written apart",
            pair.a,
            pair.b
        );
    }
    let mut events: Vec<Vec<String>> = Vec::new();
    let mut ids: Vec<&str> = found.memberships.iter().map(|m| m.event.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let members = found.memberships.iter().filter(|m| m.event == id);
        let mut members: Vec<String> = members.map(|m| m.id.clone()).collect();
        members.sort_unstable();
        if members.len() > 1 {
            events.push(members);
        }
    }
    events.sort_unstable();
    events
}

#[test]
fn two_reports_of_one_event_meet_in_every_language_and_another_stays_apart() {
    for (code, feed) in FEEDS {
        let expected = vec![vec![format!("{code}-1"), format!("{code}-2")]];
        assert_eq!(events(&articles(feed)), expected, "{code}");
    }
}

#[test]
fn the_languages_do_not_mix_in_one_feed() {
    let all: Vec<Article> = FEEDS.iter().flat_map(|(_, feed)| articles(feed)).collect();
    let expected: Vec<Vec<String>> = FEEDS
        .iter()
        .map(|(code, _)| vec![format!("{code}-1"), format!("{code}-2")])
        .collect();
    assert_eq!(events(&all), expected);
}

const FILES: [&str; 6] = ["calendar", "numbers", "words", "idioms", "page", "agencies"];

#[test]
fn the_page_says_what_each_language_has() {
    let path = root().join("docs/languages.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("<!-- table -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let table = table();
    Assert::new().action_env("SNAPSHOTS").eq(
        format!("{before}<!-- table -->\n{table}<!-- end -->{after}"),
        Data::read_from(&path, None),
    );
}

/// Entries of each file of each folder, and the lists that are declared empty.
fn table() -> String {
    let folder = root().join("src/languages");
    let mut codes: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    codes.sort_unstable();
    let mut table = String::from("| | language |");
    for file in FILES {
        write!(table, " {file} |").unwrap();
    }
    table.push_str(" empty lists |\n|---|---|");
    table.push_str(&"---:|".repeat(FILES.len() + 1));
    table.push('\n');
    for code in codes {
        let read = |file: &str| {
            fs::read_to_string(folder.join(&code).join(format!("{file}.txt"))).unwrap()
        };
        let about = read("about");
        let name = about
            .lines()
            .find_map(|line| line.strip_prefix("name = "))
            .unwrap();
        write!(table, "| `{code}` | {name} |").unwrap();
        let mut empty = 0;
        for file in FILES {
            let text = read(file);
            let lines = text.lines().filter(|line| !line.starts_with(['#', '[']));
            // A row's key is no entry; a phrase is one.
            let entries = |line: &str| match (file, line.split_once(" = ")) {
                ("page", _) => usize::from(!line.is_empty()),
                ("agencies", Some((_, names))) => names.split(", ").count(),
                (_, Some((_, words))) => words.split(' ').count(),
                (_, None) => line.split_whitespace().count(),
            };
            write!(table, " {} |", lines.map(entries).sum::<usize>()).unwrap();
            empty += text.lines().filter(|line| line.ends_with("] -")).count();
        }
        writeln!(table, " {empty} |").unwrap();
    }
    table
}
