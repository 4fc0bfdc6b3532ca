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
    let corpus = sample::root().join("corpus/articles");
    sample::samestory(room.path())
        .arg("cluster")
        .arg(corpus)
        .args(["-o", "out"])
        .assert()
        .success();
    let edition = printed(room.path(), "report out --format md");
    for part in ["What goes on", "Reported once"] {
        assert!(edition.contains(&format!("**{part}**")), "{edition}");
    }
    let events = sample::lines(&room.path().join("out"), "events.jsonl");
    let largest = events
        .iter()
        .max_by_key(|event| between(event, "\"sources\":[", "]").split(',').count())
        .unwrap();
    let title = between(largest, "\"title\":\"", "\"");
    assert!(edition.contains(title), "{title} is not in\n{edition}");
}

#[test]
fn an_edition_asks_about_an_event_that_may_be_two_in_the_language_of_the_report() {
    let room = tempfile::tempdir().unwrap();
    sample::cluster(room.path(), &sample::loose_feed(), sample::LOOSE);
    let edition = printed(room.path(), "report out --format md --report-lang de");
    let (_, doubts) = edition.split_once("**Zu prüfen** (1)").unwrap();
    assert!(
        doubts.contains("Sind diese 5 Artikel ein Ereignis?")
            && doubts.contains("Ferry with 212 on board runs aground off Marnholm (4)")
            && doubts.contains("Inspector finds cracked rudder bolt on stranded ferry (1)"),
        "{doubts}"
    );
}

/// The first number in some words.
fn number(words: &str) -> usize {
    let digits = words.split(|c: char| !c.is_ascii_digit() && c != ',');
    let first = digits
        .into_iter()
        .find(|digits| !digits.is_empty())
        .unwrap();
    first.replace(',', "").parse().unwrap()
}

#[test]
fn the_report_and_the_summary_count_as_the_program_does() {
    let room = tempfile::tempdir().unwrap();
    let corpus = sample::root().join("corpus/articles");
    let run = sample::samestory(room.path())
        .arg("cluster")
        .arg(corpus)
        .args(["-o", "out"])
        .assert()
        .success();
    let said = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    let said = |name: &str| {
        let line = said.lines().find(|line| line.starts_with(name)).unwrap();
        number(line)
    };
    let page = fs::read_to_string(room.path().join("out/report.html")).unwrap();
    let headline = between(&page, "<h1>", "</h1>");
    let tile = |name: &str| number(between(&page, &format!("<dt>{name}</dt><dd>"), "</dd>"));
    assert_eq!(tile("articles"), said("articles"));
    assert_eq!(tile("copies"), said("copies"));
    assert_eq!(tile("storylines"), said("storylines"));
    let events = tile("events reported more than once") + tile("events reported once");
    assert_eq!(events, said("events"));
    for (what, count) in [("articles", said("articles")), ("events", said("events"))] {
        assert!(headline.contains(&format!("{count} {what}")), "{headline}");
    }
    let summary = printed(room.path(), "export summary out");
    assert!(
        summary.contains(&format!("{} events", said("events"))),
        "{summary}"
    );
}
