//! Outputs: none replaces an input or another output, each is whole or not there, and what is no
//! regular file is written into.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use snapbox::cmd::cargo_bin;

use crate::sample;

/// A room with a feed in a folder, a result, and further names of both.
fn room() -> tempfile::TempDir {
    let room = tempfile::tempdir().unwrap();
    let at = |name: &str| room.path().join(name);
    sample::cluster(room.path(), sample::FEED, &["--level", "copies"]);
    fs::create_dir_all(at("in/deep")).unwrap();
    for name in ["in/a.jsonl", "in/deep/b.jsonl"] {
        fs::write(at(name), sample::FEED).unwrap();
    }
    fs::write(at("settings.toml"), "[copies]\nthreshold = 0.5\n").unwrap();
    fs::write(at("corrections.jsonl"), "").unwrap();
    fs::write(at("owners.tsv"), "a\tb\n").unwrap();
    fs::write(at("gold.tsv"), "a\tx\n").unwrap();
    room
}

#[cfg(unix)]
fn links(room: &Path) {
    use std::os::unix::fs::symlink;
    let at = |name: &str| room.join(name);
    symlink("in", at("link")).unwrap();
    symlink("in/a.jsonl", at("soft.jsonl")).unwrap();
    symlink("in/new.jsonl", at("dangling.jsonl")).unwrap();
    symlink("out", at("results")).unwrap();
    fs::hard_link(at("in/a.jsonl"), at("hard.jsonl")).unwrap();
    // An input folder that reaches elsewhere by a link in it.
    fs::create_dir_all(at("far/away")).unwrap();
    fs::create_dir(at("reaching")).unwrap();
    fs::write(at("far/c.jsonl"), sample::FEED).unwrap();
    symlink("../far", at("reaching/there")).unwrap();
}

fn run(room: &Path, line: &str) -> Output {
    Command::new(cargo_bin!("samestory"))
        .args(line.split_whitespace())
        .current_dir(room)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Every file below a folder with its content.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let bytes = fs::read(entry.path()).unwrap_or_default();
        found.insert(entry.path().display().to_string(), bytes);
    }
    found
}

/// Calls that would change what they read, or put it where they read it from the next time: each
/// with what its message names.
#[cfg(unix)]
const REFUSED: &[(&str, &[&str])] = &[
    ("dedup in -o in/a.jsonl", &["in/a.jsonl", "in"]),
    ("dedup in -o in/new.jsonl", &["in/new.jsonl", "in"]),
    ("dedup in/a.jsonl -o in/deep/../a.jsonl", &["in/a.jsonl"]),
    (
        "dedup in -o x.jsonl --removed in/deep/b.jsonl",
        &["in/deep/b.jsonl"],
    ),
    (
        "dedup in -o x.jsonl --rejects link/new.jsonl",
        &["link/new.jsonl"],
    ),
    (
        "dedup in/a.jsonl -o soft.jsonl",
        &["soft.jsonl", "in/a.jsonl"],
    ),
    (
        "dedup in/a.jsonl -o hard.jsonl",
        &["hard.jsonl", "in/a.jsonl"],
    ),
    ("dedup in -o hard.jsonl", &["hard.jsonl", "in/a.jsonl"]),
    ("dedup in -o dangling.jsonl", &["dangling.jsonl", "in"]),
    ("dedup link -o in/new.jsonl", &["in/new.jsonl", "link"]),
    ("dedup reaching -o far/c.jsonl", &["far/c.jsonl"]),
    (
        "dedup reaching -o far/new.jsonl",
        &["far/new.jsonl", "reaching"],
    ),
    (
        "dedup reaching -o far/away/new.jsonl",
        &["far/away/new.jsonl", "reaching"],
    ),
    (
        "dedup in -o x.jsonl --removed link/../x.jsonl",
        &["x.jsonl", "link/../x.jsonl"],
    ),
    (
        "dedup in/a.jsonl -o x.jsonl --rejects ./x.jsonl",
        &["./x.jsonl"],
    ),
    (
        "dedup in --config settings.toml -o settings.toml",
        &["settings.toml"],
    ),
    (
        "dedup in --corrections corrections.jsonl --removed corrections.jsonl",
        &["corrections.jsonl"],
    ),
    (
        "dedup feed.jsonl --against in -o in/a.jsonl",
        &["in/a.jsonl"],
    ),
    (
        "dedup feed.jsonl --against reaching -o far/c.jsonl",
        &["far/c.jsonl"],
    ),
    (
        "dedup feed.jsonl --boilerplate owners.tsv --removed owners.tsv",
        &["owners.tsv"],
    ),
    (
        "dedup feed.jsonl -o out/pairs.jsonl",
        &["out/pairs.jsonl", "out"],
    ),
    ("cluster in -o in", &["in"]),
    ("cluster in -o link/out", &["link/out", "in"]),
    ("cluster in -o in/deep/out", &["in/deep/out", "in"]),
    ("cluster in -o .", &[".", "in"]),
    (
        "cluster reaching -o far/away/out",
        &["far/away/out", "reaching"],
    ),
    (
        "cluster out/articles.jsonl -o results",
        &["results", "out/articles.jsonl"],
    ),
    ("report out -o feed.jsonl", &["feed.jsonl"]),
    (
        "report out -o out/memberships.jsonl",
        &["out/memberships.jsonl"],
    ),
    ("report results -o out/run.json", &["out/run.json"]),
    (
        "report out --owners owners.tsv -o owners.tsv",
        &["owners.tsv"],
    ),
    ("export events out -o feed.jsonl", &["feed.jsonl"]),
    (
        "export events out -o results/events.jsonl",
        &["results/events.jsonl"],
    ),
    ("export events out -o out/report.html", &["out/report.html"]),
    (
        "generate --articles 9 -o out/articles.jsonl",
        &["out/articles.jsonl"],
    ),
    (
        "generate --articles 9 --gold set -o set/events.gold.tsv",
        &["set/events.gold.tsv"],
    ),
    (
        "evaluate out --gold gold.tsv --plot gold.tsv",
        &["gold.tsv"],
    ),
    (
        "evaluate out --gold gold.tsv --plot out/pairs.jsonl",
        &["out/pairs.jsonl"],
    ),
];

