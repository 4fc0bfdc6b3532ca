//! What a character is to the words of a text.
//!
//! In: characters outside ASCII (ASCII has its own fast path in [`super::tokenise`]). Out: their
//! `Class`. Cost: one table look-up a character. Source: UAX #24 (scripts), UAX #29 (word boundaries).

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use super::by_character::ByCharacter;

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
    Unspaced(u8),
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
    /// The same words, every writing of one made the same: without accents, umlauts of German
    /// written out.
    Compared,
    /// Runs of `\w` as Python's `re` has it: letters, numbers and the underscore, nothing else.
    Python,
}

/// Characters of Han and Kana per n-gram: two are a typical word.
const IDEOGRAPHS: u8 = 2;
/// Characters of Thai, Lao, Khmer and Myanmar per n-gram: about a syllable.
const SYLLABLE: u8 = 4;

/// The class of any character but ASCII letters and digits.
pub(crate) fn class(c: char, rule: WordRule) -> Class {
    static UNICODE: ByCharacter<Class> = ByCharacter::new(|c| look_up(c, WordRule::Unicode));
    static PYTHON: ByCharacter<Class> = ByCharacter::new(|c| look_up(c, WordRule::Python));
    match rule {
        WordRule::Unicode | WordRule::Compared => UNICODE.get(c),
        WordRule::Python => PYTHON.get(c),
    }
}

fn look_up(c: char, rule: WordRule) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' | '_' => Class::Letter,
            '0'..='9' => Class::Digit,
            '\'' if rule != WordRule::Python => Class::Apostrophe,
            _ => Class::Separator,
        };
    }
    let group = c.general_category_group();
    let (letter, mark, number) = (
        group == GeneralCategoryGroup::Letter,
        group == GeneralCategoryGroup::Mark,
        group == GeneralCategoryGroup::Number,
    );
    if rule == WordRule::Python {
        return if letter || number {
            Class::Letter
        } else {
            Class::Separator
        };
    }
    match c {
        '\u{2019}' | '\u{2018}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' | '\u{5f3}'
        | '\u{ff07}' => Class::Apostrophe,
        // Variation selectors and fillers; most invisible characters are of the category Format.
        '\u{fe00}'..='\u{fe0f}'
        | '\u{180b}'..='\u{180d}'
        | '\u{e0100}'..='\u{e01ef}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{2065}' => Class::Ignorable,
        // The sound marks of half-width Kana, which NFKC composes with the character before.
        '\u{ff9e}' | '\u{ff9f}' => Class::Mark,
        _ if c.general_category() == GeneralCategory::Format => Class::Ignorable,
        _ if letter || mark => match unspaced(c) {
            Some(characters) => Class::Unspaced(characters),
            None if mark => Class::Mark,
            None => Class::Letter,
        },
        _ if number => Class::Digit,
        _ => Class::Separator,
    }
}

/// How many characters an n-gram of this character's script has; none where spaces part words.
pub(in crate::detect) fn unspaced(c: char) -> Option<u8> {
    // The prolonged sound mark is common to both Kana.
    if matches!(c, '\u{30fc}' | '\u{ff70}') {
        return Some(IDEOGRAPHS);
    }
    // Everything below Thai writes spaces: no look-up for Latin, Greek, Cyrillic, Arabic, Indic.
    if c < '\u{e00}' {
        return None;
    }
    match c.script() {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo => Some(IDEOGRAPHS),
        Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => Some(SYLLABLE),
        _ => None,
    }
}

/// The apostrophes and their like as the plain one.
pub(crate) const APOSTROPHE: char = '\'';
