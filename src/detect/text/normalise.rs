//! What a character is to the words of a text, and how a word is folded for comparison.
//!
//! In: characters outside ASCII (ASCII has its own fast path in [`super::tokenise`]). Out: their
//! `Class`; and for a finished word its folded form: NFKC, lower case, `ß` as `ss`, final sigma
//! as sigma. Cost: one table look-up a character; NFKC only for words that are not yet in it.
//! Source: UAX #15 (normalisation), UAX #24 (scripts), UAX #29 (word boundaries).

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};

/// What a character does in the word scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Makes up words.
    Letter,
    /// Makes up words and figures.
    Digit,
    /// Belongs to the word that is open, and opens none.
    Mark,
    /// A letter of a script that writes no spaces: part of character n-grams of that length.
    Unspaced(usize),
    /// An apostrophe: joins two letters.
    Apostrophe,
    /// Invisible: zero-width, soft hyphen, bidirectional mark. Dropped.
    Ignorable,
    /// Ends a word.
    Separator,
}

/// Which characters make a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordRule {
    /// Words by Unicode rules; runs of scripts without spaces as character n-grams.
    Unicode,
    /// Runs of `\w` as Python's `re` has it: letters, numbers and the underscore, nothing else.
    Python,
}

/// Characters of Han and Kana per n-gram: two are a typical word.
const IDEOGRAPHS: usize = 2;
/// Characters of Thai, Lao, Khmer and Myanmar per n-gram: about a syllable.
const SYLLABLE: usize = 4;

/// The class of any character but ASCII letters and digits.
pub(crate) fn class(c: char, rule: WordRule) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' | '_' => Class::Letter,
            '0'..='9' => Class::Digit,
            '\'' if rule == WordRule::Unicode => Class::Apostrophe,
            _ => Class::Separator,
        };
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    if rule == WordRule::Python {
        let word = GeneralCategoryGroup::Letter.contains(category)
            || GeneralCategoryGroup::Number.contains(category);
        return if word {
            Class::Letter
        } else {
            Class::Separator
        };
    }
    match c {
        '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{ff07}' => Class::Apostrophe,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{34f}' => Class::Ignorable,
        _ if GeneralCategoryGroup::Letter.contains(category)
            || GeneralCategoryGroup::Mark.contains(category) =>
        {
            match unspaced(c) {
                Some(characters) => Class::Unspaced(characters),
                None if GeneralCategoryGroup::Mark.contains(category) => Class::Mark,
                None => Class::Letter,
            }
        }
        _ if GeneralCategoryGroup::Number.contains(category) => Class::Digit,
        _ => Class::Separator,
    }
}

/// How many characters an n-gram of this character's script has; none where spaces part words.
pub(in crate::detect) fn unspaced(c: char) -> Option<usize> {
    // The prolonged sound mark is common to both Kana.
    if matches!(c, '\u{30fc}' | '\u{ff70}') {
        return Some(IDEOGRAPHS);
    }
    // Everything below Thai writes spaces: no look-up for Latin, Greek, Cyrillic, Arabic, Indic.
    if c < '\u{e00}' {
        return None;
    }
    match CodePointMapData::<Script>::new().get(c) {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo => Some(IDEOGRAPHS),
        Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => Some(SYLLABLE),
        _ => None,
    }
}

/// The apostrophes and their like as the plain one.
pub(crate) const APOSTROPHE: char = '\'';

/// Folds words for comparison; holds its buffers, so that a text costs no allocation a word.
#[derive(Debug)]
pub(crate) struct Fold {
    nfkc: ComposingNormalizerBorrowed<'static>,
    composed: String,
    folded: String,
}

impl Fold {
    pub(crate) fn new() -> Self {
        Self {
            nfkc: ComposingNormalizer::new_nfkc(),
            composed: String::new(),
            folded: String::new(),
        }
    }

    /// NFKC, lower case, and the letters whose lower case is not their folding.
    pub(crate) fn word(&mut self, raw: &str) -> &str {
        let composed = if self.nfkc.is_normalized(raw) {
            raw
        } else {
            self.composed.clear();
            // Writing to a String cannot fail.
            let _ = self.nfkc.normalize_to(raw, &mut self.composed);
            &self.composed
        };
        self.folded.clear();
        for c in composed.chars() {
            match c {
                'ß' | 'ẞ' => self.folded.push_str("ss"),
                'ς' => self.folded.push('σ'),
                c if c.is_ascii() => self.folded.push(c.to_ascii_lowercase()),
                c => self.folded.extend(c.to_lowercase()),
            }
        }
        &self.folded
    }

    /// Lower case and nothing else.
    pub(crate) fn lower(&mut self, raw: &str) -> &str {
        self.folded.clear();
        self.folded.extend(raw.chars().flat_map(char::to_lowercase));
        &self.folded
    }
}
