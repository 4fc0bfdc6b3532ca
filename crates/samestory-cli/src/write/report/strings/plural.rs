//! Which form of a word goes with a number.
//!
//! In: a language and a whole number. Out: the category of the Unicode plural rules. The browser's
//! own rules, which the page's script uses, are the same for these numbers (a test in the browser
//! compares). Source: Unicode CLDR, language plural rules, cardinals.

use serde::{Deserialize, Serialize};

use super::ReportLang;

/// A category of the Unicode plural rules, as the languages here have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::write::report) enum Plural {
    /// 1 article; in French also 0; in Russian also 21.
    One,
    /// In Russian 2 to 4, 22 to 24.
    Few,
    /// In Russian 0, 5 to 20, 25.
    Many,
    /// All others.
    Other,
}

impl Plural {
    pub(super) fn of(lang: ReportLang, number: usize) -> Self {
        match (lang, number) {
            (ReportLang::Ru, number) => Self::russian(number),
            (ReportLang::Zh, _) => Self::Other,
            (ReportLang::Fr, 0) | (_, 1) => Self::One,
            _ => Self::Other,
        }
    }

    fn russian(number: usize) -> Self {
        match (number % 10, number % 100) {
            (1, tens) if tens != 11 => Self::One,
            (2..=4, tens) if !(12..=14).contains(&tens) => Self::Few,
            _ => Self::Many,
        }
    }

    /// The forms that a language has for whole numbers.
    #[cfg(test)]
    pub(super) fn all(lang: ReportLang) -> Vec<Self> {
        let mut all: Vec<Self> = (0..200).map(|number| Self::of(lang, number)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