#[test]
#[cfg(unix)]
fn no_output_replaces_an_input_or_another_output() {
    let room = room();
    links(room.path());
    let before = contents(room.path());
    for (line, named) in REFUSED {
        let output = run(room.path(), line);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}: {message}");
        for name in *named {
            assert!(message.contains(name), "{line}: {message}");
        }
        assert!(message.contains("; help: "), "{line}: {message}");
        assert!(output.stdout.is_empty(), "{line}");
        assert!(contents(room.path()) == before, "{line} changed something");
    }
}

#[test]
#[cfg(unix)]
fn an_output_that_the_shell_opened_is_no_input_either() {
    let room = room();
    let before = fs::read(room.path().join("in/a.jsonl")).unwrap();
    for script in [
        "\"$0\" dedup in/a.jsonl >> in/a.jsonl",
        "\"$0\" dedup in >> in/a.jsonl",
        "\"$0\" dedup - -o in/a.jsonl < in/a.jsonl",
        "\"$0\" cluster in/a.jsonl >> in/a.jsonl",
        "\"$0\" dedup in/a.jsonl -o /dev/stdout >> in/a.jsonl",
    ] {
        let output = bash(room.path(), script);
        assert_eq!(output.status.code(), Some(2), "{script}");
        assert!(fs::read(room.path().join("in/a.jsonl")).unwrap() == before);
    }
}

/// Calls that look alike and are well.
#[test]
#[cfg(unix)]
fn outputs_apart_from_the_inputs_are_written() {
    let room = room();
    links(room.path());
    for line in [
        "dedup in -o fresh.jsonl --removed removed.jsonl --rejects rejects.jsonl",
        "dedup in -o /dev/null --removed /dev/null",
        "dedup in/a.jsonl -o in/new.jsonl",
        "dedup feed.jsonl --against in -o in/newest.jsonl",
        "cluster in -o inside",
        "cluster feed.jsonl -o results",
        "report out",
        "report out -o out/other.html",
        "report results -o out/report.html",
        "export events out -o out/events.csv",
        "generate --articles 9 --gold set -o set/articles.jsonl",
    ] {
        let output = run(room.path(), line);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {message}");
    }
    assert!(
        fs::symlink_metadata(room.path().join("results"))
            .unwrap()
            .is_symlink()
    );
    let hidden = |name: &String| name.contains("/.samestory-");
    assert!(!contents(room.path()).keys().any(hidden));
}

#[test]
#[cfg(unix)]
fn what_is_no_regular_file_is_written_into() {
    let room = room();
    let at = |name: &str| room.path().join(name);
    run(
        room.path(),
        "dedup feed.jsonl -o fresh.jsonl --removed removed.jsonl",
    );
    let fresh = fs::read(at("fresh.jsonl")).unwrap();
    let removed = fs::read(at("removed.jsonl")).unwrap();
    assert!(!removed.is_empty());
    for (script, expected) in [
        ("\"$0\" -q dedup feed.jsonl -o /dev/stdout", &fresh),
        ("\"$0\" -q dedup feed.jsonl -o /dev/stdout | cat", &fresh),
        ("\"$0\" -q dedup feed.jsonl -o /dev/fd/3 3>&1", &fresh),
        (
            "\"$0\" -q dedup feed.jsonl -o /dev/null --removed /dev/stdout",
            &removed,
        ),
        (
            "\"$0\" -q dedup feed.jsonl --removed /dev/stderr 2>&1 >/dev/null",
            &removed,
        ),
        (
            "mkfifo pipe; cat pipe & \"$0\" -q dedup feed.jsonl -o pipe; wait",
            &fresh,
        ),
        (
            "\"$0\" -q dedup feed.jsonl -o pipe & cat pipe; wait",
            &fresh,
        ),
        // What the shell opened stays open, and what follows comes behind.
        (
            "{ echo one; \"$0\" -q dedup feed.jsonl -o /dev/stdout; } > both; tail -n +2 both",
            &fresh,
        ),
        (
            "ln -s behind ahead; \"$0\" -q dedup feed.jsonl -o ahead; test -L ahead; cat behind",
            &fresh,
        ),
    ] {
        let output = bash(room.path(), script);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}: {message}");
        assert!(output.stdout == *expected, "{script}: {message}");
    }
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert!(!fs::metadata(at("pipe")).unwrap().is_file());
}

