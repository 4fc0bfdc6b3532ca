//! The layer table, checked against the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::sample::root;

/// A part of the library and the other parts that it may import.
type Table = &'static [(&'static str, &'static [&'static str])];

/// Parts of the library `src`: `detect` knows the vocabulary only.
const LIBRARY: Table = &[
    ("time", &["error"]),
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
    "numerals",
    "run",
    "time",
];

/// Parts of the members around the library: they never meet.
const AROUND: &[(&str, Table)] = &[
    ("crates/samestory-cli/src", &[("read", &[]), ("write", &[])]),
    (
        "crates/samestory-bench/src",
        &[("evaluate", &[]), ("generate", &[])],
    ),
];

/// Parts of `src/detect`, in data order: a stage knows earlier stages only.
const DETECT: Table = &[
    ("text", &[]),
    ("phrases", &["text"]),
    ("roster", &[]),
    ("lead", &["roster"]),
    ("candidates", &["roster"]),
    ("copies", &["text", "roster", "lead", "candidates"]),
    ("events", &["text", "roster", "candidates", "copies"]),
    ("sink", &[]),
    ("assemble", BEFORE_COMPARE),
    ("compare", BEFORE_COMPARE.split_at(1).1),
];

/// All parts but `compare`, which hands no records to a `sink`.
const BEFORE_COMPARE: &[&str] = &[
    "sink",
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
    let mut wrong = [
        violations("src", "crate::", LIBRARY),
        violations("src/detect", "crate::detect::", DETECT),
    ]
    .concat();
    for (folder, table) in AROUND {
        wrong.extend(violations(folder, "crate::", table));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_program_uses_only_what_the_library_makes_public() {
    for file in rust_files(&root().join("crates/samestory-cli/src/bin")) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            !text.contains("#[path") && !text.contains("include!("),
            "{} takes in a file of the library",
            file.display()
        );
    }
}

#[test]
fn the_table_names_every_module() {
    let tables = [("src", LIBRARY), ("src/detect", DETECT)];
    for &(folder, table) in tables.iter().chain(AROUND) {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_module = !["lib", "mod", "bin"].contains(&name.as_str());
            assert!(
                !is_module || table.iter().any(|(module, _)| *module == name),
                "add {} to the table in tests/it/layers.rs",
                path.display()
            );
        }
    }
}

/// Every line under `folder` that imports, by a path beginning with `prefix`, what its module
/// may not.
fn violations(folder: &str, prefix: &str, table: Table) -> Vec<String> {
    let homes = reexports(&root().join(folder));
    let mut wrong = Vec::new();
    for (module, allowed) in table {
        for file in rust_files(&root().join(folder).join(module)) {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                let mut targets = targets(line, prefix);
                if is_root(&file, module) {
                    targets.extend(self::targets(line, "super::"));
                }
                for target in targets {
                    let target = homes.get(&target).cloned().unwrap_or(target);
                    let known = table.iter().any(|(name, _)| *name == target);
                    if known && target != *module && !allowed.contains(&target.as_str()) {
                        wrong.push(format!(
                            "{}:{}: `{module}` may not import `{target}`",
                            file.display(),
                            number + 1
                        ));
                    }
                }
            }
        }
    }
    wrong
}

/// Whether the file is a module's root, where `super::` leads to its neighbours.
fn is_root(file: &Path, module: &str) -> bool {
    file.file_stem().is_some_and(|stem| stem == module)
        || file.ends_with(format!("{module}/mod.rs"))
}

/// Which module each name of `pub use module::{Name, ...}` in a folder's root file comes from.
fn reexports(folder: &Path) -> BTreeMap<String, String> {
    let roots = ["lib.rs", "mod.rs"].map(|name| folder.join(name));
    let root = roots.iter().find(|path| path.is_file()).unwrap();
    let mut homes = BTreeMap::new();
    for line in fs::read_to_string(root).unwrap().lines() {
        let Some((module, names)) = line
            .strip_prefix("pub use ")
            .and_then(|path| path.split_once("::"))
        else {
            continue;
        };
        for name in targets(&format!("::{names}"), "::") {
            homes.insert(name, module.to_owned());
        }
    }
    homes
}

/// The modules that a line names after `prefix`, also in a list: `crate::{error::Error, time}`.
fn targets(line: &str, prefix: &str) -> Vec<String> {
    let mut targets = Vec::new();
    for path in line.split(prefix).skip(1) {
        let listed = path
            .strip_prefix('{')
            .and_then(|list| list.split('}').next());
        for item in listed.unwrap_or(path).split(',') {
            let name = item
                .trim()
                .split(|c: char| !c.is_alphanumeric() && c != '_');
            targets.extend(name.take(1).map(str::to_owned));
            if listed.is_none() {
                break;
            }
        }
    }
    targets
}

/// The files of a module, given its path without extension: one file, or all under its folder.
fn rust_files(module: &Path) -> Vec<PathBuf> {
    let single = module.with_extension("rs");
    if single.is_file() {
        return vec![single];
    }
    let mut files = Vec::new();
    let mut folders = vec![module.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .unwrap_or_else(|e| panic!("{} is in the table: {e}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
