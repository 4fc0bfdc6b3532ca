//! What every folder promises, checked: nothing is missing without being declared, nothing stands
//! twice, all is written in one way.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use unicode_normalization::is_nfc;

use super::lists::{FILES, Form, LISTS, heading};
use super::{LANGUAGES, Language};

/// What about.txt may say of the writing; an empty value may be left out.
const WRITING: &[(&str, &[&str])] = &[
    ("told by", &["words", ""]),
    ("decimal", &["point", "comma"]),
    ("capitals", &["names", "nouns", "none"]),
    ("apostrophe", &["possessive", "elision", "suffix", "joins"]),
    ("umlauts", &["digraphs", ""]),
    ("small i", &["dotless", ""]),
    ("numbers", &["spaced", ""]),
    ("days", &["alone", ""]),
];

#[test]
fn every_folder_is_registered_and_holds_the_files_of_the_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/languages");
    let folders: BTreeSet<String> = fs::read_dir(&folder)
        .expect("the folder of languages")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|path| {
            path.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let registered: Vec<&str> = LANGUAGES.iter().map(|language| language.code).collect();
    assert!(
        folders.iter().eq(&registered),
        "add each folder of src/languages to LANGUAGES in src/languages/mod.rs, in order: {folders:?}"
    );
    for code in folders {
        let known = FILES
            .iter()
            .chain(&["cases"])
            .map(|file| format!("{file}.txt"));
        let known: BTreeSet<String> = known.collect();
        let found = fs::read_dir(folder.join(&code)).expect("the folder of a language");
        let found = found.map(|entry| entry.expect("an entry").file_name());
        let found: BTreeSet<String> = found
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        assert_eq!(found, known, "files of {code}");
    }
}

#[test]
fn every_list_is_there_or_declared_empty() {
    for (language, file, text) in files() {
        let headings: Vec<(&str, bool)> = text.lines().filter_map(heading).collect();
        let known = LISTS.iter().filter(|(of, ..)| *of == file);
        let names: Vec<&str> = headings.iter().map(|(name, _)| *name).collect();
        assert!(
            names.iter().copied().eq(known.map(|(_, name, _)| *name)),
            "{language}/{file}.txt has other lists, or in another order, than lists.rs says: {names:?}"
        );
        for (name, declared_empty) in headings {
            let empty =
                super::lists::lines(text, name).is_none_or(|mut lines| lines.next().is_none());
            assert_eq!(
                empty, declared_empty,
                "{language}/{file}.txt: write `[{name}] -` if the language has none"
            );
        }
        let lost = text.lines().take_while(|line| heading(line).is_none());
        assert!(
            lost.clone()
                .all(|line| line.is_empty() || line.starts_with('#')),
            "{language}/{file}.txt begins with lines that belong to no list"
        );
    }
}

#[test]
fn words_stand_once_in_order_composed_and_small() {
    for (language, file, text) in files() {
        assert!(is_nfc(text), "{language}/{file}.txt is not in NFC");
        for &(_, list, form) in LISTS.iter().filter(|(of, ..)| *of == file) {
            let place = format!("{language}/{file}.txt [{list}]");
            let lines: Vec<&str> = super::lists::lines(text, list).expect(list).collect();
            let rows = || {
                let row = |line: &&'static str| line.split_once(" = ").expect(&place);
                lines.iter().map(row)
            };
            match form {
                Form::Words => {
                    let words = lines.iter().flat_map(|line| line.split(' '));
                    is_sorted(words, &place);
                }
                Form::Lines => is_sorted(lines.iter().copied(), &place),
                Form::Rows => {
                    let keys = rows().map(|(key, _)| (key.len(), key));
                    let number = |(_, key): &(usize, &str)| key.bytes().all(|b| b.is_ascii_digit());
                    let (numbers, names): (Vec<_>, Vec<_>) = keys.partition(number);
                    assert!(numbers.is_sorted(), "{place}: rows out of order");
                    is_sorted(names.into_iter().map(|(_, name)| name), &place);
                    if list == "writing" {
                        continue;
                    }
                    rows().for_each(|(_, words)| is_sorted(words.split(' '), &place));
                    let mut seen = BTreeSet::new();
                    for word in rows().flat_map(|(_, words)| words.split(' ')) {
                        assert!(seen.insert(word), "{place}: {word} stands twice");
                    }
                }
                Form::Named => {
                    let keys: Vec<String> = rows().map(|(key, _)| key.to_lowercase()).collect();
                    assert!(keys.is_sorted(), "{place}: rows out of order");
                    for (_, names) in rows() {
                        let names: Vec<&str> = names.split(", ").collect();
                        assert!(names.is_sorted(), "{place}: {names:?} out of order");
                        let small = |name: &&str| **name == name.to_lowercase();
                        assert!(
                            list == "marks" || names.iter().all(small),
                            "{place}: {names:?}"
                        );
                    }
                }
            }
        }
    }
}

fn is_sorted<'w>(words: impl Iterator<Item = &'w str>, place: &str) {
    let words: Vec<&str> = words.collect();
    for pair in words.windows(2) {
        assert!(
            pair[0] < pair[1],
            "{place}: {} stands behind {}, or twice",
            pair[1],
            pair[0]
        );
    }
    for word in words {
        let small: String = word.chars().flat_map(char::to_lowercase).collect();
        assert!(
            !word.is_empty() && word == small,
            "{place}: {word:?} is not in small letters"
        );
    }
}

#[test]
fn all_months_and_weekdays_are_there_unless_none_is() {
    for language in &LANGUAGES {
        for (list, last) in [("months", 12), ("weekdays", 7)] {
            let keys: Vec<&str> = language.rows(list).map(|(key, _)| key).collect();
            let expected: Vec<String> = (1..=last).map(|number| number.to_string()).collect();
            assert!(
                keys.is_empty() || keys.iter().eq(&expected),
                "{} {list}: {keys:?}",
                language.code
            );
        }
    }
}

#[test]
fn numbers_are_numbers_and_the_writing_is_known() {
    for language in &LANGUAGES {
        for list in ["cardinals", "ordinals", "powers"] {
            for (key, _) in language.rows(list) {
                assert!(
                    key.parse::<u16>().is_ok(),
                    "{} {list}: {key}",
                    language.code
                );
            }
        }
        for (key, _) in language.rows("writing") {
            let known =
                WRITING.iter().any(|(known, _)| *known == key) || key == "name" || key == "letters";
            assert!(known, "{}: nothing is known of {key}", language.code);
        }
        for (key, values) in WRITING {
            let value = language.writing(key);
            assert!(
                values.contains(&value),
                "{}: {key} = {value}",
                language.code
            );
        }
        assert!(!language.writing("name").is_empty());
    }
}

/// Every file of every folder: code, file, text.
fn files() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let of = |language: &'static Language| {
        let files = FILES.iter().zip(language.files);
        files.map(|(file, text)| (language.code, *file, text))
    };
    LANGUAGES.iter().flat_map(of)
}
