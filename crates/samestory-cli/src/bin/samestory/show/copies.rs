//! What the copy layer keeps of an article: shingles and sketch.

use samestory::detect::copies::Amount;
use samestory::detect::copies::shingle::{self, Shingler, to_set};
use samestory::detect::copies::sketch::sketch;
use samestory::{ArticleRef, Config};
use serde_json::{Value, json};

/// The distinct shingle hashes, sorted.
pub(super) fn shingles(article: ArticleRef<'_>, config: &Config) -> Value {
    let mut set = Vec::new();
    let shingled = Shingler::new(config.copies.profile, config.seed).shingle(article, &mut set);
    to_set(&mut set);
    json!({
        "id": article.id,
        "words": shingled.words,
        "shingled_by": match shingled.amount {
            Amount::Empty | Amount::Tiny => "whole text",
            Amount::Short => "characters",
            Amount::Full => "words",
        },
        "shingles": hexadecimal(&set),
    })
}

/// The slots that stand for the shingles when candidates are sought.
pub(super) fn slots(article: ArticleRef<'_>, config: &Config) -> Value {
    let set = shingle::set(article, config);
    json!({ "id": article.id, "shingles": set.len(), "slots": sketch(&set).as_slice() })
}

fn hexadecimal(hashes: &[u64]) -> Vec<String> {
    hashes.iter().map(|hash| format!("{hash:016x}")).collect()
}
