//! The layers: who imports from whom, checked against the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use imports::Imports;

use crate::sample::root;

mod circles;
mod imports;

/// A part of the library and the other parts that it may import.
type Table = &'static [(&'static str, &'static [&'static str])];

/// Folders, and who of their parts may import from whom.
const TABLES: &[(&str, Table)] = &[
    ("src", LIBRARY),
    ("src/detect", DETECT),
    ("src/detect/copies", COPIES),
    ("src/detect/events", EVENTS),
    ("crates/samestory-cli/src", PROGRAM),
    ("crates/samestory-bench/src", BENCH),
];

/// Parts of the library `src`: `detect` knows the vocabulary only.
const LIBRARY: Table = &[
    ("languages", &[]),
    ("time", &["error", "languages", "numerals"]),
    ("error", &[]),
    ("article", &["error", "time"]),
    ("config", &["error"]),
    ("corrections", &["article", "error"]),
    ("detection", &["corrections", "time"]),
    (
        "run",
        &["article", "config", "corrections", "cut", "detection"],
    ),
    ("numerals", &[]),
    ("cut", &[]),
    ("detect", VOCABULARY),
];

const VOCABULARY: &[&str] = &[
    "article",
    "config",
    "corrections",
    "cut",
    "detection",
    "error",
    "languages",
    "numerals",
    "run",
    "time",
];

/// Parts of the members around the library: reading and writing never meet, but above them.
const PROGRAM: Table = &[
    ("address", &[]),
    ("line", &[]),
    ("read", &["address", "line"]),
    ("write", &[]),
    ("shown", &[]),
    ("reasons", &["line", "shown"]),
    ("repeats", &["read", "write"]),
];
const BENCH: Table = &[("evaluate", &[]), ("generate", &[])];

/// Parts of `src/detect`, in data order: a stage knows earlier stages only.
const DETECT: Table = &[
    ("structures", &[]),
    ("text", &[]),
    ("phrases", &["text"]),
    ("roster", &[]),
    ("lead", &["roster"]),
    ("structures", &["roster"]),
    ("candidates", &["roster"]),
    (
        "copies",
        &["structures", "text", "roster", "lead", "candidates"],
    ),
    ("events", &["structures", "text", "roster", "copies"]),
    ("sink", &[]),
    ("assemble", BEFORE_COMPARE),
    ("compare", BEFORE_COMPARE.split_at(1).1),
];

/// Phases of the event layer, in data order: each knows those before it.
const EVENTS: Table = &[
    ("profile", &[]),
    ("candidates", &["profile"]),
    ("score", &["profile", "candidates"]),
    ("group", &["profile", "candidates", "score"]),
    ("storyline", &["profile", "score", "group"]),
    ("explain", &["profile", "score"]),
];

/// Phases of `src/detect/copies`, in data order.
const COPIES: Table = &[
    ("overlap", &[]),
    ("scan", &["overlap"]),
    ("candidates", &["overlap", "scan"]),
    ("compare", &["overlap", "scan", "candidates"]),
    ("families", &["overlap", "scan", "candidates", "compare"]),
    (
        "parts",
        &["overlap", "scan", "candidates", "compare", "families"],
    ),
];

/// All parts but `compare`, which hands no records to a `sink`.
const BEFORE_COMPARE: &[&str] = &[
    "sink",
    "structures",
    "phrases",
    "text",
    "roster",
    "lead",
    "candidates",
    "copies",
    "events",
    "assemble",
];

#[test]
fn modules_import_only_the_layers_below_them() {
    let imports = Imports::read(&root());
    let imports = imports.of_files();
    let wrong: Vec<String> = TABLES
        .iter()
        .flat_map(|(folder, table)| violations(folder, table, &imports))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_program_uses_only_what_the_library_makes_public() {
    for file in Imports::read(&root()).of_files().into_keys() {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(
            !file.starts_with("crates/samestory-cli/src/bin/")
                || !(text.contains("#[path") || text.contains("include!(")),
            "{file} takes in a file of the library"
        );
    }
}

#[test]
fn the_table_names_every_module() {
    for (folder, table) in TABLES {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_code = path.is_dir() || path.extension().is_some_and(|end| end == "rs");
            let is_module = is_code && !["lib", "mod", "bin"].contains(&name.as_str());
            assert!(
                !is_module || table.iter().any(|(module, _)| *module == name),
                "add {} to the tables in tests/it/layers",
                path.display()
            );
        }
    }
}

/// Every import between two parts of a folder that its table does not allow.
fn violations(folder: &str, table: Table, imports: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let part = |file: &str| {
        let inside = file.strip_prefix(folder)?.strip_prefix('/')?;
        let name = inside.split('/').next()?.trim_end_matches(".rs");
        table.iter().find(|(part, _)| *part == name)
    };
    let mut wrong = Vec::new();
    for (file, others) in imports {
        let Some((own, allowed)) = part(file) else {
            continue;
        };
        for other in others {
            let target = part(other).map(|(name, _)| name);
            if target.is_some_and(|name| name != own && !allowed.contains(name)) {
                wrong.push(format!("{file} may not import {other}"));
            }
        }
    }
    wrong
}
