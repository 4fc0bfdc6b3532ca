//! What is known of a language's words: months, weekdays, numbers, function words, offices.
//!
//! In: a language code. Out: its [`Lexicon`], made of the lists of [`crate::languages`]; an unknown
//! language has an empty one. The lists are short and closed classes only; which words are common
//! in a feed is for its own counts to say. Cost: one hash lookup a word; tables are built once.

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use super::Recurring;
use super::normalise::unspaced;
use crate::languages::{self, LANGUAGES, Language};

pub(crate) mod agencies;
mod offices;
mod sense;
mod writing;

use self::offices::Offices;
use self::sense::CLASSES;
pub(crate) use self::sense::{Sense, Sign, TimeWord};
pub(crate) use self::writing::{Apostrophe, Writing};

type Map<V> = HashMap<Box<str>, V, ahash::RandomState>;
type Set = HashSet<Box<str>, ahash::RandomState>;

/// A language's closed word classes, and how it is written.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    senses: Map<Sense>,
    measures: Map<&'static str>,
    /// First and second of two words for percent.
    percent: Vec<(&'static str, &'static str)>,
    percent_before: Set,
    eras: Map<i16>,
    day_counts: Set,
    years_old: Set,
    longest_unspaced: usize,
    pub(crate) offices: Offices,
    pub(crate) writing: Writing,
}

impl Lexicon {
    fn new(language: &Language) -> Self {
        let writing = Writing::of(language);
        let mut lexicon = Self {
            writing,
            percent: language.rows("two words for percent").collect(),
            percent_before: writing.set(language, "percent before"),
            day_counts: writing.set(language, "day counts"),
            years_old: writing.set(language, "years old"),
            offices: Offices::new(language, writing),
            ..Self::default()
        };
        for &(list, class) in CLASSES {
            for word in language.words(list) {
                lexicon.know(word, |sense| sense.classes |= class);
            }
        }
        lexicon.numbered(language, "months", |sense, month| sense.month = month);
        lexicon.numbered(language, "weekdays", |sense, day| sense.weekday = day);
        lexicon.numbered(language, "powers", |sense, power| sense.power = power);
        lexicon.numbered(language, "cardinals", |sense, number: u16| {
            sense.cardinal = number + 1;
        });
        lexicon.numbered(language, "ordinals", |sense, number: u16| {
            sense.cardinal = number + 1;
            sense.classes |= Sense::ORDINAL;
        });
        for word in language.words("dozens") {
            lexicon.know(word, |sense| sense.cardinal = 12 + 1);
        }
        for (key, words) in language.rows("periods") {
            let time = time_word(key);
            for word in words.split(' ') {
                lexicon.know(word, |sense| (sense.time, sense.counted) = (time, time));
            }
        }
        for (key, words) in language.rows("counted periods") {
            let time = time_word(key);
            for word in words.split(' ') {
                lexicon.know(word, |sense| sense.counted = time);
            }
        }
        for (list, alone) in [("recurring signs", false), ("recurring", true)] {
            for (key, words) in language.rows(list) {
                let kind = recurring(key);
                for word in words.split(' ') {
                    let sign = kind.map(|kind| Sign { kind, alone });
                    lexicon.know(word, |sense| sense.recurring = sign);
                }
            }
        }
        for word in language.words("day counts") {
            lexicon.know(word, |_| {});
        }
        for (unit, words) in language.rows("measures") {
            for word in words.split(' ') {
                for form in writing.forms(word) {
                    lexicon.measures.insert(form, unit);
                }
            }
        }
        lexicon.read_eras(language);
        lexicon
    }

    /// One for a language that has no folder.
    fn unlisted(writing: Writing) -> Self {
        Self {
            writing,
            ..Self::default()
        }
    }

