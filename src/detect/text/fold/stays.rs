//! Which characters NFKC leaves alone, whatever stands around them.
//!
//! In: a character. Out: whether a word of such characters only is in NFKC. Promise: never true of a word that
//! NFKC changes; a word that it leaves alone may need the full test. Cost: one bit a character of the first
//! plane, looked up once a run. Source: UAX #15, section 9 (quick check).

use std::iter;
use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfkc_quick};

static STAYS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 0x1_0000 / 64];
    for c in (0..0x1_0000).filter_map(char::from_u32) {
        // A mark may have to change places with the one before it.
        let alone = is_nfkc_quick(iter::once(c)) == IsNormalized::Yes;
        if alone && canonical_combining_class(c) == 0 {
            bits[c as usize / 64] |= 1 << (c as usize % 64);
        }
    }
    bits
});

pub(super) fn stays(c: char) -> bool {
    let (word, bit) = (c as usize / 64, c as usize % 64);
    STAYS.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
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
