//! Kills at any moment: what is left is the old result or the new, or is completed by the next run.
//! `benches/kills` does the same at chosen system calls, a thousand times.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use snapbox::cmd::cargo_bin;

use crate::sample;

/// A command and the files by which its result is known.
struct Job {
    line: &'static str,
    results: &'static [&'static str],
    /// A file that is there only while a result is whole.
    seal: Option<&'static str>,
}

const JOBS: &[Job] = &[
    Job {
        line: "cluster FEED -q -o out --level copies",
        results: &[
            "out/memberships.jsonl",
            "out/articles.jsonl",
            "out/report.html",
        ],
        seal: Some("out/run.json"),
    },
    Job {
        line: "dedup FEED -q -o fresh.jsonl --removed deep/removed.jsonl",
        results: &["fresh.jsonl", "deep/removed.jsonl"],
        seal: None,
    },
];

/// Kills of each job, over the time that it takes.
const KILLS: u32 = 12;

#[test]
fn a_kill_leaves_the_old_result_or_the_new_or_what_the_next_run_completes() {
    let room = tempfile::tempdir().unwrap();
    let at = |name: &str| room.path().join(name);
    let half = sample::FEED.lines().count() / 2;
    let old: Vec<_> = sample::FEED.lines().take(half).collect();
    fs::write(at("old.jsonl"), old.join("\n") + "\n").unwrap();
    fs::write(at("new.jsonl"), sample::FEED).unwrap();
    fs::create_dir(at("deep")).unwrap();
    for job in JOBS {
        let run = |feed: &str| {
            let status = command(room.path(), job.line, feed).status().unwrap();
            assert!(status.success(), "{}", job.line);
            found(room.path(), job)
        };
        let new = run("new.jsonl");
        let start = std::time::Instant::now();
        let old = run("old.jsonl");
        let time = start.elapsed();
        assert_ne!(old, new);
        for kill in 0..KILLS {
            let mut child = command(room.path(), job.line, "new.jsonl").spawn().unwrap();
            // Later ones lie closer: results move to their place at the end.
            let share = f64::from(kill) / f64::from(KILLS - 1);
            std::thread::sleep(time.mul_f64(share.sqrt()));
            child.kill().unwrap();
            child.wait().unwrap();
            let left = found(room.path(), job);
            let is_sealed = job.seal.is_none_or(|seal| at(seal).exists());
            assert!(
                left == old || left == new || !is_sealed || committed(room.path()),
                "{}",
                job.line
            );
            assert_eq!(run("old.jsonl"), old);
            let hidden = hidden(room.path());
            assert!(hidden.is_empty(), "{hidden:?}");
        }
    }
    assert_eq!(fs::read_to_string(at("new.jsonl")).unwrap(), sample::FEED);
}

fn command(room: &Path, line: &str, feed: &str) -> Command {
    let mut command = Command::new(cargo_bin!("samestory"));
    command
        .args(line.replace("FEED", feed).split_whitespace())
        .current_dir(room)
        .stderr(Stdio::null());
    command
}

fn found(room: &Path, job: &Job) -> BTreeMap<&'static str, Vec<u8>> {
    let read = |name: &&'static str| Some((*name, fs::read(room.join(name)).ok()?));
    job.results.iter().filter_map(read).collect()
}

fn hidden(room: &Path) -> Vec<String> {
    walkdir::WalkDir::new(room)
        .into_iter()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| path.contains("/.samestory-"))
        .collect()
}

fn committed(room: &Path) -> bool {
    hidden(room).iter().any(|path| path.ends_with("/commit"))
}
