//! Language of an article.
//!
//! In: the feed's own statement and the texts. Out: an ISO 639-1 code, or `und`. The feed is
//! believed first; then the function words of the languages we have lists for, which also tell
//! short headlines; then whatlang, both on the first 600 characters of title and text. Never a guess: what neither can
//! tell is `und`.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use ahash::AHashMap;

use super::fold::{Fold, Umlauts};
use super::lexicon::{self, Sense};
use crate::cut;
use crate::languages::{LANGUAGES, Language};

/// Code for a language that cannot be told.
pub const UNDETERMINED: &str = "und";
/// Characters of the title, and of the text, that are looked at.
const SAMPLE: usize = 600;

/// The language of an article, as ISO 639-1 code.
pub fn detect(stated: Option<&str>, title: &str, text: &str) -> String {
    if let Some(code) = stated.and_then(normalise) {
        return code;
    }
    let (title, _) = cut::to_chars(title, SAMPLE);
    let (head, _) = cut::to_chars(text, SAMPLE);
    let sample = format!("{title}\n{head}");
    if let Some(code) = by_function_words(&sample) {
        return code.to_owned();
    }
    whatlang::detect(&sample)
        .filter(|info| info.is_reliable() || sample.len() >= 200)
        .and_then(|info| two_letters(info.lang().code()))
        .unwrap_or(UNDETERMINED)
        .to_owned()
}

/// The lexicon's language for a few words: as stated, or as function words or the script tell; English
/// where nothing does.
pub(in crate::detect) fn by_words(stated: Option<&str>, title: &str, text: &str) -> String {
    if let Some(code) = stated.and_then(normalise) {
        return code;
    }
    let sample = format!("{title}\n{text}");
    let code = by_function_words(&sample).or_else(|| by_letters(&sample));
    code.unwrap_or("en").to_owned()
}

/// What stands for the umlauts of a text: German writes them out where it has none, other languages
/// lose the dots.
///
/// An `ß` settles it, or function words of German or English (names with umlauts are frequent in
/// English); where they say nothing whatlang is asked, which takes some hundred times as long.
pub(super) fn umlauts(text: &str) -> Umlauts {
    use whatlang::Lang::{Deu, Eng, Est, Fin, Fra, Hun, Nld, Slk, Spa, Swe, Tuk, Tur};
    const SAMPLE: usize = 200;
    let (head, _) = cut::to_chars(text, SAMPLE);
    if head.contains(['ß', 'ẞ']) {
        return Umlauts::Digraph;
    }
    let among = ["de", "en"].map(lexicon::of);
    let (mut words, mut counts) = (0, [0; 2]);
    let mut lower = String::new();
    for word in head
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
    {
        words += 1;
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        for (count, lexicon) in counts.iter_mut().zip(among) {
            *count += usize::from(lexicon.sense(&lower).is(Sense::FUNCTION));
        }
    }
    let [german, english] = counts;
    if german.max(english) * 4 >= words && german != english {
        return if german > english {
            Umlauts::Digraph
        } else {
            Umlauts::Bare
        };
    }
    let among = vec![Deu, Eng, Est, Fin, Fra, Hun, Nld, Slk, Spa, Swe, Tuk, Tur];
    match whatlang::Detector::with_allowlist(among).detect_lang(head) {
        Some(Deu) => Umlauts::Digraph,
        _ => Umlauts::Bare,
    }
}

/// Reads `en`, `EN`, `en-GB`, `en_US`, `eng` and `English`.
fn normalise(stated: &str) -> Option<String> {
    let primary = stated.trim().split(['-', '_']).next()?.to_lowercase();
    match primary.len() {
        2 if primary.bytes().all(|b| b.is_ascii_lowercase()) => Some(primary),
        3 if primary != UNDETERMINED => two_letters(&primary).map(str::to_owned),
        4.. => (whatlang::Lang::all().iter())
            .find(|lang| lang.eng_name().to_lowercase() == primary)
            .and_then(|lang| two_letters(lang.code()))
            .map(str::to_owned),
        _ => None,
    }
}

/// The function words of languages that are told by them, each with one bit for each of these.
static FUNCTION_WORDS: LazyLock<AHashMap<Box<str>, u64>> = LazyLock::new(|| {
    let mut languages: AHashMap<Box<str>, u64> = AHashMap::new();
    for (place, language) in LANGUAGES.iter().enumerate() {
        if language.writing("told by") == "words" {
            for word in lexicon::function_words(language) {
                *languages.entry(word).or_default() |= 1 << place;
            }
        }
    }
    languages
});

