//! The commands of the README and of `docs/results.md` print what these say; `SNAPSHOTS=overwrite`
//! writes what they print into them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use snapbox::{Assert, Data};

use crate::sample;

/// What begins a block with a command and its output.
const COMMAND: &str = "```console\n$ samestory ";

/// The pages, in the order in which their commands are run: one folder for all.
const PAGES: [&str; 2] = ["README.md", "docs/results.md"];

#[test]
fn every_command_of_the_readme_prints_what_it_says() {
    let root = sample::root();
    let room = tempfile::tempdir().unwrap();
    copy(&root.join("corpus"), &room.path().join("corpus"));
    let mut commands = 0;
    for page in PAGES {
        let path = root.join(page);
        let text = fs::read_to_string(&path).unwrap();
        let mut blocks = text.split(COMMAND);
        let mut actual = blocks.next().unwrap().to_owned();
        for block in blocks {
            let (block, after) = block.split_once("```").unwrap();
            let (command, expected) = block.split_once('\n').unwrap();
            let printed = run(room.path(), command, expected);
            write!(actual, "{COMMAND}{command}\n{printed}```{after}").unwrap();
            commands += 1;
        }
        Assert::new()
            .normalize_paths(false)
            .action_env("SNAPSHOTS")
            .eq(actual, Data::read_from(&path, None));
    }
    assert!(commands >= 3, "the commands were not found");
}

/// What the command prints, results first; time and memory, which differ between machines, as expected.
fn run(folder: &Path, command: &str, expected: &str) -> String {
    let output = sample::samestory(folder)
        .args(command.split_whitespace())
        .output()
        .unwrap();
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let is_time = |line: &&str| line.starts_with("time ");
    let time = expected.lines().find(is_time);
    let lines = printed.lines().map(|line| match time {
        Some(time) if is_time(&line) => time,
        _ => line,
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
