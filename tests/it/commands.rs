//! The program as it is called: the cases of `tests/cmd`, and what a case file cannot say.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use snapbox::cmd::cargo_bin;

use crate::sample;

#[test]
fn every_case_prints_what_it_says() {
    trycmd::TestCases::new()
        .register_bin("samestory", cargo_bin!("samestory"))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .case(sample::root().join("tests/cmd/*.trycmd"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let room = tempfile::tempdir().unwrap();
    // More than a pipe holds, so that the program must notice.
    let mut feed = String::new();
    for n in 0..2000 {
        writeln!(feed, "{{\"id\":\"{n}\",\"title\":\"Number {n}\"}}").unwrap();
    }
    fs::write(room.path().join("feed.jsonl"), feed).unwrap();
    let mut child = spawn(room.path(), &["cluster", "feed.jsonl", "-q"]);
    let mut byte = [0];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut byte).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure_that_leaves_what_was_there_before() {
    let room = tempfile::tempdir().unwrap();
    let out = sample::cluster(room.path(), sample::FEED, &["--level", "copies"]);
    let before = sample::lines(&out, "memberships.jsonl");
    // No file may grow beyond one block; the signal that would say so is ignored.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" cluster feed.jsonl -q -o out";
    let output = Command::new("bash")
        .args(["-c", script])
        .arg(cargo_bin!("samestory"))
        .current_dir(room.path())
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.starts_with("error: out/"), "{message}");
    assert!(message.contains("File too large"), "{message}");
    assert_eq!(sample::lines(&out, "memberships.jsonl"), before);
    assert_eq!(names(room.path()), ["feed.jsonl", "out"]);
    assert!(names(&out).iter().all(|name| !name.starts_with('.')));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_stdout_is_a_failure() {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("feed.jsonl"), sample::FEED).unwrap();
    let output = Command::new(cargo_bin!("samestory"))
        .args(["cluster", "feed.jsonl", "-q"])
        .current_dir(room.path())
        .stdout(fs::File::create("/dev/full").unwrap())
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("No space left"), "{message}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_interrupt_leaves_nothing_half_written() {
    // A run that waits for more input, and one that has far too much to write.
    interrupted(&["cluster", "-", "-o", "out"]);
    interrupted(&["generate", "--articles", "100000000", "-o", "news.jsonl"]);
}

#[cfg(target_os = "linux")]
fn interrupted(arguments: &[&str]) {
    let room = tempfile::tempdir().unwrap();
    let mut child = Command::new("env")
        .arg("--default-signal=HUP,INT")
        .arg(cargo_bin!("samestory"))
        .args(arguments)
        .current_dir(room.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Whoever reads no input has closed it by now, or not; either is well.
    let _ = stdin.write_all(sample::FEED.as_bytes());
    wait_until(|| !names(room.path()).is_empty());
    std::thread::sleep(Duration::from_millis(100));
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(room.path()), [] as [&str; 0]);
}

#[test]
#[cfg(unix)]
fn written_files_get_the_permissions_that_any_new_file_gets() {
    use std::os::unix::fs::PermissionsExt;
    let room = tempfile::tempdir().unwrap();
    let mode = |name: &str| {
        let file = fs::metadata(room.path().join(name)).unwrap();
        file.permissions().mode()
    };
    fs::write(room.path().join("any"), "").unwrap();
    sample::cluster(room.path(), sample::FEED, &[]);
    sample::samestory(room.path())
        .args(["dedup", "feed.jsonl", "-o", "fresh.jsonl"])
        .assert()
        .success();
    for name in ["out/events.jsonl", "out/run.json", "fresh.jsonl"] {
        assert_eq!(mode(name), mode("any"), "{name}");
    }
}

fn spawn(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(cargo_bin!("samestory"))
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn wait_until(ready: impl Fn() -> bool) {
    let start = Instant::now();
    while !ready() {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "nothing happened"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Names in a folder, hidden ones included.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
#[cfg(unix)]
fn a_folder_for_standard_input_is_an_error_that_names_it() {
    let room = tempfile::tempdir().unwrap();
    for args in [&["dedup"][..], &["dedup", "--strict"]] {
        let output = Command::new(cargo_bin!("samestory"))
            .args(args)
            .stdin(fs::File::open(room.path()).unwrap())
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.starts_with("error: -: "), "{message}");
    }
}
