//! No file needs, by whatever way, one that needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::imports::Imports;
use crate::sample::root;

/// Circles that are still there, each with its files in order. What is mended is taken off the list;
/// nothing is added.
const KNOWN: &[&[&str]] = &[];

#[test]
fn no_files_import_one_another_in_a_circle() {
    let imports = Imports::read(&root());
    let imports = imports.of_files();
    assert!(imports.len() > 100, "the sources were not found");
    let found: Vec<String> = circles(&imports)
        .iter()
        .filter(|circle| !KNOWN.iter().any(|known| circle.iter().eq(*known)))
        .map(|circle| told(circle, &imports))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    for known in KNOWN {
        let files = |circle: &BTreeSet<&str>| circle.iter().eq(*known);
        assert!(
            circles(&imports).iter().any(files),
            "{known:?} is mended: take it off the list"
        );
    }
}

/// The largest sets of files of which each needs all others; one file alone is none.
fn circles<'a>(imports: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<BTreeSet<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|&file| (file, reached(file, imports)))
        .collect();
    let circle = |file: &str| -> BTreeSet<&str> {
        let others = reached[file].iter().copied();
        others
            .filter(|&other| reached[other].contains(file))
            .collect()
    };
    let circles = imports.keys().map(|&file| circle(file));
    circles.filter(|circle| circle.len() > 1).collect()
}

/// All files that one needs.
fn reached<'a>(file: &'a str, imports: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![file];
    while let Some(file) = waiting.pop() {
        waiting.extend(imports[file].iter().filter(|&&other| reached.insert(other)));
    }
    reached
}

/// The imports that make a circle, one a line.
fn told(circle: &BTreeSet<&str>, imports: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let mut told = String::from("a circle:");
    for &file in circle {
        for other in imports[file].iter().filter(|other| circle.contains(*other)) {
            write!(told, "\n  {file} imports {other}").unwrap();
        }
    }
    told
}

#[test]
fn a_circle_is_found_whatever_leads_into_it_and_out_of_it() {
    let imports = [
        ("a", ["b"].as_slice()),
        ("b", &["c", "e"]),
        ("c", &["d"]),
        ("d", &["b"]),
        ("e", &["f"]),
        ("f", &[]),
    ];
    let imports = imports.map(|(file, others)| (file, others.iter().copied().collect()));
    let found = circles(&imports.into());
    assert_eq!(found, [["b", "c", "d"].into()].into());
}
