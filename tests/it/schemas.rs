//! Every line that the program writes follows the schema that it ships.

use std::path::Path;

use jsonschema::Validator;
use samestory::run::ResultFile;
use samestory_cli::write::SCHEMAS;
use serde_json::Value;

use crate::sample;

#[test]
fn every_record_of_an_output_folder_follows_its_schema() {
    let room = tempfile::tempdir().unwrap();
    let feed = format!("{}no record\n", sample::FEED);
    std::fs::write(room.path().join("feed.jsonl"), feed).unwrap();
    sample::samestory(room.path())
        .args(["cluster", "feed.jsonl", "-o", "out"])
        .assert()
        .code(3);
    let wrong = violations(&room.path().join("out"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn memberships_on_stdout_follow_the_same_schema_as_those_in_the_folder() {
    let room = tempfile::tempdir().unwrap();
    let out = sample::cluster(room.path(), sample::FEED, &[]);
    let stdout = sample::samestory(room.path())
        .args(["cluster", "feed.jsonl", "-q"])
        .assert()
        .success();
    let stdout = String::from_utf8(stdout.get_output().stdout.clone()).unwrap();
    let printed: Vec<_> = stdout.lines().collect();
    assert_eq!(printed, sample::lines(&out, "memberships.jsonl"));
}

#[test]
fn the_schemas_refuse_a_record_with_a_field_missing_or_too_many() {
    for schema in SCHEMAS {
        let validator = validator(schema.text);
        let text: Value = serde_json::from_str(schema.text).unwrap();
        assert!(
            !validator.is_valid(&serde_json::json!({})),
            "{}",
            schema.name
        );
        assert_eq!(text["additionalProperties"], false, "{}", schema.name);
    }
}

/// What does not follow its schema, and files without any record to check.
fn violations(folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in ResultFile::ALL {
        let Some(schema) = SCHEMAS.iter().find(|schema| schema.file == file.name()) else {
            assert_eq!(
                file,
                ResultFile::Report,
                "every other file is made of records"
            );
            continue;
        };
        let validator = validator(schema.text);
        let records = if schema.file == "run.json" {
            vec![std::fs::read_to_string(folder.join(schema.file)).unwrap()]
        } else {
            sample::lines(folder, schema.file)
        };
        if records.is_empty() {
            wrong.push(format!("{} is empty: nothing was checked", schema.file));
        }
        for (record, number) in records.iter().zip(1..) {
            let value: Value = serde_json::from_str(record).unwrap();
            for error in validator.iter_errors(&value) {
                let at = error.instance_path();
                wrong.push(format!("{}:{number}: {error} at `{at}`", schema.file));
            }
        }
    }
    wrong
}

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}