    /// One that reads dates with a month's name in any language, and other words as English.
    fn of_dates() -> Self {
        let mut lexicon = Self::new(&LANGUAGES[languages::place("en").unwrap_or_default()]);
        for language in &LANGUAGES {
            lexicon.numbered(language, "months", |sense, month| sense.month = month);
            lexicon.numbered(language, "weekdays", |sense, day| sense.weekday = day);
            for (list, class) in [("of", Sense::OF), ("day endings", Sense::DAY_ENDING)] {
                for word in language.words(list) {
                    lexicon.know(word, |sense| sense.classes |= class);
                }
            }
            // Known as words, so that scripts without spaces give them whole.
            for word in language
                .words("date labels")
                .filter(|word| is_unspaced(word))
            {
                lexicon.know(word, |_| {});
            }
            lexicon.read_eras(language);
        }
        lexicon
    }

    fn read_eras(&mut self, language: &Language) {
        for (era, year) in language.rows("eras") {
            if let (Some(era), Ok(year)) = (self.writing.forms(era).next(), year.parse()) {
                self.know(&era, |_| {});
                self.eras.insert(era, year);
            }
        }
    }

    /// The year before the first of an era ("Reiwa" 1 is 2019).
    pub(crate) fn era(&self, word: &str) -> Option<i16> {
        self.eras.get(word).copied()
    }

    /// Whether a word behind "5 days" makes of them days that are counted.
    pub(crate) fn counts_days(&self, word: &str) -> bool {
        self.day_counts.contains(word)
    }

    /// Whether a word behind "25 years" makes an age of them.
    pub(crate) fn is_old(&self, word: &str) -> bool {
        self.years_old.contains(word)
    }

    /// Characters of the longest known word of a script that puts no spaces between words.
    pub(crate) fn longest_unspaced(&self) -> usize {
        self.longest_unspaced
    }

    /// What is known of a folded word; the empty sense when nothing is.
    pub(crate) fn sense(&self, word: &str) -> Sense {
        self.senses.get(word).copied().unwrap_or_default()
    }

    /// Whether a folded word stands in any list.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.senses.contains_key(word)
    }

    /// The unit that a folded word behind figures names; English ones stand in any language.
    pub(crate) fn measure(&self, word: &str) -> Option<&'static str> {
        let known = |lexicon: &Self| lexicon.measures.get(word).copied();
        known(self).or_else(|| known(of("en")))
    }

    /// Whether two words in a row mean percent.
    pub(crate) fn is_percent(&self, first: &str, second: &str) -> bool {
        self.percent.contains(&(first, second))
    }

    /// Whether the language says percent before the figures.
    pub(crate) fn has_percent_before(&self) -> bool {
        !self.percent_before.is_empty()
    }

    /// Whether a word before figures means percent.
    pub(crate) fn is_percent_before(&self, word: &str) -> bool {
        self.percent_before.contains(word)
    }

    /// Changes what is known of a word in each of its forms.
    fn know(&mut self, word: &str, change: impl Fn(&mut Sense)) {
        if is_unspaced(word) {
            self.longest_unspaced = self.longest_unspaced.max(word.chars().count());
        }
        for form in self.writing.forms(word) {
            change(self.senses.entry(form).or_default());
        }
    }

    /// Reads rows of a number and its words.
    fn numbered<N: std::str::FromStr + Copy>(
        &mut self,
        language: &Language,
        list: &str,
        change: impl Fn(&mut Sense, N),
    ) {
        for (key, words) in language.rows(list) {
            if let Ok(number) = key.parse() {
                for word in words.split(' ') {
                    self.know(word, |sense| change(sense, number));
                }
            }
        }
    }
}

fn is_unspaced(word: &str) -> bool {
    word.chars().next().is_some_and(|c| unspaced(c).is_some())
}

fn time_word(key: &str) -> Option<TimeWord> {
    Some(match key {
        "day" => TimeWord::Day,
        "week" => TimeWord::Week,
        "weekend" => TimeWord::Weekend,
        "month" => TimeWord::Month,
        "year" => TimeWord::Year,
        "night" => TimeWord::Night,
        "part" => TimeWord::PartOfDay,
        _ => return None,
    })
}

