//! One text in several writings: the words that copies compare, and the terms and names of events.

use std::collections::BTreeSet;

use proptest::prelude::*;
use samestory::detect::text::normalise::WordRule;
use samestory::detect::text::tokenise::words_by;
use samestory::detect::text::{Value, analyse};

use super::article;

fn compared(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    words_by(text, WordRule::Compared, |word, _| {
        words.push(word.to_owned());
    });
    words
}

#[test]
fn terms_and_names_of_events_are_the_same_without_accents() {
    for (lang, accented, bare) in [
        (
            "fr",
            "Le maire Rémi Gérôme a annoncé la fermeture du musée après l'été.",
            "Le maire Remi Gerome a annonce la fermeture du musee apres l'ete.",
        ),
        (
            "es",
            "La alcaldesa Inés Núñez inauguró ayer la estación de Málaga.",
            "La alcaldesa Ines Nunez inauguro ayer la estacion de Malaga.",
        ),
        (
            "de",
            "Die Bürgermeisterin Käthe Groß eröffnete am Samstag die Brücke.",
            "Die Buergermeisterin Kaethe Gross eroeffnete am Samstag die Bruecke.",
        ),
    ] {
        let read = |text: &str| analyse(article("", text, "2024-05-06", lang).as_ref());
        let (one, other) = (read(accented), read(bare));
        let flags = |text: &samestory::detect::text::Text| -> Vec<bool> {
            text.words.iter().map(|word| word.function).collect()
        };
        assert_eq!(flags(&one), flags(&other), "{lang}: function words");
        let terms = |text: &samestory::detect::text::Text| -> BTreeSet<u64> {
            text.words.iter().map(|word| word.term).collect()
        };
        let (a, b) = (terms(&one), terms(&other));
        let shared = a.intersection(&b).count();
        assert!(shared * 5 >= a.len() * 4, "{lang}: {shared} of {}", a.len());
        if lang != "de" {
            let names = |text: &samestory::detect::text::Text| -> Vec<Value> {
                let values = text.anchors.iter().map(|anchor| anchor.value.clone());
                values
                    .filter(|value| matches!(value, Value::Name(_)))
                    .collect()
            };
            assert_eq!(names(&one), names(&other), "{lang}");
        }
    }
}

#[test]
fn the_reference_rule_folds_nothing_but_case() {
    let mut words = Vec::new();
    words_by(
        "Été à Straße 臺灣 ёлка",
        WordRule::Python,
        |word, _| words.push(word.to_owned()),
    );
    assert_eq!(words, ["été", "à", "straße", "臺灣", "ёлка"]);
}

proptest! {
    /// Latin, Greek, Cyrillic, Hebrew, Arabic and Han with their marks.
    #[test]
    fn folded_words_are_folded_to_themselves(text in "[a-zÀ-ľŁ-ňŊ-ſ \u{300}-\u{304}α-ώа-џא-ת\u{5b0}-\u{5bc}ء-ي\u{64b}-\u{652}一-鿋ー-]{0,60}") {
        let once = compared(&text);
        for word in once.iter().filter(|word| !word.chars().any(|c| c >= '\u{3000}')) {
            prop_assert_eq!(&compared(word).concat(), word);
        }
    }
}
