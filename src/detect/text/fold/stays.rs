//! Which characters NFKC leaves alone, whatever stands around them.
//!
//! In: a character. Out: whether a word of such characters only is in NFKC. Promise: never true of a word that
//! NFKC changes; a word that it leaves alone may need the full test. Cost: one
//! look-up. Source: UAX #15, section 9 (quick check).

use std::iter;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfkc_quick};

use crate::detect::text::by_character::ByCharacter;

pub(super) fn stays(c: char) -> bool {
    static STAYS: ByCharacter<bool> = ByCharacter::new(|c| {
        // A mark may have to change places with the one before it.
        is_nfkc_quick(iter::once(c)) == IsNormalized::Yes && canonical_combining_class(c) == 0
    });
    STAYS.get(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    proptest! {
        #[test]
        fn what_stays_is_in_nfkc(word in "\\PC{0,8}") {
            let word: String = word.chars().filter(|&c| stays(c)).collect();
            prop_assert_eq!(word.nfkc().collect::<String>(), word);
        }
    }

    #[test]
    fn letters_of_usual_words_stay_and_what_composes_does_not() {
        for (c, expected) in [
            ('a', true),
            ('é', true),
            ('ж', true),
            ('ß', true),
            ('中', true),
        ]
        .into_iter()
        .chain([
            ('ﬁ', false),
            ('\u{301}', false),
            ('ｆ', false),
            ('\u{11a8}', false),
        ]) {
            assert_eq!(stays(c), expected, "{c:?}");
        }
    }
}
