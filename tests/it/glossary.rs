//! The glossary leads to the files where its words live.

use std::fs;

use crate::sample::root;

#[test]
fn every_row_of_the_glossary_names_a_file_that_is_there() {
    let text = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let files: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_suffix("` |")?.rsplit_once('`'))
        .map(|(_, file)| file)
        .collect();
    assert!(files.len() > 30, "the rows were not found");
    for file in files {
        assert!(root().join(file).is_file(), "{file} is not there");
    }
}