fn recurring(key: &str) -> Option<Recurring> {
    Some(match key {
        "count" => Recurring::Count,
        "draw" => Recurring::Draw,
        "forecast" => Recurring::Forecast,
        "horoscope" => Recurring::Horoscope,
        "market" => Recurring::Market,
        _ => return None,
    })
}

static LEXICONS: [OnceLock<Lexicon>; LANGUAGES.len()] =
    [const { OnceLock::new() }; LANGUAGES.len()];
/// The function words of a language in each form in which they are met.
pub(crate) fn function_words(language: &Language) -> impl Iterator<Item = Box<str>> {
    let writing = Writing::of(language);
    let words = language.words("function");
    words.flat_map(move |word| writing.forms(word))
}

/// Languages without a folder that are not written as most are.
static UNLISTED: LazyLock<[(&[&str], Lexicon); 4]> = LazyLock::new(|| {
    let usual = Writing::default();
    let point = Writing {
        decimal_point: true,
        ..usual
    };
    let nouns = Writing {
        capital_nouns: true,
        digraphs: true,
        ..usual
    };
    let elision = Writing {
        apostrophe: Apostrophe::Elision,
        ..usual
    };
    [
        (&["ko", "th"][..], Lexicon::unlisted(point)),
        (&["lb"], Lexicon::unlisted(nouns)),
        (&["ca"], Lexicon::unlisted(elision)),
        (&[], Lexicon::unlisted(usual)),
    ]
});

/// The lexicon of a language, by ISO 639-1 code.
pub(crate) fn of(lang: &str) -> &'static Lexicon {
    if let Some(place) = languages::place(lang) {
        return LEXICONS[place].get_or_init(|| Lexicon::new(&LANGUAGES[place]));
    }
    let unlisted = UNLISTED.iter();
    let mut fitting = unlisted.filter(|(codes, _)| codes.is_empty() || codes.contains(&lang));
    fitting
        .next()
        .map_or_else(|| of("en"), |(_, lexicon)| lexicon)
}

/// The lexicon that reads dates with a month's name in any language.
pub(crate) fn of_dates() -> &'static Lexicon {
    static DATES: LazyLock<Lexicon> = LazyLock::new(Lexicon::of_dates);
    &DATES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::fold::Fold;

    #[test]
    fn an_unknown_language_knows_nothing() {
        assert_eq!(of("xx").sense("the"), Sense::default());
    }

    #[test]
    fn no_list_holds_a_word_in_two_writings() {
        for language in &LANGUAGES {
            for (list, _) in CLASSES {
                let mut seen = Set::default();
                for word in language.words(list) {
                    let folded = Fold::new().written(word).to_owned();
                    let place = format!("{} [{list}] {word}", language.code);
                    assert!(
                        seen.insert(folded.into()),
                        "{place} is there in another writing"
                    );
                }
            }
        }
    }

    #[test]
    fn every_language_is_read_into_its_lexicon() {
        for language in &LANGUAGES {
            let lexicon = of(language.code);
            for (list, class) in CLASSES {
                for word in language.words(list) {
                    let folded = Fold::new().written(word).to_owned();
                    assert!(lexicon.sense(&folded).is(*class), "{list} {word}");
                }
            }
        }
        for language in &LANGUAGES {
            for list in ["recurring", "recurring signs"] {
                for (key, _) in language.rows(list) {
                    assert!(recurring(key).is_some(), "{} {list}: {key}", language.code);
                }
            }
        }
        assert_eq!(of("en").sense("may").month, 5);
        assert_eq!(
            of("de").sense("maerz").month,
            3,
            "umlauts may be written out"
        );
        assert_eq!(of("ru").sense("трех").cardinal(), Some(3));
        assert_eq!(
            of("fr").measure("km"),
            Some("km"),
            "English units stand anywhere"
        );
    }
}
