//! What is known of a language's words: months, weekdays, numbers, function words, offices.
//!
//! In: a language code. Out: its [`Lexicon`]; an unknown language has an empty one. The lists are
//! short and closed classes only; which words are common in a feed is for its own counts to say.
//! Cost: one hash lookup a word; tables are built once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{Fold, unaccented};

pub(crate) mod agencies;
mod english;
mod others;

/// What a lexicon knows of a word; several things may hold ("march", "second").
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sense {
    /// Month 1 to 12; 0 for no month.
    pub(crate) month: u8,
    /// Weekday, Monday = 1 to Sunday = 7; 0 for none.
    pub(crate) weekday: u8,
    /// Power of ten of "thousand", "million"; 0 for none.
    pub(crate) power: u8,
    /// A spelled-out number plus one; 0 for none.
    cardinal: u16,
    classes: u32,
}

impl Sense {
    /// Carries structure, hardly content ("the", "und").
    pub(crate) const FUNCTION: u32 = 1;
    /// Its point does not end a sentence ("Mr.").
    pub(crate) const ABBREVIATION: u32 = 1 << 1;
    /// An office that may stand alone ("premier").
    pub(crate) const ROLE: u32 = 1 << 2;
    /// Makes an office more precise ("vice", "foreign").
    pub(crate) const ROLE_PART: u32 = 1 << 3;
    /// Form of address ("Mr").
    pub(crate) const ADDRESS: u32 = 1 << 4;
    /// Lower-case part of a name ("de", "bin").
    pub(crate) const PARTICLE: u32 = 1 << 5;
    /// Head noun after which "of" continues a name ("Ministry of", "Bank of").
    pub(crate) const INSTITUTION: u32 = 1 << 6;
    /// People who are counted ("people", "women").
    pub(crate) const PEOPLE: u32 = 1 << 7;
    /// Being dead, or killing.
    pub(crate) const DEAD: u32 = 1 << 8;
    /// Being hurt, or hurting.
    pub(crate) const INJURED: u32 = 1 << 9;
    /// Being missing.
    pub(crate) const MISSING: u32 = 1 << 10;
    /// Being arrested, or arresting.
    pub(crate) const ARRESTED: u32 = 1 << 11;
    /// Noun of a numbered series ("week 5").
    pub(crate) const SERIES: u32 = 1 << 12;
    /// After it a capitalised name is a place ("in").
    pub(crate) const PLACE_PREPOSITION: u32 = 1 << 13;
    /// Ordinal number ("fourth"), its value in `cardinal`.
    pub(crate) const ORDINAL: u32 = 1 << 14;
    /// Written with a capital without naming anything ("I", nationalities stay names).
    pub(crate) const NOT_A_NAME: u32 = 1 << 15;
    /// Leads to a period or a number ("the weekend", "a week ago", "last month").
    pub(crate) const DETERMINER: u32 = 1 << 16;
    /// The day before the reference day.
    pub(crate) const YESTERDAY: u32 = 1 << 18;
    /// The reference day.
    pub(crate) const TODAY: u32 = 1 << 19;
    /// The day after the reference day.
    pub(crate) const TOMORROW: u32 = 1 << 20;
    /// A month or weekday name that is also a plain word or name ("May", "March", "Sun").
    pub(crate) const DOUBTFUL: u32 = 1 << 17;

    /// An article ("the", "eine").
    pub(crate) const ARTICLE: u32 = 1 << 21;
    /// Turns what is said around ("not", "never", "sans").
    pub(crate) const NEGATION: u32 = 1 << 22;

    /// Whether any of `classes` holds.
    pub(crate) fn is(self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    /// The spelled-out number.
    pub(crate) fn cardinal(self) -> Option<u16> {
        self.cardinal.checked_sub(1)
    }
}

/// A language's closed word classes.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    senses: HashMap<Box<str>, Sense, ahash::RandomState>,
}

impl Lexicon {
    /// What is known of a folded word; the empty sense when nothing is.
    pub(crate) fn sense(&self, word: &str) -> Sense {
        self.senses.get(word).copied().unwrap_or_default()
    }

    /// Changes what is known of a word, in each form in which it is met: folded; with the umlauts of
    /// German written out; without its accents, which transmission may lose.
    fn know(&mut self, word: &str, change: impl Fn(&mut Sense)) {
        let written = Fold::new().written(word).to_owned();
        let other = if written.contains(['ä', 'ö', 'ü']) {
            written
                .replace('ä', "ae")
                .replace('ö', "oe")
                .replace('ü', "ue")
        } else {
            unaccented(&written).into_owned()
        };
        if other != written {
            change(self.senses.entry(other.into()).or_default());
        }
        change(self.senses.entry(written.into()).or_default());
    }

    fn class(mut self, class: u32, words: &'static str) -> Self {
        for word in words.split_whitespace() {
            self.know(word, |sense| sense.classes |= class);
        }
        self
    }

    /// One group a month, January first, separated by `|`.
    fn months(mut self, names: &'static str) -> Self {
        for (month, group) in (1..).zip(names.split('|')) {
            for word in group.split_whitespace() {
                self.know(word, |sense| sense.month = month);
            }
        }
        self
    }

    /// One group a day, Monday first, separated by `|`.
    fn weekdays(mut self, names: &'static str) -> Self {
        for (weekday, group) in (1..).zip(names.split('|')) {
            for word in group.split_whitespace() {
                self.know(word, |sense| sense.weekday = weekday);
            }
        }
        self
    }

    /// Words for `first`, `first + step`, and so on, groups separated by `|`.
    fn cardinals(mut self, first: u16, step: u16, names: &'static str) -> Self {
        for (place, group) in (0..).zip(names.split('|')) {
            for word in group.split_whitespace() {
                self.know(word, |sense| sense.cardinal = first + place * step + 1);
            }
        }
        self
    }

    fn power(mut self, power: u8, words: &'static str) -> Self {
        for word in words.split_whitespace() {
            self.know(word, |sense| sense.power = power);
        }
        self
    }
}

/// Languages with a lexicon; [`of`] gives the empty one for any other.
pub(crate) const LANGUAGES: [&str; 10] =
    ["en", "de", "fr", "es", "pt", "it", "nl", "ru", "zh", "ar"];

static LEXICONS: LazyLock<[Lexicon; LANGUAGES.len()]> = LazyLock::new(|| {
    LANGUAGES.map(|lang| match lang {
        "en" => english::lexicon(),
        other => others::lexicon(other),
    })
});
static EMPTY: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

/// The lexicon of a language, by ISO 639-1 code.
pub(crate) fn of(lang: &str) -> &'static Lexicon {
    match LANGUAGES.iter().position(|known| *known == lang) {
        Some(index) => &LEXICONS[index],
        None => &EMPTY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_language_knows_twelve_months_and_seven_days() {
        for lang in LANGUAGES.into_iter().filter(|lang| *lang != "zh") {
            let lexicon = of(lang);
            for month in 1..=12 {
                let known = lexicon.senses.values().any(|s| s.month == month);
                assert!(known, "{lang} month {month}");
            }
            for weekday in 1..=7 {
                let known = lexicon.senses.values().any(|s| s.weekday == weekday);
                assert!(known, "{lang} weekday {weekday}");
            }
        }
    }

    #[test]
    fn an_unknown_language_knows_nothing() {
        assert_eq!(of("xx").sense("the"), Sense::default());
    }
}