#[test]
fn results_in_an_input_folder_are_not_read_as_a_feed() {
    let room = room();
    fs::rename(room.path().join("out"), room.path().join("in/out")).unwrap();
    let output = run(room.path(), "cluster in -q -o apart");
    assert!(output.status.success());
    let text = fs::read_to_string(room.path().join("apart/run.json")).unwrap();
    let record: samestory::run::RunRecord = serde_json::from_str(&text).unwrap();
    let articles = 2 * sample::FEED.lines().count();
    assert_eq!(record.counts.articles, articles);
    assert_eq!(record.skipped.len(), 1);
    assert_eq!(record.skipped[0].reason, "results of samestory");
}

#[test]
fn dedup_writes_all_of_its_files_or_none() {
    let room = room();
    let at = |name: &str| room.path().join(name);
    for name in ["fresh.jsonl", "removed.jsonl"] {
        fs::write(at(name), "earlier\n").unwrap();
    }
    fs::write(at("bad.jsonl"), format!("{}not a record\n", sample::FEED)).unwrap();
    let files = "-o fresh.jsonl --removed removed.jsonl --rejects rejects.jsonl";
    let output = run(room.path(), &format!("dedup bad.jsonl --strict {files}"));
    assert_eq!(output.status.code(), Some(1));
    for name in ["fresh.jsonl", "removed.jsonl"] {
        assert_eq!(fs::read_to_string(at(name)).unwrap(), "earlier\n");
    }
    assert!(!at("rejects.jsonl").exists());
    let output = run(room.path(), &format!("dedup bad.jsonl {files}"));
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        fs::read_to_string(at("rejects.jsonl")).unwrap(),
        "not a record\n"
    );
    assert_ne!(
        fs::read_to_string(at("removed.jsonl")).unwrap(),
        "earlier\n"
    );
}

#[test]
fn a_second_run_on_a_folder_is_refused_while_the_first_lives() {
    let room = room();
    fs::write(room.path().join("out/notes.txt"), "mine").unwrap();
    let fresh = room.path().join("fresh");
    for out in ["out", "fresh"] {
        let mut first = Command::new(cargo_bin!("samestory"))
            .args(["cluster", "-", "-q", "-o", out])
            .current_dir(room.path())
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let is_held = || {
            let second = run(room.path(), &format!("cluster feed.jsonl -o {out}"));
            let message = String::from_utf8_lossy(&second.stderr).into_owned();
            second.status.code() == Some(1) && message.contains("another run")
        };
        let staging = if out == "out" {
            room.path().join("out")
        } else {
            room.path().to_owned()
        };
        while !fs::read_dir(&staging).unwrap().any(|entry| {
            let entry = entry.unwrap();
            let hidden = entry
                .file_name()
                .to_string_lossy()
                .starts_with(".samestory-");
            hidden && entry.path().join("files").exists()
        }) {
            std::thread::yield_now();
        }
        assert!(is_held(), "{out}");
        if out == "out" {
            // Neither may its report be replaced, and it can be read.
            assert_eq!(run(room.path(), "report out").status.code(), Some(1));
            assert!(run(room.path(), "export events out").status.success());
        }
        // The lock dies with its process, whatever ends it.
        first.kill().unwrap();
        first.wait().unwrap();
        assert!(
            run(room.path(), &format!("cluster feed.jsonl -o {out}"))
                .status
                .success()
        );
        assert!(
            !contents(room.path())
                .keys()
                .any(|name| name.contains("/.samestory-"))
        );
    }
    assert!(fresh.is_dir());
    assert!(room.path().join("out/notes.txt").exists());
}

#[cfg(unix)]
fn bash(room: &Path, script: &str) -> Output {
    Command::new("bash")
        .args(["-c", script])
        .arg(cargo_bin!("samestory"))
        .current_dir(room)
        .output()
        .unwrap()
}

#[test]
#[cfg(unix)]
fn a_dash_is_standard_output_and_no_file() {
    let room = room();
    for line in [
        "dedup in -o -",
        "export events out -o -",
        "report out --format md -o -",
        "generate --articles 2 -o -",
    ] {
        let run = run(room.path(), line);
        assert!(run.status.success() && !run.stdout.is_empty(), "{line}");
        assert!(!room.path().join("-").exists(), "{line}");
    }
    let both = run(room.path(), "dedup in -o - --removed -");
    assert_eq!(both.status.code(), Some(2), "two outputs are one");
}
