//! Kinds of event: which facts each has and how each fact may be told, read from `lexicon/kinds.txt`.

use super::lexicon::lines;
use super::pattern::Pattern;

/// A kind of event.
#[derive(Debug, Default)]
pub struct Kind {
    /// Its name in the list.
    pub name: &'static str,
    /// Kinds that may follow it in a storyline; empty for those that only follow.
    pub follow: Vec<&'static str>,
    /// Whether it only ever follows another event.
    pub follower: bool,
    /// The kind's own groups of people.
    pub agents: Vec<Vec<String>>,
    /// The kind's own things.
    pub nouns: Vec<Vec<String>>,
    /// Words to choose once for an event: slot, then the values, each with its near synonyms.
    pub words: Vec<(&'static str, Vec<Pattern>)>,
    /// Numbers to choose once for an event: slot, least, most.
    pub numbers: Vec<(&'static str, usize, usize)>,
    /// How later reports refer to it.
    pub matter: Option<Pattern>,
    /// Headlines.
    pub titles: Vec<Pattern>,
    /// First sentences.
    pub leads: Vec<Pattern>,
    /// Facts, each with its realisations.
    pub facts: Vec<Vec<Pattern>>,
}

/// Reads the list.
pub fn kinds() -> Vec<Kind> {
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
