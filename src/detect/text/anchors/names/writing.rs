//! How a text writes its words: small, or capital inside sentences.
//!
//! In: a [`Scan`]. Out: answers for each capital word of it. Promise: a capital at the head of a
//! sentence is no evidence either way. Cost: two passes, one entry a distinct capital word.

use ahash::AHashMap;

use crate::detect::text::scan::{Case, Scan, Token};

/// How a text writes its words: small, or capital inside sentences.
pub(super) struct Writing<'a> {
    seen: AHashMap<&'a str, (bool, bool)>,
}

impl<'a> Writing<'a> {
    pub(super) fn of(scan: &'a Scan<'_>) -> Self {
        let mut seen: AHashMap<&str, (bool, bool)> = AHashMap::new();
        // Only words that open a sentence are ever asked for.
        for token in scan.tokens.iter().filter(|t| t.is_capital()) {
            seen.entry(scan.folded(token)).or_default().1 |= !token.sentence;
        }
        if seen.is_empty() {
            return Self { seen };
        }
        for token in scan
            .tokens
            .iter()
            .filter(|t| t.is_word() && t.case == Case::Lower)
        {
            if let Some(entry) = seen.get_mut(scan.folded(token)) {
                entry.0 = true;
            }
        }
        Self { seen }
    }

    /// The text also writes the word small.
    pub(super) fn small(&self, scan: &Scan<'_>, token: &Token) -> bool {
        self.seen
            .get(scan.folded(token))
            .is_some_and(|(small, _)| *small)
    }

    /// The word stands with a capital inside a sentence.
    pub(super) fn names(&self, scan: &Scan<'_>, token: &Token) -> bool {
        (self.seen.get(scan.folded(token))).is_some_and(|(small, capital)| *capital && !*small)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::lexicon;

    #[test]
    fn only_a_capital_inside_a_sentence_speaks_for_a_name() {
        let raw = "Officials met Smith. Smith and other officials spoke. Crowds came.";
        let scan = Scan::new(raw, &[], lexicon::of("en"));
        let writing = Writing::of(&scan);
        let ask = |word: &str| {
            let mut tokens = scan.tokens.iter();
            let token = tokens.find(|t| scan.folded(t) == word).expect(word);
            (writing.small(&scan, token), writing.names(&scan, token))
        };
        assert_eq!(ask("officials"), (true, false));
        assert_eq!(ask("smith"), (false, true));
        assert_eq!(ask("crowds"), (false, false));
    }
}