/// The language whose function words make up a quarter of the sample and half as many again as the next one's.
fn by_function_words(sample: &str) -> Option<&'static str> {
    let mut counts = [0_usize; LANGUAGES.len()];
    let mut words = 0;
    let mut fold = Fold::new();
    for word in sample.split(|c: char| !(c.is_alphabetic() || is_joiner(c))) {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let mut languages = FUNCTION_WORDS.get(fold.written(word)).copied().unwrap_or(0);
        while languages != 0 {
            counts[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    let (best, &most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let others = counts
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != best);
    let next = others.map(|(_, count)| *count).max().unwrap_or(0);
    let telling = most >= 2 && most * 4 >= words && most * 2 >= next * 3;
    telling.then_some(LANGUAGES[best].code)
}

/// Signs that join the letters of a word of Hindi and are no letters by themselves.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{93c}' | '\u{94d}')
}

/// Letters and the language that they tell.
type Letters = (Vec<RangeInclusive<char>>, &'static str);

/// The letters by which languages of other scripts are told, those of the fewest letters first.
static LETTERS: LazyLock<Vec<Letters>> = LazyLock::new(|| {
    let letters = |language: &Language| {
        let ranges = language.writing("letters").split_whitespace();
        let range = |range: &str| {
            let mut letters = range.split('-').filter_map(|letter| letter.chars().next());
            let first = letters.next()?;
            Some(first..=letters.next().unwrap_or(first))
        };
        ranges.filter_map(range).collect::<Vec<_>>()
    };
    let all = LANGUAGES
        .iter()
        .map(|language| (letters(language), language.code));
    let mut told: Vec<_> = all.filter(|(ranges, _)| !ranges.is_empty()).collect();
    let size = |range: &RangeInclusive<char>| range.clone().count();
    told.sort_by_key(|(ranges, _)| ranges.iter().map(size).sum::<usize>());
    told
});

/// The language of the fewest letters of which one stands in the sample.
fn by_letters(sample: &str) -> Option<&'static str> {
    if sample.is_ascii() {
        return None;
    }
    let told = |ranges: &[RangeInclusive<char>]| {
        sample.contains(|c: char| ranges.iter().any(|range| range.contains(&c)))
    };
    let mut languages = LETTERS.iter();
    languages
        .find(|(ranges, _)| told(ranges))
        .map(|(_, code)| *code)
}

/// ISO 639-1 code for an ISO 639-3 one.
fn two_letters(code: &str) -> Option<&'static str> {
    const CODES: &str = "eng en deu de fra fr spa es por pt ita it nld nl rus ru cmn zh zho zh \
        ara ar jpn ja kor ko tha th hin hi ben bn tur tr pol pl ukr uk bel be bul bg ces cs \
        slk sk slv sl hrv hr srp sr mkd mk ron ro hun hu fin fi est et lav lv lit lt swe sv dan da \
        nob no nno no nor no ell el heb he pes fa fas fa urd ur vie vi ind id jav jv tgl tl \
        cat ca epo eo lat la afr af kat ka hye hy aze az uzb uz tuk tk guj gu pan pa mar mr \
        tam ta tel te kan kn mal ml ori or sin si nep ne mya my khm km amh am zul zu sna sn aka ak \
        yid yi cym cy";
    let mut codes = CODES.split_whitespace();
    while let (Some(three), Some(two)) = (codes.next(), codes.next()) {
        if three == code {
            return Some(two);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feed_is_believed_in_any_common_form() {
        for stated in ["en", "EN", "en-GB", "en_US", "eng", "English"] {
            assert_eq!(
                detect(Some(stated), "", "Der Minister sagte"),
                "en",
                "{stated}"
            );
        }
    }

    #[test]
    fn text_tells_the_language_when_the_feed_does_not() {
        let cases = [
            (
                "The council met on Monday and agreed to raise the tax.",
                "en",
            ),
            (
                "Der Rat hat am Montag beschlossen, die Steuer zu erhöhen.",
                "de",
            ),
            (
                "Le conseil a décidé lundi d'augmenter les impôts dans la ville.",
                "fr",
            ),
            (
                "El consejo decidió el lunes subir los impuestos de la ciudad.",
                "es",
            ),
            (
                "O conselho decidiu na segunda-feira aumentar os impostos, mas não agora.",
                "pt",
            ),
            (
                "Il consiglio ha deciso lunedì di aumentare le tasse della città.",
                "it",
            ),
            (
                "De raad heeft maandag besloten om de belasting te verhogen.",
                "nl",
            ),
            (
                "Совет решил в понедельник повысить налог для всех жителей города.",
                "ru",
            ),
            ("市议会星期一决定提高税收，居民表示反对。", "zh"),
            (
                "قرر المجلس يوم الاثنين رفع الضرائب على السكان في المدينة",
                "ar",
            ),
        ];
        for (text, lang) in cases {
            assert_eq!(detect(None, "", text), lang, "{text}");
        }
    }

    #[test]
    fn german_writes_umlauts_out_and_others_lose_the_dots() {
        for (text, expected) in [
            ("Bürgermeister kündigt Rücktritt an", Umlauts::Digraph),
            (
                "Die Züge fahren wieder, sagte der Sprecher der Bahn in München.",
                Umlauts::Digraph,
            ),
            ("Straßenbahn fällt aus", Umlauts::Digraph),
            (
                "Två män döda efter olyckan på motorvägen utanför Göteborg",
                Umlauts::Bare,
            ),
            (
                "Pääministeri eroaa tehtävästään, kertoi hallitus tiistaina",
                Umlauts::Bare,
            ),
            (
                "El presidente habló del pingüino en la ciudad de Sigüenza",
                Umlauts::Bare,
            ),
            (
                "Türkiye'de yüzlerce kişi deprem nedeniyle öldü",
                Umlauts::Bare,
            ),
            (
                "The coach Jürgen Müller said on Monday that his team was ready",
                Umlauts::Bare,
            ),
        ] {
            assert_eq!(umlauts(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_to_go_by_is_undetermined() {
        for text in ["", "123", "?!"] {
            assert_eq!(detect(None, "", text), UNDETERMINED, "{text}");
        }
        assert_eq!(detect(Some("und"), "", ""), UNDETERMINED);
    }
}
