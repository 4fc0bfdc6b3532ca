//! What leaves the program for people elsewhere: a day's edition for mail and paper, and feeds of
//! events that a reader keeps up with.

use std::fs;
use std::path::Path;

use crate::sample;

/// What a command prints.
fn printed(room: &Path, arguments: &str) -> String {
    let run = sample::samestory(room)
        .args(arguments.split(' '))
        .assert()
        .success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

/// The first text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap();
    rest.split_once(to).unwrap().0
}

/// The item or entry that holds some words.
fn holding<'a>(feed: &'a str, tag: &str, words: &str) -> &'a str {
    let tag = format!("<{tag}>");
    let mut items = feed.split(&tag).skip(1);
    items.find(|item| item.contains(words)).unwrap()
}

#[test]
fn an_item_of_a_feed_keeps_its_name_when_its_event_grows_and_says_that_it_did() {
    let room = tempfile::tempdir().unwrap();
    let articles: Vec<&str> = sample::FEED.lines().collect();
    let (ferry, others): (Vec<&str>, Vec<&str>) = (articles.iter())
        .partition(|line| line.contains("\"port-1\"") || line.contains("\"town-1\""));
    sample::cluster(room.path(), &(others.join("\n") + "\n"), &[]);
    let feeds = ["rss", "atom"].map(|format| format!("export events out --format {format}"));
    let before = feeds.each_ref().map(|feed| printed(room.path(), feed));
    let grown = [others, ferry].concat().join("\n") + "\n";
    sample::cluster(room.path(), &grown, &[]);
    let after = feeds.each_ref().map(|feed| printed(room.path(), feed));

    let events = sample::lines(&room.path().join("out"), "events.jsonl");
    let event = events
        .iter()
        .find(|event| event.contains("\"wire-1\""))
        .unwrap();
    let title = between(event, "\"title\":\"", "\"");
    let count = between(event, "\"members\":[", "]").split(',').count();
    for ((before, after), (tag, name)) in before
        .iter()
        .zip(&after)
        .zip([("item", "guid isPermaLink=\"false\""), ("entry", "id")])
    {
        let (old, new) = (holding(before, tag, title), holding(after, tag, title));
        let id = |item: &str| between(item, &format!("<{name}>"), "</").to_owned();
        assert_eq!(id(old), id(new));
        assert!(id(new).starts_with("urn:samestory:e-"), "{new}");
        let updated = |item: &str| between(item, "updated>", "</").to_owned();
        assert!(updated(new) > updated(old), "{old}{new}");
        assert!(new.contains(&format!("{count} articles")), "{new}");
        assert!(!old.contains(&format!("{count} articles")), "{old}");
    }
}

#[test]
fn an_edition_is_printed_or_written_and_never_in_the_place_of_the_page() {
    let room = tempfile::tempdir().unwrap();
    let out = sample::cluster(room.path(), sample::FEED, &[]);
    let page = fs::read(out.join("report.html")).unwrap();
    for (format, begins) in [("md", "**"), ("pdf-ready", "<!doctype html>")] {
        let shown = printed(room.path(), &format!("report out --format {format}"));
        assert!(shown.starts_with(begins), "{shown}");
        assert_eq!(
            printed(room.path(), &format!("report out --format {format}")),
            shown,
            "the same bytes"
        );
        let write = |file: &str| {
            sample::samestory(room.path())
                .args(["report", "out", "--format", format, "-o", file])
                .assert()
        };
        write("edition").success();
        assert_eq!(
            fs::read_to_string(room.path().join("edition")).unwrap(),
            shown
        );
        write("out/report.html").code(2);
        assert!(
            fs::read(out.join("report.html")).unwrap() == page,
            "touched"
        );
    }
}

#[test]
fn an_edition_tells_what_happened_what_goes_on_and_what_is_alone() {
    let room = tempfile::tempdir().unwrap();
    let out = sample::cluster(room.path(), sample::FEED, &[]);
    let edition = printed(room.path(), "report out --format md");
    for part in ["What goes on", "Reported by one article alone"] {
        assert!(edition.contains(part), "{edition}");
    }
    let events = sample::lines(&out, "events.jsonl");
    let shared = events.iter().filter(|event| {
        let members = between(event, "\"members\":[", "]");
        members.contains(',')
    });
    for event in shared {
        let title = between(event, "\"title\":\"", "\"");
        assert!(edition.contains(title), "{title} is not in\n{edition}");
    }
}
