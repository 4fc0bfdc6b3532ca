//! Terms: words brought to the form in which two articles share them.
//!
//! In: a folded word and a language. Out: its stem, British spelling made American before, without accents.
//! Promise: a function of the word and language alone. Sources: Snowball stemmers; `VarCon` for
//! spelling, as carried by typos-vars. A term is a key for comparing; show people the raw words.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use ahash::AHashMap;
use snowball_stemmers_rs::{Algorithm, Stemmer};
use xxhash_rust::xxh3::xxh3_64;

use super::fold::{Fold, unaccented};
use super::lexicon::{self, Apostrophe, Lexicon, Sense, Writing};

/// Words that a thread remembers for a language.
const REMEMBERED: usize = 1 << 16;

/// What is kept of a word: its term and whether it is a function word.
pub(crate) type Known = (u64, bool);

thread_local! {
    /// Words last met, by language and XXH3: news repeats its words, and stemming one costs more
    /// than all else that is done with it. A memory only; it changes no result.
    static MEMORY: RefCell<Vec<(String, AHashMap<u64, Known>)>> = const { RefCell::new(Vec::new()) };
}

/// Makes terms of one language.
#[derive(Debug)]
pub struct Terms {
    lang: String,
    stemmer: Option<Stem>,
    english: bool,
    writing: Writing,
}

struct Stem(Stemmer);

impl std::fmt::Debug for Stem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stem")
    }
}

impl Terms {
    /// For a language by ISO 639-1 code; one without a stemmer keeps its words whole.
    pub fn new(lang: &str) -> Self {
        Self {
            lang: lang.to_owned(),
            stemmer: algorithm(lang).map(|a| Stem(Stemmer::create(a))),
            english: lang == "en",
            writing: lexicon::of(lang).writing,
        }
    }

    /// The stem of a folded word.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        let word = self.bare(word);
        if self.english {
            if !word.is_ascii() {
                return Cow::Owned(self.snowball(&unaccented(word)).into_owned());
            }
            if is_dotted(word) {
                return Cow::Owned(word.replace('.', ""));
            }
            return self.snowball(american(word));
        }
        // The stemmers of other languages go by accents, so these are dropped behind them.
        match self.snowball(word) {
            Cow::Borrowed(stem) => unaccented(stem),
            Cow::Owned(stem) => match unaccented(&stem) {
                Cow::Borrowed(_) => Cow::Owned(stem),
                Cow::Owned(bare) => Cow::Owned(bare),
            },
        }
    }

    fn snowball<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match &self.stemmer {
            Some(Stem(stemmer)) if !word.bytes().any(|b| b.is_ascii_digit()) => stemmer.stem(word),
            _ => Cow::Borrowed(word),
        }
    }

    /// XXH3 of the stem's UTF-8 bytes.
    pub fn term(&self, word: &str) -> u64 {
        xxh3_64(self.stem(word).as_bytes())
    }

    /// Runs `each` with a function that gives [`Terms::term`] and function flag of a folded word and
    /// the raw one, from memory where the word was met before on this thread.
    pub(crate) fn remembered(
        &self,
        lexicon: &Lexicon,
        each: impl FnOnce(&mut dyn FnMut(&str, &str) -> Known),
    ) {
        MEMORY.with_borrow_mut(|memory| {
            let place = memory.iter().position(|(lang, _)| *lang == self.lang);
            let place = place.unwrap_or_else(|| {
                memory.push((self.lang.clone(), AHashMap::new()));
                memory.len() - 1
            });
            let known = &mut memory[place].1;
            if known.len() > REMEMBERED {
                known.clear();
            }
            each(&mut |word, raw| {
                let small = self.small(raw);
                let word = small.as_deref().unwrap_or(word);
                *known
                    .entry(xxh3_64(word.as_bytes()))
                    .or_insert_with(|| (self.term(word), lexicon.sense(word).is(Sense::FUNCTION)))
            });
        });
    }

    /// A raw word folded as its language does, where that is not what every other does: the small
    /// form of Turkish `I` is `ı`.
    fn small(&self, raw: &str) -> Option<String> {
        (self.writing.dotless && raw.contains(['I', 'İ'])).then(|| {
            let small = raw.replace('I', "ı").replace('İ', "i");
            Fold::new().written(&small).to_owned()
        })
    }

    /// Without "'s" in English, without "l'" in French, without "'da" in Turkish.
    fn bare<'a>(&self, word: &'a str) -> &'a str {
        let Some((before, after)) = word.split_once(['\'', '’']) else {
            return word;
        };
        match self.writing.apostrophe {
            Apostrophe::Possessive if after == "s" => before,
            Apostrophe::Elision if !after.is_empty() && before.len() <= 5 => after,
            Apostrophe::Suffix => before,
            _ => word,
        }
    }
}

