//! The same articles and settings give the same bytes, for any threads and any input order.

use std::fs;
use std::path::Path;

use samestory::run::ResultFile;
use serde_json::Value;

use crate::sample;

/// Files whose lines follow the input; all others have an order of their own.
const INPUT_ORDER: [&str; 2] = ["articles.jsonl", "memberships.jsonl"];

#[test]
fn the_number_of_threads_changes_no_byte() {
    let [one, two] = [["-j", "1"], ["-j", "2"]].map(|flags| run(sample::FEED, &flags));
    assert_same(&one, &two);
}

#[test]
fn input_order_changes_nothing_but_the_order_of_what_follows_it() {
    let mut reversed: Vec<_> = sample::FEED.lines().collect();
    reversed.reverse();
    let mut turned: Vec<_> = sample::FEED.lines().collect();
    turned.rotate_left(4);
    let expected = sorted(run(sample::FEED, &[]));
    for order in [reversed, turned] {
        let feed: String = order.iter().flat_map(|line| [line, "\n"]).collect();
        assert_same(&sorted(run(&feed, &[])), &expected);
    }
}

#[test]
fn articles_of_one_time_or_of_none_stand_in_one_order_whatever_that_of_the_input() {
    let feed = tied_in_time();
    let expected = sorted(run(&feed.concat(), &["-j", "1"]));
    let mut reversed = feed.clone();
    reversed.reverse();
    let mut turned = feed.clone();
    turned.rotate_left(feed.len() / 3);
    // Two heaps, one laid on the other card by card.
    let (odd, even): (Vec<_>, Vec<_>) = (0..).zip(&feed).partition(|(at, _)| at % 2 == 1);
    let shuffled: Vec<String> = (odd.iter().chain(&even)).map(|x| x.1.clone()).collect();
    for (order, jobs) in [(reversed, "1"), (turned, "4"), (shuffled, "4"), (feed, "4")] {
        assert_same(&sorted(run(&order.concat(), &["-j", jobs])), &expected);
    }
}

/// Lines of a feed in which little but the ids tells the order: every article of the sample once as it
/// is, twice with the very same content at one time, twice undated.
fn tied_in_time() -> Vec<String> {
    let mut feed = Vec::new();
    for (number, line) in sample::FEED.lines().enumerate() {
        let article: Value = serde_json::from_str(line).unwrap();
        for (twin, published) in [
            ("", article["published"].clone()),
            ("-b", "2024-04-09T10:00:00Z".into()),
            ("-a", "2024-04-09T10:00:00Z".into()),
            ("-d", Value::Null),
            ("-c", Value::Null),
        ] {
            let mut article = article.clone();
            let id = article["id"].as_str().unwrap_or("none").to_owned();
            article["id"] = format!("{id}-{number}{twin}").into();
            article["published"] = published;
            // Half of the sources are not known, so that ids are shown for them.
            if number % 2 == 0 {
                article["source"] = Value::Null;
            }
            feed.push(format!("{article}\n"));
        }
    }
    feed
}

#[test]
fn a_rerun_into_the_same_folder_writes_the_same_bytes() {
    let room = tempfile::tempdir().unwrap();
    let first = files(&sample::cluster(room.path(), sample::FEED, &[]));
    let second = files(&sample::cluster(room.path(), sample::FEED, &[]));
    assert_same(&first, &second);
}

/// Names the first line that differs, instead of printing whole files.
fn assert_same(a: &[(String, String)], b: &[(String, String)]) {
    for ((name, a), (other, b)) in a.iter().zip(b) {
        assert_eq!(name, other);
        for (number, (a, b)) in (1..).zip(a.lines().zip(b.lines())) {
            assert_eq!(a, b, "{name}, line {number}");
        }
        assert_eq!(a.len(), b.len(), "{name}");
    }
    assert_eq!(a.len(), b.len());
}

fn run(feed: &str, flags: &[&str]) -> Vec<(String, String)> {
    let room = tempfile::tempdir().unwrap();
    files(&sample::cluster(room.path(), feed, flags))
}

/// Name and content of every file, times and memory left out.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut text = fs::read_to_string(&path).unwrap();
        if name == "run.json" {
            let mut run: Value = serde_json::from_str(&text).unwrap();
            assert!(run.as_object_mut().unwrap().remove("performance").is_some());
            text = run.to_string();
        }
        files.push((name, text));
    }
    files.sort();
    assert_eq!(files.len(), ResultFile::ALL.len());
    files
}

/// The same with the lines that follow the input put in one order.
fn sorted(mut files: Vec<(String, String)>) -> Vec<(String, String)> {
    for (name, text) in &mut files {
        if INPUT_ORDER.contains(&name.as_str()) {
            let mut lines: Vec<_> = text.lines().collect();
            lines.sort_unstable();
            *text = lines.join("\n");
        }
    }
    files
}
