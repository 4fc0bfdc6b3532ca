//! Names of the months and weekdays, as dates of feeds have them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::languages::{self, LANGUAGES};

/// Names and abbreviations of each month in every language that has a folder, and in Swedish and
/// Danish; some without their accents, too.
static MONTHS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let rows = LANGUAGES
        .iter()
        .flat_map(|language| language.rows("months"));
    let months = rows.filter_map(|(month, names)| Some((names, month.parse().ok()?)));
    let named = months.chain(MORE);
    named
        .flat_map(|(names, month)| names.split(' ').map(move |name| (name, month)))
        .collect()
});

const MORE: [(&str, i8); 8] = [
    ("januari januar", 1),
    ("fevrier fevr februari februar", 2),
    ("mars maerz marts", 3),
    ("april", 4),
    ("maj", 5),
    ("juni", 6),
    ("juli", 7),
    ("aout augusti august", 8),
];

/// Words that stand beside day, month and year.
static BESIDE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lists = ["of", "day endings", "day articles", "tails"];
    let weekdays = LANGUAGES
        .iter()
        .flat_map(|language| language.rows("weekdays"));
    let weekdays = weekdays.flat_map(|(_, names)| names.split(' '));
    lists
        .into_iter()
        .flat_map(languages::words)
        .chain(weekdays)
        .collect()
});

/// The month, 1 to 12, of a name in small letters.
pub(super) fn number(name: &str) -> Option<i8> {
    MONTHS.get(name).copied()
}

/// Whether a word in small letters says nothing more of a day: a weekday, "of", "in the year".
pub(super) fn is_beside(word: &str) -> bool {
    BESIDE.contains(word)
}
