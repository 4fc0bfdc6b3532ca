//! News agencies: whose texts other outlets print.
//!
//! In: words as they stand in a text. Out: the agency that they name. Each language brings those
//! of its countries, with the marks they sign with (in this case only) and their names; in a text of
//! any language all are known. Cost: one look-up.

use std::sync::LazyLock;

use ahash::{AHashMap, AHashSet};

use crate::detect::text::{normalise, unaccented};
use crate::languages::{self, LANGUAGES};

/// Words of the longest name.
pub(crate) const LONGEST_NAME: usize = 4;

static AGENCIES: LazyLock<Agencies> = LazyLock::new(Agencies::new);

#[derive(Debug, Default)]
struct Agencies {
    marks: AHashMap<&'static str, &'static str>,
    /// By the name without accents, words apart by one space.
    names: AHashMap<String, &'static str>,
    /// Words, in small letters, with which a name or mark may begin.
    first_words: AHashSet<String>,
    /// Folded words that stand in datelines: names and marks of one word, and broadcasters.
    in_datelines: AHashSet<String>,
}

impl Agencies {
    fn new() -> Self {
        let mut agencies = Self::default();
        for (agency, mark) in rows("marks") {
            agencies.marks.insert(mark, agency);
            let lower = mark.to_lowercase();
            agencies.first_words.insert(unaccented(&lower).into_owned());
            agencies.in_datelines.insert(lower);
        }
        for (agency, name) in rows("names") {
            agencies.names.insert(unaccented(name).into_owned(), agency);
            agencies.first_words.extend(
                name.split(' ')
                    .next()
                    .map(|word| unaccented(word).into_owned()),
            );
            agencies.in_datelines.insert(name.to_owned());
        }
        let broadcasters = languages::words("broadcasters").map(str::to_owned);
        agencies.in_datelines.extend(broadcasters);
        agencies
    }
}

/// Each agency with each of its marks or names.
fn rows(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = LANGUAGES
        .iter()
        .flat_map(move |language| language.rows(list));
    rows.flat_map(|(agency, names)| names.split(", ").map(move |name| (agency, name)))
}

/// Whether a word may be the first of a name; nearly every word of a text may not.
pub(crate) fn begins_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    AGENCIES.first_words.contains(unaccented(&lower).as_ref())
}

/// The agency that some words in a row name, as they stand in the text.
pub(crate) fn named(words: &[&str]) -> Option<&'static str> {
    let mark = match words {
        [word] => AGENCIES.marks.get(word),
        _ => None,
    };
    let name = || {
        let lower = words.join(" ").to_lowercase();
        AGENCIES.names.get(unaccented(&lower).as_ref())
    };
    mark.or_else(name).copied()
}

/// Whether a folded word alone stands for an agency or broadcaster in datelines.
pub(crate) fn is_in_datelines(folded: &str) -> bool {
    AGENCIES.in_datelines.contains(folded)
}

/// Whether a character begins an agency's name in a script that puts no spaces between words.
pub(crate) fn begins_unspaced(line: &str) -> bool {
    static FIRST: LazyLock<AHashSet<char>> = LazyLock::new(|| {
        let first = rows("names").filter_map(|(_, name)| name.chars().next());
        first
            .filter(|&c| normalise::unspaced(c).is_some())
            .collect()
    });
    line.chars().next().is_some_and(|c| FIRST.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_known_by_mark_and_by_name() {
        assert_eq!(named(&["AP"]), Some("AP"));
        assert_eq!(named(&["ap"]), None, "a mark has its case");
        assert_eq!(named(&["ASSOCIATED", "PRESS"]), Some("AP"));
        assert_eq!(named(&["Australian", "Associated", "Press"]), Some("AAP"));
        assert_eq!(named(&["reuters"]), Some("Reuters"));
        assert_eq!(named(&["Press"]), None);
        assert_eq!(named(&[]), None);
    }

    #[test]
    fn every_name_and_mark_begins_with_a_word_that_may_begin_one() {
        for (agency, name) in rows("marks").chain(rows("names")) {
            let words: Vec<&str> = name.split(' ').collect();
            assert_eq!(named(&words), Some(agency), "{name}");
            assert!(begins_name(words[0]) && begins_name(&words[0].to_uppercase()));
        }
        assert!(!begins_name("council") && !begins_name(""));
    }

    #[test]
    fn no_name_is_longer_than_stated() {
        let words = |(_, name): (_, &str)| name.split(' ').count();
        assert_eq!(rows("names").map(words).max(), Some(LONGEST_NAME));
    }
}
