//! The general vocabulary: groups of near synonyms, read from the word lists beside this file.

use super::pattern::Pattern;

/// A group of words that may stand for one another.
pub(super) type Group = Vec<String>;

/// Words that any article may use.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Regular transitive verbs, base form.
    pub(super) verbs: Vec<Group>,
    /// Adjectives.
    pub(super) adjectives: Vec<String>,
    /// Things.
    pub(super) nouns: Vec<Group>,
    /// Groups of people, plural.
    pub(super) agents: Vec<Group>,
    /// Adverbials.
    pub(super) reasons: Vec<Pattern>,
}

impl Lexicon {
    /// Reads the lists.
    pub(super) fn new() -> Self {
        Self {
            verbs: groups(include_str!("lexicon/verbs.txt")),
            adjectives: groups(include_str!("lexicon/adjectives.txt")).concat(),
            nouns: groups(include_str!("lexicon/nouns.txt")),
            agents: groups(include_str!("lexicon/agents.txt")),
            reasons: lines(include_str!("lexicon/reasons.txt"))
                .map(Pattern::parse)
                .collect(),
        }
    }
}

/// The past tense and participle of a regular verb.
pub(super) fn past(base: &str) -> String {
    let before = base.as_bytes().iter().rev().nth(1).copied().unwrap_or(b'a');
    match base.as_bytes().last() {
        Some(b'e') => format!("{base}d"),
        Some(b'y') if !b"aeiou".contains(&before) => {
            format!("{}ied", &base[..base.len() - 1])
        }
        _ => format!("{base}ed"),
    }
}

/// Lines that say something: neither empty nor a comment.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// One group a line, its words parted by spaces; an underscore stands for a space inside one.
fn groups(text: &'static str) -> Vec<Group> {
    lines(text)
        .map(|line| line.split(' ').map(|word| word.replace('_', " ")).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs_take_their_usual_past() {
        for (base, expected) in [
            ("inspect", "inspected"),
            ("examine", "examined"),
            ("verify", "verified"),
            ("delay", "delayed"),
        ] {
            assert_eq!(past(base), expected);
        }
    }

    #[test]
    fn every_list_is_large_enough_to_tell_articles_apart() {
        let lexicon = Lexicon::new();
        assert!(lexicon.verbs.len() > 70 && lexicon.verbs.iter().all(|g| !g.is_empty()));
        assert!(lexicon.adjectives.len() > 120);
        assert!(lexicon.nouns.len() > 150);
        assert!(lexicon.agents.len() > 60);
    }
}