/// Spellings and the American ones, as the build script writes them.
static VARIANTS: LazyLock<AHashMap<&str, &str>> = LazyLock::new(|| {
    include_str!(concat!(env!("OUT_DIR"), "/american.tsv"))
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The American form of an English word, the word itself when it has none.
pub fn american(word: &str) -> &str {
    // Left out of VarCon because American English keeps them for another meaning.
    const MORE: [(&str, &str); 6] = [
        ("practise", "practice"),
        ("practised", "practiced"),
        ("practising", "practicing"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("whilst", "while"),
    ];
    if !may_vary(word) {
        return word;
    }
    if let Some((_, form)) = MORE.iter().find(|(british, _)| *british == word) {
        return form;
    }
    VARIANTS.get(word).copied().unwrap_or(word)
}

/// "u.s", "p.m": single letters with points between.
fn is_dotted(word: &str) -> bool {
    word.len() >= 3
        && word.split('.').all(|letter| letter.len() == 1)
        && word.contains('.')
        && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'.')
}

/// Most words cannot be a variant; letters rule them out before the table is asked.
fn may_vary(word: &str) -> bool {
    word.len() >= 4 && word.is_ascii()
}

fn algorithm(lang: &str) -> Option<Algorithm> {
    Some(match lang {
        "ar" => Algorithm::Arabic,
        "hy" => Algorithm::Armenian,
        "eu" => Algorithm::Basque,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "et" => Algorithm::Estonian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "id" => Algorithm::Indonesian,
        "ga" => Algorithm::Irish,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "fa" => Algorithm::Persian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_and_american_spelling_give_one_term() {
        let terms = Terms::new("en");
        let pairs = [
            ("industrialisation", "industrialization"),
            ("emphasise", "emphasize"),
            ("modernisation", "modernization"),
            ("colour", "color"),
            ("defence", "defense"),
            ("programme", "program"),
            ("programmes", "program"),
            ("practise", "practice"),
            ("utilisation", "utilization"),
            ("labour", "labor"),
            ("centre", "center"),
            ("travelled", "traveled"),
            ("tonnes", "tonne"),
            ("meetings", "meeting"),
            ("china's", "china"),
            ("u.s", "us"),
            ("café", "cafe"),
        ];
        for (british, american) in pairs {
            assert_eq!(terms.stem(british), terms.stem(american), "{british}");
        }
    }

    #[test]
    fn different_words_keep_different_terms() {
        let terms = Terms::new("en");
        let pairs = [
            ("evening", "even"),
            ("emergency", "emerge"),
            ("organic", "organ"),
            ("march", "marsh"),
            ("3.9", "3.8"),
        ];
        for (one, other) in pairs {
            assert_ne!(terms.stem(one), terms.stem(other), "{one}");
        }
    }

    #[test]
    fn other_languages_stem_by_their_own_rules() {
        assert_eq!(
            Terms::new("de").stem("häuser"),
            Terms::new("de").stem("häusern")
        );
        assert_eq!(
            Terms::new("ru").stem("городе"),
            Terms::new("ru").stem("города")
        );
        assert_eq!(Terms::new("fr").stem("l'homme"), "homm");
        assert_eq!(Terms::new("th").stem("ข่าว"), "ข่าว");
        assert_eq!(
            Terms::new("de").stem("farbe"),
            Terms::new("de").stem("farben")
        );
        assert_eq!(Terms::new("de").stem("colour"), "colour");
    }
}
