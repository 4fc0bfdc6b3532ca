//! Contexts: the words beside a statement, which tell whether two articles speak of one thing.
//!
//! In: an article's words and facts. Out: for the offices, counted numbers and dates of title and
//! lead, the content words of the same sentence. They mislead where one sentence states two numbers of
//! one unit.
//!
//! Cost: two bytes a word, about 200 bytes an article; a comparison is one walk of both lists.

use std::ops::Range;

use crate::article::ArticleRef;
use crate::detect::events::profile::facts::{self, Facts, Statement};
use crate::detect::structures::sets;
use crate::detect::text::{Section, Span, Text, Word};

/// Words on either side of a statement that are looked at.
const REACH: usize = 12;
/// The words beside each statement of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contexts {
    /// Number of the fact, and where its words end in `words`; ascending.
    ends: Box<[(u16, u16)]>,
    /// Sixteen bits of each word's hash, sorted within a fact: chance matches are one in thousands.
    words: Box<[u16]>,
}

impl Contexts {
    /// Gathers the words beside the facts of title and lead.
    pub fn new(article: ArticleRef<'_>, text: &Text, facts: &Facts) -> Self {
        let mut ends = Vec::new();
        let mut words: Vec<u16> = Vec::new();
        for (number, fact) in (0..).zip(facts.list()) {
            let told = match fact.statement {
                Statement::Number { unit, .. } => unit != 0,
                Statement::Role { holder, .. } => holder.is_some(),
                Statement::Date(_) => true,
                _ => false,
            };
            if !told || !matches!(fact.section, Section::Title | Section::Lead) {
                continue;
            }
            let holder = facts.label(fact).1;
            let is_value = |word: &Word| {
                let written = || facts::surface(article, word.span).to_lowercase();
                fact.span.holds(word.span)
                    || (!holder.is_empty() && holder.split(' ').any(|part| part == written()))
            };
            let beside = &text.words[beside(article, &text.words, fact.span)];
            let beside = beside.iter().filter(|w| !w.function && !is_value(w));
            let mut own: Vec<u16> = beside.map(|word| low_bits(word.term)).collect();
            own.sort_unstable();
            own.dedup();
            words.extend(own);
            ends.push((number, u16::try_from(words.len()).unwrap_or(u16::MAX)));
        }
        Self {
            ends: ends.into(),
            words: words.into(),
        }
    }

    /// The words beside a fact, by its number; none where they were not gathered.
    pub fn of(&self, fact: usize) -> &[u16] {
        let number = |&(number, _): &(u16, u16)| usize::from(number);
        let Ok(at) = self.ends.binary_search_by_key(&fact, number) else {
            return &[];
        };
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        self.words
            .get(usize::from(begin)..usize::from(self.ends[at].1))
            .unwrap_or_default()
    }
}

/// How many words beside two statements are shared, and their share of the fewer words, 0 to 1.
pub fn shared(a: &[u16], b: &[u16]) -> (usize, f32) {
    let shared = sets::shared(a, b);
    let fewer = a.len().min(b.len()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a sentence holds few words")]
    let share = shared as f32 / fewer as f32;
    (shared, share)
}

/// The words of the same sentence before and behind a span, at most [`REACH`] of them each.
fn beside(article: ArticleRef<'_>, words: &[Word], span: Span) -> Range<usize> {
    let place = |span: Span| (span.field, span.start);
    let at = words.partition_point(|word| place(word.span) < place(span));
    let joined = |next: usize| {
        let (Some(word), Some(other)) = (words.get(next.wrapping_sub(1)), words.get(next)) else {
            return false;
        };
        let gap = Span {
            field: word.span.field,
            start: word.span.end,
            end: other.span.start,
        };
        let next = facts::surface(article, other.span);
        word.span.field == other.span.field && !ends_sentence(facts::surface(article, gap), next)
    };
    let mut begin = at;
    while begin > at.saturating_sub(REACH) && joined(begin) {
        begin -= 1;
    }
    let mut end = at;
    while end < words.len() && end < at + REACH && (end == at || joined(end)) {
        end += 1;
    }
    begin..end
}

/// Whether a sentence ends between two words; a point does where a capital follows.
fn ends_sentence(gap: &str, next: &str) -> bool {
    let new = next.starts_with(|c: char| !c.is_lowercase());
    gap.contains(['\n', '!', '?', '。', '！', '？', '।', '؟'])
        || (new && gap.starts_with('.') && gap[1..].contains(char::is_whitespace))
}

fn low_bits(term: u64) -> u16 {
    let [low, high, ..] = term.to_le_bytes();
    u16::from_le_bytes([low, high])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::analyse;

    /// What the words beside the first office or number of two texts share.
    fn alike(a: &str, b: &str) -> (usize, f32) {
        let [a, b] = [a, b].map(|text| {
            let article = crate::Article {
                text: text.to_owned(),
                lang: Some("en".to_owned()),
                ..crate::Article::default()
            };
            let text = analyse(article.as_ref());
            let facts = Facts::new(article.as_ref(), &text);
            let counts = |fact: &facts::Fact| match fact.statement {
                Statement::Number { unit, .. } => unit != 0,
                Statement::Role { holder, .. } => holder.is_some(),
                _ => false,
            };
            let at = facts.list().iter().position(counts).expect(&article.text);
            Contexts::new(article.as_ref(), &text, &facts)
                .of(at)
                .to_vec()
        });
        shared(&a, &b)
    }

    #[test]
    fn the_words_of_the_same_sentence_are_compared_and_no_others() {
        let toll = "The collapse of the Tarn dam killed 27 people on Friday, police said.";
        for (other, words) in [
            (
                "At least 31 people were killed in the collapse of the Tarn dam, officials said.",
                3,
            ),
            (
                "Tarn dam. 31 people were killed when it collapsed. Tarn dam.",
                1,
            ),
            (
                "Some 900 people spent the night in a school after the flood.",
                0,
            ),
            ("31 people.", 0),
        ] {
            let (shared, share) = alike(toll, other);
            assert!(
                shared >= words && (words > 0 || shared == 0),
                "{shared}: {other}"
            );
            assert!((0.0..=1.0).contains(&share));
        }
    }

    #[test]
    fn the_holder_of_an_office_is_no_word_beside_it() {
        let named = alike(
            "Premier Lena Osk chaired the cabinet sitting in Varnholm.",
            "Premier Lena Harrow chaired a cabinet.",
        );
        assert_eq!(named.0, 2);
    }
}
