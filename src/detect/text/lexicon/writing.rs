//! How a language is written, and in which forms a word of its lists is met.

use super::Set;
use crate::detect::text::fold::{Fold, unaccented};
use crate::languages::Language;

/// How a language is written.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a habit of writing by itself"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Writing {
    /// A point parts the whole from its parts, a comma thousands.
    pub(crate) decimal_point: bool,
    /// Nouns have capitals, not only names.
    pub(crate) capital_nouns: bool,
    /// Umlauts are written out as two letters where there are none.
    pub(super) digraphs: bool,
    /// `ı` is the small form of `I`, and `i` that of `İ`.
    pub(crate) dotless: bool,
    /// Tens and ones in words stand side by side, with no hyphen.
    pub(crate) spaced_numbers: bool,
    /// A day of the month stands without its month.
    pub(crate) lone_days: bool,
    pub(crate) apostrophe: Apostrophe,
}

/// What an apostrophe between two letters parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Apostrophe {
    /// Nothing: it is a letter of the word.
    #[default]
    Joins,
    /// A word and the `s` of its possessive.
    Possessive,
    /// An article without its vowel and a word.
    Elision,
    /// A name and its ending.
    Suffix,
}

impl Writing {
    pub(super) fn of(language: &Language) -> Self {
        Self {
            decimal_point: language.writing("decimal") == "point",
            capital_nouns: language.writing("capitals") == "nouns",
            digraphs: language.writing("umlauts") == "digraphs",
            dotless: language.writing("small i") == "dotless",
            spaced_numbers: language.writing("numbers") == "spaced",
            lone_days: language.writing("days") == "alone",
            apostrophe: match language.writing("apostrophe") {
                "possessive" => Apostrophe::Possessive,
                "elision" => Apostrophe::Elision,
                "suffix" => Apostrophe::Suffix,
                _ => Apostrophe::Joins,
            },
        }
    }

    /// Each form in which a word is met: folded; and without its accents, which transmission may
    /// lose, or with its umlauts written out.
    pub(super) fn forms(self, word: &str) -> impl Iterator<Item = Box<str>> {
        let written = Fold::new().written(word).to_owned();
        let other = if self.digraphs && written.contains(['ä', 'ö', 'ü']) {
            written
                .replace('ä', "ae")
                .replace('ö', "oe")
                .replace('ü', "ue")
        } else {
            unaccented(&written).into_owned()
        };
        let other = (other != written).then_some(other);
        [Some(written), other]
            .into_iter()
            .flatten()
            .map(String::into_boxed_str)
    }

    /// The words of a list in each of their forms.
    pub(super) fn set(self, language: &Language, list: &str) -> Set {
        language
            .words(list)
            .flat_map(|word| self.forms(word))
            .collect()
    }
}
