//! A small feed with every kind of relation in it, and the program to run on it.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};

/// One article a line: two copies and an excerpt, two reports of one event, a later event of the
/// same matter, a template with two sets of figures, an undated, a tiny and an empty article.
pub(crate) const FEED: &str = include_str!("sample.jsonl");

/// The program, run in `folder`.
pub(crate) fn samestory(folder: &Path) -> Command {
    Command::new(cargo_bin!("samestory")).current_dir(folder)
}

/// Settings by which the later event of [`loose_feed`] stands with the earlier one: an event that may be two.
pub(crate) const LOOSE: &[&str] = &["--event-threshold", "0.4"];

/// The sample with the later event told by another outlet than the earlier one: an outlet seldom reports an event twice.
pub(crate) fn loose_feed() -> String {
    let later = |line: &&str| line.contains(r#""id": "wire-2""#);
    let told = FEED.lines().find(later).unwrap();
    FEED.replace(told, &told.replace("Nordwire", "Sea Journal"))
}

/// Clusters `feed` and returns the output folder.
pub(crate) fn cluster(folder: &Path, feed: &str, flags: &[&str]) -> PathBuf {
    fs::write(folder.join("feed.jsonl"), feed).unwrap();
    samestory(folder)
        .args(["cluster", "feed.jsonl", "-o", "out"])
        .args(flags)
        .assert()
        .success();
    folder.join("out")
}

/// The lines of one file of an output folder.
pub(crate) fn lines(folder: &Path, file: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// The project's folder: tests run in the folder of the package that they belong to.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
