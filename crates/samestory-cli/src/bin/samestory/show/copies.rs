//! What the copy layer keeps of an article: shingles and sketch.

use std::io::{self, Write};

use samestory::detect::copies::Amount;
use samestory::detect::copies::shingle::{self, Shingler, to_set};
use samestory::detect::copies::sketch::sketch;
use samestory::{ArticleRef, Config};
use samestory_cli::write;
use serde::Serialize;
use serde_json::json;

use super::List;

#[derive(Serialize)]
struct Shown<'a, L> {
    id: &'a str,
    shingled_by: &'static str,
    shingles: L,
    words: u32,
}

/// The distinct shingle hashes, sorted.
pub(super) fn shingles(
    article: ArticleRef<'_>,
    config: &Config,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut set = Vec::new();
    let shingled = Shingler::new(config.copies.profile, config.seed).shingle(article, &mut set);
    to_set(&mut set);
    let record = Shown {
        id: article.id,
        shingled_by: match shingled.amount {
            Amount::Empty | Amount::Tiny => "whole text",
            Amount::Short => "characters",
            Amount::Full => "words",
        },
        shingles: List(|| set.iter().map(|hash| format!("{hash:016x}"))),
        words: shingled.words,
    };
    write::lines(out, [record])
}

/// The slots that stand for the shingles when candidates are sought.
pub(super) fn slots(
    article: ArticleRef<'_>,
    config: &Config,
    out: &mut impl Write,
) -> io::Result<()> {
    let set = shingle::set(article, config);
    let slots = sketch(&set);
    let record = json!({ "id": article.id, "shingles": set.len(), "slots": slots.as_slice() });
    write::lines(out, [record])
}
