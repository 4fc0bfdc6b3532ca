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
