//! News agencies: whose texts other outlets print.

use std::sync::LazyLock;

use ahash::AHashSet;

use crate::detect::text::unaccented;

/// An agency: what it is called here, the marks it signs with (in this case only), and its names
/// (folded, words apart by one space).
struct Agency {
    name: &'static str,
    marks: &'static [&'static str],
    names: &'static [&'static str],
}

const fn agency(
    name: &'static str,
    marks: &'static [&'static str],
    names: &'static [&'static str],
) -> Agency {
    Agency { name, marks, names }
}

/// Agencies of the world's larger languages, and broadcasters that sell their texts to others.
const AGENCIES: &[Agency] = &[
    agency("AAP", &["AAP"], &["australian associated press"]),
    agency("AFP", &["AFP"], &["agence france presse"]),
    agency("Anadolu", &[], &["anadolu", "anadolu ajansı"]),
    agency("ANI", &["ANI"], &["asian news international"]),
    agency("ANP", &["ANP"], &[]),
    agency("ANSA", &["ANSA", "Ansa"], &["agenzia ansa"]),
    agency("Antara", &["ANTARA", "Antara"], &["antara news"]),
    agency("AP", &["AP"], &["associated press", "apnews"]),
    agency("Belga", &["BELGA", "Belga"], &[]),
    agency("Bernama", &[], &["bernama"]),
    agency("Bloomberg", &[], &["bloomberg", "bloomberg news"]),
    agency(
        "Canadian Press",
        &[],
        &["canadian press", "presse canadienne"],
    ),
    agency("CNN", &["CNN"], &["cnn newsource", "cnn wire"]),
    agency("dpa", &["dpa", "DPA"], &["deutsche presse agentur"]),
    agency("EFE", &["EFE", "Efe"], &["agencia efe"]),
    agency("IANS", &["IANS"], &["indo asian news service"]),
    agency("Interfax", &[], &["interfax", "интерфакс"]),
    agency("Jiji", &["JIJI", "Jiji"], &["jiji press", "時事通信"]),
    agency("Kyodo", &[], &["kyodo", "kyodo news", "共同通信"]),
    agency("Lusa", &["LUSA", "Lusa"], &["agência lusa"]),
    agency("PA", &["PA"], &["press association", "pa media"]),
    agency("PTI", &["PTI"], &["press trust of india"]),
    agency("Reuters", &["RTR"], &["reuters", "thomson reuters"]),
    agency("RIA Novosti", &["RIA"], &["ria novosti", "риа новости"]),
    agency("Ritzau", &[], &["ritzau"]),
    agency("Sputnik", &[], &["sputnik"]),
    agency("TASS", &["TASS", "Tass", "ТАСС"], &["itar tass"]),
    agency("UPI", &["UPI"], &["united press international"]),
    agency(
        "Xinhua",
        &[],
        &["xinhua", "xinhua news agency", "新华社", "新華社"],
    ),
    agency("Yonhap", &[], &["yonhap", "연합뉴스"]),
];

/// Most words of a name.
pub(crate) const LONGEST_NAME: usize = 4;

/// Whether a word may be the first of a name; nearly every word of a text may not.
pub(crate) fn begins_name(word: &str) -> bool {
    static FIRST_WORDS: LazyLock<AHashSet<String>> = LazyLock::new(|| {
        let marks = AGENCIES.iter().flat_map(|agency| agency.marks);
        let names = AGENCIES.iter().flat_map(|agency| agency.names);
        let first = names.filter_map(|name| name.split(' ').next());
        marks.copied().chain(first).map(str::to_lowercase).collect()
    });
    FIRST_WORDS.contains(&word.to_lowercase())
}

/// The agency that some words in a row name, as they stand in the text.
pub(crate) fn named(words: &[&str]) -> Option<&'static str> {
    let lower = words.join(" ").to_lowercase();
    let folded = unaccented(&lower);
    let found = AGENCIES.iter().find(|agency| {
        let mark = matches!(words, [word] if agency.marks.contains(word));
        mark || agency
            .names
            .iter()
            .any(|&name| name == lower || unaccented(name) == folded)
    });
    found.map(|agency| agency.name)
}

/// Whether a folded word alone names or marks an agency.
pub(crate) fn is_one_word(folded: &str) -> bool {
    AGENCIES.iter().any(|agency| {
        let marked = agency
            .marks
            .iter()
            .any(|mark| mark.to_lowercase() == folded);
        marked || agency.names.contains(&folded)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_known_by_mark_and_by_name() {
        assert_eq!(named(&["AP"]), Some("AP"));
        assert_eq!(named(&["ap"]), None, "a mark has its case");
        assert_eq!(named(&["ASSOCIATED", "PRESS"]), Some("AP"));
        assert_eq!(named(&["Australian", "Associated", "Press"]), Some("AAP"));
        assert_eq!(named(&["reuters"]), Some("Reuters"));
        assert_eq!(named(&["Press"]), None);
        assert_eq!(named(&[]), None);
    }

    #[test]
    fn every_name_and_mark_begins_with_a_word_that_may_begin_one() {
        for agency in AGENCIES {
            for name in agency.marks.iter().chain(agency.names) {
                let words: Vec<&str> = name.split(' ').collect();
                assert_eq!(named(&words), Some(agency.name));
                assert!(begins_name(words[0]) && begins_name(&words[0].to_uppercase()));
            }
        }
        assert!(!begins_name("council") && !begins_name(""));
    }

    #[test]
    fn the_table_is_sorted_and_no_name_is_longer_than_stated() {
        let fold = |agency: &Agency| agency.name.to_lowercase();
        assert!(AGENCIES.is_sorted_by_key(fold));
        let words = |name: &&str| name.split(' ').count();
        let longest = AGENCIES.iter().flat_map(|a| a.names).map(words).max();
        assert_eq!(longest, Some(LONGEST_NAME));
    }
}
