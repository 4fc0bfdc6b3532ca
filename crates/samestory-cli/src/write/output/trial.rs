//! Ends at every step of the moves, as a kill would, and what the next run makes of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::commit::{Act, Step, acts, commit};
use super::folder::OutputFolder;
use super::new_file::{NewFile, replace};
use super::staging::Staging;
use super::sweep::complete;
use samestory::run::{OUTPUT_SCHEMA, ResultFile, STAGING_OF_FOLDER};

const NAMES: [&str; 3] = ["events.jsonl", "report.html", "run.json"];

/// Files of a folder by name, without those of the program itself.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn write_result(destination: &Path, word: &str) {
    let folder = OutputFolder::create(destination).unwrap();
    folder.records(ResultFile::Events, &[word]).unwrap();
    folder.text(ResultFile::Report, word).unwrap();
    let run = json!({"schema": OUTPUT_SCHEMA, "word": word});
    folder.document(ResultFile::Run, &run).unwrap();
    folder.finish().unwrap();
}

/// Commits a new result without a report, makes so many moves, and ends.
fn end_after(moves: usize, destination: &Path) -> bool {
    let staging = destination.join(STAGING_OF_FOLDER);
    let staging = Staging::at(&staging)
        .unwrap()
        .unwrap()
        .with_files()
        .unwrap();
    fs::write(staging.files().join(NAMES[0]), "\"new\"\n").unwrap();
    let run = json!({"schema": OUTPUT_SCHEMA, "word": "new"});
    fs::write(staging.files().join(NAMES[2]), run.to_string()).unwrap();
    let [events, report, run] = NAMES.map(PathBuf::from);
    let steps = [Step::Move(events), Step::Remove(report), Step::Seal(run)];
    commit(&staging, &steps).unwrap();
    let acts = acts(&staging, &steps);
    let is_over = moves > acts.len();
    acts.iter().take(moves).for_each(|act| make(act, &[]));
    staging.release();
    is_over
}

fn make(act: &Act, held: &[Staging]) {
    act.make(held).unwrap();
}

#[test]
fn a_folder_is_completed_wherever_its_run_ended() {
    for moves in 0.. {
        let room = tempfile::tempdir().unwrap();
        let out = room.path().join("out");
        write_result(&out, "old");
        let is_over = end_after(moves, &out);
        let left = files(&out);
        if let Some(run) = left.get("run.json") {
            // What has a run record is one result.
            let is_new = run.contains("new");
            let other = if is_new { "\"new\"\n" } else { "\"old\"\n" };
            assert_eq!(left["events.jsonl"], other, "after {moves}");
            assert_eq!(left.contains_key("report.html"), !is_new);
        }
        complete(&out).unwrap();
        let now = files(&out);
        assert_eq!(now["events.jsonl"], "\"new\"\n");
        assert!(now["run.json"].contains("new"));
        assert!(!now.contains_key("report.html"));
        assert_eq!(fs::read_dir(&out).unwrap().count(), 2, "after {moves}");
        if is_over {
            break;
        }
    }
}

#[test]
fn the_next_run_completes_a_folder_before_it_begins_and_a_report_is_added_to_it() {
    for moves in [0, 2, 4] {
        let room = tempfile::tempdir().unwrap();
        let out = room.path().join("out");
        write_result(&out, "old");
        end_after(moves, &out);
        // A run that fails leaves the completed result.
        drop(OutputFolder::create(&out).unwrap());
        assert_eq!(files(&out)["events.jsonl"], "\"new\"\n");
        let folder = OutputFolder::amend(&out).unwrap();
        folder.text(ResultFile::Report, "page").unwrap();
        assert!(OutputFolder::create(&out).is_err());
        folder.finish().unwrap();
        assert_eq!(files(&out)["report.html"], "page");
        write_result(&out, "newer");
        assert_eq!(files(&out)["events.jsonl"], "\"newer\"\n");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 3);
    }
}

#[test]
fn files_that_appear_together_are_completed_from_the_folder_of_any() {
    for (place, committed) in [("one", true), ("two", true), ("one", false), ("two", false)] {
        for moved in [false, true] {
            let room = tempfile::tempdir().unwrap();
            let at = |name: &str| room.path().join(name);
            let staged = |folder: &str| {
                fs::create_dir(at(folder)).unwrap();
                fs::write(at(folder).join("file"), "old").unwrap();
                let staging = Staging::beside(&at(folder)).unwrap();
                fs::write(staging.files().join("file"), "new").unwrap();
                staging
            };
            let (first, second) = (staged("one"), staged("two"));
            second.follow(&first).unwrap();
            let steps = [
                Step::Move("file".into()),
                Step::Join(second.path().to_owned()),
            ];
            let held = [second];
            if committed {
                commit(&first, &steps).unwrap();
                if moved {
                    make(&acts(&first, &steps)[0], &held);
                }
            }
            first.release();
            for staging in held {
                staging.release();
            }
            // Something else is written beside one of them.
            replace(&at(place).join("other"), b"other").unwrap();
            let word = if committed { "new" } else { "old" };
            for folder in ["one", "two"] {
                assert_eq!(files(&at(folder))["file"], word, "{place}");
            }
            for folder in ["one", "two"] {
                replace(&at(folder).join("other"), b"other").unwrap();
                assert_eq!(fs::read_dir(at(folder)).unwrap().count(), 2);
            }
        }
    }
}

#[test]
fn what_dead_runs_left_goes_and_what_is_not_theirs_stays() {
    let room = tempfile::tempdir().unwrap();
    let at = |name: &str| room.path().join(name);
    let live = NewFile::create(&at("live")).unwrap();
    // As older versions left them: a folder, and a single file.
    fs::create_dir_all(at(".samestory-Ab12Cd/files")).unwrap();
    fs::write(at(".samestory-Ab12Cd/files/events.jsonl"), "").unwrap();
    fs::write(at(".samestory-x9Yz8w"), "").unwrap();
    fs::write(at(".samestory-config"), "mine").unwrap();
    fs::create_dir(at(".samestory-cache")).unwrap();
    fs::write(at(".samestory-cache/notes"), "mine").unwrap();
    replace(&at("page"), b"page").unwrap();
    live.finish().unwrap();
    let mut names: Vec<_> = fs::read_dir(room.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [".samestory-cache", ".samestory-config", "live", "page"]
    );
}
