//! What each language of news brings: one folder a language, of lists that need no Rust.
//!
//! In: the text files of the folders beside this file. Out: a [`Language`] and its lists by name.
//! Promise: the lists are taken as they are written; who compares folded words folds them.
//! `docs/languages.md` says how to add one. Cost: one pass over a small file a list, so whoever
//! needs a list often builds a table of it once.

mod lists;

#[cfg(test)]
mod checks;

/// A language: its ISO 639-1 code and its files, one for each of [`lists::FILES`].
#[derive(Debug)]
pub(crate) struct Language {
    /// Its folder, too.
    pub(crate) code: &'static str,
    files: [&'static str; lists::FILES.len()],
    #[cfg(test)]
    cases: &'static str,
}

/// The files of a folder, in the order of [`lists::FILES`].
macro_rules! language {
    ($code:literal) => {
        Language {
            code: $code,
            files: [
                include_str!(concat!($code, "/about.txt")),
                include_str!(concat!($code, "/calendar.txt")),
                include_str!(concat!($code, "/numbers.txt")),
                include_str!(concat!($code, "/words.txt")),
                include_str!(concat!($code, "/idioms.txt")),
                include_str!(concat!($code, "/page.txt")),
                include_str!(concat!($code, "/agencies.txt")),
            ],
            #[cfg(test)]
            cases: include_str!(concat!($code, "/cases.txt")),
        }
    };
}

/// Every language that has a folder, by code.
pub(crate) static LANGUAGES: [Language; 15] = [
    language!("ar"),
    language!("de"),
    language!("en"),
    language!("es"),
    language!("fr"),
    language!("hi"),
    language!("it"),
    language!("ja"),
    language!("nl"),
    language!("pl"),
    language!("pt"),
    language!("ru"),
    language!("tr"),
    language!("uk"),
    language!("zh"),
];

/// The place of a language in [`LANGUAGES`], by code.
pub(crate) fn place(code: &str) -> Option<usize> {
    LANGUAGES.iter().position(|known| known.code == code)
}

impl Language {
    /// The words of a list.
    pub(crate) fn words(&self, list: &str) -> impl Iterator<Item = &'static str> {
        self.lines(list).flat_map(str::split_whitespace)
    }

    /// The lines of a list, each a phrase.
    pub(crate) fn lines(&self, list: &str) -> impl Iterator<Item = &'static str> {
        let found = self.files.iter().find_map(|file| lists::lines(file, list));
        found.into_iter().flatten()
    }

    /// What stands before and behind the first equals sign of each line.
    pub(crate) fn rows(&self, list: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let rows = self.lines(list).filter_map(|line| line.split_once('='));
        rows.map(|(key, values)| (key.trim(), values.trim()))
    }

    /// The lines of a list of cases.
    #[cfg(test)]
    pub(crate) fn cases(&self, list: &str) -> impl Iterator<Item = &'static str> {
        lists::lines(self.cases, list).into_iter().flatten()
    }

    /// How the language is written: the value of a line of the list `writing`.
    pub(crate) fn writing(&self, key: &str) -> &'static str {
        self.rows("writing")
            .find_map(|(known, value)| (known == key).then_some(value))
            .unwrap_or_default()
    }
}

/// The lines of a list of every language.
pub(crate) fn lines(list: &str) -> impl Iterator<Item = &'static str> {
    LANGUAGES
        .iter()
        .flat_map(move |language| language.lines(list))
}

/// The words of a list of every language.
pub(crate) fn words(list: &str) -> impl Iterator<Item = &'static str> {
    LANGUAGES
        .iter()
        .flat_map(move |language| language.words(list))
}
