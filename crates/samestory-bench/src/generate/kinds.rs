//! Kinds of event: which facts each has and how each fact may be told, read from `lexicon/kinds.txt`.

use super::lexicon::lines;
use super::pattern::Pattern;

/// A kind of event.
#[derive(Debug, Default)]
pub(super) struct Kind {
    /// Its name in the list.
    pub(super) name: &'static str,
    /// Kinds that may follow it in a storyline; empty for those that only follow.
    pub(super) follow: Vec<&'static str>,
    /// Whether it only ever follows another event.
    pub(super) follower: bool,
    /// The kind's own groups of people.
    pub(super) agents: Vec<Vec<String>>,
    /// The kind's own things.
    pub(super) nouns: Vec<Vec<String>>,
    /// Words to choose once for an event: slot, then the values, each with its near synonyms.
    pub(super) words: Vec<(&'static str, Vec<Pattern>)>,
    /// Numbers to choose once for an event: slot, least, most.
    pub(super) numbers: Vec<(&'static str, usize, usize)>,
    /// How later reports refer to it.
    pub(super) matter: Option<Pattern>,
    /// Headlines.
    pub(super) titles: Vec<Pattern>,
    /// First sentences.
    pub(super) leads: Vec<Pattern>,
    /// Facts, each with its realisations.
    pub(super) facts: Vec<Vec<Pattern>>,
}

/// Reads the list.
pub(super) fn kinds() -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for line in lines(include_str!("lexicon/kinds.txt")) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if word == "kind" {
            kinds.push(Kind {
                name: rest,
                ..Kind::default()
            });
        } else if let Some(kind) = kinds.last_mut() {
            kind.read(word, rest);
        }
    }
    kinds
}

impl Kind {
    fn read(&mut self, word: &'static str, rest: &'static str) {
        match word {
            "follow" => self.follow = rest.split(' ').collect(),
            "follower" => self.follower = true,
            "agents" => self.agents = groups(rest),
            "nouns" => self.nouns = groups(rest),
            "matter" => self.matter = Some(Pattern::parse(rest)),
            "title" => self.titles = realisations(rest),
            "lead" => self.leads = realisations(rest),
            "fact" => self.facts.push(realisations(rest)),
            _ if rest.contains("..") => self.numbers.extend(
                format!("{word} {rest}")
                    .split(" ; ")
                    .zip(line_slots(word, rest))
                    .filter_map(|(range, slot)| {
                        let (low, high) = range.rsplit_once(' ')?.1.split_once("..")?;
                        Some((slot, low.parse().ok()?, high.parse().ok()?))
                    }),
            ),
            _ => self.words.push((
                word,
                rest.split(" ; ")
                    .map(|value| Pattern::parse(&format!("[{}]", value.replace('/', "|"))))
                    .collect(),
            )),
        }
    }
}

/// The slot names of a line such as `n1 2..9 ; n2 3..8`, whose first name is `word`.
fn line_slots(word: &'static str, rest: &'static str) -> impl Iterator<Item = &'static str> {
    let later = rest.split(" ; ").skip(1);
    std::iter::once(word).chain(later.filter_map(|part| part.split(' ').next()))
}

fn groups(text: &str) -> Vec<Vec<String>> {
    text.split(", ")
        .map(|group| group.split('/').map(|w| w.replace('_', " ")).collect())
        .collect()
}

fn realisations(text: &str) -> Vec<Pattern> {
    text.split(" || ").map(Pattern::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_told_and_every_sequel_only_follows() {
        let kinds = kinds();
        for kind in &kinds {
            assert!(
                kind.titles.len() > 1 && kind.leads.len() > 1,
                "{}",
                kind.name
            );
            assert!(kind.facts.len() > 1, "{}", kind.name);
            assert_eq!(kind.follower, kind.matter.is_none(), "{}", kind.name);
            assert_eq!(kind.follower, kind.follow.is_empty(), "{}", kind.name);
            for name in &kind.follow {
                let sequel = kinds.iter().find(|other| other.name == *name);
                assert!(
                    sequel.is_some_and(|s| s.follower),
                    "{} -> {name}",
                    kind.name
                );
            }
        }
    }

    #[test]
    fn every_numbered_slot_is_defined_by_its_kind() {
        for kind in kinds() {
            let patterns = kind.titles.iter().chain(&kind.leads).chain(&kind.matter);
            for slot in patterns
                .chain(kind.facts.iter().flatten())
                .flat_map(Pattern::slots)
            {
                let key = slot.trim_end_matches('d');
                let own = ["w", "n", "pct", "mag"].iter().any(|stem| {
                    key.strip_prefix(stem)
                        .is_some_and(|n| n.parse::<u8>().is_ok())
                });
                let known = kind.words.iter().any(|(name, _)| *name == key)
                    || kind.numbers.iter().any(|(name, ..)| *name == key);
                assert!(!own || known, "{}: {slot}", kind.name);
            }
        }
    }
}
