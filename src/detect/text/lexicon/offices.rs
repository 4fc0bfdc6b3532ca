//! What is known of the words of offices.

use super::writing::Writing;
use super::{Map, Set};
use crate::languages::Language;

/// What is known of the words of offices.
#[derive(Debug, Default)]
pub(crate) struct Offices {
    /// The full form of short ones.
    short: Map<&'static str>,
    /// Too many hold them.
    pub(crate) vague: Set,
    /// No part of the office.
    pub(crate) former: Set,
    /// Small they are adjectives or things.
    pub(crate) common: Set,
    /// What goes on behind "of".
    pub(crate) behind_of: Set,
    /// What makes it none.
    pub(crate) none: Set,
}

impl Offices {
    /// One form for the several of an office's word.
    pub(crate) fn full_form<'w>(&self, word: &'w str) -> &'w str {
        self.short.get(word).copied().unwrap_or(word)
    }
}

impl Offices {
    pub(super) fn new(language: &Language, writing: Writing) -> Self {
        let mut short = Map::default();
        for (full, words) in language.rows("short offices") {
            for form in words.split(' ').flat_map(|word| writing.forms(word)) {
                short.insert(form, full);
            }
        }
        Self {
            short,
            vague: writing.set(language, "vague offices"),
            former: writing.set(language, "former"),
            common: writing.set(language, "common offices"),
            behind_of: writing.set(language, "parts behind of"),
            none: writing.set(language, "no offices"),
        }
    }
}
