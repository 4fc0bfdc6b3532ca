//! Writes down which spellings American English has otherwise, a line each, from what typos-vars knows. As its tables
//! of pointers they would be four times as large, and relocated whenever a program starts.

use std::{env, fs, io, path::Path};

use dictgen::{TrieChild, TrieNode};
use typos_vars::{Category, VARS, VariantsMap, corrections};

type Variants = &'static [(u8, &'static VariantsMap)];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut lines = String::new();
    spellings(VARS.root, "", &mut lines);
    #[expect(clippy::disallowed_methods, reason = "where cargo wants the file")]
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("american.tsv"), lines)
}

/// The spellings that begin with `start`.
fn spellings(node: &TrieNode<Variants>, start: &str, lines: &mut String) {
    if let Some(variants) = node.value {
        spelling(start, variants, lines);
    }
    match node.children {
        TrieChild::Nested(children) => {
            for (letter, child) in ('a'..='z').zip(children) {
                if let Some(child) = child {
                    spellings(child, &format!("{start}{letter}"), lines);
                }
            }
        }
        TrieChild::Flat(ends) => {
            for (end, variants) in ends.keys.iter().zip(ends.values) {
                spelling(&format!("{start}{}", end.0), variants, lines);
            }
        }
    }
}

fn spelling(word: &str, variants: Variants, lines: &mut String) {
    let american = corrections(Category::American, *variants[0].1);
    if let Some(first) = american.first()
        && !american.contains(&word)
    {
        lines.extend([word, "\t", first, "\n"]);
    }
}
