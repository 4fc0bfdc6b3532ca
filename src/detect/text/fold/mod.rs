//! One word in several writings as one word.
//!
//! In: a raw word, or any run of letters. Out: its folded form, in one of two degrees. *Written* is what
//! no reader takes for another word: NFKC, lower case, `ß` as `ss`, final sigma as sigma, `ё` as `е`,
//! digits of any script as ASCII ones, Traditional Chinese characters as Simplified ones; Arabic and
//! Hebrew without vowel marks and tatweel, the forms of alef, ya and kaf as one; Hindi without the
//! point below its letters. *Compared* is what
//! transmission and style sheets change besides: no accents on Latin and Greek letters, `ä ö ü` as `ae
//! oe ue` in German, ta marbuta as ha. Promise: folding a folded word changes nothing; a word of ASCII
//! letters is only lower-cased, in either degree, which is why ASCII has a path of its own in
//! [`super::tokenise`].
//! What can mislead: words that an accent alone tells apart (`pâte`, `pâté`) are one word when compared.
//! Cost: two look-ups a character; NFKC only for words that are not yet in it.
//! Source: UAX #15; the normalisers of Arabic, Persian and Hindi of Apache Lucene for their letters.

mod accents;
mod han;
mod letters;
mod stays;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

pub(crate) use self::accents::{Umlauts, unaccented};

/// Folds words; holds its buffers, so that a text costs no allocation a word.
#[derive(Debug, Default)]
pub(crate) struct Fold {
    composed: String,
    folded: String,
}

impl Fold {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The written form; empty for a word of nothing but marks.
    pub(crate) fn written(&mut self, raw: &str) -> &str {
        self.compose(raw);
        for c in self.composed.chars() {
            letters::fold(c, &mut self.folded);
        }
        &self.folded
    }

    /// The form for comparison; empty for a word of nothing but marks.
    pub(crate) fn compared(&mut self, raw: &str, umlauts: Umlauts) -> &str {
        self.compose(raw);
        for c in self.composed.chars() {
            if let Some(bare) = accents::bare(c, umlauts) {
                self.folded.push_str(bare);
            } else if c == '\u{629}' {
                self.folded.push('\u{647}');
            } else {
                letters::fold(c, &mut self.folded);
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

    /// NFKC and lower case, in `composed`; empties `folded`.
    fn compose(&mut self, raw: &str) {
        self.folded.clear();
        self.composed.clear();
        if raw.chars().all(stays::stays) || is_nfkc(raw) {
            lower_into(raw, &mut self.composed);
        } else {
            self.folded.extend(raw.nfkc());
            lower_into(&self.folded, &mut self.composed);
            self.folded.clear();
        }
    }
}

fn lower_into(raw: &str, lower: &mut String) {
    for c in raw.chars() {
        if c.is_ascii() {
            lower.push(c.to_ascii_lowercase());
        } else {
            lower.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(raw: &str) -> String {
        Fold::new().written(raw).to_owned()
    }

    fn compared(raw: &str, umlauts: Umlauts) -> String {
        Fold::new().compared(raw, umlauts).to_owned()
    }

    #[test]
    fn one_word_in_several_writings_has_one_written_form() {
        for writings in [
            &["Straße", "STRASSE", "STRAẞE", "stra\u{df}e"][..],
            &["ﬁlm", "film", "ｆｉｌｍ"],
            &["ёлка", "е\u{308}лка", "елка", "е\u{301}лка"],
            &["كِتَابٌ", "كتاب", "كـــتاب", "کتاب"],
            &["إلى", "الي", "الی"],
            &["שָׁלוֹם", "שלום", "\u{fb2a}\u{5b8}לו\u{5b9}ם"],
            &["臺灣", "台灣", "台湾"],
            &["２０２４", "٢٠٢٤", "۲۰۲۴", "2024"],
            &["ज़िला", "जिला"],
            &["हाँ", "हां"],
            &["ΟΔΟΣ", "οδος", "οδοσ"],
        ] {
            for writing in writings {
                assert_eq!(written(writing), written(writings[0]), "{writing}");
            }
        }
    }

    #[test]
    fn accents_go_only_where_words_are_compared() {
        for (accented, bare) in [
            ("élève", "eleve"),
            ("e\u{301}le\u{300}ve", "eleve"),
            ("São", "sao"),
            ("řeřicha", "rericha"),
            ("Łódź", "lodz"),
            ("İzmir", "izmir"),
            ("pingüino", "pinguino"),
            ("Ελλάδα", "ελλαδα"),
            ("cœur", "coeur"),
        ] {
            assert_eq!(compared(accented, Umlauts::Bare), bare);
            assert!(
                !written(accented).is_ascii() || accented == "İzmir",
                "{accented}"
            );
        }
        assert_eq!(compared("Über", Umlauts::Digraph), "ueber");
        assert_eq!(compared("Größe", Umlauts::Digraph), "groesse");
        assert_eq!(compared("Größe", Umlauts::Bare), "grosse");
        assert_eq!(compared("й", Umlauts::Bare), "й", "a letter of its own");
        assert_eq!(compared("がハ", Umlauts::Bare), "がハ", "so are these");
    }

    #[test]
    fn a_word_of_marks_alone_is_nothing() {
        assert_eq!(written("\u{640}\u{640}"), "");
        assert_eq!(compared("\u{64e}", Umlauts::Bare), "");
    }

    proptest! {
        #[test]
        fn folding_a_folded_word_changes_nothing(word in "\\PC{0,12}") {
            let once = written(&word);
            prop_assert_eq!(written(&once), once);
            for umlauts in [Umlauts::Bare, Umlauts::Digraph] {
                let once = compared(&word, umlauts);
                prop_assert_eq!(compared(&once, umlauts), once.clone());
                prop_assert_eq!(written(&once), once);
            }
        }

        #[test]
        fn ascii_is_only_lower_cased(word in "[ -~]{0,20}") {
            let lower = word.to_ascii_lowercase();
            prop_assert_eq!(written(&word), lower.clone());
            prop_assert_eq!(compared(&word, Umlauts::Digraph), lower);
        }

        #[test]
        fn what_is_written_alike_is_compared_alike(word in "[a-zà-ÿא-ת\u{5b0}-\u{5c7}ء-ي\u{64b}-\u{652}а-ё一-丿]{0,12}") {
            let form = written(&word);
            prop_assert_eq!(compared(&form, Umlauts::Bare), compared(&word, Umlauts::Bare));
        }
    }
}
