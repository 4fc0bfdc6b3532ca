//! Names of the months, as dates of feeds have them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::languages::LANGUAGES;

/// Names and abbreviations of each month, with and without accents, in every language that has a
/// folder, and in some that have none yet.
static MONTHS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let rows = LANGUAGES
        .iter()
        .flat_map(|language| language.rows("months"));
    let months = rows.filter_map(|(month, names)| Some((names, month.parse().ok()?)));
    let more = MORE.iter().copied();
    let named = months.chain(more);
    named
        .flat_map(|(names, month)| names.split(' ').map(move |name| (name, month)))
        .collect()
});

/// Swedish, Danish, Polish and Ukrainian, and what is left of names without their accents.
const MORE: [(&str, i8); 12] = [
    ("januari januar stycznia sty січня січ", 1),
    ("fevrier fevr februari februar lutego lut лютого лют", 2),
    ("mars maerz marts marca березня бер", 3),
    ("april kwietnia kwi квітня квіт", 4),
    ("maj maja травня трав", 5),
    ("juni czerwca cze червня черв", 6),
    ("juli lipca lip липня лип", 7),
    ("aout augusti august sierpnia sie серпня серп", 8),
    ("september września wrz вересня вер", 9),
    ("oktober października paź жовтня жовт", 10),
    ("november listopada lis листопада лист", 11),
    ("decembre december grudnia gru грудня груд", 12),
];

/// The month, 1 to 12, of a name in small letters.
pub(super) fn number(name: &str) -> Option<i8> {
    MONTHS.get(name).copied()
}
