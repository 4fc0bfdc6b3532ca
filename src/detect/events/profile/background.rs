//! How common words are in English news: what two articles alone cannot tell.
//!
//! In: a term, as [`crate::detect::text::Word::term`]. Out: the share of news articles that hold
//! it, 0 for a rare or foreign one. The table beside this file lists stems and articles in ten
//! thousand; `examples/background.rs` counts them, `corpus/README.md` says from what.
//!
//! It misleads where a feed's daily bread is rare elsewhere (`goalkeep` in a sports feed); the
//! feed's own counts are blended with it for that.

use std::sync::LazyLock;

use ahash::AHashMap;
use xxhash_rust::xxh3::xxh3_64;

static SHARES: LazyLock<AHashMap<u64, u16>> = LazyLock::new(|| rows().collect());

/// The share, 0 to 1, of English news articles in which a term stands.
pub fn share(term: u64) -> f64 {
    f64::from(SHARES.get(&term).copied().unwrap_or(0)) / 10_000.0
}

/// Term and articles in ten thousand.
fn rows() -> impl Iterator<Item = (u64, u16)> {
    include_str!("background.tsv").lines().filter_map(|line| {
        let (stem, count) = line.split_once('\t')?;
        Some((xxh3_64(stem.as_bytes()), count.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::stem::Terms;

    #[test]
    fn every_line_of_the_table_is_read_and_no_stem_stands_twice() {
        let lines = include_str!("background.tsv").lines().count();
        assert_eq!(SHARES.len(), lines);
        assert!(lines > 8_000);
        assert!(rows().all(|(_, count)| (1..=10_000).contains(&count)));
    }

    #[test]
    fn common_words_are_common_and_rare_ones_are_not() {
        let terms = Terms::new("en");
        let share = |word: &str| share(terms.term(word));
        assert!(share("government") > share("ferry"));
        assert!(share("year") > 0.3);
        assert!(share("ferry") > share("zhquorl"));
    }
}
